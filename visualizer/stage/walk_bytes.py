"""One cell at one word, as it travels to the browser: a scene of one track with all it reads."""

from collections.abc import Mapping

from visualizer.lexicon.language import Translator
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.scene_bytes import content_of
from visualizer.stage.walk_wording import walk_keys, walk_wording
from visualizer.views.scene import Scene

WHOLE = 8


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
    if len(scene.tracks) != 1:
        raise ValueError(f"scene must have one track, got {len(scene.tracks)}")
    (track,) = scene.tracks
    if track.x is None or track.weights is None:
        raise ValueError(f"the track {track.name!r} must have x and weights, got neither or one")
    content, arrays = content_of(scene, say=say, travelling=[track.name])
    header = {
        **shell_header("inside/walk", address=address),
        **content,
        "whole": seen_whole(len(track.numbers)),
        "link": dict(link),
        "keys": walk_keys(say, cell=track.cell),
        "text": walk_wording(say),
    }
    return packed(header, arrays, dtype="<f4")
