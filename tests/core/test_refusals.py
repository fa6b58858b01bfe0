"""What cannot be recorded exactly is refused by name, with what to do instead."""

import re

import pytest
import torch
from cases import CELLS, MODULES
from torch import Tensor, nn
from torch.ao.nn import quantizable

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


def refused(model: nn.Module, *, only: str | list[str] | None = None) -> str:
    """The message with which a model is refused before it runs."""
    with pytest.raises(RecordingError) as caught, record(model, only=only):
        pytest.fail("the model was not refused")
    return str(caught.value)


class OwnCell(nn.RNNCellBase):
    """A cell of a user's, whose equations nobody else knows."""

    def __init__(self) -> None:
        super().__init__(2, 2, bias=False, num_chunks=1)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight_ih


def test_a_cell_class_of_its_own_is_refused_by_name() -> None:
    assert "OwnCell" in refused(OwnCell())
    message = refused(Named(OwnCell()))
    assert "encoder.part" in message
    assert "OwnCell" in message
    assert re.search(r"nn\.RNNCell.*nn\.LSTMCell.*nn\.GRUCell.*only", message)
    assert "encoder.part" in refused(Named(OwnCell()), only="encoder.part")


@pytest.mark.filterwarnings("ignore:.*torch.ao.quantization.* is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor:UserWarning")
@pytest.mark.parametrize("part", [nn.LSTM, nn.GRU, nn.RNNCell, nn.LSTMCell, nn.GRUCell])
def test_quantized_modules_are_refused_by_name(part: type[nn.Module]) -> None:
    model = nn.Sequential(nn.LSTM(2, 2), nn.ModuleDict({"part": part(2, 2)}))
    quantized = torch.ao.quantization.quantize_dynamic(model, {"1.part"}, dtype=torch.qint8)
    for message in (refused(quantized), refused(quantized, only="1.part")):
        assert "1.part" in message
        assert re.search(f"quantized {part.__name__}.*float", message)
    with record(quantized, only="0") as recording:
        quantized[0](torch.ones(3, 2))
    assert recording["0"].max_error < 1e-5


@pytest.mark.parametrize("kind", [quantizable.LSTM, quantizable.LSTMCell])
def test_modules_made_to_be_quantized_are_refused_by_name(kind: type[nn.Module]) -> None:
    message = refused(Named(kind(2, 2)))
    assert "encoder.part" in message
    assert "quantized" in message


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
    model = Named(torch.jit.script(nn.Sequential(nn.Linear(2, 2), nn.GRU(2, 2))))
    for only in (None, "encoder.part.1"):
        message = refused(model, only=only)
        assert re.search("encoder.part.*script", message)
    with record(model, only="plain") as recording:
        model.plain(torch.ones(3, 2))
    assert len(recording) == 1


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
    model = Named(compiled)
    for only in (None, "encoder.part._orig_mod.1"):
        assert re.search("encoder.part.*compile", refused(model, only=only))
    with record(model, only="plain") as recording:
        model.plain(torch.ones(3, 2))
    assert len(recording) == 1


def test_a_recurrent_module_inside_one_compiled_in_place_is_refused_also_alone() -> None:
    model = Named(nn.Sequential(nn.GRU(2, 2)))
    model.encoder["part"].compile()
    assert "compile" in refused(model, only="encoder.part.0")


@pytest.mark.parametrize(
    "model", [nn.Linear(2, 2), nn.Sequential(), nn.TransformerEncoderLayer(4, 1)]
)
def test_a_model_without_recurrent_modules_is_refused(model: nn.Module) -> None:
    message = refused(model)
    assert re.search("nn.RNN.*nn.LSTM.*nn.GRU", message)
    assert type(model).__name__ in message


@pytest.mark.parametrize("only", ["encoder", "part", "lstm", ["plain", "encoder.lstm"]])
def test_a_name_that_is_no_recurrent_module_is_refused(only: str | list[str]) -> None:
    message = refused(Named(nn.GRU(2, 2)), only=only)
    for name in ("plain", "encoder.part", only if isinstance(only, str) else only[-1]):
        assert repr(name) in message


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
    lstm = nn.LSTM(2, 2, num_layers=2, dropout=0.5)
    with torch.random.fork_rng(), record(lstm) as recording:
        with pytest.raises(RecordingError, match="dropout"):
            lstm(torch.ones(3, 2))
        lstm.eval()
        lstm(torch.ones(4, 2))
    assert recording[""].x.shape == (4, 1, 2)


def test_refusals_are_value_errors() -> None:
    """So a caller who knows nothing of recording can catch them."""
    assert issubclass(RecordingError, ValueError)
