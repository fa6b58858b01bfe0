"""Every word of the cell that is folded and unrolled. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import Translator
from visualizer.stage.wording import present_wording


def unrolled_wording(say: Translator) -> dict[str, str]:
    """The messages by the key under which the frontend asks for them."""
    return present_wording(say) | _chain(say) | _weight(say) | _gradient(say)


def _chain(say: Translator) -> dict[str, str]:
    return {
        "figure": say("One cell with a loop, and the chain of its copies"),
        "figureKeys": say(
            "Arrow left and right move through the words, U unrolls and folds, up and down change "
            "the weight, with Shift faster, R brings the trained one back, Home and End jump."
        ),
        "unroll": say("Unroll"),
        "fold": say("Fold"),
        "folded": say("folded"),
        "unrolled": say("unrolled"),
        "howFar": say("How far it is unrolled, in percent"),
        "wordBefore": say("Word before"),
        "nextWord": say("Next word"),
        "position": say("{k} of {n}"),
        "copies": say("Words, each with the copy of the cell that reads it"),
        "folding": say("Folded: one cell, which reads “{word}” after {k} turns of its loop"),
        "unrolling": say("Unrolled: a chain of {n} copies of one cell, “{word}” marked"),
        "unknownWord": say("not in the vocabulary"),
        "rowVerdict": say("verdict, 0 to 1"),
        "rowStates": say("all units’ c and h"),
        "rowState": say("all units’ h"),
        "rowShared": say("the one weight"),
        "rowWord": say("word"),
        "rowAdds": say("adds to the gradient"),
        "all": say("sum"),
        "loading": say("on its way ..."),
    }


def _weight(say: Translator) -> dict[str, str]:
    return {
        "entry": say("One weight in all {n} copies"),
        "entryAlone": say("One weight"),
        "sums": say("The sum it belongs to"),
        "to": say("to unit"),
        "from": say("from unit"),
        "matrix": say(
            "W_hh of {symbol}: a row for each unit that a weight goes to, a column for each that "
            "it comes from. Arrow keys choose a weight."
        ),
        "scale": say("rows: to, columns: from; colours from −{bound} to {bound}"),
        "weight": say("The weight from unit {from} to {symbol} of unit {to}"),
        "byHand": say("drag sideways, type, or ↑ ↓"),
        "trained": say("trained: {value}"),
        "invalid": say("It takes a number from −10 to 10. {value} goes on."),
        "unchanged": say(
            "This is the trained weight. Drag it: it stands once in memory, so every copy changes "
            "at once."
        ),
        "changed": say(
            "With {now} in place of {trained} the last verdict goes from {before} to {after}. h "
            "changes most in unit {unit} after “{word}”: by {change}."
        ),
        "nothing": say("With {now} in place of {trained} nothing changes: {why}"),
        "whyFirst": say("before the first word h is 0, and a weight times 0 is 0."),
        "whyNone": say("that unit said nothing, or too little to be seen."),
    }


def _gradient(say: Translator) -> dict[str, str]:
    return {
        "gradient": say("Its gradient: every copy adds its own"),
        "many": say("{n} numbers add up to {total}. The largest: {largest}."),
        "claim": say(
            "So if this weight grew by 0.01, the log-odds of the last verdict would move by about "
            "0.01 × {total} = {predicted}. Measured: from {before} to {after}, by {measured}."
        ),
        "first": say("The first copy adds 0, for before it h is 0."),
        "fades": say(
            "The first {k} of {n} copies add only {share} % of all that is added, whichever way: "
            "on its way back the gradient vanished."
        ),
        "asTable": say("The same as a table"),
        "word": say("word"),
        "verdictTrained": say("verdict, trained"),
        "verdictNow": say("verdict now"),
        "adds": say("its copy adds"),
    }


def unrolled_keys(say: Translator) -> list[tuple[str, str]]:
    """The keys of the presented figure, and what each does."""
    return [
        ("← →", say("word")),
        ("↑ ↓", say("weight")),
        ("U", say("unroll, fold")),
        ("R", say("trained weight")),
        ("B", say("black")),
    ]
