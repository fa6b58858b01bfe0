"""Learning rates are chosen alike for all, on seeds that do not ship."""

from dataclasses import replace
from pathlib import Path

import pytest

from visualizer.networks import CheckpointError
from visualizer.networks.race.contenders import CONTENDERS, contender
from visualizer.networks.race.files import RACES
from visualizer.networks.race.pilots import (
    RATES,
    SEEDS,
    Pilot,
    chosen_rates,
    pilot_plan,
    pilots_of,
    read_pilots,
    save_pilots,
)
from visualizer.networks.race.running import race
from visualizer.networks.race.tasks import TASKS
from visualizer.networks.race.training import planned


def pilot(rate: float, *accuracies: float, steps: int = 100, name: str = "rnn") -> Pilot:
    return Pilot("recall", name, 40, rate, accuracies, (steps,) * len(accuracies))


def test_every_contender_tries_every_rate_on_every_pilot_seed_with_one_budget() -> None:
    plan = pilot_plan()
    tried = {(each.task, contender(each), each.learning_rate, each.seed) for each in plan}
    assert tried == {
        (task, name, rate, seed)
        for task in TASKS
        for name in CONTENDERS
        for rate in RATES
        for seed in SEEDS
    }
    assert len(plan) == len(tried)
    assert {each.training_steps for each in plan} == {3000}
    assert len({(each.task, each.gap) for each in plan}) == len(TASKS)


def test_the_rate_with_the_most_right_answers_is_chosen() -> None:
    assert chosen_rates([pilot(0.003, 0.2, 0.9), pilot(0.01, 0.5, 0.5)]) == {
        ("recall", "rnn"): 0.003
    }
    assert chosen_rates([pilot(0.003, 0.2), pilot(0.01, 0.5)])["recall", "rnn"] == 0.01


def test_of_equals_the_quicker_then_the_smaller_is_chosen() -> None:
    slow, quick = pilot(0.003, 1.0, 0.998, steps=900), pilot(0.01, 0.996, 0.998, steps=200)
    assert chosen_rates([slow, quick])["recall", "rnn"] == 0.01
    same = replace(slow, learning_rate=0.01)
    assert chosen_rates([same, slow])["recall", "rnn"] == 0.003


def test_pilots_say_what_their_runs_came_to() -> None:
    settings = pilot_plan(("recall",))[0]
    runs = [
        race(replace(settings, gap=2, hidden_size=4, training_steps=3, batch_size=2, seed=seed))
        for seed in (100, 101)
    ]
    (found,) = pilots_of(runs)
    assert (found.task, found.contender, found.gap) == ("recall", contender(settings), 2)
    assert found.accuracies == tuple(round(float(run.accuracy[-1]), 4) for run in runs)
    assert found.steps == (3, 3)


def test_pilots_load_as_they_were_saved(tmp_path: Path) -> None:
    pilots = (pilot(0.003, 0.5), pilot(0.01, 1.0, name="lstm-long"))
    save_pilots(pilots, tmp_path)
    assert read_pilots(tmp_path) == pilots
    (tmp_path / "pilots.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CheckpointError, match=r"race: pilots\.json cannot be used"):
        read_pilots(tmp_path)


def test_the_shipped_pilots_are_those_of_the_plan_and_decide_the_shipped_rates() -> None:
    pilots = read_pilots(RACES)
    tried = {(each.task, each.contender, each.gap, each.learning_rate) for each in pilots}
    assert tried == {
        (each.task, contender(each), each.gap, each.learning_rate) for each in pilot_plan()
    }
    assert all(len(each.accuracies) == len(SEEDS) for each in pilots)
    rates = chosen_rates(pilots)
    for settings in planned(pilots):
        assert settings.learning_rate == rates[settings.task, contender(settings)]
        assert settings.seed not in SEEDS
