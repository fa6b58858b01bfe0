"""The shipped networks of flags do what their cards say, measured again."""

from dataclasses import fields, is_dataclass

import pytest

import visualizer as viz
from visualizer.networks import list_models
from visualizer.networks.flag_lists import lists_of, properties_of
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.forgetting import forget_story
from visualizer.networks.flags.material import STORY_SENTENCES
from visualizer.networks.flags.pulling import pull
from visualizer.networks.flags.ranking import rank_units
from visualizer.networks.flags.runs import Questions, score_of
from visualizer.networks.predicting.evaluation import surprise

NAMES = [*list_models("flags"), *list_models("agreement")]
EACH = [(name, asked) for name in NAMES for asked in properties_of(viz.load_model(name))]


def assert_alike(found: object, told: object) -> None:
    """The same but for what another machine rounds otherwise."""
    if is_dataclass(told):
        for field in fields(told):
            assert_alike(getattr(found, field.name), getattr(told, field.name))
    elif isinstance(told, tuple):
        assert isinstance(found, tuple)
        for one, other in zip(found, told, strict=True):
            assert_alike(one, other)
    else:
        assert found == (pytest.approx(told, abs=2e-3) if isinstance(told, float) else told)


@pytest.mark.parametrize(("name", "asked"), EACH)
def test_flags_are_kept_and_pulled_as_the_card_says(name: str, asked: Property) -> None:
    network = viz.load_model(name)
    own = network.card.own
    lists = lists_of(network, own.sentences)
    story = next(each for each in own.stories[0].flags if each.ranking.asked == asked)
    assert own.sentences == STORY_SENTENCES
    questions = Questions(lists.measured_on, network.vocabulary)
    assert_alike(questions.scores(network), own.stories[0].scores)
    assert_alike(rank_units(network, asked, lists), story.ranking)
    unit = story.ranking.order[0]
    assert_alike(pull(network, asked, lists, [unit]), story.best)
    assert_alike(pull(network, asked, lists, [unit], "opposite"), story.opposite)
    assert_alike(forget_story(network, asked, lists), story.forgetting)


@pytest.mark.parametrize("name", NAMES)
def test_cards_tell_the_same_of_every_seed(name: str) -> None:
    own = viz.load_model(name).card.own
    for story in own.stories:
        assert [flag.ranking.asked for flag in story.flags] == [
            *properties_of(viz.load_model(name))
        ]
        for flag in story.flags:
            units = flag.ranking.order
            assert sorted(units) == [*range(own.hidden_size)]
            found = [abs(unit.found) for unit in flag.ranking.units]
            assert found == sorted(found, reverse=True)
            assert flag.best.units == flag.opposite.units == units[:1]
            assert flag.forgetting.unit == units[0]
            assert [each.units for each in flag.together] == [units[:k] for k in range(2, 6)]
            assert abs(flag.ranking.units[0].again) > 3 * flag.ranking.shuffled_largest
            assert flag.ranking.best.share <= flag.ranking.together.share
            for other in flag.others:
                assert other.asked == flag.ranking.asked
                assert other.lowest <= other.mean <= other.highest
                assert other.units == own.hidden_size - 1


@pytest.mark.parametrize("language", ["en", "hi"])
def test_made_sentences_surprise_as_little_as_the_card_says(language: str) -> None:
    name = "flags-lstm" if language == "en" else "flags-hi-lstm"
    network = viz.load_model(name)
    held_out = [each.words for each in lists_of(network, 300).measured_on]
    found = surprise(network, held_out)
    assert found.nats == pytest.approx(network.card.own.texts.nats, abs=0.05)
    assert found.nats < network.card.own.bigram.nats


def test_the_network_knows_its_subject_at_almost_every_decision() -> None:
    for name in NAMES:
        for story in viz.load_model(name).card.own.stories:
            assert all(score.right.share > 0.93 for score in story.scores)


def test_one_unit_of_the_shipped_english_network_carries_who_is_meant() -> None:
    """What its page tells: held at its mean, pronouns are a guess among three."""
    own = viz.load_model("flags-lstm").card.own
    gender, number = own.stories[0].flags
    assert gender.ranking.order[0] == number.ranking.order[0]
    right = score_of(gender.best.scores, "pronoun", "form")
    assert right is not None
    assert right.share < 0.4


def test_lists_are_of_the_networks_task_and_others_have_none() -> None:
    hindi, english = viz.load_model("flags-hi-lstm"), viz.load_model("flags-lstm")
    found = lists_of(english, 7)
    assert (len(found.found_on), len(found.measured_on)) == (7, 7)
    assert all(word in english.vocabulary for each in found.found_on for word in each.words)
    assert all(
        word in hindi.vocabulary for each in lists_of(hindi, 7).found_on for word in each.words
    )
    with pytest.raises(ValueError, match="a network must be of flags or agreement, got order-lstm"):
        lists_of(viz.load_model("order-lstm"))
