"""A race repeats itself, stops when told, leaves PyTorch as found, and measures what it says."""

import gc
import threading
import weakref
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from visualizer.core import CELLS
from visualizer.networks.race import running as race_module
from visualizer.networks.race import tasks as race_tasks
from visualizer.networks.race.contenders import CONTENDERS, contender, settings_of
from visualizer.networks.race.running import (
    Contender,
    RaceRun,
    RaceSettings,
    is_solved,
    moments,
    race,
    weight_shapes,
)
from visualizer.networks.race.tasks import TASKS, chance, draw, losses, right, steps_of

EASY = RaceSettings(
    task="recall", cell="lstm", gap=2, seed=100, hidden_size=8, training_steps=12, batch_size=8
)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def same(first: RaceRun, second: RaceRun) -> bool:
    pairs = [
        (getattr(first, name), getattr(second, name))
        for name in ("steps", "loss", "accuracy", "gradient", "gradient_c")
    ]
    return all(np.array_equal(one, other) for one, other in pairs if one is not None)


# The tasks


@pytest.mark.parametrize("gap", [1, 2, 13, 200])
def test_recall_asks_for_a_symbol_that_nothing_repeats(gap: int) -> None:
    sample = draw("recall", gap, 64, seeded())
    assert sample.x.shape == (steps_of("recall", gap), 64, 17)
    ids = sample.x.argmax(-1)
    assert torch.equal(sample.x.sum(-1), torch.ones(gap + 2, 64))
    assert torch.equal(ids[0], sample.target)
    assert set(ids[0].tolist()) == {*range(8)}
    assert set(ids[1:-1].flatten().tolist()) == {*range(8, 16)}
    assert set(ids[-1].tolist()) == {16}


