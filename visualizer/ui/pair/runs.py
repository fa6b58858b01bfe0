"""Pairs of readings and the bytes of their boards, kept as long as they are wanted."""

from typing import Any

from visualizer.lexicon.language import Translator, translator
from visualizer.networks import entry_of
from visualizer.networks.first_weights import untrained
from visualizer.networks.reading import NothingToReadError
from visualizer.networks.sentiment.flips import (
    CONTROLS,
    SignFlips,
    Trial,
    sign_flips,
    trials,
    with_control,
)
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.showing.pairs import Pair, paired, scene_of_pair
from visualizer.showing.scenes import unit_orders, weights_of
from visualizer.stage.scene_bytes import pack_scene, pack_weights
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.boards import network_link
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import ONE_AT_A_TIME, network, reading_of

UNTRAINED = "untrained"
"""Behind a cell's name, for its network before training."""


@kept
def before_training(name: str) -> Any:
    """The network of this name as its training began."""
    return untrained(network(name))


@kept
def reading_before_training(name: str, text: str) -> Any | None:
    """What that network makes of a text; None if there is nothing to read in it."""
    judge = before_training(name)
    try:
        with ONE_AT_A_TIME:
            return judge.read(text)
    except NothingToReadError:
        return None


def judge_of(name: str, *, trained: bool) -> Any:
    """A network of the registry, or the same before its training."""
    return network(name) if trained else before_training(name)


def read_by(name: str, text: str, *, trained: bool) -> Any | None:
    """What it makes of a text; None if there is nothing to read in it."""
    return reading_of(name, text) if trained else reading_before_training(name, text)


@kept
def pair_of_texts(name: str, first: str, second: str) -> Pair:
    """Two readable texts, read by one network."""
    return _paired(reading_of(name, first), reading_of(name, second))


@kept
def pair_of_networks(one: tuple[str, bool], other: tuple[str, bool], text: str) -> Pair:
    """A readable text, read by two networks, each by its name and whether it is trained."""
    return _paired(*(read_by(name, text, trained=trained) for name, trained in (one, other)))


def _paired(first: SentimentReading | None, second: SentimentReading | None) -> Pair:
    if first is None or second is None:
        raise ValueError("texts must have at least one token")
    return paired(first, second)


@kept
def orders_of(name: str, text: str) -> dict[str, list[int]]:
    """The orders of a text's units, which stay while the other text changes."""
    reading = reading_of(name, text)
    assert reading is not None
    return unit_orders(network(name), reading)


@kept_beside
def texts_bytes(name: str, first: str, second: str, language: str) -> bytes:
    """The bytes of the board of two readable texts."""
    pair, say, judge = pair_of_texts(name, first, second), translator(language), network(name)
    scene = scene_of_pair((judge, judge), pair, say, orders=orders_of(name, first))
    link: dict[str, str | None] = {
        "pair_text": pair.first.read,
        "pair_second": pair.second.read,
        **network_link(name, "pair"),
        "lang": language,
    }
    sent = [track.name for track in scene.tracks]
    return pack_scene(scene, say=say, link=link, address="pair", sent=sent)


@kept_beside
def networks_bytes(
    one: tuple[str, bool], other: tuple[str, bool], text: str, language: str
) -> bytes:
    """The bytes of the board of one readable text and two networks."""
    pair, say = pair_of_networks(one, other, text), translator(language)
    judges = (judge_of(one[0], trained=one[1]), judge_of(other[0], trained=other[1]))
    scene = scene_of_pair(judges, pair, say, names_of(one, other, say))
    entry = entry_of(one[0])
    link: dict[str, str | None] = {
        "pair_text": pair.first.read,
        "pair_one": variant(*one),
        "pair_two": variant(*other),
        "pair_size": str(entry.units),
        "pair_language": entry.language,
        "lang": language,
    }
    sent = [track.name for track in scene.tracks]
    return pack_scene(scene, say=say, link=link, address="pair_networks", sent=sent)


def variant(name: str, trained: bool) -> str:
    """A network among those of one task, size and language, as the address says it."""
    cell = entry_of(name).cell or ""
    return cell if trained else f"{cell}-{UNTRAINED}"


def names_of(one: tuple[str, bool], other: tuple[str, bool], say: Translator) -> tuple[str, str]:
    """What two networks are called beside each other; never the same."""
    first, second = (told(*each, say) for each in (one, other))
    return (first, second) if first != second else (f"{first} (1)", f"{second} (2)")


def told(name: str, trained: bool, say: Translator) -> str:
    """What one network is called."""
    cell = (entry_of(name).cell or "").upper()
    return cell if trained else say("{cell} untrained", cell=cell)


@kept
def weights_before_training(name: str) -> bytes | None:
    """What the sums of an untrained network's boards are computed with."""
    weights = weights_of(before_training(name).recurrent)
    return None if weights is None else pack_weights(weights)


@kept
def listed_trials(name: str) -> tuple[tuple[Trial, ...], int]:
    """The listed pairs of a network's language, and how many more were listed."""
    return trials(network(name))


@kept
def listed_flips(name: str, positive: bool, which: str) -> SignFlips:
    """What all listed pairs of praise, or of blame, do to the signs.

    Args:
        which: `changed`, the negation, or `control`.
    """
    own = [each for each in listed_trials(name)[0] if each.positive == positive]
    with ONE_AT_A_TIME:
        return sign_flips(network(name), [(each.plain, getattr(each, which)) for each in own])


@kept
def flips_of(name: str, first: tuple[str, ...], second: tuple[str, ...]) -> SignFlips:
    """What one pair of texts does to the signs, given as words in corpus form."""
    with ONE_AT_A_TIME:
        return sign_flips(network(name), [(first, second)])


def control_of(
    name: str, first: tuple[str, ...], second: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The first text with the control word where the second one has more words, if it has."""
    entry = entry_of(name)
    return with_control(first, second, CONTROLS[entry.task, entry.language or ""])
