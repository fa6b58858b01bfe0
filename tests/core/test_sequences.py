"""Calls that go on with the states of an earlier one are one sequence; all others stay apart."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, Case, Configuration, build
from loops import assert_same_record, flat
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence

from visualizer.core import Recording, RecordingError, record

CARRIES: dict[str, Callable[[Tensor], Tensor]] = {
    "same": lambda s: s,
    "detached": lambda s: s.detach(),
    "cloned": lambda s: s.detach().clone(),
    "strided": lambda s: torch.stack([s, s], dim=-1)[..., 0],
    "from numpy": lambda s: torch.from_numpy(s.detach().numpy().copy()),
}


def in_chunks(case: Case, sizes: list[int], carry: Callable[[Tensor], Tensor]) -> Recording:
    """The case's call made as several, each given what `carry` makes of the states before."""
    given, hx = case.args
    axis = 1 if case.module.batch_first and given.dim() == 3 else 0
    with record(case.module) as recording:
        for chunk in given.split(sizes, axis):
            states = [carry(s) for s in flat(case.module(chunk, hx)[1])]
            hx = tuple(states) if isinstance(case.module, nn.LSTM) else states[0]
    return recording


def long_case(cell: str, **changes: Any) -> Case:
    """Two layers over nine steps, from states that are given."""
    return build(Configuration(cell, **{"num_layers": 2, "T": 9, "B": 3, **changes}))


def steps(recording: Recording, name: str = "") -> list[int]:
    """How many steps each sequence has."""
    return [len(sequence.x) for sequence in recording.sequences(name)]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("carry", CARRIES.values(), ids=CARRIES)
def test_calls_that_continue_are_one_long_run(cell: str, carry: Callable[[Tensor], Tensor]) -> None:
    case = long_case(cell)
    with record(case.module) as whole:
        case.call()
    recording = in_chunks(case, [2, 1, 6], carry)
    joined, calls = recording[""], recording.calls("")
    assert_same_record(joined, whole[""], 1e-12)
    assert [len(call.x) for call in calls] == [2, 1, 6]
    assert joined.max_error == max(call.max_error for call in calls)
    assert joined.taken == calls[0].taken == min(call.taken for call in calls)


@pytest.mark.parametrize(
    ("cell", "changes"),
    [("gru", {"batch_first": True}), ("rnn", {"batched": False, "B": 1}), ("lstm", {})],
    ids=["batch first", "unbatched", "projected"],
)
def test_whatever_the_form_of_the_calls_they_are_joined(cell: str, changes: dict[str, Any]) -> None:
    case = long_case(cell, **changes, proj_size=0 if cell != "lstm" else 2)
    with record(case.module) as whole:
        case.call()
    assert_same_record(in_chunks(case, [4, 5], CARRIES["cloned"])[""], whole[""], 1e-12)


def test_the_largest_error_of_a_sequence_is_its_error() -> None:
    case = long_case("gru")
    wrong = iter([0.0, 0.25, 0.0])

    def move(_module: nn.Module, _args: Any, result: Any) -> None:
        result[0][0, 0, 0] += next(wrong)

    case.module.register_forward_hook(move)
    with torch.no_grad():
        recording = in_chunks(case, [3, 3, 3], CARRIES["same"])
    assert [call.max_error > 0.1 for call in recording.calls("")] == [False, True, False]
    assert recording[""].max_error == recording.calls("")[1].max_error


@pytest.mark.parametrize("cell", CELLS)
def test_states_that_are_not_numbers_are_continued_too(cell: str) -> None:
    case = long_case(cell)
    case.args[0][1, 0, 0] = torch.nan
    recording = in_chunks(case, [4, 5], CARRIES["cloned"])
    found = recording[""]
    assert steps(recording) == [9]
    assert np.isnan(found.h[:, :, 1:, 0]).all()
    assert not np.isnan(found.h[:, :, :, 1:]).any()


