"""Every word the stage shows, in the reader's language. `{name}` is filled in by the browser."""

from visualizer.lexicon.language import Translator


def wording(
    say: Translator,
    *,
    worded: bool = True,
    verdict: bool = True,
    answer: str | None = None,
    classes: bool = False,
    expected: bool = False,
) -> dict[str, str]:
    """The stage's messages by the key under which the frontend asks for them.

    Args:
        worded: whether the steps are words; otherwise they are numbered.
        verdict: whether the network gives one.
        answer: what it gives, where that is not the probability of "positive".
        classes: whether it gives each class a share instead.
        expected: whether it gives each word a probability to come next.
    """
    words = _words(say)
    if not worded:
        words |= _steps(say)
    if not verdict:
        words |= {
            "stepSpoken": say("step {step} of {steps}: “{word}”")
            if worded
            else say("step t = {word}")
        }
    if classes:
        words |= _classes(say)
    if expected:
        words |= _expected(say)
    return words if answer is None else words | _answered(say, answer)


def _classes(say: Translator) -> dict[str, str]:
    """What is said otherwise of a network that tells classes apart."""
    return {
        "classes": say("answer"),
        "classesRange": say("probability of each class, from 0 to 1; together 1"),
        "classesPicture": say("The probability of each class after every word: {classes}"),
        "orderEffect": say("by effect on the answer"),
        "stepSpoken": say("step {step} of {steps}: “{word}”, answer {verdict}"),
    }


def _expected(say: Translator) -> dict[str, str]:
    """What is said otherwise of a network that predicts the next word."""
    return {
        "expected": say("what comes next"),
        "orderTelling": say("by how well they tell the flag"),
        "expectedRange": say("probability of each word to be next, from 0 to 1"),
        "expectedPicture": say(
            "The likeliest next words after every word, the forms that the subject decides first"
        ),
        "flagPicture": say("{flag}, as unit {unit} of c tells it. {told}"),
        "flagUnit": say("unit {unit} of c"),
        "stepSpoken": say("step {step} of {steps}: “{word}”, likeliest next: {verdict}"),
    }


def _answered(say: Translator, answer: str) -> dict[str, str]:
    """What is said otherwise of a network that gives another answer than a verdict."""
    return {
        "verdict": say("answer"),
        "verdictRange": answer,
        "verdictPicture": say("The answer after every step: {answer}", answer=answer),
        "positive": "",
        "negative": "",
        "orderEffect": say("by effect on the answer"),
        "verdictAt": say("answer after “{word}”"),
        "stepSpoken": say("step {step} of {steps}: “{word}”, answer {verdict}"),
    }


def _steps(say: Translator) -> dict[str, str]:
    """What is said otherwise where the steps are not words."""
    return {
        "stage": say("The network reads the input, step by step"),
        "keys": say(
            "Arrow left and right move through the steps, up and down choose a unit, Enter pins "
            "it, digits open a lane, A opens all, Home and End jump, Space plays."
        ),
        "words": say("step t"),
        "step": say("{step} of {steps}"),
        "networkPicture": say("One cell for every step, passing its state to the next"),
        "lanePicture": say("{name} {symbol}: one row per unit, one column per step"),
        "first": say("First step"),
        "last": say("Last step"),
        "position": say("Position in the input"),
        "unitAt": say("unit {unit} at t = {word}"),
        "verdictAt": say("verdict at t = {word}"),
        "stepSpoken": say("step t = {word}, verdict {verdict}"),
        "turn": say("Biggest turn: t = {word}, from {before} to {after}"),
        "course": say("Its course over the input"),
        "coursePicture": say("Every quantity of unit {unit} over the input"),
    }


