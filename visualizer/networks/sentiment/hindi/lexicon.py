"""The lexicon: adjectives and nouns that agree, and phrases with and without their negation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from visualizer.networks.sentiment.hindi.reviews import hindi_words
from visualizer.networks.sentiment.tables import read_rows

Words = tuple[str, ...]

HELD = frozenset(
    form
    for word in (
        *("रोचक", "मधुर", "संतोषजनक", "दिलचस्प", "साफ", "प्रभावशाली", "नीरस", "घटिया"),
        *("भद्दा", "भद्दी", "भद्दे"),
    )
    for form in hindi_words(word)
)
"""Adjectives of the negation pairs that nothing made up may hold: how well they are negated says
whether the network learned what नहीं does or which words it stood beside."""


@dataclass(frozen=True)
class Agreement:
    """What adjectives and verbs agree with."""

    feminine: bool
    plural: bool

    def form(self, masculine: str, feminine: str, plural: str, feminine_plural: str = "") -> str:
        """The form that agrees; most have one form for what is feminine."""
        if self.feminine:
            return (feminine_plural or feminine) if self.plural else feminine
        return plural if self.plural else masculine


@dataclass(frozen=True)
class Adjective:
    """Three forms, in words, the verdict asked for, 0 to 1, and what it is said of."""

    masculine: Words
    feminine: Words
    plural: Words
    target: float
    of: str

    def agreeing(self, noun: Agreement) -> Words:
        """The form that stands with a noun."""
        return self.feminine if noun.feminine else self.plural if noun.plural else self.masculine


@dataclass(frozen=True)
class Noun:
    """A noun in words, what agrees with it, and its kind: thing, person or daily."""

    words: Words
    agreement: Agreement
    of: str

    @property
    def oblique(self) -> Words:
        """The form before ने, से, में and का."""
        *start, last = self.words
        if self.agreement.feminine or self.agreement.plural or last in UNCHANGED:
            return self.words
        return (*start, last.removesuffix("ा") + "े") if last.endswith("ा") else self.words


UNCHANGED = {"राजा"}


@dataclass(frozen=True)
class Frame:
    """A sentence with holes and its negation; an idiom without holes has no negation."""

    plain: str
    negated: str
    target: float


@dataclass(frozen=True)
class Lexicon:
    """All of it, without what is held back."""

    adjectives: tuple[Adjective, ...]
    nouns: tuple[Noun, ...]
    frames: tuple[Frame, ...]
    whole: frozenset[str]


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a folder with `adjectives.tsv`, `nouns.tsv` and `phrases.tsv`.

    Raises:
        OSError: a file cannot be read.
        ValueError: a column is missing or a target is no number.
    """
    rows = read_rows(folder / "adjectives.tsv", ("masculine", "feminine", "plural", "target", "of"))
    whole = frozenset(_whole_words(rows))
    nouns = read_rows(folder / "nouns.tsv", ("noun", "gender", "number", "of"))
    phrases = read_rows(folder / "phrases.tsv", ("plain", "negated", "target_plain"))
    return Lexicon(
        adjectives=tuple(a for a in (_adjective(row, whole) for row in rows) if _allowed(a)),
        nouns=tuple(map(_noun, nouns)),
        frames=tuple(
            Frame(row["plain"], row["negated"], float(row["target_plain"])) for row in phrases
        ),
        whole=whole,
    )


def _whole_words(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Hyphenated adjectives, of which no part is held back."""
    for row in rows:
        for form in (row["masculine"], row["feminine"], row["plural"]):
            if "-" in form and not HELD & set(hindi_words(form)):
                yield "-".join(hindi_words(form)[::2])


def _adjective(row: dict[str, str], whole: frozenset[str]) -> Adjective:
    forms = (hindi_words(row[key], whole) for key in ("masculine", "feminine", "plural"))
    return Adjective(*forms, target=float(row["target"]), of=row["of"])


def _allowed(adjective: Adjective) -> bool:
    return not HELD & {*adjective.masculine, *adjective.feminine, *adjective.plural}


def _noun(row: dict[str, str]) -> Noun:
    agreement = Agreement(feminine=row["gender"] == "f", plural=row["number"] == "pl")
    return Noun(hindi_words(row["noun"]), agreement, row["of"])
