"""Whether a text is a sentence of the kind that the agreement pairs are made of, and its flag."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from visualizer.networks.agreement.frames import Frame
from visualizer.networks.agreement.words import (
    FEELINGS,
    MADE_BY,
    OTHERS,
    PEOPLE,
    PLACES,
    SAYINGS,
    SPEAKERS,
    THEMSELVES,
    THINGS,
    TO_ONESELF,
    verb,
)
from visualizer.networks.flags.exploring import Following, Found, Path, explored
from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.making import Making
from visualizer.networks.flags.recognising import OutsideError
from visualizer.networks.tokenizers import tokenizer_of

NOUNS = {"people": (*PEOPLE, *OTHERS, *SPEAKERS), "things": THINGS}
BEHIND = ("nothing", "place", "that", "whose act", "no comp")
"""What stands between subject and verb: nothing, *near the chef*, *that like the chef*, *that the
chef likes*, *the chef likes*."""
SAYS = ("verb", "oneself", "clause")


def flagged_agreement(text: str, known: frozenset[str]) -> Flagged:
    """A sentence after the templates, or the beginning of one, with its number flag.

    Args:
        known: the words that the network knows.

    Raises:
        OutsideError: no sentence begins so; says where it leaves the templates and what could
            stand there.
    """
    tokens = tokenizer_of("en").tokenize(text)
    words = tuple(token.word for token in tokens)
    found = _recognised(words)
    if found.made is None:
        step, expected = found.reached, tuple(sorted(found.expected))
        raise OutsideError(step, tokens[step].typed, words[step] in known, expected)
    return replace(found.made, text=text)


@lru_cache(maxsize=256)
def _recognised(words: tuple[str, ...]) -> Found:
    def make(path: Path) -> tuple[Making, Callable[[], object]]:
        made = _Sentence(path)
        made.given = words
        return made, made.whole

    return explored(words, make)


class _Sentence(Following, Frame):
    """A sentence of any of the templates, made only as far as it is given."""

    def whole(self) -> None:
        """A subject, what stands behind it, and what is said of it; then perhaps a stop."""
        self._clause(first=True)
        if self.choice.random() < 1:
            self.add(".")

    def _clause(self, *, first: bool) -> None:
        kind = self.choice.choice([*NOUNS])
        things = kind == "things"
        self.subject(NOUNS[kind])
        match self.choice.choice(BEHIND):
            case "place":
                self.draw(MADE_BY if things else PLACES)
                self.other()
            case "that":
                self.add("that")
                self.decide("embedded", verb(self.choice.choice(FEELINGS)))
                self.other()
            case "whose act":
                self.other_says(said=True)
            case "no comp":
                self.other_says(said=False)
            case _:
                pass
        self._says(things, first=first)

    def _says(self, things: bool, *, first: bool) -> None:
        match self.choice.choice(SAYS):
            case "oneself":
                self.draw(TO_ONESELF)
                self.decide("reflexive", THEMSELVES)
            case "clause" if first:
                self.draw(SAYINGS)
                self._clause(first=False)
            case _:
                self.predicate(things)
