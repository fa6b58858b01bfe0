"""What the stage shows of a record is the record's own, step by step in text order."""

import re
from collections.abc import Iterable
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from tests.showing.samples import GATES, Sample, plain, recorded
from visualizer.core import CELLS, Clamp, LSTMRecord, intervene, order_by_effect, record
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.race.contenders import settings_of
from visualizer.networks.race.reading import read_sequence, sequence_of
from visualizer.networks.race.running import Contender
from visualizer.showing.scenes import (
    MAX_UNITS,
    MAX_WEIGHTS,
    scene_of_race,
    scene_of_reading,
    track_of_record,
)
from visualizer.views.scene import Track

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")

QUANTITIES = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}
LENGTHS = (5, 2, 1, 4)
PLACES = [*product(range(2), range(2), range(len(LENGTHS)))]
SAY = translator("en")


def deep(cell: str, **options: Any) -> Sample:
    """Four texts of different lengths, read by two layers in both directions."""
    return recorded(cell, lengths=LENGTHS, layers=2, directions=2, **options)


def shown(record: Any, tokens: Iterable[str] | None = None, **choice: Any) -> Track:
    """The track of a record, in English."""
    words = None if tokens is None else [*tokens]
    given = {"name": "a track", "title": "a title", "say": SAY, **choice}
    return track_of_record(record, words, **given)


@pytest.fixture(scope="module", params=CELLS)
def read(request: pytest.FixtureRequest) -> list[tuple[Any, Any, Track]]:
    """A shipped network, what it made of two texts, and the track of each."""
    network = load_model(f"sentiment-{request.param}")
    readings = [network.read(text) for text in ("a slow zzxq start, but the ending moves", "bad")]
    return [
        (network, reading, scene_of_reading(network, reading, SAY).tracks[0])
        for reading in readings
    ]


def pushes(network: Any, reading: Any) -> np.ndarray:
    """What each unit adds to the verdict's log-odds after each word, from a state of 0."""
    h = reading.record.h[0, 0, :, 0].astype(np.float64)
    return h * network.readout.weight.detach().double().numpy()[0]


def place(layer: int, direction: int, sample: int) -> dict[str, Any]:
    """The arguments that choose one text."""
    return {"layer": layer, "direction": direction, "sample": sample}


def before(scene: Track, quantity: str) -> np.ndarray:
    """The state before each step, taken as `valueBefore` in frontend/shell/payload.js takes it."""
    values, start = scene.quantities[quantity], scene.start[quantity][None]
    return np.concatenate([values[1:], start] if scene.backward else [start, values[:-1]])


