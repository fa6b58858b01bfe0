"""Train a toy network: the same seed gives the same checkpoint."""

import copy
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from jaxtyping import Bool
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from visualizer.core import RECORDS
from visualizer.networks.cards import Share
from visualizer.networks.checkpoints import save_checkpoint
from visualizer.networks.entries import Entry
from visualizer.networks.registry import entry_of, list_models
from visualizer.networks.sentiment.card import Mistake
from visualizer.networks.sentiment.evaluation import share_of, verdicts
from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.fitting import Batch, batch_of, mean_loss, repeatable
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.toy.card import Flips, Toy, ToyCard
from visualizer.networks.toy.languages import GRAMMARS, UNDECIDED, Grammar, Sentence, sentences
from visualizer.networks.unfinished import Stateful, Unfinished
from visualizer.networks.vocabulary import UNKNOWN, UNKNOWN_ID, Vocabulary

EMBEDDING_SIZE = 4
LEARNED, CHOSEN_ON, MEASURED = 8000, 1000, 4000
"""So many different sentences to learn from, to choose the epoch on, to measure on."""
EPOCHS, BATCH_SIZE = 30, 64
LEARNING_RATE, LARGEST_GRADIENT = 0.02, 1.0
UNKNOWN_SUBJECTS = 0.1
"""The share of subjects' words that are made unknown in training, so that such a word says nothing
about the verdict."""
MISTAKES = 6


def train_toy(
    language: str,
    cell: str,
    units: int,
    out: Path,
    *,
    seed: int = 0,
    epochs: int | None = None,
    progress: bool = True,
) -> ToyCard:
    """Train one network and write checkpoint, vocabulary and card to `out`.

    Uses one thread, so that the result depends on the seed alone. An interrupted training goes on
    from its last whole epoch, which is kept in `out`.

    Args:
        language: `en` or `hi`.
        cell: `lstm`, `gru` or `rnn`.
        units: of the recurrent layer.
        out: an existing folder.
        epochs: passes over the sentences; by default as for the shipped network.
        progress: show a bar on standard error.

    Raises:
        ValueError: no shipped network is of this language, cell and size.
        OSError: a file cannot be written.
    """
    started = time.perf_counter()
    entry = replace(_shipped(language, cell, units), folder=out)
    grammar = GRAMMARS[language]
    made = in_corpus_form(sentences(grammar, LEARNED + CHOSEN_ON + MEASURED, seed), language)
    learned, rest = made[:LEARNED], made[LEARNED:]
    chosen_on, measured = rest[:CHOSEN_ON], rest[CHOSEN_ON:]
    vocabulary = vocabulary_of(grammar, language)
    subjects = {word for group in grammar.subjects for word in _looked_up(group, language)}
    made_by = {"name": entry.name, "seed": seed, "epochs": epochs or EPOCHS, "n": len(learned)}
    kept = Unfinished(out / f"{entry.name}.unfinished", made_by)
    with repeatable(seed):
        network = fresh_network(cell, units, vocabulary, language)
        network.name = entry.name
        network, epoch = _fitted(
            network, learned, chosen_on, subjects, epochs or EPOCHS, kept, progress=progress
        )
        bag = _bag(learned, measured, vocabulary)
    card = ToyCard(
        name=entry.name,
        task=entry.task,
        cell=cell,
        language=language,
        data=(
            f"{LEARNED} different sentences of a made language of {len(grammar.words)} words and "
            "signs, in which negation and order decide; see visualizer/networks/toy/languages.py. "
            "The verdict after every word is the grammar's: undecided, 0.5, before the first "
            "adjective"
        ),
        source="made by this project's own grammar",
        licence="MIT, as this project",
        training=(
            f"Adam, learning rate {LEARNING_RATE} falling to 0, batches of {BATCH_SIZE}, gradients "
            f"cut at {LARGEST_GRADIENT}, a target after every word, {UNKNOWN_SUBJECTS:.0%} of the "
            f"subjects' words made unknown; `python -m visualizer train toy --language {language} "
            f"--cell {cell} --units {units}`"
        ),
        selection=f"the epoch, on {CHOSEN_ON} other sentences; measured on {MEASURED} others still",
        seed=seed,
        epochs=epoch,
        seconds=round(kept.earlier + time.perf_counter() - started, 1),
        parameters=sum(parameter.numel() for parameter in network.parameters()),
        precision="float32",
        own=_measured(network, grammar, chosen_on, measured, bag),
    )
    vocabulary.save(entry.file("vocabulary"))
    save_checkpoint(network, card, entry)
    kept.forget()
    return card


