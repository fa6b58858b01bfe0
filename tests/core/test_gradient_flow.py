"""Gradients inside recurrent modules: against autograd on the equations and finite differences."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
import torch_oracle
from cases import (
    CELLS,
    MODULES,
    RECORDS,
    SINGLE_STEP,
    WORDS,
    Case,
    Configuration,
    assert_close,
    build,
    only_call,
    tagger,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import calls, lengths_of, returned
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_packed_sequence
from untouched import untouched

from visualizer.core import (
    Add,
    Clamp,
    GradientError,
    GradientFlow,
    GRURecord,
    InterventionError,
    LSTMRecord,
    Scale,
    gradient_flow,
    intervene,
    record,
)

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")

Parts = dict[str, Tensor]
"""What a module returns: output (T, B, N), zero past the ends, h_n and c_n (L*D, B, H)."""


def deep(cell: str, **changes: Any) -> Configuration:
    """A two-layer bidirectional module; an LSTM projects."""
    proj_size = 2 if cell == "lstm" else 0
    fields = {"num_layers": 2, "bidirectional": True, "hidden_size": 3, "proj_size": proj_size}
    return Configuration(cell, **{**fields, **changes})


def call(case: Case, lengths: Sequence[int] | None = None) -> Parts:
    """What the case's module returns, in one form; packed if there are lengths."""
    output, states = returned(case, lengths)
    if lengths is not None:
        output = pad_packed_sequence(output, total_length=len(case.x))[0]
    flat = [output, *(states if isinstance(states, tuple) else [states])]
    if output.dim() == 2:
        flat = [each[:, None] for each in flat]
    elif lengths is None and case.module.batch_first:
        flat[0] = output.transpose(0, 1)
    return dict(zip(("output", "h_n", "c_n"), flat, strict=False))


