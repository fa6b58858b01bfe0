"""Texts that come with the app, each with its verdict: a list on which changes are measured."""

from collections.abc import Sequence
from typing import TypeAlias

from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.tables import read_rows
from visualizer.places import ASSETS

Judged: TypeAlias = tuple[tuple[str, ...], bool]
"""The words of a text, and whether it is positive."""

FOLDER = ASSETS / "evaluation"
PAIRS = {"en": "negation_pairs.tsv", "hi": "hindi_negation_pairs.tsv"}
"""Short phrases that say something, and the same denied; the second column is the opposite."""
PLAIN = {"hi": "hindi_everyday.tsv"}


def judged_texts(network: SentimentNetwork) -> Sequence[Judged]:
    """Short texts in the network's language that it did not learn from; none for other languages.

    Raises:
        OSError: a list cannot be read.
    """
    found: list[tuple[str, bool]] = []
    if pairs := PAIRS.get(network.language):
        for row in read_rows(FOLDER / pairs, ("plain", "negated", "kind")):
            positive = row["kind"] == "positive"
            found += [(row["plain"], positive), (row["negated"], not positive)]
    if plain := PLAIN.get(network.language):
        found += [
            (row["text"], row["kind"] == "positive")
            for row in read_rows(FOLDER / plain, ("text", "kind"))
        ]
    return [
        (tuple(token.word for token in network.tokenize(text)), positive)
        for text, positive in found
    ]
