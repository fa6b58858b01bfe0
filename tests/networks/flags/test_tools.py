"""Ranking, pulling and the forget story on a network set by hand, whose flag is unit 0 by rule."""

import numpy as np
import pytest
import torch

from tests.networks.flags.conftest import WORDS, flag_network, told
from visualizer.core import Clamp, LSTMRecord
from visualizer.networks.cards import Share
from visualizer.networks.flags.forgetting import forget_story
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.pulling import other_units, pull, pulls
from visualizer.networks.flags.ranking import correlations, flag_values, rank_units
from visualizer.networks.flags.runs import Questions, Scores, score_of


def share(scores: Scores, kind: str, asked: str) -> float:
    found = score_of(scores, kind, asked)
    assert isinstance(found, Share)
    return found.share


def cells(record: object) -> np.ndarray:
    assert isinstance(record, LSTMRecord)
    return record.c[0, 0, :, 0]


def test_a_correlation_is_numpys() -> None:
    draws = np.random.default_rng(0)
    values, second = draws.normal(size=(50, 3)).astype(np.float32), draws.random(50) > 0.4
    values[:, 2] = 1.5
    found = correlations(values, second)
    expected = [np.corrcoef(values[:, unit], second)[0, 1] for unit in range(2)]
    np.testing.assert_allclose(found, [*expected, 0], atol=1e-6)


def test_values_are_those_of_each_step_with_a_flag(lists: Lists) -> None:
    network = flag_network(keep=0.0)
    found = flag_values(network, "gender", lists.measured_on)
    rows, second = [], []
    for each in lists.measured_on:
        reading = network.read(each.text)
        rows += [*cells(reading.record)]
        second += [flags.gender == "feminine" for flags in each.flags]
    np.testing.assert_allclose(found.values, rows, atol=1e-6)
    assert [*found.second] == second
    assert [*found.stretches] == sorted(found.stretches)
    assert len({*found.stretches}) == sum(len(each.subjects) for each in lists.measured_on)
    first, other = found.means
    np.testing.assert_allclose(
        other, np.mean([r for r, s in zip(rows, second, strict=True) if s], 0)
    )
    assert first[0] < -0.8


def test_the_unit_that_holds_the_flag_is_found_and_luck_is_told(lists: Lists) -> None:
    ranking = rank_units(flag_network(keep=-40.0), "gender", lists)
    assert ranking.order == (0, 1)
    assert ranking.units[0].found == pytest.approx(1, abs=1e-3)
    assert ranking.units[0].again == pytest.approx(1, abs=1e-3)
    assert ranking.units[1].again == 0
    assert ranking.best.share == ranking.together.share == 1
    assert ranking.again_on == ranking.best.n == 18
    assert ranking.commoner.share == pytest.approx(9 / 18)
    assert 0 < ranking.shuffled_mean < ranking.shuffled_largest <= 1


def test_shuffled_flags_stay_together_over_a_subject() -> None:
    """Steps of one subject are no independent cases: with two subjects luck is all or nothing."""
    lists = Lists((told("ann", "bob"),), (told("ann", "bob"),))
    ranking = rank_units(flag_network(keep=-40.0), "gender", lists)
    assert ranking.shuffled_largest == pytest.approx(1, abs=1e-3)


def test_holding_the_flag_unit_leaves_a_coin_and_holding_another_nothing(lists: Lists) -> None:
    network = flag_network(keep=-40.0)
    found = pulls(network, "gender", lists, "zero")
    assert [score.right.share for score in found.before] == [1, 1, 1]
    assert found.order == (0, 1)
    assert share(found.each[0].scores, "pronoun", "gender") == 0  # neither is likelier
    assert share(found.each[0].scores, "pronoun", "number") == 1
    assert found.each[1].scores == found.before
    assert found.together[0] == found.each[0]
    assert {each.lowest for each in other_units(found)} == {1}


def test_the_other_flags_value_turns_every_pronoun(lists: Lists) -> None:
    found = pull(flag_network(keep=-40.0), "gender", lists, [0], "opposite")
    assert share(found.scores, "pronoun", "gender") == 0
    means = flag_values(flag_network(keep=-40.0), "gender", lists.found_on).means
    assert [each[0] for each in means] == pytest.approx([-1, 1], abs=1e-3)
    feminine = pull(flag_network(keep=-40.0), "gender", lists, [0], float(means[1][0]))
    assert share(feminine.scores, "pronoun", "gender") == pytest.approx(3 / 6)