def activated(symbol: str, total: np.ndarray) -> np.ndarray:
    """What becomes of a sum."""
    return np.tanh(total) if symbol in "gnh" else 1 / (1 + np.exp(-total))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_every_quantity_is_the_records_own_in_text_order(
    cell: str, layer: int, direction: int, sample: int
) -> None:
    found, length = deep(cell).record, LENGTHS[sample]
    scene = shown(found, "abcde"[:length], **place(layer, direction, sample))
    assert set(scene.quantities) == set(QUANTITIES[cell])
    assert scene.memory == ("c" if cell == "lstm" else "h")
    for symbol, values in scene.quantities.items():
        own = getattr(found, symbol)[layer, direction, :length, sample]
        np.testing.assert_array_equal(values, own)
    assert [*scene.tokens] == [*"abcde"[:length]]
    assert (scene.backward, scene.worded, scene.cell) == (direction == 1, True, cell)
    assert [*scene.numbers] == [*range(5)]
    assert (scene.verdict, scene.turn) == (None, None)
    assert scene.max_error == found.max_error < 1e-12


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_the_start_is_the_state_that_was_given(
    cell: str, layer: int, direction: int, sample: int
) -> None:
    case = deep(cell)
    scene = shown(case.record, **place(layer, direction, sample))
    assert set(scene.start) == set(case.starts)
    for symbol, state in scene.start.items():
        np.testing.assert_array_equal(state, case.starts[symbol][layer, direction, sample])


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_the_sums_are_those_of_the_modules_weights(
    cell: str, bias: bool, layer: int, direction: int, sample: int
) -> None:
    case = deep(cell, bias=bias)
    scene = shown(case.record, module=case.module, **place(layer, direction, sample))
    by_hand = case.sums(layer, direction, sample)
    assert {symbol: set(terms) for symbol, terms in scene.sums.items()} == {
        symbol: set(terms) for symbol, terms in by_hand.items()
    }
    for symbol, terms in by_hand.items():
        for term, values in terms.items():
            np.testing.assert_allclose(
                scene.sums[symbol][term], values, atol=1e-12, err_msg=f"{symbol}.{term}"
            )


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_every_gate_follows_from_its_sum(
    cell: str, layer: int, direction: int, sample: int
) -> None:
    case = deep(cell)
    scene = shown(case.record, module=case.module, **place(layer, direction, sample))
    for symbol, terms in scene.sums.items():
        state = terms["h"] + terms.get("bias_h", 0)
        if symbol == "n":
            state = scene.quantities["r"] * state
        value = activated(symbol, terms["x"] + terms["bias"] + state)
        np.testing.assert_allclose(value, scene.quantities[symbol], atol=1e-12)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_every_state_follows_from_the_one_before_it(
    cell: str, layer: int, direction: int, sample: int
) -> None:
    scene = shown(deep(cell).record, **place(layer, direction, sample))
    q = scene.quantities
    if cell == "lstm":
        c = q["f"] * before(scene, "c") + q["i"] * q["g"]
        np.testing.assert_allclose(q["c"], c, atol=1e-12)
        np.testing.assert_allclose(q["h"], q["o"] * np.tanh(q["c"]), atol=1e-12)
    else:
        h = (1 - q["z"]) * q["n"] + q["z"] * before(scene, "h")
        np.testing.assert_allclose(q["h"], h, atol=1e-12)


@pytest.mark.parametrize("direction", [0, 1])
def test_the_kept_share_is_the_keeping_gates_mean_in_text_order(direction: int) -> None:
    for cell, gate in (("lstm", "f"), ("gru", "z")):
        scene = shown(deep(cell).record, direction=direction)
        assert scene.kept is not None
        np.testing.assert_allclose(scene.kept, scene.quantities[gate].mean(axis=1))
    assert shown(deep("rnn").record, direction=direction).kept is None


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
def test_every_steps_story_is_about_that_step(cell: str, direction: int) -> None:
    scene = shown(deep(cell).record, direction=direction)
    state = "c" if cell == "lstm" else "h"
    now, then = scene.quantities[state], before(scene, state)
    up, down = ((then < 0) & (now > 0)).sum(axis=1), ((then > 0) & (now < 0)).sum(axis=1)
    assert len({*zip(up, down, strict=True)}) > 1  # else any order would do
    assert len(scene.stories) == len(now)
    for t, sentences in enumerate(scene.stories):
        found = re.search(r"\((\d+) up, (\d+) down\)", sentences[0])
        assert (up[t], down[t]) == (tuple(map(int, found.groups())) if found else (0, 0))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
@pytest.mark.parametrize("steps", [slice(1, 4), slice(0, 2), slice(-2, None), slice(2, 3)])
def test_a_part_is_the_same_steps_of_the_whole(cell: str, direction: int, steps: slice) -> None:
    case = deep(cell)
    choice: dict[str, Any] = {"module": case.module, "direction": direction, "layer": 1}
    whole, part = (
        shown(case.record, "abcde", **choice),
        shown(case.record, "abcde", steps=steps, **choice),
    )
    assert [*part.tokens] == [*"abcde"[steps]]
    for symbol, values in whole.quantities.items():
        np.testing.assert_array_equal(part.quantities[symbol], values[steps])
    for symbol, terms in whole.sums.items():
        for term, values in terms.items():
            own = values[steps] if values.ndim == 2 else values
            np.testing.assert_array_equal(part.sums[symbol][term], own)
    for symbol, state in part.start.items():
        np.testing.assert_array_equal(state, before(whole, symbol)[steps][-direction])
    if whole.kept is not None:
        assert part.kept is not None
        np.testing.assert_array_equal(part.kept, whole.kept[steps])
    assert [*part.stories] == [*whole.stories[steps]]


