"""Two runs side by side: what is shown of their difference is what PyTorch computes of both."""

import re
from typing import Any

import numpy as np
import pytest
import torch

import visualizer as viz
from visualizer.core import paired_steps
from visualizer.lexicon.language import translator
from visualizer.networks.first_weights import untrained
from visualizer.showing.export import pair_page
from visualizer.showing.pair_told import claim_told, course_told, told, verdicts_told
from visualizer.showing.pairs import Pair, paired, scene_of_pair

SAY = translator("en")
A, B = "The film is good, and we saw it twice.", "The film is not good, and we saw it twice."
NAMES = ("A", "B")


def network(name: str = "sentiment-lstm") -> Any:
    return viz.load_model(name)


def pair(first: str, second: str, name: str = "toy-en-lstm-8") -> Pair:
    judge = network(name)
    return paired(judge.read(first), judge.read(second))


def states(judge: Any, text: str) -> dict[str, np.ndarray]:
    """h and c after every word, by PyTorch's own cell."""
    words = judge.read(text).words
    x = judge.embedding(torch.tensor(judge.vocabulary.ids(words)))
    state, found = None, []
    with torch.inference_mode():
        for step in x:
            _, state = judge.recurrent(step[None, None], state)
            found.append([each[0, 0].numpy() for each in (state if len(state) == 2 else [state])])
    return {q: np.stack([each[k] for each in found]) for k, q in enumerate("hc"[: len(found[0])])}


@pytest.mark.parametrize("name", ["sentiment-lstm", "sentiment-gru", "sentiment-rnn"])
def test_the_difference_is_the_second_less_the_first_at_shared_words(name: str) -> None:
    judge = network(name)
    both = paired(judge.read(A), judge.read(B))
    first, second, between = scene_of_pair((judge, judge), both, SAY).tracks
    assert [each.name for each in (first, second, between)] == ["A", "B", "B − A"]
    assert first.columns == (0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11)
    assert second.columns == tuple(range(12))
    assert between.columns == first.columns
    assert (tuple(first.marked), tuple(second.marked)) == ((), (3,))
    pairs = paired_steps(both.first.words, both.second.words)
    one, other = states(judge, A), states(judge, B)
    for symbol, values in one.items():
        apart = other[symbol][pairs[:, 1]] - values[pairs[:, 0]]
        np.testing.assert_allclose(between.quantities[symbol], apart, atol=1e-5)
        lengths = np.linalg.norm(apart, axis=1)
        np.testing.assert_allclose(between.distances[symbol], lengths, atol=1e-5)
    for symbol in first.quantities:
        apart = second.quantities[symbol][pairs[:, 1]] - first.quantities[symbol][pairs[:, 0]]
        np.testing.assert_array_equal(between.quantities[symbol], apart)
    assert between.verdict is not None
    np.testing.assert_array_equal(
        between.verdict, both.second.verdict[pairs[:, 1]] - both.first.verdict[pairs[:, 0]]
    )
    assert first.orders == second.orders == between.orders
    assert between.tokens[3] == "good"
    assert both.parting == 3


def test_each_track_is_its_texts_own_reading() -> None:
    judge = network()
    both = paired(judge.read(A), judge.read(B))
    for track, text in zip(scene_of_pair((judge, judge), both, SAY).tracks, (A, B), strict=False):
        reading = judge.read(text)
        assert track.tokens == reading.tokens
        assert track.verdict is not None
        np.testing.assert_allclose(track.verdict, reading.verdict, atol=1e-6)
        for symbol, values in track.quantities.items():
            np.testing.assert_allclose(values, reading.record.unit_values(symbol), atol=1e-6)


def test_networks_of_unlike_make_have_no_difference() -> None:
    judges = (network("sentiment-lstm"), network("sentiment-gru"))
    both = paired(judges[0].read(A), judges[1].read(A))
    scene = scene_of_pair(judges, both, SAY, ("LSTM", "GRU"))
    assert [track.name for track in scene.tracks] == ["LSTM", "GRU"]
    assert (both.apart, both.parting, dict(both.distances)) == (None, None, {})


def test_a_network_and_its_own_beginning_have_one() -> None:
    judge = network("toy-en-gru-8")
    both = paired(judge.read("it was good"), untrained(judge).read("it was good"))
    scene = scene_of_pair((judge, untrained(judge)), both, SAY, ("GRU", "GRU untrained"))
    assert [track.name for track in scene.tracks][-1] == "GRU untrained − GRU"
    assert both.parting == 0


def test_the_words_at_which_texts_part_are_told() -> None:
    lines = told(pair("the film was good", "the film was not good"), NAMES, SAY)
    assert lines[0].startswith("The texts part at “not”, which only B has.")
    assert "first apart after “good”" in lines[0]
    assert "No further word of both follows" in lines[0]
    lines = told(pair("the film was good", "the story was good"), NAMES, SAY)
    assert lines[0].startswith("The texts part where A has “film” and B “story”.")
    lines = told(pair("the film was not good", "the film was good"), NAMES, SAY)
    assert lines[0].startswith("The texts part at “not”, which only A has.")
    lines = told(pair("good", "bad"), NAMES, SAY)
    assert lines[0].startswith("The texts have no word in common; they are compared by place.")