def _shipped(language: str, cell: str, units: int) -> Entry:
    entries = [entry_of(name) for name in list_models("toy")]
    for entry in entries:
        if (entry.language, entry.cell, entry.units) == (language, cell, units):
            return entry
    known = ", ".join(entry.name for entry in entries)
    raise ValueError(f"a toy network must be one of {known}, got toy-{language}-{cell}-{units}")


def in_corpus_form(made: Sequence[Sentence], language: str) -> list[Sentence]:
    """The sentences with their words as the language's tokenizer gives them."""
    return [Sentence(_looked_up(each.words, language), each.verdicts) for each in made]


def vocabulary_of(grammar: Grammar, language: str) -> Vocabulary:
    """The words of a grammar, in its order."""
    return Vocabulary((UNKNOWN, *_looked_up(grammar.words, language)))


def _looked_up(words: Sequence[str], language: str) -> tuple[str, ...]:
    tokens = tokenizer_of(language).tokenize(" ".join(words))
    assert len(tokens) == len(words), words
    return tuple(token.word for token in tokens)


def fresh_network(cell: str, units: int, vocabulary: Vocabulary, language: str) -> SentimentNetwork:
    """An untrained network whose first weights suit its cell."""
    network = SentimentNetwork(
        cell, vocabulary, embedding_size=EMBEDDING_SIZE, hidden_size=units, language=language
    )
    weights = network.recurrent
    with torch.no_grad():
        if "f" in RECORDS[cell].sums:  # memories are kept at first
            weights.get_parameter("bias_ih_l0")[RECORDS[cell].weight_rows("f", units)] = 1.0
        if cell == "rnn":
            nn.init.orthogonal_(weights.get_parameter("weight_hh_l0"))
    return network


def _fitted(
    network: SentimentNetwork,
    learned: Sequence[Sentence],
    chosen_on: Sequence[Sentence],
    subjects: set[str],
    epochs: int,
    kept: Unfinished,
    *,
    progress: bool,
) -> tuple[SentimentNetwork, int]:
    """The network of the epoch with the least loss on what it is chosen on, and that epoch."""
    batches = _batches(learned, network.vocabulary)
    (judged,) = _batches(chosen_on, network.vocabulary, size=len(chosen_on))
    of_subjects = torch.tensor([word in subjects for word in network.vocabulary.words])
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    steps = epochs * len(batches)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, steps)
    best = copy.deepcopy(network)
    parts: dict[str, Stateful] = {
        **{"network": network, "best": best},
        **{"optimizer": optimizer, "schedule": schedule},
    }
    said: dict[str, Any] = {"least": float("inf"), "best_epoch": 0}
    with click.progressbar(
        length=steps, label=network.name, file=sys.stderr, hidden=not progress
    ) as bar:
        for epoch in kept.epochs(epochs, parts, said):
            bar.update((epoch - 1) * len(batches) - bar.pos)
            for number in torch.randperm(len(batches)).tolist():
                optimizer.zero_grad()
                mean_loss(network, _partly_unknown(batches[number], of_subjects)).backward()
                nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
                optimizer.step()
                schedule.step()
                bar.update(1)
            with torch.no_grad():
                loss = float(mean_loss(network, judged))
            if loss < said["least"]:
                best.load_state_dict(network.state_dict())
                said |= {"least": loss, "best_epoch": epoch}
    return best.eval(), said["best_epoch"]


def _batches(
    made: Sequence[Sentence], vocabulary: Vocabulary, size: int = BATCH_SIZE
) -> list[Batch]:
    examples = [Example(each.words, tuple(enumerate(each.verdicts))) for each in made]
    examples.sort(key=lambda example: len(example.words))
    return [
        batch_of(examples[first : first + size], vocabulary)
        for first in range(0, len(examples), size)
    ]