@pytest.mark.parametrize("gap", [1, 2, 13, 200])
def test_adding_asks_for_the_sum_of_two_marked_numbers_long_ago(gap: int) -> None:
    sample = draw("adding", gap, 300, seeded())
    values, marks = sample.x.unbind(-1)
    T = len(values)
    assert steps_of("adding", gap) == T
    assert 0 <= values.min() < 0.05
    assert 0.95 < values.max() < 1
    assert set(marks.flatten().tolist()) == {0.0, 1.0}
    for column in range(300):
        first, second = marks[:, column].nonzero().flatten().tolist()
        assert first < max(1, T // 10) <= second
        assert T - 2 - second >= gap
        assert sample.target[column] == values[first, column] + values[second, column]


def test_every_position_that_may_be_marked_is() -> None:
    marks = draw("adding", 20, 2000, seeded()).x[..., 1].sum(1)
    assert (marks[:21] > 0).all()
    assert (marks[21:] == 0).all()


def test_losses_and_right_answers_are_as_defined() -> None:
    answers, target = torch.randn(5, 8, generator=seeded()), torch.tensor([0, 1, 2, 3, 4])
    mean = cross_entropy(answers, target)
    torch.testing.assert_close(losses("recall", answers, target).mean(), mean)
    assert right("recall", torch.eye(8)[[0, 1, 3, 3, 4]], target).tolist() == [1, 1, 0, 1, 1]
    sums, answered = torch.tensor([1.0, 1.0, 0.5]), torch.tensor([[1.07], [1.09], [0.45]])
    assert right("adding", answered, sums).tolist() == [True, False, True]
    torch.testing.assert_close(
        losses("adding", answered, sums), torch.tensor([0.07**2, 0.09**2, 0.05**2])
    )


def test_answers_that_are_no_number_are_wrong() -> None:
    nothing = torch.full((2, 8), torch.nan)
    assert not right("recall", nothing, torch.zeros(2, dtype=torch.int64)).any()
    assert not right("adding", nothing[:, :1], torch.zeros(2)).any()


@pytest.mark.parametrize(("task", "best"), [("recall", torch.eye(8)[3]), ("adding", torch.ones(1))])
def test_the_best_constant_answer_gets_what_chance_says(task: str, best: torch.Tensor) -> None:
    sample = draw(task, 10, 20_000, seeded())
    answers = best.expand(20_000, -1)
    assert right(task, answers, sample.target).float().mean() == pytest.approx(
        chance(task), abs=0.01
    )
    if task == "adding":
        assert losses(task, answers, sample.target).mean() == pytest.approx(1 / 6, abs=0.005)


# The contenders


@pytest.mark.parametrize("cell", CELLS)
def test_a_contender_starts_as_pytorch_would(cell: str) -> None:
    settings = replace(EASY, cell=cell, forget_bias=None, hidden_size=64)
    for name, parameter in Contender(settings).state_dict().items():
        assert parameter.abs().max() <= 1 / 8, name
        assert parameter.std() == pytest.approx(1 / 8 / 3**0.5, rel=0.3), name
        if parameter.numel() > 1000:
            assert parameter.abs().max() > 0.99 / 8, name
            assert parameter.std() == pytest.approx(1 / 8 / 3**0.5, rel=0.05), name


def test_only_the_forget_gate_gets_the_forget_bias() -> None:
    open_gate = Contender(replace(EASY, forget_bias=2.5)).recurrent
    plain = Contender(replace(EASY, forget_bias=None)).recurrent
    for name, wanted in (("bias_ih_l0", 2.5), ("bias_hh_l0", 0.0)):
        i, f, *others = open_gate.get_parameter(name).detach().split(8)
        i_plain, f_plain, *others_plain = plain.get_parameter(name).detach().split(8)
        assert torch.equal(f, torch.full((8,), wanted))
        assert not torch.equal(f, f_plain)
        assert torch.equal(i, i_plain)
        assert torch.equal(torch.cat(others), torch.cat(others_plain))


def test_an_orthogonal_start_turns_states_and_leaves_the_rest() -> None:
    start, plain = (
        Contender(replace(EASY, cell="rnn", orthogonal=orthogonal)).state_dict()
        for orthogonal in (True, False)
    )
    turning = start["recurrent.weight_hh_l0"]
    torch.testing.assert_close(turning @ turning.T, torch.eye(8), atol=1e-5, rtol=0)
    changed = {name for name, weight in start.items() if not torch.equal(weight, plain[name])}
    assert changed == {"recurrent.weight_hh_l0"}


def test_gates_set_for_the_length_last_as_long_as_the_task() -> None:
    for task, T in (("recall", 62), ("adding", 122)):
        settings = settings_of("lstm-long", task=task, gap=60, seed=1, hidden_size=128)
        i, f, *_ = Contender(settings).recurrent.get_parameter("bias_ih_l0").detach().split(128)
        assert 0.85 * T < f.exp().max() < T
        assert f.min() >= 0
        torch.testing.assert_close(i, -f)


def test_contenders_have_names_of_their_own() -> None:
    for name in CONTENDERS:
        settings = settings_of(name, task="recall", gap=3, seed=0)
        assert contender(settings) == name
        begins = Contender(settings).state_dict()
        for other in CONTENDERS:
            if other != name and CONTENDERS[other].cell == CONTENDERS[name].cell:
                differs = Contender(settings_of(other, task="recall", gap=3, seed=0)).state_dict()
                assert any(not torch.equal(begins[key], differs[key]) for key in begins)
    assert contender(replace(EASY, forget_bias=2.0)) == "lstm"
    assert contender(replace(EASY, cell="gru", forget_bias=2.0)) == "gru"


def test_an_unknown_contender_is_refused() -> None:
    with pytest.raises(ValueError, match="a contender must be one of rnn, "):
        settings_of("lstmm", task="recall", gap=3, seed=0)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("task", TASKS)
def test_a_contender_is_made_again_from_its_weights(task: str, cell: str) -> None:
    settings = replace(EASY, task=task, cell=cell)
    run = race(settings)
    assert {name: weight.shape for name, weight in run.weights.items()} == weight_shapes(settings)
    held_out = draw(task, 2, 256, seeded(2))
    with torch.no_grad():
        answers = Contender(settings, run.weights)(held_out.x)
    assert run.accuracy[-1] == float(right(task, answers, held_out.target).float().mean())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"task": "copy"}, "task must be one of recall, adding, got 'copy'"),
        ({"cell": "cnn"}, "cell must be one of lstm, gru, rnn, got 'cnn'"),
        ({"gap": 0}, "gap must be a whole number in 1..200, got 0"),
        ({"gap": 201}, "gap must be a whole number in 1..200, got 201"),
        ({"gap": 5.0}, "gap must be a whole number in 1..200, got 5.0"),
        ({"gap": True}, "gap must be a whole number in 1..200, got True"),
        ({"seed": -1}, "seed must be a whole number in 0.."),
        ({"hidden_size": 3}, "hidden_size must be a whole number in 4..128, got 3"),
        ({"training_steps": 20_001}, "training_steps must be a whole number in 1..20000"),
        ({"batch_size": 257}, "batch_size must be a whole number in 1..256, got 257"),
        ({"learning_rate": 0.0}, "learning_rate must be in 1e-06..1, got 0.0"),
        ({"learning_rate": float("nan")}, "learning_rate must be in 1e-06..1, got nan"),
        ({"learning_rate": None}, "learning_rate must be in 1e-06..1, got None"),
        ({"forget_bias": 11.0}, "forget_bias must be in -10..10, got 11.0"),
        ({"clip": 0.0}, "clip must be in 0.001..1000, got 0.0"),
    ],
)
def test_settings_are_refused_by_name_and_rule(changes: dict, message: str) -> None:
    with pytest.raises(ValueError, match=r"must be") as caught:
        replace(EASY, **changes)
    assert message in str(caught.value)


