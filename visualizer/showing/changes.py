"""What was changed in a run by hand, in the reader's language."""

from visualizer.core.records import ChangeKind, ChangeMade
from visualizer.lexicon.language import N_, Translator

DONE: dict[ChangeKind, str] = {
    "clamp": N_("{quantity} of module {module} clamped to {amount}"),
    "scale": N_("{quantity} of module {module} scaled by {amount}"),
    "add": N_("{quantity} of module {module} plus {amount}"),
    "harden": N_("{quantity} of module {module} rounded to 0 or 1"),
    "swap": N_("{quantity} of module {module} taken from a record of {amount}"),
    "probe": N_("{quantity} of module {module} with its gradient measured"),
}
PLACES = {
    "layer": N_("layer {place}"),
    "direction": N_("direction {place}"),
    "units": N_("units {place}"),
    "steps": N_("steps {place}"),
}
"""By axis; the places themselves stay as they were written in the program."""


def change_told(change: ChangeMade, say: Translator) -> str:
    """What was done to which quantity, and where."""
    amount = change.amount
    if not isinstance(amount, str):
        amount = say("values of shape {shape}", shape=amount)
    done = say(
        DONE[change.kind], quantity=change.quantity, module=repr(change.module), amount=amount
    )
    where = [say(PLACES[axis], place=place) for axis, place in change.places.items()]
    return ", ".join([done, *where])
