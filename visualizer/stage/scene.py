"""What the stage shows, and how it travels to the browser: one `bytes` value per text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from visualizer.language import Translator
from visualizer.quantities import LANES, NEGATIVE, NEUTRAL, POSITIVE, QUANTITIES
from visualizer.stage.packing import packed
from visualizer.stage.wording import wording


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One reading of one text by one layer and direction of one network, all of it measured.

    `quantities` holds every recorded quantity by symbol, in text order; `numbers` are the shown
    units' own. `sums` holds the terms of each pre-activation by symbol and term (`x`, `h`: (T, H);
    `bias`, `bias_h`: (H,)), where they are known, `start` the states before the first step, which
    is the last word's if the direction reads `backward`. `kept` is the share of memory that
    survives each step, `orders` are permutations of the units by name, `stories` the sentences
    told about each step, `notes` what to know beforehand. A network with a read-out has a
    `verdict` in 0..1, which turned most at step `turn`, and weights for it. `worded` says that
    the steps are words, `checked` that `max_error` is the distance from PyTorch's own output.
    """

    network: str
    cell: str
    tokens: Sequence[str]
    unknown: Sequence[bool]
    numbers: Sequence[int]
    quantities: Mapping[str, Float[np.ndarray, "T H"]]
    sums: Mapping[str, Mapping[str, np.ndarray]]
    start: Mapping[str, Float[np.ndarray, " H"]]
    kept: Float[np.ndarray, " T"] | None
    orders: Mapping[str, Sequence[int]]
    stories: Sequence[Sequence[str]]
    unit: int
    max_error: float
    checked: bool = True
    worded: bool = True
    backward: bool = False
    notes: Sequence[str] = ()
    verdict: Float[np.ndarray, " T"] | None = None
    turn: int | None = None
    readout: Float[np.ndarray, " H"] | None = None
    readout_bias: float = 0.0


def pack(scene: Scene, *, say: Translator, link: Mapping[str, str] | None = None) -> bytes:
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
        "lanes": [_lane(symbol, say) for symbol in LANES[scene.cell] if symbol in scene.quantities],
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
            cell=scene.cell,
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
