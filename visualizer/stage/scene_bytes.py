"""A scene as it travels to the browser: one `bytes` value per text."""

from collections.abc import Mapping, Sequence

import numpy as np

from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, POSITIVE
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.wording import wording
from visualizer.views.scene import Scene


def pack_scene(
    scene: Scene,
    *,
    say: Translator,
    link: Mapping[str, str | None] | None = None,
    address: str | None = None,
    bare: bool = False,
) -> bytes:
    """Pack a scene into the bytes that `frontend/board/board.js` draws.

    Args:
        link: what the address bar should say besides the step and the unit, by full names.
        address: the prefix of the view's names in the address bar; None: nothing is kept there.
        bare: read the names of older links too, which have no prefix.
    """
    lanes = lane_order(scene.quantities)
    rows = _rows(lanes, verdict=scene.verdict is not None)
    needs = {f"lanes/{row['lane']}" for row in rows}
    header = {
        **shell_header("board/board", address=address, bare=bare, needs=needs),
        "network": scene.network,
        "cell": scene.cell,
        "language": say.code,
        "T": len(scene.tokens),
        "tokens": list(scene.tokens),
        "unknown": [bool(unknown) for unknown in scene.unknown],
        "units": len(scene.numbers),
        "numbers": [int(number) for number in scene.numbers],
        "lanes": [_lane(symbol, say) for symbol in lanes],
        "rows": rows,
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


def _rows(symbols: Sequence[str], *, verdict: bool) -> list[dict[str, str]]:
    """The lanes from the top, each by its module in `frontend/lanes` and what that asks for."""
    lanes = ["tokens", *(["verdict"] if verdict else []), "network"]
    heats = [{"lane": "heat", "symbol": symbol} for symbol in symbols]
    return [*({"lane": lane} for lane in lanes), *heats]


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
