"""A scene as it travels to the browser: what is shown of it first, and what is opened later."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, POSITIVE
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.stage.packing import Packable, packed, shell_header, sixteen_bits
from visualizer.stage.surgery_wording import surgery_wording
from visualizer.stage.wording import (
    belt_wording,
    beyond_wording,
    board_keys,
    changed_wording,
    deeper_wording,
    difference_wording,
    no_gate_wording,
    predict_keys,
    predict_wording,
    tracks_wording,
    unknown_wording,
    wording,
)
from visualizer.views.flags import Expected
from visualizer.views.questions import Question
from visualizer.views.scene import Answer, Scene, Track, Weights
from visualizer.views.surgery import Surgery

EXACT = 40_000
"""Values of a track that travel in single precision; of more, those within -4..4 in 16 bits."""
RAMP = {"negative": NEGATIVE, "positive": POSITIVE, "neutral": NEUTRAL}
"""The ends and the middle of the scale of signed values, in both themes."""
INLINE = 65_536
"""Values that all sums of a track may have to travel with it; more are asked for."""


def pack_scene(
    scene: Scene,
    *,
    say: Translator,
    link: Mapping[str, str | None] | None = None,
    address: str | None = None,
    bare: bool = False,
    sent: Iterable[str] | None = None,
    remote: str | None = None,
    heard: bool = False,
    deeper: str | None = None,
    surgery: Surgery | None = None,
    asked: Sequence[Question] | None = None,
) -> bytes:
    """Pack a scene into the bytes that `frontend/board/board.js` draws.

    Args:
        link: what the address bar should say besides the step and the unit, by full names.
        address: the prefix of the view's names in the address bar; None: nothing is kept there.
        bare: read the names of older links too, which have no prefix.
        sent: the names of the tracks that are open, whose numbers travel; the first one if not
            given. Of the others the browser learns how large they are.
        remote: the name under which `pack_view` sets what the board shows.
        heard: the page wants to hear what a person chooses and asks for.
        deeper: the address at which the page "Inside one cell" opens the first track's cells; the
            board adds which one. None: there is none.
        surgery: what can be changed by hand, and what was; None: nothing.
        asked: what the board may ask before it shows it, in the order of the steps; of a scene of
            one track. None: it does not ask.

    Raises:
        ValueError: `sent` names a track that the scene has not.
    """
    names = [track.name for track in scene.tracks]
    travelling = {*(names[:1] if sent is None else sent)}
    if not travelling <= {*names}:
        raise ValueError(f"sent must be names out of {names}, got {sorted(travelling)}")
    content, arrays = content_of(scene, say=say, travelling=travelling)
    changed = any(track.ghost is not None for track in scene.tracks)
    needs = {f"lanes/{row['lane']}" for track in scene.tracks for row in _rows(track)}
    header = {
        **shell_header("board/board", address=address, bare=bare, needs=needs),
        **content,
        "link": dict(link or {}),
        "keys": board_keys(
            say,
            lanes=len(content["lanes"]),
            surgery=bool(surgery and not surgery.fixed),
            asks=asked is not None,
        ),
        "text": _text(scene, say)
        | (deeper_wording(say) if deeper else {})
        | (surgery_wording(say) if surgery or changed else {}),
    }
    besides = {
        **{"remote": remote, "heard": heard, "deeper": deeper, "compared": scene.compared},
        "surgery": surgery and asdict(surgery),
        "begin": scene.begin,
    }
    header |= {
        name: each for name, each in besides.items() if each is not None and each is not False
    }
    return packed(header if asked is None else _asking(header, asked, say), arrays, dtype="<f4")


def _text(scene: Scene, say: Translator) -> dict[str, str]:
    """What is said on a board of such a scene."""
    worded = all(track.worded for track in scene.tracks)
    text = wording(
        say,
        worded=worded,
        verdict=any(track.verdict is not None for track in scene.tracks),
        answer=scene.answer and scene.answer.name,
        classes=any(track.shares is not None for track in scene.tracks),
        expected=any(track.expected is not None for track in scene.tracks),
    )
    if any(track.kept is not None for track in scene.tracks):
        text |= belt_wording(say)
    if any(track.kept is None for track in scene.tracks):
        text |= no_gate_wording(say, worded=worded)
    if any(_goes_beyond(track) for track in scene.tracks):
        text |= beyond_wording(say)
    if len(scene.tracks) > 1:
        text |= tracks_wording(say)
    if not all(track.checked for track in scene.tracks):
        text |= changed_wording(say)
    return text


def _goes_beyond(track: Track) -> bool:
    """Whether a value is no number or beyond the bound of its scale."""
    return not all(
        (np.abs(values) <= QUANTITIES[symbol].bound).all()
        for symbol, values in track.quantities.items()
    )


def _asking(
    header: dict[str, Any], asked: Sequence[Question], say: Translator
) -> dict[str, object]:
    """The header of a board that asks."""
    text = header["text"] | predict_wording(say, tabs=header["address"] is not None)
    return {
        **header,
        "needs": sorted([*header["needs"], "board/predict"]),
        "asked": [{**vars(question), "answer": question.place} for question in asked],
        "predictKeys": predict_keys(say),
        "text": text | {"keys": f"{text['keys']} {text['predictTold']}"},
    }


def content_of(
    scene: Scene, *, say: Translator, travelling: Collection[str]
) -> tuple[dict[str, Any], dict[str, Packable]]:
    """What any picture of a scene is told: a header's part about it, and its arrays.

    Args:
        travelling: the names of the tracks whose numbers are in it.
    """
    tracks: list[dict[str, object]] = []
    arrays: dict[str, Packable] = {}
    names = [track.name for track in scene.tracks]
    for number, track in enumerate(scene.tracks):
        described = _outline(track, say)
        if track.name in travelling:
            described |= {"rows": _rows(track), **_details(track, say)}
            if track.between:
                described |= _difference(track, [names.index(each) for each in track.between], say)
            arrays |= {f"{number}/{name}": array for name, array in _arrays(track).items()}
        tracks.append(described)
    symbols = lane_order({symbol for track in scene.tracks for symbol in track.quantities})
    content: dict[str, Any] = {
        "language": say.code,
        "T": scene.columns,
        "tracks": tracks,
        "lanes": [lane(symbol, say) for symbol in symbols],
        "ramp": RAMP,
    }
    return content, arrays


def pack_weights(weights: Weights) -> bytes:
    """Pack what a track's sums are computed with in the browser, for every text that it reads."""
    header = {**shell_header("board/weights", unseen=True), "name": weights.name}
    return packed(header, weights.arrays(), dtype="<f4")


