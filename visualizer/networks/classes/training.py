"""Train a shipped network of classes again: the same data and seed give the same checkpoint."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from visualizer.networks.cards import Precision
from visualizer.networks.checkpoints import rounded, save_checkpoint
from visualizer.networks.classes.card import Classes, ClassesCard, SeedRun
from visualizer.networks.classes.evaluation import answers, measured, right_of
from visualizer.networks.classes.fitting import Fitted, fit, fresh_network
from visualizer.networks.classes.material import Material, Recipe
from visualizer.networks.classes.padding import padding_report
from visualizer.networks.commands import command_of
from visualizer.networks.entries import Entry
from visualizer.networks.sentiment.evaluation import share_of
from visualizer.networks.sentiment.fitting import repeatable
from visualizer.networks.unfinished import Unfinished

SEEDS = 3
"""How many trainings the mean and the range are of; the first one ships."""


def train_classes(
    entry: Entry,
    material: Material,
    out: Path,
    *,
    seed: int = 0,
    epochs: int | None = None,
    seeds: int = SEEDS,
    progress: bool = True,
    precision: Precision = "float16",
) -> ClassesCard:
    """Train one network with several seeds; write checkpoint, vocabulary and card of the first.

    Uses one thread, so that the result depends on material and seed alone. After every epoch the
    state is kept in `out`, from where the same call goes on after an interruption.

    Args:
        out: an existing folder.
        seed: the first one.
        epochs: passes over the lessons; by default the recipe's.
        seeds: how many trainings.
        progress: show a bar on standard error.
        precision: of the stored numbers; the card is measured on what is stored.

    Raises:
        OSError: a file cannot be read or written.
    """
    entry = replace(entry, folder=out)
    recipe = material.recipes[entry.kind]
    recipe = replace(recipe, epochs=epochs or recipe.epochs)
    plans = [_Plan(entry, material, recipe, each) for each in range(seed, seed + seeds)]
    fitted = [plan.fitted(progress=progress) for plan in plans]
    stored = [rounded(each.network, precision) for each in fitted]
    runs = tuple(
        SeedRun(
            plan.seed,
            share_of(right_of(answers(network, material.held_out), material.held_out)),
            each.epoch,
        )
        for plan, network, each in zip(plans, stored, fitted, strict=True)
    )
    card = _card(plans[0], fitted[0], runs, precision)
    material.vocabulary.save(entry.file("vocabulary"))
    save_checkpoint(stored[0], card, entry)
    for plan in plans:
        plan.unfinished.forget()
    return card


@dataclass(frozen=True)
class _Plan:
    """One training, with one seed."""

    entry: Entry
    material: Material
    recipe: Recipe
    seed: int

    @property
    def unfinished(self) -> Unfinished:
        made_by = {
            **{"name": self.entry.name, "seed": self.seed, "recipe": asdict(self.recipe)},
            "material": self.material.fingerprint(self.entry.kind),
        }
        file = f"{self.entry.name}-seed-{self.seed}.unfinished"
        return Unfinished(self.entry.folder / file, made_by)

    def fitted(self, *, progress: bool) -> Fitted:
        entry = self.entry
        with repeatable(self.seed):
            network = fresh_network(
                entry.kind,
                self.material,
                self.recipe,
                language=entry.language or "en",
                seed=self.seed,
            )
            network.name = f"{entry.name}, seed {self.seed}" if progress else entry.name
            lessons = self.material.lessons[entry.kind]
            return fit(
                network, lessons, self.material, self.recipe, self.unfinished, progress=progress
            )


def _card(
    plan: _Plan, fitted: Fitted, runs: tuple[SeedRun, ...], precision: Precision
) -> ClassesCard:
    entry, material, recipe, network = plan.entry, plan.material, plan.recipe, fitted.network
    network.name = entry.name
    account = material.account
    return ClassesCard(
        **asdict(replace(account, training=f"{account.training}; {_said(entry, recipe)}")),
        name=entry.name,
        task=entry.task,
        cell=entry.cell,
        language=entry.language,
        seed=plan.seed,
        epochs=fitted.epoch,
        seconds=round(fitted.seconds, 1),
        parameters=sum(parameter.numel() for parameter in network.parameters()),
        precision=precision,
        own=Classes(
            classes=material.classes,
            vocabulary_size=len(material.vocabulary),
            embedding_size=recipe.embedding_size,
            hidden_size=recipe.hidden_size,
            learned=len(material.lessons[entry.kind]),
            validation=share_of(
                right_of(answers(network, material.validation), material.validation)
            ),
            seeds=runs,
            **_measured(plan, fitted),
        ),
    )


def _measured(plan: _Plan, fitted: Fitted) -> Mapping[str, Any]:
    """What is measured on texts held out, beside what other judges make of them."""
    network, texts = fitted.network, plan.material.held_out
    found = {**measured(network, texts)}
    found |= plan.material.beside(right_of(answers(network, texts), texts))
    if plan.material.padded and network.recurrent is not None:
        found["padding"] = padding_report(network, texts)
    return found


def _said(entry: Entry, recipe: Recipe) -> str:
    read = "" if entry.cell is None else "read packed, every text to its own end; "
    return (
        f"{read}Adam, learning rate {recipe.learning_rate} falling to 0, at most {recipe.epochs} "
        f"epochs, batches of {recipe.batch_size}, dropout {recipe.dropout}, gradients cut at "
        f"{recipe.largest_gradient}, {recipe.unknown:.0%} of the words made unknown that may be; "
        f"`{command_of(entry)}`"
    )
