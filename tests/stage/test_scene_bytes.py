"""What travels to the browser is the record, bit for bit."""

import re
from typing import Any

import numpy as np
import pytest

from tests.stage.unpacking import track_of, unpack
from visualizer.lexicon.language import Translator, translator
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.stage.html import FRONTEND
from visualizer.stage.scene_bytes import (
    EXACT,
    pack_scene,
    pack_sums,
    pack_view,
    pack_weights,
)
from visualizer.views.questions import Question
from visualizer.views.scene import Scene, Track, Weights
from visualizer.views.surgery import Chip, Ghost, Mark, Preset, Surgery

ENGLISH = translator("en")
T, H = 3, 4
RECORDED = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}


def scene(cell: str = "lstm", **changes: Any) -> Scene:
    """A scene of one track."""
    return Scene(tracks=[track(cell, **changes)])


def track(cell: str = "lstm", **changes: Any) -> Track:
    """A track of made-up values, each quantity with its own."""
    random = np.random.default_rng(0)

    def values(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    fields: dict[str, Any] = {
        "name": f"sentiment-{cell}",
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
        "orders": {"index": range(H), "effect": [3, 1, 0, 2]},
        "stories": [["one"], ["two", "three"], []],
        "turn": 1,
        "unit": 2,
        "max_error": 1.5e-7,
    }
    return Track(**fields | changes)


def packed_track(*tracks: Track, **options: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What travels of the first of some tracks."""
    return track_of(pack_scene(Scene(tracks=tracks), say=ENGLISH, **options))


@pytest.mark.parametrize("cell", RECORDED)
def test_every_quantity_of_a_sentence_arrives_bit_for_bit(cell: str) -> None:
    sent = track(cell)
    _, arrays = packed_track(sent)
    for symbol, values in sent.quantities.items():
        np.testing.assert_array_equal(arrays[symbol], values)
    for term, values in sent.sums["f"].items():
        np.testing.assert_array_equal(arrays[f"f.{term}"], values)
    np.testing.assert_array_equal(arrays["c0"], sent.start["c"])
    np.testing.assert_array_equal(arrays["verdict"], sent.verdict)
    np.testing.assert_array_equal(arrays["readout"], sent.readout)


def long_track(**changes: Any) -> Track:
    """More values than travel in full."""
    units = EXACT // 18 + 1
    random = np.random.default_rng(1)
    quantities = {q: random.uniform(-1, 1, (T, units)).astype(np.float32) for q in "ifgoch"}
    quantities["c"] *= 3.5
    fields: dict[str, Any] = {
        "numbers": range(units),
        "quantities": quantities,
        "sums": {},
        "start": {q: np.zeros(units, np.float32) for q in "ch"},
        "readout": None,
        "orders": {"index": range(units)},
    }
    return track(**fields | changes)


def test_many_values_travel_in_two_bytes_each_and_barely_change() -> None:
    sent = long_track()
    _, arrays = packed_track(sent)
    for symbol, values in sent.quantities.items():
        bound = 5.4e-5 if symbol == "c" else 1.6e-5
        np.testing.assert_allclose(arrays[symbol], values, atol=bound, rtol=0)
        assert (arrays[symbol] != values).any()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -7.0])
def test_what_two_bytes_cannot_hold_travels_as_it_is(bad: float) -> None:
    quantities = {**long_track().quantities}
    quantities["c"] = quantities["c"].copy()
    quantities["c"][1, 2] = bad
    _, arrays = packed_track(long_track(quantities=quantities))
    np.testing.assert_array_equal(arrays["c"], quantities["c"])


def test_states_that_sums_are_computed_from_travel_in_full() -> None:
    sent = long_track(weights=weights(), x=np.ones((T, 2), np.float32))
    _, arrays = packed_track(sent)
    np.testing.assert_array_equal(arrays["h"], sent.quantities["h"])


def weights() -> Weights:
    """Some."""
    random = np.random.default_rng(2)
    shapes = {"ih": (16, 2), "hh": (16, 4), "b_ih": (16,), "b_hh": (16,)}
    return Weights(**{name: random.normal(size=shape) for name, shape in shapes.items()})


def test_weights_travel_once_and_are_found_by_their_name() -> None:
    own = weights()
    header, arrays = unpack(pack_weights(own))
    assert (header["kind"], header["name"]) == ("board/weights", own.name)
    for name, values in own.arrays().items():
        np.testing.assert_array_equal(arrays[name], values)
    said, sent = packed_track(track(weights=own, x=np.ones((T, 2)), sums={}))
    assert said["weights"] == own.name
    assert not {"ih", "hh"} & set(sent)
    np.testing.assert_array_equal(sent["x"], np.ones((T, 2)))
    both = Scene(tracks=[track(weights=own), track(name="other", weights=own)])
    assert [each.name for each in both.weights] == [own.name]


def test_many_sums_travel_on_their_own() -> None:
    sums = {q: {"x": np.full((T, 6000), 2.0), "h": np.zeros((T, 6000))} for q in "fi"}
    sent = track(sums=sums)
    said, arrays = packed_track(sent)
    assert said["sumsApart"]
    assert "f.x" not in arrays
    header, apart = unpack(pack_sums(sent))
    assert (header["kind"], header["name"]) == ("board/sums", said["id"])
    np.testing.assert_array_equal(apart["i.x"], sums["i"]["x"])
    assert not packed_track(track())[0]["sumsApart"]


def test_closed_tracks_do_not_travel_but_are_told_of() -> None:
    tracks = [track("gru"), track("lstm", name="below"), track("rnn", name="above")]
    header, arrays = unpack(pack_scene(Scene(tracks=tracks), say=ENGLISH))
    assert [said["name"] for said in header["tracks"]] == ["sentiment-gru", "below", "above"]
    assert [said["units"] for said in header["tracks"]] == [H] * 3
    assert [said["cell"] for said in header["tracks"]] == ["gru", "lstm", "rnn"]
    assert ["rows" in said for said in header["tracks"]] == [True, False, False]
    assert {name.split("/")[0] for name in arrays} == {"0"}
    header, arrays = unpack(pack_scene(Scene(tracks=tracks), say=ENGLISH, sent=["above", "below"]))
    assert ["rows" in said for said in header["tracks"]] == [False, True, True]
    assert {name.split("/")[0] for name in arrays} == {"1", "2"}
    with pytest.raises(ValueError, match=r"sent must be names out of .*'above'.*, got \['none'\]"):
        pack_scene(Scene(tracks=tracks), say=ENGLISH, sent=["none"])


def test_tracks_have_names_of_their_own() -> None:
    for tracks in ([], [track(), track()]):
        with pytest.raises(ValueError, match="tracks must be one or more, each with its own name"):
            Scene(tracks=tracks)


def test_a_shorter_track_leaves_columns_empty_and_an_aligned_one_says_which() -> None:
    long = track(name="long", columns=[0, 2, 5])
    header, _ = unpack(pack_scene(Scene(tracks=[track(), long]), say=ENGLISH, sent=["long"]))
    assert header["T"] == 6
    assert header["tracks"][1]["columns"] == [0, 2, 5]
    assert packed_track(track())[0]["columns"] is None


@pytest.mark.parametrize("columns", [[0, 1], [0, 1, 1], [2, 1, 0], [-1, 0, 1], [0, 1, 2, 3]])
def test_columns_that_do_not_rise_with_the_steps_are_refused(columns: list[int]) -> None:
    with pytest.raises(ValueError, match="columns must be 3 rising numbers from 0"):
        track(columns=columns)


def test_a_quantity_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"quantities\['h'\] must have .* 2 steps .* got \(3, 4\)"):
        track("rnn", tokens=("two", "words"))


def test_what_is_said_of_the_track_arrives_as_it_is() -> None:
    sent = track(notes=["a note"], backward=True, checked=False)
    said, arrays = packed_track(sent, link={"lang": "en"})
    assert (said["network"], said["cell"]) == ("sentiment-lstm", "lstm")
    assert (said["units"], said["steps"], said["numbers"]) == (4, 3, None)
    assert packed_track(track(numbers=[3, 1, 0, 9]))[0]["numbers"] == [3, 1, 0, 9]
    assert (said["turn"], said["unit"]) == (1, 2)
    assert (said["readoutBias"], said["maxError"]) == (0.25, 1.5e-7)
    assert said["orders"] == {"index": None, "effect": [3, 1, 0, 2]}
    assert said["stories"] == [["one"], ["two", "three"], []]
    unknown, backward, note = said["notes"]
    assert unknown.startswith("2 words are not in the vocabulary")
    assert (backward, note) == ("This direction reads from the last step to the first.", "a note")
    assert (said["backward"], said["checked"]) == (True, False)
    np.testing.assert_array_equal(arrays["kept"], sent.kept)
    assert packed_track(track(unknown=[False] * 3))[0]["notes"] == []


def test_a_plain_cells_activation_arrives() -> None:
    for said in ("tanh", "relu"):
        described, _ = packed_track(track("rnn", nonlinearity=said))
        assert described["nonlinearity"] == said


def test_an_error_that_is_no_number_has_none() -> None:
    assert packed_track(track(max_error=float("nan")))[0]["maxError"] is None


@pytest.mark.parametrize("cell", RECORDED)
def test_a_lane_has_the_scale_and_the_hues_of_its_quantity(cell: str) -> None:
    header, _ = unpack(pack_scene(scene(cell), say=ENGLISH))
    for lane in header["lanes"]:
        quantity = QUANTITIES[lane["symbol"]]
        low, high = {"gate": (0, lane["bound"])}.get(lane["scale"], (-lane["bound"], lane["bound"]))
        assert (low, high) == quantity.range
        assert (lane["light"], lane["dark"]) == (quantity.light, quantity.dark)
        assert (lane["name"], lane["role"]) == (quantity.name, quantity.role)


def test_words_arrive_as_typed() -> None:
    said, _ = packed_track(track())
    assert said["tokens"] == ["not", "<b>bad</b>", "फ़िल्म"]
    assert said["unknown"] == [1, 2]


def test_lanes_are_the_cells_own_in_their_order() -> None:
    for cell, order in (("gru", "rznh"), ("lstm", "figoch")):
        header, _ = unpack(pack_scene(scene(cell), say=ENGLISH))
        assert [lane["symbol"] for lane in header["lanes"]] == [*order]
        assert header["tracks"][0]["symbols"] == [*order]


def test_the_rows_are_the_lanes_from_the_top_and_their_modules_are_needed() -> None:
    header, _ = unpack(pack_scene(scene("gru"), say=ENGLISH))
    rows = header["tracks"][0]["rows"]
    assert [row["lane"] for row in rows[:3]] == ["tokens", "verdict", "network"]
    assert [row["symbol"] for row in rows[3:]] == ["r", "z", "n", "h"]
    assert set(header["needs"]) == {f"lanes/{row['lane']}" for row in rows}
    assert all((FRONTEND / f"{name}.js").is_file() for name in (header["kind"], *header["needs"]))


def test_a_network_without_a_verdict_has_no_lane_for_it() -> None:
    header, _ = unpack(pack_scene(scene(verdict=None), say=ENGLISH))
    assert {"lane": "verdict"} not in header["tracks"][0]["rows"]
    assert "lanes/verdict" not in header["needs"]


def test_the_view_is_kept_in_the_address_where_that_is_asked_for() -> None:
    header, _ = unpack(pack_scene(scene(), say=ENGLISH, link={"lang": "en"}))
    assert (header["address"], header["link"]) == (None, {"lang": "en"})
    packed = pack_scene(scene(), say=ENGLISH, address="watch", bare=True)
    assert unpack(packed)[0]["address"] == {"prefix": "watch", "bare": True}


def test_a_view_from_the_page_arrives_with_its_turn() -> None:
    header, _ = unpack(pack_view("lesson", {"t": 3, "quantity": "f"}, turn=2))
    assert (header["kind"], header["name"], header["turn"]) == ("board/remote", "lesson", 2)
    assert header["view"] == {"t": 3, "quantity": "f"}


def test_questions_travel_with_their_answers_place_and_the_module_that_asks() -> None:
    asked = Question(
        kind="gate",
        step=1,
        prompt="Which?",
        choices=("forget gate f", "none"),
        answer="none",
        values=(0.25,),
        gates=("f",),
    )
    header, _ = unpack(pack_scene(scene(), say=ENGLISH, address="watch", asked=[asked]))
    (sent,) = header["asked"]
    assert sent == {**vars(asked), "choices": [*asked.choices], "answer": 1} | {
        name: [*getattr(asked, name)] for name in ("values", "before", "units", "gates", "steps")
    }
    assert "board/predict" in header["needs"]
    assert ["P", "predict"] in header["keys"]
    assert header["text"]["predict"] == "Predict"
    assert header["text"]["keys"].endswith(
        "P covers what comes, and asks about it before it opens."
    )
    assert header["text"]["uncoveredBelow"]
    apart, _ = unpack(pack_scene(scene(), say=ENGLISH, asked=[]))
    assert apart["asked"] == []
    assert apart["text"]["uncoveredBelow"] == ""  # a page of its own has no tabs


def test_a_board_that_does_not_ask_has_nothing_to_ask_with() -> None:
    header, _ = unpack(pack_scene(scene(), say=ENGLISH))
    assert "asked" not in header
    assert "predict" not in header["text"]
    assert not any("predict" in name for name in header["needs"])


def test_a_cell_without_gates_sends_no_kept_share() -> None:
    assert "kept" not in packed_track(track("rnn", kept=None))[1]


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
    random = np.random.default_rng(0)
    long = scene(
        tokens=["extraordinary"] * steps,
        unknown=[False] * steps,
        numbers=range(units),
        quantities={q: random.random((steps, units), np.float32) for q in RECORDED["lstm"]},
        sums={},
        weights=weights(),
        x=random.random((steps, 64), np.float32),
        start={"c": np.zeros(units, np.float32), "h": np.zeros(units, np.float32)},
        readout=np.zeros(units, np.float32),
        kept=np.zeros(steps, np.float32),
        verdict=np.zeros(steps, np.float32),
        orders={"index": range(units)},
        stories=[["a sentence of some length, as it is told about every word"] * 4] * steps,
    )
    assert len(pack_scene(long, say=ENGLISH)) < 150_000


def changed_track(**changes: Any) -> Track:
    """A track with a run beside it that was not changed."""
    plain = track()
    quantities = {q: values / 2 for q, values in plain.quantities.items()}
    ghost = Ghost(quantities=quantities, verdict=np.array([0.1, 0.2, 0.3], np.float32))
    marks = [Mark(quantity="f", steps=(1,), units=(0, 3)), Mark(quantity="o")]
    return track(**{"ghost": ghost, "marks": marks} | changes)


def test_a_changed_run_travels_with_the_unchanged_one_and_where_it_was_changed() -> None:
    sent = changed_track()
    said, arrays = packed_track(sent)
    assert sent.ghost
    for symbol, values in sent.ghost.quantities.items():
        np.testing.assert_array_equal(arrays[f"ghost.{symbol}"], values)
        np.testing.assert_array_equal(arrays[symbol], sent.quantities[symbol])
    np.testing.assert_array_equal(arrays["ghost.verdict"], sent.ghost.verdict)
    assert said["marks"] == [
        {"quantity": "f", "steps": [1], "units": [0, 3]},
        {"quantity": "o", "steps": None, "units": None},
    ]
    said, arrays = packed_track(track())
    assert said["marks"] == []
    assert not [name for name in arrays if name.startswith("ghost")]


def test_a_long_unchanged_run_travels_in_two_bytes_as_the_changed_one_does() -> None:
    long = long_track()
    sent = long_track(ghost=Ghost(quantities=long.quantities))
    _, arrays = packed_track(sent)
    np.testing.assert_array_equal(arrays["ghost.f"], arrays["f"])
    assert "ghost.verdict" not in arrays


@pytest.mark.parametrize("fixed", [False, True])
def test_what_can_be_changed_and_what_was_travels_with_its_words(fixed: bool) -> None:
    surgery = Surgery(
        limits={"f": (0.0, 1.0), "c": (-4.0, 4.0)},
        factors=(-4.0, 4.0),
        presets=[Preset(name="<b>", formula="f = 1", alteration="f hold 1 all all")],
        chips=[Chip(short="f = 1", told="f = 1 – so", fits=False, alteration="f hold 1 all all")],
        told=["One.", "Two."],
        undone=True,
        fixed=fixed,
    )
    header, _ = unpack(pack_scene(Scene(tracks=[changed_track()]), say=ENGLISH, surgery=surgery))
    assert header["surgery"] == {
        "limits": {"f": [0, 1], "c": [-4, 4]},
        "factors": [-4, 4],
        "presets": [{"name": "<b>", "formula": "f = 1", "alteration": "f hold 1 all all"}],
        "chips": [
            {
                "short": "f = 1",
                "told": "f = 1 – so",
                "fits": False,
                "alteration": "f hold 1 all all",
            }
        ],
        "told": ["One.", "Two."],
        "undone": True,
        "fixed": fixed,
    }
    assert (["H", "by hand"] in header["keys"]) == (not fixed)
    script = (FRONTEND / "board" / "surgery.js").read_text("utf-8")
    asked = {*re.findall(r"\btext\.(\w+)", script)} | {"hold", "scale", "silence", "take", "harden"}
    assert asked <= {*header["text"]}
    plain, _ = unpack(pack_scene(scene(), say=ENGLISH))
    assert "surgery" not in plain
    assert ["H", "by hand"] not in plain["keys"]
    assert "surgery" not in plain["text"]


BESIDES = {
    "changed": {"checked": False},
    "noGateCaption": {"kept": None},
    "beltCaption": {},
    "notANumber": {"quantities": {"h": np.full((T, H), np.nan, np.float32)}},
    "beyondCount": {"quantities": {"h": np.full((T, H), -1.5, np.float32)}},
}


@pytest.mark.parametrize("key", BESIDES)
def test_what_is_said_of_some_scenes_only_travels_with_those(key: str) -> None:
    within = {"quantities": {"h": np.ones((T, H), np.float32)}}
    other = within | ({"kept": None} if key == "beltCaption" else {})
    shown, spared = (
        unpack(pack_scene(scene("rnn", **within | each), say=ENGLISH))[0]["text"]
        for each in (BESIDES[key], other)
    )
    assert key in shown
    assert key not in spared


def test_only_a_board_of_several_tracks_can_miss_a_step() -> None:
    one, two = (
        unpack(pack_scene(Scene(tracks=tracks), say=ENGLISH))[0]["text"]
        for tracks in ([track(name="one")], [track(name="one"), track(name="two")])
    )
    assert {"noStep", "tracks", "marked"} - {*one} == {"noStep", "tracks", "marked"}
    assert {"noStep", "tracks", "marked"} <= {*two}
