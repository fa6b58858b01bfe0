"""How a sentiment network of any language is fitted to its examples."""

import copy
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import click
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pad_sequence

from visualizer.core import RECORDS
from visualizer.networks.cards import Share
from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.unfinished import Stateful, Unfinished
from visualizer.networks.vocabulary import UNKNOWN_ID, Vocabulary

EMBEDDING_SIZE = 64
HIDDEN_SIZE = 48
WORD_DROPOUT = 0.05
BATCH_SIZE = 128
AVERAGING = 0.998


@dataclass(frozen=True)
class Recipe:
    """What was chosen for a cell on the validation sentences of its language."""

    epochs: int
    learning_rate: float
    dropout: float
    largest_gradient: float


@dataclass(frozen=True)
class Batch:
    """Word numbers, the verdict asked for and 1 where one is asked for."""

    ids: Int[Tensor, "T B"]
    targets: Float[Tensor, "T B"]
    asked: Float[Tensor, "T B"]


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """One thread and a seeded generator inside; both as found afterwards."""
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        try:
            torch.set_num_threads(1)
            torch.manual_seed(seed)
            yield
        finally:
            torch.set_num_threads(threads)


def fresh_network(
    cell: str, vocabulary: Vocabulary, recipe: Recipe, *, language: str
) -> SentimentNetwork:
    """An untrained network whose first weights suit its cell."""
    network = SentimentNetwork(
        cell,
        vocabulary,
        embedding_size=EMBEDDING_SIZE,
        hidden_size=HIDDEN_SIZE,
        dropout=recipe.dropout,
        language=language,
    )
    nn.init.normal_(network.embedding.weight, std=0.1)
    if "f" in RECORDS[cell].sums:
        _open_forget_gates(network)
    if isinstance(network.recurrent, nn.RNN):
        nn.init.orthogonal_(network.recurrent.get_parameter("weight_hh_l0"))
    return network


@torch.no_grad()
def _open_forget_gates(network: SentimentNetwork) -> None:
    """Start with memories kept, as Jozefowicz et al. (2015), section 2.2, found best."""
    rows = RECORDS[network.cell].weight_rows("f", HIDDEN_SIZE)
    network.recurrent.get_parameter("bias_ih_l0")[rows] = 1.0


def fit(
    network: SentimentNetwork,
    examples: Sequence[Example],
    validate: Callable[[SentimentNetwork], Share],
    recipe: Recipe,
    *,
    progress: bool,
    kept: Unfinished | None = None,
) -> tuple[SentimentNetwork, int]:
    """Train; return the averaged network of the epoch that validates best, and that epoch."""
    batches = batched(examples, network.vocabulary)
    averaged, best = copy.deepcopy(network), copy.deepcopy(network)
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimizer, start_factor=1.0, end_factor=0.0, total_iters=recipe.epochs * len(batches)
    )
    parts: dict[str, Stateful] = {
        **{"network": network, "averaged": averaged, "best": best},
        **{"optimizer": optimizer, "schedule": schedule},
    }
    said: dict[str, Any] = {"best": -1.0, "best_epoch": 0}
    with click.progressbar(
        length=recipe.epochs * len(batches),
        label=network.name,
        file=sys.stderr,
        hidden=not progress,
    ) as bar:
        for epoch in (kept or Unfinished(None, {})).epochs(recipe.epochs, parts, said):
            bar.update((epoch - 1) * len(batches) - bar.pos)
            network.train()
            for number in torch.randperm(len(batches)).tolist():
                _train_step(network, optimizer, batches[number], recipe.largest_gradient)
                schedule.step()
                _average(averaged, network)
                bar.update(1)
            share = validate(averaged).share
            if share >= said["best"]:
                best.load_state_dict(averaged.state_dict())
                said |= {"best": share, "best_epoch": epoch}
    return best.eval(), said["best_epoch"]


@torch.no_grad()
def _average(averaged: SentimentNetwork, network: SentimentNetwork) -> None:
    for mean, weight in zip(averaged.parameters(), network.parameters(), strict=True):
        mean.lerp_(weight, 1 - AVERAGING)


def _train_step(
    network: SentimentNetwork,
    optimizer: torch.optim.Optimizer,
    batch: Batch,
    largest_gradient: float,
) -> None:
    dropped = torch.rand(batch.ids.shape) < WORD_DROPOUT
    optimizer.zero_grad()
    mean_loss(network, replace(batch, ids=batch.ids.masked_fill(dropped, UNKNOWN_ID))).backward()
    nn.utils.clip_grad_norm_(network.parameters(), largest_gradient)
    optimizer.step()


def mean_loss(network: SentimentNetwork, batch: Batch) -> Float[Tensor, ""]:
    """The mean cross-entropy, in nats, over the steps at which a verdict is asked for."""
    losses = binary_cross_entropy_with_logits(network(batch.ids), batch.targets, reduction="none")
    return (losses * batch.asked).sum() / batch.asked.sum()


def batched(examples: Sequence[Example], vocabulary: Vocabulary) -> list[Batch]:
    """Examples of about the same length together."""
    ordered = sorted(examples, key=lambda example: len(example.words))
    return [
        batch_of(ordered[first : first + BATCH_SIZE], vocabulary)
        for first in range(0, len(ordered), BATCH_SIZE)
    ]


def batch_of(examples: Sequence[Example], vocabulary: Vocabulary) -> Batch:
    """Examples side by side, the shorter ones filled up."""
    ids = pad_sequence([torch.tensor(vocabulary.ids(example.words)) for example in examples])
    targets, asked = torch.zeros(ids.shape), torch.zeros(ids.shape)
    for column, example in enumerate(examples):
        for step, target in example.targets:
            targets[step, column], asked[step, column] = target, 1.0
    return Batch(ids, targets, asked)
