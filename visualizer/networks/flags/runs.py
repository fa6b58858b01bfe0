"""Many flagged sentences read at once: what every unit was, and what decisions came to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float

from visualizer.core import Intervention, Record, intervene, record
from visualizer.networks.cards import Share
from visualizer.networks.flags.flagged import KINDS, PROPERTIES, Decision, Flagged
from visualizer.networks.predicting.evaluation import side_by_side
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.vocabulary import Vocabulary

MODULE = "recurrent"
"""The network's recurrent layer."""

FORM = "form"
"""Asked of a decision beside gender and number: is it the right form of all?"""


@dataclass(frozen=True)
class Score:
    """How often decisions of one kind come out right.

    Attributes:
        kind: of what words, such as `pronoun`.
        asked: `gender` or `number`: the forms that say the right value are likelier, together,
            than those that say the other one; or `form`: the right one is the likeliest of all.
        right: the share.
    """

    kind: str
    asked: str
    right: Share


Scores = tuple[Score, ...]


def score_of(scores: Scores, kind: str, asked: str) -> Share | None:
    """One of them; None if nothing of this kind was asked."""
    found = (each.right for each in scores if (each.kind, each.asked) == (kind, asked))
    return next(found, None)


@torch.inference_mode()
def recorded(network: NextNetwork, sentences: Sequence[Flagged]) -> Record:
    """Sentences side by side, B of them; beyond a sentence's end values are of no meaning."""
    ids, _ = side_by_side([each.words for each in sentences], network.vocabulary)
    with record(network.recurrent) as recording:
        network.recurrent(network.embedding(ids))
    return recording[""]


class Questions:
    """What is asked at the decisions of some sentences, ready for many runs of a network."""

    def __init__(self, sentences: Sequence[Flagged], vocabulary: Vocabulary) -> None:
        asked = [
            (decision.step - 1, column, decision.kind, question, *sides)
            for column, each in enumerate(sentences)
            for decision in each.decisions
            for question, sides in _asked(decision)
        ]
        self.ids, _ = side_by_side([each.words for each in sentences], vocabulary)
        self._before = np.array([each[0] for each in asked], dtype=int)
        self._columns = np.array([each[1] for each in asked], dtype=int)
        self._right = _marked([each[4] for each in asked], vocabulary)
        self._wrong = _marked([each[5] for each in asked], vocabulary)
        self._form = np.array([each[3] == FORM for each in asked])
        names = [(each[2], each[3]) for each in asked]
        wanted = [(kind, question) for kind in KINDS for question in (*PROPERTIES, FORM)]
        self._groups = {
            group: np.array([each == group for each in names])
            for group in wanted
            if group in set(names)
        }

    def scores(self, network: NextNetwork, *changes: Intervention) -> Scores:
        """How often a network is right while these changes are made in it."""
        (found,) = self.scores_of_copies(network, 1, *changes)
        return found

    @torch.inference_mode()
    def scores_of_copies(
        self, network: NextNetwork, copies: int, *changes: Intervention
    ) -> tuple[Scores, ...]:
        """The same for each of several copies of the sentences, read side by side."""
        B = self.ids.shape[1]
        embedded = network.embedding(self.ids).repeat(1, copies, 1)
        with intervene(network, *changes):
            h, _ = network.recurrent(embedded)
        columns = self._columns + B * np.arange(copies)[:, None]
        logits = network.readout(h[self._before, columns])
        said = torch.softmax(logits, -1).numpy()
        right, wrong = said * self._right, said * self._wrong
        won = right.sum(-1) > np.where(self._form, wrong.max(-1), wrong.sum(-1))
        return tuple(
            tuple(
                Score(*group, Share(round(float(each[rows].mean()), 4), int(rows.sum())))
                for group, rows in self._groups.items()
            )
            for each in won
        )


def _asked(decision: Decision) -> Iterator[tuple[str, tuple[Sequence[str], Sequence[str]]]]:
    for each in PROPERTIES:
        sides = decision.sides(each)
        if sides:
            yield each, sides
    yield (
        FORM,
        ((decision.right,), tuple(word for word in decision.forms if word != decision.right)),
    )


def _marked(words: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Float[np.ndarray, "N V"]:
    marks = np.zeros((len(words), len(vocabulary)), dtype=np.float32)
    for row, each in enumerate(words):
        marks[row, vocabulary.ids(each)] = 1
    return marks
