"""Several trainings of one task, measured on the way: what the page and the figures both draw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from visualizer.lexicon.colours import STROKES
from visualizer.lexicon.language import Translator
from visualizer.views.curves import curve_name, decades


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """One network's training, measured K times.

    `steps` are the training steps done, `accuracy` the share of unseen examples right, `gradient`
    the mean length of dL/dh_t at every time step then.
    """

    steps: Int[np.ndarray, " K"]
    accuracy: Float[np.ndarray, " K"]
    gradient: Float[np.ndarray, "K T"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Trainings:
    """Trainings of one task by key of `STROKES`; `chance` is the accuracy of guessing, 0..1.

    A training that ended earlier than the others stays at its last measurement. `planned` is how
    many training steps there will be, where they are not all done; `running` says that none has
    ended yet.

    Raises:
        ValueError: no course, an unknown key, or courses of sequences of unequal lengths.
    """

    courses: Mapping[str, Course]
    chance: float
    planned: int = 0
    running: bool = False

    def __post_init__(self) -> None:
        unknown = [key for key in self.courses if key not in STROKES]
        if unknown or not self.courses:
            raise ValueError(
                f"courses must be named among {', '.join(STROKES)}, got {[*self.courses]}"
            )
        lengths = {key: each.gradient.shape[1] for key, each in self.courses.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"courses must have the same number of time steps, got {lengths}")

    @property
    def moments(self) -> Int[np.ndarray, " K"]:
        """The training steps done at each measurement of the longest training."""
        return max((each.steps for each in self.courses.values()), key=len)

    @property
    def end(self) -> int:
        """The training step where the axis of the training ends."""
        return max(self.planned, int(self.moments[-1]))

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten between which all gradients of all moments lie."""
        return decades([each.gradient.ravel() for each in self.courses.values()])

    def title(self, say: Translator) -> str:
        """What is shown."""
        return say("Gradient and accuracy while training")

    def note(self, say: Translator) -> str:
        """What the two plots mean."""
        return say(
            "Gradient: how strongly the loss depends on each time step's state; a gap in a line is "
            "exactly 0. Accuracy: the share of unseen examples that is right."
        )


def racer_name(key: str, say: Translator) -> str:
    """A contender's name: its cell's, or that of its curve where the key says more than a cell."""
    return key.upper() if key.isalpha() else curve_name(key, say)
