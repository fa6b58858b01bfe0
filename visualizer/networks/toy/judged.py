"""Sentences of the made languages with their verdicts: a list on which changes are measured."""

from collections.abc import Sequence

from visualizer.networks.sentiment.judged import Judged
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.toy.languages import GRAMMARS, sentences

SENTENCES = 400
SEED = 1
"""Another one than networks are trained with; they may have learned from some of these too."""


def judged_texts(network: SentimentNetwork) -> Sequence[Judged]:
    """Sentences made by the grammar of the network's language."""
    made = sentences(GRAMMARS[network.language], SENTENCES, SEED)
    return [
        (
            tuple(token.word for token in network.tokenize(" ".join(each.words))),
            each.verdicts[-1] > 0.5,
        )
        for each in made
    ]
