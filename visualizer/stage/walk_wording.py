"""Every word of the walk through one cell. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import N_, Translator
from visualizer.stage.wording import present_wording

JOIN = N_(
    "The cell lays two lists side by side: what the units said after the word before, h, and the "
    "word itself as numbers, x. Everything that follows reads both."
)
STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    "lstm": (
        (N_("Join"), JOIN),
        (
            N_("Forget"),
            N_("The forget gate decides how much of its memory each unit keeps: 1 all, 0 none."),
        ),
        (
            N_("Write"),
            N_("The input gate decides how much each unit writes, the candidate what it writes."),
        ),
        (N_("Update"), N_("What was kept and what is written add up to the new memory.")),
        (
            N_("Say"),
            N_(
                "tanh brings the memory within −1 and 1; the output gate decides how much of it "
                "each unit says: to the next word and to the verdict."
            ),
        ),
    ),
    "gru": (
        (N_("Join"), JOIN),
        (
            N_("Reset"),
            N_(
                "The reset gate decides how much of what the units said before may go into the "
                "candidate."
            ),
        ),
        (N_("Propose"), N_("The candidate is what each unit would say if nothing were kept.")),
        (
            N_("Keep"),
            N_("The update gate decides how much of its old state each unit keeps: 1 all, 0 none."),
        ),
        (
            N_("Blend"),
            N_("What is not kept comes from the candidate. Both add up to the new state."),
        ),
    ),
    "rnn": (
        (N_("Join"), JOIN),
        (
            N_("Add"),
            N_("What the word says, what the units said before and a bias add up. No gate weighs."),
        ),
        (
            N_("Squash"),
            N_("tanh brings the sum within −1 and 1: the new state. No gate keeps the old one."),
        ),
    ),
}
"""What each step of a walk is called, and what it does."""

SIZES = N_(
    "The lesson writes W as embedding × hidden. PyTorch stacks a row for every unit of every sum: "
    "here W is {rows} × {inputs}, U {rows} × {units}."
)
LESSON: dict[tuple[str, int], str] = {
    ("lstm", 1): SIZES,
    ("lstm", 2): N_(
        "The lesson lets the forget gate read h alone. It reads the word too: here “{word}” adds "
        "{ofX} to its sum, h adds {ofH}."
    ),
    ("lstm", 3): N_(
        "The lesson calls gates bit masks, 0 or 1. Measured: of the {n} values of i at “{word}”, "
        "{between} lie between 0.1 and 0.9."
    ),
    ("lstm", 4): N_(
        "The lesson counts its indices differently from section to section. What it calls Cᵢ₊₁ is "
        "the memory after “{word}”: here {c}."
    ),
    ("lstm", 5): N_(
        "The lesson puts a linear layer before this tanh. There is none, no further weight: "
        "h = o·tanh(c) = {o} × {tanhC} = {h}."
    ),
    ("gru", 1): N_(
        "The lesson says Gated Relay Unit; it is the Gated Recurrent Unit. Here W is "
        "{rows} × {inputs}, U {rows} × {units}: a row for every unit of every sum."
    ),
    ("gru", 3): N_(
        "Many texts let r weigh h before U. PyTorch lets it weigh U h: with r = {r}, U h adds "
        "{ofH} to the sum here."
    ),
    ("gru", 4): N_(
        "Colah (“Understanding LSTM Networks”) has z the other way round: how much is new. In "
        "PyTorch z = {z} keeps {z} of the old state and takes {rest} of the candidate."
    ),
    ("rnn", 1): SIZES,
    ("rnn", 3): N_(
        "The lesson's σ is any activation in one place and the sigmoid in another. Here it is "
        "tanh, {h}; the sigmoid of the same sum, {total}, would be {sigmoid}."
    ),
}
"""Where the lesson is loose, by cell and step."""

NAMES = {
    "hBefore": N_("said after “{before}”: h"),
    "cBefore": N_("before: c"),
    "hCarried": N_("before: h"),
    "f": N_("forget gate f"),
    "i": N_("input gate i"),
    "g": N_("candidate g"),
    "o": N_("output gate o"),
    "kept": N_("kept: f·c"),
    "written": N_("written: i·g"),
    "c": N_("memory c"),
    "tanhC": N_("tanh(c)"),
    "h": N_("says h"),
    "r": N_("reset gate r"),
    "z": N_("update gate z"),
    "n": N_("candidate n"),
    "rest": N_("not kept: 1 − z"),
    "old": N_("kept: z·h"),
    "fresh": N_("new: (1 − z)·n"),
    "sum": N_("sum"),
}
"""What the quantities of the walks are called."""


def walk_wording(say: Translator) -> dict[str, str]:
    """The messages by the key under which the frontend asks for them."""
    steps = {
        f"{kind}_{cell}_{number}": say(message)
        for cell, all_of_them in STEPS.items()
        for number, messages in enumerate(all_of_them, start=1)
        for kind, message in zip(("step", "says"), messages, strict=True)
    }
    lesson = {f"lesson_{cell}_{step}": say(note) for (cell, step), note in LESSON.items()}
    return (
        steps
        | lesson
        | {f"of_{shown}": say(name) for shown, name in NAMES.items()}
        | present_wording(say)
        | {
            "walk": say("One cell at one word, step by step"),
            "walkKeys": say(
                "Arrow left and right move through the steps, with Shift through the words; up and "
                "down choose a unit, digits a step, letters open a sum. A click on a gate opens "
                "its sum, one on a strip chooses a unit."
            ),
            "walkWords": say("Words, each with the verdict after it"),
            "walkSteps": say("Steps of the cell"),
            "cellPicture": say("The cell at “{word}”, step {step}: {name}"),
            "wholePicture": say(
                "The whole network at “{word}”, step {step}, {name}: every unit, every weight"
            ),
            "weightTold": say(
                "weight of {from} in {symbol} of unit {unit}: {weight}; it says {said}, which adds "
                "{adds}"
            ),
            "readoutTold": say(
                "weight of unit {unit} in the verdict's log-odds: {weight}; it says {said}, which "
                "adds {adds}"
            ),
            "ordered": say("{about}, by effect on the verdict"),
            "lines": say("Line: one weight, red positive, blue negative, as wide as it is large."),
            "threads": say("Thread: what a number adds to the sum, red up, blue down."),
            "verdict": say("verdict"),
            "unitAt": say("unit {unit} at “{word}”"),
            "unknownWord": say("not in the vocabulary"),
            "start": say("the start"),
            "xAs": say("x: “{word}” as {n} numbers"),
            "from": say("from “{before}”"),
            "next": say("to the next word"),
            "toVerdict": say("and to the verdict"),
            "oneLess": say("1 − z"),
            "notYet": say("not yet"),
            "checkLesson": say("Check the lesson (“AI for Beginners”, RNNs)."),
            "openSum": say("Open a number down to its sum"),
            "loading": say("on its way ..."),
            "back": say("Back"),
            "forward": say("Forward"),
            "soFar": say("sum so far"),
            "term": say("term"),
            "says": say("it says"),
            "timesWeight": say("× weight"),
            "itsNumber": say("its number"),
            "timesGatedWeight": say("× weight (·{gate})"),
            "timesGate": say("× gate"),
            "adds": say("adds"),
            "eachAtMost": say("each at most"),
            "others": say("{n} others"),
            "xNumber": say("x {k}"),
            "unit": say("unit {unit}"),
            "bias": say("bias b"),
            "sum": say("sum"),
            "group_x": say("the word “{word}”: W x = {amount}"),
            "group_h": say("what the units said after “{before}”: {weighed} = {amount}"),
            "group_b": say("bias"),
            "squashes": say("{activation} squashes the sum into {low} … 1"),
            "otherUnits": say("small rings: the other units"),
            "sumPicture": say("The sum behind {symbol} of unit {unit} at “{word}”, term by term"),
            "asTable": say("Term by term, as a table"),
            "up": say("up"),
            "down": say("down"),
            "sumTold": say(
                "“{word}” pushes it {xWay} ({x}); what the units said after “{before}”, most of "
                "all {units}, pushes it {hWay} ({h}); with the bias ({bias}) that makes {total}."
            ),
            "sumToldFirst": say(
                "“{word}” pushes it {xWay} ({x}); nothing was said before; with the bias ({bias}) "
                "that makes {total}."
            ),
        }
    )


def walk_keys(say: Translator, *, cell: str) -> list[tuple[str, str]]:
    """The keys of a presented walk, and what each does."""
    return [
        ("← →", say("step")),
        ("⇧← ⇧→", say("word")),
        ("↑ ↓", say("unit")),
        (f"1–{len(STEPS[cell])}", say("step")),
        ("S", say("sum")),
        ("B", say("black")),
    ]
