"""The ground's colours are the same wherever they are said."""

import tomllib

import pytest

from visualizer.lexicon.colours import PAPER, Theme
from visualizer.places import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_streamlit_is_told_the_same_colours(theme: Theme) -> None:
    paper, told = PAPER[theme], CONFIG["theme"][theme]
    assert told["backgroundColor"] == paper.page
    assert told["secondaryBackgroundColor"] == paper.panel
    assert told["textColor"] == paper.text
    assert told["borderColor"] == paper.line
    assert told["primaryColor"] == paper.accent
