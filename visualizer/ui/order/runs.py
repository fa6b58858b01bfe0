"""Readings in any order, cards and the bytes of boards, kept as long as they are wanted."""

from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of
from visualizer.networks.checkpoints import stored_card
from visualizer.networks.classes.card import Classes, ClassesCard
from visualizer.networks.classes.network import ClassReading
from visualizer.networks.classes.orders import Orders, answers_in_orders, some_orders
from visualizer.networks.classes.padding import Paddings, read_both_ways
from visualizer.showing.class_scenes import scene_of_classes
from visualizer.showing.paddings import scene_of_paddings
from visualizer.stage.scene_bytes import pack_scene
from visualizer.ui.controls.networks import networks_of
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import ONE_AT_A_TIME, network, reading_of

KINDS = ("bag", "rnn", "gru", "lstm")
"""The networks of every list, from the one that sees no order on."""

Order = tuple[int, ...]


def names_of(task: str, language: str) -> dict[str, str]:
    """The names of a task's networks for a language, by kind."""
    found = networks_of(task, language)
    return {kind: found[kind] for kind in KINDS if kind in found}


@kept
def reading_in(name: str, text: str, order: Order) -> ClassReading:
    """What a network makes of a readable text's words in an order.

    Raises:
        ValueError: the text has no token, or `order` does not fit it.
    """
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    if order == (*range(len(order)),) and len(order) == len(reading.tokens):
        return reading
    with ONE_AT_A_TIME:
        return network(name).in_order(reading, order)


@kept
def orders_of(steps: int) -> Orders:
    """The orders over which answers are counted."""
    return some_orders(steps)


@kept_beside
def answers_of(name: str, text: str) -> Float[np.ndarray, "N C"]:
    """The probabilities at the end of a readable text's words in each of those orders."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    with ONE_AT_A_TIME:
        return answers_in_orders(network(name), reading.words, orders_of(len(reading.words)).orders)


@kept_beside
def order_board(name: str, text: str, order: Order, language: str) -> bytes:
    """The bytes of the board of a readable text's words in an order; not of a bag."""
    say = translator(language)
    scene = scene_of_classes(network(name), reading_in(name, text, order), say)
    return pack_scene(scene, say=say, address="order_board")


@kept
def both_ways(name: str, text: str, filler: int) -> Paddings:
    """A readable text read packed, and filled up with so many steps."""
    judge = network(name)
    with ONE_AT_A_TIME:
        steps = len(judge.read(text).tokens) + filler
        return read_both_ways(judge, text, steps)


@kept_beside
def padding_board(name: str, text: str, filler: int, language: str) -> bytes:
    """The bytes of the board of both runs."""
    say = translator(language)
    scene = scene_of_paddings(network(name), both_ways(name, text, filler), say)
    sent = [track.name for track in scene.tracks]
    return pack_scene(scene, say=say, address="order_padding", sent=sent)


@kept
def card_of(name: str) -> ClassesCard:
    """A network's card; the network itself is not loaded.

    Raises:
        CheckpointError: the card is missing or damaged.
    """
    return stored_card(entry_of(name), Classes)


def cards_of(names: Mapping[str, str]) -> dict[str, ClassesCard]:
    """The cards of networks, by kind."""
    return {kind: card_of(name) for kind, name in names.items()}


def as_typed(steps: int) -> Order:
    """The order in which words were typed."""
    return tuple(range(steps))


def places_text(order: Sequence[int]) -> str | None:
    """An order as an address keeps it, from 1; None for words as typed."""
    if [*order] == [*range(len(order))]:
        return None
    return ".".join(str(place + 1) for place in order)


def places_from(said: object, steps: int) -> Order | None:
    """An order that an address keeps; None for anything that is no order of so many words."""
    if not isinstance(said, str) or len(said) > 6 * steps:
        return None
    parts = said.split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    order = tuple(int(part) - 1 for part in parts)
    return order if sorted(order) == [*range(steps)] else None