def loss_of(parts: Parts, seed: int) -> Tensor:
    """A loss of all that a module returns, which ties texts and steps together."""
    draws = torch.Generator().manual_seed(seed)
    loss, total = torch.zeros(1, dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    for part in parts.values():
        weighed = part * torch.randn(part.shape, generator=draws, dtype=torch.float64)
        loss, total = loss + torch.sin(weighed).sum(), total + weighed.sum()
    return loss + torch.tanh(total)


def oracle(case: Case, lengths: Sequence[int], loss: Callable[[Parts], Tensor]) -> GradientFlow:
    """The gradients that autograd finds on the equations."""
    states = [torch.from_numpy(each) for each in (case.h0, case.c0) if each is not None]
    parts, kept = torch_oracle.run(case.module, torch.from_numpy(case.x), (*states,), lengths)
    value = loss(parts)
    value.backward()

    def found(quantity: str) -> list[np.ndarray]:
        layers = range(case.module.num_layers)
        return [torch_oracle.gradients_of(kept, quantity, k, len(case.x)) for k in layers]

    return GradientFlow(
        h=np.stack(found("h")),
        c=None if case.c0 is None else np.stack(found("c")),
        x=tuple(found("x")),
        lengths=np.array(lengths),
        loss=value.item(),
    )


def assert_same(flow: GradientFlow, expected: GradientFlow, tolerance: float = 1e-12) -> None:
    """Every gradient, the lengths and the loss; NaN at the same places."""
    pairs = {"h": (flow.h, expected.h)}
    if expected.c is not None:
        assert flow.c is not None
        pairs["c"] = flow.c, expected.c
    assert (flow.c is None) == (expected.c is None)
    pairs |= {f"x{k}": each for k, each in enumerate(zip(flow.x, expected.x, strict=True))}
    for name, (value, goal) in pairs.items():
        assert_close(value, goal, tolerance, name)
    assert flow.lengths.tolist() == expected.lengths.tolist()
    assert flow.loss == pytest.approx(expected.loss, rel=tolerance, abs=tolerance)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_gradient_is_the_one_of_autograd_on_the_equations(
    cell: str, data: st.DataObject
) -> None:
    configuration, lengths = data.draw(calls(cell))
    case = build(configuration)
    with nullcontext() if configuration.gradients == "on" else torch.no_grad():
        flows = gradient_flow(case.module, lambda: loss_of(call(case, lengths), configuration.seed))
    assert list(flows) == [""]
    ends = lengths_of(configuration, lengths)
    assert_same(flows[""], oracle(case, ends, lambda parts: loss_of(parts, configuration.seed)))


@pytest.mark.parametrize("cell", CELLS)
def test_every_gradient_is_a_finite_difference_of_an_intervention(cell: str) -> None:
    """Moved by a little at one place, the loss moves by the gradient there."""
    case = build(deep(cell, T=3, B=1, hidden_size=2, proj_size=int(cell == "lstm"), input_size=2))
    flow = gradient_flow(case.module, lambda: loss_of(call(case), 0))[""]
    by_layer: dict[str, Any] = {"h": flow.h, "x": flow.x}
    if flow.c is not None:
        by_layer["c"] = flow.c

    @torch.no_grad()
    def moved(amount: float, quantity: str, layer: int, place: tuple[int, ...]) -> float:
        direction, t, _, unit = place
        there = {"layer": layer, "direction": direction, "steps": t, "units": unit}
        with intervene(case.module, Add("", quantity, amount=amount, **there)):
            return loss_of(call(case), 0).item()

    for quantity, layers in by_layer.items():
        for layer, gradient in enumerate(layers):
            for place in np.ndindex(gradient.shape):
                up, down = (moved(eps, quantity, layer, place) for eps in (1e-5, -1e-5))
                assert gradient[place] == pytest.approx((up - down) / 2e-5, abs=1e-8)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("lengths", [None, [2, 5, 3]])
def test_the_shares_of_the_directions_add_up_to_the_gradient_of_the_input(
    cell: str, lengths: list[int] | None
) -> None:
    """As PyTorch's own kernel finds it."""
    case = build(deep(cell, B=3))
    flow = gradient_flow(case.module, lambda: loss_of(call(case, lengths), 1))[""]
    x = case.args[0].requires_grad_()
    loss_of(call(case, lengths), 1).backward()
    assert x.grad is not None
    assert_close(np.nan_to_num(flow.x[0]).sum(0), x.grad.numpy(), 1e-12)
    ends = np.array(lengths or [5] * 3)
    assert (np.isnan(flow.h[0, 0, :, :, 0]) == (np.arange(5)[:, None] >= ends)).all()


@pytest.mark.parametrize("cell", CELLS)
def test_bias_gradients_are_sums_over_steps_of_the_states_gradients(cell: str) -> None:
    """One gate each: its bias acts at every step through c or h alone."""
    case = build(Configuration(cell, B=3, num_layers=2))
    H = case.module.hidden_size
    with record(case.module) as recording:
        flow = gradient_flow(case.module, lambda: loss_of(call(case), 2))[""]
    loss_of(call(case), 2).backward()
    found = only_call(recording, RECORDS[cell])
    for layer in (0, 1):
        h, h0 = found.h[layer, 0], found.h0[layer, 0]
        h_prev = np.concatenate([h0[None], h[:-1]])
        through, block = flow.h[layer, 0] * (1 - h**2), 0
        if isinstance(found, LSTMRecord):
            assert flow.c is not None
            c_prev = np.concatenate([found.c0[layer], found.c[layer, 0][:-1]])
            f = found.f[layer, 0]
            through, block = flow.c[layer, 0] * c_prev * f * (1 - f), 1
        elif isinstance(found, GRURecord):
            z, n = found.z[layer, 0], found.n[layer, 0]
            through, block = flow.h[layer, 0] * (h_prev - n) * z * (1 - z), 1
        bias = getattr(case.module, f"bias_ih_l{layer}").grad[block * H : (block + 1) * H]
        assert_close(through.sum(axis=(0, 1)), bias.numpy(), 1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_a_shift_of_every_step_moves_the_loss_by_the_sum_of_the_gradients(cell: str) -> None:
    case = build(deep(cell))
    flow = gradient_flow(case.module, lambda: loss_of(call(case), 3))[""]
    for quantity, layer, gradient in (
        ("x", 0, flow.x[0]),
        ("x", 1, flow.x[1]),
        ("h", 0, flow.h[0]),
        ("h", 1, flow.h[1]),
    ):
        shift = torch.zeros(gradient.shape[-1], dtype=torch.float64, requires_grad=True)
        with intervene(case.module, Add("", quantity, amount=shift, layer=layer)):
            loss = loss_of(call(case), 3)
        wanted = torch.autograd.grad(loss, shift)[0].numpy()
        assert_close(gradient.sum(axis=(0, 1, 2)), wanted, 1e-12, f"{quantity} of {layer}")


@pytest.mark.parametrize("cell", CELLS)
def test_at_the_step_of_the_loss_the_gradient_is_that_of_the_output(cell: str) -> None:
    """Later steps of the forward direction and earlier ones of the backward one have none."""
    case = build(Configuration(cell, bidirectional=True))
    weigh = torch.linspace(-1, 1, 8, dtype=torch.float64)
    flow = gradient_flow(case.module, lambda: (call(case)["output"][2, 1] * weigh).sum())[""]
    assert_close(flow.h[0, :, 2, 1], weigh.reshape(2, 4).numpy(), 1e-15)
    for values in (flow.h[0], flow.x[0]):
        assert (values[:, :, 0] == 0).all(), "the other text"
        reached = np.abs(values[:, :, 1]).max(axis=-1) > 0
        assert reached.astype(int).tolist() == [[1, 1, 1, 0, 0], [0, 0, 1, 1, 1]]


@pytest.mark.parametrize("cell", CELLS)
def test_without_a_way_from_step_to_step_each_state_has_its_outputs_gradient(cell: str) -> None:
    case = build(Configuration(cell))
    with torch.no_grad():
        case.module.get_parameter("weight_hh_l0").zero_()
        if cell == "gru":  # no way through the update gate either
            case.module.get_parameter("bias_hh_l0")[4:8] = -1000
    weigh = torch.randn(5, 2, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    flow = gradient_flow(case.module, lambda: (call(case)["output"] * weigh).sum())[""]
    assert_close(flow.h[0, 0], weigh.numpy(), 1e-15)


def test_norms_are_the_lengths_of_the_gradients() -> None:
    flow = GradientFlow(
        h=np.array([3.0, 4.0]).reshape(1, 1, 1, 1, 2),
        c=np.array([-5.0, 12.0]).reshape(1, 1, 1, 1, 2),
        x=(np.array([2.0, -3.0, 6.0]).reshape(1, 1, 1, 3),),
        lengths=np.array([1]),
        loss=0.0,
    )
    assert [flow.norms(quantity).tolist() for quantity in "hcx"] == [
        [[[[5.0]]]],
        [[[[13.0]]]],
        [[[[7.0]]]],
    ]
    with pytest.raises(ValueError, match="quantity must be one of h, c, x, got 'f'"):
        flow.norms("f")
    with pytest.raises(ValueError, match="quantity must be one of h, x, got 'c'"):
        replace(flow, c=None).norms("c")


def test_norms_of_layers_of_unlike_inputs_have_one_array() -> None:
    case = build(deep("lstm", B=3))
    flow = gradient_flow(case.module, lambda: loss_of(call(case, [2, 5, 3]), 0))[""]
    norms = flow.norms("x")
    assert norms.shape == (2, 2, 5, 3) == flow.norms("h").shape
    for layer in (0, 1):
        assert_close(norms[layer], np.sqrt((flow.x[layer] ** 2).sum(-1)), 1e-15)
    assert np.isnan(norms).sum() == 2 * 2 * (3 + 0 + 2)


def loop(
    cell: nn.RNNCellBase, x: Tensor, carry: Callable[[Any], Any] = lambda state: state
) -> Tensor:
    """The h (T, B, H) of a loop from no state; `carry` hands a state to the next call."""
    state, found = None, []
    for step in x:
        state = cell(step) if state is None else cell(step, carry(state))
        found.append(state[0] if isinstance(state, tuple) else state)
    return torch.stack(found)


def without_states(case: Case) -> Case:
    """The case from no state."""
    c0 = None if case.c0 is None else case.c0 * 0
    return replace(case, args=case.args[:1], kwargs={}, h0=case.h0 * 0, c0=c0)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("batched", [True, False])
def test_a_loop_of_cells_is_one_sequence(cell: str, batched: bool) -> None:
    case = without_states(build(Configuration(cell, batched=batched, B=2 if batched else 1)))
    step = SINGLE_STEP[cell](3, 4, dtype=torch.float64)
    step.load_state_dict({n.removesuffix("_l0"): v for n, v in case.module.state_dict().items()})
    B = case.x.shape[1]

    def loss(output: Tensor) -> Tensor:
        return loss_of({"output": output.reshape(5, B, 4)}, 4)

    flow = gradient_flow(step, lambda: loss(loop(step, case.args[0])))[""]
    assert_same(flow, oracle(case, [5] * B, lambda parts: loss(parts["output"])))


@pytest.mark.parametrize("cell", CELLS)
def test_calls_that_go_on_with_each_other_are_one_sequence(cell: str) -> None:
    case = build(Configuration(cell, T=7, num_layers=2))
    x, state = case.args

    def pieces() -> Tensor:
        first, middle = case.module(x[:3], state)
        second, last = case.module(x[3:4], middle)
        third, last = case.module(x[4:], last)
        parts = [torch.cat([first, second, third]), *(last if cell == "lstm" else [last])]
        return loss_of(dict(zip(("output", "h_n", "c_n"), parts, strict=False)), 5)

    flow = gradient_flow(case.module, pieces)[""]
    assert_same(flow, oracle(case, [7, 7], lambda parts: loss_of(parts, 5)))


def test_a_detached_state_goes_on_with_the_sequence_and_lets_no_gradient_through() -> None:
    cell = nn.GRUCell(2, 3)
    x = torch.randn(4, 1, 2, generator=torch.Generator().manual_seed(0))
    whole = gradient_flow(cell, lambda: loop(cell, x)[-1].sum())[""].norms("h").ravel()
    cut = gradient_flow(cell, lambda: loop(cell, x, Tensor.detach)[-1].sum())[""]
    assert (whole > 0).all()
    assert (cut.norms("h").ravel() > 0).tolist() == [False, False, False, True]
    assert cut.lengths.tolist() == [4]


def test_every_module_that_the_loss_calls_is_measured() -> None:
    """From the words to the loss: each module's inputs are what is below it."""
    model = tagger().double().eval()
    between: dict[str, Tensor] = {}

    def keep(name: str) -> Callable[..., None]:
        def hook(_: Any, args: tuple[Any, ...]) -> None:
            args[0].retain_grad()
            between[name] = args[0]

        return hook

    model.encoder.lstm.register_forward_pre_hook(keep("encoder.lstm"))
    model.decoder.register_forward_pre_hook(keep("decoder"))
    flows = gradient_flow(model, lambda: model(WORDS).square().sum())
    model(WORDS).square().sum().backward()

    assert list(flows) == ["encoder.lstm", "decoder"]
    for name, flow in flows.items():
        gradient = between[name].grad
        assert gradient is not None
        assert_close(flow.x[0].sum(0), gradient.transpose(0, 1).numpy(), 1e-12, name)
    encoded = between["decoder"].grad
    assert encoded is not None
    encoder = flows["encoder.lstm"].h[0]
    assert_close(encoder[0, -1], encoded[:, -1, :3].numpy(), 1e-12, "last step read forward")
    assert_close(encoder[1, 0], encoded[:, 0, 3:].numpy(), 1e-12, "last step read backward")


def test_only_the_modules_asked_for_are_measured() -> None:
    model = tagger().eval()
    everything = gradient_flow(model, lambda: model(WORDS).sum())
    decoder = gradient_flow(model, lambda: model(WORDS).sum(), only="decoder")
    assert list(decoder) == ["decoder"]
    assert_close(decoder["decoder"].h, everything["decoder"].h, 1e-6)
    with pytest.raises(GradientError, match=r"only must name recurrent modules .*got 'read_out'"):
        gradient_flow(model, lambda: model(WORDS).sum(), only="read_out")


def test_a_module_of_two_names_has_its_first() -> None:
    gru = nn.GRU(2, 3)
    model = nn.ModuleDict({"first": gru, "second": gru})
    flows = gradient_flow(model, lambda: gru(torch.ones(4, 2))[0].sum(), only="second")
    assert list(flows) == ["first"]


def test_a_module_that_the_loss_calls_for_nothing_has_no_gradient() -> None:
    model = nn.ModuleList([nn.GRU(2, 3), nn.RNN(2, 3)])
    x = torch.ones(4, 2)
    flows = gradient_flow(model, lambda: (model[1](x), model[0](x)[0].sum())[1])
    assert (flows["0"].h != 0).all()
    assert (flows["1"].h == 0).all()
    assert (flows["1"].x[0] == 0).all()


@pytest.mark.parametrize("cell", CELLS)
def test_a_float32_model_has_the_same_gradients_in_float32(cell: str) -> None:
    case, exact = build(deep(cell), torch.float32), build(deep(cell))
    exact.module.load_state_dict(case.module.state_dict())
    x, hx = case.args
    states = tuple(each.double() for each in hx) if cell == "lstm" else hx.double()
    exact = replace(exact, args=(x.double(), states))
    flow, wanted = (
        gradient_flow(each.module, lambda each=each: loss_of(call(each), 6))[""]
        for each in (case, exact)
    )
    assert {values.dtype for values in (flow.h, *flow.x)} == {np.dtype(np.float32)}
    assert {values.dtype for values in (wanted.h, *wanted.x)} == {np.dtype(np.float64)}
    assert_same(flow, wanted, 1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_the_effective_weights_of_a_parametrized_module_count(cell: str) -> None:
    case = build(Configuration(cell))
    nn.utils.parametrizations.weight_norm(case.module, "weight_hh_l0")
    with torch.no_grad():
        case.module.get_parameter("parametrizations.weight_hh_l0.original0").mul_(1.5)
    flow = gradient_flow(case.module, lambda: loss_of(call(case), 7))[""]
    assert_same(flow, oracle(case, [5, 5], lambda parts: loss_of(parts, 7)))


@pytest.mark.parametrize("where", ["around", "inside"])
def test_gradients_of_a_changed_run_are_those_of_the_change(where: str) -> None:
    """A clamped state hands nothing back; what was scaled by 3 hands back three times as much.

    Changes made around it come before the measuring, those made by the loss after.
    """
    case = build(Configuration("rnn", T=4))

    def plain() -> Tensor:
        return call(case)["output"][-1].sum()

    def changed() -> Tensor:
        with intervene(case.module, Clamp("", "h", value=0.5, steps=1), Scale("", "x", factor=3)):
            return plain()

    if where == "inside":
        flow = gradient_flow(case.module, changed)[""]
    else:
        with intervene(case.module, Clamp("", "h", value=0.5, steps=1), Scale("", "x", factor=3)):
            flow = gradient_flow(case.module, plain)[""]
    x = case.args[0].requires_grad_()
    changed().backward()
    assert x.grad is not None
    assert_close(flow.x[0][0] * (3 if where == "around" else 1), x.grad.numpy(), 1e-12)
    reached = (flow.norms("h")[0, 0].max(axis=1) > 0).tolist()
    assert reached == [False, where == "around", True, True]


@pytest.mark.parametrize("frozen", [False, True])
def test_the_model_and_its_gradients_stay_as_they_are(frozen: bool) -> None:
    model = tagger().eval()
    model(WORDS).square().sum().backward()
    model.requires_grad_(not frozen)
    plain = model(WORDS)  # on some processors PyTorch has another kernel for frozen weights
    with untouched(model), torch.no_grad():
        flows = gradient_flow(model, lambda: model(WORDS).square().sum())
    assert torch.equal(model(WORDS), plain)
    assert (flows["decoder"].h != 0).all()


def test_frozen_parameters_and_no_grad_change_no_gradient() -> None:
    model = tagger().eval()
    wanted = gradient_flow(model, lambda: model(WORDS).square().sum())
    model.requires_grad_(False)
    with torch.no_grad():
        found = gradient_flow(model, lambda: model(WORDS).square().sum())
        assert not torch.is_grad_enabled()
    for name, flow in wanted.items():  # float32; on some processors of another kernel
        assert_same(found[name], flow, tolerance=1e-6)


def test_an_error_of_the_loss_leaves_everything_as_found() -> None:
    model = tagger().eval()

    def loss() -> Tensor:
        model(WORDS)
        raise ZeroDivisionError

    with untouched(model), torch.no_grad(), pytest.raises(ZeroDivisionError):
        gradient_flow(model, loss)


def test_what_the_loss_takes_from_outside_can_still_be_trained() -> None:
    """A graph that was there before is not used up."""
    case = build(Configuration("lstm"))
    shift = torch.ones(3, dtype=torch.float64, requires_grad=True)
    x = (case.args[0] * shift).sin()
    gradient_flow(case.module, lambda: case.module(x)[0].sum())
    assert shift.grad is None
    x.sum().backward()
    assert shift.grad is not None


def refused(loss: Any, model: nn.Module, message: str) -> None:
    """`gradient_flow` refuses it and leaves the model as it was."""
    with untouched(model), pytest.raises(GradientError, match=message):
        gradient_flow(model, loss)


def test_a_loss_that_is_no_function_is_refused() -> None:
    gru = nn.GRU(2, 3)
    refused(
        gru(torch.ones(4, 2))[0].sum(),
        gru,
        r"loss must be a function .*lambda: criterion\(model\(x\), y\), got Tensor",
    )


@pytest.mark.parametrize(
    ("of", "got"),
    [
        (lambda output: output, r"\(4, 3\)"),
        (lambda output: output[:0], r"\(0, 3\)"),
        (lambda output: output.sum().item(), "float"),
        (lambda _: None, "NoneType"),
    ],
)
def test_a_loss_that_is_no_scalar_tensor_is_refused(of: Any, got: str) -> None:
    gru = nn.GRU(2, 3)
    message = f"loss must return a scalar tensor, got {got}"
    refused(lambda: of(gru(torch.ones(4, 2))[0]), gru, message)


class Beside(nn.Module):
    """A recurrent module, and parameters that do not pass it."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(2, 3)
        self.linear = nn.Linear(2, 1)


def inside_no_grad(model: Beside) -> Tensor:
    """A loss of which autograd sees nothing."""
    with torch.no_grad():
        return model.lstm(torch.ones(4, 2))[0].sum()


@pytest.mark.parametrize(
    "loss",
    [
        lambda model: model.lstm(torch.ones(4, 2))[0].detach().sum(),
        lambda model: model.lstm(torch.ones(4, 2))[0].argmax(),
        lambda model: (model.lstm(torch.ones(4, 2)), torch.ones(()))[1],
        lambda model: (model.lstm(torch.ones(4, 2)), model.linear(torch.ones(2)).sum())[1],
        inside_no_grad,
    ],
    ids=["detached", "argmax", "constant", "other parameters", "no_grad"],
)
def test_a_loss_that_does_not_depend_on_a_recurrent_module_is_refused(loss: Any) -> None:
    model = Beside()
    refused(lambda: loss(model), model, "loss must depend on the model's recurrent modules")


def test_a_loss_that_calls_no_recurrent_module_is_refused() -> None:
    model = Beside()
    refused(
        lambda: model.linear(torch.ones(2)).sum(),
        model,
        "loss must run the model's recurrent modules, it called none of them",
    )


def test_a_model_without_a_recurrent_module_is_refused() -> None:
    linear = nn.Linear(2, 1)
    refused(lambda: linear(torch.ones(2)).sum(), linear, "model must contain an nn.RNN, .*Linear")


@pytest.mark.parametrize("cell", CELLS)
def test_a_module_called_for_several_sequences_is_refused(cell: str) -> None:
    model = nn.Sequential(MODULES[cell](2, 3))
    x = torch.ones(4, 1, 2)
    refused(
        lambda: model(x)[0].sum() + model(2 * x)[0].sum(),
        model,
        "module '0' was called for 2 separate sequences",
    )


def test_dropout_between_layers_in_training_is_refused() -> None:
    lstm = nn.LSTM(2, 3, num_layers=2, dropout=0.5)
    x = torch.ones(4, 2)
    with untouched(lstm), pytest.raises(InterventionError, match=r"drops values .*model\.eval"):
        gradient_flow(lstm, lambda: lstm(x)[0].sum())
    assert (gradient_flow(lstm.eval(), lambda: lstm(x)[0].sum())[""].h != 0).all()


def test_a_module_with_a_forward_of_its_own_is_refused() -> None:
    class Own(nn.LSTM):
        def forward(self, *args: Any, **kwargs: Any) -> Any:
            return super().forward(*args, **kwargs)

    own = Own(2, 3)
    with untouched(own), pytest.raises(InterventionError, match="forward of its own"):
        gradient_flow(own, lambda: own(torch.ones(4, 2))[0].sum())
