"""Which sentence of a pair is likelier: for the network, and for judges that only count."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Float

from visualizer.networks.agreement.card import TemplateShares
from visualizer.networks.agreement.pairs import Pair
from visualizer.networks.cards import Share
from visualizer.networks.predicting.evaluation import Counted, word_logs
from visualizer.networks.predicting.network import NextNetwork

Won = Float[np.ndarray, " N"]
"""For each pair 1 if the right sentence is likelier, 0 if the wrong one is, a half if neither."""


def won_by_network(network: NextNetwork, pairs: Sequence[Pair]) -> Won:
    """By the probability that the network gives each sentence, word by word."""
    right = word_logs(network, [pair.right for pair in pairs])
    wrong = word_logs(network, [pair.wrong for pair in pairs])
    return _won([float(each.sum()) for each in right], [float(each.sum()) for each in wrong])


def won_by(judge: Callable[[tuple[str, ...]], list[float]], pairs: Sequence[Pair]) -> Won:
    """By what a judge gives each word."""
    right = [math.fsum(judge(pair.right)) for pair in pairs]
    return _won(right, [math.fsum(judge(pair.wrong)) for pair in pairs])


def _won(right: Sequence[float], wrong: Sequence[float]) -> Won:
    apart = np.array(right) - np.array(wrong)
    return np.where(np.abs(apart) < 1e-9, 0.5, apart > 0)


def by_template(
    network: NextNetwork, counted: Counted, pairs: Sequence[Pair]
) -> tuple[TemplateShares, tuple[TemplateShares, ...]]:
    """The shares of all pairs, and those of each template in the order in which they come."""
    won = {
        "network": won_by_network(network, pairs),
        "bigram": won_by(counted.bigram, pairs),
        "unigram": won_by(counted.unigram, pairs),
    }
    names = np.array([pair.template for pair in pairs])
    every = TemplateShares("all", **{judge: share(each) for judge, each in won.items()})
    return every, tuple(
        TemplateShares(name, **{j: share(each[names == name]) for j, each in won.items()})
        for name in dict.fromkeys(names.tolist())
    )


def share(won: Won) -> Share:
    """The mean, to four places."""
    return Share(round(float(won.mean()), 4), len(won))