def _words(say: Translator) -> dict[str, str]:
    return {
        "stage": say("The network reads the sentence, word by word"),
        "keys": say(
            "Arrow left and right step through the words, up and down choose a unit, Enter pins "
            "it, digits open a lane, A opens all, Home and End jump, Space plays."
        ),
        "words": say("words"),
        "unknownWord": say("not in the vocabulary"),
        "verdict": say("verdict"),
        "verdictRange": say("probability of “positive”"),
        "verdictPicture": say("The verdict after every word, from negative (0) to positive (1)"),
        "positive": say("positive"),
        "negative": say("negative"),
        "network": say("unrolled network"),
        "networkPicture": say("One cell for every word, passing its state to the next"),
        "lanePicture": say("{name} {symbol}: one row per unit, one column per word"),
        "order": say("Order of units"),
        "orderIndex": say("by number"),
        "orderSimilarity": say("by similarity"),
        "orderEffect": say("by effect on the verdict"),
        "first": say("First word"),
        "last": say("Last word"),
        **transport_wording(say),
        **present_wording(say),
        "position": say("Position in the sentence"),
        "step": say("step {step} of {steps}"),
        "stepSpoken": say("step {step} of {steps}: “{word}”, verdict {verdict}"),
        "all": say("All lanes"),
        "loading": say("on its way ..."),
        "unit": say("unit {unit}"),
        "rowsShown": say("rows {first} to {last} of {all}"),
        "lanes": say("Lanes"),
        "valueAt": say("{name} {symbol} at “{word}”: {value}"),
        "unitNumber": say("Unit"),
        "unitUp": say("The unit in the row above"),
        "unitDown": say("The unit in the row below"),
        "close": say("Close"),
        "inspector": say("How this value came about"),
        "unitAt": say("unit {unit} at “{word}”"),
        "verdictAt": say("verdict after “{word}”"),
        "pin": say("Pin this unit"),
        "unpin": say("Unpin"),
        "pinHint": say(
            "Point at a value or tap it to see its arithmetic; a click or tap pins its unit."
        ),
        "course": say("Its course over the sentence"),
        "coursePicture": say("Every quantity of unit {unit} over the sentence"),
        "push": say("push on the verdict"),
        "pushes": say("Strongest pushes"),
        "happened": say("What happened"),
        "turn": say("Biggest turn: “{word}”, from {before} to {after}"),
        "goToTurn": say("Show it"),
        "check": say("Checked against PyTorch: largest difference {error}"),
    }


def belt_wording(say: Translator) -> dict[str, str]:
    """What is said besides of a cell with a gate that keeps."""
    return {"beltCaption": say("belt: share kept"), "kept": say("keeps {percent} %")}


def no_gate_wording(say: Translator, *, worded: bool) -> dict[str, str]:
    """What is said besides of a cell without a gate.

    Args:
        worded: whether the steps are words.
    """
    return {
        "noGateCaption": say("no gate: the state is rewritten at every word")
        if worded
        else say("no gate: the state is rewritten at every step")
    }


def beyond_wording(say: Translator) -> dict[str, str]:
    """What is said besides of values that the scale of their lane does not reach."""
    return {
        "beyondCount": say("beyond ±{bound}, marked with a dot: {n}"),
        "notANumber": say("not a number: {n}"),
    }


def tracks_wording(say: Translator) -> dict[str, str]:
    """What is said besides where a board has several tracks."""
    return {
        "tracks": say("Tracks"),
        "marked": say("not in the other text at this place"),
        **no_step_wording(say),
    }


def no_step_wording(say: Translator) -> dict[str, str]:
    """What is said besides where a track may end before the others, or at a curtain."""
    return {"noStep": say("{name} has no step here.")}


def deeper_wording(say: Translator) -> dict[str, str]:
    """What is said besides where a number can be opened on the page of the cell."""
    return {
        "deeper": say("its products ›"),
        "deeperHint": say("Open this number inside the cell, down to every product"),
    }


def changed_wording(say: Translator) -> dict[str, str]:
    """What is said of a run that is not the network's own."""
    return {"changed": say("Changed by hand, so not what PyTorch's own cell computes")}


def difference_wording(say: Translator, *, first: str, second: str) -> dict[str, str]:
    """What is said otherwise of a track that holds the difference of two others, by name."""
    names = {"first": first, "second": second}
    return {
        **names,
        "distance": say("distance of the states"),
        "distanceRange": say(
            "Euclidean distance over all units; {most} is every unit of h from −1 to 1"
        ),
        "distancePicture": say("How far apart the states of {first} and {second} are", **names),
        "noStep": say("Only one of {first} and {second} has a word here.", **names),
        "verdictAt": say("difference of the verdicts after “{word}”"),
        "stepSpoken": say("step {step} of {steps}: “{word}”, verdicts {verdict} apart"),
    }


def transport_wording(say: Translator) -> dict[str, str]:
    """What the buttons for stepping and playing are called, whatever they step through."""
    return {
        "back": say("Back"),
        "play": say("Play"),
        "pause": say("Pause"),
        "forward": say("Forward"),
        "speed": say("Speed"),
    }


