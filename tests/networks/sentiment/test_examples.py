"""Examples hold every label of a sentence, and made-up ones follow what the trees say."""

import pytest

from visualizer.networks.sentiment.augmentation import (
    Rules,
    joined,
    joinings,
    measured_rules,
    negations,
)
from visualizer.networks.sentiment.examples import Example, by_start, label_target, phrase_examples
from visualizer.networks.sentiment.trees import parse_tree

TREE = parse_tree("(3 (2 A) (4 (3 good) (2 film)))")
RULES = Rules((0.7, 0.6, 0.4, 0.3, 0.2), contrast=(0.1, 0.2, 0.6), addition=(0.0, 0.5, 0.5))
NEGATED = [
    parse_tree(f"(2 (2 it) ({whole} (2 (2 is) (1 not)) ({label} x{label})))")
    for label, whole in ((0, 3), (1, 2), (2, 2), (3, 1), (4, 0))
]
JOINED = [
    parse_tree(f"({whole} ({a} (2 so) ({a} x)) ({b} (2 {word}) ({b} y)))")
    for word in ("but", "and")
    for a, b, whole in ((0, 4, 3), (4, 0, 1), (2, 2, 2), (3, 3, 3))
]


def test_each_start_is_read_once_with_a_target_wherever_a_phrase_ends() -> None:
    assert list(by_start(TREE)) == [
        Example(("a", "good", "film"), ((0, label_target(2)), (2, label_target(3)))),
        Example(("good", "film"), ((0, label_target(3)), (1, label_target(4)))),
        Example(("film",), ((0, label_target(2)),)),
    ]


def test_equal_examples_count_once() -> None:
    assert phrase_examples([TREE, TREE]) == tuple(by_start(TREE))


def test_targets_rise_with_the_label_around_one_half() -> None:
    targets = [label_target(label) for label in range(5)]
    assert targets == sorted(set(targets))
    assert [a + b for a, b in zip(targets, reversed(targets), strict=True)] == [1.0] * 5


def test_rules_are_averages_over_the_trees() -> None:
    rules = measured_rules([*NEGATED, *JOINED])
    assert rules.negated == tuple(label_target(label) for label in (3, 2, 2, 1, 0))
    constant, of_first, of_second = rules.contrast
    assert of_second > of_first
    assert constant + 0.5 * (of_first + of_second) == pytest.approx(0.5, abs=0.06)


def test_what_focus_words_negate_is_left_out_of_the_average() -> None:
    odd = parse_tree("(0 (2 (2 is) (1 not)) (0 (2 only) (0 x)))")
    assert measured_rules([*NEGATED, *JOINED, odd]) == measured_rules([*NEGATED, *JOINED])


def test_trees_without_a_negation_are_refused() -> None:
    with pytest.raises(ValueError, match="negated phrase of every label"):
        measured_rules(JOINED)


def test_joining_keeps_the_first_targets_and_combines_the_second() -> None:
    first = Example(("so", "dull"), ((0, 0.5), (1, 0.0)))
    second = Example(("great", "fun"), ((0, 1.0), (1, 1.0)))
    whole = joined(first, (",", "but"), second, (0.1, 0.2, 0.6))
    assert whole.words == ("so", "dull", ",", "but", "great", "fun")
    assert whole.targets == ((0, 0.5), (1, 0.0), (4, pytest.approx(0.7)), (5, pytest.approx(0.7)))


def test_targets_stay_between_zero_and_one() -> None:
    good = Example(("good",), ((0, 1.0),))
    assert joined(good, ("and",), good, (0.0, 0.8, 0.8)).targets[-1] == (2, 1.0)


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


def test_joinings_keep_to_the_length_asked_for() -> None:
    pieces = [
        Example((word,) * 3, ((2, target),))
        for word, target in (("a", 0.0), ("b", 0.5), ("c", 1.0))
    ]
    made = joinings(pieces, RULES, 50, seed=0, longest=9)
    assert len(made) == 50
    assert max(len(example.words) for example in made) <= 9
    assert all(example.targets[-1][0] == len(example.words) - 1 for example in made)