# The race


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("task", TASKS)
def test_the_same_settings_give_the_same_run_and_others_another(task: str, cell: str) -> None:
    settings = replace(EASY, task=task, cell=cell)
    run = race(settings)
    assert same(run, race(settings))
    assert not same(run, race(replace(settings, seed=101)))
    T = steps_of(task, 2)
    assert run.gradient.shape == (13, T)
    assert (run.gradient_c is not None) == (cell == "lstm")
    assert run.finished
    assert not run.diverged
    assert run.seconds > 0
    assert run.parameters == sum(each.numel() for each in Contender(settings).parameters())


@pytest.mark.parametrize("cell", CELLS)
def test_a_short_recall_is_learnt(cell: str) -> None:
    settings = replace(
        EASY,
        cell=cell,
        gap=1,
        hidden_size=16,
        training_steps=150,
        learning_rate=1e-2,
        forget_bias=1.0,
    )
    run = race(settings, measure_every=150)
    assert run.accuracy[0] < 0.3
    assert run.accuracy[-1] > 0.95
    assert run.loss[-1] < run.loss[0] / 3


def test_measurements_are_those_of_the_untrained_network_and_the_held_out_set() -> None:
    settings = replace(EASY, task="adding")
    run = race(settings, measure_every=12)
    network, held_out = Contender(settings), draw("adding", 2, 256, seeded(2))
    with torch.no_grad():
        answers = network(held_out.x)
    assert run.loss[0] == pytest.approx(float(((answers[:, 0] - held_out.target) ** 2).mean()))
    assert run.accuracy[0] == float(right("adding", answers, held_out.target).float().mean())


def test_the_gradient_is_each_sequences_own_at_every_step() -> None:
    """Step by step with PyTorch's own cell, one sequence at a time."""
    run = race(EASY, measure_every=12)
    network, held_out = Contender(EASY), draw("recall", 2, 256, seeded(2))
    weights = network.recurrent.state_dict()
    cell = torch.nn.LSTMCell(17, 8)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in weights.items()})
    norms = []
    for b in range(race_module.PROBE):
        states, h, c = [], torch.zeros(1, 8), torch.zeros(1, 8)
        for x in held_out.x[:, b : b + 1]:
            h, c = cell(x, (h, c))
            states += [h, c]
        loss = cross_entropy(network.readout(h), held_out.target[b : b + 1])
        found = torch.autograd.grad(loss, states, materialize_grads=True)
        norms.append([float(each.norm()) for each in found])
    mean = np.array(norms).mean(axis=0)
    assert run.gradient_c is not None
    np.testing.assert_allclose(run.gradient[0], mean[::2], rtol=1e-4)
    np.testing.assert_allclose(run.gradient_c[0], mean[1::2], rtol=1e-4)


def test_nobody_trains_on_the_held_out_set() -> None:
    held_out, *seen = (
        {tuple(column) for column in draw("adding", 5, 2000, seeded(seed)).x[..., 0].T.tolist()}
        for seed in (2, 3 * EASY.seed + 1, 1, 4)
    )
    assert all(len(each) == 2000 and not held_out & each for each in seen)


def test_a_race_is_over_when_99_percent_were_right_three_times() -> None:
    easy = replace(EASY, gap=1, hidden_size=16, training_steps=600, learning_rate=1e-2)
    run = race(easy, measure_every=20)
    assert run.finished
    assert run.steps[-1] < 600
    assert (run.accuracy[-3:] >= 0.99).all()
    assert not is_solved(run.accuracy[:-1])
    assert run.solved_after is not None
    assert run.solved_after == run.steps[np.flatnonzero(run.accuracy < 0.99)[-1] + 1]
    assert race(EASY).solved_after is None


def test_two_good_measurements_are_no_solution() -> None:
    assert not is_solved([1.0, 1.0])
    assert not is_solved([1.0, 0.98, 1.0, 1.0])
    assert is_solved([0.2, 0.99, 1.0, 0.99])


