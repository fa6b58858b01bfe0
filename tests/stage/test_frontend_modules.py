"""The frontend's modules that need no page, run by node with what Python packs."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.showing.samples import recorded
from tests.stage.backwards import backwards
from tests.stage.chains import chains
from tests.stage.networks_by_hand import counted, readings_by_hand
from tests.stage.node import run_node
from tests.stage.runs import runs
from tests.stage.test_scene_bytes import track
from tests.stage.test_trainings_bytes import course
from tests.stage.walks import walks
from visualizer.core import CELLS, RECORDS, pre_activations
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.sentiment.alterations import alterations_from
from visualizer.networks.sentiment.surgery import operate
from visualizer.showing.questions import questions
from visualizer.showing.scenes import scene_of_reading, track_of_record
from visualizer.showing.surgery import scene_of_operation, surgery_of
from visualizer.stage.html import FRONTEND
from visualizer.stage.scene_bytes import pack_scene, pack_sums, pack_weights
from visualizer.stage.trainings_bytes import pack_trainings
from visualizer.views.curves import scientific
from visualizer.views.scene import Scene, Track
from visualizer.views.trainings import Trainings

HERE = Path(__file__).parent / "frontend"
NUMBERS = json.loads((HERE / "scientific.json").read_text("utf-8"))
ENGLISH = translator("en")
T, H = 3, 4
GATES = "fiorz"


def reading(cell: str, *, backward: bool = False, known: bool = True) -> Track:
    """Made-up sums and starting states, and the states that the cell computes from them."""
    random = np.random.default_rng(1)
    values: dict[str, np.ndarray] = {}
    start = {state: random.normal(size=H) for state in ("h", "c")[: 2 if cell == "lstm" else 1]}
    sums = {
        symbol: {
            "x": random.normal(size=(T, H)),
            "h": random.normal(size=(T, H)),
            "bias": random.normal(size=H),
        }
        for symbol in {"lstm": "ifgo", "gru": "rzn", "rnn": "h"}[cell]
    }
    if cell == "gru":
        sums["n"]["bias_h"] = random.normal(size=H)
    for symbol, terms in sums.items():
        within = terms["h"] + terms.get("bias_h", 0)
        total = terms["x"] + terms["bias"] + (values["r"] if symbol == "n" else 1) * within
        values[symbol] = 1 / (1 + np.exp(-total)) if symbol in GATES else np.tanh(total)
    if cell != "rnn":
        values |= _states(cell, values, start, backward=backward)
    return track(
        cell,
        quantities=_single(values),
        start=_single(start),
        sums={symbol: _single(terms) for symbol, terms in sums.items()} if known else {},
        backward=backward,
    )


def _states(
    cell: str, values: Mapping[str, np.ndarray], start: Mapping[str, np.ndarray], *, backward: bool
) -> dict[str, np.ndarray]:
    states = {state: np.zeros((T, H)) for state in start}
    before = dict(start)
    for t in reversed(range(T)) if backward else range(T):
        now = {symbol: each[t] for symbol, each in values.items()}
        if cell == "lstm":
            before["c"] = now["f"] * before["c"] + now["i"] * now["g"]
            before["h"] = now["o"] * np.tanh(before["c"])
        else:
            before["h"] = (1 - now["z"]) * now["n"] + now["z"] * before["h"]
        for state, steps in states.items():
            steps[t] = before[state]
    return states


def _single(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: values.astype(np.float32) for name, values in arrays.items()}


def write_changed(folder: Path) -> None:
    """A run changed by hand: some values held, others of one unit scaled."""
    network = load_model("toy-en-lstm-4")
    original = network.read("the film was not good")
    said = "f hold 1 1,3 not/1;h scale 0.5 2 all"
    operation = operate(network, original, alterations_from(said))
    packed = pack_scene(
        scene_of_operation(network, operation, ENGLISH),
        say=ENGLISH,
        surgery=surgery_of(operation, ENGLISH),
    )
    (folder / "changed.bin").write_bytes(packed)
    plain = {q: original.record.unit_values(q).tolist() for q in original.record.quantities}
    (folder / "changed.json").write_text(json.dumps(plain), encoding="utf-8")


def write_recorded(folder: Path) -> None:
    """Real modules: tracks with their weights or sums, and what `core` says the sums are."""
    for cell in CELLS:
        for direction in (0, 1):
            case = recorded(
                cell, lengths=(4,), inputs=6, layers=2, directions=2, dtype=torch.float32
            )
            place: dict[str, Any] = {"layer": 1, "direction": direction}
            own = track_of_record(
                case.record, "abcd", name="t", title="t", say=ENGLISH, module=case.module, **place
            )
            assert own.weights
            name = f"recorded-{cell}-{direction}"
            (folder / f"{name}.bin").write_bytes(pack_scene(Scene(tracks=[own]), say=ENGLISH))
            (folder / f"{name}-weights.bin").write_bytes(pack_weights(own.weights))
            found = pre_activations(case.module, case.record, **place)
            terms = {
                symbol: {
                    "x": each.x[:, 0].tolist(),
                    "h": each.h[:, 0].tolist(),
                    "bias": each.bias.tolist(),
                    "biasOfH": each.bias_h.tolist(),
                }
                for symbol, each in found.items()
            }
            (folder / f"{name}.json").write_text(json.dumps(terms), encoding="utf-8")
    long = recorded("rnn", lengths=(700,), inputs=200, units=100, dtype=torch.float32)
    own = track_of_record(long.record, None, name="t", title="t", say=ENGLISH, module=long.module)
    assert own.weights
    (folder / "long.bin").write_bytes(pack_scene(Scene(tracks=[own]), say=ENGLISH))
    (folder / "long-weights.bin").write_bytes(pack_weights(own.weights))
    (folder / "long-sums.bin").write_bytes(pack_sums(own))
    terms = pre_activations(long.module, long.record)["h"]
    (folder / "long.json").write_text(
        json.dumps({"x": terms.x[9, 0].tolist(), "h": terms.h[9, 0].tolist()}), encoding="utf-8"
    )
    large = recorded("lstm", lengths=(40,), units=260, dtype=torch.float32)
    own = track_of_record(large.record, None, name="t", title="t", say=ENGLISH, module=large.module)
    (folder / "large.bin").write_bytes(pack_scene(Scene(tracks=[own]), say=ENGLISH))
    (folder / "large-sums.bin").write_bytes(pack_sums(own))
    sums = {term: own.sums["f"][term][3].tolist() for term in ("x", "h")}
    (folder / "large.json").write_text(json.dumps(sums), encoding="utf-8")


def write_asked(folder: Path) -> None:
    """A sentence that a shipped network read, with the questions about it."""
    network = load_model("sentiment-lstm")
    read = network.read("a slow start, but the ending is brilliant and deeply moving")
    own = scene_of_reading(network, read, ENGLISH)
    packed = pack_scene(own, say=ENGLISH, address="watch", asked=questions(read))
    (folder / "asked.bin").write_bytes(packed)


def packed_pair() -> bytes:
    """Two made-up tracks that share columns 0 and 2, and their difference there."""
    first = track(name="A", columns=[0, 1, 2])
    twice = {symbol: 1 - values for symbol, values in first.quantities.items()}
    second = track(
        name="B", columns=[0, 2, 3], quantities=twice, verdict=first.quantities["o"][:, 0]
    )
    assert first.verdict is not None
    assert second.verdict is not None
    between = track(
        name="B − A",
        tokens=["one", "two"],
        unknown=[False, False],
        columns=[0, 2],
        quantities={q: twice[q][[0, 1]] - first.quantities[q][[0, 2]] for q in twice},
        sums={},
        kept=None,
        verdict=second.verdict[[0, 1]] - first.verdict[[0, 2]],
        between=("A", "B"),
        distances={"h": np.zeros(2, np.float32)},
    )
    scene = Scene(tracks=[first, second, between], compared=True)
    return pack_scene(scene, say=ENGLISH, sent=["A", "B", "B − A"])


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with bytes, and with what was put into them."""
    folder = tmp_path_factory.mktemp("packed")

    def write(name: str, content: Any) -> None:
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")

    for cell in CELLS:
        for suffix, options in {
            "": {},
            "-backward": {"backward": True},
            "-unknown": {"known": False},
        }.items():
            shown = Scene(tracks=[reading(cell, **options)])
            content = pack_scene(shown, say=ENGLISH, address="watch", bare=True)
            (folder / f"{cell}{suffix}.bin").write_bytes(content)
    write_recorded(folder)
    write_asked(folder)
    write_changed(folder)
    lstm = reading("lstm")
    arrays = {**lstm.quantities, **{f"{state}0": each for state, each in lstm.start.items()}}
    arrays |= {f"{q}.{term}": each for q, sums in lstm.sums.items() for term, each in sums.items()}
    arrays |= {name: getattr(lstm, name) for name in ("verdict", "readout", "kept")}
    write("lstm", {f"0/{name}": values.ravel().tolist() for name, values in arrays.items()})
    training = course(3)
    trainings = Trainings(courses={"gru": training}, chance=0.1)
    (folder / "trainings.bin").write_bytes(pack_trainings(trainings, say=ENGLISH))
    sent = {"accuracy0": training.accuracy, "gradient0": training.gradient}
    write("trainings", {name: values.ravel().tolist() for name, values in sent.items()})
    write("runs", [*runs()])
    write("by-hand", [*readings_by_hand()])
    write("counts", [*counted()])
    write("backwards", [*backwards()])
    walked = [*walks()]
    write("walks", [each.own for each in walked])
    for number, each in enumerate(walked):
        (folder / f"walk-{number}.bin").write_bytes(each.walk)
        (folder / f"walk-weights-{number}.bin").write_bytes(each.weights)
    chained = [*chains()]
    write("chains", [each.own for each in chained])
    for number, each in enumerate(chained):
        (folder / f"chain-{number}.bin").write_bytes(each.chain)
        (folder / f"chain-weights-{number}.bin").write_bytes(each.weights)
    (folder / "pair.bin").write_bytes(packed_pair())
    values = (10.0 ** np.random.default_rng(2).uniform(-50, 6, 500)).tolist()
    write("scientific", [[value, scientific(value)] for value in values])
    return folder


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_modules_do_what_their_tests_say(name: str, packed: Path) -> None:
    told = run_node("--test", "--test-reporter=tap", str(HERE / name), PACKED=str(packed))
    (tests,) = re.findall(r"^# tests (\d+)$", told, re.M)
    (passed,) = re.findall(r"^# pass (\d+)$", told, re.M)
    assert int(passed) == int(tests) > 0


def test_the_cells_tables_say_what_the_records_do() -> None:
    index = (FRONTEND / "cells" / "index.js").as_uri()
    code = f'import {{ CELLS }} from "{index}"; console.log(JSON.stringify(CELLS));'
    tables = json.loads(run_node("--input-type=module", "--eval", code))
    for cell, record in RECORDS.items():
        table = tables.pop(cell)
        assert table["states"] == [*record.states], cell
        assert (table["memory"], table["keeps"]) == (record.memory, record.keeps)
        assert [*table["sums"]] == [*record.sums], cell
    assert tables == {}


@pytest.mark.parametrize(("value", "shown"), NUMBERS)
def test_powers_of_ten_are_written_as_in_the_browser(value: float, shown: str) -> None:
    """The other side of the table is numbers.test.mjs."""
    assert scientific(value) == shown


def test_no_string_of_a_module_goes_over_a_line() -> None:
    """A page to keep leaves out indents, which would be part of such a string."""
    for file in FRONTEND.rglob("*.js"):
        code = re.sub(r"//[^\n]*|/\*[\s\S]*?\*/", "", file.read_text(encoding="utf-8"))
        assert not [text for text in re.findall(r"`[^`]*`", code) if "\n" in text], file.name