def present_wording(say: Translator) -> dict[str, str]:
    """What the button is called that shows a figure alone, for a class."""
    return {
        "present": say("Present"),
        "presentHint": say("This figure alone, as large as the window (F)"),
        "leave": say("leave"),
    }


def board_keys(
    say: Translator, *, lanes: int, surgery: bool = False, asks: bool = False
) -> list[tuple[str, str]]:
    """The keys of a presented board, and what each does.

    Args:
        surgery: whether its run can be changed by hand.
        asks: whether it can ask before it shows.
    """
    return [
        ("← →", say("step")),
        ("↑ ↓", say("unit")),
        (f"1–{lanes}", say("lane")),
        ("A", say("all lanes")),
        *([("H", say("by hand"))] if surgery else []),
        *([("P", say("predict"))] if asks else []),
        *_playing(say),
        *_presenting(say),
    ]


def predict_keys(say: Translator) -> list[tuple[str, str]]:
    """The keys of a presented board that asks before it shows."""
    return [
        ("1–4", say("answer")),
        ("Enter", say("next")),
        ("← →", say("step")),
        ("P", say("uncover")),
        *_presenting(say),
    ]


def predict_wording(say: Translator, *, tabs: bool) -> dict[str, str]:
    """What is said where the board asks what comes next before it shows it.

    Args:
        tabs: whether the page has tabs below the board, which show all of the text.
    """
    return {
        **no_step_wording(say),
        "predict": say("Predict"),
        "predictHint": say("Cover what comes, and be asked before it opens (P)"),
        "predictTold": say("P covers what comes, and asks about it before it opens."),
        "predictPanel": say("What comes next?"),
        "uncover": say("Uncover everything (P)"),
        "questionOf": say("Question {n} of {all}"),
        "scored": say("{right} of {all} right"),
        "chooseHint": say("Choose here, by its number on the keyboard, or on the board."),
        "coveredFrom": say("Everything is covered from word {n} on."),
        "uncoveredBelow": say("The tabs below the board show the whole text.") if tabs else "",
        "between": say("No question here. “Next” goes on to the next one."),
        "nextQuestion": say("Next"),
        "right": say("Right."),
        "wrong": say("Not right."),
        "rightMark": say("right answer"),
        "yourMark": say("your answer"),
        "sealed": say("Your answer is kept. It is graded when all words are open."),
        "measured-verdict": say("Measured: the verdict went from {before} to {after}, {change}."),
        "measured-flip": say("Measured: h before the word and after it"),
        "measured-move": say("Measured: the change of h"),
        "measured-keep": say("Measured: the share of its memory that each keeps"),
        "measured-gate": say("Measured: the change of each gate's average"),
        "measured-turn": say("Measured: the change of the verdict at each word"),
        "commonest": say(
            "Guessing number {place} each time, the commonest right one, would have got {n} of "
            "{all}."
        ),
        "again": say("Start again"),
        "nothingClear": say(
            "Nothing in this run is clear enough to be asked: each question needs a measured "
            "answer that stands out. A longer sentence has some."
        ),
        "resultTable": say("All questions and answers"),
        "columnQuestion": say("question"),
        "columnGiven": say("your answer"),
        "columnMeasured": say("measured"),
        "columnGraded": say("graded"),
        "gradedRight": say("right"),
        "gradedWrong": say("not right"),
    }


def curves_keys(say: Translator, *, worded: bool) -> list[tuple[str, str]]:
    """The keys of presented curves, over words or over steps."""
    return [("← →", say("word") if worded else say("step")), *_presenting(say)]


def trainings_keys(say: Translator) -> list[tuple[str, str]]:
    """The keys of a presented training."""
    return [
        ("← →", say("training step")),
        ("↑ ↓", say("time step")),
        *_playing(say),
        *_presenting(say),
    ]


def _playing(say: Translator) -> list[tuple[str, str]]:
    return [("␣", say("play"))]


def _presenting(say: Translator) -> list[tuple[str, str]]:
    return [("B", say("black"))]


def unknown_wording(say: Translator, unknown: int) -> dict[str, str]:
    """What is said of words that the vocabulary lacks, of which there are so many."""
    return {
        "unknownWord": say("not in the vocabulary"),
        "unknownCount": say.count(
            "{n} word is not in the vocabulary; the network reads it as “unknown”.",
            "{n} words are not in the vocabulary; the network reads them as “unknown”.",
            unknown,
        )
        if unknown
        else "",
    }
