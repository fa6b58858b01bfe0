"""Untrained networks with chosen weights: how far back a state reaches before any training."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from visualizer.core import (
    Record,
    largest_singular,
    reach,
    record,
    recurrent_class,
    step_jacobians,
)
from visualizer.core.modules import layout_of
from visualizer.networks.initialisation import open_forget_gates, set_gates_for

Initialisation = Literal["uniform", "normal", "orthogonal", "identity"]
INITIALISATIONS: tuple[Initialisation, ...] = ("uniform", "normal", "orthogonal", "identity")
MAX_UNITS, MAX_STEPS, MAX_RADIUS = 128, 200, 10.0
INPUTS = 16
"""Numbers in the random vector that stands for a step's input."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One untrained network reading one input.

    Attributes:
        cell: `rnn`, `gru` or `lstm`.
        units: H, 1 to 128.
        steps: T, 1 to 200.
        radius: the spectral radius to which every H x H block of W_hh is scaled, 0 to 10; None
            leaves the initialisation as it is.
        forget_bias: what is added to the forget gate's pre-activation (LSTM), -10 to 10.
        set_for: the steps for which the gates that keep are set instead, 2 to 200, see
            `set_gates_for` (LSTM, GRU); None: they are not.
        nonlinearity: `tanh` or `relu` (RNN).
        initialisation: of W_hh: PyTorch's `uniform` within 1/sqrt(H), `normal` with that standard
            deviation, `orthogonal`, or `identity`.
        seed: of weights and input.

    Raises:
        ValueError: a field outside its range.
    """

    cell: str
    units: int = 64
    steps: int = 100
    radius: float | None = 1.0
    forget_bias: float = 1.0
    set_for: int | None = None
    nonlinearity: Literal["tanh", "relu"] = "tanh"
    initialisation: Initialisation = "orthogonal"
    seed: int = 0

    def __post_init__(self) -> None:
        ranges = {
            "units": (self.units, 1, MAX_UNITS),
            "steps": (self.steps, 1, MAX_STEPS),
            "radius": (0 if self.radius is None else self.radius, 0, MAX_RADIUS),
            "forget_bias": (self.forget_bias, -10, 10),
            "set_for": (2 if self.set_for is None else self.set_for, 2, MAX_STEPS),
        }
        for name, (value, low, high) in ranges.items():
            if not low <= value <= high:
                raise ValueError(f"{name} must be in {low}..{high}, got {value}")
        if self.initialisation not in INITIALISATIONS:
            raise ValueError(
                f"initialisation must be one of {', '.join(INITIALISATIONS)}, got "
                f"{self.initialisation!r}"
            )
        if self.nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"nonlinearity must be tanh or relu, got {self.nonlinearity!r}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """How the memory at the end of an experiment depends on the states before; lag 0 is itself.

    Attributes:
        measured: the largest singular value of d memory_T / d state_(T - lag), (T,); the state is
            h, and (h, c) for an LSTM, whose memory is c.
        bound: the product of the one-step Jacobians' largest singular values, (T,): no measured
            value can exceed it.
        gates: the largest product of one unit's forget gates f (update gates z) over the lag,
            (T,); None for an RNN.
        network: the network, with its weights.
        record: the run itself.
        relu: whether the non-linearity is relu.
    """

    measured: Float[np.ndarray, " T"]
    bound: Float[np.ndarray, " T"]
    gates: Float[np.ndarray, " T"] | None
    network: nn.RNN | nn.LSTM | nn.GRU
    record: Record
    relu: bool

    @property
    def factors(self) -> Float[np.ndarray, "T N N"]:
        """The one-step Jacobians, made anew at every call: of 128 units they take 100 MB."""
        return step_jacobians(self.network, self.record)

    @property
    def weights(self) -> Float[np.ndarray, "K H"]:
        """W_hh as used."""
        return _recurrent(self.network).detach().numpy()


@dataclass(frozen=True, eq=False)
class Drawn:
    """Parameters by name before any scaling, and the spectral radius of each block of W_hh."""

    parameters: Mapping[str, Tensor]
    radii: Sequence[float]


@torch.no_grad()
def draw_weights(cell: str, units: int, initialisation: Initialisation, seed: int) -> Drawn:
    """Draw a network's parameters; the eigenvalues of 128 units take a tenth of a second.

    Raises:
        ValueError: no such cell.
    """
    draws = torch.Generator().manual_seed(seed)
    network = recurrent_class(cell)(INPUTS, units, dtype=torch.float64)
    for parameter in network.parameters():
        parameter.uniform_(-(units**-0.5), units**-0.5, generator=draws)
    blocks = _recurrent(network).split(units)
    for block in blocks:
        _initialise(block, initialisation, draws)
    radii = [float(torch.linalg.eigvals(block).abs().max()) for block in blocks]
    return Drawn(dict(network.state_dict()), radii)


def network_of(experiment: Experiment, drawn: Drawn | None = None) -> nn.RNN | nn.LSTM | nn.GRU:
    """The experiment's network, its weights in float64: nothing underflows before float64 does.

    Args:
        drawn: its parameters before scaling, if they were drawn before; see `draw_weights`.
    """
    H = experiment.units
    extra = {"nonlinearity": experiment.nonlinearity} if experiment.cell == "rnn" else {}
    network = recurrent_class(experiment.cell)(INPUTS, H, dtype=torch.float64, **extra)
    start = drawn or draw_weights(experiment.cell, H, experiment.initialisation, experiment.seed)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(start.parameters[name])
        for block, own in zip(_recurrent(network).split(H), start.radii, strict=True):
            if experiment.radius is not None:
                block *= experiment.radius / own if own else 0
    if experiment.set_for is None:
        open_forget_gates(network, experiment.forget_bias)
    else:
        draws = torch.Generator().manual_seed(experiment.seed + 2)
        set_gates_for(network, experiment.set_for, draws)
    return network


def random_input(experiment: Experiment) -> Float[Tensor, "T B E"]:
    """Independent standard normal numbers at every step."""
    draws = torch.Generator().manual_seed(experiment.seed + 1)
    shape = (experiment.steps, 1, INPUTS)
    return torch.randn(shape, generator=draws, dtype=torch.float64)


def word_vectors(words: tuple[str, ...], seed: int) -> Float[Tensor, "T B E"]:
    """A random vector for every different word, the same wherever the word stands."""
    names = {word: number for number, word in enumerate(dict.fromkeys(words))}
    draws = torch.Generator().manual_seed(seed + 1)
    vectors = torch.randn(len(names), INPUTS, generator=draws, dtype=torch.float64)
    return vectors[[names[word] for word in words]].unsqueeze(1)


@torch.no_grad()
def measure(
    experiment: Experiment, x: Float[Tensor, "T B E"], *, drawn: Drawn | None = None
) -> Reach:
    """Run the network on an input and measure how far back its memory reaches.

    Args:
        drawn: the network's parameters before scaling, if they were drawn before.
    """
    network = network_of(experiment, drawn)
    with record(network) as recording:
        network(x)
    found = recording[""]
    factors = step_jacobians(network, found)
    # The slow part, and the only one that gains from a second core: in parts, to share it evenly.
    with ThreadPoolExecutor(2) as side_by_side:
        back = side_by_side.submit(reach, factors, experiment.units)
        steps = side_by_side.map(largest_singular, torch.as_tensor(factors).chunk(4))
    kept = found.kept_values()
    return Reach(
        measured=back.result()[::-1],
        bound=_along(torch.cat(list(steps)).numpy()[::-1]),
        gates=None if kept is None else _along(kept[::-1]).max(axis=1),
        network=network,
        record=found,
        relu=layout_of(network).nonlinearity == "relu",
    )


def _recurrent(network: nn.Module) -> Float[Tensor, "K H"]:
    return network.get_parameter("weight_hh_l0")


def _initialise(
    block: Float[Tensor, "H H"], initialisation: Initialisation, draws: torch.Generator
) -> None:
    spread = len(block) ** -0.5
    match initialisation:
        case "uniform":
            block.uniform_(-spread, spread, generator=draws)
        case "normal":
            block.normal_(0, spread, generator=draws)
        case "orthogonal":
            nn.init.orthogonal_(block, generator=draws)
        case "identity":
            nn.init.eye_(block)


def _along(factors: Float[np.ndarray, "T ..."]) -> Float[np.ndarray, "T ..."]:
    """The products of the first 0, 1, 2, ... factors, by way of their logarithms."""
    with np.errstate(divide="ignore", over="ignore"):
        logs = np.cumsum(np.log(factors[:-1]), axis=0)
        return np.concatenate([np.ones_like(factors[:1]), np.exp(logs)])