def test_steps_without_words_are_numbered_as_in_the_text() -> None:
    found = deep("gru").record
    for direction in (0, 1):
        scene = shown(found, direction=direction, steps=slice(2, 5))
        assert [*scene.tokens] == ["2", "3", "4"]
        assert not scene.worded


def test_a_verdict_is_shown_in_both_directions_and_told_in_the_one_that_reads_on() -> None:
    verdict = np.array([0.6, 0.55, 0.9, 0.1, 0.2])
    found = deep("lstm").record
    for direction in (0, 1):
        scene = shown(found, "abcde", direction=direction, verdict=verdict, steps=slice(1, 5))
        assert scene.verdict is not None
        np.testing.assert_array_equal(scene.verdict, verdict[1:])
        assert scene.turn == 2
        told = [any("verdict" in sentence for sentence in story) for story in scene.stories]
        assert told == [direction == 0] * 4


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
def test_chosen_units_keep_their_numbers(cell: str, direction: int) -> None:
    case, units = deep(cell), [4, 0, 2]
    choice: dict[str, Any] = {"module": case.module, "direction": direction}
    whole, some = shown(case.record, **choice), shown(case.record, units=units, **choice)
    assert [*some.numbers] == units
    for symbol, values in whole.quantities.items():
        np.testing.assert_array_equal(some.quantities[symbol], values[:, units])
    for symbol, state in whole.start.items():
        np.testing.assert_array_equal(some.start[symbol], state[units])
    for symbol, terms in whole.sums.items():
        for term, values in terms.items():
            np.testing.assert_array_equal(some.sums[symbol][term], values[..., units])
    for order in some.orders.values():
        assert sorted(order) == [0, 1, 2]
    assert some.unit in range(3)
    assert [*some.stories] == [*whole.stories]  # they are about all units
    assert [*some.notes] == ["3 of 5 units are shown."]
    assert [*whole.notes] == []


@pytest.mark.parametrize("cell", CELLS)
def test_of_many_units_those_that_vary_most_are_shown(cell: str) -> None:
    found: Any = plain(cell, units=MAX_UNITS + 9, T=4)
    scene = shown(found)
    memory = (found.c if cell == "lstm" else found.h)[0, 0, :, 0]
    strongest = {*np.argsort(memory.std(axis=0))[-MAX_UNITS:].tolist()}
    assert [*scene.numbers] == sorted(strongest)
    for symbol, values in scene.quantities.items():
        own = getattr(found, symbol)[0, 0, :, 0]
        np.testing.assert_array_equal(values, own[:, scene.numbers])
    assert [*scene.notes] == [f"{MAX_UNITS:,} of {MAX_UNITS + 9:,} units are shown."]


def test_as_many_units_as_a_lane_holds_are_all_shown() -> None:
    scene = shown(plain("gru", units=MAX_UNITS))
    assert [*scene.numbers] == [*range(MAX_UNITS)]
    assert [*scene.notes] == []


def test_the_unit_in_focus_is_the_one_whose_memory_varies_most() -> None:
    found = deep("lstm").record
    memory = found.c[1, 1, :5, 0]
    scene = shown(found, layer=1, direction=1)
    assert scene.unit == memory.std(axis=0).argmax()
    some = shown(found, layer=1, direction=1, units=[3, 1])
    assert some.numbers[some.unit] == [3, 1][memory[:, [3, 1]].std(axis=0).argmax()]


