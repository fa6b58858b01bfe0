"""Shipped checkpoints load and agree with their cards; damaged ones are refused by file."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from visualizer.networks import CheckpointError, list_models, load_model
from visualizer.networks.entries import MODELS

NAME = "sentiment-lstm"
VOCABULARY_FILE = "sentiment-vocabulary.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may damage."""
    for path in (MODELS / VOCABULARY_FILE, *MODELS.glob(f"{NAME}.*")):
        shutil.copy(path, tmp_path)
    return tmp_path


def change_card(folder: Path, **changes: object) -> None:
    """Write other values into the card, or into its task's own part."""
    path = folder / f"{NAME}.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    for name, value in changes.items():
        (card["own"] if name in card["own"] else card)[name] = value
    path.write_text(json.dumps(card), encoding="utf-8")


def change_weights(folder: Path, **changes: torch.Tensor) -> None:
    path = folder / f"{NAME}.safetensors"
    save_file(load_file(path) | changes, path)


def refusal(folder: Path) -> CheckpointError:
    with pytest.raises(CheckpointError) as caught:
        load_model(NAME, folder)
    return caught.value


ENGLISH, HINDI = (
    tuple(f"{prefix}-{cell}" for cell in ("lstm", "gru", "rnn"))
    for prefix in ("sentiment", "sentiment-hi")
)
EVERY = pytest.mark.parametrize("name", [*ENGLISH, *HINDI])


def test_the_english_networks_are_listed_before_the_hindi_ones() -> None:
    assert list_models("sentiment") == (*ENGLISH, *HINDI)


@EVERY
def test_a_shipped_checkpoint_agrees_with_its_card(name: str) -> None:
    network = load_model(name)
    card = network.card
    assert (card.name, network.name) == (name, name)
    assert name.endswith(f"-{network.cell}")
    assert card.parameters == sum(parameter.numel() for parameter in network.parameters())
    assert card.own.vocabulary_size == len(network.vocabulary) == network.embedding.num_embeddings
    assert card.own.embedding_size == network.recurrent.input_size
    assert card.own.hidden_size == network.recurrent.hidden_size
    assert not network.training


@pytest.mark.parametrize("name", ENGLISH)
def test_an_english_network_judges_as_well_as_it_should(name: str) -> None:
    sentences = load_model(name).card.own.sentences
    assert sentences.n == 872
    assert sentences.share >= (0.80 if name.endswith("rnn") else 0.835)


@pytest.mark.parametrize("name", HINDI)
def test_a_hindi_network_judges_as_well_as_it_should(name: str) -> None:
    own = load_model(name).card.own
    assert own.sentences.n == sum(source.right.n for source in own.sources)
    assert own.sentences.share >= {"rnn": 0.81, "gru": 0.85, "lstm": 0.86}[name.split("-")[-1]]
    assert own.sentences.share > own.naive_bayes.share > own.majority.share
    assert own.everyday.share >= 0.8
    assert own.unknown_words.share < 0.04
    assert own.negation.crossed_positive >= 0.85 * own.negation.n_positive
    assert own.negation.crossed_negative >= 0.75 * own.negation.n_negative


@pytest.mark.parametrize("names", [ENGLISH, HINDI])
def test_the_three_networks_of_a_language_compare(names: tuple[str, ...]) -> None:
    cards = [load_model(name).card for name in names]
    sizes = [(each.own.vocabulary_size, each.own.embedding_size) for each in cards]
    assert len({*sizes}) == len({each.own.hidden_size for each in cards}) == 1
    assert len({(card.data, card.source) for card in cards}) == 1


@EVERY
def test_a_card_reports_negation_with_every_failure(name: str) -> None:
    negation = load_model(name).card.own.negation
    assert negation is not None
    crossed = negation.crossed_positive + negation.crossed_negative
    assert crossed + len(negation.failed) == negation.n_positive + negation.n_negative
    if name.endswith("lstm"):
        assert negation.crossed_positive >= 0.85 * negation.n_positive


def test_what_ships_is_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.iterdir()) < 18_000_000


