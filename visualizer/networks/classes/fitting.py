"""How a network of classes is fitted to its lessons, and goes on after an interruption."""

import copy
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from visualizer.networks.classes.evaluation import answers, right_of
from visualizer.networks.classes.material import Lesson, Material, Recipe
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.initialisation import make_orthogonal, open_forget_gates
from visualizer.networks.unfinished import Stateful, Unfinished
from visualizer.networks.vocabulary import UNKNOWN_ID, Vocabulary


@dataclass(frozen=True)
class Batch:
    """Word numbers, each text's length, the probabilities asked for and 1 where any are."""

    ids: Int[Tensor, "T B"]
    lengths: Int[Tensor, " B"]
    targets: Float[Tensor, "T B C"]
    asked: Float[Tensor, "T B"]


@dataclass(frozen=True)
class Fitted:
    """A network as it was after its best epoch, that epoch, and the seconds of all epochs."""

    network: ClassNetwork
    epoch: int
    seconds: float


def fresh_network(
    cell: str, material: Material, recipe: Recipe, *, language: str, seed: int
) -> ClassNetwork:
    """An untrained network whose first weights suit its cell; a bag's cell is `bag`."""
    network = ClassNetwork(
        None if cell == "bag" else cell,
        material.vocabulary,
        material.classes,
        embedding_size=recipe.embedding_size,
        hidden_size=recipe.hidden_size,
        dropout=recipe.dropout,
        language=language,
    )
    nn.init.normal_(network.embedding.weight, std=recipe.spread)
    if network.recurrent is not None:
        open_forget_gates(network.recurrent, 1.0)
        if cell == "rnn":
            make_orthogonal(network.recurrent, torch.Generator().manual_seed(seed))
    return network


def fit(
    network: ClassNetwork,
    lessons: Sequence[Lesson],
    material: Material,
    recipe: Recipe,
    kept: Unfinished,
    *,
    progress: bool,
) -> Fitted:
    """Train; the best epoch has the most validation texts right, of equals the smallest loss."""
    batches = batched(lessons, network.vocabulary, recipe.batch_size)
    weights = torch.tensor(material.weights)
    droppable = _droppable(material)
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimizer, start_factor=1.0, end_factor=0.0, total_iters=recipe.epochs * len(batches)
    )
    best = copy.deepcopy(network)
    parts: dict[str, Stateful] = {
        **{"network": network, "best": best},
        **{"optimizer": optimizer, "schedule": schedule},
    }
    said: dict[str, Any] = {"best": [-1.0, 0.0], "best_epoch": 0}
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
                _step(network, optimizer, batches[number], weights, droppable, recipe)
                schedule.step()
                bar.update(1)
            score = _score(network, material)
            if score > said["best"]:
                best.load_state_dict(network.state_dict())
                said |= {"best": score, "best_epoch": epoch}
    return Fitted(best.eval(), said["best_epoch"], said["seconds"])


def _score(network: ClassNetwork, material: Material) -> list[float]:
    """The share of the validation texts that is right, and their mean loss, negative."""
    found = answers(network, material.validation)
    right = right_of(found, material.validation)
    own = [found[number, text.label] for number, text in enumerate(material.validation)]
    loss = -torch.tensor(own).clamp_min(1e-12).log().mean().item()
    return [sum(right) / len(right), -loss]


def _step(
    network: ClassNetwork,
    optimizer: torch.optim.Optimizer,
    batch: Batch,
    weights: Float[Tensor, " C"],
    droppable: Bool[Tensor, " V"],
    recipe: Recipe,
) -> None:
    lost = (torch.rand(batch.ids.shape) < recipe.unknown) & droppable[batch.ids]
    optimizer.zero_grad()
    partly = replace(batch, ids=batch.ids.masked_fill(lost, UNKNOWN_ID))
    mean_loss(network, partly, weights).backward()
    nn.utils.clip_grad_norm_(network.parameters(), recipe.largest_gradient)
    optimizer.step()


def mean_loss(
    network: ClassNetwork, batch: Batch, weights: Float[Tensor, " C"]
) -> Float[Tensor, ""]:
    """The mean cross-entropy, in nats, over the steps asked for, each with its class's weight."""
    logs = torch.log_softmax(network(batch.ids, batch.lengths), -1)
    heavy = batch.targets * weights * batch.asked[..., None]
    return -(heavy * logs).sum() / heavy.sum()


def _droppable(material: Material) -> Bool[Tensor, " V"]:
    words, known = material.vocabulary.words, material.droppable
    return torch.tensor([known is None or word in known for word in words])


def batched(lessons: Sequence[Lesson], vocabulary: Vocabulary, size: int) -> list[Batch]:
    """Lessons of about the same length together."""
    ordered = sorted(lessons, key=lambda lesson: len(lesson.words))
    return [
        batch_of(ordered[first : first + size], vocabulary)
        for first in range(0, len(ordered), size)
    ]


def batch_of(lessons: Sequence[Lesson], vocabulary: Vocabulary) -> Batch:
    """Lessons side by side, the shorter ones filled up."""
    each = [torch.tensor(vocabulary.ids(lesson.words)) for lesson in lessons]
    ids = pad_sequence(each)
    n_classes = len(lessons[0].targets[0][1])
    targets, asked = torch.zeros(*ids.shape, n_classes), torch.zeros(ids.shape)
    for column, lesson in enumerate(lessons):
        for step, target in lesson.targets:
            targets[step, column], asked[step, column] = torch.tensor(target), 1.0
    return Batch(ids, torch.tensor([len(one) for one in each]), targets, asked)


def class_weights(labels: Iterable[int], n_classes: int) -> tuple[float, ...]:
    """A weight for each class, so that all weigh the same together; 1 where all are as many."""
    found = list(labels)
    return tuple(len(found) / (n_classes * found.count(label)) for label in range(n_classes))
