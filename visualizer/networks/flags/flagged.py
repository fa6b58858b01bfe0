"""A sentence with its flags: what must be remembered of its subject, and where that decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Property: TypeAlias = Literal["gender", "number"]
PROPERTIES: tuple[Property, ...] = ("gender", "number")

VALUES: dict[Property, tuple[str, str]] = {
    "gender": ("masculine", "feminine"),
    "number": ("singular", "plural"),
}
"""What a flag says; where it counts as a number the second one is 1 and the first 0."""

Kind: TypeAlias = Literal["pronoun", "possessive", "reflexive", "verb", "embedded"]
KINDS: tuple[Kind, ...] = ("pronoun", "possessive", "reflexive", "verb", "embedded")
"""Of words that agree with a subject; `embedded` are verbs inside a clause within its clause."""


@dataclass(frozen=True)
class Flags:
    """What a subject is, or what a word says of its subject; None: nothing of this."""

    gender: str | None = None
    number: str | None = None

    def of(self, asked: Property) -> str | None:
        """One of them."""
        return self.gender if asked == "gender" else self.number


@dataclass(frozen=True)
class Subject:
    """A subject, or somebody else, named at the steps from `start` to `end`, both included."""

    start: int
    end: int
    flags: Flags


@dataclass(frozen=True)
class Decision:
    """A word whose form the subject decides.

    Attributes:
        step: at which it stands, at least 1; a network says it after the step before.
        kind: what kind of word.
        right: the word that stands there, as looked up.
        forms: each form it could have, with what that says of the subject; one of them is `right`.
    """

    step: int
    kind: Kind
    right: str
    forms: Mapping[str, Flags]

    def sides(self, asked: Property) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The forms that say the right value of a property, and those that say the other one.

        None if the right word says nothing of it, as *they* says no gender.
        """
        value = self.forms[self.right].of(asked)
        said = {word: flags.of(asked) for word, flags in self.forms.items()}
        wrong = tuple(word for word, each in said.items() if each not in (None, value))
        if value is None or not wrong:
            return None
        return tuple(word for word, each in said.items() if each == value), wrong


@dataclass(frozen=True)
class Flagged:
    """A sentence and what is known of it.

    Attributes:
        text: as it is written.
        words: as they are looked up, T of them.
        flags: of the subject in force after each word, T of them.
        subjects: in their order; what follows one, up to the next, is said of it.
        others: names and nouns that are no subject, in their order; no flag is to change at them.
        decisions: in their order.
    """

    text: str
    words: tuple[str, ...]
    flags: tuple[Flags, ...]
    subjects: tuple[Subject, ...]
    others: tuple[Subject, ...]
    decisions: tuple[Decision, ...]
