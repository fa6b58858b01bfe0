"""What was measured of flags, as sentences in the reader's language, true by construction."""

from collections.abc import Sequence

from visualizer.lexicon.language import N_, Translator
from visualizer.networks.cards import Share
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.forgetting import Forgetting, Passing
from visualizer.networks.flags.pulling import Pull, Pulls
from visualizer.networks.flags.ranking import Ranking
from visualizer.networks.flags.runs import FORM, Scores, score_of
from visualizer.showing.flags import FLAG_NAMES, percent

COSTS = 0.1
"""From which fall of a share on holding a unit costs something."""
NOTHING = 0.02
"""Up to which fall it costs nothing."""
TELLS = 0.9
"""From which |r| on a unit tells a flag by itself."""
MUCH_MORE = 2.0
"""How many times the cost of any other unit a unit must cost for the flag to rest on it."""
OPEN, SHUT = 0.9, 0.5
"""From which mean of a forget gate on the old is kept, and up to which it is erased."""
ALIKE = 0.1
"""Gates that are less apart are alike."""

FLAG_TITLES: dict[str, str] = {"gender": N_("Gender"), "number": N_("Number")}
"""The flags at the beginning of a sentence."""
KINDS: dict[str, str] = {
    "pronoun": N_("pronoun"),
    "possessive": N_("possessive"),
    "reflexive": N_("reflexive"),
    "verb": N_("verb"),
    "embedded": N_("verb in between"),
}


def kinds_of(scores: Scores) -> list[tuple[str, str]]:
    """The kinds of decisions that say something of a flag."""
    return [(each.kind, each.asked) for each in scores if each.asked != FORM]


def kind_told(kind: str, asked: str, say: Translator) -> str:
    """What a kind of decision is called."""
    return say(
        "{kind}, {flag}",
        kind=say(KINDS[kind]) if kind in KINDS else kind,
        flag=say(FLAG_NAMES[asked]),
    )


def telling_kind(pulls: Pulls) -> tuple[str, str]:
    """The kind of decision that is asked first for a flag: of those that say it the first."""
    kinds = [kind for kind in kinds_of(pulls.before) if kind[1] == pulls.asked]
    return kinds[0]


def fall(before: Scores, after: Scores, kind: tuple[str, str]) -> float:
    """By how much a share fell."""
    return _share(before, kind).share - _share(after, kind).share


def worst_fall(before: Scores, after: Scores, asked: str) -> float:
    """The largest fall among the kinds of decision that a flag decides."""
    return max(fall(before, after, kind) for kind in kinds_of(before) if kind[1] == asked)


def ranking_told(ranking: Ranking, say: Translator) -> str:
    """How well the best unit tells a flag, beside shuffled flags and all units together."""
    best = ranking.units[0]
    return say(
        "{flag}: best told by unit {unit}, r = {r} on {n} steps of sentences not used to rank; "
        "with shuffled flags the largest |r| of any unit was {largest}. On which side of its two "
        "means it is tells {one} of the steps, a weighted sum of all units {all}, and always "
        "saying the commoner value would get {commoner}.",
        flag=say(FLAG_TITLES[ranking.asked]),
        unit=best.unit,
        r=f"{best.again:+.2f}".replace("-", "−"),
        n=say.number(ranking.again_on),
        largest=f"{ranking.shuffled_largest:.2f}",
        one=percent(ranking.best.share),
        all=percent(ranking.together.share),
        commoner=percent(ranking.commoner.share),
    )


