"""The menu of all pages: one button at every width, every page two clicks or two keys away.

It is on every page, so the browser's side of it also knows the page's language, and keeps what was
chosen on other pages for the case that this session is lost.
"""

import json

import streamlit as st
from streamlit.components.v2 import component

from visualizer.lexicon.language import Translator
from visualizer.pages import PAGES, Page
from visualizer.ui.shell.address import memory_for, recall

_menu = component("visualizer.menu", js="menu.js", css="menu.css")

KEY = "page_menu"
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The key of each page while the menu is open, in the order of the table."""


def page_menu(current: Page, say: Translator, pages: tuple[Page, ...] = PAGES) -> None:
    """Offer every page by section; going to one keeps what was typed and chosen.

    Args:
        current: the page that is shown.
        pages: the table.
    """
    contents = {
        "label": say("Pages"),
        "keys": say("Ctrl K opens this menu; then a page's own key goes there."),
        "sections": _sections(current, say, pages),
        "language": say.code,
        "lost": say(
            "The server does not answer. What you typed stays; as soon as it is back, this page "
            "goes on."
        ),
        "schemes": {
            "label": say("Colours"),
            "System": say("As the machine"),
            "Light": say("Light"),
            "Dark": say("Dark"),
        },
        "memory": memory_for(current.name),
    }
    # As bytes: to look for tables in a dict Streamlit imports pandas, 0.4 s before the picture.
    _menu(
        key=KEY,
        data=json.dumps(contents).encode(),
        width="content",
        on_memory_change=lambda: recall(st.session_state[KEY].get("memory")),
    )


def _sections(current: Page, say: Translator, pages: tuple[Page, ...]) -> list[dict[str, object]]:
    sections: dict[str, list[dict[str, object]]] = {}
    for page, letter in zip(pages, LETTERS, strict=False):
        sections.setdefault(page.section, []).append(
            {
                "name": page.name,
                "path": "" if page is pages[0] else page.path,
                "title": say(page.title),
                "question": say(page.question),
                "key": letter,
                "current": page == current,
            }
        )
    return [{"title": say(title), "pages": listed} for title, listed in sections.items()]
