"""A recorded model computes, learns and looks as if nobody had watched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import torch
from cases import CELLS, WORDS, Configuration, Tagger, build, tagger
from torch import Tensor, nn
from torch.nn.modules import module as torch_module

from tests.tools.imported import imported_by
from visualizer.core import record

HOOKS = (
    "_forward_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_hooks_always_called",
    "_forward_pre_hooks",
    "_forward_pre_hooks_with_kwargs",
    "_backward_hooks",
    "_backward_pre_hooks",
    "_state_dict_hooks",
    "_state_dict_pre_hooks",
)
GLOBAL_HOOKS = tuple(
    name for name in vars(torch_module) if name.startswith("_global_") and name.endswith("_hooks")
)


def state(model: nn.Module) -> dict[Any, Any]:
    """Everything of a model that a recording could leave changed."""
    found: dict[Any, Any] = {
        "grad mode": torch.is_grad_enabled(),
        "global hooks": {name: dict(getattr(torch_module, name)) for name in GLOBAL_HOOKS},
    }
    for name, module in model.named_modules():
        found[name, "training"] = module.training
        found[name, "hooks"] = {hooks: dict(getattr(module, hooks)) for hooks in HOOKS}
        found[name, "attributes"] = set(vars(module))
        found[name, "methods"] = (type(module), module.forward)
    for name, parameter in model.named_parameters():
        found[name] = (
            id(parameter),
            parameter.data_ptr(),
            parameter._version,
            parameter.requires_grad,
            parameter.grad is None,
            parameter.detach().numpy().tobytes(),
        )
    return found


@contextmanager
def untouched(model: nn.Module) -> Iterator[None]:
    """Model and random state after the block are as they were before it."""
    before, random = state(model), torch.get_rng_state()
    try:
        yield
    finally:
        assert state(model) == before
        assert torch.equal(torch.get_rng_state(), random)


def mixed_tagger() -> Tagger:
    """A tagger with frozen parameters, parts in different modes and hooks of its user's."""
    model = tagger().eval()
    model.encoder.train()
    model.decoder.weight_hh_l0.requires_grad_(False)
    model.decoder.register_forward_hook(lambda *_: None)
    model.encoder.lstm.register_forward_pre_hook(lambda *_: None)
    return model


def test_recording_leaves_the_model_untouched() -> None:
    model = mixed_tagger()
    with untouched(model):
        with record(model) as recording:
            model(WORDS)
        _ = recording["decoder"].h


def test_a_recording_in_which_nothing_ran_leaves_the_model_untouched() -> None:
    model = mixed_tagger()
    with untouched(model), record(model) as recording:
        pass
    assert len(recording) == 0


def test_an_error_in_the_block_leaves_the_model_untouched_and_is_passed_on() -> None:
    model = mixed_tagger()

    def body() -> None:
        with record(model):
            model(WORDS)
            raise ZeroDivisionError("of the user")

    with untouched(model), pytest.raises(ZeroDivisionError, match="of the user"):
        body()


def test_an_error_in_the_forward_pass_leaves_the_model_untouched_and_is_passed_on() -> None:
    model = mixed_tagger()
    with untouched(model), pytest.raises(RuntimeError, match=r"input\.size"), record(model):
        model.encoder(torch.ones(2, 3, 99))


def test_calls_before_an_error_stay_recorded() -> None:
    lstm = nn.LSTM(2, 2)
    with record(lstm) as recording:
        lstm(torch.ones(3, 2))
        with pytest.raises(RuntimeError, match=r"input\.size"):
            lstm(torch.ones(3, 5))
    assert recording[""].x.shape == (3, 1, 2)


def test_a_refused_call_leaves_the_model_untouched() -> None:
    """The call itself has drawn random numbers for its dropout by then, as it would unrecorded."""
    lstm = nn.LSTM(2, 2, num_layers=2, dropout=0.5).train()
    before = state(lstm)
    with torch.random.fork_rng(), pytest.raises(ValueError, match="dropout"), record(lstm):
        lstm(torch.ones(3, 2))
    assert state(lstm) == before


class OwnCell(nn.RNNCellBase):
    """A cell whose equations nobody knows."""

    def __init__(self) -> None:
        super().__init__(2, 2, bias=False, num_chunks=1)