def story_told(ranking: Ranking, pulls: Pulls, say: Translator) -> str:
    """Whether a flag rests on one unit, is spread or redundant, as the pulls say."""
    asked, before = pulls.asked, pulls.before
    best, *others = pulls.each
    costs = {each.units[0]: worst_fall(before, each.scores, asked) for each in pulls.each}
    cost = costs[best.units[0]]
    other = max((each for each in others), key=lambda each: costs[each.units[0]])
    kind = _hit(before, best.scores, asked)
    named = {
        "flag": say(FLAG_TITLES[asked]),
        "unit": best.units[0],
        "r": f"{abs(ranking.units[0].again):.2f}",
        "kind": kind_told(*kind, say),
        "before": percent(_share(before, kind).share),
        "after": percent(_share(best.scores, kind).share),
        "other": other.units[0],
        "most": _points(costs[other.units[0]]),
        "cost": _points(cost),
    }
    if cost >= COSTS and cost >= MUCH_MORE * costs[other.units[0]]:
        return say(
            "{flag} rests on one unit: with unit {unit} held alone, “{kind}” falls from {before} "
            "to {after}; no other unit held alone costs more than {most} points.",
            **named,
        )
    if cost <= NOTHING:
        return _redundant(pulls, named, say)
    if costs[other.units[0]] > cost:
        return say(
            "{flag} does not rest on the unit that tells it best: holding unit {unit} (|r| {r}) "
            "costs {cost} points at most, holding unit {other} alone {most}.",
            **named,
        )
    return say(
        "{flag} is spread: with unit {unit} held alone, “{kind}” falls from {before} to {after}, "
        "and unit {other} held alone costs up to {most} points too.",
        **named,
    )


def _redundant(pulls: Pulls, named: dict[str, object], say: Translator) -> str:
    """Holding the best unit costs nothing: do several together?"""
    for each in pulls.together:
        cost = worst_fall(pulls.before, each.scores, pulls.asked)
        if cost >= COSTS:
            return say(
                "{flag} is redundant: unit {unit} tells it (|r| {r}), yet holding it alone costs "
                "{cost} points at most; only with the {k} best held together it costs {together}.",
                k=len(each.units),
                together=_points(cost),
                **named,
            )
    return say(
        "{flag} is redundant: unit {unit} tells it (|r| {r}), yet holding it alone costs {cost} "
        "points at most, and the {k} best together cost less than {least}.",
        k=len(pulls.together[-1].units),
        least=_points(COSTS),
        **named,
    )


def fall_of_best(pulls: Pulls) -> tuple[tuple[str, str], float, float]:
    """What falls most with the best unit held alone: which kind, from what, and to what."""
    kind = _hit(pulls.before, pulls.each[0].scores, pulls.asked)
    before, after = (_share(each, kind).share for each in (pulls.before, pulls.each[0].scores))
    return kind, before, after


def _hit(before: Scores, after: Scores, asked: str) -> tuple[str, str]:
    """The kind of decision that fell most."""
    kinds = [kind for kind in kinds_of(before) if kind[1] == asked]
    return max(kinds, key=lambda kind: fall(before, after, kind))


def forget_told(forgetting: Forgetting, say: Translator) -> list[str]:
    """Whether a new subject erases the old flag, overwrites it, or both."""
    other = forgetting.other
    if other is None:
        return [
            say(
                "{flag}: no sentence of the list has a new subject of the other kind.",
                flag=say(FLAG_TITLES[forgetting.asked]),
            )
        ]
    named = {
        "flag": say(FLAG_TITLES[forgetting.asked]),
        "unit": forgetting.unit,
        "n": say.number(other.kept.n),
        "kept": _digits(other.kept.mean),
        "low": _digits(other.kept.low),
        "high": _digits(other.kept.high),
        "elsewhere": _digits(forgetting.elsewhere.mean),
        "left": _digits(other.left.mean),
        "written": _digits(other.written.mean),
        "stands": percent(other.stands.share),
    }
    lines = [_gate_told(other, named, say), _end(named, say)]
    if forgetting.same is not None:
        lines.append(_same_told(other, forgetting.same, named, say))
    if forgetting.passed_by is not None:
        lines.append(_passed_told(other, forgetting.passed_by, say))
    return lines


