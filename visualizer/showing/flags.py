"""What the flags of a subject are called, and the words between which they decide."""

from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import N_, Translator
from visualizer.networks.flags.facts import FlagFacts
from visualizer.networks.flags.flagged import VALUES, Decision, Flagged, Flags, Property, Subject
from visualizer.networks.flags.grammar import GRAMMARS, grammar_of
from visualizer.networks.flags.making import looked_up
from visualizer.networks.predicting.network import NextReading
from visualizer.networks.vocabulary import UNKNOWN
from visualizer.views.flags import NEITHER, Expected, FlagCourse

SHOWN = 5
"""So many words are shown of those that may come next."""
LIKELY = 0.05
"""From which probability on, together, pronouns are among them."""
GRID = 0.5
"""The scale of a unit ends at multiples of it, and holds 0."""

FLAG_NAMES: dict[str, str] = {"gender": N_("gender"), "number": N_("number")}
VALUE_NAMES: dict[str, str] = {
    "masculine": N_("masculine"),
    "feminine": N_("feminine"),
    "singular": N_("singular"),
    "plural": N_("plural"),
}


def value_names(asked: Property, say: Translator) -> tuple[str, str]:
    """What the two values of a flag are called."""
    first, second = (say(VALUE_NAMES[value]) for value in VALUES[asked])
    return first, second


def as_written(language: str) -> dict[str, str]:
    """The words of a made language as people write them, by how they are looked up."""
    if language not in GRAMMARS:
        return {}
    return {looked_up(language, word): word for word in grammar_of(language).words}


def true_values(sentence: Flagged | None, asked: Property, steps: int) -> list[int]:
    """What is true after every step: the place among a flag's values, `NEITHER` for none."""
    if sentence is None:
        return [NEITHER] * steps
    said = [flags.of(asked) for flags in sentence.flags[:steps]]
    return [NEITHER if value is None else VALUES[asked].index(value) for value in said]


def flag_course(
    reading: NextReading, sentence: Flagged | None, facts: FlagFacts, say: Translator
) -> FlagCourse:
    """The unit that tells a flag best, over one text."""
    unit, asked = facts.best, facts.asked
    return FlagCourse(
        name=say(FLAG_NAMES[asked]),
        unit=unit,
        values=value_names(asked, say),
        means=(float(facts.first[unit]), float(facts.second[unit])),
        low=np.floor(min(0.0, float(facts.low[unit])) / GRID) * GRID,
        high=np.ceil(max(0.0, float(facts.high[unit])) / GRID) * GRID,
        true=true_values(sentence, asked, len(reading.tokens)),
        told=" ".join(course_told(reading, sentence, facts, say)),
    )


def course_told(
    reading: NextReading, sentence: Flagged | None, facts: FlagFacts, say: Translator
) -> list[str]:
    """What the best unit says of each subject, and how long it says so."""
    if sentence is None or not sentence.subjects:
        return [say("The grammar tells no flags here.")]
    c = reading.record.unit_values("c")[:, facts.best]
    says = facts.says_second(facts.best, c)
    found: list[str] = []
    for subject, end in _reigns(sentence):
        found += _subject_told(reading, subject, end, facts, c, says, say)
    return found


def _reigns(sentence: Flagged) -> Iterator[tuple[Subject, int]]:
    """Every subject, and the last step that is said of it."""
    nexts = [subject.start - 1 for subject in sentence.subjects[1:]]
    yield from zip(sentence.subjects, [*nexts, len(sentence.words) - 1], strict=True)


