"""The grammar recognises what it makes, and says where a text leaves it and what could follow."""

import pytest

from visualizer.networks import task_named
from visualizer.networks.flags.flagged import Flags
from visualizer.networks.flags.grammar import GRAMMARS, flagged_sentences, grammar_of
from visualizer.networks.flags.recognising import OutsideError, continuations, flagged


@pytest.mark.parametrize("language", GRAMMARS)
def test_what_is_made_is_recognised_with_the_same_flags(language: str) -> None:
    for each in flagged_sentences(language, "measured", 60, seed=3):
        assert flagged(language, each.text) == each
        assert continuations(language, each.text)[:1] != grammar_of(language).stop


@pytest.mark.parametrize("language", GRAMMARS)
def test_every_beginning_goes_on_with_the_word_that_it_has(language: str) -> None:
    for each in flagged_sentences(language, "measured", 6, seed=4):
        for t in range(1, len(each.words)):
            begun = flagged(language, " ".join(each.words[:t]))
            assert begun.flags == each.flags[:t]
            following = flagged(language, " ".join(each.words[: t + 1])).words[-1]
            assert following == each.words[t]


def test_examples_are_sentences_of_their_language() -> None:
    for language, texts in task_named("flags").examples.items():
        for text in texts:
            found = flagged(language, text)
            assert found.words[-1] == grammar_of(language).stop
            assert found.decisions


def test_case_and_spaces_do_not_matter_and_what_was_typed_stays() -> None:
    found = flagged("en", "  ALICE likes tom And ")
    assert found.text == "  ALICE likes tom And "
    assert found.flags[-1] == Flags("feminine", "singular")
    assert flagged("hi", "राम घर गया").decisions[0].right == "गया"


@pytest.mark.parametrize(
    ("text", "step", "typed", "known", "among"),
    [
        ("Alice likes Tom and he sings", 4, "he", True, "she"),
        ("Alice like", 1, "like", True, "likes"),
        ("Roberta runs", 0, "Roberta", False, "Alice"),
        ("Alice and Tom runs", 3, "runs", True, "run"),
        ("Alice likes herself. Tom likes herself", 6, "herself", True, "himself"),
        ("Alice xyzzy <b>", 1, "xyzzy", False, "sings"),
    ],
)
def test_where_a_text_leaves_the_language_is_said(
    text: str, step: int, typed: str, known: bool, among: str
) -> None:
    with pytest.raises(OutsideError) as caught:
        flagged("en", text)
    error = caught.value
    assert (error.step, error.typed, error.known) == (step, typed, known)
    assert among in error.expected
    assert typed not in error.expected
    assert f"word {step + 1} must be one of" in str(error)


def test_words_that_may_come_next_are_those_that_sentences_have() -> None:
    assert continuations("en", "") == GRAMMARS["en"].names.all
    assert continuations("en", "Alice and") == GRAMMARS["en"].names.all[1:]
    after = continuations("en", "Alice likes Tom and")
    assert {"she", "sings", "Mary", "never", "is"} <= {*after}
    assert not {"he", "they", "sing", "the"} & {*after}
    assert set(continuations("hi", "सीता चाय")) == {"पी", "पीती"}
    for word in after:
        assert flagged("en", f"Alice likes Tom and {word}").words[-1] == word.lower()


def test_a_sentence_ends_after_four_clauses() -> None:
    four = "Alice runs and she runs and she runs and she runs"
    assert set(continuations("en", four)) == {"today", "again", "here", "."}
    assert continuations("en", f"{four}.") == ()
    with pytest.raises(OutsideError, match="got 'and'"):
        flagged("en", f"{four} and")


def test_nothing_is_a_sentence_not_begun() -> None:
    assert flagged("en", "  ").words == ()
