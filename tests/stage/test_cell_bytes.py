"""Pictures of one cell: what is refused before it travels to the browser."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.showing.scenes import scene_of_reading
from visualizer.stage.cell_bytes import pack_unrolled, pack_walk
from visualizer.views.scene import Scene

ENGLISH = translator("en")
PACKERS = (pack_walk, pack_unrolled)


def scene() -> Scene:
    """A reading by a small network, with all that a cell's picture needs."""
    network = load_model("toy-en-rnn-8")
    return scene_of_reading(network, network.read("the film was good"), ENGLISH)


@pytest.mark.parametrize("pack", PACKERS)
def test_a_scene_without_weights_or_with_two_tracks_is_refused(
    pack: Callable[..., bytes],
) -> None:
    (track,) = scene().tracks
    with pytest.raises(ValueError, match="must have x and weights, got neither or one"):
        pack(Scene(tracks=[replace(track, weights=None)]), say=ENGLISH, link={}, address="inside")
    two = Scene(tracks=[track, replace(track, name="another")])
    with pytest.raises(ValueError, match="scene must have one track, got 2"):
        pack(two, say=ENGLISH, link={}, address="inside")


def test_a_chain_needs_a_read_out() -> None:
    (track,) = scene().tracks
    bare = Scene(tracks=[replace(track, readout=None)])
    with pytest.raises(ValueError, match="the track must have a read-out, got none"):
        pack_unrolled(bare, say=ENGLISH, link={}, address="inside_unrolled")
