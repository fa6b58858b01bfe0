"""The one table of pages: what each is called, where it is and which question it answers.

The app's menu, the server's deep links, page titles and headers, the README and the browser tests
read it. A new page is a row here, a script `pages/<name>.py` and a folder `visualizer/ui/<name>`.
"""

from dataclasses import dataclass
from pathlib import Path

from visualizer.lexicon.language import N_
from visualizer.places import PAGES as SCRIPTS


@dataclass(frozen=True)
class Page:
    """One page; `section`, `title` and `question` are messages for the catalogue.

    `name`, one word, is that of its script and of its folder in `ui`, and begins the keys of its
    controls, in the session and in the address. `path` is its place on the server; the first
    page's is the server's own.
    """

    name: str
    path: str
    section: str
    title: str
    question: str

    @property
    def script(self) -> Path:
        """The file that Streamlit runs."""
        return SCRIPTS / f"{self.name}.py"


PAGES: tuple[Page, ...] = (
    Page(
        name="watch",
        path="watch",
        section=N_("Watch"),
        title=N_("Watch the gates"),
        question=N_("What does the network do with my sentence, word by word?"),
    ),
    Page(
        name="pair",
        path="two-sentences",
        section=N_("Watch"),
        title=N_("Two sentences"),
        question=N_(
            "Where does one changed word make the state diverge, and how far does it carry?"
        ),
    ),
    Page(
        name="inside",
        path="inside-one-cell",
        section=N_("Understand"),
        title=N_("Inside one cell"),
        question=N_("What arithmetic produced this number?"),
    ),
    Page(
        name="order",
        path="does-order-matter",
        section=N_("Understand"),
        title=N_("Does order matter?"),
        question=N_("What does a network lose that sees which words there are, but no order?"),
    ),
    Page(
        name="flags",
        path="flags",
        section=N_("Understand"),
        title=N_("Flags"),
        question=N_("Which unit knows that Alice is “she”, and what breaks without it?"),
    ),
    Page(
        name="vanishing",
        path="vanishing-gradients",
        section=N_("Understand"),
        title=N_("Vanishing gradients"),
        question=N_("How far back does each network learn? Measured, on an absolute scale."),
    ),
)
"""In the order of the menu; the app opens on the first."""


def page_named(name: str, pages: tuple[Page, ...] = PAGES) -> Page:
    """The row of a page.

    Raises:
        ValueError: no page has this name.
    """
    for page in pages:
        if page.name == name:
            return page
    known = ", ".join(page.name for page in pages)
    raise ValueError(f"a page must be one of {known}, got {name!r}")
