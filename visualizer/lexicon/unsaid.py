"""Text that would reach a person past the catalogue, and messages that cannot be translated."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from visualizer.lexicon.saying import (
    calls,
    first_name,
    last_name,
    messages_in,
    parsed,
    saying,
    sources,
    string,
    texts,
)
from visualizer.lexicon.translations import placeholders
from visualizer.places import ROOT

PRODUCT = "RNN Visualizer"
MAKERS = ("reader", "translator")
"""What gives a translator."""

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

SCRIPT_COMMENT = re.compile(r"(?:^|(?<=[;,{}]))[ \t]*//[^\n]*|/\*[\s\S]*?\*/", re.MULTILINE)
LITERAL = r"""(?:`[^`]*`|"[^"\n]*"|'[^'\n]*')"""
EXPRESSION = rf"(?:{LITERAL}|[^;\"'`])*"
SHOWN = "(?:aria-(?:label|description|valuetext)|title|alt|placeholder)"
SCRIPT_TEXTS = (
    re.compile(
        rf"\.(?:textContent|innerText|title|alt|placeholder|ariaLabel)\s*\+?=({EXPRESSION})"
    ),
    re.compile(rf"\bsetAttribute\(\s*[\"']{SHOWN}[\"'],({EXPRESSION})"),
    re.compile(rf"[{{,\s][\"']?{SHOWN}[\"']?:\s*({LITERAL})"),
    re.compile(rf"\b(?:el|svg|make)\({LITERAL}, \{{[^{{}}]*\}}, ({LITERAL})"),
)
"""What a person reads: set as a property or an attribute, listed as one, or an element's text."""
CALLED_WITH = re.compile(r"(?<=\w)(?:\([^()]*\)|\[[^\[\]]*\])")


def source_problems(root: Path = ROOT) -> list[str]:
    """Messages that cannot be translated, and visible literals that bypass the catalogue."""
    problems = []
    for path in sources(root):
        where, tree = path.relative_to(root).as_posix(), parsed(path)
        found = sorted({*chain(_unsayable(tree), _unheard(tree), _unmarked(tree))})
        problems += [f"{where}:{line}: {problem}" for line, problem in found]
    for path in screen_sources(root):
        where, tree = path.relative_to(root).as_posix(), parsed(path)
        problems += [f"{where}:{line}: not in the catalogue: {t!r}" for line, t in literals(tree)]
    for path in scripts(root):
        where, source = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        problems += [
            f"{where}:{line}: not in the catalogue: {t!r}" for line, t in script_literals(source)
        ]
    return problems


def screen_sources(root: Path = ROOT) -> list[Path]:
    """The modules that talk to Streamlit: the entry script, `ui` and the pages."""
    return sorted(
        [
            *(root / "visualizer").glob("app.py"),
            *(root / "visualizer" / "ui").rglob("*.py"),
            *(root / "pages").rglob("*.py"),
        ]
    )


def scripts(root: Path = ROOT) -> list[Path]:
    """The modules that the browser runs."""
    return sorted((root / "visualizer").rglob("*.js"))


def _unsayable(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """F-strings and braces that cannot be filled."""
    for call in calls(tree):
        if saying(call) and any(isinstance(node, ast.JoinedStr) for node in call.args[:2]):
            yield call.lineno, "an f-string cannot be translated, use {placeholders}"
    for message, line in messages_in(tree):
        for form in [message] if isinstance(message, str) else message:
            if placeholders(form) is None:
                yield line, f"braces that cannot be filled in {form!r}"


def _unheard(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Messages said by a translator that is not called `say`, which nobody collects."""
    names = _translators(tree) - {"say"}
    for call in calls(tree):
        speaker = call.func
        if isinstance(speaker, ast.Attribute) and speaker.attr == "count":
            speaker = speaker.value
        made = isinstance(speaker, ast.Call) and last_name(speaker.func) in MAKERS
        if (made or last_name(speaker) in names) and call.args and string(call.args[0]):
            yield call.lineno, f"call the translator `say`: {string(call.args[0])!r} is not found"


def _translators(tree: ast.Module) -> set[str]:
    """The names that a translator has in a module."""
    names = set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=made)):
                if last_name(made) in MAKERS:
                    names.add(name)
            case ast.arg(arg=name, annotation=ast.Name(id="Translator")):
                names.add(name)
            case _:
                pass
    return names


def _unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What is said from a variable, or from a choice, whose literals are not marked by N_."""
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    everywhere, inside = _bound(tree.body), set[ast.Call]()
    for function in functions:
        arguments = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
        here = {name: each for name, each in everywhere.items() if name not in arguments}
        inside.update(calls(function))
        for call in calls(function):
            yield from _unmarked_in(call, here | _bound(function.body))
    for call in calls(tree):
        if call not in inside:
            yield from _unmarked_in(call, everywhere)


def _unmarked_in(call: ast.Call, bound: dict[str, ast.expr]) -> Iterator[tuple[int, str]]:
    if not saying(call) or string(call.args[0]) or isinstance(call.args[0], ast.JoinedStr):
        return
    given = call.args[0]
    variable = bound.get(first_name(given) or "")
    for text in chain(texts(given), texts(variable) if variable is not None else ()):
        yield call.lineno, f"mark it with N_ where it stands: {text!r} is not found"


def _bound(body: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    """What names are set to by the statements of one function or module."""
    found: dict[str, ast.expr] = {}
    for statement in body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                found[name] = value
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                pass
            case _:
                inner = ast.iter_child_nodes(statement)
                found |= _bound([each for each in inner if isinstance(each, ast.stmt)])
    return found


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Text with letters given to Streamlit as it stands: line and text.

    Keys, formats, icons and markup are no text; neither is what `say` returns.
    """
    for call in calls(tree):
        name, shown = last_name(call.func), []
        if isinstance(call.func, ast.Attribute) and name in TEXT_CALLS:
            shown += call.args[:1]
        if name in TEXT_CALLS or (
            isinstance(call.func, ast.Attribute) and first_name(call.func) == "st"
        ):
            shown += [item.value for item in call.keywords if item.arg in TEXT_KEYWORDS]
        for node in shown:
            for text in texts(node):
                if text != PRODUCT and re.search(r"[^\W\d_]", MARKUP.sub("", text)):
                    yield call.lineno, text


def script_literals(source: str) -> Iterator[tuple[int, str]]:
    """Text with letters that a script shows as it stands: line and text.

    What is handed to a function there, such as the name in `attribute("role")`, is no text.
    """
    code = SCRIPT_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for found in chain.from_iterable(pattern.finditer(code) for pattern in SCRIPT_TEXTS):
        for literal in re.findall(LITERAL, _without_calls(found[1])):
            if re.search(r"[^\W\d_]", re.sub(r"\$\{[^}]*\}", "", literal)):
                yield code[: found.start()].count("\n") + 1, literal[1:-1]


def _without_calls(code: str) -> str:
    """An expression without what stands in brackets behind a name, however deep."""
    shorter = CALLED_WITH.sub("", code)
    return code if shorter == code else _without_calls(shorter)
