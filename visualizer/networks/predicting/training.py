"""Train a shipped network that predicts again: the same data and seed give the same checkpoint."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from visualizer.networks.cards import Card, Precision
from visualizer.networks.checkpoints import rounded, save_checkpoint
from visualizer.networks.commands import command_of
from visualizer.networks.entries import Entry
from visualizer.networks.predicting.card import Predicting, SeedSurprise
from visualizer.networks.predicting.evaluation import Counted, surprise, surprise_of
from visualizer.networks.predicting.fitting import Fitted, fit, fresh_network
from visualizer.networks.predicting.material import Material, Recipe
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.sentiment.fitting import repeatable
from visualizer.networks.unfinished import Unfinished

SEEDS = 3
"""How many trainings are told of on the card; the first one ships."""


def train_next(
    entry: Entry,
    material: Material,
    out: Path,
    *,
    seed: int = 0,
    epochs: int | None = None,
    seeds: int = SEEDS,
    progress: bool = True,
    precision: Precision = "float32",
) -> Card[Predicting]:
    """Train one network with several seeds; write checkpoint, vocabulary and card of the first.

    Uses one thread, so that the result depends on material and seed alone. After every epoch the
    state is kept in `out`, from where the same call goes on after an interruption.

    Args:
        out: an existing folder.
        seed: the first one.
        epochs: passes over the texts; by default the recipe's.
        seeds: how many trainings.
        progress: show a bar on standard error.
        precision: of the stored numbers; the card is measured on what is stored.

    Raises:
        OSError: a file cannot be read or written.
    """
    entry = replace(entry, folder=out)
    recipe = replace(material.recipe, epochs=epochs or material.recipe.epochs)
    plans = [_Plan(entry, material, recipe, each) for each in range(seed, seed + seeds)]
    fitted = [plan.fitted(progress=progress) for plan in plans]
    stored = tuple(rounded(each.network, precision) for each in fitted)
    card = _card(plans, fitted, stored, precision)
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
            "material": self.material.fingerprint(),
        }
        file = f"{self.entry.name}-seed-{self.seed}.unfinished"
        return Unfinished(self.entry.folder / file, made_by)

    def fitted(self, *, progress: bool) -> Fitted:
        entry, material = self.entry, self.material
        assert entry.cell is not None
        with repeatable(self.seed):
            network = fresh_network(
                entry.cell,
                material.vocabulary,
                self.recipe,
                language=entry.language or "en",
                seed=self.seed,
            )
            network.name = f"{entry.name}, seed {self.seed}" if progress else entry.name
            return fit(network, material, self.recipe, self.unfinished, progress=progress)


def _card(
    plans: list[_Plan],
    fitted: list[Fitted],
    stored: tuple[NextNetwork, ...],
    precision: Precision,
) -> Card[Predicting]:
    plan, entry, material, recipe = plans[0], plans[0].entry, plans[0].material, plans[0].recipe
    for network in stored:
        network.name = entry.name
    seeds = tuple(
        SeedSurprise(each.seed, surprise(network, material.held_out), made.epoch)
        for each, network, made in zip(plans, stored, fitted, strict=True)
    )
    counted = Counted(material.texts, material.vocabulary)
    account = material.account
    return Card(
        **asdict(replace(account, training=f"{account.training}; {_said(entry, recipe)}")),
        name=entry.name,
        task=entry.task,
        cell=entry.cell,
        language=entry.language,
        seed=plan.seed,
        epochs=fitted[0].epoch,
        seconds=round(fitted[0].seconds, 1),
        parameters=sum(parameter.numel() for parameter in stored[0].parameters()),
        precision=precision,
        own=material.own(
            vocabulary_size=len(material.vocabulary),
            embedding_size=recipe.embedding_size,
            hidden_size=recipe.hidden_size,
            layers=recipe.layers,
            learned=len(material.texts),
            validation=surprise(stored[0], material.validation),
            texts=seeds[0].texts,
            unigram=surprise_of([p for w in material.held_out for p in counted.unigram(w)]),
            bigram=surprise_of([p for w in material.held_out for p in counted.bigram(w)]),
            seeds=seeds,
            **material.measure(stored, plan.seed),
        ),
    )


def _said(entry: Entry, recipe: Recipe) -> str:
    return (
        f"Adam, learning rate {recipe.learning_rate} falling to 0, at most {recipe.epochs} epochs, "
        f"batches of {recipe.batch_size}, dropout {recipe.dropout}, gradients cut at "
        f"{recipe.largest_gradient}, {recipe.unknown:.0%} of the words read as unknown; "
        f"`{command_of(entry)}`"
    )
