"""Sentences of the agreement pairs are recognised with the flags that the templates give them."""

import pytest

from visualizer.networks.agreement.frames import agreement_lists
from visualizer.networks.agreement.recognising import flagged_agreement
from visualizer.networks.flags.recognising import OutsideError
from visualizer.networks.registry import task_named


def test_made_sentences_are_recognised_as_they_were_made() -> None:
    for each in agreement_lists(100).measured_on:
        assert flagged_agreement(each.text, frozenset()) == each


def test_a_beginning_is_one_too_and_so_are_the_examples() -> None:
    begun = flagged_agreement("The senators that", frozenset())
    assert [each.number for each in begun.flags] == [None, "plural", "plural"]
    for text in task_named("agreement").examples["en"]:
        assert flagged_agreement(text, frozenset()).decisions


def test_a_clause_has_a_subject_of_its_own() -> None:
    found = flagged_agreement("the bankers knew the officer hurt himself", frozenset())
    assert [subject.flags.number for subject in found.subjects] == ["plural", "singular"]
    assert found.flags[-1].number == "singular"


def test_what_leaves_the_templates_is_told() -> None:
    with pytest.raises(OutsideError) as caught:
        flagged_agreement("the senators sleeps", frozenset({"senators"}))
    assert (caught.value.step, caught.value.typed, caught.value.known) == (2, "sleeps", False)
    assert {"laugh", "are", "that", "near"} <= {*caught.value.expected}
    assert "laughs" not in caught.value.expected
