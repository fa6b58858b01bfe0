"""Where order decides: what the cards of the made languages' networks say is measured again."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch

import visualizer as viz
from visualizer.networks import entry_of, list_models, task_named
from visualizer.networks.cards import Share
from visualizer.networks.classes.evaluation import answers, measured, right_of
from visualizer.networks.classes.material import Material
from visualizer.networks.order.material import CHOSEN_ON, LEARNED, MEASURED, order_material
from visualizer.networks.sentiment.evaluation import share_of
from visualizer.networks.toy.languages import GRAMMARS

NAMES = list_models("order")
CELLS = [name for name in NAMES if entry_of(name).kind != "bag"]
BAGS = [name for name in NAMES if name not in CELLS]


@pytest.fixture(scope="module")
def materials() -> dict[str | None, Material]:
    return {language: order_material(language) for language in ("en", "hi")}


def test_the_names_that_others_rely_on() -> None:
    kinds = ("lstm", "gru", "rnn", "bag")
    assert tuple(f"{f}-{kind}" for f in ("order", "order-hi") for kind in kinds) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_cards_numbers_are_measured_again(
    name: str, materials: dict[str | None, Material]
) -> None:
    network, material = viz.load_model(name), materials[entry_of(name).language]
    own = network.card.own
    again = measured(network, material.held_out)
    assert own.texts == again["texts"]
    assert own.by_class == again["by_class"]
    assert own.majority == again["majority"]
    assert [each.text for each in own.gets_wrong] == [each.text for each in again["gets_wrong"]]
    chosen = right_of(answers(network, material.validation), material.validation)
    assert own.validation == share_of(chosen)
    assert network.vocabulary == material.vocabulary
    assert own.learned == len(material.lessons["lstm"]) == LEARNED


@pytest.mark.parametrize("name", CELLS)
def test_recurrent_networks_get_all_of_it_and_bags_what_chance_gets(name: str) -> None:
    own = viz.load_model(name).card.own
    assert own.texts.share > 0.999
    assert own.spread[0] > 0.99
    bag = viz.load_model(name.replace(entry_of(name).kind, "bag")).card.own
    assert bag.spread[1] < 0.55
    assert own.order_free == bag.order_free
    assert bag.texts.share < own.order_free.share < 0.65


def test_parts_have_no_sentence_in_common(materials: dict[str | None, Material]) -> None:
    for material in materials.values():
        parts = [
            {lesson.words for lesson in material.lessons["lstm"]},
            {text.words for text in material.validation},
            {text.words for text in material.held_out},
        ]
        assert [len(part) for part in parts] == [LEARNED, CHOSEN_ON, MEASURED]
        assert len(set().union(*parts)) == LEARNED + CHOSEN_ON + MEASURED


def test_what_is_asked_for_is_what_the_grammar_says(
    materials: dict[str | None, Material],
) -> None:
    material = materials["en"]
    lesson = next(each for each in material.lessons["lstm"] if each.words[-1] == "good")
    assert lesson.targets[0] == (0, (0.5, 0.5))
    assert [step for step, _ in lesson.targets] == [*range(len(lesson.words))]
    bag = material.lessons["bag"][material.lessons["lstm"].index(lesson)]
    assert bag.targets == lesson.targets[-1:]


def test_the_majority_and_the_best_judge_without_order_bound_each_other(
    materials: dict[str | None, Material],
) -> None:
    for language, material in materials.items():
        found = material.beside(())["order_free"]
        assert isinstance(found, Share)
        assert (
            found
            == viz.load_model(
                "order-lstm" if language == "en" else "order-hi-lstm"
            ).card.own.order_free
        )


@pytest.mark.parametrize("name", CELLS)
def test_examples_are_of_the_language_and_are_judged_right(name: str) -> None:
    network, language = viz.load_model(name), entry_of(name).language
    assert language
    right = {"en": ("negative", "negative", "positive", "negative")}
    right["hi"] = right["en"]
    texts: Sequence[str] = task_named("order").examples[language]
    for text, wanted in zip(texts, right[language], strict=True):
        reading = network.read(text)
        assert not any(reading.unknown), text
        assert reading.answer == wanted, text


@pytest.mark.parametrize("name", CELLS)
def test_two_clauses_exchanged_turn_it_and_a_bag_stays(name: str) -> None:
    network, language = viz.load_model(name), entry_of(name).language
    assert language
    but = GRAMMARS[language].contrast
    first, second = task_named("order").examples[language][0].split(f" {but} ")
    there, back = (network.read(f"{a} {but} {b}") for a, b in ((first, second), (second, first)))
    assert (there.answer, back.answer) == ("negative", "positive")
    bag = viz.load_model(name.replace(entry_of(name).kind, "bag"))
    one, other = (bag.read(each.text).probabilities[-1] for each in (there, back))
    np.testing.assert_array_equal(one, other)


def test_a_language_that_is_not_made_is_refused() -> None:
    with pytest.raises(ValueError, match="one of en, hi, got 'fr'"):
        order_material("fr")


@pytest.mark.parametrize("name", CELLS)
def test_probabilities_follow_the_grammar_word_by_word(
    name: str, materials: dict[str | None, Material]
) -> None:
    network, material = viz.load_model(name), materials[entry_of(name).language]
    lessons = material.lessons["lstm"][:200]
    right = total = 0
    with torch.inference_mode():
        for lesson in lessons:
            ids = torch.tensor(network.vocabulary.ids(lesson.words)).unsqueeze(1)
            said = torch.softmax(network(ids)[:, 0], -1)
            for step, target in lesson.targets:
                if target[0] != 0.5:
                    right, total = right + (said[step].argmax() == target.index(1.0)), total + 1
    assert right / total > 0.995
