"""Keep the language catalogues complete: collect the messages in the code, update, check.

A message is the literal in `say("...")`, `say.count("one ...", "{n} ...", n)` or `N_("...")`.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from visualizer.lexicon.glossary import Glossary, read_glossary
from visualizer.lexicon.language import CATALOGUES
from visualizer.lexicon.saying import messages_in, parsed, sources
from visualizer.lexicon.translations import file_problems, form_problems
from visualizer.lexicon.unsaid import source_problems
from visualizer.places import ROOT

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


@dataclass(frozen=True)
class Found:
    """A message in the code: one string, or the two forms of a count, and the file it is in."""

    id: str | tuple[str, str]
    file: str


def messages(root: Path = ROOT) -> list[Found]:
    """Every message of the code, in the order of files and lines."""
    return [
        Found(message, path.relative_to(root).as_posix())
        for path in sources(root)
        for message, _ in messages_in(parsed(path))
    ]


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
    catalogue, glossary = read_catalogue(path), read_glossary(path.with_suffix(".toml"))
    found = template(messages(root))
    problems = [f"obsolete {key!r}" for key in catalogue.obsolete]
    problems += file_problems(path, forms=2)
    if catalogue.plural_forms.replace(" ", "") != PLURAL_FORMS.replace(" ", ""):
        problems.append(f"Plural-Forms must be {PLURAL_FORMS!r}, got {catalogue.plural_forms!r}")
    for message in found:
        if message.id:
            problems += _message_problems(message, catalogue.get(_key(message)), glossary)
    problems += [
        f"obsolete {_key(message)!r}"
        for message in catalogue
        if message.id and found.get(_key(message)) is None
    ]
    return [f"{path.name}: {problem}" for problem in problems]


def _message_problems(source: Message, translated: Message | None, glossary: Glossary) -> list[str]:
    key = _key(source)
    if translated is None or translated.pluralizable != source.pluralizable:
        return [f"missing {key!r}"]
    if translated.fuzzy:
        return [f"fuzzy {key!r}"]
    if source.id != translated.id:
        return [f"missing {source.id!r}: its other form changed"]
    originals, forms = _forms(source.id), _forms(translated.string)
    if not all(forms):
        return [f"missing {key!r}"]
    files = [file for file, _ in source.locations]
    return [
        problem
        for original, form in zip(originals, forms, strict=False)
        for problem in (
            *form_problems(original, form, glossary.sentence_end),
            *glossary.problems(original, form, files),
        )
    ]


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else [*(text or [""])]
