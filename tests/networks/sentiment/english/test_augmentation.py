"""Made-up examples follow what the trees say."""

import pytest

from visualizer.networks.sentiment.english.augmentation import Rules, measured_rules, negations
from visualizer.networks.sentiment.english.phrases import label_target
from visualizer.networks.sentiment.english.trees import parse_tree
from visualizer.networks.sentiment.examples import Joining

RULES = Rules(
    (0.7, 0.6, 0.4, 0.3, 0.2),
    contrast=Joining((("but",),), (0.1, 0.2, 0.6)),
    addition=Joining((("and",),), (0.0, 0.5, 0.5)),
)
NEGATED = [
    parse_tree(f"(2 (2 it) ({whole} (2 (2 is) (1 not)) ({label} x{label})))")
    for label, whole in ((0, 3), (1, 2), (2, 2), (3, 1), (4, 0))
]
JOINED = [
    parse_tree(f"({whole} ({a} (2 so) ({a} x)) ({b} (2 {word}) ({b} y)))")
    for word in ("but", "and")
    for a, b, whole in ((0, 4, 3), (4, 0, 1), (2, 2, 2), (3, 3, 3))
]


def test_rules_are_averages_over_the_trees() -> None:
    rules = measured_rules([*NEGATED, *JOINED])
    assert rules.negated == tuple(label_target(label) for label in (3, 2, 2, 1, 0))
    constant, of_first, of_second = rules.contrast.weights
    assert of_second > of_first
    assert constant + 0.5 * (of_first + of_second) == pytest.approx(0.5, abs=0.06)


def test_what_focus_words_negate_is_left_out_of_the_average() -> None:
    odd = parse_tree("(0 (2 (2 is) (1 not)) (0 (2 only) (0 x)))")
    assert measured_rules([*NEGATED, *JOINED, odd]) == measured_rules([*NEGATED, *JOINED])


def test_trees_without_a_negation_are_refused() -> None:
    with pytest.raises(ValueError, match="negated phrase of every label"):
        measured_rules(JOINED)


def test_negations_follow_the_rules_and_are_repeatable() -> None:
    trees = [
        parse_tree(f"(2 (2 it) ({label} (2 {verb}) ({label} {verb}{label})))")
        for verb in ("is", "will")
        for label in range(5)
    ]
    made = negations(trees, RULES, 300, seed=1)
    assert made == negations(trees, RULES, 300, seed=1) != negations(trees, RULES, 300, seed=2)
    for example in made:
        last = next(word for word in reversed(example.words) if word != ".")
        negated = bool({"not", "n't", "never"} & set(example.words))
        label = int(last[-1])
        assert example.targets[-1][1] == (RULES.negated[label] if negated else label_target(label))
    assert sum("n't" in e.words or "not" in e.words or "never" in e.words for e in made) / 300 > 0.6
