"""The recorded races, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from visualizer.networks.race.contenders import CONTENDERS
from visualizer.networks.race.files import Score, load_races, read_race_card
from visualizer.networks.race.running import TASKS, RaceRun
from visualizer.networks.race.training import BRIDGED
from visualizer.ui.work.caches import kept

Scores: TypeAlias = Mapping[tuple[str, int], Score]
"""Those of one task, by contender and gap."""


@kept
def recorded_races() -> Sequence[RaceRun]:
    """The runs that ship.

    Raises:
        CheckpointError: they cannot be shown.
    """
    return load_races()


@kept
def recorded_scores() -> dict[str, Scores]:
    """What they come to, by task, as their card says.

    Raises:
        CheckpointError: it cannot be read.
    """
    results = read_race_card().results
    return {
        task: {(each.contender, each.gap): each for each in results if each.task == task}
        for task in TASKS
    }


def longest_gaps(scores: Scores) -> dict[str, int]:
    """The longest gap that each contender bridged, 0 for none."""
    longest = dict.fromkeys(CONTENDERS, 0)
    for (racer, gap), score in scores.items():
        if score.median >= BRIDGED:
            longest[racer] = max(longest[racer], gap)
    return longest
