"""What a race is run with, and the ranges of its settings."""

from dataclasses import dataclass

from visualizer.core import CELLS, RECORDS
from visualizer.networks.race.tasks import check_task

BOUNDS: dict[str, tuple[type, float, float]] = {
    "gap": (int, 1, 200),
    "seed": (int, 0, 2**31 - 1),
    "hidden_size": (int, 4, 128),
    "training_steps": (int, 1, 20_000),
    "batch_size": (int, 1, 256),
    "learning_rate": (float, 1e-6, 1),
    "forget_bias": (float, -10, 10),
    "clip": (float, 1e-3, 1e3),
}
"""Type, lowest and highest value of every number in the settings."""


@dataclass(frozen=True, kw_only=True)
class RaceSettings:
    """One contender: what it is, what it learns and how.

    Attributes:
        task: `recall` or `adding`, see `tasks.draw`.
        cell: `rnn`, `gru` or `lstm`.
        gap: steps for which a memory must last, 1 to 200.
        seed: of initialisation and training data, 0 to 2**31 - 1.
        hidden_size: H, 4 to 128.
        training_steps: updates of the weights, 1 to 20 000.
        batch_size: new sequences for each update, 1 to 256.
        learning_rate: of Adam, 1e-6 to 1.
        forget_bias: where the bias of an LSTM's forget gate starts, -10 to 10; None leaves
            PyTorch's own initialisation. Other cells have no such gate.
        for_length: set the gates for the length of the task's sequences instead, see
            `set_gates_for`; an RNN has none.
        orthogonal: start with an orthogonal W_hh.
        clip: the largest norm of all gradients together, 1e-3 to 1e3; None sets no limit.

    Raises:
        ValueError: a field that breaks its rule.
    """

    task: str
    cell: str
    gap: int
    seed: int
    hidden_size: int = 32
    training_steps: int = 1000
    batch_size: int = 64
    learning_rate: float = 1e-2
    forget_bias: float | None = None
    for_length: bool = False
    orthogonal: bool = False
    clip: float | None = 1.0

    def __post_init__(self) -> None:
        check_task(self.task)
        if self.cell not in CELLS:
            raise ValueError(f"cell must be one of {', '.join(reversed(CELLS))}, got {self.cell!r}")
        for name, (kind, low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None or name not in ("forget_bias", "clip"):
                check_number(name, value, kind, low, high)

    @property
    def has_forget_gate(self) -> bool:
        """Whether the forget bias means anything to the cell."""
        return "f" in RECORDS[self.cell].sums


def check_number(name: str, value: object, kind: type, low: float, high: float) -> None:
    """Refuse a value of another type or outside low..high, with a ValueError."""
    accepted = (int, float) if kind is float else int
    whole = "a whole number " if kind is int else ""
    if isinstance(value, bool) or not isinstance(value, accepted) or not low <= value <= high:
        raise ValueError(f"{name} must be {whole}in {low:g}..{high:g}, got {value!r}")
