"""Does a negation negate the state? Counted on these two texts and on a list of pairs."""

from collections.abc import Sequence

from visualizer.lexicon.language import Translator
from visualizer.networks import entry_of
from visualizer.networks.sentiment.flips import CONTROLS, SignFlips
from visualizer.showing.pair_told import claim_told
from visualizer.showing.pairs import Pair
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.pair.runs import control_of, flips_of, listed_flips, listed_trials

Row = Sequence[str]


def negation(name: str, pair: Pair, say: Translator) -> str:
    """The claim that a negation negates the state, measured: a table and what follows from it."""
    entry = entry_of(name)
    control = CONTROLS[entry.task, entry.language or ""]
    word = control.word
    own = [*_own_rows(name, pair, word, say)]
    listed = {
        (positive, which): listed_flips(name, positive, which)
        for positive in (True, False)
        for which in ("changed", "control")
    }
    rows = [*own, *(_listed_row(found, *key, word, say) for key, found in listed.items())]
    units = listed[True, "changed"].units
    headings = (
        say("what is compared"),
        say("changed sign, of {units}", units=units),
        say("up"),
        say("down"),
        say("cosine"),
    )
    shares = [
        tuple(_share(listed[positive, which]) for positive in (True, False))
        for which in ("changed", "control")
    ]
    memory = pair.first.record.memory
    used, of_all = listed_trials(name)
    note = say(
        "Counted: units whose memory {memory} has the other sign after the last word. Up: from "
        "minus to plus. The cosine is 1 where both memories point the same way, −1 where they are "
        "mirrored. Of {all} listed pairs of sentences those {n} count in which the negation only "
        "adds words in one place.",
        memory=memory,
        all=of_all,
        n=len(used),
    )
    put = (
        say("The control word is put before the word that the negation follows.")
        if control.earlier
        else say("The control word is put in that place.")
    )
    cosines = [listed[positive, "changed"].mean[2] for positive in (True, False)]
    claim = claim_told(
        (shares[0][0], shares[0][1]),
        (shares[1][0], shares[1][1]),
        (cosines[0], cosines[1]),
        say,
    )
    return "".join(
        [
            heading(say("Does a negation negate the state?")),
            table(dict(zip(headings, zip(*rows, strict=True), strict=True))),
            paragraph(claim),
            paragraph(f"{note} {put}", small=True),
        ]
    )


def _own_rows(name: str, pair: Pair, word: str, say: Translator) -> list[Row]:
    """These two texts, and the first one with a control word where the second one has more."""
    first, second = pair.first.words, pair.second.words
    rows = [_row(say("these two texts, A and B"), flips_of(name, first, second))]
    control = control_of(name, first, second)
    if control is None:
        why = say("A with “{word}”: none, for B is not A with words added in one place", word=word)
        return [*rows, (why, *["–"] * 4)]
    if control == second:
        return [*rows, (say("A with “{word}”: that is B itself", word=word), *["–"] * 4)]
    named = say("A with “{word}”: {text}", word=word, text=" ".join(control))
    return [*rows, _row(named, flips_of(name, first, control))]


def _listed_row(flips: SignFlips, positive: bool, which: str, word: str, say: Translator) -> Row:
    n = len(flips.up)
    if which == "control":
        praised, blamed = (
            say("mean of {n}, praise with “{word}”", n=n, word=word),
            say("mean of {n}, blame with “{word}”", n=n, word=word),
        )
    else:
        praised, blamed = (
            say("mean of {n}, praise negated", n=n),
            say("mean of {n}, blame negated", n=n),
        )
    return _row(praised if positive else blamed, flips)


def _row(what: str, flips: SignFlips) -> Row:
    up, down, cosine = flips.mean
    digits = 0 if len(flips.up) == 1 else 1
    return (
        what,
        f"{up + down:.{digits}f}",
        f"{up:.{digits}f}",
        f"{down:.{digits}f}",
        f"{cosine:.2f}".replace("-", "−"),
    )


def _share(flips: SignFlips) -> float:
    up, down, _ = flips.mean
    return (up + down) / flips.units
