"""The race: an RNN, a GRU or an LSTM learns a task that needs a memory as long as the gap."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from visualizer.core import RECORDS, gradient_flow, recurrent_class
from visualizer.networks.initialisation import (
    make_orthogonal,
    open_forget_gates,
    set_gates_for,
)
from visualizer.networks.race import tasks
from visualizer.networks.race.contenders import contender
from visualizer.networks.race.settings import BOUNDS, RaceSettings, check_number
from visualizer.networks.race.tasks import INPUTS, OUTPUTS, TASKS, Sample, draw, steps_of

MEASUREMENTS = 20
"""In the first sixth of the training, where the fast learn, and in the rest."""
SOLVED, IN_A_ROW = 0.99, 3
"""A race is over when this share was right at so many measurements one after the other."""
HELD_OUT = 256
PROBE = 32


@dataclass(frozen=True, kw_only=True, eq=False)
class RaceRun:
    """What one contender did, measured K times from before the first update on.

    Loss and accuracy are those of 256 sequences, drawn apart from the training data and the same
    for every contender at a task and gap; the gradients are those of 32 of them.

    Attributes:
        settings: the contender.
        parameters: the numbers it learns.
        steps: updates done at each measurement, 0 first.
        loss: mean cross-entropy in nats (recall) or mean squared error (adding).
        accuracy: share answered right, 0 to 1; of a sum, less than 0.08 off.
        gradient: the Euclidean length of dL/dh_t of a sequence's own loss L, mean over sequences;
            0 where it is too small for float32, below 1e-45.
        gradient_c: the same for c of an LSTM, else None.
        weights: the network's parameters at the last measurement, by name; see `weight_shapes`.
        diverged: loss or gradient became NaN or infinite; the run stopped there, and the last
            measurement shows it.
        seconds: time taken, measuring included.
    """

    settings: RaceSettings
    parameters: int
    steps: Int[np.ndarray, " K"]
    loss: Float[np.ndarray, " K"]
    accuracy: Float[np.ndarray, " K"]
    gradient: Float[np.ndarray, "K T"]
    gradient_c: Float[np.ndarray, "K T"] | None
    weights: Mapping[str, Float[np.ndarray, "..."]]
    diverged: bool
    seconds: float

    @property
    def contender(self) -> str:
        """Its name among the contenders."""
        return contender(self.settings)

    @property
    def finished(self) -> bool:
        """Whether it came to its end: solved, or all training steps done without diverging."""
        done = int(self.steps[-1]) == self.settings.training_steps
        return not self.diverged and (done or is_solved(self.accuracy))

    @property
    def solved_after(self) -> int | None:
        """Training steps after which 99 % were right, and stayed so to the end; None if never."""
        below = np.flatnonzero(self.accuracy < SOLVED)
        first = 0 if not below.size else int(below[-1]) + 1
        return int(self.steps[first]) if first < len(self.steps) else None


def is_solved(accuracy: Sequence[float] | Float[np.ndarray, " K"]) -> bool:
    """Whether the last measurements show that a task is learnt."""
    last = accuracy[-IN_A_ROW:]
    return len(last) == IN_A_ROW and min(last) >= SOLVED


def race(
    settings: RaceSettings,
    *,
    measure_every: int | None = None,
    on_measure: Callable[[RaceRun], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> RaceRun:
    """Train one contender, and measure it on the way, until it has solved the task or may no more.

    Several threads may race at once; PyTorch's generator, threads and modes stay as they are. The
    same settings give the same numbers, on one version of PyTorch and number of threads.

    Args:
        measure_every: training steps from one measurement to the next, >= 1; by default see
            `moments`. The untrained and the last state are always measured.
        on_measure: called after each measurement with the run so far.
        should_stop: asked before each training step; the run so far is returned if it says True.

    Raises:
        ValueError: `measure_every` < 1.
    """
    measured = moments(settings.training_steps, measure_every)
    training = _Training(settings)
    for step in range(settings.training_steps + 1):
        if step:
            if training.over or (should_stop is not None and should_stop()):
                break
            training.advance()
        if step in measured or training.diverged:
            training.measure(step)
            if on_measure is not None:
                on_measure(training.run())
    return training.run()


def moments(training_steps: int, measure_every: int | None = None) -> frozenset[int]:
    """The training steps after which a race is measured, the first and the last among them.

    Args:
        measure_every: from one to the next; by default 20 in the first sixth and 20 in the rest.

    Raises:
        ValueError: `measure_every` < 1.
    """
    early = 0
    if measure_every is None:
        early = training_steps // 6
        measure_every = max(1, (training_steps - early) // MEASUREMENTS)
    check_number("measure_every", measure_every, int, 1, BOUNDS["training_steps"][2])
    closer = range(0, early, max(1, early // MEASUREMENTS))
    return frozenset([*closer, *range(early, training_steps, measure_every), training_steps])


def weight_shapes(settings: RaceSettings) -> dict[str, tuple[int, ...]]:
    """The shape of each of a contender's parameters, by its name in the module."""
    E, H, answers = INPUTS[settings.task], settings.hidden_size, OUTPUTS[settings.task]
    K = len(RECORDS[settings.cell].sums) * H
    return {
        "recurrent.weight_ih_l0": (K, E),
        "recurrent.weight_hh_l0": (K, H),
        "recurrent.bias_ih_l0": (K,),
        "recurrent.bias_hh_l0": (K,),
        "readout.weight": (answers, H),
        "readout.bias": (answers,),
    }


