"""The lists on which changes are measured: short texts with their verdicts, for every network."""

from types import SimpleNamespace
from typing import Any

import pytest

from visualizer.networks import judged, list_models, load_model
from visualizer.networks.judged import judged_texts
from visualizer.networks.sentiment.judged import judged_texts as of_sentiment
from visualizer.networks.toy.languages import GRAMMARS

SIZES = {"sentiment-lstm": 250, "sentiment-hi-gru": 154}


@pytest.mark.parametrize("name", [*SIZES, *list_models("toy")])
def test_every_network_has_texts_of_both_verdicts_in_its_own_words(name: str) -> None:
    network = load_model(name)
    texts = judged_texts(network)
    assert len(texts) == SIZES.get(name, 400)
    positive = sum(positive for _, positive in texts)
    assert 0.4 < positive / len(texts) < 0.6
    flat = [word for words, _ in texts for word in words]
    assert all(words for words, _ in texts)
    # In corpus form, as the network learned them.
    assert sum(word in network.vocabulary for word in flat) / len(flat) > 0.97


@pytest.mark.parametrize(
    ("name", "words", "positive"),
    [
        ("sentiment-gru", "good", True),
        ("sentiment-gru", "not good", False),
        ("sentiment-gru", "this is n't a good movie", False),
        ("sentiment-gru", "dull", False),
        ("sentiment-gru", "not dull", True),
        ("sentiment-hi-lstm", "फ़िल्म अच्छी है", True),
        ("sentiment-hi-lstm", "फ़िल्म अच्छी नहीं है", False),
        ("sentiment-hi-lstm", "आज मौसम बहुत सुहाना है", True),
    ],
)
def test_a_phrase_and_the_same_denied_have_opposite_verdicts(
    name: str, words: str, positive: bool
) -> None:
    network = load_model(name)
    found = {" ".join(words): positive for words, positive in judged_texts(network)}
    written = " ".join(token.word for token in network.tokenize(words))
    assert found[written] is positive


@pytest.mark.parametrize("name", ["toy-en-rnn-8", "toy-hi-lstm-4"])
def test_a_made_sentences_verdict_is_the_grammars(name: str) -> None:
    """A sentence of one clause is positive if its adjective is, unless it is denied."""
    network = load_model(name)
    grammar = GRAMMARS[network.language]

    def learned(*words: str) -> set[str]:
        return {token.word for token in network.tokenize(" ".join(words))}

    joints = learned(grammar.conjunction, grammar.contrast, ",")
    single = [each for each in judged_texts(network) if not joints & {*each[0]}]
    assert len(single) > 20
    for words, positive in single:
        denied = bool({*words} & learned(*(each[-1] for each in grammar.negations)))
        assert positive == (bool({*words} & learned(*grammar.good)) != denied), words


def test_without_a_list_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    network = load_model("sentiment-rnn")
    monkeypatch.setattr(judged, "LISTS", {})
    assert [*judged_texts(network)] == []
    other: Any = SimpleNamespace(language="xx", tokenize=network.tokenize)
    assert [*of_sentiment(other)] == []
