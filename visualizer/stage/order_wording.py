"""Every word of the words that are moved. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import Translator
from visualizer.stage.wording import present_wording


def order_wording(say: Translator) -> dict[str, str]:
    """The messages by the key under which the frontend asks for them."""
    return {
        "figure": say("Words that can be moved, and what each network makes of their order"),
        "keys": say(
            "Drag a word, or choose one with arrow up and down and move it with arrow left and "
            "right, Home and End. S shuffles, R reverses, A sorts, 0 puts all back as typed. "
            "Beside the words, arrow left and right go through the orders you had."
        ),
        "words": say("The words in their order now"),
        "movable": say("word to be moved"),
        "wordAt": say("“{word}”, place {place} of {all}, typed at place {typed}"),
        "unknownWord": say("not in the vocabulary"),
        "movedTo": say("“{word}” is at place {place} of {all} now."),
        "backInPlace": say(
            "“{word}” was let go outside the row, so it went back to place {place}."
        ),
        "shuffle": say("Shuffle"),
        "reverse": say("Reverse"),
        "sort": say("Sort A–Z"),
        "typed": say("As typed"),
        "oneWord": say("One word has only one order: type more to shuffle."),
        "sameWords": say("All words are the same: every order of them is the same text."),
        "network": say("network"),
        "asTyped": say("as typed"),
        "now": say("in this order"),
        "change": say("what the order did"),
        "shareAt": say("{name}, {label}: {now} in this order, {before} as typed"),
        "legend": say("Bar: probability in this order, from 0 to 1. Line across it: as typed."),
        "table": say("What each network says of the words as typed and in this order"),
        **present_wording(say),
    }


def order_keys(say: Translator) -> list[tuple[str, str]]:
    """The keys of the presented figure, and what each does."""
    return [
        ("← →", say("order")),
        ("↑ ↓", say("word")),
        ("S", say("shuffle")),
        ("R", say("reverse")),
        ("0", say("as typed")),
        ("B", say("black")),
    ]
