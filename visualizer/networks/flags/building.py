"""Sentences of the made languages built from a few choices, as the grammar has them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from visualizer.networks.flags import english, hindi
from visualizer.networks.flags.clauses import Clauses
from visualizer.networks.flags.grammar import grammar_of
from visualizer.networks.flags.making import Forms

PRONOUN, SAME = "pronoun", "same"
"""How a second clause may begin, beside with a name: with a pronoun, or without a subject."""
NONE = ""
"""No second name, no second clause."""

Predicate = Callable[[Clauses], None]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One or two clauses, by their parts.

    Attributes:
        first: a name.
        second: another one that makes the subject plural; `NONE`.
        does: what is said of it, one of `predicates`.
        joint: what parts the clauses; `NONE`: there is no second clause.
        then: its subject: `PRONOUN`, `SAME` or a name.
        also: another name beside that one; `NONE`.
        does_next: what is said of it.
    """

    first: str
    second: str = NONE
    does: str
    joint: str = NONE
    then: str = PRONOUN
    also: str = NONE
    does_next: str


def predicates(language: str) -> tuple[str, ...]:
    """The names of what can be said of a subject.

    Raises:
        KeyError: there is no made language of it.
    """
    return tuple(PREDICATES[language])


def thens(language: str, joint: str) -> tuple[str, ...]:
    """How the clause behind a joint may begin."""
    grammar = grammar_of(language)
    same = (SAME,) if joint in grammar.joints_of_same else ()
    return (PRONOUN, *same, *grammar.names.all)


def built(language: str, frame: Frame) -> str:
    """The sentence of a frame; a name that stands twice in a subject stands once, and `SAME` is a
    pronoun where a joint needs one.

    Raises:
        ValueError: something in the frame that the language has not.
    """
    frame = _checked(language, frame)
    grammar = grammar_of(language)
    made = Clauses(grammar, _Told())
    _name(made, frame.first, frame.second)
    PREDICATES[language][frame.does](made)
    if frame.joint != NONE:
        made.add(frame.joint)
        if frame.then == PRONOUN:
            made.decide("pronoun", grammar.pronouns)
        elif frame.then != SAME:
            _name(made, frame.then, frame.also)
        PREDICATES[language][frame.does_next](made)
    made.add(grammar.stop)
    return made.done().text


def phrase(language: str, names: Sequence[str], does: str) -> str:
    """What a predicate is in words, said of one or two names."""
    made = Clauses(grammar_of(language), _Told())
    _name(made, names[0], *names[1:2])
    start = made.length
    PREDICATES[language][does](made)
    words = made.done().text.split()
    return " ".join(words[start:]).lstrip(", ")


def _checked(language: str, frame: Frame) -> Frame:
    names = {*grammar_of(language).names.all}
    joints = {NONE, *grammar_of(language).joints, grammar_of(language).stop}
    known = {
        "first": names,
        "second": {NONE, *names},
        "does": {*predicates(language)},
        "joint": joints,
        "then": {PRONOUN, SAME, *names},
        "also": {NONE, *names},
        "does_next": {*predicates(language)},
    }
    for part, values in known.items():
        if (value := getattr(frame, part)) not in values:
            raise ValueError(f"{part} must be one of {sorted(values)}, got {value!r}")
    if frame.then == SAME and frame.then not in thens(language, frame.joint):
        return replace(frame, then=PRONOUN)
    return frame


class _Told:
    """Draws what it was told to; nothing else is left to chance here."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def choice(self, seq: Sequence[str], /) -> str:
        return next((name for name in self.names if name in seq), seq[0])

    def random(self) -> float:
        raise AssertionError("nothing is left to chance")


def _name(made: Clauses, first: str, second: str = NONE) -> None:
    told = made.choice
    assert isinstance(told, _Told)
    told.names = [first, second]
    made.name_subject(1 if second in (NONE, first) else 2)
    told.names = []


def _other(made: Clauses) -> None:
    """A name of the other gender than the last single subject's, as an object."""
    told, names = made.choice, made.grammar.names
    assert isinstance(told, _Told)
    lists = [names.masculine, names.feminine]
    told.names = [*lists[made.in_force.gender == "masculine"]]
    made.name_other()
    told.names = []


def _verb(stem: str) -> Forms:
    return {f"{stem}s": english.ONE, stem: english.SEVERAL}


def _sings(made: Clauses) -> None:
    made.decide("verb", _verb("sing"))


def _sees_the_garden(made: Clauses) -> None:
    made.decide("verb", _verb("see"))
    made.add("the", "garden")


def _likes_someone(made: Clauses) -> None:
    made.decide("verb", _verb("like"))
    _other(made)


def _paints_own_boat(made: Clauses) -> None:
    made.decide("verb", _verb("paint"))
    made.decide("possessive", english.POSSESSIVES)
    made.add("boat")


def _helps_oneself(made: Clauses) -> None:
    made.decide("verb", _verb("help"))
    made.decide("reflexive", english.REFLEXIVES)


def _is_happy(made: Clauses) -> None:
    made.decide("verb", english.IS)
    made.add("happy")


def _went_home(made: Clauses) -> None:
    made.add("घर")
    made.decide("verb", hindi.WENT["गया"])


def _went_along(made: Clauses) -> None:
    _other(made)
    made.add("के", "साथ", "बाज़ार")
    made.decide("verb", hindi.WENT["गया"])


def _is_singing(made: Clauses) -> None:
    made.add("गीत", "गा")
    made.decide("verb", hindi.DOING)
    made.decide("verb", hindi.IS)


def _reads(made: Clauses) -> None:
    made.add("किताब")
    made.decide("verb", {"पढ़ता": hindi.M1, "पढ़ते": hindi.M2, "पढ़ती": hindi.FEMININE})
    made.decide("verb", hindi.IS)


def _calls_someone(made: Clauses) -> None:
    _other(made)
    made.add("को")
    made.decide("verb", {"बुलाता": hindi.M1, "बुलाते": hindi.M2, "बुलाती": hindi.FEMININE})
    made.decide("verb", hindi.IS)


def _is_happy_hi(made: Clauses) -> None:
    made.add("ख़ुश")
    made.decide("verb", hindi.IS)


PREDICATES: Mapping[str, Mapping[str, Predicate]] = {
    "en": {
        "likes": _likes_someone,
        "sees": _sees_the_garden,
        "sings": _sings,
        "paints": _paints_own_boat,
        "helps": _helps_oneself,
        "happy": _is_happy,
    },
    "hi": {
        "calls": _calls_someone,
        "went": _went_home,
        "sings": _is_singing,
        "reads": _reads,
        "along": _went_along,
        "happy": _is_happy_hi,
    },
}
"""By language and name, what can be said of a subject."""
