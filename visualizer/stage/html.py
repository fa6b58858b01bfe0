"""Scenes as one page that carries everything in itself: no server, no network, no other file."""

import base64
import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import quote

from visualizer.lexicon.colours import PAPER
from visualizer.lexicon.language import Translator
from visualizer.places import FONTS
from visualizer.stage.packing import header_of
from visualizer.stage.scene_bytes import pack_scene, pack_sums, pack_weights, sums_apart
from visualizer.views.questions import Question
from visualizer.views.scene import Scene
from visualizer.views.surgery import Surgery

FRONTEND = Path(__file__).parent / "frontend"
PAGE, BASE = "shell/page.js", "base.css"
ALLOWED = "; ".join(
    (
        "default-src 'none'",
        "script-src 'unsafe-inline' data:",
        "style-src 'unsafe-inline'",
        "font-src data:",
    )
)
"""What the page may load: only what is in it. The browser holds it to that."""
COMMENT = re.compile(r"^ *(?://[^\n]*|/\*\*(?:(?!\*/)[\s\S])*\*/)\n", re.MULTILINE)
"""A line of comment, or a block of it: a quarter of the modules, for those who work on them."""
INDENT = re.compile(r"^ +", re.MULTILINE)
"""What no browser needs either: no string of the modules goes over a line."""
PLAIN = "".join(letter for letter in map(chr, range(0x20, 0x7F)) if letter not in "%#<")
"""What stands in a module's address as it is, which makes it a quarter shorter than base64."""


def html_page(
    scene: Scene,
    *,
    title: str,
    about: str,
    say: Translator,
    fonts: bool = True,
    surgery: Surgery | None = None,
    asked: Sequence[Question] | None = None,
) -> str:
    """The board as a page of its own.

    Args:
        scene: opened on its first track; the numbers of each lie apart until it is opened.
        title: the page's heading, shown as text.
        about: where it is from and when.
        fonts: carry the fonts along; without them the machine's own are taken.
        surgery: what was changed by hand.
        asked: what the board may ask before it shows it. None: it does not ask.
    """
    tracks = [
        pack_scene(scene, say=say, sent=[track.name], surgery=surgery, asked=asked)
        for track in scene.tracks
    ]
    sums = {
        number: pack_sums(track) for number, track in enumerate(scene.tracks) if sums_apart(track)
    }
    weights = [pack_weights(each) for each in scene.weights]
    packed = {f"track-{number}": content for number, content in enumerate(tracks)}
    packed |= {f"sums-{number}": content for number, content in sums.items()}
    packed |= {f"weights-{number}": content for number, content in enumerate(weights)}
    headers = [header_of(content) for content in packed.values()]
    contents = {"weights": len(weights), "text": _texts(say)}
    text = "σΣ" + title + about + json.dumps([contents, headers], ensure_ascii=False)
    named = _named(headers)
    modules = _needed(named)
    styles = [_font_faces(text) if fonts else "", _styles(modules)]
    data = (
        f'<script type="text/plain" id="{name}">{_base64(content)}</script>'
        for name, content in packed.items()
    )
    return f"""<!doctype html>
<html lang="{escape(say.code)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{ALLOWED}">
<title>{escape(title)}</title>
<style>{"".join(styles)}</style>
<script type="importmap">{_import_map(modules)}</script>
</head>
<body>
<main>
<header>
<h1 dir="auto">{escape(title)}</h1>
<div class="choices">
<label>{escape(say("Colours"))} <select id="scheme"></select></label>
</div>
</header>
<noscript>{escape(say("This page needs JavaScript to draw its figure."))}</noscript>
<div id="stage"></div>
<details id="numbers"><summary></summary><div tabindex="0"></div></details>
<footer><p>{escape(_how_to_read(say))}</p><p dir="auto">{escape(about)}</p></footer>
</main>
<script type="application/json" id="contents">{_json(contents)}</script>
{"".join(data)}
<script type="module">{_start(named)}</script>
</body>
</html>
"""


def _texts(say: Translator) -> dict[str, str]:
    return {
        "auto": say("as the system"),
        "light": say("light"),
        "dark": say("dark"),
        "numbers": say("Numbers of unit {unit}"),
    }


