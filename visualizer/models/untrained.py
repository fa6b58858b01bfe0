"""Untrained networks with chosen weights: how far back a state reaches before any training."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from visualizer.core import Record, largest_singular, record, step_jacobians
from visualizer.models.sentiment import recurrent_class

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
    nonlinearity: Literal["tanh", "relu"] = "tanh"
    initialisation: Initialisation = "orthogonal"
    seed: int = 0

    def __post_init__(self) -> None:
        ranges = {
            "units": (self.units, 1, MAX_UNITS),
            "steps": (self.steps, 1, MAX_STEPS),
            "radius": (0 if self.radius is None else self.radius, 0, MAX_RADIUS),
            "forget_bias": (self.forget_bias, -10, 10),
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
    """How the last state of an experiment depends on the earlier ones; lag 0 is itself.

    Attributes:
        measured: the largest singular value of d state_T / d state_(T - lag), (T,); the state is
            h, and (h, c) for an LSTM.
        bound: the product of the one-step Jacobians' largest singular values, (T,): no measured
            value can exceed it.
        gates: the largest product of one unit's forget gates f (update gates z) over the lag,
            (T,); None for an RNN.
        record: the run itself.
        factors: the one-step Jacobians, (T, N, N).
        weights: W_hh as used, (K, H).
        relu: whether the non-linearity is relu.
        radius: the largest spectral radius among the blocks of W_hh as used.
    """

    measured: Float[np.ndarray, " T"]
    bound: Float[np.ndarray, " T"]
    gates: Float[np.ndarray, " T"] | None
    record: Record
    factors: Float[np.ndarray, "T N N"]
    weights: Float[np.ndarray, "K H"]
    relu: bool
    radius: float


def network_of(experiment: Experiment) -> nn.RNN | nn.LSTM | nn.GRU:
    """The experiment's network, its weights in float64: nothing underflows before float64 does."""
    draws = torch.Generator().manual_seed(experiment.seed)
    H = experiment.units
    extra = {"nonlinearity": experiment.nonlinearity} if experiment.cell == "rnn" else {}
    network = recurrent_class(experiment.cell)(INPUTS, H, dtype=torch.float64, **extra)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.uniform_(-(H**-0.5), H**-0.5, generator=draws)
        for block in _recurrent(network).split(H):
            block.copy_(_recurrent_block(experiment, draws))
        if experiment.cell == "lstm":
            network.get_parameter("bias_ih_l0")[H : 2 * H] = experiment.forget_bias
            network.get_parameter("bias_hh_l0")[H : 2 * H] = 0
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
def measure(experiment: Experiment, x: Float[Tensor, "T B E"]) -> Reach:
    """Run the network on an input and measure how far back its last state reaches."""
    network = network_of(experiment)
    with record(network) as recording:
        network(x)
    found = recording[""]
    factors = torch.as_tensor(step_jacobians(network, found))
    T, N, _ = factors.shape
    products = torch.empty(T, N, N, dtype=torch.float64)
    products[0] = torch.eye(N, dtype=torch.float64)
    for lag in range(1, T):
        torch.mm(products[lag - 1], factors[T - lag], out=products[lag])
    steps = largest_singular(factors).numpy()[::-1]
    gates = {"lstm": "f", "gru": "z"}.get(found.cell)
    kept = None if gates is None else _along(found.unit_values(gates)[::-1]).max(axis=1)
    return Reach(
        measured=largest_singular(products).numpy(),
        bound=_along(steps),
        gates=kept,
        record=found,
        factors=factors.numpy(),
        weights=_recurrent(network).numpy(),
        relu=experiment.nonlinearity == "relu" and experiment.cell == "rnn",
        radius=max(_radius(block) for block in _recurrent(network).split(experiment.units)),
    )


def _recurrent(network: nn.Module) -> Float[Tensor, "K H"]:
    return network.get_parameter("weight_hh_l0")


def _recurrent_block(experiment: Experiment, draws: torch.Generator) -> Float[Tensor, "H H"]:
    H = experiment.units
    block = torch.empty(H, H, dtype=torch.float64)
    match experiment.initialisation:
        case "uniform":
            block.uniform_(-(H**-0.5), H**-0.5, generator=draws)
        case "normal":
            block.normal_(0, H**-0.5, generator=draws)
        case "orthogonal":
            nn.init.orthogonal_(block, generator=draws)
        case "identity":
            nn.init.eye_(block)
    if experiment.radius is None:
        return block
    own = _radius(block)
    return block * (experiment.radius / own if own else 0)


def _radius(matrix: Float[Tensor, "H H"]) -> float:
    """The largest absolute eigenvalue."""
    return float(torch.linalg.eigvals(matrix).abs().max())


def _along(factors: Float[np.ndarray, "T ..."]) -> Float[np.ndarray, "T ..."]:
    """The products of the first 0, 1, 2, ... factors, by way of their logarithms."""
    with np.errstate(divide="ignore", over="ignore"):
        logs = np.cumsum(np.log(factors[:-1]), axis=0)
        return np.concatenate([np.ones_like(factors[:1]), np.exp(logs)])
