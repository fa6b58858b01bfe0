"""What many orders, and measured shares, come to: sentences and tables, true by construction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import Translator
from visualizer.networks.cards import Share
from visualizer.networks.classes.card import Classes, near_tie
from visualizer.networks.classes.orders import Orders
from visualizer.showing.order import BAG, kind_name


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What one network says of the same words in many orders.

    Attributes:
        answer: the class that it gave the words as typed, by number.
        typed: its probability then.
        shares: its probability in each order.
        keeps: in how many orders it is the answer.
        of: how many orders there are.
    """

    answer: int
    typed: float
    shares: Float[np.ndarray, " N"]
    keeps: int
    of: int

    @property
    def low(self) -> float:
        """The least of the probabilities."""
        return float(self.shares.min())

    @property
    def high(self) -> float:
        """The greatest of the probabilities."""
        return float(self.shares.max())

    @property
    def constant(self) -> bool:
        """Whether all are the same number, bit by bit."""
        return bool((self.shares == self.shares[0]).all())


def spread_of(typed: Float[np.ndarray, " C"], orders: Float[np.ndarray, "N C"]) -> Spread:
    """What the probabilities in many orders come to.

    Args:
        typed: the probabilities for the words as typed.
    """
    answer = int(typed.argmax())
    return Spread(
        answer=answer,
        typed=float(typed[answer]),
        shares=orders[:, answer],
        keeps=int((orders.argmax(axis=1) == answer).sum()),
        of=len(orders),
    )


def orders_named(orders: Orders, say: Translator) -> str:
    """Over which orders answers are counted."""
    count = len(orders.orders)
    if orders.all:
        return say.count(
            "There is {n} order of these words.", "There are {n} orders of these words.", count
        )
    return say(
        "{n} orders of these words, drawn by chance, the same ones every time.", n=say.number(count)
    )


def spreads_table(
    spreads: Mapping[str, Spread], classes: Sequence[str], say: Translator
) -> dict[str, list[str]]:
    """What many orders do to each network, by its kind."""
    rows = [*spreads.values()]
    return {
        say("network"): [kind_name(kind, say) for kind in spreads],
        say("answer as typed"): [classes[row.answer] for row in rows],
        say("orders with the same answer"): [
            say("{n} of {all}", n=row.keeps, all=row.of) for row in rows
        ],
        say("its probability as typed"): [f"{row.typed:.3f}" for row in rows],
        say("lowest"): [f"{row.low:.3f}" for row in rows],
        say("highest"): [f"{row.high:.3f}" for row in rows],
    }


def spreads_told(spreads: Mapping[str, Spread], say: Translator) -> str:
    """Who keeps the answer in all orders, and who does not."""
    always = [kind for kind, row in spreads.items() if row.constant]
    steady = [kind for kind, row in spreads.items() if row.keeps == row.of and kind not in always]
    others = {kind: row for kind, row in spreads.items() if row.keeps < row.of}
    parts = []
    if always:
        parts.append(
            say("One and the same number in every order: {names}.", names=_names(always, say))
        )
    if steady:
        parts.append(
            say(
                "The same answer in every order, with numbers that move: {names}.",
                names=_names(steady, say),
            )
        )
    if others:
        counted = ", ".join(
            say("{name} {n} of {all}", name=kind_name(kind, say), n=row.of - row.keeps, all=row.of)
            for kind, row in others.items()
        )
        parts.append(say("Orders with another answer: {counted}.", counted=counted))
    return " ".join(parts)


def measured_table(
    made: Mapping[str, Classes], news: Mapping[str, Classes], say: Translator
) -> dict[str, list[str]]:
    """How well each network does on both data, and what can be had without any order.

    Args:
        made: what was measured, by kind, on the made language; `news` likewise.
    """
    first, second = made[BAG], news[BAG]
    rows = [[kind_name(kind, say), *_row(made, kind, say), *_row(news, kind, say)] for kind in made]
    rows.append(
        [say("always the commoner class"), *_alone(first.majority), *_alone(second.majority)]
    )
    if first.order_free is not None:
        best = say("best possible judge that sees no order")
        rows.append([best, *_alone(first.order_free), *_alone(None)])
    if second.tf_idf is not None:
        counts = say("counted words (tf-idf) and one linear layer")
        rows.append([counts, *_alone(None), *_alone(second.tf_idf.texts)])
    heads = [say("network")]
    for data in (say("made language"), say("news")):
        heads += [
            say("{data}: right", data=data),
            say("{data}: lowest to highest", data=data),
            say("{data}: beside the bag", data=data),
        ]
    return {head: [row[k] for row in rows] for k, head in enumerate(heads)}


