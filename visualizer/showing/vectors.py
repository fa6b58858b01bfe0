"""Words as vectors, in tables and sentences, true by construction."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import combinations

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import Translator
from visualizer.networks.classes.words import Neighbour, WordCost, one_hot_cosine
from visualizer.networks.vocabulary import Vocabulary

OFFERED = 6
"""So many known words are named where one is unknown."""


def cost_table(embedding: WordCost, one_hot: WordCost, say: Translator) -> dict[str, list[str]]:
    """What both kinds of word vectors cost, and how many times as much one-hot does."""
    rows = [
        (say("numbers for each word"), embedding.numbers, one_hot.numbers),
        (say("table of the words' vectors, numbers"), embedding.table, one_hot.table),
        (say("weights of the first product"), embedding.weights, one_hot.weights),
        (
            say("numbers to keep, both together"),
            embedding.table + embedding.weights,
            one_hot.table + one_hot.weights,
        ),
        (
            say("multiplications of the first product, for each word"),
            embedding.multiplications,
            one_hot.multiplications,
        ),
    ]
    return {
        say("cost"): [what for what, _, _ in rows],
        say("embedding"): [say.number(own) for _, own, _ in rows],
        say("one-hot"): [say.number(other) for _, _, other in rows],
        say("one-hot to embedding"): [
            f"{other / own:.1f} ×" if own and other else "–" for _, own, other in rows
        ],
    }


def costs(embedding: WordCost, one_hot: WordCost, say: Translator) -> dict[str, tuple[int, int]]:
    """What is drawn of it: the size of a word, all that is kept, and the work."""
    return {
        say("numbers for each word"): (embedding.numbers, one_hot.numbers),
        say("numbers to keep: table and first weights"): (
            embedding.table + embedding.weights,
            one_hot.table + one_hot.weights,
        ),
        say("multiplications for each word"): (
            embedding.multiplications,
            one_hot.multiplications,
        ),
    }


def cost_told(
    embedding: WordCost, one_hot: WordCost, words: int, rows: int, say: Translator
) -> list[str]:
    """What the numbers come from, and what a library really does.

    Args:
        words: how many the network knows, the unknown one counted.
        rows: of the first matrix that words are multiplied by.
    """
    kept = embedding.table + embedding.weights, one_hot.table + one_hot.weights
    numbers = {
        "words": say.number(words),
        "size": say.number(embedding.numbers),
        "rows": say.number(rows),
        "kept": say.number(kept[0]),
        "other": say.number(kept[1]),
    }
    first = say(
        "This network has {words} words, “unknown” among them, and gives each {size} numbers; its "
        "first matrix has {rows} rows. With the embedding it keeps {words} × {size} + {rows} × "
        "{size} = {kept} numbers, with one-hot vectors it would keep {rows} × {words} = {other}.",
        **numbers,
    )
    second = say(
        "A product with a one-hot vector picks out one column of the matrix; a library looks that "
        "column up and multiplies nothing. The table of an embedding is just that: looked up. So "
        "what one-hot really costs is the size of the matrix, and that no two words are alike."
    )
    return [first, second]


def neighbours_table(
    word: str, neighbours: Sequence[Neighbour], say: Translator
) -> dict[str, list[str]]:
    """The nearest words, and how near they would be as one-hot vectors."""
    return {
        say("word"): [each.word for each in neighbours],
        say("cosine in the embedding"): [_signed(each.cosine) for each in neighbours],
        say("cosine of one-hot"): [_signed(one_hot_cosine(word, each.word)) for each in neighbours],
    }


def alike_told(words: Sequence[str], cosines: Float[np.ndarray, "N N"], say: Translator) -> str:
    """Which two words of a sentence are most alike, and which least."""
    pairs = [*combinations(range(len(words)), 2)]
    if not pairs:
        return say("There is one word alone: nothing to compare it with.")
    most = max(pairs, key=lambda pair: cosines[pair])
    least = min(pairs, key=lambda pair: cosines[pair])
    told = say(
        "Most alike in the embedding: “{one}” and “{other}”, {cosine}.",
        one=words[most[0]],
        other=words[most[1]],
        cosine=_signed(float(cosines[most]), 2),
    )
    if len(pairs) > 1:
        told += " " + say(
            "Least alike: “{one}” and “{other}”, {cosine}.",
            one=words[least[0]],
            other=words[least[1]],
            cosine=_signed(float(cosines[least]), 2),
        )
    return told + " " + say("As one-hot vectors every two different words have cosine 0.")


def cosines_table(
    words: Sequence[str], cosines: Float[np.ndarray, "N N"], say: Translator
) -> dict[str, list[str]]:
    """The cosine of every two words in the embedding."""
    columns = {
        word: [_signed(float(value), 2) for value in cosines[:, k]] for k, word in enumerate(words)
    }
    return {say("cosine"): [*words], **columns}


def known_like(word: str, vocabulary: Vocabulary) -> list[str]:
    """Some words that a network knows: those spelled nearly so, else its commonest ones."""
    words = [each for each in vocabulary.words[1:] if len(each) > 1 and each.isalpha()]
    return get_close_matches(word, words, n=OFFERED, cutoff=0.7) or words[:OFFERED]


def _signed(value: float, digits: int = 3) -> str:
    return f"{value:z.{digits}f}".replace("-", "−")