def pack_sums(track: Track) -> bytes:
    """Pack the sums of a track that were too many to travel with it."""
    header = {**shell_header("board/sums", unseen=True), "name": track.id}
    return packed(header, _sums(track), dtype="<f4")


def pack_view(remote: str, view: Mapping[str, object], *, turn: int) -> bytes:
    """Pack what the boards under a remote name are to show, as a person would have chosen it.

    Args:
        view: any of `t` (from 0), `track` (a name), `unit`, `quantity` (a symbol), `order`, `open`
            (names), `all`; what is missing stays, what does not fit is clamped or left out.
        turn: a higher one is obeyed; the same one again is not.
    """
    header = {
        **shell_header("board/remote", unseen=True),
        "name": remote,
        "turn": turn,
        "view": dict(view),
    }
    return packed(header, {}, dtype="<f4")


def _rows(track: Track) -> list[Mapping[str, object]]:
    """The lanes from the top, each by its module in `frontend/lanes` and what that asks for.

    One with a `symbol` is a band until it is chosen; one that is there `once` is left out below a
    track of the same words, the `rest` where tracks are compared, one that is `spare`
    anywhere, until all lanes are wanted.
    """
    verdict = [{"lane": "verdict"}] if track.verdict is not None else []
    if track.shares is not None:
        verdict.append({"lane": "classes"})
    heats = [{"lane": "heat", "symbol": symbol} for symbol in lane_order(track.quantities)]
    if track.between:
        return [{"lane": "distance"}, *heats]
    words = {"lane": "tokens", "once": True}
    if track.expected is not None:
        flags = [{"lane": "flag", "flag": number} for number in range(len(track.flags))]
        return [words, *flags, {"lane": "expected"}, {"lane": "network", "spare": True}, *heats]
    return [words, *verdict, {"lane": "network", "rest": True}, *heats]


def _outline(track: Track, say: Translator) -> dict[str, object]:
    """What is known of a track that is closed."""
    units = say.count("{n} unit", "{n} units", len(track.numbers))
    cell = track.cell.upper()
    return {
        "about": units if track.name.startswith(cell) else f"{cell}, {units}",
        "name": track.name,
        "network": track.network,
        "cell": track.cell,
        "id": track.id,
        "units": len(track.numbers),
        "steps": len(track.tokens),
    }


