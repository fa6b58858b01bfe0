"""The registry: every network by name, loaded on first use."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from visualizer.networks.entries import Entry, Task

TASKS = (
    Task(
        name="sentiment",
        module="visualizer.networks.sentiment.network",
        examples={
            "en": (
                "a slow start, but the ending is brilliant and deeply moving",
                "A warm, funny and touching film.",
                "The film was not good.",
                "The first half is boring and the jokes are flat, but the last act is a "
                "thrilling, beautiful and moving surprise.",
            ),
            "hi": (
                "शुरुआत थोड़ी धीमी है, लेकिन अंत शानदार और दिल को छू लेने वाला है",
                "बहुत मज़ेदार और प्यारी फ़िल्म है।",
                "यह फ़िल्म अच्छी नहीं है।",
                "पहला हिस्सा उबाऊ है और संवाद फीके हैं, लेकिन दूसरा हिस्सा मज़ेदार है, संगीत "
                "सुंदर है और अंत यादगार है।",
            ),
        },
        training="train sentiment --language {language} --cell {kind} --data DIR",
    ),
    Task(
        name="toy",
        module="visualizer.networks.toy.network",
        examples={
            "en": (
                "the story was dull but the ending was really funny",
                "the film was good",
                "the film was not good",
                "it was bad, not good",
            ),
            "hi": (
                "कहानी उबाऊ थी लेकिन फ़िल्म वाक़ई मज़ेदार थी",
                "फ़िल्म अच्छी है",
                "फ़िल्म अच्छी नहीं है",
                "यह बुरी है, अच्छी नहीं",
            ),
        },
        training="train toy --language {language} --cell {kind} --units {units}",
    ),
    Task(
        name="order",
        module="visualizer.networks.classes.network",
        examples={
            "en": (
                "the film was good but the ending was dull",
                "it was bad, not good",
                "the story was not boring and the film was great",
                "the ending was never funny",
            ),
            "hi": (
                "फ़िल्म अच्छी थी लेकिन कहानी उबाऊ थी",
                "यह बुरी है, अच्छी नहीं",
                "कहानी उबाऊ नहीं थी और फ़िल्म शानदार थी",
                "कविता मज़ेदार कभी नहीं थी",
            ),
        },
        training="train order --language {language} --cell {kind}",
    ),
    Task(
        name="news",
        module="visualizer.networks.classes.network",
        examples={
            "en": (
                "The striker scored twice as the champions won the cup final on Sunday.",
                "Shares fell sharply after the company cut its profit forecast.",
                "Scientists say the new space telescope has found a planet like Earth.",
                "The president met rebel leaders for peace talks after days of fighting.",
            ),
        },
        training="train news --cell {kind} --data DIR",
    ),
    Task(
        name="flags",
        module="visualizer.networks.flags.network",
        examples={
            "en": (
                "Alice likes Tom and she sings.",
                "Alice and Tom find the boat because they like the garden.",
                "Tom, who knows Mary, sees the birds but sleeps. Mary likes her book.",
                "Alice sings so Tom laughs and he dances.",
            ),
            "hi": (
                "सीता राम को बुलाती है और वह गीत गा रही है।",
                "सीता और राम चाय पीते हैं क्योंकि वे घर आए।",
                "राम सीता के साथ बाज़ार गया। सीता ख़ुश है।",
                "सीता और गीता हँसीं लेकिन मोहन सोया।",
            ),
        },
        training="train flags --language {language} --cell {kind}",
    ),
    Task(
        name="agreement",
        module="visualizer.networks.agreement.network",
        examples={
            "en": (
                "the senators that the chef admires laugh",
                "the song by the dancers is popular",
                "the surgeon near the taxi drivers is tall",
                "the bankers knew the officer hurt himself",
            ),
        },
        training="train agreement --cell {kind} --data DIR",
    ),
)

ENTRIES = (
    *(
        Entry(
            name=f"{family}-{cell}",
            task="sentiment",
            cell=cell,
            language=language,
            units=48,
            files={"vocabulary": f"{family}-vocabulary.json"},
        )
        for family, language in (("sentiment", "en"), ("sentiment-hi", "hi"))
        for cell in ("lstm", "gru", "rnn")
    ),
    *(
        Entry(
            name=f"toy-{language}-{cell}-{units}",
            task="toy",
            cell=cell,
            language=language,
            units=units,
            files={"vocabulary": f"toy-{language}-vocabulary.json"},
        )
        for language in ("en", "hi")
        for cell, units in (("lstm", 8), ("gru", 8), ("rnn", 8), ("lstm", 4))
    ),
    *(
        Entry(
            name=f"{family}-{cell or 'bag'}",
            task=family.partition("-")[0],
            cell=cell,
            language=language,
            units=units if cell else None,
            files={"vocabulary": f"{family}-vocabulary.json"},
        )
        for family, language, units in (
            ("order", "en", 8),
            ("order-hi", "hi", 8),
            ("news", "en", 48),
        )
        for cell in ("lstm", "gru", "rnn", None)
    ),
    *(
        Entry(
            name=f"{family}-lstm",
            task=family.partition("-")[0],
            cell="lstm",
            language=language,
            units=units,
            files={"vocabulary": f"{family}-vocabulary.json"},
        )
        for family, language, units in (
            ("flags", "en", 16),
            ("flags-hi", "hi", 16),
            ("agreement", "en", 32),
        )
    ),
)


class Registry:
    """Networks by name. Nothing is read or imported before a network is loaded.

    Raises:
        ValueError: two tasks or two entries of one name, or an entry of an unknown task.
    """

    def __init__(self, tasks: Iterable[Task] = (), entries: Iterable[Entry] = ()) -> None:
        self._tasks: dict[str, Task] = {}
        self._entries: dict[str, Entry] = {}
        for task in tasks:
            self.add_task(task)
        for entry in entries:
            self.add(entry)

    @property
    def tasks(self) -> Mapping[str, Task]:
        """Every task by name."""
        return self._tasks

    def add_task(self, task: Task) -> None:
        """Make a task known.

        Raises:
            ValueError: its name is taken.
        """
        if task.name in self._tasks:
            raise ValueError(f"a task's name must be new, got {task.name!r}, which is taken")
        self._tasks[task.name] = task

    def add(self, entry: Entry) -> None:
        """Make a network known, such as one that a person has just trained.

        Raises:
            ValueError: its name is taken or its task unknown.
        """
        if entry.name in self._entries:
            raise ValueError(f"a network's name must be new, got {entry.name!r}, which is taken")
        self._check_task(entry.task)
        self._entries[entry.name] = entry

    def remove(self, name: str) -> None:
        """Forget a network; its files stay.

        Raises:
            ValueError: no network has this name.
        """
        del self._entries[self.entry(name).name]

    def names(self, task: str | None = None) -> tuple[str, ...]:
        """The networks' names in the order in which they became known.

        Args:
            task: only those of this task.

        Raises:
            ValueError: no task has this name; the message lists those there are.
        """
        if task is not None:
            self._check_task(task)
        return tuple(n for n, each in self._entries.items() if task is None or each.task == task)

    def entry(self, name: str) -> Entry:
        """The entry of a network.

        Raises:
            ValueError: no network has this name; the message lists those there are.
        """
        if name not in self._entries:
            raise ValueError(f"a model must be one of {', '.join(self._entries)}, got {name!r}")
        return self._entries[name]

    def load(self, name: str) -> Any:
        """A fresh copy of a network, ready to read.

        Raises:
            ValueError: no network has this name; the message lists those there are.
            CheckpointError: a file is missing, damaged or does not fit the others.
        """
        entry = self.entry(name)
        return import_module(self._tasks[entry.task].module).load(entry)

    def within(self, folder: Path) -> "Registry":
        """The same networks, their files in another folder."""
        entries = (replace(entry, folder=folder) for entry in self._entries.values())
        return Registry(self._tasks.values(), entries)

    def _check_task(self, name: str) -> None:
        if name not in self._tasks:
            raise ValueError(f"a task must be one of {', '.join(self._tasks)}, got {name!r}")


REGISTRY = Registry(TASKS, ENTRIES)


def list_models(task: str | None = None) -> tuple[str, ...]:
    """The names that `load_model` takes.

    Args:
        task: only the networks for this, such as "sentiment".

    Raises:
        ValueError: no task has this name; the message lists those there are.
    """
    return REGISTRY.names(task)


def load_model(name: str, folder: Path | None = None) -> Any:
    """Load a shipped network, ready to read; it is a fresh copy, yours to change.

    Args:
        folder: where to read its files instead, such as those of a training of your own.

    Raises:
        ValueError: no network has this name; the message lists those there are.
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    registry = REGISTRY if folder is None else REGISTRY.within(folder)
    return registry.load(name)


def entry_of(name: str) -> Entry:
    """What the registry knows of a network without loading it.

    Raises:
        ValueError: no network has this name.
    """
    return REGISTRY.entry(name)


def task_named(name: str) -> Task:
    """A task of the registry.

    Raises:
        KeyError: no task has this name.
    """
    return REGISTRY.tasks[name]


def shipped_entry(task: str, language: str, cell: str) -> Entry:
    """The entry of the shipped network of a task, language and cell; a bag counts as one.

    Raises:
        ValueError: there is none; the message lists those there are.
    """
    entries = [entry_of(name) for name in list_models(task)]
    for entry in entries:
        if (entry.language, entry.kind) == (language, cell):
            return entry
    known = ", ".join(entry.name for entry in entries)
    raise ValueError(f"a network of {task} must be one of {known}, got {cell!r} in {language!r}")
