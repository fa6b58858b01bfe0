"""Embedding against one-hot: what a word is for a network, how large, how dear, how near."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float

from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.vocabulary import UNKNOWN, UNKNOWN_ID


@dataclass(frozen=True, kw_only=True)
class WordCost:
    """What one kind of word vectors costs.

    Attributes:
        numbers: for each word.
        table: numbers kept to make the vectors: the embedding's weights; 0 for one-hot.
        weights: of the first product with a word's vector.
        multiplications: of that product, for each word, every one of them carried out.
    """

    numbers: int
    table: int
    weights: int
    multiplications: int


@dataclass(frozen=True)
class Neighbour:
    """Another word, and the cosine of the angle between the two vectors, -1 to 1."""

    word: str
    cosine: float


def embedding_cost(network: ClassNetwork) -> WordCost:
    """What the network's own word vectors cost."""
    V, E = network.embedding.weight.shape
    return WordCost(
        numbers=E,
        table=V * E,
        weights=_rows(network) * E,
        multiplications=_rows(network) * E,
    )


def one_hot_cost(network: ClassNetwork) -> WordCost:
    """What it would cost if a word were a 1 at its place and 0 elsewhere."""
    V = len(network.vocabulary)
    return WordCost(
        numbers=V,
        table=0,
        weights=_rows(network) * V,
        multiplications=_rows(network) * V,
    )


def _rows(network: ClassNetwork) -> int:
    """Rows of the first matrix that words are multiplied by: all gates', or the read-out's."""
    if network.recurrent is None:
        return network.readout.out_features
    return len(network.recurrent.get_parameter("weight_ih_l0"))


@torch.inference_mode()
def nearest_words(
    network: ClassNetwork, word: str, count: int = 8, among: Sequence[str] | None = None
) -> tuple[Neighbour, ...]:
    """The words whose vectors point most nearly the same way, the nearest first.

    Args:
        word: as it is looked up.
        among: only these; None: all that the network knows.

    Raises:
        ValueError: the network does not know the word.
    """
    vocabulary = network.vocabulary
    if word not in vocabulary:
        raise ValueError(f"a word must be one that {network.name} knows, got {word[:40]!r}")
    (own,) = vocabulary.ids([word])
    vectors = torch.nn.functional.normalize(network.embedding.weight, dim=1)
    cosines = vectors @ vectors[own]
    cosines[[UNKNOWN_ID, own]] = -2.0
    if among is not None:
        others = torch.ones(len(vocabulary), dtype=torch.bool)
        others[vocabulary.ids(among)] = False
        cosines[others] = -2.0
    order = cosines.argsort(descending=True, stable=True)[:count].tolist()
    return tuple(
        Neighbour(vocabulary.words[number], round(max(-1.0, min(1.0, cosines[number].item())), 6))
        for number in order
        if cosines[number] > -2.0
    )


@torch.inference_mode()
def embedding_cosines(network: ClassNetwork, words: Sequence[str]) -> Float[np.ndarray, "N N"]:
    """The cosine of every two words' vectors, -1 to 1.

    Raises:
        ValueError: the network does not know one of the words.
    """
    if unknown := [word for word in words if word not in network.vocabulary]:
        raise ValueError(f"words must be ones that {network.name} knows, got {unknown[0][:40]!r}")
    numbers = torch.tensor(network.vocabulary.ids(words), dtype=torch.long)
    vectors = torch.nn.functional.normalize(network.embedding.weight[numbers], dim=1)
    return (vectors @ vectors.T).clamp(-1, 1).numpy()


def one_hot_cosine(one: str, other: str) -> float:
    """The cosine of two words' one-hot vectors: 1 for the same word, else 0, whatever they mean."""
    return float(one == other and one != UNKNOWN)
