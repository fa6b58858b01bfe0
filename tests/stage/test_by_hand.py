"""The networks set by hand: each does what it says, and its lines of Python do the same."""

import json
from typing import Any

import numpy as np
import pytest
import torch

from tests.stage.networks_by_hand import presets, reading, sequences
from tests.stage.node import run_node
from tests.stage.unpacking import unpack
from visualizer.core import CELLS
from visualizer.lexicon.language import translator
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.stage.by_hand_bytes import pack_by_hand
from visualizer.stage.by_hand_wording import PRESETS, by_hand_wording
from visualizer.stage.html import FRONTEND

STEPS = 16


def last_pulse(x: np.ndarray) -> np.ndarray:
    """After every step the pulse that came last; 0 before any."""
    state, states = 0.0, []
    for (value,) in x:
        state = value or state
        states.append(state)
    return np.array(states)


def last_written(x: np.ndarray) -> np.ndarray:
    """After every step what was flagged last, as the candidate writes it; 0 before any."""
    state, states = 0.0, []
    for value, flag in x:
        state = np.tanh(value) if flag else state
        states.append(state)
    return np.array(states)


def test_the_latch_is_its_last_pulse() -> None:
    for x in sequences("latch"):
        h = reading("latch", x)["h"][:, 0]
        np.testing.assert_array_equal(np.sign(h), last_pulse(x))
        assert (np.abs(h)[last_pulse(x) != 0] > 0.99).all()


def test_the_counter_counts_ones() -> None:
    for x in sequences("counter"):
        np.testing.assert_allclose(reading("counter", x)["h"][:, 0], np.cumsum(x), atol=1e-5)


def test_the_toggle_tells_odd_from_even() -> None:
    for x in sequences("toggle"):
        np.testing.assert_allclose(reading("toggle", x)["h"][:, 0], np.cumsum(x) % 2, atol=0.02)


def test_what_is_written_once_is_remembered_to_the_end() -> None:
    for x in sequences("remember"):
        first = int(np.argmax(x[:, 1]))
        once = x * [[1, 0]]
        once[first % 4, 1] = 1  # twelve steps at least to go
        c = reading("remember", once)["c"][:, 0]
        np.testing.assert_allclose(c[first % 4 :], last_written(once)[-1], atol=2e-3)
        np.testing.assert_allclose(c[: first % 4], 0, atol=1e-3)
        written = np.cumsum(x[:, 1] * np.tanh(x[:, 0]))
        np.testing.assert_allclose(reading("remember", x)["c"][:, 0], written, atol=5e-3)


def test_what_forgets_everything_holds_only_what_was_just_written() -> None:
    for x in sequences("forget"):
        now = x[:, 1] * np.tanh(x[:, 0])
        np.testing.assert_allclose(reading("forget", x)["c"][:, 0], now, atol=1e-3)


def test_a_flag_overwrites_what_was_there() -> None:
    for x in sequences("overwrite"):
        np.testing.assert_allclose(reading("overwrite", x)["c"][:, 0], last_written(x), atol=2e-3)


def test_a_b_after_an_a_is_told_from_one_before_it() -> None:
    for x in sequences("order"):
        letters = ["abc"[place] for place in x.argmax(axis=1)]
        after = [
            "b" in letters[: t + 1][letters.index("a") + 1 :] if "a" in letters[: t + 1] else False
            for t in range(STEPS)
        ]
        h = reading("order", x)["h"][:, 1]
        np.testing.assert_array_equal(h > 0.5, after)
        np.testing.assert_array_equal(h < 0, np.logical_not(after))


def test_every_preset_is_said_and_every_cell_has_one() -> None:
    assert [*presets()] == [*PRESETS]
    assert {preset["cell"] for preset in presets().values()} == {*CELLS}


