"""Trees as examples: a target wherever a phrase that people labelled ends."""

from collections.abc import Iterable, Iterator

from visualizer.networks.sentiment.english.trees import Tree
from visualizer.networks.sentiment.examples import Example
from visualizer.networks.vocabulary import normal_form

LABEL_TARGETS = (0.0, 0.15, 0.5, 0.85, 1.0)
"""The verdict asked for at a phrase of each label."""


def label_target(label: int) -> float:
    """The verdict asked for at a phrase with this label."""
    return LABEL_TARGETS[label]


def normal_words(tree: Tree) -> tuple[str, ...]:
    """The words of a sentence in the form in which they are looked up."""
    return tuple(map(normal_form, tree.words))


def phrase_examples(trees: Iterable[Tree]) -> tuple[Example, ...]:
    """Every labelled phrase, each different example once."""
    return tuple(dict.fromkeys(example for tree in trees for example in by_start(tree)))


def by_start(tree: Tree) -> Iterator[Example]:
    """The labelled phrases of one sentence, those that start at the same word as one example.

    The example reads to the end of the longest of them and has a target wherever one ends. The
    first example is the whole sentence.
    """
    targets: dict[int, list[tuple[int, float]]] = {}
    for span in tree.spans:
        step = span.end - 1 - span.start
        targets.setdefault(span.start, []).append((step, label_target(span.label)))
    words = normal_words(tree)
    for start, found in targets.items():
        yield Example(words[start : start + found[-1][0] + 1], tuple(found))
