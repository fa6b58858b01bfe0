"""The board of a network of classes shows its own record and its own answer."""

import numpy as np
import pytest

from tests.stage.unpacking import track_of, unpack
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.classes.padding import packed_numbers, read_both_ways
from visualizer.showing.class_scenes import scene_of_classes
from visualizer.showing.paddings import (
    paddings_told,
    report_table,
    report_told,
    scene_of_paddings,
    turning_filler,
)
from visualizer.stage.scene_bytes import pack_scene

SAY = translator("en")
NEWS = "The Olympic committee signed a deal with a software company."
MADE = "the film was good but the ending was dull"


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_of_two_classes_the_second_is_the_verdict_with_its_read_out(cell: str) -> None:
    network = load_model(f"order-{cell}")
    reading = network.read(MADE)
    (track,) = scene_of_classes(network, reading, SAY).tracks
    assert track.verdict is not None
    np.testing.assert_array_equal(track.verdict, reading.probabilities[:, 1])
    h = track.quantities["h"]
    assert track.readout is not None
    logits = h @ track.readout + track.readout_bias
    np.testing.assert_allclose(1 / (1 + np.exp(-logits)), track.verdict, atol=1e-5)
    assert track.shares is None


def test_more_classes_have_a_share_each_and_no_verdict() -> None:
    network = load_model("news-lstm")
    reading = network.read(NEWS)
    scene = scene_of_classes(network, reading, SAY)
    packed = pack_scene(scene, say=SAY)
    said, arrays = track_of(packed)
    np.testing.assert_allclose(arrays["shares"], reading.probabilities, atol=1e-7)
    assert said["classes"] == ["World", "Sports", "Business", "Sci/Tech"]
    assert said["rows"][1] == {"lane": "classes"}
    assert "lanes/classes" in unpack(packed)[0]["needs"]
    assert "verdict" not in arrays
    assert said["maxError"] < 1e-5


def test_units_stand_by_what_they_add_to_the_answer() -> None:
    network = load_model("news-gru")
    reading = network.read(NEWS)
    (track,) = scene_of_classes(network, reading, SAY).tracks
    weights = network.readout.weight.detach().numpy()
    best = reading.probabilities[-1].argmax()
    push = reading.record.unit_values("h")[-1] * (weights[best] - weights.mean(axis=0))
    assert [*track.orders["effect"]] == np.argsort(-push, kind="stable").tolist()
    assert track.unit == np.abs(push).argmax()


def test_a_bag_has_no_board() -> None:
    network = load_model("news-bag")
    with pytest.raises(ValueError, match="news-bag is a bag"):
        scene_of_classes(network, network.read(NEWS), SAY)


def test_both_runs_share_the_texts_columns_and_filler_is_in_one_alone() -> None:
    network = load_model("news-lstm")
    both = read_both_ways(network, NEWS, 27)
    scene = scene_of_paddings(network, both, SAY)
    packed, padded = scene.tracks
    assert (len(packed.tokens), len(padded.tokens), scene.columns) == (11, 27, 27)
    assert [*padded.tokens[11:]] == ["0"] * 16
    assert [*padded.marked] == [*range(11, 27)]
    assert scene.begin == 10
    np.testing.assert_array_equal(packed.quantities["c"], padded.quantities["c"][:11])
    assert packed.orders == padded.orders


@pytest.mark.parametrize(("cell", "turn"), [("gru", 2), ("lstm", 14)])
def test_the_step_of_filler_that_turns_the_answer_is_found(cell: str, turn: int) -> None:
    network = load_model(f"news-{cell}")
    both = read_both_ways(network, NEWS, 27)
    n = len(both.tokens)
    answers = both.padded_probabilities.argmax(axis=1)
    assert turning_filler(both) == turn
    assert answers[n + turn - 1] != answers[n - 1]
    assert all(answers[n - 1 : n + turn - 1] == answers[n - 1])
    told = paddings_told(both, network.classes, SAY)
    assert f"first turns at step {turn} of the filler" in told
    assert "through 16 steps of filler" in told


def test_without_filler_both_runs_end_alike() -> None:
    network = load_model("news-gru")
    both = read_both_ways(network, NEWS, 11)
    np.testing.assert_array_equal(both.packed_probabilities, both.padded_probabilities)
    assert turning_filler(both) is None
    told = paddings_told(both, network.classes, SAY)
    assert told == "Without filler both runs end with the text: Sports, 0.49."


def test_an_answer_that_no_filler_turns_is_told_as_such() -> None:
    network = load_model("news-lstm")
    both = read_both_ways(network, "Shares fell sharply after the company cut its forecast.", 20)
    assert turning_filler(both) is None
    assert "No step of filler has turned the answer." in paddings_told(both, network.classes, SAY)


@pytest.mark.parametrize(
    ("cell", "more", "chance"), [("lstm", 23, False), ("gru", 11, False), ("rnn", 1, True)]
)
def test_what_padding_costs_is_held_against_chance(cell: str, more: int, chance: bool) -> None:
    report = load_model(f"news-{cell}").card.own.padding
    told = report_told(report, SAY)
    assert f"Packed, {more} more are right" in told
    assert ("could be chance" in told) == chance
    table = report_table({cell: report}, SAY)
    assert table["right, packed"] == [f"{100 * report.packed.share:.1f} %"]
    assert table["answers that turn"] == [f"{round(report.turned.share * 1751)} of 1,751"]


def test_the_worked_example_is_pytorchs() -> None:
    assert packed_numbers([[1, 2, 3, 4, 5], [6, 7, 8], [9]])[1] == [3, 2, 2, 1, 1]
