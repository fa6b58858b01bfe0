"""What a sentiment network gets right in Hindi, beside what simpler judges do."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake, SourceShare, StrongWords, WeakSpot
from visualizer.networks.sentiment.evaluation import share_of, verdicts, worst
from visualizer.networks.sentiment.hindi.lexicon import Lexicon
from visualizer.networks.sentiment.hindi.reviews import Review
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.tables import read_rows

STRONG = 0.4
"""How far from neutral the lexicon's strongest words lie."""

WEAK_SPOTS = (
    ("doubt", "मुझे नहीं लगता कि यह फ़िल्म अच्छी है"),
    ("तो न", "फ़िल्म अच्छी तो न थी"),
    ("Hindi in Latin letters", "yeh film achhi nahi hai"),
    ("irony", "वाह, क्या सेवा है, तीन हफ़्ते में भी फ़ोन नहीं पहुँचा"),
)
"""What Hindi networks of this kind tend to misread, with a sentence for each."""


def accuracy(network: SentimentNetwork, reviews: Sequence[Review]) -> Share:
    """The share of texts whose last verdict is on their label's side of 0.5."""
    return share_of(_outcomes(network, reviews))


def source_shares(network: SentimentNetwork, reviews: Sequence[Review]) -> tuple[SourceShare, ...]:
    """The same for each source by itself, with what its commoner label alone would get."""
    by_source: dict[str, list[Review]] = {}
    for review in reviews:
        by_source.setdefault(review.source, []).append(review)
    return tuple(
        SourceShare(name, accuracy(network, each), majority(each).share)
        for name, each in sorted(by_source.items())
    )


def majority(reviews: Sequence[Review]) -> Share:
    """What the commoner label gets without reading."""
    positive = sum(review.positive for review in reviews)
    commoner = positive * 2 >= len(reviews)
    return share_of(review.positive == commoner for review in reviews)


def naive_bayes(training: Iterable[Review], judged: Sequence[Review]) -> Share:
    """What counting words gets: multinomial naive Bayes, each word's count one more than seen."""
    counts = {label: Counter[str]() for label in (False, True)}
    texts = Counter[bool]()
    for review in training:
        counts[review.positive].update(review.words)
        texts[review.positive] += 1
    n_words = len(counts[False].keys() | counts[True].keys())
    totals = {label: sum(found.values()) + n_words for label, found in counts.items()}

    def odds(review: Review) -> float:
        prior = math.log(texts[True] / texts[False])
        return prior + sum(
            math.log((counts[True][word] + 1) / totals[True])
            - math.log((counts[False][word] + 1) / totals[False])
            for word in review.read
            if word in counts[True] or word in counts[False]
        )

    return share_of((odds(review) > 0) == review.positive for review in judged)


def unknown_words(network: SentimentNetwork, reviews: Iterable[Review]) -> Share:
    """The share of the words and signs of texts that the network does not know."""
    return share_of(word not in network.vocabulary for each in reviews for word in each.read)


def everyday(network: SentimentNetwork, sentences: Path) -> tuple[Share, Share]:
    """Read everyday sentences, a TSV file with the columns text, kind.

    Returns:
        The share of positive and negative ones judged so, and that of neutral ones judged
        positive.
    """
    rows = read_rows(sentences, ("text", "kind"))
    courses = verdicts(network, [_words(network, row["text"]) for row in rows])
    ends = [
        (row["kind"], bool(course[-1] > 0.5)) for row, course in zip(rows, courses, strict=True)
    ]
    return (
        share_of(positive == (kind == "positive") for kind, positive in ends if kind != "neutral"),
        share_of(positive for kind, positive in ends if kind == "neutral"),
    )


def strong_words(
    network: SentimentNetwork, reviews: Sequence[Review], lexicon: Lexicon
) -> StrongWords:
    """How far the lexicon's strongest adjectives move the verdict while texts are read."""
    strong = {
        form[0]
        for each in lexicon.adjectives
        for form in (each.masculine, each.feminine, each.plural)
        if len(form) == 1 and abs(each.target - 0.5) >= STRONG
    }
    fresh = torch.sigmoid(network.logits(torch.zeros(network.recurrent.hidden_size))).item()
    changes = [
        abs(change)
        for review, course in zip(
            reviews, verdicts(network, [review.read for review in reviews]), strict=True
        )
        for word, change in zip(review.read, np.diff(course, prepend=fresh), strict=True)
        if word in strong
    ]
    mean = float(np.mean(changes)) if changes else 0.0
    return StrongWords(mean_change=round(mean, 4), n=len(changes))


def sure_mistakes(
    network: SentimentNetwork, reviews: Iterable[Review], *, count: int = 6, longest: int = 12
) -> tuple[Mistake, ...]:
    """The short texts on which the network is surest and wrong, the worst first."""
    short = [review for review in reviews if len(review.words) <= longest]
    return worst(
        (
            Mistake(text=review.text, label=int(review.positive), verdict=round(verdict, 3))
            for review, verdict in zip(short, _last(network, short), strict=True)
            if (verdict > 0.5) != review.positive
        ),
        count,
    )


def weak_spots(network: SentimentNetwork) -> tuple[WeakSpot, ...]:
    """What it makes of the sentences in `WEAK_SPOTS`."""
    courses = verdicts(network, [_words(network, text) for _, text in WEAK_SPOTS])
    return tuple(
        WeakSpot(what, text, round(float(course[-1]), 3))
        for (what, text), course in zip(WEAK_SPOTS, courses, strict=True)
    )


def _outcomes(network: SentimentNetwork, reviews: Sequence[Review]) -> list[bool]:
    last = _last(network, reviews)
    return [(end > 0.5) == each.positive for end, each in zip(last, reviews, strict=True)]


def _last(network: SentimentNetwork, reviews: Sequence[Review]) -> list[float]:
    return [float(course[-1]) for course in verdicts(network, [each.read for each in reviews])]


def _words(network: SentimentNetwork, text: str) -> list[str]:
    return [token.word for token in network.tokenize(text)]
