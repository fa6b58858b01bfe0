"""What the agreement network learns from: the right sentences of the pairs, nouns held out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from visualizer.networks.agreement.card import AgreementReport, SeedPairs
from visualizer.networks.agreement.frames import agreement_lists, shortest_sentences
from visualizer.networks.agreement.judging import by_template, share, won_by_network
from visualizer.networks.agreement.pairs import Pair, read_pairs
from visualizer.networks.agreement.words import HELD_OUT, is_held_out
from visualizer.networks.flags.measures import seed_stories
from visualizer.networks.predicting.evaluation import Counted
from visualizer.networks.predicting.material import Material, Recipe, Words
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.sentiment.material import Account
from visualizer.networks.vocabulary import UNKNOWN, Vocabulary

STORY_SENTENCES = 1000
"""So many to find units on, and as many to measure the flag on."""
CHOSEN_ON = 10
"""One of so many of the sentences that could be learned chooses the epoch instead."""

RECIPE = Recipe(epochs=20, learning_rate=0.01, embedding_size=16, hidden_size=32, dropout=0.1)

NOTICE = """MIT License

Copyright (c) 2018 Rebecca Marvin

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and \
associated documentation files (the "Software"), to deal in the Software without restriction, \
including without limitation the rights to use, copy, modify, merge, publish, distribute, \
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is \
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or \
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT \
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND \
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, \
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, \
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def agreement_material(data: Path) -> Material:
    """What the network learns from and is measured on.

    Args:
        data: the folder with the pairs.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no file of pairs, or none of them has a noun held out.
    """
    pairs = read_pairs(data)
    held_out = tuple(pair for pair in pairs if is_held_out(pair.template, pair.right))
    if not held_out:
        raise ValueError(f"the pairs must have some with {' or '.join(HELD_OUT)}, got none")
    known = {pair.right: None for pair in pairs if not is_held_out(pair.template, pair.right)}
    known |= dict.fromkeys(shortest_sentences())
    learned = tuple(words for words in known if not _chooses(words))
    every = (*learned, *shortest_sentences(), *(each for p in pairs for each in (p.right, p.wrong)))
    vocabulary = Vocabulary((UNKNOWN, *sorted({word for words in every for word in words})))
    return Material(
        vocabulary=vocabulary,
        texts=learned,
        validation=tuple(words for words in known if _chooses(words)),
        held_out=tuple({pair.right: None for pair in held_out}),
        recipe=RECIPE,
        own=AgreementReport,
        measure=lambda networks, seed: _measured(
            networks, seed, held_out, Counted(learned, vocabulary)
        ),
        account=_account(len(pairs), len(learned)),
    )


def _chooses(words: Words) -> bool:
    """By the words alone, and none of the shortest sentences, which everything rests on."""
    return len(words) > 4 and crc32(" ".join(words).encode()) % CHOSEN_ON == 0


def _measured(
    networks: tuple[NextNetwork, ...], seed: int, pairs: Sequence[Pair], counted: Counted
) -> Mapping[str, Any]:
    every, templates = by_template(networks[0], counted, pairs)
    return {
        "sentences": STORY_SENTENCES,
        "stories": seed_stories(
            networks, agreement_lists(STORY_SENTENCES), ("number",), first_seed=seed
        ),
        "held_out": HELD_OUT,
        "pairs": every,
        "templates": templates,
        "seeds_pairs": tuple(
            SeedPairs(seed + number, share(won_by_network(network, pairs)))
            for number, network in enumerate(networks)
        ),
    }


def _account(n_pairs: int, n_learned: int) -> Account:
    return Account(
        data=f"{n_pairs} pairs of sentences for agreement, at most 300 of a condition, after the "
        "templates of Marvin & Linzen (2018), Targeted Syntactic Evaluation of Language Models. "
        f"Learned are {n_learned} different right sentences. Six nouns, {', '.join(HELD_OUT)}, "
        "in singular and plural, are learned from the shortest sentences only, such as 'the "
        "senator laughs' or 'the novels are new': those of the pairs, and as many made for every "
        "noun; all longer sentences with one of them are measured on",
        source="https://github.com/BeckyMarvin/LM_syneval, commit "
        "edb737877a02092807ac55e165d653108b8e1509, EMNLP2018/templates",
        licence=NOTICE,
        training="every word is predicted from those before it, the first one too",
        selection="the epoch, by the surprise at a tenth of the sentences of five and more words "
        "without a noun held out; the settings alike",
    )
