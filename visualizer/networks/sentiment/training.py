"""Train a shipped network again: the same data and seed give the same checkpoint."""

import copy
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import click
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pad_sequence

from visualizer.core import RECORDS, recurrent_class
from visualizer.networks.cards import Card, Precision
from visualizer.networks.checkpoints import rounded, save_checkpoint
from visualizer.networks.entries import Entry
from visualizer.networks.registry import entry_of
from visualizer.networks.sentiment import evaluation
from visualizer.networks.sentiment.augmentation import joinings, measured_rules, negations
from visualizer.networks.sentiment.card import Sentiment, SentimentCard
from visualizer.networks.sentiment.examples import Example, phrase_examples
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.trees import Tree, read_trees
from visualizer.networks.vocabulary import UNKNOWN_ID, Vocabulary, count_words
from visualizer.places import ASSETS

EMBEDDING_SIZE = 64
HIDDEN_SIZE = 48
WORD_DROPOUT = 0.05
BATCH_SIZE = 128
AVERAGING = 0.998
NEGATIONS = 30_000
JOININGS = 40_000
VALIDATION_SHARE = 0.1
PAIRS = ASSETS / "evaluation" / "negation_pairs.tsv"


@dataclass(frozen=True)
class Recipe:
    """What was chosen for each cell on the validation sentences."""

    epochs: int
    learning_rate: float
    dropout: float
    largest_gradient: float


RECIPES = {
    "lstm": Recipe(epochs=5, learning_rate=2e-3, dropout=0.6, largest_gradient=5.0),
    "gru": Recipe(epochs=5, learning_rate=2e-3, dropout=0.6, largest_gradient=5.0),
    "rnn": Recipe(epochs=8, learning_rate=3e-3, dropout=0.2, largest_gradient=1.0),
}


@dataclass(frozen=True)
class Batch:
    """Word numbers, the verdict asked for and 1 where one is asked for."""

    ids: Int[Tensor, "T B"]
    targets: Float[Tensor, "T B"]
    asked: Float[Tensor, "T B"]


def train_sentiment(
    cell: str,
    data: Path,
    out: Path,
    seed: int = 0,
    epochs: int | None = None,
    progress: bool = True,
    pairs: Path | None = PAIRS,
    precision: Precision = "float32",
) -> SentimentCard:
    """Train one network on the trees in `data` and write checkpoint, vocabulary and card to `out`.

    Uses one thread, so that the result depends on data and seed alone.

    Args:
        cell: `lstm`, `gru` or `rnn`.
        data: a folder with `train.txt`, for training and every choice, and `dev.txt`, for the
            card's numbers.
        out: an existing folder.
        epochs: passes over the data; by default as for the shipped network.
        progress: show a bar on standard error.
        pairs: negation pairs for the card, columns plain, negated, kind.
        precision: of the stored numbers; the card is measured on what is stored.

    Raises:
        ValueError: no such cell, or a file holds no trees of the right form.
        OSError: a file cannot be read or written.
    """
    started = time.perf_counter()
    recurrent_class(cell)
    training, validation = _split(read_trees(data / "train.txt"))
    dev = read_trees(data / "dev.txt")
    vocabulary = count_words(tree.words for tree in training)
    with _repeatable(seed):
        network = _fresh_network(cell, vocabulary)
        examples = _examples(training, seed)
        network, best_epoch = _fit(
            network, examples, validation, epochs or RECIPES[cell].epochs, progress
        )
    entry = replace(entry_of(f"sentiment-{cell}"), folder=out)
    made = _Made(entry=entry, precision=precision, seed=seed, epochs=best_epoch, started=started)
    card = _card(rounded(network, precision), validation, dev, pairs, made)
    vocabulary.save(entry.file("vocabulary"))
    save_checkpoint(network, card, entry)
    return card