@pytest.mark.parametrize("only", [None, "1", "2"])
def test_a_refused_model_is_left_untouched(only: str | None) -> None:
    model = nn.ModuleList([nn.LSTM(2, 2), OwnCell(), nn.Linear(2, 2)])
    with (
        untouched(model),
        pytest.raises(ValueError, match=only or "OwnCell"),
        record(model, only=only),
    ):
        pass


@pytest.mark.parametrize("kind", [nn.RNNCell, nn.LSTMCell, nn.GRUCell])
def test_recording_a_loop_of_cells_leaves_the_model_untouched(kind: Any) -> None:
    model = nn.ModuleList([kind(2, 2), kind(2, 2)]).train()
    with untouched(model), record(model) as recording:
        state_0 = model[0](torch.ones(1, 2))
        model[0](torch.ones(1, 2), state_0)
    assert len(recording.calls("0")) == 2


def test_hooks_that_the_user_sets_inside_the_block_stay() -> None:
    gru = nn.GRU(2, 2)
    seen: list[str] = []
    with record(gru):
        gru.register_forward_hook(lambda *_: seen.append("called"))
    assert len(gru._forward_hooks) == 1
    gru(torch.ones(1, 2))
    assert seen == ["called"]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_results_are_bit_identical_to_an_unrecorded_run(cell: str, dtype: torch.dtype) -> None:
    case = build(Configuration(cell, num_layers=2, bidirectional=True, T=7, B=3), dtype)
    plain = case.outputs()
    with record(case.module):
        recorded = case.outputs()
    for name, values in plain.items():
        assert recorded[name].tobytes() == values.tobytes(), name


def test_random_numbers_are_the_same_as_in_an_unrecorded_run() -> None:
    """The tagger drops out after the decoder, so its logits depend on the random state."""
    model = tagger().train()
    with torch.random.fork_rng():
        torch.manual_seed(3)
        plain, after = model(WORDS), torch.rand(4)
        torch.manual_seed(3)
        with record(model):
            recorded = model(WORDS)
        assert torch.equal(recorded, plain)
        assert torch.equal(torch.rand(4), after)


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_flow_as_in_an_unrecorded_run(cell: str) -> None:
    case = build(Configuration(cell, num_layers=2, bidirectional=True, T=6, B=2))
    hx = case.args[1]
    leaves = [case.args[0], *(hx if isinstance(hx, tuple) else [hx]), *case.module.parameters()]
    for leaf in leaves:
        leaf.requires_grad_()

    def gradients() -> tuple[Tensor, ...]:
        output, states = case.call()
        last = states[1] if isinstance(states, tuple) else states
        return torch.autograd.grad(output.square().sum() + last.sum(), leaves)

    plain = gradients()
    with record(case.module) as recording:
        recorded = gradients()
    assert recording[""].max_error < 1e-12
    assert all(gradient.any() for gradient in plain)
    assert all(map(torch.equal, recorded, plain))


@pytest.mark.parametrize("mode", [torch.enable_grad, torch.no_grad, torch.inference_mode])
def test_results_belong_to_the_gradient_mode_of_the_run(mode: Any) -> None:
    model = tagger().eval()
    with mode():
        plain = model(WORDS)
        with record(model):
            recorded = model(WORDS)
    assert recorded.requires_grad == plain.requires_grad == (mode is torch.enable_grad)
    assert recorded.is_inference() == plain.is_inference() == (mode is torch.inference_mode)
    assert type(recorded.grad_fn) is type(plain.grad_fn)
    assert torch.equal(recorded, plain)


def test_a_hook_of_the_user_that_alters_the_output_still_does() -> None:
    gru = nn.GRU(2, 2)
    gru.register_forward_hook(lambda _module, _args, result: (result[0] * 0, result[1]))
    with record(gru):
        output, _ = gru(torch.ones(3, 2))
    assert not output.any()


def test_recording_does_not_load_torchs_compiler() -> None:
    """Loading it takes seconds, and the first reader would wait for them."""
    loaded = imported_by(
        "from torch import nn\n"
        "from visualizer.core import record\n"
        "with record(nn.GRU(1, 1)):\n"
        "    pass"
    )
    assert "torch" in loaded
    assert not loaded & {"torch._dynamo", "torch._inductor"}