@pytest.mark.parametrize(("layer", "direction", "sample"), PLACES)
def test_a_projected_hidden_state_has_no_row_and_says_so(
    layer: int, direction: int, sample: int
) -> None:
    case = deep("lstm", proj_size=2)
    scene = shown(case.record, module=case.module, **place(layer, direction, sample))
    assert set(scene.quantities) == set("ifgoc")
    assert set(scene.start) == {"c"}
    q = scene.quantities
    c = q["f"] * before(scene, "c") + q["i"] * q["g"]
    np.testing.assert_allclose(q["c"], c, atol=1e-12)
    for symbol, terms in case.sums(layer, direction, sample).items():
        for term, values in terms.items():
            np.testing.assert_allclose(scene.sums[symbol][term], values, atol=1e-12)
    (note,) = scene.notes
    assert "projected to 2 units" in note


@pytest.mark.parametrize("cell", CELLS)
def test_the_steps_of_a_single_step_cell_are_shown_as_one_text(cell: str) -> None:
    torch.manual_seed(0)
    kind: Any = {"lstm": nn.LSTMCell, "gru": nn.GRUCell, "rnn": nn.RNNCell}[cell]
    module, state = kind(3, 5), None
    with torch.no_grad(), record(module) as recording:
        for x in torch.randn(4, 2, 3):
            state = module(x, state)
    found: Any = recording[""]
    scene = shown(found, "abcd", sample=1, module=module)
    np.testing.assert_array_equal(scene.quantities["h"], found.h[0, 0, :, 1])
    assert scene.x is not None
    assert scene.weights is not None
    h_prev = np.concatenate([np.zeros((1, 5)), scene.quantities["h"][:-1]])
    weights = scene.weights
    total = scene.x @ weights.ih.T + h_prev @ weights.hh.T + weights.b_ih + weights.b_hh
    for k, symbol in enumerate(GATES[cell]):
        if symbol != "n":
            value = activated(symbol, total[:, 5 * k : 5 * (k + 1)])
            np.testing.assert_allclose(value, scene.quantities[symbol], atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_values_that_are_not_finite_are_kept_and_noted(
    cell: str, direction: int, bad: float
) -> None:
    x = torch.randn(6, 1, 3, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    x[3, 0, 1] = bad
    found = recorded(cell, directions=2, x=x).record
    scene = shown(found, direction=direction)
    finite = np.ones(6, dtype=bool)
    for symbol, values in scene.quantities.items():
        own = getattr(found, symbol)[0, direction, :, 0]
        np.testing.assert_array_equal(values, own)
        finite &= np.isfinite(own).all(axis=1)
    assert scene.unit in range(5)
    for order in scene.orders.values():
        assert sorted(order) == [*range(5)]
    untold = ["Some values at this step are not finite numbers."]
    for t in np.flatnonzero(~finite).tolist():
        assert [*scene.stories[t]] == untold
    noted = ["Some values are not finite numbers; their places are left empty or marked."]
    assert [*scene.notes] == ([] if finite.all() else noted)
    if np.isnan(bad):
        assert not finite.all()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_the_sums_of_values_that_are_not_finite_are_shown_too(cell: str, bad: float) -> None:
    case = recorded(cell, x=torch.full((6, 1, 3), bad, dtype=torch.float64))
    scene = shown(case.record, module=case.module)
    for terms in scene.sums.values():
        assert not np.isfinite(terms["x"]).any()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("large", [1e25, float("inf")])
def test_states_that_grow_without_bound_are_shown(dtype: torch.dtype, large: float) -> None:
    x = torch.ones(6, 1, 3, dtype=dtype)
    x[2] = large
    case = recorded("rnn", nonlinearity="relu", dtype=dtype, x=x)
    scene = shown(case.record)
    np.testing.assert_array_equal(scene.quantities["h"], case.record.h[0, 0, :, 0])
    assert sorted(scene.orders["similarity"]) == [*range(5)]


def test_the_sums_of_an_unchanged_module_are_shown_however_large_its_states() -> None:
    x = torch.ones(6, 1, 3, dtype=torch.float64)
    x[2] = 1e25
    case = recorded("rnn", nonlinearity="relu", x=x)
    track = shown(case.record, module=case.module)
    assert track.nonlinearity == "relu"
    terms = track.sums["h"]
    total = terms["x"] + terms["h"] + terms["bias"]
    np.testing.assert_allclose(np.maximum(total, 0), case.record.h[0, 0, :, 0], rtol=1e-9)


def test_an_intervention_is_noted_and_nothing_claimed_to_be_checked() -> None:
    module = recorded("lstm").module
    with (
        torch.no_grad(),
        record(module) as recording,
        intervene(module, Clamp("", "f", value=0.0, units=[1])),
    ):
        module(torch.ones(4, 1, 3, dtype=torch.float64))
    found: Any = recording[""]
    scene = shown(found, module=module)
    assert not scene.checked
    (note,) = scene.notes
    assert note == f"Changed by hand: {found.interventions[0]}."
    np.testing.assert_array_equal(scene.quantities["f"][:, 1], 0)
    assert shown(recorded("lstm").record).checked


@pytest.mark.parametrize(("cell", "gate"), [(cell, gate) for cell in CELLS for gate in GATES[cell]])
def test_a_module_whose_weights_have_changed_since_is_refused(cell: str, gate: str) -> None:
    case = deep(cell)
    shown(case.record, layer=1, direction=1, module=case.module)
    k = GATES[cell].index(gate)
    with torch.no_grad():
        case.module.bias_ih_l1_reverse[5 * k : 5 * (k + 1)] += 3
    with pytest.raises(ValueError, match="module must have the weights it was recorded with"):
        shown(case.record, layer=1, direction=1, module=case.module)


def test_a_record_shows_what_was_recorded_whatever_became_of_the_module() -> None:
    case = deep("gru")
    expected = case.record.h.copy()
    with torch.no_grad():
        for parameter in case.module.parameters():
            parameter.zero_()
    np.testing.assert_array_equal(shown(case.record).quantities["h"], expected[0, 0, :5, 0])


def test_another_module_than_the_recorded_one_is_refused() -> None:
    found = deep("lstm").record
    with pytest.raises(ValueError, match="module must be the recorded LSTM, got GRU"):
        shown(found, module=nn.GRU(3, 5))
    with pytest.raises(ValueError, match=r"module must be the recorded one, .* got 3 and 7"):
        shown(found, module=nn.LSTM(3, 7))


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"layer": 2}, r"layer must be in 0\.\.1, got 2"),
        ({"direction": -1}, r"direction must be in 0\.\.1, got -1"),
        ({"sample": 4}, r"sample must be in 0\.\.3, got 4"),
        ({"steps": slice(3, 3)}, r"steps must be a range within 0\.\.4, got slice\(3, 3, None\)"),
        ({"steps": slice(None, None, -1)}, r"steps must be a range within 0\.\.4, got slice\(No"),
        ({"units": [5]}, r"units must be in 0\.\.4, got 5"),
        ({"units": [-1]}, r"units must be in 0\.\.4, got -1"),
        ({"units": []}, "units must be 1 to 1,024 different ones, got 0"),
        ({"units": [1, 1]}, "units must be 1 to 1,024 different ones"),
        ({"units": range(1025)}, "units must be 1 to 1,024 different ones, got 1,025"),
    ],
)
def test_what_the_record_does_not_have_is_refused(choice: dict[str, Any], message: str) -> None:
    found = deep("lstm").record
    assert isinstance(found, LSTMRecord)
    with pytest.raises(ValueError, match=message):
        shown(found, **choice)


