"""Pictures of one cell that reads a text: a scene of one track, with what it is computed from."""

from collections.abc import Mapping

from visualizer.lexicon.language import Translator
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.scene_bytes import content_of
from visualizer.stage.unrolled_wording import unrolled_keys, unrolled_wording
from visualizer.stage.walk_wording import walk_keys, walk_wording
from visualizer.views.scene import Scene

WHOLE = 8
"""More units, and their numbers have no room below each other."""


def seen_whole(units: int) -> bool:
    """Whether so many units are drawn one by one, every weight a line."""
    return units <= WHOLE


def pack_walk(
    scene: Scene, *, say: Translator, link: Mapping[str, str | None], address: str
) -> bytes:
    """Pack a scene into the bytes that `frontend/inside/walk.js` draws.

    Args:
        scene: of one track, which has what was read, `x`, and names its weights: the browser works
            out every product from them.
        link: what the address bar should say besides word, step, unit and sum, by full names.
        address: the prefix of those in the address bar.

    Raises:
        ValueError: another number of tracks, or one without `x` or weights.
    """
    words: dict[str, object] = {
        "keys": walk_keys(say, cell=scene.tracks[0].cell),
        "text": walk_wording(say),
        "whole": all(seen_whole(len(track.numbers)) for track in scene.tracks),
    }
    return _pack(scene, "inside/walk", words, say=say, link=link, address=address)


def pack_unrolled(
    scene: Scene, *, say: Translator, link: Mapping[str, str | None], address: str
) -> bytes:
    """Pack a scene into the bytes that `frontend/unrolled/unrolled.js` draws.

    Args:
        scene: as for `pack_walk`; its track has a read-out too.
        link: what the address bar should say besides what is looked at, by full names.
        address: the prefix of that in the address bar.

    Raises:
        ValueError: another number of tracks, or one without `x`, weights or a read-out.
    """
    if any(track.readout is None for track in scene.tracks):
        raise ValueError("the track must have a read-out, got none")
    words = {"keys": unrolled_keys(say), "text": unrolled_wording(say)}
    return _pack(scene, "unrolled/unrolled", words, say=say, link=link, address=address)


def _pack(
    scene: Scene,
    kind: str,
    words: Mapping[str, object],
    *,
    say: Translator,
    link: Mapping[str, str | None],
    address: str,
) -> bytes:
    if len(scene.tracks) != 1:
        raise ValueError(f"scene must have one track, got {len(scene.tracks)}")
    (track,) = scene.tracks
    if track.x is None or track.weights is None:
        raise ValueError(f"the track {track.name!r} must have x and weights, got neither or one")
    content, arrays = content_of(scene, say=say, travelling=[track.name])
    header = {**shell_header(kind, address=address), **content, "link": dict(link), **words}
    return packed(header, arrays, dtype="<f4")
