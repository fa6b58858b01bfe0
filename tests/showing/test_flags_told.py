"""The stories of flags: the measured numbers tell them, and other numbers would tell others."""

from dataclasses import replace

import pytest

from visualizer.lexicon.language import translator
from visualizer.networks.cards import Share
from visualizer.networks.flags.forgetting import Forgetting, Passing, Spread
from visualizer.networks.flags.pulling import OtherUnits, Pull
from visualizer.networks.flags.ranking import Ranking, UnitRank
from visualizer.networks.flags.runs import Score, Scores
from visualizer.showing.flags_told import Evidence, forget_told, story_told, verdict_told

SAY = translator("en")
RANKING = Ranking(
    asked="gender",
    quantity="c",
    units=(UnitRank(5, 0.97, 0.96), UnitRank(2, 0.3, 0.3)),
    found_on=10,
    again_on=10,
    shuffles=20,
    shuffled_mean=0.03,
    shuffled_largest=0.2,
    best=Share(0.9, 10),
    together=Share(1.0, 10),
    commoner=Share(0.5, 10),
)


def scores(gender: float, number: float = 1.0) -> Scores:
    return (
        Score("pronoun", "gender", Share(gender, 100)),
        Score("verb", "number", Share(number, 100)),
        Score("verb", "form", Share(0.1, 100)),
    )


def evidence(best: float, others: float, *together: float) -> Evidence:
    """With the best unit held, with the worst of the others held, with two, three ... held."""
    return Evidence(
        ranking=RANKING,
        before=scores(1.0),
        best=Pull(units=(5,), scores=scores(best, 0.0)),
        others=(
            OtherUnits("pronoun", "gender", 1.0, others, 1.0, 15),
            OtherUnits("verb", "number", 1.0, 0.0, 1.0, 15),
        ),
        together=[
            Pull(units=(*range(k),), scores=scores(each)) for k, each in enumerate(together, 2)
        ],
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (evidence(0.72, 0.99, 0.7), "Gender rests on one unit: with unit 5 held alone, “pronoun, "),
        (evidence(0.72, 0.80, 0.7), "Gender is spread"),
        (evidence(0.95, 0.80, 0.7), "Gender does not rest on the unit that tells it best"),
        (evidence(1.0, 0.80, 0.99, 0.6), "only with the 3 best held together it costs 40.0"),
        (evidence(0.99, 1.0, 0.99, 0.98), "and the 3 best together cost less than 10.0"),
    ],
)
def test_what_a_flag_rests_on_follows_from_the_numbers(found: Evidence, told: str) -> None:
    said = story_told(found, SAY)
    assert told in said
    assert ("rests on one unit" in said) == told.startswith("Gender rests")


def test_decisions_of_another_flag_do_not_count() -> None:
    assert evidence(1.0, 1.0, 1.0).others_cost == 0.0
    assert "Gender is redundant" in story_told(evidence(1.0, 1.0, 1.0), SAY)


def spread(mean: float) -> Spread:
    return Spread(mean, mean - 0.01, mean + 0.01, 12)


def passing(kept: float) -> Passing:
    return Passing(
        kept=spread(kept),
        before=spread(-1.0),
        left=spread(-kept),
        written=spread(1.0),
        after=spread(1.0 - kept),
        settled=spread(0.9),
        stands=Share(0.75, 12),
    )


def story(other: float, same: float, passed: float = 0.95) -> Forgetting:
    return Forgetting(
        asked="gender",
        unit=5,
        middle=0.0,
        other=passing(other),
        same=passing(same),
        passed_by=passing(passed),
        elsewhere=spread(0.98),
    )


@pytest.mark.parametrize(
    ("other", "same", "gate", "control"),
    [
        (0.97, 0.98, "not erased but overwritten", "about as much"),
        (0.03, 0.05, "erased, as the story goes", "the gate answers to a new subject"),
        (0.03, 0.9, "erased, as the story goes", "the gate closes for the change"),
        (0.7, 0.4, "partly erased, partly overwritten", "it is not the change that closes"),
    ],
)
def test_what_is_forgotten_follows_from_the_gates(
    other: float, same: float, gate: str, control: str
) -> None:
    said = " ".join(forget_told(story(other, same), SAY))
    assert gate in said
    assert control in said
    assert "75.0 % of these subjects end on the new flag's side" in said


def test_names_that_are_no_subject_are_the_other_control() -> None:
    assert "it keeps more, 0.95" in " ".join(forget_told(story(0.1, 0.1), SAY))
    assert "it keeps no more, 0.12" in " ".join(forget_told(story(0.1, 0.1, 0.12), SAY))


@pytest.mark.parametrize(
    ("stories", "told"),
    [
        ([(0.03, 0.9), (0.1, 0.9)], "forgotten”: true of this network."),
        ([(0.03, 0.05), (0.1, 0.1)], "true of this network, and at every new subject"),
        ([(0.95, 0.97), (0.92, 0.9)], "not true of this network"),
        ([(0.95, 0.97), (0.3, 0.3)], "only partly true"),
        ([(0.7, 0.7)], "only partly true"),
    ],
)
def test_the_verdict_weighs_all_flags(stories: list[tuple[float, float]], told: str) -> None:
    assert told in verdict_told([story(*each) for each in stories], SAY)


def test_a_list_without_new_subjects_tests_nothing() -> None:
    bare = replace(story(0, 0), other=None, same=None)
    assert "no sentence of the list" in forget_told(bare, SAY)[0]
    assert "cannot be tested" in verdict_told([bare], SAY)