def _how_to_read(say: Translator) -> str:
    return say(
        "How to read it: every column is one step, every row of a lane one unit. Follow a column "
        "down to see what a step does, a row along to see what a unit remembers. Point at a value "
        "for its arithmetic, click to pin its unit."
    )


def _json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _source(name: str) -> str:
    return (FRONTEND / name).read_text(encoding="utf-8")


def _named(headers: Sequence[dict[str, Any]]) -> list[str]:
    """The modules that headers ask for, by room and name."""
    return sorted({name for header in headers for name in (header["kind"], *header["needs"])})


def _start(named: Iterable[str]) -> str:
    """The page's first lines: what its headers name, handed to its own module."""
    imports = [f'import * as m{k} from "stage/{name}.js";' for k, name in enumerate(named)]
    handed = ", ".join(f'"{name}": m{k}' for k, name in enumerate(named))
    return f'{"".join(imports)}import {{ start }} from "stage/{PAGE}";start({{ {handed} }});'


def _needed(named: Iterable[str]) -> list[str]:
    """The files of the page's own module, of those named, and of all that they import."""
    found, open_ends = set[str](), {PAGE, *(f"{name}.js" for name in named)}
    while open_ends:
        found |= open_ends
        open_ends = {imported for name in open_ends for imported in _imports(name)} - found
    return sorted(found)


def _imports(name: str) -> set[str]:
    return {_resolved(path, name) for path in re.findall(r'from "(\.{1,2}/[^"]+)"', _source(name))}


def _resolved(path: str, name: str) -> str:
    """The module that a path means within another module."""
    return normpath(join(dirname(name), path))


def _import_map(modules: Iterable[str]) -> str:
    """The frontend's modules by name, each as an address that holds its text."""
    return _json({"imports": {f"stage/{name}": _module(name) for name in modules}})


def _module(name: str) -> str:
    # A module from such an address has no place of its own for a path to be relative to.
    source = re.sub(
        r'from "(\.{1,2}/[^"]+)"',
        lambda found: f'from "stage/{_resolved(found[1], name)}"',
        INDENT.sub("", COMMENT.sub("", _source(name))),
    )
    return f"data:text/javascript,{quote(source, safe=PLAIN)}"


def _styles(modules: Iterable[str]) -> str:
    """Of all figures' rules, in their order, those beside the modules that the page has."""
    sheets = re.findall(r'@import "\.\./([^"]+)";', _source("shell/figure.css"))
    beside = {BASE, *(f"{name[:-3]}.css" for name in modules)}
    used = [sheet for sheet in sheets if sheet in beside]
    return _grounds() + INDENT.sub("", "".join(map(_source, (*used, "shell/page.css"))))


def _grounds() -> str:
    """The colours around the data, under the names by which Streamlit gives them."""
    rules = ""
    for theme, paper in PAPER.items():
        named = {
            "background-color": paper.page,
            "secondary-background-color": paper.panel,
            "text-color": paper.text,
            "primary-color": paper.accent,
        }
        colours = "".join(f"--st-{name}: {colour}; " for name, colour in named.items())
        where = ':root[data-scheme="dark"]' if theme == "dark" else ":root"
        rules += f"{where} {{ {colours}color-scheme: {theme}; }}\n"
    return rules


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{_base64(content)}"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _font_faces(text: str) -> str:
    """The faces whose range some letter of the text falls in, their files inside."""
    letters = {ord(letter) for letter in text}
    faces = re.findall(r"@font-face \{.*?\n\}", (FONTS / "fonts.css").read_text("utf-8"), re.DOTALL)
    return "\n".join(
        re.sub(
            r'url\("[^"]*/([^"/]+)"\)',
            lambda found: f'url("{_data("font/woff2", (FONTS / found[1]).read_bytes())}")',
            face,
        )
        for face in faces
        if _covers(face, letters)
    )


def _covers(face: str, letters: set[int]) -> bool:
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
    spans = [range(int(first, 16), int(last or first, 16) + 1) for first, last in ranges]
    return not spans or any(letter in span for letter in letters for span in spans)