@pytest.mark.parametrize(
    ("name", "place", "value", "told"),
    [
        ("latch", ("hh", 0), 0.9, "forgets"),
        ("counter", ("hh", 0), 0.9, "leaks"),
        ("toggle", ("ih", 1), 0, "nothing lets the state change"),
        ("remember", ("b", 1), 1, "fades"),
        ("forget", ("b", 1), 10, "adds up"),
        ("overwrite", ("ih", 3), 0, "add up"),
        ("order", ("hh", 2), 0, "never says yes"),
    ],
)
def test_the_number_that_breaks_a_preset_breaks_it(
    name: str, place: tuple[str, int], value: float, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    x = {
        "latch": np.array([[1], *[[0]] * 15]),
        "counter": np.array([[1], *[[0]] * 15]),
        "toggle": np.ones((STEPS, 1)),
        "order": np.eye(3)[[0, 1] * 8],
    }.get(name, np.array([[0.5, 1], *[[0, 0]] * 10, [0.5, 1], *[[0, 0]] * 4]))
    before = reading(name, x)
    broken = json.loads(json.dumps(presets()[name]))
    broken["weights"][place[0]][place[1]] = value
    monkeypatch.setitem(presets(), name, broken)
    after = reading(name, x)
    state = "c" if "c" in before else "h"
    assert told in PRESETS[name][2]
    match told:
        case "forgets" | "leaks" | "fades":
            assert abs(after[state][10, 0]) < 0.6 * abs(before[state][10, 0])
        case "nothing lets the state change":
            assert np.ptp(after["h"]) < 0.01 < np.ptp(before["h"])
        case "adds up" | "add up":
            assert after["c"][-1, 0] == pytest.approx(2 * np.tanh(0.5), abs=1e-2)
            assert before["c"][-1, 0] < 0.9 * after["c"][-1, 0]
        case _:
            assert before["h"][-1, 1] > 0.5
            assert (after["h"][:, 1] < 0).all()


def test_under_tanh_the_counter_knows_only_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(presets(), "counter", presets()["counter"] | {"nonlinearity": "tanh"})
    h = reading("counter", np.ones((STEPS, 1)))["h"]
    assert h.max() < 1


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_lines_of_python_compute_the_same(language: str) -> None:
    module, code = (FRONTEND / "by_hand" / name for name in ("presets.js", "pytorch.js"))
    inputs = {name: next(sequences(name)) for name in presets()}
    text = json.dumps(by_hand_wording(translator(language)))
    given = json.dumps({name: x.ravel().tolist() for name, x in inputs.items()})
    script = (
        f'import {{ networkOf, PRESETS }} from "{module.as_uri()}";'
        f'import {{ pythonOf }} from "{code.as_uri()}";'
        f"const given = {given}, text = {text};"
        "console.log(JSON.stringify(Object.fromEntries(Object.keys(given).map((name) =>"
        "[name, pythonOf(networkOf(PRESETS[name]), given[name], text)]))));"
    )
    for name, lines in json.loads(run_node("--input-type=module", "--eval", script)).items():
        scope: dict[str, Any] = {"print": lambda _: None}
        exec(lines, scope)
        own = reading(name, inputs[name])
        np.testing.assert_allclose(scope["h"].numpy(), own["h"], atol=1e-6)
        if "c" in own:
            np.testing.assert_allclose(scope["c"].numpy()[0], own["c"][-1], atol=1e-6)
        assert not scope["network"].bias_hh_l0.any()
        assert isinstance(scope["x"], torch.Tensor)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_all_that_the_figure_says_is_sent(language: str) -> None:
    header, arrays = unpack(pack_by_hand(say=translator(language), address="inside_hand"))
    assert header["kind"] == "by_hand/figure"
    assert header["address"] == {"prefix": "inside_hand", "bare": False}
    assert [lane["symbol"] for lane in header["lanes"]] == [*QUANTITIES]
    assert all(isinstance(text, str) and text for text in header["text"].values())
    assert arrays == {}
