"""What was changed by hand is told in the reader's language, in English as the library does."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from tests.showing.samples import plain
from visualizer.core import Add, Clamp, Scale, Swap
from visualizer.core.changes import Intervention
from visualizer.core.records import ChangeMade
from visualizer.lexicon.language import translator
from visualizer.showing.changes import change_told

WHEN = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


def changes() -> list[Intervention]:
    """One of each kind, with and without places."""
    source: Any = plain(T=3)
    object.__setattr__(source, "taken", WHEN)
    return [
        Clamp("lstm", "f", value=0.25, units=[1], steps=slice(3, 5)),
        Scale("lstm", "i", factor=np.ones((2, 1, 3)), layer=0, direction=1),
        Add("", "x", amount=-1),
        Swap("lstm", "h", source=source, steps=2),
    ]


def told(language: str) -> list[str]:
    """The changes in words."""
    say = translator(language)
    return [change_told(change.told(), say) for change in changes()]


def test_the_english_is_the_librarys_own() -> None:
    assert told("en") == [str(change) for change in changes()]
    assert told("en") == [
        "f of module 'lstm' clamped to 0.25, units [1], steps 3:5",
        "i of module 'lstm' scaled by values of shape (2, 1, 3), layer 0, direction 1",
        "x of module '' plus -1",
        "h of module 'lstm' taken from a record of 2026-07-01 12:30:00 UTC, steps 2",
    ]


def test_in_another_language_only_names_and_numbers_are_as_in_the_program() -> None:
    assert told("hi")[:3] == [
        "मॉड्यूल 'lstm' का f, 0.25 पर स्थिर रखा गया, यूनिट [1], चरण 3:5",
        "मॉड्यूल 'lstm' का i, (2, 1, 3) आकार के मानों से गुणा किया गया, लेयर 0, दिशा 1",
        "मॉड्यूल '' के x में -1 को जोड़ा गया",
    ]


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_probe_is_told_too(language: str) -> None:
    probe = ChangeMade(kind="probe", module="lstm", quantity="h")
    assert "'lstm'" in change_told(probe, translator(language))
    assert str(probe) == "h of module 'lstm' with its gradient measured"
