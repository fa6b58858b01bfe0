"""The made languages: verdicts follow from the words, by rules written again here."""

import pytest

from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.toy.languages import (
    GRAMMARS,
    UNDECIDED,
    Grammar,
    Sentence,
    denials,
    sentences,
)

N = 2000


@pytest.fixture(scope="module", params=["en", "hi"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def grammar(language: str) -> Grammar:
    return GRAMMARS[language]


@pytest.fixture(scope="module")
def made(grammar: Grammar) -> tuple[Sentence, ...]:
    return sentences(grammar, N, seed=5)


def judged(words: tuple[str, ...], grammar: Grammar) -> float:
    """What a whole sentence says: of its last clause, what is denied turned round."""
    if "," in words:
        words = words[: words.index(",")]  # "good, not bad": what is before the comma
    for joint in (grammar.conjunction, grammar.contrast):
        if joint in words:
            words = words[words.index(joint) + 1 :]
    good = any(word in grammar.good for word in words)
    denied = any(group[-1] in words for group in grammar.negations)
    return float(good != denied)


def test_the_last_verdict_is_that_of_the_whole(
    made: tuple[Sentence, ...], grammar: Grammar
) -> None:
    for each in made:
        assert each.verdicts[-1] == judged(each.words, grammar), each.words


def test_a_verdict_waits_for_the_first_adjective_and_turns_at_words_that_judge(
    made: tuple[Sentence, ...], grammar: Grammar
) -> None:
    judging = {*grammar.good, *grammar.bad}
    if grammar.denies_behind:
        judging.add(grammar.plain_negation)
    for each in made:
        first = next(t for t, word in enumerate(each.words) if word in judging)
        assert set(each.verdicts[:first]) <= {UNDECIDED}
        assert set(each.verdicts[first:]) <= {0.0, 1.0}
        for t in range(first + 1, len(each.words)):
            if each.verdicts[t] != each.verdicts[t - 1]:
                assert each.words[t] in judging, each.words


def test_there_are_about_twenty_words_and_every_one_occurs(
    made: tuple[Sentence, ...], grammar: Grammar, language: str
) -> None:
    assert 18 <= len(grammar.words) <= 22
    assert {word for each in made for word in each.words} == {*grammar.words}
    tokens = tokenizer_of(language).tokenize(" ".join(grammar.words))
    assert len(tokens) == len({token.word for token in tokens}) == len(grammar.words)


def test_order_decides_some_sentences_have_the_same_words_and_another_verdict(
    made: tuple[Sentence, ...],
) -> None:
    by_words: dict[tuple[str, ...], set[float]] = {}
    for each in made:
        by_words.setdefault(tuple(sorted(each.words)), set()).add(each.verdicts[-1])
    assert sum(len(verdicts) == 2 for verdicts in by_words.values()) > 20


def test_a_seed_makes_the_same_different_sentences(grammar: Grammar) -> None:
    some = sentences(grammar, 300, seed=1)
    assert some == sentences(grammar, 300, seed=1)
    assert some != sentences(grammar, 300, seed=2)
    assert len({each.words for each in some}) == 300
    positive = sum(each.verdicts[-1] for each in some)
    assert 110 < positive < 190


def test_every_plain_clause_is_denied_once(grammar: Grammar) -> None:
    found = [*denials(grammar)]
    adjectives = len(grammar.good) + len(grammar.bad)
    assert len({*found}) == len(grammar.subjects) * len(grammar.verbs) * adjectives
    for plain, denied, positive in found:
        assert judged(plain, grammar) == float(positive)
        assert judged(denied, grammar) == float(not positive)
        assert [word for word in denied if word != grammar.plain_negation] == [*plain]