@pytest.mark.parametrize(
    ("every", "steps"),
    [(None, [*range(13)]), (5, [0, 5, 10, 12]), (12, [0, 12]), (100, [0, 12])],
)
def test_the_first_and_last_state_are_always_measured(every: int | None, steps: list[int]) -> None:
    told: list[RaceRun] = []
    run = race(EASY, measure_every=every, on_measure=told.append)
    assert run.steps.tolist() == steps
    assert [each.steps.tolist() for each in told] == [steps[: K + 1] for K in range(len(steps))]
    assert [each.finished for each in told] == [False] * (len(steps) - 1) + [True]
    assert same(told[-1], run)


@pytest.mark.parametrize("steps", [50, 90, 400, 1000, 3000, 20_000])
def test_a_long_race_is_measured_about_forty_times_half_of_them_early(steps: int) -> None:
    measured = sorted(moments(steps))
    assert measured[0] == 0
    assert measured[-1] == steps
    assert 25 <= len(measured) <= 50
    if steps >= 400:
        assert 20 <= sum(each <= steps // 6 for each in measured) <= 24


@pytest.mark.parametrize("every", [0, -1, 2.5])
def test_measure_every_is_refused_by_rule(every: int) -> None:
    with pytest.raises(ValueError, match="measure_every must be a whole number in 1"):
        race(EASY, measure_every=every)


def test_a_race_stops_when_told_with_what_it_has() -> None:
    whole = race(EASY, measure_every=2)
    asked = iter([False] * 5 + [True])
    run = race(EASY, measure_every=2, should_stop=lambda: next(asked))
    assert run.steps.tolist() == [0, 2, 4]
    assert np.array_equal(run.loss, whole.loss[:3])
    assert not run.finished
    assert not run.diverged


def test_a_race_that_may_not_start_measures_the_untrained_network() -> None:
    assert race(EASY, should_stop=lambda: True).steps.tolist() == [0]


def test_a_stopped_race_frees_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[weakref.ref] = []

    class Watched(Contender):
        def __init__(self, settings: RaceSettings) -> None:
            super().__init__(settings)
            alive.append(weakref.ref(self))

    monkeypatch.setattr(race_module, "Contender", Watched)
    asked = iter([False] * 5 + [True])
    gc.collect()
    gc.disable()
    try:
        race(EASY, should_stop=lambda: next(asked))
        assert [each() for each in alive] == [None]
    finally:
        gc.enable()


def test_an_error_of_the_listener_is_not_hidden() -> None:
    def fail(_: RaceRun) -> None:
        raise KeyError("listener")

    with pytest.raises(KeyError, match="listener"):
        race(EASY, on_measure=fail)


@pytest.mark.parametrize("clip", [1.0, None])
def test_a_diverging_race_stops_and_says_so(
    monkeypatch: pytest.MonkeyPatch, clip: float | None
) -> None:
    calls = 0

    def breaking(task: str, answers: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += len(target) == EASY.batch_size
        return losses(task, answers, target) * (torch.inf if calls >= 4 else 1.0)

    monkeypatch.setattr(race_tasks, "losses", breaking)
    told: list[RaceRun] = []
    run = race(replace(EASY, clip=clip), measure_every=3, on_measure=told.append)
    assert run.steps.tolist() == [0, 3, 4]
    assert run.diverged
    assert not run.finished
    assert not np.isfinite(run.loss[-1])
    assert run.accuracy[-1] == 0
    assert np.isfinite(run.loss[:-1]).all()
    assert [each.diverged for each in told] == [False, False, True]


def test_weights_that_are_no_numbers_are_seen_at_the_last_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.optim.Adam, "step", lambda self: break_weights(self))
    run = race(replace(EASY, training_steps=1))
    assert run.diverged
    assert run.steps.tolist() == [0, 1]


@torch.no_grad()
def break_weights(optimizer: torch.optim.Optimizer) -> None:
    for parameter in optimizer.param_groups[0]["params"]:
        parameter.fill_(torch.nan)


def test_races_in_several_threads_do_not_meet() -> None:
    plan = [replace(EASY, cell=cell, seed=seed) for cell in CELLS for seed in (0, 1)]
    alone = [race(settings) for settings in plan]
    together: dict[int, RaceRun] = {}

    def start(number: int) -> None:
        together[number] = race(plan[number])

    threads = [threading.Thread(target=start, args=(number,)) for number in range(len(plan))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(alone[number], together[number]) for number in range(len(plan)))


def test_a_race_leaves_pytorch_as_found() -> None:
    state, threads = torch.random.get_rng_state(), torch.get_num_threads()
    seen = []
    race(EASY, on_measure=lambda _: seen.append(torch.random.get_rng_state()))
    assert all(torch.equal(each, state) for each in seen)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.get_num_threads() == threads
    assert torch.is_grad_enabled()