# What a shipped network makes of a sentence


def test_the_units_stand_by_their_push_on_the_last_verdict_the_strongest_up_first(
    read: list[tuple[Any, Any, Track]],
) -> None:
    for network, reading, scene in read:
        assert next(iter(scene.orders)) == "effect"
        order = scene.orders["effect"]
        assert sorted(order) == [*range(48)]
        shown_down = pushes(network, reading)[-1][[*order]]
        assert shown_down[0] > 0 > shown_down[-1]
        assert (np.diff(shown_down) <= 1e-6).all()
        assert [*scene.orders["index"]] == [*range(48)]


def test_the_unit_shown_first_is_the_one_that_did_most_at_the_biggest_turn(
    read: list[tuple[Any, Any, Track]],
) -> None:
    for network, reading, scene in read:
        verdicts = [0.5, *reading.verdict.tolist()]
        moved = [abs(after - before) for before, after in pairwise(verdicts)]
        assert scene.turn == moved.index(max(moved))
        added = np.diff(pushes(network, reading), axis=0, prepend=0)[scene.turn]
        assert abs(added[scene.unit]) == max(abs(added))


def test_the_verdict_and_its_read_out_are_the_networks_own(
    read: list[tuple[Any, Any, Track]],
) -> None:
    for network, reading, scene in read:
        assert scene.verdict is not None
        assert scene.readout is not None
        np.testing.assert_array_equal(scene.verdict, reading.verdict)
        log_odds = reading.record.h[0, 0, :, 0] @ scene.readout + scene.readout_bias
        np.testing.assert_allclose(1 / (1 + np.exp(-log_odds)), reading.verdict, atol=1e-6)
        assert [*scene.unknown] == [token == "zzxq" for token in reading.tokens]
        assert (scene.network, scene.worded) == (network.name, True)