def _partly_unknown(batch: Batch, of_subjects: Bool[Tensor, " V"]) -> Batch:
    lost = (torch.rand(batch.ids.shape) < UNKNOWN_SUBJECTS) & of_subjects[batch.ids]
    return replace(batch, ids=batch.ids.masked_fill(lost, UNKNOWN_ID))


def _bag(
    learned: Sequence[Sentence], measured: Sequence[Sentence], vocabulary: Vocabulary
) -> Share:
    """What a weight for each word, however often and in which order it comes, gets right."""

    def counts(made: Sequence[Sentence]) -> Tensor:
        found = torch.zeros(len(made), len(vocabulary))
        for row, each in enumerate(made):
            for word in vocabulary.ids(each.words):
                found[row, word] += 1
        return found

    ends = torch.tensor([each.verdicts[-1] for each in learned])
    model, seen = nn.Linear(len(vocabulary), 1), counts(learned)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(500):
        optimizer.zero_grad()
        binary_cross_entropy_with_logits(model(seen)[:, 0], ends).backward()
        optimizer.step()
    with torch.no_grad():
        said = model(counts(measured))[:, 0] > 0
    return share_of(
        bool(positive) == (each.verdicts[-1] > 0.5)
        for positive, each in zip(said, measured, strict=True)
    )


def _measured(
    network: SentimentNetwork,
    grammar: Grammar,
    chosen_on: Sequence[Sentence],
    measured: Sequence[Sentence],
    bag: Share,
) -> Toy:
    found = verdicts(network, [each.words for each in measured])
    right = [
        [(said > 0.5) == (true > 0.5) for said, true in zip(one, each.verdicts, strict=True)]
        for one, each in zip(found, measured, strict=True)
    ]
    wrong = sorted(
        (number for number, outcomes in enumerate(right) if not outcomes[-1]),
        key=lambda number: -abs(found[number][-1] - 0.5),
    )
    validated = verdicts(network, [each.words for each in chosen_on])
    return Toy(
        vocabulary_size=len(network.vocabulary),
        embedding_size=EMBEDDING_SIZE,
        hidden_size=network.recurrent.hidden_size,
        words=grammar.words,
        validation_sentences=share_of(
            (one[-1] > 0.5) == (each.verdicts[-1] > 0.5)
            for one, each in zip(validated, chosen_on, strict=True)
        ),
        sentences=share_of(outcomes[-1] for outcomes in right),
        steps=share_of(
            outcome
            for outcomes, each in zip(right, measured, strict=True)
            for outcome, true in zip(outcomes, each.verdicts, strict=True)
            if true != UNDECIDED
        ),
        bag=bag,
        flips=_flips(network, grammar, measured),
        gets_wrong=tuple(
            Mistake(
                " ".join(measured[number].words),
                round(measured[number].verdicts[-1]),
                round(float(found[number][-1]), 4),
            )
            for number in wrong[:MISTAKES]
        ),
    )


@torch.inference_mode()
def _flips(
    network: SentimentNetwork, grammar: Grammar, measured: Sequence[Sentence]
) -> tuple[Flips, ...]:
    """How many signs change at words that deny and at those that strengthen."""
    language = network.language
    denying = {word for group in grammar.negations for word in group}
    watched = [word for word in grammar.words if word in denying or word in grammar.intensities]
    looked_up = dict(zip(_looked_up(watched, language), watched, strict=True))
    counted: dict[str, list[int]] = {word: [] for word in watched}
    for each in measured:
        ids = torch.tensor(network.vocabulary.ids(each.words)).unsqueeze(1)
        h, _ = network.recurrent(network.embedding(ids))
        signs = np.sign(h[:, 0].numpy())
        for t in range(1, len(each.words)):
            if each.words[t] in looked_up:
                counted[looked_up[each.words[t]]].append(int((signs[t] != signs[t - 1]).sum()))
    return tuple(
        Flips(word, round(float(np.mean(numbers)), 2), len(numbers))
        for word, numbers in counted.items()
        if numbers
    )
