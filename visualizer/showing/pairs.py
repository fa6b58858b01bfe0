"""Two runs side by side: two texts read by one network, or one text read by two networks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from visualizer.core import Difference, difference, paired_steps
from visualizer.lexicon.language import Translator
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.showing.scenes import scene_of_reading, unit_orders
from visualizer.views.alignment import Alignment, aligned, own_steps
from visualizer.views.scene import Answer, Scene, Track

FIRST, SECOND = "A", "B"
"""What two texts are called, in every language."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """Two readings on the same columns; `apart` compares the steps of both, None of unlike cells.

    Attributes:
        first: the reading that comes first, `second` the other one.
        alignment: in which column each step of both stands.
        apart: their difference at the steps that share a column; N is their number.
    """

    first: SentimentReading
    second: SentimentReading
    alignment: Alignment
    apart: Difference | None

    @property
    def distances(self) -> Mapping[str, Float[np.ndarray, " N"]]:
        """How far apart each state is at the shared columns; empty where that has no meaning."""
        if self.apart is None:
            return {}
        states = type(self.first.record).states
        return {state: self.apart.distances[state][0, 0, :, 0] for state in states}

    @property
    def parting(self) -> int | None:
        """The first of the shared columns at which some state differs, by its place among them."""
        if self.apart is None or self.apart.diverges_at[0] < 0:
            return None
        return int(self.apart.diverges_at[0])

    @property
    def shared_words(self) -> list[str]:
        """What stands in each shared column: one word, or one for the other."""
        found = []
        for a, b in self.alignment.pairs:
            one, other = self.first.tokens[a], self.second.tokens[b]
            same = self.first.words[a] == self.second.words[b]
            found.append(one if same else f"{one} → {other}")
        return found

    @property
    def same_words(self) -> bool:
        """Whether both texts are the same to a network."""
        return self.first.words == self.second.words


def paired(first: SentimentReading, second: SentimentReading) -> Pair:
    """Two texts aligned by their words, or two readings of one text."""
    pairs = paired_steps(first.words, second.words)
    alike = _make(first) == _make(second)
    return Pair(
        first=first,
        second=second,
        alignment=aligned(len(first.words), len(second.words), pairs),
        apart=difference(first.record, second.record, pairs=pairs) if alike else None,
    )


def _make(reading: SentimentReading) -> tuple[str, int]:
    return reading.record.cell, reading.record.h.shape[-1]


def scene_of_pair(
    networks: tuple[SentimentNetwork, SentimentNetwork],
    pair: Pair,
    say: Translator,
    names: tuple[str, str] = (FIRST, SECOND),
    orders: Mapping[str, Sequence[int]] | None = None,
) -> Scene:
    """Both readings, and what the second has less what the first has, on the same columns.

    The units of all tracks stand in the order of the first one's, where they are the same units.

    Args:
        networks: which read the first and the second text.
        names: what both are called.
        orders: those of the first one, if they are known.
    """
    orders = unit_orders(networks[0], pair.first) if orders is None else orders
    of_both = (orders, None if pair.apart is None else orders)
    readings = (pair.first, pair.second)
    columns = (pair.alignment.a, pair.alignment.b)
    other = pair.alignment.pairs
    marked = (
        own_steps(pair.first.words, pair.second.words, other),
        own_steps(pair.second.words, pair.first.words, [(b, a) for a, b in other]),
    )
    first, second = (
        replace(
            scene_of_reading(network, reading, say, own_orders).tracks[0],
            name=name,
            columns=places,
            marked=own,
        )
        for network, reading, name, places, own, own_orders in zip(
            networks, readings, names, columns, marked, of_both, strict=True
        )
    )
    if pair.apart is None:
        return Scene(tracks=[first, second], compared=True)
    second = replace(second, unit=_telling_unit(pair))
    first = replace(first, unit=second.unit)
    between = _between(first, second, pair, say)
    return Scene(tracks=[first, second, between], compared=True)


def _between(first: Track, second: Track, pair: Pair, say: Translator) -> Track:
    """What the second track has less what the first has, where both have a step."""
    a, b = (np.array(steps, dtype=np.int64) for steps in zip(*pair.alignment.pairs, strict=True))
    assert first.verdict is not None
    assert second.verdict is not None
    return replace(
        first,
        name=f"{second.name} − {first.name}",
        tokens=pair.shared_words,
        unknown=[False] * len(a),
        marked=(),
        quantities={q: second.quantities[q][b] - first.quantities[q][a] for q in first.quantities},
        start={q: second.start[q] - first.start[q] for q in first.start},
        kept=None,
        stories=_stories(pair, say),
        max_error=max(first.max_error, second.max_error),
        sums={},
        weights=None,
        x=None,
        verdict=second.verdict[b] - first.verdict[a],
        turn=None,
        readout=None,
        answer=Answer(name=say("difference of the verdicts"), low=-1.0, high=1.0, start=0.0),
        columns=pair.alignment.shared,
        between=(first.name, second.name),
        distances=pair.distances,
    )


def _telling_unit(pair: Pair) -> int:
    """The unit whose memory is furthest apart at any shared column: one to look at first."""
    a, b = zip(*pair.alignment.pairs, strict=True)
    memories = [reading.record.memory_values() for reading in (pair.first, pair.second)]
    return int(np.abs(memories[1][[*b]] - memories[0][[*a]]).max(axis=0).argmax())


def _stories(pair: Pair, say: Translator) -> list[list[str]]:
    """What there is to say about each shared column."""
    assert pair.apart is not None
    ups = pair.apart.flips_up[0, 0, :, 0].sum(axis=-1)
    downs = pair.apart.flips_down[0, 0, :, 0].sum(axis=-1)
    units = pair.first.record.memory_values().shape[1]
    return [
        [
            say(
                "The states are apart by {distances}.",
                distances=", ".join(
                    f"{symbol} {values[n]:.2f}" for symbol, values in pair.distances.items()
                ),
            ),
            say(
                "Of {units} units {n} have the other sign ({up} up, {down} down).",
                units=units,
                n=int(up + down),
                up=int(up),
                down=int(down),
            ),
        ]
        for n, (up, down) in enumerate(zip(ups, downs, strict=True))
    ]