def _subject_told(
    reading: NextReading,
    subject: Subject,
    end: int,
    facts: FlagFacts,
    c: Float[np.ndarray, " T"],
    says: np.ndarray,
    say: Translator,
) -> list[str]:
    true = subject.flags.of(facts.asked)
    if true is None or subject.end >= len(c):
        return []
    end = min(end, len(c) - 1)
    at, second = subject.end, bool(says[subject.end])
    names = value_names(facts.asked, say)
    named = {
        "subject": " ".join(reading.tokens[subject.start : subject.end + 1]),
        "unit": facts.best,
        "value": signed(c[at]),
        "says": names[second],
        "truth": names[VALUES[facts.asked].index(true)],
    }
    if VALUES[facts.asked][second] != true:
        return [
            say(
                "After “{subject}” unit {unit} of c is {value}, on the side of {says}, though "
                "{truth} is right.",
                **named,
            )
        ]
    lost = [step for step in range(at, end + 1) if says[step] != second]
    if lost:
        return [
            say(
                "After “{subject}” unit {unit} of c is {value} and says {says}; at “{word}” it "
                "leaves that side.",
                word=reading.tokens[lost[0]],
                **named,
            )
        ]
    if end == at:
        return [say("After “{subject}” unit {unit} of c is {value} and says {says}.", **named)]
    return [
        say(
            "After “{subject}” unit {unit} of c is {value} and says {says}; it stays on that side "
            "up to “{word}”.",
            word=reading.tokens[end],
            **named,
        )
    ]


def expected_words(
    reading: NextReading,
    sentence: Flagged | None,
    language: str,
    after: NextReading | None = None,
) -> Expected:
    """The words that may come next: forms that the subject decides, then the likeliest others.

    Args:
        reading: the run as it is, which chooses the words.
        sentence: the text with its flags; None if no grammar tells them.
        language: of the text.
        after: the run with units held; None: there is none.
    """
    places = {word: place for place, word in enumerate(reading.classes)}
    written = as_written(language)
    words: list[list[str]] = []
    counts: list[int] = []
    for step in range(len(reading.tokens)):
        forms = [each for each in forms_after(reading, sentence, language, step) if each in places]
        order = np.argsort(-reading.probabilities[step], kind="stable")
        likeliest = [reading.classes[k] for k in order if reading.classes[k] != UNKNOWN]
        others = [word for word in likeliest if word not in forms]
        words.append([*forms, *others][: max(SHOWN, len(forms))][:SHOWN])
        counts.append(min(SHOWN, len(forms)))
    columns = np.array([[places[word] for word in row] for row in words])
    before = np.take_along_axis(reading.probabilities, columns, axis=1)
    changed = None if after is None else np.take_along_axis(after.probabilities, columns, axis=1)
    return Expected(
        words=[[written.get(word, word) for word in row] for row in words],
        forms=counts,
        shares=before if changed is None else changed,
        ghost=None if changed is None else before,
    )


def forms_after(
    reading: NextReading, sentence: Flagged | None, language: str, step: int
) -> tuple[str, ...]:
    """The forms between which the subject decides behind a step, as they are looked up."""
    decision = decision_at(sentence, step + 1)
    if decision is not None:
        return tuple(decision.forms)
    pronouns = pronouns_of(language)
    known = [reading.classes.index(word) for word in pronouns if word in reading.classes]
    if known and reading.probabilities[step, known].sum() >= LIKELY:
        return pronouns
    return ()


def decision_at(sentence: Flagged | None, step: int) -> Decision | None:
    """What is decided at a step of a sentence."""
    decisions = () if sentence is None else sentence.decisions
    return next((each for each in decisions if each.step == step), None)


def pronouns_of(language: str) -> tuple[str, ...]:
    """Those of a made language, as they are looked up."""
    if language not in GRAMMARS:
        return ()
    return tuple(looked_up(language, word) for word in grammar_of(language).pronouns)


def form_told(flags: Flags, say: Translator) -> str:
    """What a form says of its subject."""
    said = [VALUE_NAMES[value] for value in (flags.gender, flags.number) if value]
    return ", ".join(say(each) for each in said)


def signed(value: float) -> str:
    """A value with its sign."""
    return f"{value:+.2f}".replace("-", "−")


def percent(share: float) -> str:
    """A share of cases."""
    return f"{100 * share:.1f} %"


def expected_told(expected: Expected, step: int, say: Translator) -> str:
    """The words that may come next, in a sentence."""
    said = [
        f"“{word}” {share:.2f}"
        for word, share in zip(expected.words[step], expected.shares[step], strict=True)
    ]
    return say("Next may come: {words}.", words=_listed(said))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
