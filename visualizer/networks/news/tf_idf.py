"""A judge that counts words: tf-idf and one linear layer."""

from collections import Counter
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from visualizer.networks.classes.material import Text

STEPS = 200
DECAYS = (1e-6, 1e-5, 1e-4)
"""How strongly weights are pulled to 0: the best on the validation texts counts."""


class TfIdf:
    """Texts as vectors: every word's count, as a logarithm, times its rarity; all of length 1."""

    def __init__(self, learned: Sequence[Text], *, at_least: int = 2) -> None:
        counts = Counter(word for text in learned for word in {*text.words})
        words = sorted(word for word, count in counts.items() if count >= at_least)
        self._numbers = {word: number for number, word in enumerate(words)}
        found = torch.tensor([counts[word] for word in words], dtype=torch.float32)
        self._rarity = torch.log((1 + len(learned)) / (1 + found)) + 1

    def __len__(self) -> int:
        return len(self._numbers)

    def vectors(self, texts: Sequence[Text]) -> Float[Tensor, "N V"]:
        """One row for each text, sparse."""
        places, values = [], []
        for row, text in enumerate(texts):
            for word, count in Counter(text.words).items():
                if word in self._numbers:
                    places.append((row, self._numbers[word]))
                    values.append(count)
        where = torch.tensor(places, dtype=torch.long).reshape(-1, 2).T
        weights = (1 + torch.tensor(values, dtype=torch.float32).log()) * self._rarity[where[1]]
        lengths = torch.zeros(len(texts)).index_add(0, where[0], weights**2).sqrt()
        scaled = weights / lengths[where[0]].clamp_min(1e-12)
        return torch.sparse_coo_tensor(
            where, scaled, (len(texts), len(self)), check_invariants=False
        ).coalesce()


def tf_idf_answers(
    learned: Sequence[Text],
    validation: Sequence[Text],
    judged: Sequence[Text],
    weights: Sequence[float],
) -> tuple[list[int], int]:
    """What it gives each judged text to, and how many words it tells apart."""
    space = TfIdf(learned)
    fitted = [_fitted(space.vectors(learned), learned, weights, decay) for decay in DECAYS]
    chosen_on = space.vectors(validation)
    labels = torch.tensor([text.label for text in validation])
    right = [int((_said(chosen_on, layer) == labels).sum()) for layer in fitted]
    best = fitted[right.index(max(right))]
    return _said(space.vectors(judged), best).tolist(), len(space)


def _said(
    vectors: Float[Tensor, "N V"], layer: tuple[Float[Tensor, "V C"], Float[Tensor, " C"]]
) -> Tensor:
    return (torch.sparse.mm(vectors, layer[0]) + layer[1]).argmax(1)


def _fitted(
    vectors: Float[Tensor, "N V"], texts: Sequence[Text], weights: Sequence[float], decay: float
) -> tuple[Float[Tensor, "V C"], Float[Tensor, " C"]]:
    """The linear layer with the least weighted cross-entropy, and `decay` times its squares."""
    labels = torch.tensor([text.label for text in texts])
    layer = torch.zeros(vectors.shape[1], len(weights), requires_grad=True)
    bias = torch.zeros(len(weights), requires_grad=True)
    optimizer = torch.optim.Adam([layer, bias], lr=0.05)
    heavy = torch.tensor(weights)
    for _ in range(STEPS):
        optimizer.zero_grad()
        logits = torch.sparse.mm(vectors, layer) + bias
        loss = torch.nn.functional.cross_entropy(logits, labels, weight=heavy)
        (loss + decay * layer.square().sum()).backward()
        optimizer.step()
    return layer.detach(), bias.detach()
