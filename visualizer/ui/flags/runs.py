"""What is known of a network's flags, its runs and the bytes of their boards, kept while wanted."""

from collections.abc import Mapping

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of
from visualizer.networks.agreement.recognising import flagged_agreement
from visualizer.networks.flag_lists import LISTS, lists_of, properties_of
from visualizer.networks.flags.facts import FlagFacts, flag_facts, read_pulled
from visualizer.networks.flags.flagged import Flagged, Property
from visualizer.networks.flags.forgetting import Forgetting, forget_story
from visualizer.networks.flags.pulling import Hold, Pull, Pulls, pull, pulls
from visualizer.networks.flags.recognising import OutsideError, flagged
from visualizer.networks.predicting.network import NextReading
from visualizer.showing.flag_scenes import scene_of_flags
from visualizer.stage.scene_bytes import pack_scene
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import ONE_AT_A_TIME, network, reading_of
from visualizer.views.scene import Scene

TASKS = tuple(LISTS)
"""The tasks whose networks keep flags."""


def list_size(name: str) -> int:
    """How many sentences are measured on."""
    return len(lists_of(network(name)).measured_on)


@kept_beside
def facts_of(name: str, asked: Property) -> FlagFacts:
    """The units of a network and one flag."""
    with ONE_AT_A_TIME:
        return flag_facts(network(name), asked, lists_of(network(name)))


def all_facts(name: str) -> Mapping[Property, FlagFacts]:
    """The same for every flag of the network."""
    return {asked: facts_of(name, asked) for asked in properties_of(network(name))}


@kept
def sentence_of(name: str, read: str) -> Flagged | OutsideError:
    """What was read as a sentence of the network's language, or where it leaves it."""
    reads = network(name)
    try:
        if entry_of(name).task == "agreement":
            return flagged_agreement(read, frozenset(reads.vocabulary.words))
        return flagged(reads.language, read)
    except OutsideError as error:
        return error


def flagged_of(name: str, text: str) -> Flagged | None:
    """A readable text with its flags; None if no sentence of the network's language begins so."""
    reading = reading_of(name, text)
    assert reading is not None
    found = sentence_of(name, reading.read)
    return found if isinstance(found, Flagged) else None


@kept_beside
def pulled_of(
    name: str, text: str, asked: Property, units: tuple[int, ...], hold: Hold
) -> NextReading:
    """What a network makes of a readable text while units of c are held."""
    sentence = flagged_of(name, text)
    with ONE_AT_A_TIME:
        return read_pulled(network(name), text, facts_of(name, asked), units, hold, sentence)


@kept_beside
def pull_of(name: str, asked: Property, units: tuple[int, ...], hold: Hold) -> Pull:
    """How often a network is right over the list while units are held."""
    with ONE_AT_A_TIME:
        return pull(network(name), asked, lists_of(network(name)), units, hold)


@kept_beside
def pulls_of(name: str, asked: Property, hold: Hold) -> Pulls:
    """The same for every unit alone and the best together."""
    with ONE_AT_A_TIME:
        return pulls(network(name), asked, lists_of(network(name)), hold)


@kept_beside
def forgetting_of(name: str, asked: Property) -> Forgetting:
    """What becomes of a flag at new subjects, over the list."""
    with ONE_AT_A_TIME:
        return forget_story(network(name), asked, lists_of(network(name)))


@kept_beside
def board_bytes(
    name: str,
    text: str,
    language: str,
    key: str,
    asked: Property | None = None,
    pulled: tuple[Property, tuple[int, ...], Hold] | None = None,
) -> bytes:
    """The board's bytes for one readable text.

    Args:
        key: the prefix of the names in the address.
        asked: the flag that is looked at; None: the first.
        pulled: the flag, the units held and at what; None: the run as it is.
    """
    reading, say = reading_of(name, text), translator(language)
    assert reading is not None
    link: dict[str, str | None] = {
        "flags_text": reading.read,
        **flags_link(name),
        "lang": language,
    }
    scene = flags_scene(name, text, language, asked, pulled)
    return pack_scene(scene, say=say, link=link, address=key)


def flags_scene(
    name: str,
    text: str,
    language: str,
    asked: Property | None = None,
    pulled: tuple[Property, tuple[int, ...], Hold] | None = None,
) -> Scene:
    """What the board shows of a readable text; see `board_bytes`."""
    reading = reading_of(name, text)
    assert reading is not None
    of, units, hold = pulled or (None, (), "zero")
    return scene_of_flags(
        network(name),
        reading,
        flagged_of(name, text),
        all_facts(name),
        translator(language),
        asked=asked,
        unit=units[0] if units else None,
        after=pulled_of(name, text, of, units, hold) if of and units else None,
        held=units,
    )


def flags_link(name: str) -> dict[str, str]:
    """What the address says of a network."""
    entry = entry_of(name)
    link = {"flags_network": entry.task}
    return link | ({"flags_language": entry.language} if entry.language else {})
