"""A network set by hand, as it travels: words and looks; all else is done in the browser."""

from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.stage.by_hand_wording import by_hand_keys, by_hand_wording
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.scene_bytes import RAMP, lane


def pack_by_hand(*, say: Translator, address: str) -> bytes:
    """Pack what `frontend/by_hand/figure.js` draws with.

    Args:
        address: the prefix of what a person has set, in the address bar.
    """
    header = {
        **shell_header("by_hand/figure", address=address),
        "language": say.code,
        "lanes": [lane(symbol, say) for symbol in QUANTITIES],
        "ramp": RAMP,
        "keys": by_hand_keys(say),
        "text": by_hand_wording(say),
    }
    return packed(header, {}, dtype="<f4")
