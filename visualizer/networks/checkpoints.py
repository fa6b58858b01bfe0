"""The networks that ship with the package, and the checks their files pass before use."""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from visualizer.core import CELLS
from visualizer.networks.cards import ModelCard, read_card
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.vocabulary import Vocabulary, read_vocabulary
from visualizer.places import ASSETS

MODELS = ASSETS / "models"
VOCABULARY_FILE = "sentiment-vocabulary.json"
MAX_SIZE = 4096


class CheckpointError(Exception):
    """A file of a shipped network is missing or damaged: which network, which file, and why."""

    def __init__(self, name: str, file: str, reason: str) -> None:
        super().__init__(name, file, reason)
        self.name = name
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.file} cannot be used: {self.reason}"


def list_models() -> tuple[str, ...]:
    """The names that `load_model` takes."""
    return tuple(f"sentiment-{cell}" for cell in reversed(CELLS))


def load_model(name: str, folder: Path = MODELS) -> SentimentNetwork:
    """Load a shipped network, ready to read.

    Raises:
        ValueError: no network has this name; the message lists those there are.
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    if name not in list_models():
        raise ValueError(f"a model must be one of {', '.join(list_models())}, got {name!r}")
    card = _read_card(name, folder)
    network = _bare_network(card, _read_vocabulary(card, folder))
    weights = _read_weights(name, checkpoint_path(folder, name))
    _check_weights(network, weights, checkpoint_path(folder, name))
    network.load_state_dict(weights, assign=True)
    network.card = card
    return network.eval()


def checkpoint_path(folder: Path, name: str) -> Path:
    """Where the weights of a network are."""
    return folder / f"{name}.safetensors"


def card_path(folder: Path, name: str) -> Path:
    """Where the card of a network is."""
    return folder / f"{name}.json"


def _read_card(name: str, folder: Path) -> ModelCard:
    path = card_path(folder, name)
    try:
        card = read_card(path)
    except (OSError, ValueError) as error:
        raise CheckpointError(name, path.name, _reason(error)) from error
    if (card.name, f"sentiment-{card.cell}") != (name, name):
        raise CheckpointError(name, path.name, f"it is the card of {card.name}, cell {card.cell}")
    if not all(1 <= size <= MAX_SIZE for size in (card.embedding_size, card.hidden_size)):
        raise CheckpointError(name, path.name, f"its sizes must be 1 to {MAX_SIZE}")
    return card


def _read_vocabulary(card: ModelCard, folder: Path) -> Vocabulary:
    try:
        vocabulary = read_vocabulary(folder / VOCABULARY_FILE)
    except (OSError, ValueError) as error:
        raise CheckpointError(card.name, VOCABULARY_FILE, _reason(error)) from error
    if len(vocabulary) != card.vocabulary_size:
        reason = f"it has {len(vocabulary)} words, the card says {card.vocabulary_size}"
        raise CheckpointError(card.name, VOCABULARY_FILE, reason)
    return vocabulary


def _bare_network(card: ModelCard, vocabulary: Vocabulary) -> SentimentNetwork:
    """The network with its sizes but no numbers in it, and no memory behind it."""
    with torch.device("meta"):
        return SentimentNetwork(
            card.cell,
            vocabulary,
            embedding_size=card.embedding_size,
            hidden_size=card.hidden_size,
        )


def _read_weights(name: str, path: Path) -> dict[str, Tensor]:
    # Read, not mapped: a file replaced while the app runs must not change or crash the network.
    # Cloned onto aligned memory, where products run fast.
    try:
        return {key: weight.clone() for key, weight in load(path.read_bytes()).items()}
    except (OSError, SafetensorError) as error:
        raise CheckpointError(name, path.name, _reason(error)) from error


def _check_weights(network: SentimentNetwork, weights: dict[str, Tensor], path: Path) -> None:
    expected = {name: tuple(weight.shape) for name, weight in network.state_dict().items()}
    got = {name: tuple(weight.shape) for name, weight in weights.items()}
    for name in sorted(expected.keys() | got.keys()):
        if expected.get(name) != got.get(name):
            reason = f"{name} must be {expected.get(name)}, got {got.get(name)}"
            raise CheckpointError(network.name, path.name, reason)
        if weights[name].dtype != torch.float32 or not weights[name].isfinite().all():
            raise CheckpointError(network.name, path.name, f"{name} must be finite float32 numbers")


def _reason(error: Exception) -> str:
    return "the file is missing" if isinstance(error, FileNotFoundError) else str(error)
