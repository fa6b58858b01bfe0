"""A flagged sentence in the making, word by word."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from visualizer.networks.flags.flagged import Decision, Flagged, Flags, Kind, Subject
from visualizer.networks.tokenizers import tokenizer_of

Forms = Mapping[str, Flags]


class Choice(Protocol):
    """What draws: `random.Random`, or what stands for it while a sentence is recognised."""

    def choice(self, seq: Sequence[str], /) -> str:
        """One of them, all as likely."""
        ...

    def random(self) -> "Below":
        """What is only asked whether it is below a number from 0 to 1."""
        ...


class Below(Protocol):
    """A number drawn from 0 to 1."""

    def __lt__(self, share: float, /) -> bool: ...


class Making:
    """What has been said of a sentence so far.

    Attributes:
        in_force: what the subject is of which is spoken.

    Args:
        language: of its words.
        choice: draws all that is left to chance.
        stop: the sign that ends sentences.
    """

    def __init__(self, language: str, choice: Choice, stop: str) -> None:
        self.language = language
        self.choice = choice
        self.in_force = Flags()
        self._stop = stop
        self._written: list[str] = []
        self._flags: list[Flags] = []
        self._subjects: list[Subject] = []
        self._others: list[Subject] = []
        self._decisions: list[Decision] = []

    @property
    def length(self) -> int:
        """How many words have been said."""
        return len(self._written)

    def add(self, *words: str) -> None:
        """Words, one by one, said of the subject in force."""
        for word in words:
            self._add_one(word)

    def _add_one(self, word: str) -> None:
        self._written.append(word)
        self._flags.append(self.in_force)

    def draw(self, words: Sequence[str]) -> None:
        """One of them, said; it may be several words with spaces."""
        self.add(*self.pick(words).split())

    def pick(self, words: Sequence[str]) -> str:
        """One of them, which is to be said at once."""
        return self.choice.choice(words)

    def decide(self, kind: Kind, forms: Forms, subject: Flags | None = None) -> None:
        """A word in the first form that agrees with its subject.

        Args:
            subject: of a clause in between; by default the one in force.
        """
        own = subject or self.in_force
        right = next(
            word
            for word, says in forms.items()
            if says.gender in (None, own.gender) and says.number in (None, own.number)
        )
        step = self.length
        self.add(right)
        known = {looked_up(self.language, word): says for word, says in forms.items()}
        self._decisions.append(Decision(step, kind, looked_up(self.language, right), known))

    def subject_named(self, start: int) -> None:
        """What was said from a step on named the subject in force."""
        self._subjects.append(Subject(start, self.length - 1, self.in_force))

    def pass_by(self, word: str, flags: Flags) -> None:
        """A name or noun of somebody else; the subject stays in force."""
        self._others.append(Subject(self.length, self.length, flags))
        self.add(word)

    def done(self) -> Flagged:
        """The sentence."""
        return Flagged(
            written(self._written, self._stop),
            tuple(looked_up(self.language, word) for word in self._written),
            tuple(self._flags),
            tuple(self._subjects),
            tuple(self._others),
            tuple(self._decisions),
        )


@cache
def looked_up(language: str, word: str) -> str:
    """A word as it is looked up."""
    (token,) = tokenizer_of(language).tokenize(word)
    return token.word


def written(words: Sequence[str], stop: str) -> str:
    """Words and signs as people write them: signs close up, sentences begin with a capital."""
    text, begins = "", True
    for word in words:
        sign = word in (",", stop)
        shown = word[:1].upper() + word[1:] if begins else word
        text += shown if sign or not text else f" {shown}"
        begins = word == stop
    return text
