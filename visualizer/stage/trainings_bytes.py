"""Trainings as they travel to the browser, where people move through them."""

from visualizer.lexicon.language import Translator
from visualizer.stage.curves_bytes import look
from visualizer.stage.packing import packed, shell_header
from visualizer.stage.wording import present_wording, trainings_keys, transport_wording
from visualizer.views.curves import labelled_powers
from visualizer.views.trainings import Trainings, racer_name


def pack_trainings(
    trainings: Trainings, *, say: Translator, address: str | None = None, bare: bool = False
) -> bytes:
    """Pack trainings into the bytes that `frontend/plots/trainings.js` draws; values stay float64.

    Args:
        address: the prefix under which the address bar keeps the moment; None: it does not.
        bare: read the names of older links too, which have no prefix.
    """
    low, high = trainings.decades
    header = {
        **shell_header("plots/trainings", address=address, bare=bare),
        "language": say.code,
        "title": trainings.title(say),
        "note": trainings.note(say),
        "chance": trainings.chance,
        "T": next(iter(trainings.courses.values())).gradient.shape[1],
        "moments": trainings.moments.tolist(),
        "end": trainings.end,
        "running": trainings.running,
        "low": low,
        "high": high,
        "ticks": labelled_powers(low, high),
        "looks": [look(key, "measured", racer_name(key, say)) for key in trainings.courses],
        "measured": [len(course.steps) for course in trainings.courses.values()],
        "keys": trainings_keys(say),
        "text": _wording(say) | present_wording(say),
    }
    values = {}
    for number, course in enumerate(trainings.courses.values()):
        values[f"accuracy{number}"] = course.accuracy
        values[f"gradient{number}"] = course.gradient
    return packed(header, values, dtype="<f8")


def _wording(say: Translator) -> dict[str, str]:
    return transport_wording(say) | {
        "first": say("Untrained"),
        "last": say("End of the training"),
        "position": say("Moment of the training"),
        "step": say("time step {step} of {steps}"),
        "moment": say("after training step {n}"),
        "untrained": say("untrained, before training step 1"),
        "ended": say("ended at training step {n}"),
        "show": say("Show and hide curves"),
        "network": say("network"),
        "timeStep": say("time step t"),
        "trainingStep": say("training step"),
        "gradient": say("gradient length"),
        "gradientAt": say("gradient at time step {step} of {steps}"),
        "ratio": say("divided by the last step's"),
        "gradientPicture": say("The gradient for the state after each time step, by network"),
        "accuracy": say("share right"),
        "accuracyPicture": say("The share right against the training step, by network"),
        "guessing": say("guessing"),
        "zero": say("0: exactly 0, or too small for float32."),
        "keys": say(
            "Drag in the plot of accuracy or press arrow left and right to move through the "
            "training, Home and End jump, Space plays. Point at the plot of gradients or press "
            "arrow up and down to choose a time step."
        ),
    }
