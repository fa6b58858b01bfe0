"""What the board shows of a text with flags, and what is told of its subjects."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import visualizer as viz
from tests.stage.unpacking import track_of, unpack
from visualizer.lexicon.language import translator
from visualizer.networks.flag_lists import lists_of, properties_of
from visualizer.networks.flags.facts import FlagFacts, flag_facts, read_pulled
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.recognising import flagged
from visualizer.showing.flag_scenes import flags_page, scene_of_flags
from visualizer.showing.flags import course_told, expected_words
from visualizer.stage.scene_bytes import pack_scene
from visualizer.views.flags import Expected

SAY = translator("en")
TEXT = "Alice sings so Tom laughs and he dances."


@pytest.fixture(scope="module")
def network() -> Any:
    return viz.load_model("flags-lstm")


@pytest.fixture(scope="module")
def facts(network: Any) -> dict[Property, FlagFacts]:
    return {
        asked: flag_facts(network, asked, lists_of(network)) for asked in properties_of(network)
    }


def made_up(facts: FlagFacts, c: list[float]) -> tuple[Any, FlagFacts]:
    """A reading in which one unit of c does what is said, and facts in which it tells gender."""
    network = viz.load_model("flags-lstm")
    reading = network.read(TEXT)
    unit = facts.best
    changed = np.array(reading.record.c)
    changed[0, 0, :, 0, unit] = c
    reading = replace(reading, record=replace(reading.record, c=changed))
    first, second = np.zeros(16), np.zeros(16)
    first[unit], second[unit] = -1.0, 1.0
    kept = {**vars(facts), "first": first, "second": second}
    return reading, FlagFacts(**kept)


def test_a_flag_that_holds_is_told_up_to_the_next_subject(facts: Any) -> None:
    reading, told_by = made_up(facts["gender"], [0.5, 0.7, 0.9, -0.8, -0.8, -0.6, -0.9, -1.0, -1.0])
    told = course_told(reading, flagged("en", TEXT), told_by, SAY)
    assert len(told) == 2
    assert "After “Alice”" in told[0]
    assert "is +0.50 and says feminine; it stays on that side up to “so”." in told[0]
    assert "is −0.80 and says masculine; it stays on that side up to “.”." in told[1]


def test_a_flag_that_is_lost_and_one_that_is_wrong_are_told_as_such(facts: Any) -> None:
    reading, told_by = made_up(facts["gender"], [0.5, -0.1, 0.9, 0.8, -0.8, -0.6, -0.9, -1.0, -1.0])
    told = course_told(reading, flagged("en", TEXT), told_by, SAY)
    assert told[0].endswith("says feminine; at “sings” it leaves that side.")
    assert told[1].endswith("on the side of feminine, though masculine is right.")


def test_the_words_are_chosen_by_the_run_as_it_is(network: Any, facts: Any) -> None:
    reading, sentence = network.read(TEXT), flagged("en", TEXT)
    unit = facts["gender"].best
    after = read_pulled(network, TEXT, facts["gender"], [unit], "opposite", sentence)
    plain = expected_words(reading, sentence, "en")
    pulled = expected_words(reading, sentence, "en", after)
    assert plain.words == pulled.words
    assert plain.ghost is None
    np.testing.assert_array_equal(pulled.ghost, plain.shares)
    he = pulled.words[5].index("he")
    assert pulled.shares[5][he] == after.expected("he")[5]
    assert all(len({*row}) == 5 for row in plain.words)
    assert "<unk>" not in {word for row in plain.words for word in row}


def test_the_scene_has_the_flags_the_expected_words_and_what_was_held(
    network: Any, facts: Any
) -> None:
    reading, sentence = network.read(TEXT), flagged("en", TEXT)
    after = read_pulled(network, TEXT, facts["number"], [1, 2], "zero", sentence)
    scene = scene_of_flags(
        network, reading, sentence, facts, SAY, asked="number", unit=2, after=after, held=[1, 2]
    )
    packed = pack_scene(scene, say=SAY)
    header, arrays = track_of(packed)
    assert header["unit"] == 2
    assert header["orders"]["telling"] == [*facts["number"].ranking.order]
    assert [row["lane"] for row in header["rows"]][:5] == [
        "tokens",
        "flag",
        "flag",
        "expected",
        "network",
    ]
    assert header["marks"] == [{"quantity": "c", "steps": None, "units": [1, 2]}]
    np.testing.assert_array_equal(arrays["c"][:, 1], 0.0)
    assert arrays["ghost.expected"].shape == arrays["expected"].shape == (9, 5)
    assert {"lanes/flag", "lanes/expected"} <= {*unpack(packed)[0]["needs"]}
    assert header["stories"][5][0].startswith("Next may come: “she” ")


def test_without_a_grammar_nothing_is_said_to_be_true(network: Any, facts: Any) -> None:
    reading = network.read("Alice Tom she")
    scene = scene_of_flags(network, reading, None, facts, SAY)
    assert all({*flag.true} == {-1} for flag in scene.tracks[0].flags)
    assert scene.tracks[0].flags[0].told == "The grammar tells no flags here."


def test_the_page_to_keep_carries_the_lanes(network: Any, facts: Any) -> None:
    reading, sentence = network.read(TEXT), flagged("en", TEXT)
    page = flags_page(network, reading, scene_of_flags(network, reading, sentence, facts, SAY), SAY)
    assert "lanes/flag" in page
    assert "lanes/expected" in page


def test_rows_of_words_must_fit_their_shares() -> None:
    with pytest.raises(ValueError, match="words must be one for each"):
        Expected(words=[["a"]], forms=[0], shares=np.zeros((1, 2)))