def _split(trees: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Training and validation sentences, the same for every seed."""
    shuffled = list(trees)
    random.Random(0).shuffle(shuffled)
    n_validation = int(len(shuffled) * VALIDATION_SHARE)
    return shuffled[n_validation:], shuffled[:n_validation]


@contextmanager
def _repeatable(seed: int) -> Iterator[None]:
    """One thread and a seeded generator inside; both as found afterwards."""
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        try:
            torch.set_num_threads(1)
            torch.manual_seed(seed)
            yield
        finally:
            torch.set_num_threads(threads)


def _fresh_network(cell: str, vocabulary: Vocabulary) -> SentimentNetwork:
    network = SentimentNetwork(
        cell,
        vocabulary,
        embedding_size=EMBEDDING_SIZE,
        hidden_size=HIDDEN_SIZE,
        dropout=RECIPES[cell].dropout,
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


def _examples(trees: Sequence[Tree], seed: int) -> list[Example]:
    phrases = phrase_examples(trees)
    rules = measured_rules(trees)
    negated = negations(trees, rules, NEGATIONS, seed)
    pieces = [example for example in phrases if 2 <= len(example.words) <= 25]
    turned = joinings([*pieces, *negated[: NEGATIONS // 6]], rules, JOININGS, seed)
    return [*phrases, *negated, *turned]


def _fit(
    network: SentimentNetwork,
    examples: Sequence[Example],
    validation: Sequence[Tree],
    epochs: int,
    progress: bool,
) -> tuple[SentimentNetwork, int]:
    """Train; return the averaged network of the epoch best on `validation`, and that epoch."""
    batches = _batches(examples, network.vocabulary)
    averaged = copy.deepcopy(network)
    best, best_share, best_epoch = averaged, -1.0, 0
    steps = _training_steps(network, averaged, batches, epochs)
    with click.progressbar(
        length=epochs * len(batches), label=network.name, file=sys.stderr, hidden=not progress
    ) as bar:
        for epoch in range(1, epochs + 1):
            network.train()
            for _ in islice(steps, len(batches)):
                bar.update(1)
            share = evaluation.sentence_accuracy(averaged, validation).share
            if share >= best_share:
                best, best_share, best_epoch = copy.deepcopy(averaged), share, epoch
    return best.eval(), best_epoch


def _training_steps(
    network: SentimentNetwork, averaged: SentimentNetwork, batches: Sequence[Batch], epochs: int
) -> Iterator[None]:
    """One update of `network`, and of the running mean `averaged`, for every item yielded."""
    optimizer = torch.optim.Adam(network.parameters(), lr=RECIPES[network.cell].learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimizer, start_factor=1.0, end_factor=0.0, total_iters=epochs * len(batches)
    )
    for _ in range(epochs):
        for number in torch.randperm(len(batches)).tolist():
            _train_step(network, optimizer, batches[number])
            schedule.step()
            _average(averaged, network)
            yield


@torch.no_grad()
def _average(averaged: SentimentNetwork, network: SentimentNetwork) -> None:
    for mean, weight in zip(averaged.parameters(), network.parameters(), strict=True):
        mean.lerp_(weight, 1 - AVERAGING)


def _train_step(network: SentimentNetwork, optimizer: torch.optim.Optimizer, batch: Batch) -> None:
    dropped = torch.rand(batch.ids.shape) < WORD_DROPOUT
    optimizer.zero_grad()
    _loss(network, replace(batch, ids=batch.ids.masked_fill(dropped, UNKNOWN_ID))).backward()
    nn.utils.clip_grad_norm_(network.parameters(), RECIPES[network.cell].largest_gradient)
    optimizer.step()


def _loss(network: SentimentNetwork, batch: Batch) -> Float[Tensor, ""]:
    """The mean cross-entropy, in nats, over the steps at which a verdict is asked for."""
    losses = binary_cross_entropy_with_logits(network(batch.ids), batch.targets, reduction="none")
    return (losses * batch.asked).sum() / batch.asked.sum()


def _batches(examples: Sequence[Example], vocabulary: Vocabulary) -> list[Batch]:
    """Examples of about the same length together."""
    ordered = sorted(examples, key=lambda example: len(example.words))
    return [
        _batch(ordered[first : first + BATCH_SIZE], vocabulary)
        for first in range(0, len(ordered), BATCH_SIZE)
    ]


def _batch(examples: Sequence[Example], vocabulary: Vocabulary) -> Batch:
    ids = pad_sequence([torch.tensor(vocabulary.ids(example.words)) for example in examples])
    targets, asked = torch.zeros(ids.shape), torch.zeros(ids.shape)
    for column, example in enumerate(examples):
        for step, target in example.targets:
            targets[step, column], asked[step, column] = target, 1.0
    return Batch(ids, targets, asked)


@dataclass(frozen=True, kw_only=True)
class _Made:
    """How a network came about."""

    entry: Entry
    precision: Precision
    seed: int
    epochs: int
    started: float


def _card(
    network: SentimentNetwork,
    validation: Sequence[Tree],
    dev: Sequence[Tree],
    pairs: Path | None,
    made: _Made,
) -> SentimentCard:
    recipe = RECIPES[network.cell]
    return Card(
        name=made.entry.name,
        task=made.entry.task,
        cell=network.cell,
        language=made.entry.language,
        data="Stanford Sentiment Treebank, five classes, 2021 tokenisation: train.txt to train, "
        "dev.txt for the numbers below",
        source="https://github.com/stanfordnlp/sentiment-treebank, commit "
        "fa0a89e0cabf5eac3ff4e1d27551fad4046ec012",
        licence="none stated by the source; the corpus itself is not redistributed here",
        training=f"every labelled phrase, {NEGATIONS} negations and {JOININGS} joined phrases made "
        "of the same phrases, with targets averaged over the training trees; Adam, learning rate "
        f"{recipe.learning_rate} falling to 0, dropout {recipe.dropout}, {WORD_DROPOUT:.0%} of "
        "the words made unknown, running mean of the weights",
        selection=f"the epoch best on {len(validation)} sentences held out of train.txt",
        seed=made.seed,
        epochs=made.epochs,
        seconds=round(time.perf_counter() - made.started, 1),
        parameters=sum(parameter.numel() for parameter in network.parameters()),
        precision=made.precision,
        own=Sentiment(
            vocabulary_size=len(network.vocabulary),
            embedding_size=network.embedding.embedding_dim,
            hidden_size=network.recurrent.hidden_size,
            validation_sentences=evaluation.sentence_accuracy(network, validation),
            sentences=evaluation.sentence_accuracy(network, dev),
            phrases=evaluation.phrase_accuracy(network, dev),
            prefixes=evaluation.prefix_accuracy(network, dev),
            negation=evaluation.negation_report(network, pairs) if pairs else None,
            strong_words=evaluation.strong_words(network, dev),
            late_twist=evaluation.late_twist(network, dev),
            gets_wrong=evaluation.sure_mistakes(network, dev),
        ),
    )