def _gate_told(other: Passing, named: dict[str, object], say: Translator) -> str:
    if other.kept.mean >= OPEN:
        return say(
            "{flag}: not erased but overwritten. At {n} new subjects of the other kind unit {unit} "
            "keeps {kept} of its old value on average (nine of ten between {low} and {high}); "
            "what is written turns it.",
            **named,
        )
    if other.kept.mean <= SHUT:
        return say(
            "{flag}: erased, as the story goes. At {n} new subjects of the other kind unit {unit} "
            "keeps only {kept} of its old value on average (nine of ten between {low} and {high}).",
            **named,
        )
    return say(
        "{flag}: partly erased, partly overwritten. At {n} new subjects of the other kind unit "
        "{unit} keeps {kept} of its old value on average (nine of ten between {low} and {high}).",
        **named,
    )


def _end(named: dict[str, object], say: Translator) -> str:
    return say(
        "Counted along the new flag, {left} is left of the old value and {written} is written; "
        "{stands} of these subjects end on the new flag's side.",
        **named,
    )


def _same_told(other: Passing, same: Passing, named: dict[str, object], say: Translator) -> str:
    apart = same.kept.mean - other.kept.mean
    named = {**named, "same": _digits(same.kept.mean)}
    if abs(apart) < ALIKE:
        return say(
            "At new subjects of the same kind it keeps {same}, about as much: the gate answers to "
            "a new subject, not to a change. Where nobody is named f is {elsewhere} on average.",
            **named,
        )
    if apart > 0:
        return say(
            "At new subjects of the same kind it keeps more, {same}: the gate closes for the "
            "change. Where nobody is named f is {elsewhere} on average.",
            **named,
        )
    return say(
        "At new subjects of the same kind it keeps less, {same}: it is not the change that closes "
        "the gate. Where nobody is named f is {elsewhere} on average.",
        **named,
    )


def _passed_told(other: Passing, passed: Passing, say: Translator) -> str:
    named = {"passed": _digits(passed.kept.mean), "stands": percent(passed.stands.share)}
    if passed.kept.mean - other.kept.mean >= ALIKE:
        return say(
            "At names and nouns of the other kind that are no subject it keeps more, {passed}, and "
            "in {stands} of them the subject's flag still stands.",
            **named,
        )
    return say(
        "At names and nouns of the other kind that are no subject it keeps no more, {passed}; in "
        "{stands} of them the subject's flag still stands.",
        **named,
    )


def verdict_told(found: Sequence[Forgetting], say: Translator) -> str:
    """What all of it says of the story, over the flags of the network."""
    others = [each.other for each in found if each.other is not None]
    if not others:
        return say("The list has no new subjects, so the story cannot be tested on it.")
    if all(each.kept.mean <= SHUT for each in others) and all(map(_for_the_change, found)):
        return say("“At a new subject the old flag is forgotten”: true of this network.")
    if all(each.kept.mean >= OPEN for each in others):
        return say(
            "“At a new subject the old flag is forgotten”: not true of this network. The old value "
            "is overwritten."
        )
    return say("“At a new subject the old flag is forgotten”: only partly true of this network.")


def _for_the_change(forgetting: Forgetting) -> bool:
    """Whether the gate closes more where the flag changes than at other new subjects."""
    other, same = forgetting.other, forgetting.same
    if other is None or same is None:
        return False
    return same.kept.mean - other.kept.mean >= ALIKE


def pull_told(before: Scores, held: Pull, asked: Property, units: str, say: Translator) -> str:
    """What holding the chosen units costs."""
    kind = _hit(before, held.scores, asked)
    return say(
        "With {units} held, “{kind}” goes from {before} to {after} over the list.",
        units=units,
        kind=kind_told(*kind, say),
        before=percent(_share(before, kind).share),
        after=percent(_share(held.scores, kind).share),
    )


def _share(scores: Scores, kind: tuple[str, str]) -> Share:
    found = score_of(scores, *kind)
    assert found is not None
    return found


def _points(share: float) -> str:
    return f"{100 * share:.1f}".replace("-", "−")


def _digits(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