@pytest.mark.parametrize("name", ["sentiment-cnn", "", "../sentiment-lstm", "sentiment-lstm.json"])
def test_an_unknown_name_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(ValueError, match="one of sentiment-lstm, sentiment-gru, sentiment-rnn"):
        load_model(name)


@pytest.mark.parametrize("file", [f"{NAME}.json", f"{NAME}.safetensors", VOCABULARY_FILE])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    error = refusal(folder)
    assert (error.name, error.file, error.reason) == (NAME, file, "the file is missing")
    assert str(error) == f"{NAME}: {file} cannot be used: the file is missing"


@pytest.mark.parametrize("file", [f"{NAME}.json", f"{NAME}.safetensors", VOCABULARY_FILE])
@pytest.mark.parametrize("keep", [0, 7, 0.5])
def test_a_cut_file_is_named(folder: Path, file: str, keep: float) -> None:
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[: int(keep * len(content)) if keep < 1 else int(keep)])
    assert refusal(folder).file == file


@pytest.mark.parametrize("file", [f"{NAME}.json", f"{NAME}.safetensors", VOCABULARY_FILE])
def test_a_file_of_noise_is_named(folder: Path, file: str) -> None:
    (folder / file).write_bytes(bytes(range(256)) * 50)
    assert refusal(folder).file == file


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"hidden_size": "48"}, "card.own.hidden_size must be int"),
        ({"hidden_size": 0}, "sizes must be 1 to 4096"),
        ({"embedding_size": 10**12}, "sizes must be 1 to 4096"),
        ({"seed": True}, "card.seed must be int"),
        ({"sentences": {"share": 0.9}}, "card.own.sentences must be fields"),
        ({"gets_wrong": {}}, "card.own.gets_wrong must be a list"),
        ({"unheard": 1}, "card must be fields"),
        ({"name": "sentiment-gru"}, "card of sentiment-gru"),
        ({"cell": "gru"}, "cell must be lstm, got gru"),
        ({"task": "race"}, "task must be sentiment, got race"),
        ({"language": None}, "language must be en, got None"),
        ({"precision": "int8"}, "card.precision must be one of float32, float16"),
        ({"parameters": 7}, "it says 7 parameters, the weights have"),
    ],
)
def test_a_wrong_card_is_refused_by_rule(
    folder: Path, changes: dict[str, object], rule: str
) -> None:
    change_card(folder, **changes)
    error = refusal(folder)
    assert error.file == f"{NAME}.json"
    assert rule in error.reason


def test_weights_of_another_size_than_the_card_says_are_refused(folder: Path) -> None:
    change_card(folder, hidden_size=49)
    error = refusal(folder)
    assert error.file == f"{NAME}.safetensors"
    assert "must be" in error.reason


def test_a_shorter_vocabulary_is_refused(folder: Path) -> None:
    path = folder / VOCABULARY_FILE
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))[:-1]))
    error = refusal(folder)
    assert error.file == VOCABULARY_FILE
    assert "the card says" in error.reason


def test_wrong_weights_are_refused_by_name(folder: Path) -> None:
    changes = {
        "readout.bias": torch.zeros(2),
        "more": torch.zeros(1),
    }
    for name, weight in changes.items():
        shutil.copy(MODELS / f"{NAME}.safetensors", folder)
        change_weights(folder, **{name: weight})
        assert refusal(folder).reason.startswith(f"{name} must be")


@pytest.mark.parametrize("bias", [torch.full((1,), float("nan")).half(), torch.zeros(1)])
def test_weights_that_are_no_finite_numbers_of_its_precision_are_refused(
    folder: Path, bias: torch.Tensor
) -> None:
    change_weights(folder, **{"readout.bias": bias})
    assert "readout.bias must be finite float16" in refusal(folder).reason


def test_a_card_that_says_another_precision_than_is_stored_is_refused(folder: Path) -> None:
    change_card(folder, precision="float32")
    assert "must be finite float32 numbers, as the card says" in refusal(folder).reason


def test_loading_leaves_the_random_generator_alone() -> None:
    before = torch.random.get_rng_state()
    load_model(NAME)
    assert torch.equal(torch.random.get_rng_state(), before)
