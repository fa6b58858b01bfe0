"""Keep the language catalogues complete: collect the messages in the code, update, check.

A message is the literal in `say("...")`, `say.count("one ...", "{n} ...", n)` or `N_("...")`.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from visualizer.lexicon.language import CATALOGUES
from visualizer.places import ROOT

PRODUCT = "RNN Visualizer"
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"  # the form that language.Translator picks

HEADER = """\
# {language} texts of RNN Visualizer. Written by `python -m visualizer catalogue --update`;
# only the msgstr lines are edited by hand.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""

TEXT_CALLS = frozenset(
    re.findall(
        r"\w+",
        """
        title header subheader caption markdown write text info warning error success toast
        spinner status metric button download_button link_button page_link form_submit_button
        checkbox toggle radio selectbox multiselect slider select_slider segmented_control pills
        text_input text_area number_input date_input time_input chat_input color_picker
        file_uploader expander popover tabs dialog badge menu_button progress feedback
        """,
    )
)
"""Methods of Streamlit whose first argument a person reads."""

TEXT_KEYWORDS = frozenset(
    ("label", "help", "placeholder", "caption", "captions", "title", "page_title", "text", "body")
)
MARKUP = re.compile(r":material/\w+:|:[a-z-]+(?=\[)|<[^>]*>|&\w+;")


@dataclass(frozen=True)
class Found:
    """A message in the code: one string, or the two forms of a count, and the file it is in."""

    id: str | tuple[str, str]
    file: str


def sources(root: Path = ROOT) -> list[Path]:
    """Every module that may say something to a person."""
    return sorted([*(root / "visualizer").rglob("*.py"), *(root / "pages").rglob("*.py")])


def screen_sources(root: Path = ROOT) -> list[Path]:
    """The modules that talk to Streamlit: the entry script, `ui` and the pages."""
    return sorted(
        [
            *(root / "visualizer").glob("app.py"),
            *(root / "visualizer" / "ui").rglob("*.py"),
            *(root / "pages").rglob("*.py"),
        ]
    )


def messages(root: Path = ROOT) -> list[Found]:
    """Every message of the code, in the order of files and lines."""
    return [
        Found(message, path.relative_to(root).as_posix())
        for path in sources(root)
        for message, _ in _messages_in(_parse(path))
    ]


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _messages_in(tree: ast.Module) -> Iterator[tuple[str | tuple[str, str], int]]:
    for call in _calls(tree):
        first, second = [*map(_string, call.args[:2]), None, None][:2]
        if _saying(call) == "count" and first and second:
            yield (first, second), call.lineno
        elif _saying(call) == "say" and first:
            yield first, call.lineno


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return iter(sorted(found, key=lambda call: (call.lineno, call.col_offset)))


