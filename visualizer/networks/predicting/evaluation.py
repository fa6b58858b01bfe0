"""What can be measured on any network that predicts."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from visualizer.networks.predicting.card import Surprise
from visualizer.networks.predicting.material import Words
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.vocabulary import Vocabulary

BATCH_SIZE = 256


def side_by_side(
    texts: Sequence[Words], vocabulary: Vocabulary
) -> tuple[Int[Tensor, "T B"], Bool[Tensor, "T B"]]:
    """Texts as word numbers, the shorter ones filled up with zeros; and what is text."""
    ids = [torch.tensor(vocabulary.ids(words)) for words in texts]
    whole = [torch.ones(len(each), dtype=torch.bool) for each in ids]
    return pad_sequence(ids), pad_sequence(whole)


def log_probabilities(
    network: NextNetwork, ids: Int[Tensor, "T B"], logits: Float[Tensor, "T B V"]
) -> Float[Tensor, "T B"]:
    """ln of what every word was given before it was read; of the first by the zero state."""
    first = network.readout.bias.expand(1, ids.shape[1], -1)
    before = torch.log_softmax(torch.cat([first, logits[:-1]]), -1)
    return before.gather(-1, ids[..., None])[..., 0]


@torch.inference_mode()
def word_logs(network: NextNetwork, texts: Sequence[Words]) -> list[Float[np.ndarray, " T"]]:
    """ln of what every word of each text was given, read from a fresh state."""
    network.eval()
    found: dict[int, Float[np.ndarray, " T"]] = {}
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for first in range(0, len(order), BATCH_SIZE):
        numbers = order[first : first + BATCH_SIZE]
        ids, _ = side_by_side([texts[number] for number in numbers], network.vocabulary)
        logs = log_probabilities(network, ids, network(ids)).numpy()
        found |= {n: logs[: len(texts[n]), column] for column, n in enumerate(numbers)}
    return [found[number] for number in range(len(texts))]


def surprise(network: NextNetwork, texts: Sequence[Words]) -> Surprise:
    """The mean surprise at the words of texts."""
    return surprise_of(np.concatenate(word_logs(network, texts)).tolist())


def surprise_of(logs: Sequence[float]) -> Surprise:
    """The mean of the negatives, to four places."""
    return Surprise(round(-math.fsum(logs) / len(logs), 4), len(logs))


class Counted:
    """Judges that only count: how often words come, and how often each follows each.

    Every count is one more than what was seen, over all words of the vocabulary, so that nothing
    is impossible.
    """

    def __init__(self, texts: Sequence[Words], vocabulary: Vocabulary) -> None:
        self._size = len(vocabulary)
        self._words = Counter(word for words in texts for word in words)
        self._n = sum(self._words.values())
        self._pairs = Counter(
            pair for words in texts for pair in zip(("", *words), words, strict=False)
        )
        self._before = Counter(before for words in texts for before in ("", *words[:-1]))

    def unigram(self, words: Words) -> list[float]:
        """ln of what each word is given by how often it comes."""
        return [math.log((self._words[word] + 1) / (self._n + self._size)) for word in words]

    def bigram(self, words: Words) -> list[float]:
        """ln of what each word is given by how often it follows the one before it."""
        return [
            math.log((self._pairs[before, word] + 1) / (self._before[before] + self._size))
            for before, word in zip(("", *words), words, strict=False)
        ]
