"""The command that trains each shipped network again."""

from visualizer.networks.entries import Entry
from visualizer.networks.registry import REGISTRY, Registry

PROGRAM = "python -m visualizer"


def command_of(entry: Entry, registry: Registry = REGISTRY) -> str | None:
    """What to type to make this network anew; None if its task has no training.

    `DIR` in it stands for a folder of data.
    """
    training = registry.tasks[entry.task].training
    if training is None:
        return None
    filled = training.format(language=entry.language, kind=entry.kind, units=entry.units)
    return f"{PROGRAM} {filled}"


def commands(registry: Registry = REGISTRY) -> dict[str, str]:
    """The commands by the names of the networks; those without one are left out."""
    found = {name: command_of(registry.entry(name), registry) for name in registry.names()}
    return {name: command for name, command in found.items() if command is not None}