def _row(cards: Mapping[str, Classes], kind: str, say: Translator) -> list[str]:
    own = cards[kind]
    low, high = own.spread
    return [
        f"{percent(own.mean)} %",
        f"{percent(low)}–{percent(high)}",
        "–" if kind == BAG else _beside(own, cards[BAG], say),
    ]


def _beside(own: Classes, bag: Classes, say: Translator) -> str:
    if near_tie(mean_share(own), mean_share(bag)):
        return say("near-tie")
    points = f"{100 * (own.mean - bag.mean):+.1f}".replace("-", "−")
    return say("{points} points", points=points)


def _alone(share: Share | None) -> list[str]:
    return ["–" if share is None else f"{percent(share.share)} %", "–", "–"]


def mean_share(own: Classes) -> Share:
    """The mean of a network's seeds, as a share of the texts that each was measured on."""
    return Share(own.mean, own.texts.n)


def made_told(made: Mapping[str, Classes], say: Translator) -> str:
    """What the made language says about order."""
    bag = made[BAG]
    others = {kind: own for kind, own in made.items() if kind != BAG}
    chance = near_tie(mean_share(bag), bag.majority)
    numbers = {
        "bag": percent(bag.mean),
        "majority": percent(bag.majority.share),
        "names": _names(others, say),
        "least": percent(min(own.mean for own in others.values())),
    }
    told = (
        say(
            "On the made language the bag gets {bag} %, which is not to be told from always saying "
            "the commoner class ({majority} %).",
            **numbers,
        )
        if chance
        else say(
            "On the made language the bag gets {bag} %, always saying the commoner class "
            "{majority} %.",
            **numbers,
        )
    )
    if min(own.spread[0] for own in others.values()) == 1:
        told += " " + say("{names} get every sentence right, in every training.", **numbers)
    else:
        told += " " + say("{names} get {least} % or more.", **numbers)
    if bag.order_free is None:
        return told
    ceiling = say(
        "Without order the best possible judge, who knows every sentence of the language, gets "
        "{most} % there: which words a sentence has does not settle it.",
        most=percent(bag.order_free.share),
    )
    return f"{told} {ceiling}"


def news_told(news: Mapping[str, Classes], say: Translator) -> str:
    """What the news say about order."""
    bag = news[BAG]
    others = {kind: own for kind, own in news.items() if kind != BAG}
    tied = [kind for kind, own in others.items() if near_tie(mean_share(own), mean_share(bag))]
    apart = [kind for kind in others if kind not in tied]
    worse = [kind for kind in apart if others[kind].mean < bag.mean]
    better = [kind for kind in apart if kind not in worse]
    parts = []
    if not better:
        parts.append(
            say(
                "On the news no network that reads in order does better than the bag ({bag} %).",
                bag=percent(bag.mean),
            )
        )
    else:
        parts.append(
            say(
                "On the news better than the bag ({bag} %): {names}.",
                bag=percent(bag.mean),
                names=_measured(better, others, say),
            )
        )
    if tied:
        parts.append(
            say("Too close to it to be told apart: {names}.", names=_measured(tied, others, say))
        )
    if worse:
        parts.append(say("Worse: {names}.", names=_measured(worse, others, say)))
    if not better:
        parts.append(say("What a text of news is about, its words say in any order."))
    return " ".join(parts)


def _measured(kinds: Sequence[str], cards: Mapping[str, Classes], say: Translator) -> str:
    return ", ".join(f"{kind_name(kind, say)} {percent(cards[kind].mean)} %" for kind in kinds)


def _names(kinds: Sequence[str] | Mapping[str, object], say: Translator) -> str:
    return ", ".join(kind_name(kind, say) for kind in kinds)


def percent(share: float) -> str:
    """A share in hundredths."""
    return f"{100 * share:.1f}"
