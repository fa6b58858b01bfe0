"""The English one of the made languages of clauses."""

from collections.abc import Sequence
from typing import ClassVar

from visualizer.networks.flags.clauses import Clauses, Grammar, Names
from visualizer.networks.flags.flagged import Flags
from visualizer.networks.flags.making import Forms

SHE, HE, THEY = Flags("feminine", "singular"), Flags("masculine", "singular"), Flags(None, "plural")
ONE, SEVERAL = Flags(None, "singular"), Flags(None, "plural")

POSSESSIVES: Forms = {"her": SHE, "his": HE, "their": THEY}
REFLEXIVES: Forms = {"herself": SHE, "himself": HE, "themselves": THEY}
IS: Forms = {"is": ONE, "are": SEVERAL}

ALONE = ("run", "sing", "laugh", "sleep", "dance", "smile")
OF_THINGS = ("see", "like", "paint", "find")
OF_PEOPLE = ("see", "like", "help", "know")
OF_ONESELF = ("see", "like", "help")

THINGS = ("garden", "book", "boat", "house", "birds", "cats", "flowers", "songs")
STATES = ("happy", "tired", "late", "alone", "at home")
HOW_OFTEN = ("often", "never", "always")
WHEN = ("today", "again", "here")


def _verb(stem: str) -> Forms:
    return {f"{stem}s": ONE, stem: SEVERAL}


class English(Grammar):
    """Subject, verb, object; the pronoun tells gender and number, the verb number."""

    language = "en"
    names = Names(
        feminine=("Alice", "Mary", "Anna", "Emma", "Lucy", "Sara", "Ruth", "Julia"),
        masculine=("Tom", "John", "Peter", "Paul", "David", "Oliver", "Ben", "Max"),
    )
    joint = "and"
    joints = ("and", "but", "because", "so")
    joints_of_same = ("and", "but")
    stop = "."
    pronouns: ClassVar[Forms] = {"she": SHE, "he": HE, "they": THEY}

    @property
    def words(self) -> tuple[str, ...]:
        """Every word and sign once, as it is written."""
        stems = dict.fromkeys((*ALONE, *OF_THINGS, *OF_PEOPLE))
        states = [word for state in STATES for word in state.split()]
        found = (
            *self.names.all,
            *self.pronouns,
            *POSSESSIVES,
            *REFLEXIVES,
            *IS,
            *(form for stem in stems for form in _verb(stem)),
            *("the", *THINGS, *states, *HOW_OFTEN, *WHEN),
            *(*self.joints, "who", ",", self.stop),
        )
        return tuple(dict.fromkeys(found))

    def plural_gender(self, genders: Sequence[str]) -> str | None:  # noqa: ARG002  none, whoever
        """None: *they* are of any gender."""
        return None

    def predicate(self, made: Clauses, *, long: bool) -> None:
        """A verb and what goes with it; behind a name perhaps *who likes Tom* first."""
        if long and made.choice.random() < 0.2:
            made.add(",", "who")
            self._verb_phrase(made)
            made.add(",")
        self._verb_phrase(made)

    def _verb_phrase(self, made: Clauses) -> None:
        choice = made.choice
        kind = choice.choice(("alone", "thing", "own", "name", "oneself", "state"))
        if kind == "state":
            made.decide("verb", IS)
            made.draw(STATES)
            return
        if choice.random() < 0.2:
            made.draw(HOW_OFTEN)
        of = {"alone": ALONE, "name": OF_PEOPLE, "oneself": OF_ONESELF}.get(kind, OF_THINGS)
        made.decide("verb", _verb(choice.choice(of)))
        match kind:
            case "alone":
                if choice.random() < 0.4:
                    made.draw(WHEN)
            case "name":
                made.name_other()
            case "oneself":
                made.decide("reflexive", REFLEXIVES)
            case "own":
                made.decide("possessive", POSSESSIVES)
                made.draw(THINGS)
            case _:
                made.add("the")
                made.draw(THINGS)
