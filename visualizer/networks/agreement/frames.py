"""Sentences made after the templates of the pairs, with their number flag.

The shortest ones, of every noun, are learned beside the pairs' own; the longer ones, with nouns
held out, are what units are found on and measured on, anywhere and without the pairs.
"""

import random
from collections.abc import Iterator
from functools import cache
from zlib import crc32

from visualizer.networks.agreement.words import (
    ACTIONS,
    FEELINGS,
    IS,
    LOOKS,
    MADE_BY,
    OTHERS,
    PEOPLE,
    PLACES,
    SAYINGS,
    SPEAKERS,
    THEMSELVES,
    THINGS,
    TO_ONESELF,
    WORTH,
    is_held_out,
    verb,
)
from visualizer.networks.flags.flagged import Flagged, Flags
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.making import Choice, Making

NUMBERS = ("singular", "plural")
TEMPLATES = (
    *("prep_anim", "prep_inanim", "obj_rel_across_anim", "obj_rel_across_inanim"),
    *("obj_rel_no_comp_across_anim", "subj_rel", "sent_comp", "reflexives_across"),
)


def shortest_sentences() -> tuple[tuple[str, ...], ...]:
    """*the chef laughs*, *the novels are new*: every noun in both numbers with everything."""
    found = []
    for nouns, actions, states in (
        ((*PEOPLE, *OTHERS), ACTIONS, LOOKS),
        (THINGS, (), WORTH),
    ):
        for noun in nouns:
            found += [("the", *f"{noun}s".split(), action) for action in actions]
            found += [("the", *noun.split(), f"{action}s") for action in actions]
            found += [("the", *f"{noun}s".split(), "are", state) for state in states]
            found += [("the", *noun.split(), "is", state) for state in states]
    return tuple(found)


@cache
def agreement_lists(n: int) -> Lists:
    """So many different sentences with nouns held out to find units on, and as many others."""
    parts: tuple[dict[tuple[str, ...], Flagged], ...] = ({}, {})
    for made in _endless():
        half = parts[crc32(" ".join(made.words).encode()) % 2]
        if len(half) < n:
            half.setdefault(made.words, made)
        if all(len(part) == n for part in parts):
            break
    return Lists(*(tuple(part.values()) for part in parts))


def _endless() -> Iterator[Flagged]:
    choice = random.Random(0)
    while True:
        template = choice.choice(TEMPLATES)
        made = sentence(template, choice)
        if is_held_out(template, made.words):
            yield made


def sentence(template: str, choice: Choice) -> Flagged:
    """One sentence of a template.

    Raises:
        ValueError: it is none of `TEMPLATES`.
    """
    if template not in TEMPLATES:
        raise ValueError(f"a template must be one of {', '.join(TEMPLATES)}, got {template!r}")
    made = Frame(choice)
    things = template.endswith("inanim")
    if template == "sent_comp":
        made.subject(SPEAKERS)
        made.draw(SAYINGS)
    made.subject(THINGS if things else PEOPLE)
    if template.startswith("prep"):
        made.draw(MADE_BY if things else PLACES)
        made.other()
    elif template == "subj_rel":
        made.add("that")
        made.decide("embedded", verb(choice.choice(FEELINGS)))
        made.other()
    elif template != "sent_comp":
        made.other_says(said="no_comp" not in template)
    if template == "reflexives_across":
        made.draw(TO_ONESELF)
        made.decide("reflexive", THEMSELVES)
    else:
        made.predicate(things)
    return made.done()


class Frame(Making):
    """A sentence of nouns and verbs in the making."""

    def __init__(self, choice: Choice) -> None:
        super().__init__("en", choice, ".")

    def subject(self, nouns: tuple[str, ...]) -> None:
        """A new subject."""
        words, number = self._noun(nouns)
        self.add("the", *words[:-1])
        self.in_force = Flags(None, number)
        start = self.length
        self.add(words[-1])
        self.subject_named(start)

    def other(self) -> str:
        """A noun in between, and its number."""
        words, number = self._noun(OTHERS)
        self.add("the", *words[:-1])
        self.pass_by(words[-1], Flags(None, number))
        return number

    def other_says(self, *, said: bool) -> None:
        """A clause in between, *that the chef admires*, with a subject of its own."""
        if said:
            self.add("that")
        number = self.other()
        self.decide("embedded", verb(self.choice.choice(FEELINGS)), Flags(None, number))

    def predicate(self, things: bool) -> None:
        """What is said of the subject."""
        if not things and self.choice.random() < 0.5:
            self.decide("verb", verb(self.choice.choice(ACTIONS)))
            return
        self.decide("verb", IS)
        self.draw(WORTH if things else LOOKS)

    def _noun(self, nouns: tuple[str, ...]) -> tuple[list[str], str]:
        noun, number = self.choice.choice(nouns), self.choice.choice(NUMBERS)
        return (noun if number == "singular" else f"{noun}s").split(), number
