"""What the stage shows, and how it travels to the browser: one `bytes` value per text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from visualizer.language import Translator
from visualizer.quantities import LANES, NEGATIVE, NEUTRAL, POSITIVE, QUANTITIES
from visualizer.stage.wording import wording


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One reading of one text by one layer of one network, all of it measured.

    `quantities` holds every recorded quantity by symbol, `sums` the terms of each pre-activation by
    symbol and term (`x`, `h`: (T, H); `bias`, `bias_h`: (H,)), `start` the states before the first
    step. `verdict` is in 0..1, `kept` the share of memory that survives each step. `orders` are
    permutations of the units by name, `stories` the sentences told about each step.
    """

    network: str
    cell: str
    tokens: Sequence[str]
    unknown: Sequence[bool]
    quantities: Mapping[str, Float[np.ndarray, "T H"]]
    sums: Mapping[str, Mapping[str, np.ndarray]]
    start: Mapping[str, Float[np.ndarray, " H"]]
    verdict: Float[np.ndarray, " T"]
    readout: Float[np.ndarray, " H"]
    readout_bias: float
    kept: Float[np.ndarray, " T"] | None
    orders: Mapping[str, Sequence[int]]
    stories: Sequence[Sequence[str]]
    turn: int
    unit: int
    max_error: float


def pack(scene: Scene, *, say: Translator, link: Mapping[str, str] | None = None) -> bytes:
    """Pack a scene into the bytes that `frontend/payload.js` reads.

    A little-endian uint32 gives the length of the JSON header that follows, padded so that the
    float32 arrays behind it start on a multiple of four; the header names each array's offset in
    values and its shape.

    Args:
        link: what the address bar should say besides the step and the unit.
    """
    arrays = _arrays(scene)
    offsets = np.cumsum([0, *(array.size for array in arrays.values())])
    header = {
        "network": scene.network,
        "cell": scene.cell,
        "language": say.code,
        "tokens": list(scene.tokens),
        "unknown": [bool(unknown) for unknown in scene.unknown],
        "units": len(scene.readout),
        "lanes": [_lane(symbol, say) for symbol in LANES[scene.cell]],
        "ramp": {"negative": NEGATIVE, "positive": POSITIVE, "neutral": NEUTRAL},
        "readoutBias": scene.readout_bias,
        "orders": {name: [int(unit) for unit in order] for name, order in scene.orders.items()},
        "stories": [list(story) for story in scene.stories],
        "turn": scene.turn,
        "unit": scene.unit,
        "maxError": scene.max_error,
        "link": dict(link or {}),
        "text": wording(say, cell=scene.cell, unknown=sum(scene.unknown)),
        "arrays": {
            name: {"offset": int(offset), "shape": array.shape}
            for (name, array), offset in zip(arrays.items(), offsets, strict=False)
        },
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    values = (np.ascontiguousarray(array, dtype="<f4").tobytes() for array in arrays.values())
    return b"".join([len(text).to_bytes(4, "little"), text, *values])


def _arrays(scene: Scene) -> dict[str, np.ndarray]:
    arrays = {"verdict": scene.verdict, "readout": scene.readout}
    if scene.kept is not None:
        arrays["kept"] = scene.kept
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
