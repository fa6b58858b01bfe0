"""Questions about a run: the answers are what the record says, clearly, and not worth guessing."""

import random
from dataclasses import replace

import numpy as np
import pytest

import visualizer as viz
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.networks import load_model, task_named
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.networks.toy.languages import GRAMMARS
from visualizer.showing.questions import CHOICES, commonest, questions
from visualizer.views.questions import Kind, Question

NETWORKS = (
    "sentiment-lstm",
    "sentiment-gru",
    "sentiment-rnn",
    "sentiment-hi-lstm",
    "sentiment-hi-gru",
    "sentiment-hi-rnn",
    "toy-en-gru-8",
)


def readings(name: str, count: int = 12) -> list[SentimentReading]:
    """The examples, and random sentences of ten to sixteen words."""
    network, choice = load_model(name), random.Random(7)
    language = network.language
    task = "toy" if name.startswith("toy") else "sentiment"
    known = [word for word in network.vocabulary.words if any(map(str.isalpha, word))]
    if task == "toy":
        known = [word for word in GRAMMARS[language].words if any(map(str.isalpha, word))]
    made = [
        " ".join(choice.choice(known) for _ in range(choice.randint(10, 16))) for _ in range(count)
    ]
    return [network.read(text) for text in [*task_named(task).examples[language], *made]]


def is_right(question: Question, reading: SentimentReading) -> None:
    """Work the answer out from the record, over all units, not only those that are offered."""
    t, units = question.step, question.units
    answer = question.choices.index(question.answer)
    h, verdict = reading.record.unit_values("h"), reading.verdict
    match question.kind:
        case "verdict":
            before, after = float(verdict[t - 1]), float(verdict[t])
            change = after - before
            assert (question.before, question.values) == ((before,), (change,))
            assert abs(abs(change) - 0.12) >= 0.0199
            moved = abs(change) >= 0.12
            if before > 0.86:
                assert answer == (0 if not moved else 1 if after > 0.5 else 2)
            elif before < 0.14:
                assert answer == (2 if not moved else 1 if after < 0.5 else 0)
            else:
                assert answer == (1 if not moved else 0 if change > 0 else 2)
            if moved and not 0.14 <= before <= 0.86:
                assert abs(after - 0.5) >= 0.0199
        case "flip":
            turned = [bool(np.sign(h[t - 1, unit]) != np.sign(h[t, unit])) for unit in units]
            assert [k for k, each in enumerate(turned) if each] == [answer]
            assert min(np.abs(h[t - 1 : t + 1, units]).min(axis=0)) >= 0.15
            np.testing.assert_array_equal(question.values, h[t, units])
            np.testing.assert_array_equal(question.before, h[t - 1, units])
        case "move":
            moved = np.abs(h[t] - h[t - 1])
            assert units[answer] == moved.argmax()
            assert np.sort(moved[[*units]])[-2] <= moved.max() - 0.2
        case "keep":
            kept = reading.record.unit_values(reading.record.keeps or "")[t]
            assert units[answer] == kept.argmin()
            assert np.sort(kept[[*units]])[1] >= kept.min() + 0.25
            assert question.quantity == reading.record.keeps
        case "gate":
            gates = [q for q in reading.record.quantities if QUANTITIES[q].scale == "gate"]
            assert {*question.gates} == {*gates}
            opened = [reading.record.unit_values(gate).mean(axis=1) for gate in question.gates]
            change = np.array([float(values[t]) - float(values[t - 1]) for values in opened])
            np.testing.assert_allclose(question.values, change, atol=1e-6)
            least, following = np.sort(change)[:2]
            if answer == len(gates):
                assert least >= 0.0499
            else:
                assert answer == change.argmin()
                assert least <= -0.0499
                assert following - least >= 0.0499
        case "turn":
            changes = np.abs(np.diff(verdict, prepend=0.5))
            np.testing.assert_array_equal(np.abs(question.values), changes[[*question.steps]])
            assert {*question.steps} == {*np.argsort(-changes, kind="stable")[:CHOICES]}
            word = f"“{reading.tokens[changes.argmax()]}”"
            assert word in question.answer
            assert str(changes.argmax() + 1) in question.answer
            assert np.sort(changes)[-2] <= changes.max() - 0.1
            assert abs(question.value) == pytest.approx(changes.max())


@pytest.mark.parametrize("name", NETWORKS)
def test_every_answer_is_what_was_measured_and_clearly_so(name: str) -> None:
    for reading in readings(name):
        for question in questions(reading):
            assert len({*question.choices}) == len(question.choices) >= 3
            assert question.answer in question.choices
            assert len(question.units) in (0, CHOICES)
            is_right(question, reading)


