"""What cannot be recorded exactly is refused by name, with what to do instead."""

import re

import pytest
import torch
from cases import CELLS, MODULES
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence

from visualizer.core import RecordingError, record

# torch deprecates its own TorchScript, which torch.compile still imports.
pytestmark = pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")


class Named(nn.Module):
    """A module with one part, called `encoder.part`, and a plain LSTM beside it."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.plain = nn.LSTM(2, 2)
        self.encoder = nn.ModuleDict({"part": part})

    def forward(self, x: Tensor) -> Tensor:
        return self.encoder["part"](x)


def refused(model: nn.Module) -> str:
    """The message with which a model is refused before it runs."""
    with pytest.raises(RecordingError) as caught, record(model):
        pytest.fail("the model was not refused")
    return str(caught.value)


@pytest.mark.parametrize("cell", [nn.RNNCell(2, 2), nn.LSTMCell(2, 2), nn.GRUCell(2, 2)])
def test_single_step_cells_are_refused_by_name(cell: nn.RNNCellBase) -> None:
    assert type(cell).__name__ in refused(cell)
    message = refused(Named(cell))
    assert type(cell).__name__ in message
    assert "encoder.part" in message


@pytest.mark.parametrize("cell", CELLS)
def test_scripted_modules_are_refused_by_name(cell: str) -> None:
    scripted = torch.jit.script(MODULES[cell](2, 2))
    assert re.search("script", refused(scripted))
    message = refused(Named(scripted))
    assert re.search("script", message)
    assert "encoder.part" in message


@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_traced_modules_are_refused_by_name() -> None:
    traced = torch.jit.trace(nn.GRU(2, 2), torch.ones(3, 2))
    assert isinstance(traced, nn.Module)
    assert "encoder.part" in refused(Named(traced))


def test_a_recurrent_module_inside_a_scripted_one_is_refused() -> None:
    scripted = torch.jit.script(nn.Sequential(nn.Linear(2, 2), nn.GRU(2, 2)))
    assert re.search("script", refused(Named(scripted)))


@pytest.mark.parametrize("cell", CELLS)
def test_compiled_modules_are_refused_by_name(cell: str) -> None:
    compiled = torch.compile(MODULES[cell](2, 2))
    assert isinstance(compiled, nn.Module)
    assert "compile" in refused(compiled)
    message = refused(Named(compiled))
    assert "compile" in message
    assert "encoder.part" in message


@pytest.mark.parametrize("name", ["", "encoder", "encoder.part"])
def test_what_is_compiled_in_place_is_refused_by_name(name: str) -> None:
    model = Named(nn.GRU(2, 2))
    model.get_submodule(name).compile()
    message = refused(model)
    assert "compile" in message
    assert repr(name) in message


def test_a_recurrent_module_inside_a_compiled_one_is_refused() -> None:
    compiled = torch.compile(nn.Sequential(nn.Linear(2, 2), nn.GRU(2, 2)))
    assert isinstance(compiled, nn.Module)
    assert "compile" in refused(compiled)


@pytest.mark.parametrize(
    "model", [nn.Linear(2, 2), nn.Sequential(), nn.TransformerEncoderLayer(4, 1)]
)
def test_a_model_without_recurrent_modules_is_refused(model: nn.Module) -> None:
    message = refused(model)
    assert re.search("nn.RNN.*nn.LSTM.*nn.GRU", message)
    assert type(model).__name__ in message


@pytest.mark.parametrize("cell", CELLS)
def test_packed_input_is_refused_by_name(cell: str) -> None:
    model = Named(MODULES[cell](2, 2))
    packed = pack_sequence([torch.ones(3, 2), torch.ones(1, 2)])
    with record(model) as recording:
        with pytest.raises(
            RecordingError, match=r"encoder\.part.*PackedSequence|PackedSequence.*encoder\.part"
        ):
            model(packed)
        with pytest.raises(RecordingError, match="PackedSequence"):
            model.encoder["part"](input=packed)
    assert len(recording) == 0


@pytest.mark.parametrize("cell", CELLS)
def test_dropout_between_layers_in_training_mode_is_refused_by_name(cell: str) -> None:
    model = Named(MODULES[cell](2, 2, num_layers=2, dropout=0.1)).train()
    with record(model) as recording:
        with pytest.raises(RecordingError, match="dropout") as caught:
            model(torch.ones(3, 2))
        model.eval()
        model(torch.ones(3, 2))
    assert "encoder.part" in str(caught.value)
    assert "eval()" in str(caught.value)
    assert recording["encoder.part"].max_error < 1e-5


def test_a_recording_goes_on_after_a_refused_call() -> None:
    lstm = nn.LSTM(2, 2)
    with record(lstm) as recording:
        with pytest.raises(RecordingError):
            lstm(pack_sequence([torch.ones(3, 2)]))
        lstm(torch.ones(4, 2))
    assert recording[""].x.shape == (4, 1, 2)


def test_refusals_are_value_errors() -> None:
    """So a caller who knows nothing of recording can catch them."""
    assert issubclass(RecordingError, ValueError)
