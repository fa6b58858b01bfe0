"""A scene as it travels to the browser: one `bytes` value per text."""

from collections.abc import Mapping

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import NEGATIVE, NEUTRAL, POSITIVE, QUANTITIES, lane_order
from visualizer.stage.packing import packed
from visualizer.stage.wording import wording
from visualizer.views.scene import Scene


def pack_scene(scene: Scene, *, say: Translator, link: Mapping[str, str] | None = None) -> bytes:
    """Pack a scene into the bytes that `frontend/payload.js` reads.

    Args:
        link: what the address bar should say besides the step and the unit.
    """
    header = {
        "network": scene.network,
        "cell": scene.cell,
        "language": say.code,
        "tokens": list(scene.tokens),
        "unknown": [bool(unknown) for unknown in scene.unknown],
        "units": len(scene.numbers),
        "numbers": [int(number) for number in scene.numbers],
        "lanes": [_lane(symbol, say) for symbol in lane_order(scene.quantities)],
        "ramp": {"negative": NEGATIVE, "positive": POSITIVE, "neutral": NEUTRAL},
        "readoutBias": scene.readout_bias,
        "orders": {name: [int(unit) for unit in order] for name, order in scene.orders.items()},
        "stories": [list(story) for story in scene.stories],
        "turn": scene.turn,
        "unit": scene.unit,
        "maxError": scene.max_error if np.isfinite(scene.max_error) else None,
        "checked": scene.checked,
        "backward": scene.backward,
        "notes": list(scene.notes),
        "link": dict(link or {}),
        "text": wording(
            say,
            memory=scene.memory,
            unknown=sum(scene.unknown),
            worded=scene.worded,
            verdict=scene.verdict is not None,
        ),
    }
    return packed(header, _arrays(scene), dtype="<f4")


def _arrays(scene: Scene) -> dict[str, np.ndarray]:
    once = {"verdict": scene.verdict, "readout": scene.readout, "kept": scene.kept}
    arrays = {name: values for name, values in once.items() if values is not None}
    arrays |= dict(scene.quantities)
    arrays |= {f"{symbol}0": state for symbol, state in scene.start.items()}
    for symbol, terms in scene.sums.items():
        arrays |= {f"{symbol}.{term}": values for term, values in terms.items()}
    return arrays


def _lane(symbol: str, say: Translator) -> dict[str, object]:
    quantity = QUANTITIES[symbol]
    return {
        "symbol": symbol,
        "name": say(quantity.name),
        "role": say(quantity.role),
        "scale": quantity.scale,
        "bound": quantity.bound,
        "light": quantity.light,
        "dark": quantity.dark,
    }
