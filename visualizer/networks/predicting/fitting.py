"""How a network that predicts is fitted to its texts, and goes on after an interruption."""

import copy
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from visualizer.networks.initialisation import make_orthogonal, open_forget_gates
from visualizer.networks.predicting.evaluation import log_probabilities, side_by_side, surprise
from visualizer.networks.predicting.material import Material, Recipe, Words
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.unfinished import Stateful, Unfinished
from visualizer.networks.vocabulary import UNKNOWN_ID, Vocabulary


@dataclass(frozen=True)
class Batch:
    """Word numbers, and what of them is text."""

    ids: Int[Tensor, "T B"]
    whole: Bool[Tensor, "T B"]


@dataclass(frozen=True)
class Fitted:
    """A network as it was after its best epoch, that epoch, and the seconds of all epochs."""

    network: NextNetwork
    epoch: int
    seconds: float


def fresh_network(
    cell: str, vocabulary: Vocabulary, recipe: Recipe, *, language: str, seed: int
) -> NextNetwork:
    """An untrained network whose first weights suit its cell."""
    network = NextNetwork(
        cell,
        vocabulary,
        embedding_size=recipe.embedding_size,
        hidden_size=recipe.hidden_size,
        layers=recipe.layers,
        dropout=recipe.dropout,
        language=language,
    )
    nn.init.normal_(network.embedding.weight, std=recipe.spread)
    open_forget_gates(network.recurrent, 1.0)
    if cell == "rnn":
        make_orthogonal(network.recurrent, torch.Generator().manual_seed(seed))
    return network


def fit(
    network: NextNetwork, material: Material, recipe: Recipe, kept: Unfinished, *, progress: bool
) -> Fitted:
    """Train; the best epoch is the one with the least surprise at the validation texts."""
    batches = batched(material.texts, network.vocabulary, recipe.batch_size)
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimizer, start_factor=1.0, end_factor=0.0, total_iters=recipe.epochs * len(batches)
    )
    best = copy.deepcopy(network)
    parts: dict[str, Stateful] = {
        **{"network": network, "best": best},
        **{"optimizer": optimizer, "schedule": schedule},
    }
    said: dict[str, Any] = {"least": float("inf"), "best_epoch": 0}
    with click.progressbar(
        length=recipe.epochs * len(batches),
        label=network.name,
        file=sys.stderr,
        hidden=not progress,
    ) as bar:
        for epoch in kept.epochs(recipe.epochs, parts, said):
            bar.update((epoch - 1) * len(batches) - bar.pos)
            network.train()
            for number in torch.randperm(len(batches)).tolist():
                _step(network, optimizer, batches[number], recipe)
                schedule.step()
                bar.update(1)
            nats = surprise(network, material.validation).nats
            if nats < said["least"]:
                best.load_state_dict(network.state_dict())
                said |= {"least": nats, "best_epoch": epoch}
    return Fitted(best.eval(), said["best_epoch"], said["seconds"])


def _step(
    network: NextNetwork, optimizer: torch.optim.Optimizer, batch: Batch, recipe: Recipe
) -> None:
    optimizer.zero_grad()
    mean_loss(network, batch, recipe.unknown).backward()
    nn.utils.clip_grad_norm_(network.parameters(), recipe.largest_gradient)
    optimizer.step()


def mean_loss(network: NextNetwork, batch: Batch, unknown: float = 0.0) -> Float[Tensor, ""]:
    """The mean surprise, in nats, at all words, the first ones too.

    Args:
        unknown: the share of words that are read as unknown; they are still to be predicted.
    """
    lost = torch.rand(batch.ids.shape) < unknown
    logits = network(batch.ids.masked_fill(lost, UNKNOWN_ID))
    return -log_probabilities(network, batch.ids, logits)[batch.whole].mean()


def batched(texts: Sequence[Words], vocabulary: Vocabulary, size: int) -> list[Batch]:
    """Texts of about the same length together."""
    ordered = sorted(texts, key=len)
    return [
        Batch(*side_by_side(ordered[first : first + size], vocabulary))
        for first in range(0, len(ordered), size)
    ]
