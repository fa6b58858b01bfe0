"""Which modules are recorded, and under which names they are found."""

from typing import Any

import numpy as np
import pytest
import torch
from cases import WORDS, assert_close, tagger
from oracle import run
from torch import Tensor, nn

from visualizer.core import record


class Tied(nn.Module):
    """One GRU under two names, and one that is registered inside another model too."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = nn.GRU(2, 2)
        self.writer = self.reader
        self.deep = nn.ModuleDict({"again": self.reader, "own": nn.RNN(2, 2)})

    def forward(self, x: Tensor) -> Tensor:
        return self.deep["own"](self.writer(x)[0])[0]


class Unknown(nn.RNNCellBase):
    """A cell of its own."""

    def __init__(self) -> None:
        super().__init__(2, 2, bias=False, num_chunks=1)

    def forward(self, x: Tensor) -> Tensor:
        return x


class Nested(nn.LSTM):
    """An LSTM that holds another recurrent module and runs it first."""

    def __init__(self) -> None:
        super().__init__(2, 3)
        self.inner = nn.GRU(2, 2)

    # nn.LSTM declares one overload for each kind of input; this test has one kind.
    def forward(self, input: Tensor, hx: Any = None) -> Any:  # type: ignore[override]  it has overloads
        return super().forward(self.inner(input)[0], hx)


X = torch.linspace(-1, 1, 6).reshape(3, 2)


def test_a_shared_module_answers_to_each_of_its_names() -> None:
    model = Tied()
    with record(model) as recording:
        model(X)
    assert list(recording) == ["reader", "deep.own"]
    assert len(recording) == 2
    for name in ("reader", "writer", "deep.again"):
        assert recording[name] is recording["reader"]
        assert len(recording.calls(name)) == len(recording.sequences(name)) == 1
        assert name in recording
    with pytest.raises(KeyError, match="again"):
        recording["again"]


@pytest.mark.parametrize("only", ["writer", ["writer"], ["deep.again", "writer", "reader"]])
def test_a_shared_module_can_be_asked_for_by_any_name(only: str | list[str]) -> None:
    model = Tied()
    with record(model, only=only) as recording:
        model(X)
    assert list(recording) == ["reader"]
    assert len(recording.calls("deep.again")) == 1
    with pytest.raises(KeyError, match=r"deep\.own"):
        recording["deep.own"]


@pytest.mark.parametrize(
    ("only", "recorded"),
    [
        ("decoder", {"decoder"}),
        (["decoder", "encoder.lstm"], {"decoder", "encoder.lstm"}),
        (("encoder.lstm", "unused"), {"encoder.lstm"}),
    ],
)
def test_only_the_modules_asked_for_are_recorded(only: Any, recorded: set[str]) -> None:
    model = tagger().eval()
    with record(model, only=only) as recording, record(model) as everything:
        model(WORDS)
    assert set(recording) == recorded
    for name in recorded:
        np.testing.assert_array_equal(recording[name].h, everything[name].h)


def test_the_model_itself_is_called_nothing() -> None:
    gru = nn.GRU(2, 2)
    with record(gru, only="") as recording:
        gru(X)
    assert list(recording) == [""]


# torch deprecates its own TorchScript.
@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
def test_modules_left_out_are_not_refused() -> None:
    """Neither at entry nor, like dropout between the layers of one that trains, at the call."""
    drops, seen = nn.GRU(2, 2, num_layers=2, dropout=0.5), nn.GRU(2, 2)
    model = nn.ModuleDict(
        {"own": Unknown(), "script": torch.jit.script(nn.GRU(2, 2)), "drops": drops, "seen": seen}
    )
    with torch.random.fork_rng(), record(model, only="seen") as recording:
        seen(drops(X)[0])
    assert list(recording) == ["seen"]


def test_a_recurrent_module_inside_another_is_recorded_beside_it() -> None:
    nested = Nested().double()
    model = nn.Sequential(nested)
    with record(model) as recording:
        nested(X.double())
    assert list(recording) == ["0", "0.inner"]
    outer, inner = recording["0"], recording["0.inner"]
    np.testing.assert_array_equal(outer.x, X.double().numpy()[:, None])
    assert_close(inner.x, X.double().numpy()[:, None], 0)
    zero = np.zeros((1, 1, 1, 2))
    assert_close(inner.h, run(nested.inner, inner.x, zero, None)["h"], 1e-12)
