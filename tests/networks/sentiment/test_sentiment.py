"""A reading is PyTorch's own forward pass, with every token accounted for."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from visualizer.networks import entry_of, list_models, load_model, task_named
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.vocabulary import Vocabulary

english, hindi = (
    pytest.mark.parametrize(
        "name", [name for name in list_models("sentiment") if entry_of(name).language == language]
    )
    for language in ("en", "hi")
)
WORDS = ("<unk>", "the", "film", "is", "n't", "good", "so-so", "!")


def network(cell: str = "lstm", seed: int = 0) -> SentimentNetwork:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        made = SentimentNetwork(
            cell, Vocabulary(WORDS), embedding_size=3, hidden_size=5, dropout=0.5
        )
    return made.eval()


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_verdict_is_the_plain_forward_pass(cell: str) -> None:
    made = network(cell)
    reading = made.read("The film isn't good!")
    with torch.inference_mode():
        ids = torch.tensor([[1], [2], [3], [4], [5], [7]])
        output, _ = made.recurrent(made.embedding(ids))
        expected = torch.sigmoid(output @ made.readout.weight[0] + made.readout.bias)[:, 0]
    np.testing.assert_allclose(reading.verdict, expected.numpy(), rtol=0, atol=1e-7)
    assert reading.verdict.dtype == np.float32
    np.testing.assert_array_equal(reading.record.h[0, 0], output.numpy())
    assert reading.record.max_error < 1e-6


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_readout_weights_are_each_units_effect(cell: str) -> None:
    made = network(cell)
    reading = made.read("the film is good")
    logit = np.log(reading.verdict) - np.log1p(-reading.verdict)
    h = reading.record.h[0, 0, :, 0]
    weight, bias = made.readout.weight.detach().numpy()[0], made.readout.bias.item()
    np.testing.assert_allclose(logit, h @ weight + bias, atol=1e-5)


def test_a_reading_says_what_was_typed_and_what_is_unknown() -> None:
    text = "  The so-so ZEBRA isn’t\tgood "
    reading = network().read(text)
    assert reading.text == text
    assert reading.tokens == ("The", "so-so", "ZEBRA", "is", "n’t", "good")
    assert reading.words == ("the", "so-so", "zebra", "is", "n't", "good")
    assert reading.unknown == (False, False, True, False, False, False)
    assert (reading.left_out, reading.end) == (0, len(text) - 1)


def test_tokens_beyond_the_limit_are_left_out_and_counted() -> None:
    reading = network().read("good film " * 5000, max_tokens=3)
    assert reading.tokens == ("good", "film", "good")
    assert (reading.left_out, reading.end) == (9997, len("good film good"))
    assert reading.verdict.shape == (3,)
    assert reading.record.h.shape == (1, 1, 3, 1, 5)


def test_the_limit_does_not_change_what_comes_before_it() -> None:
    made = network("gru")
    whole, part = made.read("the film is good !"), made.read("the film is good !", max_tokens=3)
    np.testing.assert_allclose(part.verdict, whole.verdict[:3], atol=1e-6)


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "\u200b"])
def test_a_text_without_tokens_is_refused_by_rule(text: str) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        network().read(text)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="max_tokens must be at least 1, got 0"):
        network().read("good", max_tokens=0)


def test_dropout_acts_in_training_only() -> None:
    made = network()
    ids = torch.tensor([[1], [2]])
    assert torch.equal(made(ids), made(ids))
    made.train()
    assert not torch.equal(made(ids), made(ids))


def test_many_threads_share_one_network() -> None:
    made = load_model("sentiment-lstm")
    texts = [f"{'not ' * (number % 5)}good film {number % 7}" for number in range(60)]
    alone = [made.read(text).verdict for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: made.read(text), texts))
    for expected, reading in zip(alone, together, strict=True):
        np.testing.assert_array_equal(reading.verdict, expected)
        assert reading.record.h.shape[2] == len(reading.tokens)


@pytest.mark.parametrize("name", list_models("sentiment"))
def test_reading_leaves_the_network_untouched(name: str) -> None:
    made = load_model(name)
    before = {key: value.clone() for key, value in made.state_dict().items()}
    made.read("the film was not good")
    assert all(torch.equal(value, before[key]) for key, value in made.state_dict().items())
    assert not made.training
    assert all(parameter.grad is None for parameter in made.parameters())


def test_not_turns_the_shipped_verdict() -> None:
    made = load_model("sentiment-lstm")
    assert made.read("good").verdict[-1] > 0.5 > made.read("not good").verdict[-1]
    assert made.read("bad").verdict[-1] < 0.5 < made.read("not bad").verdict[-1]


@english
def test_a_late_turn_brings_the_shipped_verdict_back(name: str) -> None:
    text = "a slow start but the ending was not dull and I loved every minute of it"
    reading = load_model(name).read(text)
    assert reading.verdict[reading.tokens.index("slow")] < 0.5 < reading.verdict[-1]


@english
def test_what_a_card_says_is_read_wrong_reads_the_same_as_written(name: str) -> None:
    network = load_model(name)
    as_written = tokenizer_of(network.card.language).as_written
    for mistake in network.card.own.gets_wrong:
        words = [token.word for token in network.tokenize(as_written(mistake.text))]
        assert words == mistake.text.lower().split()


@hindi
def test_a_hindi_network_keeps_what_was_typed_and_knows_it_in_any_spelling(name: str) -> None:
    network = load_model(name)
    reading = network.read("यह फ़िल्म अच्छी नही है.")
    assert reading.tokens == ("यह", "फ़िल्म", "अच्छी", "नही", "है", ".")
    assert reading.words == ("यह", "फिल्म", "अच्छी", "नहीं", "है", "।")
    assert not any(reading.unknown)
    again = network.read("यह फिल्म अच्छी नहीं है।")
    np.testing.assert_array_equal(reading.verdict, again.verdict)
    assert network.read("यह zebra").unknown == (False, True)


@hindi
def test_no_turns_the_hindi_verdict_at_its_place(name: str) -> None:
    verdict = load_model(name).read("यह फ़िल्म अच्छी नहीं है।").verdict
    assert verdict[2] > 0.6
    assert max(verdict[3:]) < 0.4


@hindi
def test_the_hindi_examples_move_and_end_as_they_mean(name: str) -> None:
    network = load_model(name)
    late, plain, negated, turning = map(network.read, task_named("sentiment").examples["hi"])
    for reading in (late, turning):
        turn = reading.words.index("लेकिन")
        assert reading.verdict[:turn].min() < 0.4
        assert reading.verdict[-1] > 0.6
    assert plain.verdict[-1] > 0.8
    assert negated.verdict.max() > 0.6 > 0.4 > negated.verdict[-1]
