"""Recorded races load as they were saved; the shipped ones agree with their card."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.numpy import load_file, save_file

from visualizer.__main__ import FAMILIES, main
from visualizer.networks import CheckpointError
from visualizer.networks.race.contenders import CONTENDERS
from visualizer.networks.race.files import (
    CARD_FILE,
    RACES,
    load_races,
    read_race_card,
    run_name,
    save_races,
    scores_by_gap,
)
from visualizer.networks.race.pilots import Pilot, read_pilots
from visualizer.networks.race.running import Contender, RaceRun, RaceSettings, race
from visualizer.networks.race.tasks import TASKS, draw, right, steps_of
from visualizer.networks.race.training import BRIDGED, GAPS, LONGER, longer, planned
from visualizer.places import ROOT

PILOTS = (Pilot("recall", "rnn", 2, 0.01, (0.5, 1.0), (2, 2)),)
ARRAYS = ("steps", "loss", "accuracy", "gradient", "gradient_c")


def tiny(task: str, cell: str, forget_bias: float | None = 1.0, **changes: Any) -> RaceSettings:
    sizes: dict[str, Any] = {"gap": 2, "seed": 100, "hidden_size": 4, "training_steps": 2} | changes
    return RaceSettings(task=task, cell=cell, forget_bias=forget_bias, batch_size=2, **sizes)


@pytest.fixture(scope="module")
def runs() -> tuple[RaceRun, ...]:
    """One short run of every kind."""
    return tuple(
        race(settings)
        for settings in (
            tiny("recall", "rnn"),
            tiny("recall", "lstm"),
            tiny("recall", "lstm", None),
            tiny("adding", "gru"),
        )
    )


@pytest.fixture
def folder(tmp_path: Path, runs: Sequence[RaceRun]) -> Path:
    """Recorded runs that a test may damage."""
    save_races(runs, PILOTS, tmp_path)
    return tmp_path


def assert_same(first: RaceRun, second: RaceRun) -> None:
    assert first.settings == second.settings
    assert (first.parameters, first.diverged) == (second.parameters, second.diverged)
    for key in ARRAYS:
        one, other = getattr(first, key), getattr(second, key)
        assert (one is None) == (other is None)
        if one is not None:
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)
    assert first.weights.keys() == second.weights.keys()
    for name, weight in first.weights.items():
        np.testing.assert_array_equal(weight, second.weights[name])


def refusal(folder: Path) -> CheckpointError:
    with pytest.raises(CheckpointError) as caught:
        load_races(folder)
    return caught.value


def change_arrays(folder: Path, **changes: np.ndarray | None) -> None:
    path = folder / "recall.safetensors"
    arrays = load_file(path)
    for key, array in changes.items():
        name = f"recall-rnn-gap2-seed100.{key}"
        if array is None:
            del arrays[name]
        else:
            arrays[name] = array
    save_file(arrays, path)


def change_card(folder: Path, number: int, **changes: object) -> None:
    path = folder / CARD_FILE
    card = json.loads(path.read_text(encoding="utf-8"))
    card["runs"][number] |= changes
    path.write_text(json.dumps(card), encoding="utf-8")


# Files


def test_runs_load_as_they_were_saved(folder: Path, runs: Sequence[RaceRun]) -> None:
    loaded = load_races(folder)
    assert len(loaded) == len(runs)
    for first, second in zip(runs, loaded, strict=True):
        assert_same(first, second)
        assert second.seconds == pytest.approx(first.seconds, abs=0.01)


def test_a_run_that_diverged_loads_with_its_last_numbers(tmp_path: Path) -> None:
    run = race(tiny("recall", "rnn"))
    run.loss[-1] = np.nan
    diverged = RaceRun(**{**vars(run), "diverged": True})
    save_races([diverged], PILOTS, tmp_path)
    assert_same(load_races(tmp_path)[0], diverged)


def test_runs_have_names_of_their_own() -> None:
    plan = planned(read_pilots(RACES))
    assert len({run_name(settings) for settings in plan}) == len(plan)


@pytest.mark.parametrize("file", [CARD_FILE, "recall.safetensors", "adding.safetensors"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert str(refusal(folder)) == f"race: {file} cannot be used: the file is missing"


@pytest.mark.parametrize("file", [CARD_FILE, "recall.safetensors", "adding.safetensors"])
@pytest.mark.parametrize("content", [b"", b"{", bytes(range(256)) * 9])
def test_a_damaged_file_is_named(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    assert refusal(folder).file == file


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"loss": None}, "it lacks recall-rnn-gap2-seed100.loss"),
        ({"loss": np.zeros(2, np.float32)}, "loss must be float32 (3,), got float32 (2,)"),
        ({"loss": np.zeros(3)}, "loss must be float32 (3,), got float64 (3,)"),
        ({"gradient": np.zeros((3, 5), np.float32)}, "gradient must be float32 (3, 4)"),
        ({"accuracy": np.full(3, np.nan, np.float32)}, "accuracy must be finite numbers"),
        ({"steps": np.zeros((3, 1), np.int64)}, "steps must be a list of int64 numbers"),
        ({"steps": np.zeros(0, np.int64)}, "steps must be a list of int64 numbers"),
        ({"weights.readout.bias": None}, "it lacks recall-rnn-gap2-seed100.weights.readout.bias"),
        (
            {"weights.readout.bias": np.zeros(7, np.float32)},
            "weights.readout.bias must be float32 (8,), got float32 (7,)",
        ),
        (
            {"weights.readout.bias": np.full(8, np.inf, np.float32)},
            "weights.readout.bias must be finite numbers",
        ),
        ({"gradient_c": np.zeros(3, np.float32)}, "the card knows nothing of recall-rnn"),
    ],
)
def test_arrays_that_do_not_fit_the_card_are_refused_by_name(
    folder: Path, changes: dict[str, np.ndarray | None], rule: str
) -> None:
    change_arrays(folder, **changes)
    error = refusal(folder)
    assert error.file == "recall.safetensors"
    assert rule in error.reason


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"diverged": 0}, "card.runs.diverged must be bool, got 0"),
        ({"parameters": True}, "card.runs.parameters must be int"),
        ({"settings": {}}, "card.runs.settings must be fields"),
        ({"more": 1}, "card.runs must be fields"),
    ],
)
def test_a_wrong_card_is_refused_by_rule(
    folder: Path, changes: dict[str, object], rule: str
) -> None:
    change_card(folder, 0, **changes)
    error = refusal(folder)
    assert error.file == CARD_FILE
    assert rule in error.reason


def test_settings_out_of_range_are_refused(folder: Path) -> None:
    card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
    change_card(folder, 0, settings=card["runs"][0]["settings"] | {"gap": 10**9})
    error = refusal(folder)
    assert error.file == CARD_FILE
    assert "gap must be a whole number in 1..200, got 1000000000" in error.reason


# Accuracy against gap


def test_accuracies_are_the_last_ones_over_the_seeds() -> None:
    last = {(5, 0): 0.5, (5, 1): 0.2, (5, 2): 0.9, (10, 0): 0.1}
    template = race(tiny("recall", "lstm"))
    made = [
        RaceRun(
            **{
                **vars(template),
                "settings": tiny("recall", "lstm", gap=gap, seed=seed),
                "accuracy": np.array([1.0, value], np.float32),
            }
        )
        for (gap, seed), value in last.items()
    ]
    made.append(race(tiny("recall", "rnn")))
    made.append(race(tiny("adding", "rnn")))
    scores = scores_by_gap(made, "recall")
    assert [(each.contender, each.gap, each.seeds) for each in scores] == [
        ("rnn", 2, 1),
        ("lstm", 5, 3),
        ("lstm", 10, 1),
    ]
    found = scores[1].median, scores[1].lowest, scores[1].highest
    assert found == pytest.approx((0.5, 0.2, 0.9))


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(ValueError, match="task must be one of recall, adding, got 'copy'"):
        scores_by_gap([], "copy")


# What ships


@pytest.fixture(scope="module")
def shipped() -> tuple[RaceRun, ...]:
    """The recorded runs in the repository."""
    return load_races()


def test_what_ships_is_what_the_plan_says(shipped: Sequence[RaceRun]) -> None:
    plan = [*planned(read_pilots(RACES)), *longer(shipped)]
    assert {run.settings for run in shipped} == set(plan)
    assert len(shipped) == len(plan)
    for task, gaps in GAPS.items():
        found = {each.gap for each in scores_by_gap(shipped, task)}
        assert found - {LONGER.get(task)} == set(gaps)


def test_only_who_bridges_the_longest_planned_gap_is_sent_over_a_longer_one(
    shipped: Sequence[RaceRun],
) -> None:
    sent = {run.contender for run in shipped if run.settings.gap == 200}
    assert sent
    scores = {each.contender: each for each in scores_by_gap(shipped, "recall") if each.gap == 80}
    assert sent == {name for name, score in scores.items() if score.median >= BRIDGED}


def test_the_shipped_card_agrees_with_the_arrays(shipped: Sequence[RaceRun]) -> None:
    card = read_race_card()
    assert card.results == tuple(score for task in TASKS for score in scores_by_gap(shipped, task))
    assert [run.settings for run in card.runs] == [run.settings for run in shipped]
    assert card.pilots == read_pilots(RACES)
    for run in shipped:
        parameters = sum(each.numel() for each in Contender(run.settings).parameters())
        assert run.parameters == parameters


def test_shipped_numbers_are_in_range(shipped: Sequence[RaceRun]) -> None:
    for run in shipped:
        assert run.steps[0] == 0
        assert (np.diff(run.steps) > 0).all()
        assert 4 <= len(run.steps) <= 45
        assert run.finished
        assert (run.loss > 0).all()
        assert ((run.accuracy >= 0) & (run.accuracy <= 1)).all()
        assert (run.gradient >= 0).all()
        assert run.gradient.shape[1] == steps_of(run.settings.task, run.settings.gap)


def test_shipped_arrays_begin_as_a_race_of_today_does(shipped: Sequence[RaceRun]) -> None:
    for run in shipped[:: len(shipped) // 6]:
        stop = race(run.settings, should_stop=lambda: True)
        np.testing.assert_allclose(run.loss[:1], stop.loss, rtol=1e-4)
        np.testing.assert_allclose(run.gradient[:1], stop.gradient, rtol=1e-2)


def test_shipped_runs_show_who_bridges_which_gap(shipped: Sequence[RaceRun]) -> None:
    final = {
        (each.task, each.contender, each.gap): each.median
        for task in TASKS
        for each in scores_by_gap(shipped, task)
    }
    assert all(final["recall", name, 10] > 0.95 for name in CONTENDERS)
    for name in ("lstm-long", "gru-long"):  # gates set for the length bridge everything
        assert all(final["recall", name, gap] > 0.99 for gap in (*GAPS["recall"], 200))
        assert all(final["adding", name, gap] > 0.99 for gap in GAPS["adding"])
    for name in ("lstm-plain", "lstm", "lstm-open"):
        assert final["recall", name, 80] < 0.5
        assert final["adding", name, 50] < 0.2
    for name in ("rnn", "rnn-orthogonal"):
        assert final["adding", name, 50] < 0.2
        assert final["adding", name, 100] < 0.2


def test_the_untrained_gradient_vanishes_faster_the_less_a_cell_keeps(
    shipped: Sequence[RaceRun],
) -> None:
    ratios = {
        run.contender: run.gradient[0, 0] / run.gradient[0, -1]
        for run in shipped
        if (run.settings.task, run.settings.gap, run.settings.seed) == ("recall", 40, 0)
    }
    kept = ["rnn", "gru", "lstm", "lstm-open"]
    assert sorted(kept, key=lambda name: ratios[name]) == kept
    assert ratios["rnn"] < 1e-9 < 1e-3 < min(ratios["lstm-open"], ratios["gru-long"])
    assert ratios["rnn"] < 1e-6 * ratios["rnn-orthogonal"]


def test_the_stored_weights_are_those_that_were_measured(shipped: Sequence[RaceRun]) -> None:
    """Read again, a network is right as often as the run says, to a sequence or two."""
    for run in shipped[:: len(shipped) // 12]:
        settings = run.settings
        held_out = draw(settings.task, settings.gap, 256, torch.Generator().manual_seed(2))
        with torch.no_grad():
            answers = Contender(settings, run.weights)(held_out.x)
        share = float(right(settings.task, answers, held_out.target).float().mean())
        assert share == pytest.approx(run.accuracy[-1], abs=2.1 / 256)


def test_what_ships_is_small() -> None:
    assert sum(path.stat().st_size for path in RACES.iterdir()) < 12_000_000
    assert {path.name for path in RACES.iterdir()} == {
        CARD_FILE,
        "pilots.json",
        *(f"{task}.safetensors" for task in TASKS),
    }


# The command


def train(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["train", *arguments])
    return result.exit_code, result.output


def test_the_command_records_races_that_load(tmp_path: Path) -> None:
    threads = torch.get_num_threads()
    code, output = train(
        "race", "--quick", "--seeds", "1", "--task", "recall", "--jobs", "1", "--out", str(tmp_path)
    )
    assert code == 0, output
    recall = load_races(tmp_path)
    assert {run.contender for run in recall} == set(CONTENDERS)
    assert {run.settings.gap for run in recall} == {GAPS["recall"][0]}
    assert "recall, gap 10, rnn:" in output
    assert torch.get_num_threads() == threads
    code, output = train(
        "race", "--quick", "--seeds", "1", "--task", "adding", "--jobs", "1", "--out", str(tmp_path)
    )
    assert code == 0, output
    both = load_races(tmp_path)
    assert {run.settings.task for run in both} == {*TASKS}
    for run in recall:
        assert_same(run, next(each for each in both if each.settings == run.settings))


SIDE_BY_SIDE = """
import sys
from pathlib import Path
from typing import Any
from visualizer.networks.race.contenders import settings_of
from visualizer.networks.race.training import record_races