def test_the_same_words_never_part() -> None:
    (line,) = told(pair("the film was good", "The film  was good"), NAMES, SAY)
    assert "the states never part" in line


def test_unknown_words_are_all_the_same_to_a_network() -> None:
    lines = told(pair("the zorb was good", "the blorp was good"), NAMES, SAY)
    assert "reads all such words alike" in lines[0]


def test_what_only_one_text_goes_on_with_is_told() -> None:
    lines = told(pair("the film was good", "the film was good but dull"), NAMES, SAY)
    assert lines[0].startswith("The texts part at “but”, which only B has.")
    assert "the states are the same" in lines[0]


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ([0.0, 2.5, 4.0, 3.0, 1.9], "at “c”, 4.00; 2 words later less than half of it is left"),
        ([0.0, 4.0, 3.0, 1.9, 1.0], "at “b”, 4.00; 2 words later less than half of it is left, "),
        (
            [0.0, 4.0, 1.0, 3.0],
            "“b”, 4.00; 1 word later less than half of it is left, at the end 75",
        ),
        (
            [0.0, 4.0, 3.0, 2.0],
            "“b”, 4.00, and never falls to half of that: at the end 50 % is left",
        ),
        ([0.0, 4.0, 3.0, 5.0], "largest at the last word that both have, “d”: 5.00"),
    ],
)
def test_how_a_difference_goes_on_is_measured(
    course: list[float], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join("abcde"[: len(course)])
    both = pair(text, text)
    monkeypatch.setattr(Pair, "distances", {"c": np.array(course)})
    monkeypatch.setattr(Pair, "parting", 1)
    first, then = course_told(both, SAY)
    assert first == f"The memories (c) are first apart after “b”, by {course[1]:.2f}."
    assert said in then


def test_nothing_is_furthest_apart_where_nothing_is_apart() -> None:
    same = pair("the film was good", "the film was good .")
    assert "furthest" not in verdicts_told(same, NAMES, SAY)
    assert "Verdict at the end" in verdicts_told(same, NAMES, SAY)


def test_two_words_in_one_place_are_both_named() -> None:
    other = pair("the film was good", "the film was dull")
    assert "“good” / “dull”" in " ".join(course_told(other, SAY))


def test_the_verdicts_that_are_told_add_up() -> None:
    for text in ("the film was not good", "the film was bad", "the film was really good ."):
        line = verdicts_told(pair("the film was good", text), NAMES, SAY)
        told_numbers = re.findall(r"[-−+]?\d\.\d\d", line)
        a, b, change = (float(n.replace("−", "-")) for n in told_numbers[:3])
        assert change == pytest.approx(b - a, abs=1e-9)


def test_the_verdicts_that_are_told_are_those_measured() -> None:
    both = pair("the film was good", "the film was not good")
    numbers = [
        float(n.replace("−", "-"))
        for n in re.findall(r"[-−+]?\d\.\d+", verdicts_told(both, NAMES, SAY))
    ]
    a, b = both.first.verdict, both.second.verdict
    wanted = [a[-1], b[-1], b[-1] - a[-1]]
    assert numbers[:3] == pytest.approx(wanted, abs=0.006)
    assert "after “good”" in verdicts_told(both, NAMES, SAY)


@pytest.mark.parametrize(
    ("shares", "controls", "said"),
    [
        ((0.8, 0.15), (0.03, 0.02), "where praise is denied, but not where blame is"),
        ((0.15, 0.8), (0.03, 0.02), "where blame is denied, but not where praise is"),
        ((0.8, 0.6), (0.03, 0.02), "of praise and of blame"),
        ((0.4, 0.3), (0.03, 0.02), "a part of the units alone"),
        ((0.2, 0.1), (0.03, 0.02), "it does not hold"),
        ((0.8, 0.3), (0.4, 0.02), "The control word does as much"),
    ],
)
def test_the_claim_follows_from_the_shares(
    shares: tuple[float, float], controls: tuple[float, float], said: str
) -> None:
    line = claim_told(shares, controls, (-0.38, 0.01), SAY)
    assert said in line
    assert "not mirrored: its cosine is −0.38 on average where praise is denied and 0.01" in line
    assert "mirrored" not in claim_told(shares, controls, (-0.95, -0.92), SAY)
    assert f"{100 * shares[0]:.0f} % of the signs where it denies praise" in line


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_page_to_keep_has_all_three_tracks(language: str) -> None:
    judge = network("toy-en-lstm-8")
    both = paired(judge.read("it was <b>good"), judge.read("it was bad"))
    page = pair_page((judge, judge), both, NAMES, translator(language))
    assert all(f'id="track-{number}"' in page for number in range(3))
    assert "<b>good" not in page
    assert "it was &lt;b&gt;good / it was bad" in page
