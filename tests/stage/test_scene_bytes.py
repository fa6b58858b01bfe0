"""What travels to the browser is the record, bit for bit."""

from typing import Any

import numpy as np
import pytest

from tests.stage.unpacking import unpack
from visualizer.lexicon.language import Translator, translator
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.stage.html import FRONTEND
from visualizer.stage.scene_bytes import pack_scene
from visualizer.views.scene import Scene

T, H = 3, 4
RECORDED = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}


def scene(cell: str = "lstm", **changes: Any) -> Scene:
    """A scene of made-up values, each quantity with its own."""
    random = np.random.default_rng(0)

    def values(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    fields: dict[str, Any] = {
        "network": f"sentiment-{cell}",
        "cell": cell,
        "memory": "c" if cell == "lstm" else "h",
        "tokens": ("not", "<b>bad</b>", "फ़िल्म"),
        "unknown": (False, True, True),
        "numbers": range(H),
        "quantities": {q: values(T, H) for q in RECORDED[cell]},
        "sums": {"f": {"x": values(T, H), "h": values(T, H), "bias": values(H)}},
        "start": {"c": values(H), "h": values(H)},
        "verdict": np.array([0.2, 0.6, 0.7], dtype=np.float32),
        "readout": values(H),
        "readout_bias": 0.25,
        "kept": np.array([0.5, 0.6, 0.7], dtype=np.float32),
        "orders": {"index": range(H), "effect": np.array([3, 1, 0, 2])},
        "stories": [["one"], ["two", "three"], []],
        "turn": 1,
        "unit": 2,
        "max_error": 1.5e-7,
    }
    return Scene(**fields | changes)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_every_quantity_arrives_bit_for_bit(cell: str) -> None:
    sent = scene(cell)
    _, arrays = unpack(pack_scene(sent, say=translator("en")))
    for symbol, values in sent.quantities.items():
        np.testing.assert_array_equal(arrays[symbol], values)
    for term, values in sent.sums["f"].items():
        np.testing.assert_array_equal(arrays[f"f.{term}"], values)
    np.testing.assert_array_equal(arrays["c0"], sent.start["c"])
    np.testing.assert_array_equal(arrays["verdict"], sent.verdict)
    np.testing.assert_array_equal(arrays["readout"], sent.readout)


def test_what_is_said_of_the_scene_arrives_as_it_is() -> None:
    sent = scene(notes=["a note"], backward=True, checked=False)
    header, arrays = unpack(pack_scene(sent, say=translator("en"), link={"lang": "en"}))
    assert (header["network"], header["cell"]) == ("sentiment-lstm", "lstm")
    assert (header["units"], header["numbers"]) == (4, [0, 1, 2, 3])
    assert (header["turn"], header["unit"]) == (1, 2)
    assert (header["readoutBias"], header["maxError"]) == (0.25, 1.5e-7)
    assert header["orders"] == {"index": [0, 1, 2, 3], "effect": [3, 1, 0, 2]}
    assert header["stories"] == [["one"], ["two", "three"], []]
    assert (header["notes"], header["link"]) == (["a note"], {"lang": "en"})
    assert (header["backward"], header["checked"]) == (True, False)
    np.testing.assert_array_equal(arrays["kept"], sent.kept)
    assert unpack(pack_scene(scene(), say=translator("en")))[0]["backward"] is False


def test_an_error_that_is_no_number_has_none() -> None:
    header, _ = unpack(pack_scene(scene(max_error=float("nan")), say=translator("en")))
    assert header["maxError"] is None


@pytest.mark.parametrize("cell", RECORDED)
def test_a_lane_has_the_scale_and_the_hues_of_its_quantity(cell: str) -> None:
    header, _ = unpack(pack_scene(scene(cell), say=translator("en")))
    assert header["text"]["unknownCount"].startswith("2 words are not")
    for lane in header["lanes"]:
        quantity = QUANTITIES[lane["symbol"]]
        low, high = {"gate": (0, lane["bound"])}.get(lane["scale"], (-lane["bound"], lane["bound"]))
        assert (low, high) == quantity.range
        assert (lane["light"], lane["dark"]) == (quantity.light, quantity.dark)
        assert (lane["name"], lane["role"]) == (quantity.name, quantity.role)


def test_arrays_start_where_a_float32_array_can() -> None:
    for words in (("a", "b", "c"), ("ab", "b", "c"), ("abc", "b", "é"), ("अ", "b", "c")):
        packed = pack_scene(scene(tokens=words), say=translator("en"))
        assert int.from_bytes(packed[:4], "little") % 4 == 0


def test_words_arrive_as_typed() -> None:
    header, _ = unpack(pack_scene(scene(), say=translator("en")))
    assert header["tokens"] == ["not", "<b>bad</b>", "फ़िल्म"]
    assert header["unknown"] == [False, True, True]


def test_lanes_are_the_cells_own_in_their_order() -> None:
    header, _ = unpack(pack_scene(scene("gru"), say=translator("en")))
    assert [lane["symbol"] for lane in header["lanes"]] == ["r", "z", "n", "h"]
    assert [lane["scale"] for lane in header["lanes"]] == ["gate", "gate", "signed", "signed"]
    header, _ = unpack(pack_scene(scene("lstm"), say=translator("en")))
    assert [lane["symbol"] for lane in header["lanes"]] == ["f", "i", "g", "o", "c", "h"]


@pytest.mark.parametrize(("memory", "name"), [("c", "cell state c"), ("h", "hidden state h")])
def test_the_memory_is_called_by_its_name(memory: str, name: str) -> None:
    header, _ = unpack(pack_scene(scene(memory=memory), say=translator("en")))
    assert header["text"]["memory"] == name


def test_the_rows_are_the_lanes_from_the_top_and_their_modules_are_needed() -> None:
    header, _ = unpack(pack_scene(scene("gru"), say=translator("en")))
    assert [row["lane"] for row in header["rows"][:3]] == ["tokens", "verdict", "network"]
    assert [row["symbol"] for row in header["rows"][3:]] == ["r", "z", "n", "h"]
    assert set(header["needs"]) == {f"lanes/{row['lane']}" for row in header["rows"]}
    assert all((FRONTEND / f"{name}.js").is_file() for name in (header["kind"], *header["needs"]))


def test_a_network_without_a_verdict_has_no_lane_for_it() -> None:
    header, _ = unpack(pack_scene(scene(verdict=None), say=translator("en")))
    assert {"lane": "verdict"} not in header["rows"]
    assert "lanes/verdict" not in header["needs"]


def test_the_view_is_kept_in_the_address_where_that_is_asked_for() -> None:
    header, _ = unpack(pack_scene(scene(), say=translator("en")))
    assert header["address"] is None
    packed = pack_scene(scene(), say=translator("en"), address="watch", bare=True)
    assert unpack(packed)[0]["address"] == {"prefix": "watch", "bare": True}


def test_a_cell_without_gates_sends_no_kept_share() -> None:
    _, arrays = unpack(pack_scene(scene("rnn", kept=None), say=translator("en")))
    assert "kept" not in arrays


def test_the_stage_speaks_the_readers_language() -> None:
    class Shouting(Translator):
        def __call__(self, message: str, **values: object) -> str:
            return super().__call__(message, **values).upper()

    header, _ = unpack(pack_scene(scene(), say=Shouting("hi")))
    assert header["language"] == "hi"
    assert header["text"]["play"] == "PLAY"
    assert header["lanes"][0]["name"] == "FORGET GATE"


def test_a_sentence_of_64_words_stays_far_below_a_megabyte() -> None:
    steps, units = 64, 64
    quantities = {q: np.zeros((steps, units), np.float32) for q in RECORDED["lstm"]}
    terms = {term: np.zeros((steps, units), np.float32) for term in ("x", "h")}
    long = scene(
        tokens=["extraordinary"] * steps,
        unknown=[False] * steps,
        quantities=quantities,
        sums=dict.fromkeys("ifgo", terms),
        start={"c": np.zeros(units, np.float32), "h": np.zeros(units, np.float32)},
        readout=np.zeros(units, np.float32),
        kept=np.zeros(steps, np.float32),
        verdict=np.zeros(steps, np.float32),
        stories=[["a sentence of some length, as it is told about every word"] * 4] * steps,
    )
    assert len(pack_scene(long, say=translator("en"))) < 500_000
