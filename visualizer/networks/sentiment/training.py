"""Train a shipped network again: the same data and seed give the same checkpoint."""

import hashlib
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from visualizer.core import recurrent_class
from visualizer.networks.cards import Card, Precision
from visualizer.networks.checkpoints import rounded, save_checkpoint
from visualizer.networks.entries import Entry
from visualizer.networks.registry import entry_of, list_models
from visualizer.networks.sentiment.card import SentimentCard
from visualizer.networks.sentiment.english.material import english_material
from visualizer.networks.sentiment.fitting import (
    WORD_DROPOUT,
    Recipe,
    fit,
    fresh_network,
    repeatable,
)
from visualizer.networks.sentiment.hindi.material import hindi_material
from visualizer.networks.sentiment.material import Material
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.unfinished import Unfinished
from visualizer.places import ASSETS

EVALUATION = ASSETS / "evaluation"
MATERIALS = {"en": english_material, "hi": hindi_material}
"""By language: what makes its material from a folder of data."""


def train_sentiment(
    cell: str,
    data: Path,
    out: Path,
    language: str = "en",
    seed: int = 0,
    epochs: int | None = None,
    progress: bool = True,
    evaluation: Path | None = EVALUATION,
    precision: Precision = "float16",
) -> SentimentCard:
    """Train one network on the data and write checkpoint, vocabulary and card to `out`.

    Uses one thread, so that the result depends on data and seed alone. An interrupted training goes
    on from its last whole epoch, which is kept in `out`.

    Args:
        cell: `lstm`, `gru` or `rnn`.
        data: a folder with what the networks of this language learn from.
        out: an existing folder.
        epochs: passes over the data; by default as for the shipped network.
        progress: show a bar on standard error.
        evaluation: a folder with the sentences written to measure on; None to measure on the
            data alone.
        precision: of the stored numbers; the card is measured on what is stored.

    Raises:
        ValueError: no such cell or language, or a file is not of the right form.
        OSError: a file cannot be read or written.
    """
    started = time.perf_counter()
    recurrent_class(cell)
    entry = replace(_shipped(language, cell), folder=out)
    material = MATERIALS[language](data, evaluation, seed)
    recipe = material.recipes[cell]
    recipe = replace(recipe, epochs=epochs or recipe.epochs)
    kept = Unfinished(out / f"{entry.name}.unfinished", _made_by(entry, material, recipe, seed))
    with repeatable(seed):
        network = fresh_network(cell, material.vocabulary, recipe, language=language)
        network.name = entry.name
        network, best_epoch = fit(
            network,
            material.examples,
            material.validate,
            recipe,
            progress=progress,
            kept=kept,
        )
    started -= kept.earlier
    made = _Made(entry=entry, precision=precision, seed=seed, epochs=best_epoch, started=started)
    card = _card(rounded(network, precision), material, recipe, made)
    material.vocabulary.save(entry.file("vocabulary"))
    save_checkpoint(network, card, entry)
    kept.forget()
    return card


def _made_by(entry: Entry, material: Material, recipe: Recipe, seed: int) -> dict[str, Any]:
    """All that decides what a training comes to."""
    learned = repr((material.vocabulary.words, material.examples)).encode()
    return {
        **{"name": entry.name, "seed": seed, "recipe": asdict(recipe)},
        "learned": hashlib.sha256(learned).hexdigest(),
    }


def _shipped(language: str, cell: str) -> Entry:
    for entry in map(entry_of, list_models("sentiment")):
        if (entry.language, entry.cell) == (language, cell):
            return entry
    raise ValueError(f"a language must be one of {', '.join(MATERIALS)}, got {language!r}")


@dataclass(frozen=True, kw_only=True)
class _Made:
    """How a network came about."""

    entry: Entry
    precision: Precision
    seed: int
    epochs: int
    started: float


def _card(
    network: SentimentNetwork, material: Material, recipe: Recipe, made: _Made
) -> SentimentCard:
    fitted = (
        f"Adam, learning rate {recipe.learning_rate} falling to 0, dropout {recipe.dropout}, "
        f"{WORD_DROPOUT:.0%} of the words made unknown, running mean of the weights"
    )
    account = material.account
    own = material.measure(network)
    return Card(
        **asdict(replace(account, training=f"{account.training}; {fitted}")),
        name=made.entry.name,
        task=made.entry.task,
        cell=network.cell,
        language=made.entry.language,
        seed=made.seed,
        epochs=made.epochs,
        seconds=round(time.perf_counter() - made.started, 1),
        parameters=sum(parameter.numel() for parameter in network.parameters()),
        precision=made.precision,
        own=own,
    )
