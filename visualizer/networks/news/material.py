"""What the networks that tell topics of news learn from."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from visualizer.networks.classes.card import TfIdfReport
from visualizer.networks.classes.fitting import class_weights
from visualizer.networks.classes.material import Lesson, Material, Recipe, Text
from visualizer.networks.news.rows import ALIKE, CLASSES, Row, read_news
from visualizer.networks.news.tf_idf import tf_idf_answers
from visualizer.networks.sentiment.evaluation import share_of
from visualizer.networks.sentiment.fitting import repeatable
from visualizer.networks.sentiment.material import Account
from visualizer.networks.text_network import MAX_TOKENS
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.vocabulary import count_words

SPLIT_SEED = 0
VALIDATION, HELD_OUT = 0.1, 0.2
"""The shares of every topic's texts to choose on and to measure on."""
AT_LEAST = 3
"""So often must a word stand in the texts learned from to be known."""

_CELL = Recipe(
    **{"epochs": 5, "learning_rate": 8e-3, "batch_size": 128, "dropout": 0.5, "unknown": 0.05},
    **{"embedding_size": 48, "hidden_size": 48},
)
RECIPES = {
    "lstm": _CELL,
    "gru": _CELL,
    "rnn": replace(_CELL, epochs=8, learning_rate=4e-3, spread=0.3),
    "bag": replace(_CELL, epochs=6, learning_rate=1e-2, batch_size=64, hidden_size=None),
}


def news_material(data: Path) -> Material:
    """What they learn from and are measured on.

    Args:
        data: a folder with the files `dtc_train.csv` and `dtc_ub_train.csv`.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not of the right form.
    """
    learned, validation, held_out = map(tuple, split(read_news(data)))
    vocabulary = count_words((text.words for text in learned), at_least=AT_LEAST)
    weights = class_weights((text.label for text in learned), len(CLASSES))
    lessons = tuple(map(_lesson, learned))
    return Material(
        classes=CLASSES,
        vocabulary=vocabulary,
        lessons=dict.fromkeys(RECIPES, lessons),
        weights=weights,
        validation=validation,
        held_out=held_out,
        recipes=RECIPES,
        beside=partial(_beside, learned, validation, held_out, weights),
        padded=True,
        account=ACCOUNT,
    )


def split(rows: Sequence[Row]) -> tuple[list[Text], list[Text], list[Text]]:
    """The texts to learn from, to choose on and to measure on; each part has its share of a topic.

    The parts are the same for every seed of a training.
    """
    choice = random.Random(SPLIT_SEED)
    parts: tuple[list[Text], list[Text], list[Text]] = ([], [], [])
    for label in range(len(CLASSES)):
        texts = [_text(row) for row in rows if row.label == label]
        choice.shuffle(texts)
        n_chosen, n_held = round(len(texts) * VALIDATION), round(len(texts) * HELD_OUT)
        parts[1].extend(texts[:n_chosen])
        parts[2].extend(texts[n_chosen : n_chosen + n_held])
        parts[0].extend(texts[n_chosen + n_held :])
    for part in parts:
        choice.shuffle(part)
    return parts


def _text(row: Row) -> Text:
    words = tuple(token.word for token in tokenizer_of("en").tokenize(row.text))
    return Text(row.text, words[:MAX_TOKENS], row.label)


def _lesson(text: Text) -> Lesson:
    target = tuple(float(label == text.label) for label in range(len(CLASSES)))
    return Lesson(text.words, tuple((t, target) for t in range(len(text.words))))


def _beside(
    learned: Sequence[Text],
    validation: Sequence[Text],
    held_out: Sequence[Text],
    weights: Sequence[float],
    right: Sequence[bool],
) -> Mapping[str, Any]:
    with repeatable(SPLIT_SEED):
        said, n_words = tf_idf_answers(learned, validation, held_out, weights)
    own = [label == text.label for label, text in zip(said, held_out, strict=True)]
    pairs = [*zip(own, right, strict=True)]
    report = TfIdfReport(
        texts=share_of(own),
        words=n_words,
        only_it=pairs.count((True, False)),
        only_network=pairs.count((False, True)),
    )
    return {"tf_idf": report}


ACCOUNT = Account(
    data="AG News, descriptions without titles, some 9,000 rows drawn from the training set in two "
    "files of one style, 4 topics, cut after 64 words and signs. Of texts that begin with the same "
    f"{ALIKE} letters one was kept, and none if their topics differ; then, in every topic, "
    f"{1 - VALIDATION - HELD_OUT:.0%} to learn from, {VALIDATION:.0%} to choose on, {HELD_OUT:.0%} "
    "to measure on. A third file was left out: its style alone gives its topics away. The official "
    "test set was not used",
    source="https://github.com/KEAML-JLU/DeepTextClustering, commit "
    "b84d28cbe9db02e51b3f5fa9c6e31e540b3ad219, data/ag_news/train.csv and ub_train.csv, drawn "
    "from http://www.di.unipi.it/~gulli/AG_corpus_of_news_articles.html",
    licence="for research and any other non-commercial activity, says its readme; the texts are "
    "not redistributed here, but for the few quoted below",
    training="the topic of each text after every one of its words, every topic weighed alike",
    selection="settings and epoch on the texts to choose on. On the full 120,000 rows a linear "
    "layer on tf-idf, which sees no order, gets 0.885 and the best recurrent network of the "
    "lesson's notebook 0.887: here too differences of that size are no differences",
)