def test_every_number_in_the_stories_is_measured_on_the_record(
    read: list[tuple[Any, Any, Track]],
) -> None:
    for _, reading, scene in read:
        memory, written, keeping = remembered(reading.record)
        before = np.concatenate([0 * memory[:1], memory[:-1]])
        verdicts = [0.5, *reading.verdict.tolist()]
        for t, (moved, flips, *rest) in enumerate(scene.stories):
            assert moved.startswith(f"“{reading.tokens[t]}” ")
            assert stated(moved.split("”")[1]) == (
                [f"{verdicts[t + 1]:.2f}"]
                if "almost unchanged" in moved
                else [f"{each:.2f}" for each in verdicts[t : t + 2]]
            )
            flipped = int((before[t] * memory[t] < 0).sum())
            assert flips.startswith(f"{flipped} of 48 units" if flipped else "No unit's")
            if keeping is None:
                assert rest == ["A plain RNN has no gates: it rewrites every unit at every step."]
                continue
            if t:
                kept, unit, held, share = stated(rest[0])
                assert kept == f"{100 * keeping[t].mean():.0f}"
                lost = abs((1 - keeping[t]) * before[t])
                assert lost[int(unit)] == max(lost)
                assert share == f"{100 * keeping[t, int(unit)]:.0f}"
                assert held == f"{before[t, int(unit)]:+.2f}"
            unit, amount = stated(rest[-1])
            assert abs(written[t, int(unit)]) == max(abs(written[t]))
            assert amount == f"{written[t, int(unit)]:+.2f}"
            assert len(rest) == (2 if t else 1)


def stated(sentence: str) -> list[str]:
    """The numbers in a sentence, a true minus written as Python does."""
    return re.findall(r"[-+]?\d+(?:\.\d+)?", sentence.replace("−", "-"))


