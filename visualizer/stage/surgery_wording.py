"""What a board says where its run can be changed by hand. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import Translator


def surgery_wording(say: Translator) -> dict[str, str]:
    """The messages of the panel, by the key under which the frontend asks for them."""
    return {
        "surgery": say("Change by hand"),
        "surgeryHint": say("Hold, scale, silence or take over a gate, candidate or state (H)"),
        "surgeryPresets": say("With one click, all units at every word"),
        "surgeryQuantity": say("Quantity"),
        "surgeryKind": say("What to do"),
        "hold": say("hold at"),
        "scale": say("scale by"),
        "silence": say("silence"),
        "take": say("take over from"),
        "harden": say("round to 0 or 1"),
        "surgeryAmount": say("Value"),
        "surgerySource": say("Another sentence"),
        "surgeryUnits": say("Units"),
        "thisUnit": say("unit {unit}"),
        "allUnits": say("all units"),
        "theseUnits": say("these units"),
        "unitsExample": say("such as 3, 17-20"),
        "surgeryWords": say("Words"),
        "thisWord": say("at “{word}”"),
        "fromWord": say("from “{word}” on"),
        "toWord": say("up to “{word}”"),
        "allWords": say("every word"),
        "apply": say("Change"),
        "undo": say("Undo"),
        "takeAllBack": say("Take all back"),
        "takeBack": say("Take back: {change}"),
        "changes": say("Changes made by hand"),
        "unitsWrong": say("Units must be numbers from {first} to {last}, such as 3, 17-20."),
        "amountWrong": say("The value must be a number from {low} to {high}."),
        "sourceWrong": say("Type the sentence that the values are taken from."),
        "asItIs": say("as it is {value}"),
        "byHand": say("changed by hand"),
        "ghostCaption": say("Dashed line and lower strips: as it is."),
    }
