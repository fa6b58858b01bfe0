"""What can be told without order is counted over the whole language."""

from collections import defaultdict
from dataclasses import replace

import pytest

from visualizer.networks.order.ceiling import every_sentence, odds_by_words, order_free_share
from visualizer.networks.toy.languages import GRAMMARS, Grammar, Sentence, sentences


@pytest.fixture(params=["en", "hi"])
def small(request: pytest.FixtureRequest) -> Grammar:
    """A grammar with fewer words."""
    grammar = GRAMMARS[request.param]
    return replace(
        grammar,
        **{"subjects": grammar.subjects[:1], "verbs": grammar.verbs[:1]},
        **{
            "good": grammar.good[:2],
            "bad": grammar.bad[:2],
            "intensities": grammar.intensities[:1],
        },
    )


def test_every_sentence_comes_as_often_as_it_is_drawn(small: Grammar) -> None:
    """Against the drawing itself: all that is drawn is there, and half of it has about half."""
    probability: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for made, share in every_sentence(small):
        probability[made.words] += share
    assert sum(probability.values()) == pytest.approx(1)
    drawn = sentences(small, 400, seed=0)
    assert {each.words for each in drawn} <= probability.keys()
    plain = ("फ़िल्म", "अच्छी", "है") if small.denies_behind else ("the", "film", "was", "good")
    # Alone, positive, not denied, not strengthened, the one of two adjectives.
    assert probability[(*plain,)] == pytest.approx(2 / 5 * 0.5 * 0.5 * 0.6 / 2)


def test_a_judge_without_order_is_right_three_times_in_four_of_what_is_drawn(
    small: Grammar,
) -> None:
    """Worked out by hand.

    Alone (2 of 5): always. The opposite added (1 of 5): "good, not bad" has the words of "bad, not
    good", so half. "And" (1 of 5): sure if both clauses are denied or none is, else half. "But"
    (1 of 5): the clauses may be exchanged, so half.
    """
    odds = odds_by_words(small)
    best = sum(max(each.negative, each.positive) for each in odds.values())
    assert best == pytest.approx(0.4 + 0.2 * 0.5 + 0.2 * (0.5 + 0.5 * 0.5) + 0.2 * 0.5)


def test_where_both_are_as_likely_half_is_right(small: Grammar) -> None:
    if small.denies_behind:
        made = [Sentence(("यह", "है"), (0.5, 1.0))]
        with pytest.raises(KeyError):
            order_free_share(odds_by_words(small), made)
        return
    odds = odds_by_words(small)
    good = Sentence(("the", "film", "was", "good"), (0.5, 0.5, 0.5, 1.0))
    wrong = Sentence(good.words, (0.5, 0.5, 0.5, 0.0))
    turned = Sentence(("the", "film", "was", "good", ",", "not", "bad"), (*good.verdicts, 1, 1, 1))
    assert order_free_share(odds, [good]) == 1
    assert order_free_share(odds, [wrong]) == 0
    assert order_free_share(odds, [turned]) == 0.5
    assert order_free_share(odds, [good, wrong, turned]) == 0.5
