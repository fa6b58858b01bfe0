"""Examples hold every label of a sentence."""

from visualizer.networks.sentiment.english.phrases import by_start, label_target, phrase_examples
from visualizer.networks.sentiment.english.trees import parse_tree
from visualizer.networks.sentiment.examples import Example

TREE = parse_tree("(3 (2 A) (4 (3 good) (2 film)))")


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