if __name__ == "__main__":
    sizes = {"gap": 2, "hidden_size": 4, "training_steps": 2, "batch_size": 2}
    plan = [settings_of(n, task="recall", seed=1, **sizes) for n in ("lstm-long", "rnn", "gru")]
    for jobs in (1, 2):
        out = Path(sys.argv[1]) / str(jobs)
        out.mkdir()
        record_races(plan, (), out, jobs=jobs, progress=False)
"""


def test_side_by_side_the_runs_come_to_the_same_in_the_same_order(tmp_path: Path) -> None:
    script = tmp_path / "side_by_side.py"
    script.write_text(SIDE_BY_SIDE, encoding="utf-8")
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=ROOT)
    alone, together = (load_races(tmp_path / jobs) for jobs in ("1", "2"))
    for first, second in zip(alone, together, strict=True):
        assert_same(first, second)


def test_the_command_names_damaged_runs_before_it_trains(folder: Path) -> None:
    (folder / "adding.safetensors").write_bytes(b"")
    code, output = train("race", "--task", "recall", "--out", str(folder))
    assert code == 1
    assert "adding.safetensors cannot be used" in output
    assert f"remove the folder {folder} to start afresh" in output.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["race", "--cell", "lstm"], "--cell belongs to `train sentiment`, not `train race`"),
        (["race", "--data", "."], "--data belongs to `train sentiment`, not `train race`"),
        (["race", "--language", "hi"], "--language belongs to `train sentiment`"),
        (["race", "--seed", "0"], "--seed belongs to `train sentiment`, not `train race`"),
        (["sentiment", "--quick"], "--quick belongs to `train race`, not `train sentiment`"),
        (["sentiment", "--seeds", "3"], "--seeds belongs to `train race`"),
        (["sentiment", "--task", "recall"], "--task belongs to `train race`"),
        (["sentiment"], "`train sentiment` needs --cell and --data"),
        (["sentiment", "--cell", "gru"], "`train sentiment` needs --cell and --data"),
        (["sentiment", "--pilots"], "--pilots belongs to `train race`"),
        (["race", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["race", "--quick"], "--quick needs --out"),
        (["race", "--seeds", "0"], "Invalid value for '--seeds'"),
        (["swim"], f"'swim' is not one of {', '.join(map(repr, FAMILIES))}"),
    ],
)
def test_options_that_do_not_fit_are_refused(arguments: list[str], message: str) -> None:
    code, output = train(*arguments)
    assert code == 2
    assert message in " ".join(output.split())
