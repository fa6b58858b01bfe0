"""Two made languages in which negation and the order of words decide: one English, one Hindi.

A sentence has one clause or two. A clause judges something by an adjective, which may be denied or
strengthened; it may go on with the opposite, denied: "good, not bad". Of two clauses that "but"
joins the second decides; "and" joins two of one verdict.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

Words = tuple[str, ...]

JOINED = ("alone", "alone", "opposite", "and", "but")
"""How often each kind of sentence is made: one of these, all as often."""
DENIED, STRENGTHENED = 0.5, 0.4
"""The share of clauses with each."""
UNDECIDED = 0.5
"""The verdict before anything was judged."""


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The words of one language, and whether what denies comes behind the adjective."""

    subjects: tuple[Words, ...]
    verbs: Words
    negations: tuple[Words, ...]
    plain_negation: str
    intensities: Words
    good: Words
    bad: Words
    conjunction: str
    contrast: str
    denies_behind: bool

    @property
    def words(self) -> Words:
        """Every word once."""
        groups = (*self.subjects, self.verbs, *self.negations, self.intensities, self.good)
        all_of_them = [word for group in groups for word in group]
        return tuple(dict.fromkeys([*all_of_them, *self.bad, self.conjunction, self.contrast, ","]))


GRAMMARS = {
    "en": Grammar(
        subjects=(("the", "film"), ("the", "story"), ("the", "ending"), ("it",)),
        verbs=("was", "is"),
        negations=(("not",), ("never",)),
        plain_negation="not",
        intensities=("really", "very"),
        good=("good", "great", "funny"),
        bad=("bad", "dull", "boring"),
        conjunction="and",
        contrast="but",
        denies_behind=False,
    ),
    "hi": Grammar(
        subjects=(("फ़िल्म",), ("कहानी",), ("कविता",), ("यह",)),
        verbs=("है", "थी"),
        negations=(("नहीं",), ("कभी", "नहीं")),
        plain_negation="नहीं",
        intensities=("वाक़ई", "बहुत"),
        good=("अच्छी", "शानदार", "मज़ेदार"),
        bad=("बुरी", "बेकार", "उबाऊ"),
        conjunction="और",
        contrast="लेकिन",
        denies_behind=True,
    ),
}


@dataclass(frozen=True)
class Sentence:
    """Words, and after each the verdict on what was said so far: 0, 1, or undecided."""

    words: Words
    verdicts: tuple[float, ...]


def sentences(grammar: Grammar, n: int, seed: int) -> tuple[Sentence, ...]:
    """`n` different sentences, the same ones for a seed."""
    choice = random.Random(seed)
    found: dict[Words, Sentence] = {}
    while len(found) < n:
        made = sentence(grammar, choice)
        found.setdefault(made.words, made)
    return tuple(found.values())


def denials(grammar: Grammar) -> Iterator[tuple[Words, Words, bool]]:
    """Every clause of one subject, verb and adjective: plain, denied, and whether it praises."""
    for subject, verb in product(grammar.subjects, grammar.verbs):
        for adjective in (*grammar.good, *grammar.bad):
            says = (adjective, verb) if grammar.denies_behind else (verb, adjective)
            plain, denied = (*subject, *says), (*subject, says[0], grammar.plain_negation, says[1])
            yield plain, denied, adjective in grammar.good


def sentence(grammar: Grammar, choice: random.Random) -> Sentence:
    """One sentence; `choice` draws every part of it."""
    kind = choice.choice(JOINED)
    positive = choice.random() < 0.5
    steps = list(_clause(grammar, choice, positive, UNDECIDED, plain=kind == "opposite"))
    if kind == "opposite":
        steps += _opposite(grammar, choice, positive)
    elif kind != "alone":
        joint = grammar.contrast if kind == "but" else grammar.conjunction
        second = positive != (kind == "but")
        before = float(positive)
        steps += [(joint, before), *_clause(grammar, choice, second, before, plain=False)]
    words, verdicts = zip(*steps, strict=True)
    return Sentence(words, verdicts)


def _clause(
    grammar: Grammar, choice: random.Random, positive: bool, before: float, *, plain: bool
) -> Iterator[tuple[str, float]]:
    """The words of a clause that says this, each with the verdict so far.

    Args:
        before: the verdict on what was said before.
        plain: without a negation.
    """
    denied = not plain and choice.random() < DENIED
    adjective = choice.choice(grammar.good if positive != denied else grammar.bad)
    negation = choice.choice(grammar.negations) if denied else ()
    intensity = (choice.choice(grammar.intensities),) if choice.random() < STRENGTHENED else ()
    subject, verb = choice.choice(grammar.subjects), choice.choice(grammar.verbs)
    first = (*subject,) if grammar.denies_behind else (*subject, verb, *negation)
    yield from ((word, before) for word in (*first, *intensity))
    if not grammar.denies_behind:
        yield adjective, float(positive)
        return
    yield adjective, float(positive != denied)
    for word in negation:
        turned = word == grammar.plain_negation
        yield word, float(positive if turned else positive != denied)
    yield verb, float(positive)


def _opposite(
    grammar: Grammar, choice: random.Random, positive: bool
) -> Iterator[tuple[str, float]]:
    """“, not bad” behind what was good: the verdict stays."""
    other = choice.choice(grammar.bad if positive else grammar.good)
    denied = (grammar.plain_negation, other)
    for word in (",", *(denied[::-1] if grammar.denies_behind else denied)):
        yield word, float(positive)
