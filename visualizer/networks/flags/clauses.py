"""How a sentence of clauses is put together, in any language: subjects, joints, predicates."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from visualizer.networks.flags.flagged import Flagged, Flags
from visualizer.networks.flags.making import Choice, Forms, Making

GOES_ON_AFTER = (0.85, 0.6, 0.35)
"""The share of sentences that go on after one, two and three clauses; none has five."""
PLURAL = 0.35
"""The share of subjects that are two names."""
BEGINS = ("pronoun", "pronoun", "same", "new")
"""How a further clause begins: one of these, all as often. `same` leaves its subject out."""


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
    def predicate(self, made: "Clauses", *, long: bool) -> None:
        """Say something of the subject in force.

        Args:
            long: its name has just been said, so that something may be put in between.
        """

    def sentence(self, made: "Clauses") -> Flagged:
        """One sentence, every part of it drawn by what makes it."""
        self._clause(made, "new", first=True)
        for share in GOES_ON_AFTER:
            if not made.choice.random() < share:
                break
            self._clause(made, made.choice.choice(BEGINS), first=False)
        made.add(self.stop)
        return made.done()

    def _clause(self, made: "Clauses", begins: str, *, first: bool) -> None:
        choice = made.choice
        if not first:
            joints = self.joints_of_same if begins == "same" else (*self.joints, self.stop)
            made.draw(joints)
        if begins == "new":
            made.name_subject(2 if choice.random() < PLURAL else 1)
        elif begins == "pronoun":
            made.decide("pronoun", self.pronouns)
        self.predicate(made, long=begins == "new")


class Clauses(Making):
    """A sentence of clauses in the making."""

    def __init__(self, grammar: Grammar, choice: Choice) -> None:
        super().__init__(grammar.language, choice, grammar.stop)
        self.grammar = grammar
        self._own_names: list[str] = []

    def name_subject(self, count: int) -> None:
        """A new subject of one name, or of two."""
        names, start = self.grammar.names, self.length
        first = self.pick(names.all)
        self._own_names = [first]
        self.in_force = Flags(names.gender(first), "singular")
        self.add(first)
        if count == 2:
            self.in_force = Flags()
            self.add(self.grammar.joint)
            second = self.pick([name for name in names.all if name != first])
            genders = [names.gender(first), names.gender(second)]
            self.in_force = Flags(self.grammar.plural_gender(genders), "plural")
            self.add(second)
            self._own_names.append(second)
        self.subject_named(start)

    def name_other(self) -> None:
        """A name that is not the subject's, such as an object's."""
        names = self.grammar.names
        name = self.pick([each for each in names.all if each not in self._own_names])
        self.pass_by(name, Flags(names.gender(name), "singular"))
