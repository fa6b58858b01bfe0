"""What was measured of flags, as sentences in the reader's language, true by construction."""

from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.lexicon.language import N_, Translator
from visualizer.networks.flags.card import FlagStory
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.forgetting import Forgetting, Passing
from visualizer.networks.flags.pulling import OtherUnits, Pull, Pulls, other_units
from visualizer.networks.flags.ranking import Ranking
from visualizer.networks.flags.runs import FORM, Scores, score_of
from visualizer.showing.flags import FLAG_NAMES, percent

COSTS = 0.1
"""From which fall of a share on holding a unit costs something."""
NOTHING = 0.02
"""Up to which fall it costs nothing."""
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


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of units held at decisions that one flag is asked of.

    Attributes:
        ranking: how well each unit tells the flag.
        before: the network as it is.
        best: the unit that tells it best held alone.
        others: each other unit held alone.
        together: the best two held, the best three and so on.
    """

    ranking: Ranking
    before: Scores
    best: Pull
    others: Sequence[OtherUnits]
    together: Sequence[Pull]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of decision that the flag is asked of."""
        return [kind for kind in kinds_of(self.before) if kind[1] == self.ranking.asked]

    def falls(self, held: Scores) -> dict[tuple[str, str], float]:
        """By how much the share of each kind fell."""
        return {kind: _share(self.before, kind) - _share(held, kind) for kind in self.kinds}

    @property
    def others_cost(self) -> float:
        """The largest fall of any kind with any other unit held alone."""
        return max(
            _share(self.before, (each.kind, each.asked)) - each.lowest
            for each in self.others
            if each.asked == self.ranking.asked
        )

    @property
    def hit(self) -> tuple[str, str]:
        """The kind that falls most with the best unit held."""
        falls = self.falls(self.best.scores)
        return max(falls, key=lambda kind: falls[kind])


def evidence_of(ranking: Ranking, pulls: Pulls) -> Evidence:
    """What pulls that were made now say."""
    return Evidence(
        ranking=ranking,
        before=pulls.before,
        best=pulls.each[0],
        others=other_units(pulls),
        together=pulls.together[1:],
    )


def evidence_on_card(story: FlagStory, scores: Scores) -> Evidence:
    """What stands on a card.

    Args:
        scores: of the network as it is.
    """
    return Evidence(
        ranking=story.ranking,
        before=scores,
        best=story.best,
        others=story.others,
        together=story.together,
    )


def story_told(found: Evidence, say: Translator) -> str:
    """Whether a flag rests on one unit, is spread or redundant, as the pulls say."""
    kind, cost, others = found.hit, max(found.falls(found.best.scores).values()), found.others_cost
    named = {
        "flag": say(FLAG_TITLES[found.ranking.asked]),
        "unit": found.best.units[0],
        "r": f"{abs(found.ranking.units[0].again):.2f}",
        "kind": kind_told(*kind, say),
        "before": percent(_share(found.before, kind)),
        "after": percent(_share(found.best.scores, kind)),
        "most": _points(others),
        "cost": _points(cost),
    }
    if cost <= NOTHING:
        return _redundant(found, named, say)
    if cost >= COSTS and cost >= MUCH_MORE * others:
        return say(
            "{flag} rests on one unit: with unit {unit} held alone, “{kind}” falls from {before} "
            "to {after}; no other unit held alone costs more than {most} points anywhere.",
            **named,
        )
    if others > cost:
        return say(
            "{flag} does not rest on the unit that tells it best: holding unit {unit} (|r| {r}) "
            "costs {cost} points at most, holding one other unit alone {most}.",
            **named,
        )
    return say(
        "{flag} is spread: with unit {unit} held alone, “{kind}” falls from {before} to {after}, "
        "but some other unit held alone costs up to {most} points too.",
        **named,
    )


def _redundant(found: Evidence, named: dict[str, object], say: Translator) -> str:
    """Holding the best unit costs nothing: do several together?"""
    for each in found.together:
        cost = max(found.falls(each.scores).values())
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
        k=len(found.together[-1].units),
        least=_points(COSTS),
        **named,
    )


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
    if all(each.kept.mean <= SHUT for each in others):
        if any(map(_for_the_change, found)):
            return say("“At a new subject the old flag is forgotten”: true of this network.")
        return say(
            "“At a new subject the old flag is forgotten”: true of this network, and at every new "
            "subject, whether its kind is another one or not."
        )
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
    falls = {
        kind: _share(before, kind) - _share(held.scores, kind)
        for kind in kinds_of(before)
        if kind[1] == asked
    }
    kind = max(falls, key=lambda each: falls[each])
    return say(
        "With {units} held, “{kind}” goes from {before} to {after} over the list.",
        units=units,
        kind=kind_told(*kind, say),
        before=percent(_share(before, kind)),
        after=percent(_share(held.scores, kind)),
    )


def _share(scores: Scores, kind: tuple[str, str]) -> float:
    found = score_of(scores, *kind)
    assert found is not None
    return found.share


def _points(share: float) -> str:
    return f"{100 * share:.1f}".replace("-", "−")


def _digits(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
