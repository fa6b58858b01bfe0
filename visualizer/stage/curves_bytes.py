"""Curves on a logarithmic axis, as they travel to the browser, where people point at them."""

from visualizer.lexicon.colours import STROKES
from visualizer.lexicon.language import Translator
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.wording import curves_keys, present_wording, unknown_wording
from visualizer.views.curves import KINDS, Curves, Kind, curve_name, labelled_powers


def pack_curves(
    curves: Curves, *, say: Translator, address: str | None = None, bare: bool = False
) -> bytes:
    """Pack curves into the bytes that `frontend/plots/curves.js` draws; the values stay float64.

    Args:
        address: the prefix of its names in the address bar; None: nothing is kept there.
        bare: read the names of older links too, which have no prefix.
    """
    low, high = curves.decades
    header = {
        **shell_header("plots/curves", address=address, bare=bare),
        "language": say.code,
        "title": curves.title,
        "note": curves.note,
        "vertical": curves.vertical,
        "tokens": None if curves.tokens is None else list(curves.tokens),
        "unknown": [bool(unknown) for unknown in curves.unknown or ()],
        "steps": curves.steps,
        "lags": curves.lags,
        "low": low,
        "high": high,
        "ticks": labelled_powers(low, high),
        "limits": [{"value": value, "text": text} for value, text in curves.limits(say).items()],
        "curves": [
            look(curve.key, curve.kind, curve_name(curve.key, say)) for curve in curves.curves
        ],
        "kinds": {
            kind: say(name)
            for kind, name in KINDS.items()
            if any(curve.kind == kind for curve in curves.curves)
        },
        "keys": curves_keys(say, worded=not curves.lags),
        "text": _wording(curves, say) | present_wording(say),
    }
    values = {str(number): curve.values for number, curve in enumerate(curves.curves)}
    return packed(header, values, dtype="<f8")


def look(key: str, kind: Kind, name: str) -> dict[str, str]:
    """How a curve of `STROKES` is drawn and called, as `frontend/plots/axes.js` wants it."""
    stroke = STROKES[key]
    return {
        "key": key,
        "kind": kind,
        "name": name,
        "light": stroke.light,
        "dark": stroke.dark,
        "dash": stroke.dash,
        "marker": stroke.marker,
    }


def _wording(curves: Curves, say: Translator) -> dict[str, str]:
    own = (
        {
            "horizontal": say("steps back from the end"),
            "moment": say("{n} steps back"),
            "momentOne": say("one step back"),
            "keys": say("Arrow left and right move through the steps, Home and End jump."),
        }
        if curves.lags
        else {
            "horizontal": say("word (time runs left to right)"),
            "moment": say("after “{word}”, step {step} of {steps}"),
            "ratio": say("divided by the last word's"),
            "keys": say("Arrow left and right step through the words, Home and End jump."),
        }
    )
    return (
        own
        | unknown_wording(say, sum(curves.unknown or ()))
        | {
            "picture": say("{title}. {note}", title=curves.title, note=curves.note),
            "show": say("Show and hide curves"),
            "zero": say("An open mark at the foot: 0, or too small for the axis."),
        }
    )
