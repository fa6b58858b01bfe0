"""Random recurrent modules with inputs, and small models that hold recurrent modules."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from hypothesis import strategies as st
from torch import Tensor, nn

from visualizer.core import GRURecord, LSTMRecord, Recording, RNNRecord, record

MODULES = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
SINGLE_STEP: dict[str, Any] = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
RECORDS = {"rnn": RNNRecord, "lstm": LSTMRecord, "gru": GRURecord}
QUANTITIES = {"rnn": "h", "lstm": "ifgoch", "gru": "rznh"}
CELLS = tuple(MODULES)

R = TypeVar("R", bound=RNNRecord)


@dataclass(frozen=True)
class Configuration:
    """One way to set up and call a recurrent module."""

    cell: str
    input_size: int = 3
    hidden_size: int = 4
    num_layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    batch_first: bool = False
    nonlinearity: str = "tanh"
    proj_size: int = 0
    dropout: float = 0.0
    training: bool = False
    T: int = 5
    B: int = 2
    batched: bool = True
    states_given: bool = True
    states_by_name: bool = False
    gradients: str = "on"
    scale: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Case:
    """A module, the arguments to call it with, and the same in the record's axes."""

    module: nn.RNNBase
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    x: np.ndarray
    h0: np.ndarray
    c0: np.ndarray | None

    def call(self) -> Any:
        """PyTorch's own forward pass."""
        return self.module(*self.args, **self.kwargs)

    def outputs(self) -> dict[str, np.ndarray]:
        """What PyTorch returns: output (T, B, D*H), h_n and, for an LSTM, c_n (L*D, B, H)."""
        output, states = self.call()
        names = ("output", "h_n", "c_n")
        flat = (output, *states) if isinstance(states, tuple) else (output, states)
        values = {n: v.detach().numpy() for n, v in zip(names, flat, strict=False)}
        if values["output"].ndim == 2:
            return {name: value[:, None] for name, value in values.items()}
        if self.module.batch_first:
            values["output"] = values["output"].swapaxes(0, 1)
        return values


@st.composite
def configurations(draw: st.DrawFn, cell: str) -> Configuration:
    """Anything `record` supports for this cell."""
    hidden_size = draw(st.integers(1, 6))
    num_layers = draw(st.integers(1, 3))
    dropout = draw(st.sampled_from([0.0, 0.4])) if num_layers > 1 else 0.0
    batched = draw(st.booleans())
    return Configuration(
        cell=cell,
        input_size=draw(st.integers(1, 5)),
        hidden_size=hidden_size,
        num_layers=num_layers,
        bidirectional=draw(st.booleans()),
        bias=draw(st.booleans()),
        batch_first=draw(st.booleans()),
        nonlinearity=draw(st.sampled_from(["tanh", "relu"])) if cell == "rnn" else "tanh",
        proj_size=draw(st.integers(0, hidden_size - 1)) if cell == "lstm" else 0,
        dropout=dropout,
        training=draw(st.booleans()) if dropout == 0 else False,
        T=draw(st.integers(1, 7)),
        B=draw(st.integers(1, 4)) if batched else 1,
        batched=batched,
        states_given=draw(st.booleans()),
        states_by_name=draw(st.booleans()),
        gradients=draw(st.sampled_from(["on", "no_grad", "inference_mode"])),
        scale=draw(st.sampled_from([0.3, 1.0, 2.0])),
        seed=draw(st.integers(0, 2**31)),
    )


def gradient_mode(configuration: Configuration) -> AbstractContextManager[Any]:
    """The gradient mode that the configuration asks for."""
    modes = {"no_grad": torch.no_grad, "inference_mode": torch.inference_mode}
    return modes.get(configuration.gradients, nullcontext)()


