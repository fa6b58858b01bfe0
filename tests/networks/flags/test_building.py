"""Sentences built from choices are sentences of the made languages."""

from itertools import product

import pytest

from visualizer.networks.flags.building import (
    PRONOUN,
    SAME,
    Frame,
    built,
    phrase,
    predicates,
    thens,
)
from visualizer.networks.flags.grammar import grammar_of
from visualizer.networks.flags.recognising import flagged


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_frame_is_a_sentence_of_the_grammar(language: str) -> None:
    grammar = grammar_of(language)
    names = (grammar.names.feminine[0], grammar.names.masculine[0])
    joints = ("", *grammar.joints, grammar.stop)
    for does, joint, second in product(predicates(language), joints, ("", *names)):
        for then in (PRONOUN, SAME, names[1]):
            frame = Frame(
                first=names[0],
                second=second,
                does=does,
                joint=joint,
                then=then,
                also=second,
                does_next=does,
            )
            sentence = flagged(language, built(language, frame))
            assert sentence.decisions
            number = sentence.subjects[0].flags.number
            assert number == ("plural" if second == names[1] else "singular")


def test_verbs_and_pronouns_agree_with_the_subject() -> None:
    frame = Frame(
        first="Alice", second="Tom", does="paints", joint="so", then="Mary", does_next="helps"
    )
    text = "Alice and Tom paint their boat so Mary helps herself."
    assert built("en", frame) == text
    assert phrase("en", ["Tom"], "paints") == "paints his boat"
    assert phrase("hi", ["सीता", "गीता"], "went") == "घर गईं"


def test_a_subject_is_left_out_only_where_the_grammar_does_so() -> None:
    assert SAME in thens("en", "but")
    assert SAME not in thens("en", "because")
    frame = Frame(first="Alice", does="sings", joint="because", then=SAME, does_next="sings")
    assert built("en", frame) == "Alice sings because she sings."


def test_what_the_language_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"first must be one of .*, got 'Bob'"):
        built("en", Frame(first="Bob", does="sings", does_next="sings"))
