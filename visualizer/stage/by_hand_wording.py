"""Every word of the network set by hand. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import N_, Translator
from visualizer.stage.wording import present_wording

PRESETS: dict[str, tuple[str, str, str]] = {
    "latch": (
        N_("Latch"),
        N_(
            "A unit with a strong loop: one pulse of 1 sets it, it stays there by itself, and one "
            "of −1 turns it over."
        ),
        N_("Bring its weight from h down below 1: it forgets, and slower the nearer to 1 it is."),
    ),
    "counter": (
        N_("Counter"),
        N_("Under relu, a loop of exactly 1 adds up: h is the number of ones so far."),
        N_(
            "With a loop of 0.9 it leaks, with 1.1 it explodes. Switch the activation to tanh: it "
            "cannot get past 1, and knows only “some”."
        ),
    ),
    "toggle": (
        N_("Toggle"),
        N_(
            "Every 1 flips h between 0 and 1, so it tells odd from even. The update gate z keeps "
            "the state, and a 1 shuts it; the candidate n is always the opposite of h."
        ),
        N_("Take away the weight from x to z: nothing lets the state change any more."),
    ),
    "remember": (
        N_("Remember for ever"),
        N_(
            "The forget gate f stands open, the input gate i is shut unless the flag is 1: what "
            "was written once is still there at the end."
        ),
        N_("Bring the bias of f from 10 to 1: the memory fades. A second flag adds to it."),
    ),
    "forget": (
        N_("Forget everything"),
        N_("The forget gate f is shut: c is only what has just been written, and 0 a step later."),
        N_("Turn the bias of f from −10 to 10: now all that is written adds up."),
    ),
    "overwrite": (
        N_("Overwrite"),
        N_(
            "The flag shuts the forget gate f and opens the input gate i in the same step: the "
            "new value takes the place of the old one."
        ),
        N_("Bring the weight from the flag to f to 0: nothing is erased, values add up."),
    ),
    "order": (
        N_("a, then b"),
        N_(
            "Unit 1 latches an a. Unit 2 goes up only if a b comes after it, and stays there: the "
            "same letters in another order end otherwise."
        ),
        N_("Bring the weight from h₁ into unit 2 from 8 to 0: it never says yes again."),
    ),
}
"""What each preset is called, what it does, and which number to change to break it."""


def by_hand_wording(say: Translator) -> dict[str, str]:
    """The messages by the key under which the frontend asks for them."""
    presets = {
        f"{kind}_{preset}": say(message)
        for preset, messages in PRESETS.items()
        for kind, message in zip(("preset", "says", "breaks"), messages, strict=True)
    }
    return (
        presets | present_wording(say) | _network(say) | _sequence(say) | _code(say) | _count(say)
    )


def _network(say: Translator) -> dict[str, str]:
    return {
        "figure": say("A network set by hand, and what it makes of a sequence"),
        "keys": say(
            "Drag any number sideways, or click it and type; on a number the arrow keys move it by "
            "0.1, with Shift by 1. Elsewhere arrow left and right go through the steps, up and "
            "down through the quantities, digits choose a network."
        ),
        "presets": say("Networks"),
        "own": say("Your own, from “{preset}”."),
        "back": say("Back to the network as it was"),
        "cell": say("Cell"),
        "units": say("Units"),
        "activation": say("Activation"),
        "activationFixed": say("Activation, fixed"),
        "activationsOfGates": say("σ for gates, tanh"),
        "weightsTable": say(
            "Every weight: a row is what it goes into, a column where it comes from"
        ),
        "into": say("into"),
        "unit": say("unit {unit}"),
        "bias": say("bias b"),
        "weight": say("weight from {from} into {into} of unit {unit}"),
        "diagram": say(
            "The weights of unit {unit} as lines, and what goes through them at step {step}"
        ),
        "valueAt": say("{name} {q}, unit {unit}, step {step}"),
        "counted": say("{n} parameters, as PyTorch counts: it has two biases for every row here."),
        "board": say("The unrolled network: a column for each step, a row for each quantity"),
        "stepNumber": say("step t"),
        "result": say("After step {steps}: {states}."),
        "wrong_notNumber": say("“{word}” is no number; {value} goes on being used."),
        "wrong_outside": say(
            "“{word}” is not between −{most} and {most}; {value} goes on being used."
        ),
    }


def _sequence(say: Translator) -> dict[str, str]:
    return {
        "reads": say("It reads"),
        "reads_1": say("a number"),
        "reads_2": say("two numbers"),
        "reads_letters": say("letters"),
        "valueRow": say("value"),
        "flagRow": say("flag"),
        "numbersField": say("Sequence of numbers"),
        "lettersField": say("Sequence of letters"),
        "inputAt": say("{name} at step {step}"),
        "lastSequence": say("the sequence before"),
        "wrong_empty": say("Nothing to read yet; {value} goes on being used."),
        "wrong_notLetter": say("“{word}” is no letter; {value} goes on being used."),
        "wrong_tooManyLetters": say(
            "“{word}” would be a fifth letter; there is room for four; {value} goes on being used."
        ),
        "wrong_tooLong": say("The first {most} steps are read."),
    }


def _code(say: Translator) -> dict[str, str]:
    return {
        "asPyTorch": say("The same in PyTorch"),
        "copy": say("Copy"),
        "copied": say("Copied"),
        "codeRows": say("a row for every unit: {gates} below each other"),
        "codeBias": say("PyTorch adds two biases: here is their sum, the other is 0"),
        "codeBiasGated": say("the bias outside r·(...); the one inside it is 0"),
        "codeSteps": say("a row for every step"),
        "codeNote": say(
            "The lines have the numbers that are set above. PyTorch adds two biases, b_ih and "
            "b_hh; here one number stands for their sum."
        ),
        "codeNoteGru": say(
            "The lines have the numbers that are set above. PyTorch has two biases, b_ih and b_hh; "
            "in a GRU's candidate the reset gate multiplies the second one, which is 0 here."
        ),
    }


def _count(say: Translator) -> dict[str, str]:
    return {
        "parameters": say("How many parameters a network has"),
        "size_vocabulary": say("vocabulary V"),
        "size_embedding": say("embedding E"),
        "size_hidden": say("units H"),
        "size_layers": say("layers"),
        "size_directions": say("directions"),
        "size_classes": say("outputs K"),
        "part_embedding": say("embedding"),
        "part_ih": say("W_ih, from what is read"),
        "part_hh": say("W_hh, from the state before"),
        "part_biases": say("biases"),
        "part_classifier": say("classifier"),
        "total": say("{total} parameters, {percent} of them in the embedding."),
        "oneHot": say(
            "Without an embedding, with a 0 or 1 for every word (one-hot): {total} parameters, "
            "{ratio} times as many."
        ),
        "sizeWrong": say(
            "“{word}” is no whole number between {least} and {most}; {value} goes on being used."
        ),
    }


def by_hand_keys(say: Translator) -> list[tuple[str, str]]:
    """The keys of the presented figure, and what each does."""
    return [
        ("← →", say("step")),
        ("↑ ↓", say("quantity")),
        (f"1–{len(PRESETS)}", say("network")),
        ("B", say("black")),
    ]