@pytest.mark.parametrize("name", NETWORKS)
def test_ten_words_give_four_questions_of_three_kinds(name: str) -> None:
    for reading in readings(name, 20):
        asked = questions(reading)
        assert [each.step for each in asked] == sorted(each.step for each in asked)
        assert len({(each.step, each.kind == "turn") for each in asked}) == len(asked)
        if len(reading.words) >= 10:
            assert len(asked) >= 4
            assert len({each.kind for each in asked}) >= 3


@pytest.mark.parametrize("name", NETWORKS)
def test_guessing_the_commonest_answer_gets_less_than_half(name: str) -> None:
    asked = [each for reading in readings(name) for each in questions(reading)]
    assert len(asked) > 60
    assert commonest(asked) < 0.5
    of_verdict = [each.answer for each in asked if each.kind == "verdict"]
    assert max(of_verdict.count(answer) for answer in {*of_verdict}) < 0.7 * len(of_verdict)


@pytest.mark.parametrize("name", NETWORKS)
def test_one_number_for_all_gets_little_more_than_chance(name: str) -> None:
    asked = [each for reading in readings(name) for each in questions(reading)]
    places = [each.place for each in asked]
    assert max(places.count(place) for place in range(CHOICES)) < 0.42 * len(asked)


@pytest.mark.parametrize("name", ["sentiment-lstm", "sentiment-gru"])
def test_gates_are_asked_about_and_a_plain_cell_has_none(name: str) -> None:
    kinds = {each.kind for reading in readings(name) for each in questions(reading)}
    assert kinds == {"verdict", "flip", "move", "keep", "gate", "turn"}
    plain = {each.kind for reading in readings("sentiment-rnn") for each in questions(reading)}
    assert plain == {"verdict", "flip", "move", "turn"}


def test_where_the_verdict_cannot_rise_it_is_not_offered() -> None:
    found = [
        (question, reading.verdict[question.step - 1])
        for reading in readings("toy-en-gru-8")
        for question in questions(reading)
        if question.kind == "verdict"
    ]
    for question, before in found:
        offered = " ".join(question.choices)
        assert ("rise" in offered) == (before <= 0.86)
        assert ("fall" in offered) == (before >= 0.14)
    assert any(before > 0.86 for _, before in found)
    assert any(before < 0.14 for _, before in found)


def test_a_verdict_beside_the_middle_is_not_asked_about_it() -> None:
    reading = load_model("sentiment-lstm").read("good bad")
    for after, asked in ((0.51, False), (0.49, False), (0.53, True), (0.47, True)):
        judged = replace(reading, verdict=np.array([0.95, after], dtype=np.float32))
        kinds = [question.kind for question in questions(judged)]
        assert ("verdict" in kinds) == asked, after


def test_other_questions_come_between_those_about_a_verdict_that_moves_all_the_time() -> None:
    reading = load_model("sentiment-lstm").read("the film is good but the ending is bad and slow")
    restless = np.where(np.arange(len(reading.tokens)) % 2, 0.3, 0.7).astype(np.float32)
    kinds = [question.kind for question in questions(replace(reading, verdict=restless))]
    assert kinds.count("verdict") >= 4
    assert all({*kinds[k : k + 3]} != {"verdict"} for k in range(len(kinds) - 2))


def test_the_commonest_share_counts_each_kind_by_itself() -> None:
    def one(kind: Kind, answer: str) -> Question:
        values, choices = (0.1, 0.2), ("a", "b")
        return Question(kind=kind, step=1, prompt="", choices=choices, answer=answer, values=values)

    asked = [one("flip", "a"), one("flip", "a"), one("flip", "b"), one("verdict", "b")]
    assert commonest(asked) == 3 / 4
    assert commonest([]) == 0


def test_the_same_reading_is_asked_the_same_in_any_language() -> None:
    reading = load_model("sentiment-lstm").read("the film is not good but the ending is great")
    english, again, hindi = (questions(reading, language) for language in ("en", "en", "hi"))
    assert english == again == viz.questions(reading)
    assert [each.values for each in hindi] == [each.values for each in english]
    assert all(a.prompt != b.prompt for a, b in zip(english, hindi, strict=True))
    for question in hindi:
        assert not {*"abcdefgijklmnopqrstuvwxyz"} & {*question.prompt.split("“")[0]}
    with pytest.raises(ValueError, match="code must be one of"):
        questions(reading, "xx")


def test_a_single_word_has_no_question() -> None:
    assert questions(load_model("sentiment-rnn").read("good")) == []
