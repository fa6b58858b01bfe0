"""Sentences of the made languages, negative or positive, and their words in any order."""

from dataclasses import replace
from functools import cache

from visualizer.networks.cards import Share
from visualizer.networks.classes.fitting import class_weights
from visualizer.networks.classes.material import Lesson, Material, Recipe, Text
from visualizer.networks.order.ceiling import odds_by_words, order_free_share
from visualizer.networks.sentiment.material import Account
from visualizer.networks.toy.languages import GRAMMARS, Sentence, sentences
from visualizer.networks.toy.training import in_corpus_form, vocabulary_of

CLASSES = ("negative", "positive")
LEARNED, CHOSEN_ON, MEASURED = 8000, 1000, 4000
"""So many different sentences to learn from, to choose the epoch on, to measure on."""
SENTENCES_SEED = 0
"""Of the sentences; networks of all seeds learn the same ones."""

_BAG = Recipe(epochs=10, learning_rate=0.02, embedding_size=4, spread=1.0, unknown=0.1)
_CELL = replace(_BAG, hidden_size=8)
RECIPES = {"lstm": _CELL, "gru": _CELL, "rnn": _CELL, "bag": _BAG}


def order_material(language: str) -> Material:
    """What the networks of one made language learn from and are measured on.

    Raises:
        ValueError: no such language.
    """
    if language not in GRAMMARS:
        raise ValueError(f"a language must be one of {', '.join(GRAMMARS)}, got {language!r}")
    grammar = GRAMMARS[language]
    plain = sentences(grammar, LEARNED + CHOSEN_ON + MEASURED, SENTENCES_SEED)
    made = in_corpus_form(plain, language)
    learned = made[:LEARNED]
    return Material(
        classes=CLASSES,
        vocabulary=vocabulary_of(grammar, language),
        lessons={
            **dict.fromkeys(("lstm", "gru", "rnn"), tuple(map(_every_word, learned))),
            "bag": tuple(map(_at_the_end, learned)),
        },
        weights=class_weights((round(each.verdicts[-1]) for each in learned), len(CLASSES)),
        validation=tuple(map(_text, made[LEARNED : LEARNED + CHOSEN_ON])),
        held_out=tuple(map(_text, made[LEARNED + CHOSEN_ON :])),
        recipes=RECIPES,
        droppable=_subjects(language),
        beside=lambda _: {"order_free": _order_free(language, plain[LEARNED + CHOSEN_ON :])},
        account=_account(len(grammar.words)),
    )


def _every_word(made: Sentence) -> Lesson:
    return Lesson(made.words, tuple((t, (1 - each, each)) for t, each in enumerate(made.verdicts)))


def _at_the_end(made: Sentence) -> Lesson:
    last = made.verdicts[-1]
    return Lesson(made.words, ((len(made.words) - 1, (1 - last, last)),))


def _text(made: Sentence) -> Text:
    return Text(" ".join(made.words), made.words, round(made.verdicts[-1]))


def _subjects(language: str) -> frozenset[str]:
    """Words that say nothing about the verdict, as they are looked up."""
    subjects = [Sentence(each, ()) for each in GRAMMARS[language].subjects]
    return frozenset(word for each in in_corpus_form(subjects, language) for word in each.words)


def _order_free(language: str, made: tuple[Sentence, ...]) -> Share:
    return Share(round(order_free_share(_odds(language), made), 4), len(made))


@cache
def _odds(language: str):
    return odds_by_words(GRAMMARS[language])


def _account(n_words: int) -> Account:
    return Account(
        data=f"{LEARNED} different sentences of a made language of {n_words} words and signs, in "
        "which negation and order decide; see visualizer/networks/toy/languages.py. The class is "
        "the grammar's verdict on what was said so far",
        source="made by this project's own grammar",
        licence="MIT, as this project",
        training="a recurrent network learns the class after every word, half and half before the "
        "first adjective; a bag the class at the end, which is all it is measured on; only "
        "subjects' words may be made unknown",
        selection=f"the epoch, on {CHOSEN_ON} other sentences; measured on {MEASURED} others still",
    )