@pytest.mark.parametrize("hold", ["zero", "mean", "opposite", 0.3])
def test_many_side_by_side_are_each_held_alone(
    lists: Lists, hold: str | float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many fit side by side; and a plain clamp does the same."""
    torch.manual_seed(0)
    network = flag_network(keep=0.0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += torch.randn(parameter.shape) / 3
    found = pulls(network, "gender", lists, hold)  # pyright: ignore[reportArgumentType]  one of HOLDS
    monkeypatch.setattr("visualizer.networks.flags.pulling.SIDE_BY_SIDE", 1)
    assert pulls(network, "gender", lists, hold) == found  # pyright: ignore[reportArgumentType]
    if hold != "opposite":
        means = flag_values(network, "gender", lists.found_on).values.mean(0)
        value = {"zero": 0.0, "mean": means[0]}.get(str(hold), hold)
        clamp = Clamp("recurrent", "c", value=value, units=[0])
        expected = Questions(lists.measured_on, WORDS).scores(network, clamp)
        assert found.each[found.order.index(0)].scores == expected


@pytest.mark.parametrize("units", [[], [2], [-1]])
def test_units_that_are_not_there_are_refused(lists: Lists, units: list[int]) -> None:
    with pytest.raises(ValueError, match=r"units must be at least one of 0\.\.1"):
        pull(flag_network(), "gender", lists, units)


def test_scores_are_what_readings_say(lists: Lists) -> None:
    network = flag_network(keep=-40.0)
    with torch.no_grad():
        network.readout.bias[4], network.readout.bias[6] = 12.0, 9.0  # bob is they, or else she
        network.embedding.weight[4:6] = torch.tensor([[-1.0, 1.0], [1.0, 1.0]])  # turn the flag
    gender, number, form = [], [], []
    for each in lists.measured_on:
        reading = network.read(each.text)
        for decision in each.decisions:
            said = {form: reading.expected(form)[decision.step - 1] for form in decision.forms}
            assert [*said] == ["she", "he", "they"]
            other = "he" if decision.right == "she" else "she"
            gender.append(said[decision.right] > said[other])
            number.append(said["she"] + said["he"] > said["they"])
            form.append(max(said, key=lambda word: said[word]) == decision.right)
    found = Questions(lists.measured_on, WORDS).scores(network)
    assert [(score.kind, score.asked) for score in found] == [
        *(("pronoun", "gender"), ("pronoun", "number"), ("pronoun", "form"))
    ]
    for score, outcomes in zip(found, (gender, number, form), strict=True):
        assert score.right.share == pytest.approx(np.mean(outcomes), abs=1e-4)
        assert score.right.n == len(outcomes) == 6
    assert 0 < np.mean(form) < 1
    assert gender == number == form


@pytest.mark.parametrize(("keep", "kept"), [(20.0, 1.0), (-40.0, 0.0), (0.0, 0.5)])
def test_what_a_forget_gate_lets_through_is_told(lists: Lists, keep: float, kept: float) -> None:
    story = forget_story(flag_network(keep=keep), "gender", lists, unit=0)
    assert story.other is not None
    assert story.same is not None
    assert story.passed_by is None
    assert (story.other.kept.n, story.same.kept.n) == (2, 1)
    for passing in (story.other, story.same):
        assert passing.kept.mean == pytest.approx(kept, abs=1e-3)
        assert passing.written.mean == pytest.approx(1, abs=1e-3)
        assert passing.left.mean == pytest.approx(kept * passing.before.mean, abs=1e-3)
        assert passing.after.mean == pytest.approx(
            passing.left.mean + passing.written.mean, abs=2e-4
        )
    assert story.other.before.mean == pytest.approx(-1, abs=1e-3)
    assert story.elsewhere.mean == pytest.approx(1, abs=1e-3)
    assert story.elsewhere.n == 2 * 6
    assert story.same.stands.share == 1
    assert kept == 1 or story.other.stands.share == 1