def build(configuration: Configuration, dtype: torch.dtype = torch.float64) -> Case:
    """The module with uniform weights and normal inputs drawn from the configuration's seed."""
    draws = torch.Generator().manual_seed(configuration.seed)
    extra: dict[str, Any] = {}
    if configuration.cell == "rnn":
        extra["nonlinearity"] = configuration.nonlinearity
    if configuration.cell == "lstm":
        extra["proj_size"] = configuration.proj_size
    module = MODULES[configuration.cell](
        configuration.input_size,
        configuration.hidden_size,
        num_layers=configuration.num_layers,
        bidirectional=configuration.bidirectional,
        bias=configuration.bias,
        batch_first=configuration.batch_first,
        dropout=configuration.dropout,
        dtype=dtype,
        **extra,
    ).train(configuration.training)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-configuration.scale, configuration.scale, generator=draws)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=draws, dtype=dtype)

    L, D = configuration.num_layers, 1 + configuration.bidirectional
    B, H = configuration.B, configuration.hidden_size
    x = normal(configuration.T, B, configuration.input_size)
    h0, c0 = normal(L * D, B, configuration.proj_size or H), normal(L * D, B, H)
    if not configuration.states_given:
        h0, c0 = torch.zeros_like(h0), torch.zeros_like(c0)

    given = x.transpose(0, 1) if configuration.batch_first and configuration.batched else x
    states = [h0, c0] if configuration.cell == "lstm" else [h0]
    if not configuration.batched:
        given, states = x[:, 0], [state[:, 0] for state in states]
    hx = tuple(states) if configuration.cell == "lstm" else states[0]
    args, kwargs = (given, hx), {}
    if not configuration.states_given:
        args = (given,)
    elif configuration.states_by_name:
        args, kwargs = (given,), {"hx": hx}
    return Case(
        module=module,
        args=args,
        kwargs=kwargs,
        x=x.numpy().copy(),
        h0=h0.reshape(L, D, B, -1).numpy().copy(),
        c0=c0.reshape(L, D, B, -1).numpy().copy() if configuration.cell == "lstm" else None,
    )


def only_call(recording: Recording, kind: type[R], name: str = "") -> R:
    """The record of a module that was called once, as the kind of record it must be."""
    found = recording[name]
    assert type(found) is kind
    assert isinstance(found, kind)
    return found


def record_of(case: Case) -> RNNRecord:
    """The record of one call of the case's module."""
    with record(case.module) as recording:
        case.call()
    return recording[""]


def assert_close(value: np.ndarray, expected: np.ndarray, tolerance: float, what: str = "") -> None:
    """Same shape, and at most `tolerance` apart, relative to the largest value where above 1.

    NaN must be where NaN is expected, and nowhere else.
    """
    assert value.shape == expected.shape, what
    np.testing.assert_array_equal(np.isnan(value), np.isnan(expected), what)
    there = ~np.isnan(expected)
    value, expected = value[there], expected[there]
    apart = np.abs(value - expected).max(initial=0) / np.abs(expected).max(initial=1)
    assert apart <= tolerance, f"{what}: {apart} apart"


class Encoder(nn.Module):
    """A bidirectional LSTM, one level down."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(4, 3, bidirectional=True, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.lstm(x)[0]


class Tagger(nn.Module):
    """Embedding, encoder, decoder, dropout and read-out: recurrent modules at two depths."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(11, 4)
        self.encoder = Encoder()
        self.decoder = nn.GRU(6, 5, batch_first=True)
        self.unused = nn.RNN(2, 2)
        self.dropout = nn.Dropout(0.5)
        self.read_out = nn.Linear(5, 2)

    def forward(self, words: Tensor) -> Tensor:
        encoded = self.encoder(self.embedding(words))
        return self.read_out(self.dropout(self.decoder(encoded)[0]))


def tagger(seed: int = 0) -> Tagger:
    """A `Tagger` whose weights come from the seed; the global random state is left alone."""
    draws = torch.Generator().manual_seed(seed)
    model = Tagger()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-1, 1, generator=draws)
    return model


WORDS = torch.tensor([[1, 4, 7, 2], [9, 0, 3, 3], [5, 5, 10, 6]])
"""Three sentences of four words for a `Tagger`."""
