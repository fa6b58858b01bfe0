"""The Hindi one of the made languages of clauses."""

from collections.abc import Sequence
from typing import ClassVar

from visualizer.networks.flags.clauses import Clauses, Grammar, Names
from visualizer.networks.flags.flagged import Flags
from visualizer.networks.flags.making import Forms

F1, F2 = Flags("feminine", "singular"), Flags("feminine", "plural")
M1, M2 = Flags("masculine", "singular"), Flags("masculine", "plural")
FEMININE = Flags("feminine", None)
ONE, SEVERAL = Flags(None, "singular"), Flags(None, "plural")

IS: Forms = {"है": ONE, "हैं": SEVERAL}
DOING: Forms = {"रहा": M1, "रहे": M2, "रही": FEMININE}

WENT: dict[str, Forms] = {
    forms.split()[0]: dict(zip(forms.split(), (M1, M2, F1, F2), strict=True))
    for forms in (
        "गया गए गई गईं",
        "आया आए आई आईं",
        "सोया सोए सोई सोईं",
        "हँसा हँसे हँसी हँसीं",
        "दौड़ा दौड़े दौड़ी दौड़ीं",
    )
}
"""By the form of one man."""
PLACES = ("घर", "बाज़ार", "स्कूल", "नदी पर")
THINGS = {
    "पढ़": ("किताब", "कहानी", "अख़बार"),
    "गा": ("गीत",),
    "पी": ("चाय", "दूध"),
    "खा": ("रोटी", "आम"),
    "देख": ("पेड़", "चिड़िया", "बाग़"),
}
OF_PEOPLE = ("देख", "बुला", "जान")
STATES = ("ख़ुश", "बीमार", "तैयार", "घर पर")
WHEN = ("आज", "रोज़", "अक्सर")


def _doing(stem: str) -> Forms:
    return {f"{stem}ता": M1, f"{stem}ते": M2, f"{stem}ती": FEMININE}


class Hindi(Grammar):
    """Subject, object, verb; the verb tells gender and number, the pronoun number."""

    language = "hi"
    names = Names(
        feminine=("सीता", "गीता", "मीना", "राधा", "नेहा", "पूजा", "रेखा", "अनीता"),
        masculine=("राम", "मोहन", "रवि", "अमित", "राहुल", "विजय", "अर्जुन", "सुनील"),
    )
    joint = "और"
    joints = ("और", "लेकिन", "क्योंकि", "इसलिए")
    joints_of_same = ("और", "लेकिन")
    stop = "।"
    pronouns: ClassVar[Forms] = {"वह": ONE, "वे": SEVERAL}

    @property
    def words(self) -> tuple[str, ...]:
        """Every word and sign once, as it is written."""
        stems = (*THINGS, *OF_PEOPLE)
        found = (
            *self.names.all,
            *self.pronouns,
            *IS,
            *DOING,
            *(form for forms in WENT.values() for form in forms),
            *(each for stem in dict.fromkeys(stems) for each in (stem, *_doing(stem))),
            *(
                word
                for group in (PLACES, *THINGS.values(), STATES)
                for each in group
                for word in each.split()
            ),
            *(*WHEN, "को", "के", "साथ", *self.joints, self.stop),
        )
        return tuple(dict.fromkeys(found))

    def plural_gender(self, genders: Sequence[str]) -> str | None:
        """Feminine if all are, else masculine."""
        return "feminine" if {*genders} == {"feminine"} else "masculine"

    def predicate(self, made: Clauses, *, long: bool) -> None:  # noqa: ARG002  it is always long
        """What goes with a verb, and the verb at the end."""
        choice = made.choice
        if choice.random() < 0.3:
            made.draw(WHEN)
        match choice.choice(("went", "went", "thing", "thing", "name", "state")):
            case "went":
                self._company(made)
                forms = WENT[choice.choice([*WENT])]
                if "गया" in forms or "आया" in forms:
                    made.draw(PLACES)
                made.decide("verb", forms)
            case "thing":
                self._company(made)
                stem = choice.choice([*THINGS])
                made.draw(THINGS[stem])
                self._does(made, stem)
            case "name":
                made.name_other()
                made.add("को")
                self._does(made, choice.choice(OF_PEOPLE))
            case _:
                made.draw(STATES)
                made.decide("verb", IS)

    def _company(self, made: Clauses) -> None:
        if made.choice.random() < 0.25:
            made.name_other()
            made.add("के", "साथ")

    def _does(self, made: Clauses, stem: str) -> None:
        if made.choice.random() < 0.5:
            made.decide("verb", _doing(stem))
        else:
            made.add(stem)
            made.decide("verb", DOING)
        made.decide("verb", IS)
