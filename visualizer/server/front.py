"""The pages as they are sent: something to read at once, then Streamlit's scripts.

On a slow line those take many seconds; until then, and without JavaScript, this is all there is.
"""

import html
import json
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from visualizer.lexicon.language import N_, languages, preferred_language, translator
from visualizer.pages import PAGES, Page
from visualizer.places import FONTS, ROOT
from visualizer.server.files import Content, preloads

if TYPE_CHECKING:
    from starlette.types import Scope

WITHOUT = N_("This page needs JavaScript. Switch it on in the browser, then load it again.")
LOADED = re.compile(
    r'<script type="module"[^>]*></script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>'
)
"""What Streamlit's own page loads; its own font, which no text here has, is not among it."""
COLOURS = ("backgroundColor", "textColor", "linkColor", "borderColor")

LAYOUT = """
.plain {
  padding: 1rem clamp(1rem, 4vw, 4rem);
  font: 1rem/1.5 Inter, "Noto Sans Devanagari", sans-serif;
  background: var(--plain-background);
  color: var(--plain-text);
}
.plain p { margin: 0 0 0.5rem; }
.plain .plain-title { font-size: 1.625rem; font-weight: 600; line-height: 1.3; }
.plain a { color: var(--plain-link); }
.plain ul { margin: 1rem 0; padding: 0; list-style: none; }
.plain li { padding: 0.75rem 0; border-top: 1px solid var(--plain-border); }
.plain li a { font-weight: 600; }
#root > .plain { position: fixed; inset: 0; }
"""


@cache
def front_page(page: Page, lang: str, base: str, streamlit: Path) -> Content:
    """A page before Streamlit has drawn it: its title and question, which Streamlit replaces."""
    say = translator(lang)
    shown = (
        f'<div class="plain"><p>{_text(say("RNN Visualizer"))}</p>'
        f'<p class="plain-title">{_text(say(page.title))}</p>'
        f"<p>{_text(say(page.question))}</p>"
        f'<p class="plain-wait" role="status">{_text(say("The page is loading …"))}</p>'
        f"<noscript><style>.plain-wait{{display:none}}</style><p>{_text(say(WITHOUT))}</p></noscript>"
        "</div>"
    )
    loaded = "".join(LOADED.findall((streamlit / "static" / "index.html").read_text("utf-8")))
    body = (
        f'<div id="root">{shown}</div>'
        # After the text: a sheet in the head would hold it up.
        f"{loaded.replace('./static/', f'{base}/static/')}{preloads(base)}"
    )
    head = f"<script>{told(base)}</script>"
    return _document(f"{say(page.title)} · {say('RNN Visualizer')}", lang, base, head, body)


def told(base: str) -> str:
    """The script that says where the server is and how the app looks.

    Else Streamlit would ask below the page's own path first, where an app with a base path would
    be; the answers, 404, are errors in the browser's console. And it would first load a font of
    its own, 170 kB, only to be told ours.
    """
    themes = _themes()
    light, dark = (json.dumps(themes[name]) for name in ("light", "dark"))
    return (
        f"window.__streamlit = {{ BACKEND_BASE_URL: location.origin + {json.dumps(base)}, "
        f"LIGHT_THEME: {light}, DARK_THEME: {dark} }};"
    )


@cache
def lost_page(lang: str, base: str, kept: str) -> Content:
    """The answer to a path that leads nowhere: the way to every page.

    Args:
        kept: the language that the links ask for; empty to leave it to the browser.
    """
    say = translator(lang)
    query = f"?{urlencode({'lang': kept})}" if kept else ""
    links = "".join(
        f'<li><a href="{html.escape(f"{base}{path_of(page)}{query}")}">{_text(say(page.title))}</a>'
        f"<br>{_text(say(page.question))}</li>"
        for page in PAGES
    )
    title = say("Page not found")
    body = (
        f'<main class="plain"><p>{_text(say("RNN Visualizer"))}</p>'
        f'<h1 class="plain-title">{_text(title)}</h1>'
        f"<p>{_text(say('No page has this address. These are all there are:'))}</p>"
        f"<ul>{links}</ul></main>"
    )
    whole = "<style>body{margin:0;background:var(--plain-background)}</style>"
    return _document(f"{title} · {say('RNN Visualizer')}", lang, base, whole, body)


def path_of(page: Page) -> str:
    """A page's place on the server, below the base path."""
    return "/" if page is PAGES[0] else f"/{page.path}"


def asked_language(scope: "Scope") -> str:
    """The language that an address asks for; empty without one that is on offer."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in languages() else ""


def reader_language(scope: "Scope") -> str:
    """The reader's language: from the address, else the one that the browser likes best."""
    told = [value.decode("latin-1") for k, value in scope["headers"] if k == b"accept-language"]
    return asked_language(scope) or preferred_language(_by_liking(",".join(told)))


def _by_liking(accepted: str) -> Iterable[str]:
    """The tags of an Accept-Language header, the most wanted first."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, quality = part.partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality)
        wanted.append((float(found[1]) if found else 1.0, tag.strip()))
    return [tag for liking, tag in sorted(wanted, key=lambda each: -each[0]) if liking and tag]


def _document(title: str, lang: str, base: str, head: str, body: str) -> Content:
    text = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(title)}</title>"
        f'<link rel="shortcut icon" href="{base}/favicon.png">'
        f"<style>{_sheet(base)}</style>{head}</head><body>{body}</body></html>"
    )
    return Content(text.encode(), "text/html; charset=utf-8", "no-cache", varies="Accept-Language")


@cache
def _sheet(base: str) -> str:
    """The look of what stands alone: the app's own colours and fonts."""
    light, dark = (_variables(theme) for theme in _themes().values())
    fonts = (FONTS / "fonts.css").read_text(encoding="utf-8")
    return (
        f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}{LAYOUT}"
        + fonts.replace('url("app/static/', f'url("{base}/app/static/')
    )


@cache
def _themes() -> dict[str, dict[str, str]]:
    """The app's settings of look for light and dark."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    theme = settings["theme"]
    fonts = {"bodyFont": theme["font"], **{k: theme[k] for k in ("headingFont", "codeFont")}}
    return {name: {**fonts, **theme[name]} for name in ("light", "dark")}


def _variables(theme: dict[str, str]) -> str:
    names = ("background", "text", "link", "border")
    return "".join(
        f"--plain-{name}:{theme[colour]};" for name, colour in zip(names, COLOURS, strict=True)
    )


def _text(words: str) -> str:
    return html.escape(words, quote=False)
