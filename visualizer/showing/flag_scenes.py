"""From a text that a network of flags read to what the board shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from visualizer.lexicon.language import Translator
from visualizer.lexicon.letters import beginning
from visualizer.networks.flags.facts import FlagFacts
from visualizer.networks.flags.flagged import Flagged, Property
from visualizer.networks.predicting.network import NextNetwork, NextReading
from visualizer.showing.flags import expected_told, expected_words, flag_course
from visualizer.showing.scenes import track_of_record
from visualizer.stage.html import html_page
from visualizer.views.scene import Scene, Track
from visualizer.views.surgery import Ghost, Mark

MOST = 120
"""Letters of a page's title."""


def scene_of_flags(
    network: NextNetwork,
    reading: NextReading,
    sentence: Flagged | None,
    facts: Mapping[Property, FlagFacts],
    say: Translator,
    *,
    asked: Property | None = None,
    unit: int | None = None,
    after: NextReading | None = None,
    held: Sequence[int] = (),
) -> Scene:
    """A text with its flags and the words expected next, as it is or with units of c held.

    Args:
        sentence: the text with its flags; None if no grammar tells them.
        facts: of each flag that the network has.
        asked: the flag by which the units stand in order; by default the first.
        unit: the one to look at first; by default that tells this flag best.
        after: the run with units held, whose numbers are shown with the run as it is behind them.
        held: these units.
    """
    shown = after or reading
    track = track_of_record(
        shown.record,
        reading.tokens,
        name=network.name,
        module=network.recurrent,
        title=network.name,
        say=say,
    )
    first = next(iter(facts.values())) if asked is None else facts[asked]
    expected = expected_words(reading, sentence, network.language, after)
    track = replace(
        track,
        unknown=reading.unknown,
        orders={"telling": [*first.ranking.order], **track.orders},
        unit=first.best if unit is None else unit,
        flags=[flag_course(shown, sentence, each, say) for each in facts.values()],
        expected=expected,
        notes=(),
        stories=[
            [expected_told(expected, step, say), *story] for step, story in enumerate(track.stories)
        ],
    )
    return Scene(tracks=[track if after is None else _held(track, reading, held)])


def _held(track: Track, original: NextReading, units: Sequence[int]) -> Track:
    record = original.record
    ghost = Ghost(quantities={q: record.unit_values(q) for q in record.quantities})
    return replace(track, ghost=ghost, marks=[Mark(quantity="c", units=[*units])])


def flags_page(network: NextNetwork, reading: NextReading, scene: Scene, say: Translator) -> str:
    """The page to keep of a text, as its scene shows it."""
    about = say(
        "Read by the network {network}, recorded on {when} with RNN Visualizer: everything shown "
        "is measured.",
        network=network.name,
        when=f"{reading.record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    title = reading.read.strip()
    short = title if len(title) <= MOST else beginning(title, MOST - 1) + "…"
    return html_page(scene, title=short, about=about, say=say)