def _details(track: Track, say: Translator) -> dict[str, object]:
    unknown = [step for step, is_unknown in enumerate(track.unknown) if is_unknown]
    notes = [unknown_wording(say, len(unknown))["unknownCount"]] if unknown else []
    if track.backward:
        notes.append(say("This direction reads from the last step to the first."))
    return {
        "tokens": list(track.tokens),
        "unknown": unknown,
        "columns": None if track.columns is None else [int(column) for column in track.columns],
        "numbers": _listed(track.numbers),
        "symbols": lane_order(track.quantities),
        "readoutBias": track.readout_bias,
        "orders": {name: _listed(order) for name, order in track.orders.items()},
        "stories": [list(story) for story in track.stories],
        "turn": track.turn,
        "axis": _axis(track.answer),
        "unit": track.unit,
        "maxError": track.max_error if np.isfinite(track.max_error) else None,
        "checked": track.checked,
        "backward": track.backward,
        "nonlinearity": track.nonlinearity,
        "sumsApart": sums_apart(track),
        "weights": None if track.weights is None else track.weights.name,
        "marked": list(track.marked),
        "classes": list(track.classes),
        "flags": [asdict(flag) for flag in track.flags],
        "expected": _expected(track.expected),
        "notes": [*notes, *track.notes],
        "marks": [asdict(mark) for mark in track.marks],
    }


def _difference(track: Track, between: list[int], say: Translator) -> dict[str, object]:
    """What is said otherwise of a track between two others, by their numbers."""
    names = {"first": (track.between or ("", ""))[0], "second": (track.between or ("", ""))[1]}
    lanes = [
        {
            **lane(symbol, say),
            "shown": f"Δ{symbol}",
            "name": say("difference: {name}", name=say(QUANTITIES[symbol].name)),
            "role": say("{second} less {first}, unit by unit", **names),
            "scale": "state" if QUANTITIES[symbol].scale == "state" else "signed",
        }
        for symbol in lane_order(track.quantities)
    ]
    return {
        "about": say("the difference, unit by unit"),
        "between": between,
        "lanes": lanes,
        "text": difference_wording(say, **names),
    }


def _expected(expected: Expected | None) -> dict[str, object] | None:
    if expected is None:
        return None
    return {
        "words": [list(row) for row in expected.words],
        "forms": [int(number) for number in expected.forms],
    }


def _axis(answer: Answer | None) -> dict[str, float]:
    """Between which values a verdict is drawn, and where it starts."""
    if answer is None:
        return {"low": 0.0, "high": 1.0, "start": 0.5}
    return {"low": answer.low, "high": answer.high, "start": answer.start}


def _listed(numbers: Iterable[int]) -> list[int] | None:
    """Whole numbers; None if they just count from 0."""
    listed = [int(number) for number in numbers]
    return None if listed == [*range(len(listed))] else listed


def _arrays(track: Track) -> dict[str, Packable]:
    once = {"verdict": track.verdict, "readout": track.readout, "kept": track.kept, "x": track.x}
    once |= {"shares": track.shares}
    if track.expected is not None:
        once |= {"expected": track.expected.shares, "ghost.expected": track.expected.ghost}
    arrays: dict[str, Packable] = {
        name: values for name, values in once.items() if values is not None
    }
    many = sum(values.size for values in track.quantities.values()) > EXACT
    exact = {"h"} if track.weights else set[str]()  # of which the browser computes sums
    arrays |= {
        symbol: sixteen_bits(values) if many and symbol not in exact else values
        for symbol, values in track.quantities.items()
    }
    arrays |= {f"{symbol}0": state for symbol, state in track.start.items()}
    if track.ghost is not None:
        arrays |= {
            f"ghost.{symbol}": sixteen_bits(values) if many else values
            for symbol, values in track.ghost.quantities.items()
        }
        if track.ghost.verdict is not None:
            arrays["ghost.verdict"] = track.ghost.verdict
    arrays |= {f"distance.{symbol}": values for symbol, values in track.distances.items()}
    return arrays if sums_apart(track) else arrays | _sums(track)


def sums_apart(track: Track) -> bool:
    """Whether a track's sums are too many to travel with it."""
    return sum(values.size for values in _sums(track).values()) > INLINE


def _sums(track: Track) -> dict[str, np.ndarray]:
    return {
        f"{symbol}.{term}": values
        for symbol, terms in track.sums.items()
        for term, values in terms.items()
    }


def lane(symbol: str, say: Translator) -> dict[str, object]:
    """A quantity as the browser knows it: its name, its role, its scale and its hues."""
    quantity = QUANTITIES[symbol]
    return {
        "symbol": symbol,
        "shown": symbol,
        "name": say(quantity.name),
        "role": say(quantity.role),
        "scale": quantity.scale,
        "bound": quantity.bound,
        "light": quantity.light,
        "dark": quantity.dark,
    }
