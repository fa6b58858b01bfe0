"""How many signs a word changes: counted one text at a time, by PyTorch alone."""

import numpy as np
import pytest
import torch

import visualizer as viz
from visualizer.networks.sentiment.flips import (
    CONTROLS,
    Control,
    added_words,
    last_memories,
    sign_flips,
    trials,
    with_control,
)
from visualizer.networks.sentiment.network import SentimentNetwork

NAMES = ["sentiment-lstm", "sentiment-gru", "sentiment-hi-rnn", "toy-en-lstm-8", "toy-hi-gru-8"]


def memory_after(network: SentimentNetwork, words: tuple[str, ...]) -> np.ndarray:
    ids = torch.tensor(network.vocabulary.ids(words))
    with torch.inference_mode():
        _, state = network.recurrent(network.embedding(ids).unsqueeze(1))
    return (state[1] if network.cell == "lstm" else state)[0, 0].numpy()


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_gives_what_each_text_gives_alone(name: str) -> None:
    network = viz.load_model(name)
    listed, of_all = trials(network)
    assert 0 < len(listed) <= of_all
    texts = [text for each in listed for text in (each.plain, each.changed, each.control)]
    alone = np.stack([memory_after(network, text) for text in texts])
    np.testing.assert_allclose(last_memories(network, texts), alone, atol=1e-5)
    found = sign_flips(network, [(each.plain, each.changed) for each in listed])
    plain, changed = alone[0::3], alone[1::3]
    open_ = ((np.abs(plain) < 1e-5) | (np.abs(changed) < 1e-5)).sum(axis=1)
    assert open_.sum() <= 1, "signs that hang on the last bits"
    assert (abs(found.up - ((plain < 0) & (changed > 0)).sum(axis=1)) <= open_).all()
    assert (abs(found.down - ((plain > 0) & (changed < 0)).sum(axis=1)) <= open_).all()
    lengths = np.linalg.norm(plain, axis=1) * np.linalg.norm(changed, axis=1)
    np.testing.assert_allclose(found.cosine, (plain * changed).sum(axis=1) / lengths, atol=1e-4)
    assert found.units == network.recurrent.hidden_size
    assert found.mean == pytest.approx((found.up.mean(), found.down.mean(), found.cosine.mean()))


def test_what_was_planned_on_is_so() -> None:
    """A negation turns most signs of praise in the English LSTM, few of blame; *really* none."""
    network = viz.load_model("sentiment-lstm")
    for positive, least, most in ((True, 30, 45), (False, 4, 12)):
        own = [each for each in trials(network)[0] if each.positive == positive]
        assert len(own) > 40
        up, down, _ = sign_flips(network, [(each.plain, each.changed) for each in own]).mean
        assert least < up + down < most
        up, down, cosine = sign_flips(network, [(each.plain, each.control) for each in own]).mean
        assert up + down < 2
        assert cosine > 0.98


@pytest.mark.parametrize("name", NAMES)
def test_a_trial_adds_words_in_one_place_and_its_control_is_known(name: str) -> None:
    network = viz.load_model(name)
    control = CONTROLS[network.card.task, network.language]
    assert control.word in network.vocabulary
    for each in trials(network)[0]:
        added = added_words(each.plain, each.changed)
        assert added is not None
        first, end = added
        assert each.changed[:first] + each.changed[end:] == each.plain
        place = first - control.earlier
        assert each.control == (*each.plain[:place], control.word, *each.plain[place:])


@pytest.mark.parametrize(
    ("plain", "changed", "wanted"),
    [
        ("it is good", "it is not good", "it is really good"),
        ("good", "not so good", "really good"),
        ("good", "good indeed", "good really"),
        ("it is good", "it was good", None),
        ("it is good", "so it is not good", None),
        ("it is good", "it good", None),
        ("it is good", "it is good", None),
    ],
)
def test_the_control_stands_where_words_were_added(
    plain: str, changed: str, wanted: str | None
) -> None:
    texts = (tuple(plain.split()), tuple(changed.split()))
    put = with_control(*texts, Control("really"))
    assert put == (None if wanted is None else tuple(wanted.split()))


def test_it_may_stand_a_word_earlier_but_never_before_the_text() -> None:
    assert with_control(("a", "b"), ("a", "not", "b"), Control("so", 1)) == ("so", "a", "b")
    assert with_control(("b",), ("not", "b"), Control("so", 1)) == ("so", "b")


def test_no_pairs_have_no_mean() -> None:
    found = sign_flips(viz.load_model("toy-en-rnn-8"), [])
    assert np.isnan(found.mean).all()