@pytest.mark.parametrize("cell", CELLS)
def test_packed_texts_of_equal_lengths_are_joined(cell: str) -> None:
    case = long_case(cell)
    with record(case.module) as whole:
        case.call()
    x, hx = case.args
    with record(case.module) as recording:
        for part in x.split([4, 5]):
            hx = case.module(pack_sequence(list(part.unbind(1)), enforce_sorted=False), hx)[1]
    assert_same_record(recording[""], whole[""], 1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_the_order_in_which_texts_are_packed_does_not_matter(cell: str) -> None:
    """Equal texts read in another order, as torch packs more than 16 with enforce_sorted=False.

    The states that were returned go on; their rows in the kernel's order are other states.
    """
    case = long_case(cell)
    x, hx = case.args
    order = torch.tensor([2, 0, 1])
    packed = pack_sequence(list(x[:, order].unbind(1)))
    packed = PackedSequence(packed.data, packed.batch_sizes, order, order.argsort())
    sequences = []
    for first, second in ((packed, x), (x, packed), (packed, packed)):
        for rows in (torch.arange(3), order):
            with record(case.module) as recording:
                end = [s[:, rows] for s in flat(case.module(first, hx)[1])]
                case.module(second, tuple(end) if cell == "lstm" else end[0])
            sequences.append(steps(recording))
    assert sequences == [[18], [9, 9]] * 3


def without_memory(states: list[Tensor]) -> list[Tensor]:
    """The h that was returned, but not the c."""
    return [states[0], torch.zeros_like(states[1])]


@pytest.mark.parametrize(
    "changed",
    [
        lambda states: [s + 1e-9 for s in states],
        lambda states: [s.flip(0) for s in states],  # layers
        lambda states: [s.flip(1) for s in states],  # batch
        without_memory,
        lambda states: [s.where(s != s.max(), torch.nan) for s in states],
        lambda states: [s.detach().mul_(0.5) for s in states],
    ],
    ids=["moved", "layers swapped", "batch swapped", "no memory", "one not a number", "in place"],
)
def test_other_states_begin_anew(changed: Callable[[list[Tensor]], list[Tensor]]) -> None:
    case = long_case("lstm")
    x, hx = case.args
    with record(case.module) as recording:
        states = changed(flat(case.module(x, hx)[1]))
        case.module(x, tuple(states))
    assert steps(recording) == [9, 9]
    np.testing.assert_array_equal(
        recording.sequences("")[1].h0[:, 0], states[0].detach().numpy(), strict=True
    )


@pytest.mark.parametrize("cell", CELLS)
def test_no_states_begin_anew_although_they_are_zeros_like_the_last(cell: str) -> None:
    case = long_case(cell)
    with torch.no_grad():
        for parameter in case.module.parameters():
            parameter.zero_()
    x, nothing = case.args[0], torch.zeros(2, 3, 4, dtype=torch.float64)
    with record(case.module) as recording:
        assert not flat(case.module(x)[1])[0].any()
        case.module(x)
        case.module(x, (nothing, nothing) if cell == "lstm" else nothing)
    assert sorted(steps(recording)) == [9, 18]


@pytest.mark.parametrize("cell", CELLS)
def test_what_cannot_be_joined_is_kept_apart(cell: str) -> None:
    """Two directions, another batch size, and packed texts of unequal lengths on either side."""
    both = long_case(cell, bidirectional=True)
    assert steps(in_chunks(both, [4, 5], CARRIES["same"])) == [4, 5]

    case = long_case(cell)
    x, hx = case.args
    unequal = pack_sequence([x[:9, 0], x[:4, 1], x[:2, 2]])
    with record(case.module) as recording:
        states = case.module(x, hx)[1]
        states = case.module(unequal, states)[1]
        states = case.module(x[:3], states)[1]
        first = [s[:, :1].contiguous() for s in flat(states)]
        case.module(x[:2, :1], tuple(first) if cell == "lstm" else first[0])
    assert steps(recording) == [9, 9, 3, 2]
    assert [s.lengths.tolist() for s in recording.sequences("")][1] == [9, 4, 2]


def test_an_end_is_continued_once() -> None:
    case = long_case("gru", T=3)
    x, h0 = case.args
    with record(case.module) as recording:
        end = case.module(x, h0)[1]
        for _ in range(3):
            case.module(x, end)
    assert steps(recording) == [6, 3, 3]


def test_several_sequences_are_not_one_record() -> None:
    model = nn.ModuleDict({"part": nn.GRU(1, 2)})
    with record(model) as recording:
        _, end = model["part"](torch.ones(3, 1))
        model["part"](torch.ones(2, 1), end)
        model["part"](torch.ones(4, 1))
    with pytest.raises(RecordingError, match=r"'part'.*2 .*\.sequences\('part'\)"):
        recording["part"]
    assert steps(recording, "part") == [5, 4]
    assert isinstance(recording.sequences("part"), tuple)
    assert "<Recording of 1 modules>" in repr(recording)
    assert repr(recording).count("'part': <GRURecord") == 2


@pytest.mark.parametrize("cell", CELLS)
def test_calls_are_views_of_the_joined_record(cell: str) -> None:
    """So a sequence of many steps is in memory once; asked for again, it is the same."""
    recording = in_chunks(long_case(cell), [4, 5], CARRIES["same"])
    before = recording.calls("")
    joined = recording[""]
    assert recording[""] is joined
    for call, early in zip(recording.calls(""), before, strict=True):
        assert_same_record(call, early, 0)
        for name in ("x", *call.quantities):
            assert np.shares_memory(getattr(call, name), getattr(joined, name)), name
            with pytest.raises(ValueError, match="read-only"):
                getattr(call, name)[...] = 0


def test_a_sequence_that_is_read_in_between_grows_on() -> None:
    case = long_case("lstm", T=3)
    x, hx = case.args
    with record(case.module) as recording:
        for calls in range(1, 4):
            hx = case.module(x, hx)[1]
            assert len(recording[""].x) == 3 * calls
    assert [len(call.x) for call in recording.calls("")] == [3, 3, 3]