def remembered(found: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Memory, what was written into it and which share of it was kept, by step and unit."""
    own = {q: getattr(found, q)[0, 0, :, 0] for q in found.quantities}
    match found.cell:
        case "lstm":
            return own["c"], own["i"] * own["g"], own["f"]
        case "gru":
            return own["h"], (1 - own["z"]) * own["n"], own["z"]
        case _:
            return own["h"], own["h"], None


def test_a_lane_holds_1024_units() -> None:
    assert len(shown(plain("rnn", units=1100, T=2)).numbers) == 1024


# What the sums are computed with in the browser


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
@pytest.mark.parametrize("layer", [0, 1])
def test_a_small_networks_sums_travel_as_its_weights_and_what_was_read(
    cell: str, direction: int, layer: int
) -> None:
    case = deep(cell, dtype=torch.float32)
    track = shown(case.record, module=case.module, layer=layer, direction=direction, sample=3)
    assert track.weights is not None
    end = f"_l{layer}" + ("_reverse" if direction else "")
    for part, own in (("ih", track.weights.ih), ("hh", track.weights.hh)):
        stored = getattr(case.module, f"weight_{part}{end}").detach().numpy()
        np.testing.assert_array_equal(own, stored)
    if track.x is None:  # fewer numbers as terms
        for symbol, terms in case.sums(layer, direction, 3).items():
            assert set(track.sums[symbol]) == {"x"}
            np.testing.assert_allclose(track.sums[symbol]["x"], terms["x"], atol=1e-5)
    else:
        assert not track.sums
        np.testing.assert_array_equal(track.x, case.below(layer, 3))


def test_weights_have_a_name_of_their_own() -> None:
    one, other = (deep("gru", dtype=torch.float32, seed=seed) for seed in (0, 1))
    tracks = [
        shown(case.record, module=case.module, layer=layer)
        for case, layer in ((one, 0), (one, 0), (one, 1), (other, 0))
    ]
    names = [track.weights.name for track in tracks if track.weights]
    assert names[0] == names[1]
    assert len({*names}) == 3


def test_large_weights_stay_and_their_sums_travel() -> None:
    case = recorded("lstm", units=200, dtype=torch.float32)
    assert sum(4 * p.numel() for p in case.module.parameters()) > MAX_WEIGHTS
    track = shown(case.record, module=case.module)
    assert (track.weights, track.x) == (None, None)
    for symbol, terms in case.sums(0, 0, 0).items():
        np.testing.assert_allclose(track.sums[symbol]["h"], terms["h"], atol=1e-4)


def test_of_some_units_only_the_sums_travel() -> None:
    case = deep("lstm", dtype=torch.float32)
    track = shown(case.record, module=case.module, units=[3, 1])
    assert track.weights is None
    assert track.sums["f"]["h"].shape == (5, 2)


def test_every_track_has_its_own_id() -> None:
    found = deep("lstm").record
    ids = {
        shown(found, layer=layer, direction=direction, sample=sample, name=str(n)).id
        for n, (layer, direction, sample) in enumerate(PLACES)
    }
    assert len(ids) == len(PLACES)
    assert shown(found).id == shown(found).id


# A sequence of the race


def raced(task: str, text: str, *names: str) -> dict[str, Any]:
    """Untrained contenders that read one sequence."""
    found = {}
    for name in names:
        network = Contender(settings_of(name, task=task, gap=3, seed=0, hidden_size=8))
        found[name] = (network, read_sequence(network, sequence_of(task, text)))
    return found


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_contender_of_a_race_has_its_track_on_the_same_columns(language: str) -> None:
    readings = raced("recall", "C a b c ?", "lstm-long", "rnn", "gru")
    tracks = scene_of_race(readings, translator(language)).tracks
    assert [track.cell for track in tracks] == ["lstm", "rnn", "gru"]
    for track, (network, reading) in zip(tracks, readings.values(), strict=True):
        assert [*track.tokens] == ["C", "a", "b", "c", "?"]
        np.testing.assert_array_equal(track.quantities["h"], reading.record.h[0, 0, :, 0])
        np.testing.assert_array_equal(track.verdict, reading.answer)
        assert track.answer is not None
        assert "C" in track.answer.name
        assert (track.answer.low, track.answer.start, track.answer.high) == (0, 1 / 8, 1)
        weights = network.readout.weight.detach().numpy()
        added = reading.record.h[0, 0, -1, 0] * (weights[2] - weights.mean(axis=0))
        assert [*track.orders["effect"]] == [
            *order_by_effect(reading.record.h[0, 0, -1, 0], weights[2] - weights.mean(axis=0))
        ]
        assert track.unit == np.abs(added).argmax()
        assert track.turn is None
        assert track.weights is not None


def test_a_sum_is_drawn_between_nothing_and_two() -> None:
    readings = raced("adding", "0.5* 0.1 1* 0", "lstm")
    (track,) = scene_of_race(readings, SAY).tracks
    assert track.answer is not None
    assert (track.answer.low, track.answer.start, track.answer.high) == (0, 0, 2)
    assert track.answer.name == "the sum that it gives"
    np.testing.assert_array_equal(track.verdict, readings["lstm"][1].answer)
