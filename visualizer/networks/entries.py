"""One network that can be loaded: what it is called, what it does, where its files lie."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from visualizer.places import ASSETS

MODELS = ASSETS / "models"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Task:
    """What some networks are for.

    Attributes:
        name: such as `sentiment`; the names of its networks begin with it.
        module: whose `load(entry)` makes a network of the task; imported on first use.
        examples: texts to begin with, by language.
        training: the command that makes one of its networks anew, from `train` on, with the
            entry's {language}, {kind} and {units}; None if there is none.
    """

    name: str
    module: str
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    training: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One network.

    Attributes:
        name: by which it is loaded: lower-case letters and digits, parted by hyphens.
        task: the name of its task.
        cell: of its recurrent layer, such as `lstm`; None if it has none.
        language: of the texts it reads, such as `en`; None if it reads none.
        units: of its recurrent layer; None if it has none.
        files: its files besides weights and card, such as the vocabulary, by what they are for.
        folder: where all of them lie.

    Raises:
        ValueError: a name that breaks the rule.
    """

    name: str
    task: str
    cell: str | None = None
    language: str | None = None
    units: int | None = None
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    folder: Path = MODELS

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(
                "name must be lower-case letters and digits parted by hyphens, "
                f"got {self.name[:80]!r}"
            )

    @property
    def weights(self) -> Path:
        """The file with its numbers."""
        return self.folder / f"{self.name}.safetensors"

    @property
    def card(self) -> Path:
        """The file with its card."""
        return self.folder / f"{self.name}.json"

    @property
    def variant(self) -> str:
        """Its name among those of its task, such as `lstm`."""
        return self.name.removeprefix(f"{self.task}-")

    @property
    def kind(self) -> str:
        """Its cell; of a network without one, what its name ends with, such as `bag`."""
        return self.cell or self.variant.rpartition("-")[2]

    def file(self, role: str) -> Path:
        """One of its further files.

        Raises:
            ValueError: it has none for this.
        """
        if role not in self.files:
            known = ", ".join(self.files) or "none"
            raise ValueError(f"a file of {self.name} must be one of {known}, got {role!r}")
        return self.folder / self.files[role]


class CheckpointError(Exception):
    """A file of a shipped network is missing or damaged: which network, which file, and why."""

    def __init__(self, name: str, file: str, reason: str) -> None:
        super().__init__(name, file, reason)
        self.name = name
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.file} cannot be used: {self.reason}"


def reason_of(error: Exception) -> str:
    """What is wrong with a file, for a `CheckpointError`."""
    return "the file is missing" if isinstance(error, FileNotFoundError) else str(error)