def _string(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _saying(call: ast.Call) -> str | None:
    """`say` for say(...), self.say(...), N_(...); `count` for say.count(...); else nothing."""
    if not call.args:
        return None
    if _last_name(call.func) in ("say", "N_"):
        return "say"
    if isinstance(call.func, ast.Attribute) and call.func.attr == "count":
        return "count" if _last_name(call.func.value) == "say" else None
    return None


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def template(found: Iterable[Found]) -> Catalog:
    """The catalogue of all messages, untranslated."""
    catalogue = Catalog()
    for message in found:
        catalogue.add(message.id, locations=[(message.file, 0)])
    return catalogue


def update_all(root: Path = ROOT, folder: Path = CATALOGUES) -> list[str]:
    """Bring every catalogue in line with the code; says what was added and dropped."""
    return [line for path in sorted(folder.glob("*.po")) for line in _update(path, root)]


def _update(path: Path, root: Path) -> list[str]:
    catalogue = read_catalogue(path)
    before = {_key(message) for message in catalogue if message.id}
    catalogue.update(template(messages(root)), no_fuzzy_matching=True)
    for message in catalogue:
        message.flags.discard("python-format")  # "100 % of" is no printf format
        message.locations = sorted(set(message.locations))
    after = {_key(message) for message in catalogue if message.id}
    path.write_text(_po_text(path.stem, catalogue), encoding="utf-8", newline="\n")
    return [
        *(f"{path.stem}: added {key!r}" for key in sorted(after - before)),
        *(f"{path.stem}: dropped {key!r}" for key in sorted(before - after)),
    ]


def read_catalogue(path: Path) -> Catalog:
    """One language's catalogue, from a `.po` file named by its language code."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def _po_text(code: str, catalogue: Catalog) -> str:
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=96,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    language = Locale.parse(code).english_name
    header = HEADER.format(language=language, code=code, plural_forms=PLURAL_FORMS)
    return header + body.getvalue().decode().strip() + "\n"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def check_all(root: Path = ROOT, folder: Path = CATALOGUES) -> list[str]:
    """Every reason why a person could meet a wrong or an untranslated text."""
    return [
        *source_problems(root),
        *(problem for path in sorted(folder.glob("*.po")) for problem in _problems(path, root)),
    ]


def _problems(path: Path, root: Path) -> list[str]:
    catalogue = read_catalogue(path)
    found = template(messages(root))
    problems = [f"obsolete {key!r}" for key in catalogue.obsolete]
    if catalogue.plural_forms.replace(" ", "") != PLURAL_FORMS.replace(" ", ""):
        problems.append(f"Plural-Forms must be {PLURAL_FORMS!r}, got {catalogue.plural_forms!r}")
    for message in found:
        if message.id:
            problems += _message_problems(message, catalogue.get(_key(message)))
    problems += [
        f"obsolete {_key(message)!r}"
        for message in catalogue
        if message.id and found.get(_key(message)) is None
    ]
    return [f"{path.name}: {problem}" for problem in problems]


def _message_problems(source: Message, translated: Message | None) -> list[str]:
    key = _key(source)
    if translated is None or translated.pluralizable != source.pluralizable:
        return [f"missing {key!r}"]
    if translated.fuzzy:
        return [f"fuzzy {key!r}"]
    if source.id != translated.id:
        return [f"missing {source.id!r}: its other form changed"]
    forms = _forms(translated.string)
    if not all(forms):
        return [f"missing {key!r}"]
    return [
        f"placeholders of {original!r} and {form!r} differ"
        for original, form in zip(_forms(source.id), forms, strict=True)
        if placeholders(original) != placeholders(form)
    ]


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else [*(text or [""])]


def placeholders(message: str) -> set[str] | None:
    """Names in `{braces}`; None if the message cannot be filled at all."""
    try:
        return {name for _, name, _, _ in Formatter().parse(message) if name is not None}
    except ValueError:
        return None


def source_problems(root: Path = ROOT) -> list[str]:
    """Messages that cannot be translated, and visible literals that bypass the catalogue."""
    problems = []
    for path in sources(root):
        where, tree = path.relative_to(root).as_posix(), _parse(path)
        problems += [f"{where}:{line}: {problem}" for line, problem in _unsayable(tree)]
    for path in screen_sources(root):
        where, tree = path.relative_to(root).as_posix(), _parse(path)
        problems += [f"{where}:{line}: not in the catalogue: {t!r}" for line, t in literals(tree)]
    return problems


def _unsayable(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for call in _calls(tree):
        if _saying(call) and any(isinstance(node, ast.JoinedStr) for node in call.args[:2]):
            yield call.lineno, "an f-string cannot be translated, use {placeholders}"
    for message, line in _messages_in(tree):
        for form in [message] if isinstance(message, str) else message:
            if placeholders(form) is None:
                yield line, f"braces that cannot be filled in {form!r}"


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Text with letters given to Streamlit as it stands: line and text.

    Keys, formats, icons and markup are no text; neither is what `say` returns.
    """
    for call in _calls(tree):
        name, shown = _last_name(call.func), []
        if isinstance(call.func, ast.Attribute) and name in TEXT_CALLS:
            shown += call.args[:1]
        if name in TEXT_CALLS or _receiver(call.func) == "st":
            shown += [item.value for item in call.keywords if item.arg in TEXT_KEYWORDS]
        for node in shown:
            for text in _texts(node):
                if text != PRODUCT and re.search(r"[^\W\d_]", MARKUP.sub("", text)):
                    yield call.lineno, text


def _receiver(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _texts(node: ast.expr) -> Iterator[str]:
    if text := _string(node):
        yield text
    elif isinstance(node, ast.JoinedStr):
        yield "".join(_string(part) or "" for part in node.values)
    elif isinstance(node, ast.BinOp):
        yield from _texts(node.left)
        yield from _texts(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from _texts(element)
