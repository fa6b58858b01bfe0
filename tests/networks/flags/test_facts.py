"""What is known of units and a flag, and sentences read while units are held."""

from typing import Any, get_args

import numpy as np
import pytest

import visualizer as viz
from visualizer.core import Clamp, intervene
from visualizer.networks.flag_lists import lists_of
from visualizer.networks.flags.facts import FlagFacts, flag_facts, held_values, read_pulled
from visualizer.networks.flags.pulling import HOLDS, Hold
from visualizer.networks.flags.ranking import flag_values
from visualizer.networks.flags.recognising import flagged

TEXT = "Alice sings so Tom laughs and he dances."


@pytest.fixture(scope="module")
def network() -> Any:
    return viz.load_model("flags-lstm")


@pytest.fixture(scope="module")
def facts(network: Any) -> FlagFacts:
    return flag_facts(network, "gender", lists_of(network))


def test_means_are_those_of_the_sentences_to_find_units_on(network: Any, facts: FlagFacts) -> None:
    found = flag_values(network, "gender", lists_of(network).found_on)
    np.testing.assert_allclose(facts.first, found.values[~found.second].mean(0))
    np.testing.assert_allclose(facts.second, found.values[found.second].mean(0))
    inside = (found.values >= facts.low) & (found.values <= facts.high)
    assert inside.mean() == pytest.approx(0.98, abs=0.005)


def test_a_unit_says_the_value_on_whose_side_it_is(facts: FlagFacts) -> None:
    for unit in range(len(facts.mean)):
        both = np.array([facts.first[unit], facts.second[unit]])
        assert facts.says_second(unit, both).tolist() == [False, True]


def test_the_other_value_is_that_of_the_subject_in_force(facts: FlagFacts) -> None:
    sentence = flagged("en", TEXT)
    values = held_values(facts, [2, 5], "opposite", sentence)
    assert isinstance(values, np.ndarray)
    np.testing.assert_array_equal(values[0, 0], facts.first[[2, 5]])  # Alice: masculine
    np.testing.assert_array_equal(values[3, 0], facts.second[[2, 5]])  # Tom: feminine
    between = held_values(facts, [2], "opposite", flagged("en", "Alice and Tom sing."))
    assert isinstance(between, np.ndarray)
    np.testing.assert_array_equal(between[3, 0], facts.mean[[2]])  # both: neither value
    unknown = held_values(facts, [2], "opposite", None)
    np.testing.assert_array_equal(unknown, facts.mean[[2]])


@pytest.mark.parametrize("hold", HOLDS)
def test_a_pulled_text_is_read_with_its_units_held(
    network: Any, facts: FlagFacts, hold: Hold
) -> None:
    sentence = flagged("en", TEXT)
    value = held_values(facts, [5], hold, sentence)
    with intervene(network, Clamp("recurrent", "c", value=value, units=[5])):
        wanted = network.read(TEXT)
    found = read_pulled(network, TEXT, facts, [5], hold, sentence)
    np.testing.assert_array_equal(found.probabilities, wanted.probabilities)
    assert np.abs(found.probabilities - network.read(TEXT).probabilities).max() > 0.01
    assert hold in get_args(Hold)
