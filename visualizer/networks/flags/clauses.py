"""How a sentence of clauses is put together, in any language: subjects, joints, predicates."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Protocol

from visualizer.networks.flags.flagged import Decision, Flagged, Flags, Kind, Subject
from visualizer.networks.tokenizers import tokenizer_of

GOES_ON_AFTER = (0.85, 0.6, 0.35)
"""The share of sentences that go on after one, two and three clauses; none has five."""
PLURAL = 0.35
"""The share of subjects that are two names."""
BEGINS = ("pronoun", "pronoun", "same", "new")
"""How a further clause begins: one of these, all as often. `same` leaves its subject out."""

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


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of a language."""

    feminine: tuple[str, ...]
    masculine: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.feminine, *self.masculine)

    def gender(self, name: str) -> str:
        """Of one of them."""
        return "feminine" if name in self.feminine else "masculine"


class Grammar(ABC):
    """A made language of clauses with named subjects, which pronouns and verbs agree with.

    Attributes:
        language: such as `en`.
        names: of subjects and objects.
        joint: which makes one subject of two names.
        joints: which part clauses, one word each.
        joints_of_same: those behind which the subject may be left out.
        stop: which ends a sentence, and parts clauses too.
        pronouns: which stand for a subject.
    """

    language: str
    names: Names
    joint: str
    joints: tuple[str, ...]
    joints_of_same: tuple[str, ...]
    stop: str
    pronouns: ClassVar[Forms]

    @property
    @abstractmethod
    def words(self) -> tuple[str, ...]:
        """Every word and sign once, as it is written."""

    @abstractmethod
    def plural_gender(self, genders: Sequence[str]) -> str | None:
        """Which gender two names have together."""

    @abstractmethod
    def predicate(self, made: "Making", *, long: bool) -> None:
        """Say something of the subject in force.

        Args:
            long: its name has just been said, so that something may be put in between.
        """

    def sentence(self, made: "Making") -> Flagged:
        """One sentence, every part of it drawn by what makes it."""
        self._clause(made, "new", first=True)
        for share in GOES_ON_AFTER:
            if not made.choice.random() < share:
                break
            self._clause(made, made.choice.choice(BEGINS), first=False)
        made.say(self.stop)
        return made.done()

    def _clause(self, made: "Making", begins: str, *, first: bool) -> None:
        choice = made.choice
        if not first:
            joints = self.joints_of_same if begins == "same" else (*self.joints, self.stop)
            made.say(choice.choice(joints))
        if begins == "new":
            made.name_subject(2 if choice.random() < PLURAL else 1)
        elif begins == "pronoun":
            made.decide("pronoun", self.pronouns)
        self.predicate(made, long=begins == "new")


class Making:
    """A sentence in the making.

    Args:
        choice: draws all that is left to chance.
    """

    def __init__(self, grammar: Grammar, choice: "Choice") -> None:
        self.grammar = grammar
        self.choice = choice
        self.in_force = Flags()
        self._written: list[str] = []
        self._flags: list[Flags] = []
        self._subjects: list[Subject] = []
        self._decisions: list[Decision] = []

    def say(self, *words: str) -> None:
        """Words, one by one, said of the subject in force."""
        for word in words:
            self._add(word)

    def _add(self, word: str) -> None:
        self._written.append(word)
        self._flags.append(self.in_force)

    def draw(self, words: Sequence[str]) -> str:
        """One of them, said."""
        word = self.choice.choice(words)
        self.say(*word.split())
        return word

    def decide(self, kind: Kind, forms: Forms) -> None:
        """A word in the form that agrees with the subject in force."""
        (right,) = (
            word
            for word, says in forms.items()
            if says.gender in (None, self.in_force.gender)
            and says.number in (None, self.in_force.number)
        )
        step = len(self._written)
        self.say(right)
        known = {looked_up(self.grammar.language, word): says for word, says in forms.items()}
        word = looked_up(self.grammar.language, right)
        self._decisions.append(Decision(step, kind, word, known))

    def name_subject(self, count: int) -> None:
        """A new subject of one name, or of two."""
        names, start = self.grammar.names, len(self._written)
        first = self.choice.choice(names.all)
        self.in_force = Flags(names.gender(first), "singular")
        self.say(first)
        if count == 2:
            self.in_force = Flags()
            self.say(self.grammar.joint)
            second = self.choice.choice([name for name in names.all if name != first])
            genders = [names.gender(first), names.gender(second)]
            self.in_force = Flags(self.grammar.plural_gender(genders), "plural")
            self.say(second)
        self._subjects.append(Subject(start, len(self._written) - 1, self.in_force))

    def other_name(self) -> str:
        """A name that is not the subject's, such as an object's."""
        last = self._subjects[-1]
        named = self._written[last.start : last.end + 1]
        return self.choice.choice([name for name in self.grammar.names.all if name not in named])

    def done(self) -> Flagged:
        """The sentence."""
        words = tuple(looked_up(self.grammar.language, word) for word in self._written)
        return Flagged(
            written(self._written, self.grammar.stop),
            words,
            tuple(self._flags),
            tuple(self._subjects),
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
