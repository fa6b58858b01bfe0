"""More negations and turns than the trees hold, with targets measured on the trees.

How a negation or a "but" changes a label is averaged over the training trees; then words of the
trees are put into new phrases whose target follows those averages.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from visualizer.networks.sentiment.english.phrases import label_target
from visualizer.networks.sentiment.english.trees import LABELS, Span, Tree
from visualizer.networks.sentiment.examples import Example, Joining, Sides, drawn, sides
from visualizer.networks.vocabulary import normal_form

NEGATORS = ("not", "n't", "never")
COPULAS = ("is", "was", "'s", "are", "were", "be", "feels", "seems")
AUXILIARIES = ("to", "do", "does", "did", "will", "would", "can", "could")
DEGREES = ("very", "really", "too", "so", "particularly", "that", "all", "quite", "entirely")
FOCUS = {"just", "only", "merely", "simply", "least", "even", "without"}
"""After a negator these change what is negated: *not only dull*, *not without merit*."""

CONTRASTS = ((",", "but"), ("but",), (".", "but"), (",", "yet"))
ADDITIONS = ((",", "and"), ("and",), (".",), (",",), (";",))


@dataclass(frozen=True)
class Rules:
    """How targets, 0 to 1, combine: by label of the negated phrase; by weights of 1, A and B."""

    negated: tuple[float, ...]
    contrast: Joining
    addition: Joining


def measured_rules(trees: Sequence[Tree]) -> Rules:
    """Average what negation, "but" and "and" do to the labels of the phrases they join.

    Raises:
        ValueError: the trees hold no example of one of them.
    """
    return Rules(
        negated=_negated_targets(trees),
        contrast=Joining(CONTRASTS, _joining_weights(trees, "but")),
        addition=Joining(ADDITIONS, _joining_weights(trees, "and")),
    )


def negations(trees: Sequence[Tree], rules: Rules, count: int, seed: int) -> tuple[Example, ...]:
    """Put predicates and verb phrases of the trees under *not*, *n't* and *never*.

    One in four stays without negator, so that the frame itself says nothing.

    Raises:
        ValueError: the trees hold nothing to negate.
    """
    choice = random.Random(seed)
    parts = _parts_of(trees)
    if not (parts.subjects and any(parts.predicates) and any(parts.actions)):
        raise ValueError("the trees must hold a subject, a predicate and a verb after an auxiliary")
    return tuple(_negation(choice, parts, rules) for _ in range(count))


_Labelled = tuple[tuple[str, ...], int]


@dataclass(frozen=True)
class _Parts:
    """Phrases of the trees by what can stand before them."""

    subjects: list[tuple[str, ...]]
    predicates: Sides[_Labelled]
    actions: Sides[_Labelled]


def _negated_targets(trees: Sequence[Tree]) -> tuple[float, ...]:
    found: list[list[int]] = [[] for _ in LABELS]
    for tree, span, left, right in _pairs(trees):
        negates = len(left) <= 2 and normal_form(tree.words[left.end - 1]) in NEGATORS
        if negates and len(right) <= 2 and not FOCUS & set(_words(tree, right)):
            found[right.label].append(span.label)
    if not all(found):
        raise ValueError("the trees must hold a negated phrase of every label")
    return tuple(sum(map(label_target, labels)) / len(labels) for labels in found)


def _joining_weights(trees: Sequence[Tree], connective: str) -> tuple[float, float, float]:
    rows = [row for tree in trees for row in _joined_labels(tree, connective)]
    if not rows:
        raise ValueError(f"the trees must hold a phrase of the form 'A {connective} B'")
    first, second, whole = np.array([list(map(label_target, row)) for row in rows]).T
    weights = np.linalg.lstsq(
        np.stack([np.ones_like(first), first, second], axis=1), whole, rcond=None
    )[0]
    return (float(weights[0]), float(weights[1]), float(weights[2]))


def _joined_labels(tree: Tree, connective: str) -> Iterator[tuple[int, int, int]]:
    """Labels of A, B and the whole for every labelled "A connective B" of one tree."""
    labels = {(span.start, span.end): span.label for span in tree.spans}
    for place, word in enumerate(tree.words):
        if normal_form(word) == connective:
            ends = (place, place - 1) if tree.words[place - 1] == "," else (place,)
            for (start, end), label in labels.items():
                if start == place + 1:
                    yield from (
                        (labels[first], label, labels[first[0], end])
                        for first in labels
                        if first[1] in ends and (first[0], end) in labels
                    )


def _parts_of(trees: Sequence[Tree]) -> _Parts:
    subjects: list[tuple[str, ...]] = []
    predicates: dict[_Labelled, None] = {}
    actions: dict[_Labelled, None] = {}
    for tree, _, left, right in _pairs(trees):
        before, phrase = normal_form(tree.words[left.end - 1]), _words(tree, right)
        if left.label == 2 and len(left) <= 3 and phrase[0] in COPULAS:
            subjects.append(_words(tree, left))
        if len(left) == 1 and len(right) <= 4 and not {*NEGATORS, *FOCUS} & set(phrase):
            if before in (*COPULAS, *DEGREES):
                predicates[phrase, right.label] = None
            if before in AUXILIARIES:
                actions[phrase, right.label] = None
    verbs = _verbs(trees, {phrase[0] for phrase, _ in actions if len(phrase) == 1})
    return _Parts(
        subjects,
        sides(sorted(predicates), lambda phrase: label_target(phrase[1])),
        sides(sorted({*actions, *verbs}), lambda phrase: label_target(phrase[1])),
    )


def _verbs(trees: Sequence[Tree], bases: set[str]) -> set[_Labelled]:
    """Base forms with the label of their form in -s, which is the one people felt about."""
    return {
        ((word[:-1],), tree.spans[place].label)
        for tree in trees
        for place, word in _leaves(tree)
        if word[:-1] in bases and word.endswith("s")
    }


def _leaves(tree: Tree) -> Iterator[tuple[int, str]]:
    """The place among the spans, and the word, of every span of one word."""
    for place, span in enumerate(tree.spans):
        if len(span) == 1:
            yield place, normal_form(tree.words[span.start])


def _negation(choice: random.Random, parts: _Parts, rules: Rules) -> Example:
    of_state = choice.random() < 0.7
    phrase, label = drawn(choice, parts.predicates if of_state else parts.actions)
    negated = choice.random() < 0.75
    frame = _state_frame(choice) if of_state else _action_frame(choice)
    subject = choice.choice(parts.subjects) if choice.random() < 0.6 else ()
    lead = (*subject, *frame[:-1], *(frame[-1:] if negated else ()))
    target = rules.negated[label] if negated else label_target(label)
    words = (*lead, *phrase)
    ended = choice.random() < 0.3
    targets = ((len(words) - 1, target), *(((len(words), target),) if ended else ()))
    return Example((*words, *((".",) if ended else ())), targets)


def _state_frame(choice: random.Random) -> tuple[str, ...]:
    copula = choice.choice(("is", "was", "'s", "are", "were", ""))
    negator = choice.choice(("not", "not", "n't", "never")) if copula else "not"
    return tuple(word for word in (copula, negator) if word)


def _action_frame(choice: random.Random) -> tuple[str, ...]:
    auxiliary = choice.choice(("does", "did", "do", "will", "would", "could", ""))
    negator = choice.choice(("not", "n't")) if auxiliary else "never"
    return tuple(word for word in (auxiliary, negator) if word)


def _pairs(trees: Sequence[Tree]) -> Iterator[tuple[Tree, Span, Span, Span]]:
    """Every span of two halves: its tree, itself, its first half, its second half."""
    for tree in trees:
        spans = {(span.start, span.end): span for span in tree.spans}
        for span in tree.spans:
            if span.split is not None:
                yield (
                    tree,
                    span,
                    spans[span.start, span.split],
                    spans[span.split, span.end],
                )


def _words(tree: Tree, span: Span) -> tuple[str, ...]:
    return tuple(map(normal_form, tree.text_of(span)))