class Contender(nn.Module):
    """A recurrent layer and a readout of its last state."""

    def __init__(
        self,
        settings: RaceSettings,
        weights: Mapping[str, Float[np.ndarray, "..."]] | None = None,
    ) -> None:
        """Start as PyTorch's modules do, but for what the settings say, from their seed alone.

        Args:
            weights: all parameters by name, instead of such a start; see `weight_shapes`.
        """
        super().__init__()
        E, H = INPUTS[settings.task], settings.hidden_size
        # On the CPU the constructors would draw from the generator that all threads share.
        self.recurrent = recurrent_class(settings.cell)(E, H, device="meta")
        self.readout = nn.Linear(H, OUTPUTS[settings.task], device="meta")
        if weights is not None:
            found = {name: torch.tensor(array) for name, array in weights.items()}
            self.load_state_dict(found, assign=True)
            return
        self.to_empty(device="cpu")
        draws = torch.Generator().manual_seed(3 * settings.seed)
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.uniform_(-(H**-0.5), H**-0.5, generator=draws)
        if settings.orthogonal:
            make_orthogonal(self.recurrent, draws)
        if settings.for_length:
            set_gates_for(self.recurrent, steps_of(settings.task, settings.gap), draws)
        elif settings.forget_bias is not None:
            open_forget_gates(self.recurrent, settings.forget_bias)

    def forward(self, x: Float[Tensor, "T B E"]) -> Float[Tensor, "B O"]:
        """The answers after the last step."""
        return self.readout(self.recurrent(x)[0][-1])


class _Measurement(NamedTuple):
    step: int
    loss: float
    accuracy: float
    gradient: Float[np.ndarray, " T"]
    gradient_c: Float[np.ndarray, " T"] | None

    def is_finite(self) -> bool:
        return bool(np.isfinite(self.loss) and np.isfinite(self.gradient).all())


class _Training:
    """A contender on its way."""

    def __init__(self, settings: RaceSettings) -> None:
        self.started = time.perf_counter()
        self.settings = settings
        self.contender = Contender(settings)
        self.optimizer = torch.optim.Adam(self.contender.parameters(), lr=settings.learning_rate)
        # Seeds 3n, 3n + 1 and 2 never meet: initialisation, training data and held-out data.
        self.draws = torch.Generator().manual_seed(3 * settings.seed + 1)
        self.held_out = draw(
            settings.task, settings.gap, HELD_OUT, torch.Generator().manual_seed(2)
        )
        self.measurements: list[_Measurement] = []
        self.diverged = False

    @property
    def over(self) -> bool:
        """Whether there is nothing more to learn, or no way to."""
        return self.diverged or is_solved([each.accuracy for each in self.measurements])

    def advance(self) -> None:
        """Learn from a new batch."""
        settings = self.settings
        loss = self._losses(
            draw(settings.task, settings.gap, settings.batch_size, self.draws)
        ).mean()
        self.optimizer.zero_grad()
        loss.backward()
        if settings.clip is not None:
            nn.utils.clip_grad_norm_(self.contender.parameters(), settings.clip)
        self.optimizer.step()
        self.diverged = not bool(loss.isfinite())

    def measure(self, step: int) -> None:
        """Add a measurement."""
        found = self._measured(step)
        self.measurements.append(found)
        self.diverged = self.diverged or not found.is_finite()

    def _measured(self, step: int) -> _Measurement:
        task, held_out = self.settings.task, self.held_out
        with torch.no_grad():
            answers = self.contender(held_out.x)
            loss = tasks.losses(task, answers, held_out.target).mean()
            right = tasks.right(task, answers, held_out.target).float().mean()
        probe = Sample(held_out.x[:, :PROBE], held_out.target[:PROBE])
        flow = gradient_flow(self.contender, lambda: self._losses(probe).sum())["recurrent"]
        h, c = (
            None if values is None else flow.norms(quantity)[0, 0].mean(axis=-1)
            for quantity, values in (("h", flow.h), ("c", flow.c))
        )
        assert h is not None
        return _Measurement(step, float(loss), float(right), h, c)

    def _losses(self, sample: Sample) -> Float[Tensor, " B"]:
        return tasks.losses(self.settings.task, self.contender(sample.x), sample.target)

    def run(self) -> RaceRun:
        """All measurements so far."""
        step, loss, accuracy, gradient, gradient_c = zip(*self.measurements, strict=True)
        has_c = "c" in RECORDS[self.settings.cell].states
        return RaceRun(
            settings=self.settings,
            parameters=sum(parameter.numel() for parameter in self.contender.parameters()),
            steps=np.array(step),
            loss=np.array(loss, np.float32),
            accuracy=np.array(accuracy, np.float32),
            gradient=np.stack(gradient),
            gradient_c=np.stack(gradient_c) if has_c else None,
            weights={
                name: weight.numpy().copy() for name, weight in self.contender.state_dict().items()
            },
            diverged=self.diverged,
            seconds=time.perf_counter() - self.started,
        )


__all__ = ["TASKS", "Contender", "RaceRun", "RaceSettings", "race"]
