"""What cannot be changed is refused by name, with the valid range."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, MODULES, Configuration, build, record_of, tagger
from torch import Tensor, nn
from torch.ao.nn.quantized import dynamic as quantized
from untouched import untouched

from visualizer.core import Add, Clamp, Harden, InterventionError, Scale, Swap, intervene, record

# torch deprecates its own TorchScript, which torch.compile still imports, and quantization.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*quantize"),
]
X = torch.linspace(-1, 1, 30).reshape(5, 2, 3)
"""Five steps of two samples."""


def layers(**options: Any) -> nn.LSTM:
    """A bidirectional LSTM of two layers and four units."""
    return nn.LSTM(3, 4, num_layers=2, bidirectional=True, **options)


def refused_at_entry(model: nn.Module, *interventions: Any) -> str:
    """The message with which the interventions are refused before anything runs."""
    with (
        untouched(model),
        pytest.raises(InterventionError) as caught,
        intervene(model, *interventions),
    ):
        pytest.fail("the intervention was not refused")
    return str(caught.value)


def refused(model: nn.Module, *interventions: Any, given: Tensor = X) -> str:
    """The message with which the interventions are refused at entry or at the call."""
    with untouched(model), pytest.raises(InterventionError) as caught:
        change_and_run(model, *interventions, given=given)
    return str(caught.value)


def change_and_run(model: nn.Module, *interventions: Any, given: Tensor = X) -> None:
    """One call inside a block of its own."""
    with intervene(model, *interventions):
        model(given)


def test_refusals_are_value_errors() -> None:
    assert issubclass(InterventionError, ValueError)


@pytest.mark.parametrize("name", ["encoder.lst", "embedding", "", "encoder"])
def test_a_name_of_no_recurrent_module_is_refused_with_the_valid_names(name: str) -> None:
    message = refused_at_entry(tagger(), Clamp(name, "h", value=0))
    assert repr(name) in message
    assert re.search(r"encoder\.lstm.*decoder", message)


@pytest.mark.parametrize(
    ("cell", "quantity", "valid"),
    [
        ("lstm", "g", "i, f, o"),
        ("lstm", "c", "i, f, o"),
        ("gru", "n", "r, z"),
        ("gru", "x", "r, z"),
        ("rnn", "h", "which has none"),
    ],
)
def test_only_gates_are_hardened(cell: str, quantity: str, valid: str) -> None:
    message = refused_at_entry(MODULES[cell](3, 4), Harden("", quantity))
    assert message == (
        f"quantity must be a gate of the {cell.upper()} '', {valid}, got {quantity!r}"
    )


@pytest.mark.parametrize(
    ("cell", "quantity", "valid"),
    [("rnn", "c", "h"), ("lstm", "z", "i.*f.*g.*o.*c.*h"), ("gru", "f", "r.*z.*n.*h")],
)
@pytest.mark.parametrize("kind", [nn.RNNBase, nn.RNNCellBase])
def test_a_quantity_of_another_cell_is_refused(
    cell: str, quantity: str, valid: str, kind: type
) -> None:
    cells = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
    module = MODULES[cell](3, 4) if kind is nn.RNNBase else cells[cell](3, 4)
    message = refused_at_entry(module, Scale("", quantity, factor=2))
    assert repr(quantity) in message
    assert re.search(valid, message)


@pytest.mark.parametrize("units", [4, -5, [0, 4], (1, -5), np.array([7])])
@pytest.mark.parametrize("module", [layers(), nn.GRU(3, 4), nn.LSTMCell(3, 4)])
def test_a_unit_out_of_range_is_refused(units: Any, module: nn.Module) -> None:
    message = refused_at_entry(module, Add("", "h", amount=1, units=units))
    outside = next(unit for unit in np.atleast_1d(units) if not -4 <= unit < 4)
    assert "unit" in message
    assert re.search(rf"(?<![\d-]){outside}\b", message)
    assert re.search(r"\b[34]\b", message)  # up to 3, or below 4


def test_units_are_those_of_the_quantity() -> None:
    """Inputs and projected states have other numbers of units than gates."""
    projected = nn.LSTM(7, 4, proj_size=2)
    for quantity, size in {"x": 7, "c": 4, "f": 4, "h": 2}.items():
        with intervene(projected, Scale("", quantity, factor=1, units=size - 1)):
            pass
        message = refused_at_entry(projected, Scale("", quantity, factor=1, units=size))
        assert re.search(rf"\b{size}\b", message), quantity


def test_inputs_of_a_higher_layer_have_the_units_of_the_states_below() -> None:
    module = layers()
    with intervene(module, Scale("", "x", factor=1, layer=1, units=7)):
        module(X)
    assert re.search(r"\b8\b", refused_at_entry(module, Scale("", "x", factor=1, layer=1, units=8)))
    assert re.search(r"\b3\b", refused_at_entry(module, Scale("", "x", factor=1, layer=0, units=3)))


@pytest.mark.parametrize("axis", ["layer", "direction"])
@pytest.mark.parametrize(
    ("module", "size"), [(layers(), 2), (nn.GRU(3, 4), 1), (nn.RNNCell(3, 4), 1)]
)
def test_a_layer_or_direction_out_of_range_is_refused(
    axis: str, module: nn.Module, size: int
) -> None:
    where: dict[str, Any] = {axis: size}
    message = refused_at_entry(module, Clamp("", "h", value=0, **where))
    assert axis in message
    assert re.search(rf"\b{size}\b", message)
    assert re.search(rf"\b{size - 1}\b|\b{size}\b.*\b{size}\b", message)


@pytest.mark.parametrize("steps", [5, -6, [0, 5], (-6,)])
@pytest.mark.parametrize("cell", CELLS)
def test_a_step_that_a_call_does_not_have_is_refused_at_the_call(cell: str, steps: Any) -> None:
    module = MODULES[cell](3, 4)
    with untouched(module), intervene(module, Clamp("", "h", value=0, steps=steps)):
        with pytest.raises(InterventionError, match="step") as caught:
            module(X)
        module(torch.ones(6, 2, 3))  # has the step
    outside = next(step for step in np.atleast_1d(steps) if not -5 <= step < 5)
    assert re.search(rf"(?<![\d-]){outside}\b", str(caught.value))
    rest = str(caught.value).replace(str(outside), "", 1)
    assert re.search(r"\b[45]\b", rest)  # up to 4, or below 5


@pytest.mark.parametrize("kind", [nn.RNNCell, nn.LSTMCell, nn.GRUCell])
def test_a_step_that_a_loop_did_not_reach_is_refused_at_the_end(kind: Any) -> None:
    cell, calls = kind(3, 4), 0

    def loop() -> None:
        nonlocal calls
        with intervene(cell, Clamp("", "h", value=0.5, steps=[1, 3])):
            carried = None
            for step in X[:3]:
                carried, calls = cell(step, carried), calls + 1

    with untouched(cell), pytest.raises(InterventionError, match="step") as caught:
        loop()
    assert calls == 3
    assert re.search(r"\b3\b", str(caught.value))


def test_an_error_in_the_body_is_not_covered_by_a_step_not_reached() -> None:
    cell = nn.GRUCell(3, 4)

    def body() -> None:
        with intervene(cell, Clamp("", "h", value=0, steps=3)):
            cell(X[0])
            raise ZeroDivisionError

    with untouched(cell), pytest.raises(ZeroDivisionError):
        body()


@pytest.mark.parametrize("shape", [(3,), (3, 1), (4, 2, 2), (1, 2, 2, 2), (2, 3, 2)])
@pytest.mark.parametrize(
    ("kind", "argument"), [(Clamp, "value"), (Scale, "factor"), (Add, "amount")]
)
def test_a_value_that_does_not_fit_is_refused(kind: Any, argument: str, shape: Any) -> None:
    """Two steps, two samples and two units are selected; no larger axis than one fits but two."""
    given: dict[str, Any] = {argument: torch.ones(shape)}
    change = kind("", "f", units=[0, 1], steps=slice(1, 3), **given)
    message = refused(nn.LSTM(3, 4), change)
    assert re.search(r",\s*".join(map(str, shape)), message)
    assert re.search(r"\b2\D{1,12}2\b", message)


def test_a_source_of_other_sizes_is_refused() -> None:
    """Also one of another cell, or too short for the steps."""
    case = build(Configuration("lstm", T=5, B=2, hidden_size=4))

    def source(cell: str = "lstm", **sizes: Any) -> Any:
        return record_of(build(Configuration(cell, **{"T": 5, "B": 2, "hidden_size": 4, **sizes})))

    def message(source: Any, quantity: str = "f") -> str:
        swap = Swap("", quantity, source=source, steps=4)
        return refused(case.module, swap, given=case.args[0])

    assert re.search(r"'f'|\bf\b", message(source("gru")))
    assert re.search(r"\b3\b", message(source(hidden_size=3)))
    assert re.search(r"\b3\b", message(source(B=3)))
    assert re.search(r"\b4\b", message(source(T=3)))
    assert re.search(r"\b7\b", message(source(input_size=7), "x"))


def test_a_source_without_the_layer_or_direction_is_refused() -> None:
    module, one = layers(), nn.LSTM(3, 4)
    with record(one) as recording:
        one(X)
    swap: dict[str, Any] = {"source": recording[""], "steps": 0}
    assert "layer" in refused(module, Swap("", "h", layer=1, direction=0, **swap))
    assert "direction" in refused(module, Swap("", "h", layer=0, direction=1, **swap))


class OwnForward(nn.LSTM):
    """An LSTM that computes something of its own."""

    def forward(self, input: Any, hx: Any = None) -> Any:
        return super().forward(2 * input, hx)


class OwnCell(nn.GRUCell):
    """A cell that computes something of its own."""

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        return super().forward(2 * input, hx)


class Named(nn.Module):
    """A module with one part, called `encoder.part`."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.encoder = nn.ModuleDict({"part": part})
        self.plain = nn.LSTM(3, 4)

    def forward(self, x: Tensor) -> Any:
        return self.encoder["part"](x)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: OwnForward(3, 4), "forward"),
        (lambda: OwnCell(3, 4), "forward"),
        (lambda: torch.jit.script(nn.LSTM(3, 4)), "script"),
        (lambda: torch.compile(nn.GRU(3, 4)), "compile"),
        (lambda: torch.ao.nn.quantizable.LSTM(3, 4), "quantiz"),
        (lambda: quantized.GRUCell(3, 4), "quantiz"),
    ],
)
def test_modules_that_do_not_run_as_they_are_written_are_refused(
    make: Callable[[], Any], why: str
) -> None:
    message = refused_at_entry(Named(make()), Clamp("encoder.part", "h", value=0))
    assert why in message
    assert "encoder.part" in message


def test_a_module_compiled_in_place_is_refused() -> None:
    model = Named(nn.GRU(3, 4))
    model.encoder["part"].compile()
    message = refused_at_entry(model, Clamp("encoder.part", "h", value=0))
    assert "compile" in message
    assert "encoder.part" in message


@pytest.mark.parametrize("cell", CELLS)
def test_dropout_between_layers_in_training_mode_is_refused(cell: str) -> None:
    model = Named(MODULES[cell](3, 4, num_layers=2, dropout=0.1)).train()
    clamp = Clamp("encoder.part", "h", value=0.5, layer=1)
    message = refused(model, clamp)
    assert "dropout" in message
    assert "encoder.part" in message
    with intervene(model.eval(), clamp):
        assert (model(X)[0] == 0.5).all()
