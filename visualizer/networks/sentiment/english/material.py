"""English networks learn from labelled trees, and from negations and turns made of them."""

import random
from collections.abc import Sequence
from pathlib import Path

from visualizer.networks.sentiment.card import Sentiment
from visualizer.networks.sentiment.english import measures
from visualizer.networks.sentiment.english.augmentation import measured_rules, negations
from visualizer.networks.sentiment.english.phrases import phrase_examples
from visualizer.networks.sentiment.english.trees import Tree, read_trees
from visualizer.networks.sentiment.evaluation import negation_report
from visualizer.networks.sentiment.examples import Example, joinings
from visualizer.networks.sentiment.fitting import Recipe
from visualizer.networks.sentiment.material import Account, Material
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.vocabulary import count_words

NEGATIONS = 30_000
JOININGS = 40_000
VALIDATION_SHARE = 0.1
PAIRS = "negation_pairs.tsv"

RECIPES = {
    "lstm": Recipe(epochs=5, learning_rate=2e-3, dropout=0.6, largest_gradient=5.0),
    "gru": Recipe(epochs=5, learning_rate=2e-3, dropout=0.6, largest_gradient=5.0),
    "rnn": Recipe(epochs=8, learning_rate=3e-3, dropout=0.2, largest_gradient=1.0),
}


def english_material(data: Path, evaluation: Path | None, seed: int) -> Material:
    """What English networks learn from and are judged on.

    Args:
        data: a folder with `train.txt`, for training and every choice, and `dev.txt`, for the
            card's numbers.
        evaluation: the folder of the negation pairs.

    Raises:
        ValueError: a file holds no trees of the right form.
        OSError: a file cannot be read.
    """
    training, validation = _split(read_trees(data / "train.txt"))
    dev = read_trees(data / "dev.txt")
    return Material(
        vocabulary=count_words(tree.words for tree in training),
        examples=tuple(training_examples(training, seed)),
        recipes=RECIPES,
        validate=lambda network: measures.sentence_accuracy(network, validation),
        measure=lambda network: _measured(network, validation, dev, evaluation),
        account=Account(
            data="Stanford Sentiment Treebank, five classes, 2021 tokenisation: train.txt to "
            "train, dev.txt for the numbers below",
            source="https://github.com/stanfordnlp/sentiment-treebank, commit "
            "fa0a89e0cabf5eac3ff4e1d27551fad4046ec012",
            licence="none stated by the source; the corpus itself is not redistributed here",
            training=f"every labelled phrase, {NEGATIONS} negations and {JOININGS} joined phrases "
            "made of the same phrases, with targets averaged over the training trees",
            selection=f"the epoch best on {len(validation)} sentences held out of train.txt",
        ),
    )


def training_examples(trees: Sequence[Tree], seed: int) -> list[Example]:
    """Every labelled phrase, and negations and turns made of them."""
    phrases = phrase_examples(trees)
    rules = measured_rules(trees)
    negated = negations(trees, rules, NEGATIONS, seed)
    pieces = [example for example in phrases if 2 <= len(example.words) <= 25]
    turned = joinings(
        [*pieces, *negated[: NEGATIONS // 6]], rules.contrast, rules.addition, JOININGS, seed
    )
    return [*phrases, *negated, *turned]


def _split(trees: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Training and validation sentences, the same for every seed."""
    shuffled = list(trees)
    random.Random(0).shuffle(shuffled)
    n_validation = int(len(shuffled) * VALIDATION_SHARE)
    return shuffled[n_validation:], shuffled[:n_validation]


def _measured(
    network: SentimentNetwork,
    validation: Sequence[Tree],
    dev: Sequence[Tree],
    evaluation: Path | None,
) -> Sentiment:
    return Sentiment(
        vocabulary_size=len(network.vocabulary),
        embedding_size=network.embedding.embedding_dim,
        hidden_size=network.recurrent.hidden_size,
        validation_sentences=measures.sentence_accuracy(network, validation),
        sentences=measures.sentence_accuracy(network, dev),
        phrases=measures.phrase_accuracy(network, dev),
        prefixes=measures.prefix_accuracy(network, dev),
        negation=negation_report(network, evaluation / PAIRS) if evaluation else None,
        strong_words=measures.strong_words(network, dev),
        late_twist=measures.twists(network, dev),
        gets_wrong=measures.sure_mistakes(network, dev),
    )
