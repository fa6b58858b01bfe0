"""The news networks: honest parts, and cards that agree with themselves. The data is not here."""

import random
from collections import Counter
from pathlib import Path

import pytest

import visualizer as viz
from visualizer.networks import list_models, task_named
from visualizer.networks.classes.card import near_tie
from visualizer.networks.classes.training import train_classes
from visualizer.networks.classes.words import nearest_words
from visualizer.networks.entries import MODELS
from visualizer.networks.news import material
from visualizer.networks.news.material import news_material, split
from visualizer.networks.news.rows import CLASSES, FILES, Row, beginning
from visualizer.networks.registry import shipped_entry

NAMES = list_models("news")
CELLS = [name for name in NAMES if not name.endswith("bag")]
WORDS = (("peace", "rebels"), ("cup", "goal"), ("shares", "profit"), ("chip", "telescope"))


def made_up(n: int) -> list[Row]:
    choice, rows = random.Random(0), []
    for number in range(n):
        label = choice.choice((0, 1, 1, 2, 2, 2, 3))
        letters = "".join(choice.choices("abcdefghij", k=40))
        rows.append(Row(label, f"{letters} said {choice.choice(WORDS[label])} no{number % 70}"))
    return rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = made_up(300)
    for name, part in zip(FILES, (rows[:100], rows[100:]), strict=True):
        lines = "".join(f'{row.label},"{row.text}"\n' for row in part)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    return tmp_path


def test_parts_share_nothing_and_every_topic_evenly() -> None:
    rows = made_up(700)
    parts = split(rows)
    assert sum(map(len, parts)) == len({text.text for part in parts for text in part}) == 700
    assert len({beginning(text.text) for part in parts for text in part}) == 700
    whole = Counter(row.label for row in rows)
    for part, share in zip(parts, (0.7, 0.1, 0.2), strict=True):
        for label, count in Counter(text.label for text in part).items():
            assert count == pytest.approx(share * whole[label], abs=1.01)
    assert parts == split(rows)


def test_only_what_is_learned_makes_the_vocabulary_and_the_weights(data: Path) -> None:
    made = news_material(data)
    learned = Counter(word for lesson in made.lessons["lstm"] for word in lesson.words)
    assert {*made.vocabulary.words[1:]} == {w for w, n in learned.items() if n >= material.AT_LEAST}
    labels = [
        max(range(4), key=lesson.targets[-1][1].__getitem__) for lesson in made.lessons["bag"]
    ]
    heavy = [made.weights[label] * labels.count(label) for label in range(4)]
    assert heavy == pytest.approx([len(labels) / 4] * 4)


def test_a_training_on_made_up_news_tells_topics_apart(data: Path) -> None:
    made = news_material(data)
    card = train_classes(
        shipped_entry("news", "en", "bag"), made, data, epochs=12, seeds=1, progress=False
    )
    own = card.own
    assert own.classes == CLASSES
    assert own.texts.share > own.majority.share + 0.2
    assert own.tf_idf is not None
    assert own.tf_idf.texts.share > 0.9
    right = own.texts.share * own.texts.n
    assert own.tf_idf.only_network - own.tf_idf.only_it == pytest.approx(
        right - own.tf_idf.texts.share * own.tf_idf.texts.n, abs=0.5
    )
    assert viz.load_model("news-bag", data).read("a goal said").answer == "Sports"


def test_the_names_that_others_rely_on() -> None:
    assert NAMES == ("news-lstm", "news-gru", "news-rnn", "news-bag")


@pytest.mark.parametrize("name", NAMES)
def test_a_network_tells_the_examples_topics(name: str) -> None:
    network = viz.load_model(name)
    assert network.classes == CLASSES
    wanted = ("Sports", "Business", "Sci/Tech", "World")
    for text, topic in zip(task_named("news").examples["en"], wanted, strict=True):
        assert network.read(text).answer == topic, text


@pytest.mark.parametrize("name", NAMES)
def test_files_are_small(name: str) -> None:
    assert sum(path.stat().st_size for path in MODELS.glob(f"{name}.*")) < 1_500_000


def test_cards_say_how_little_order_adds() -> None:
    cards = {name: viz.load_model(name).card.own for name in NAMES}
    bag = cards["news-bag"]
    for own in cards.values():
        assert own.texts.n > 1700
        assert own.majority.share < 0.4 < own.texts.share
        assert own.tf_idf is not None
        assert (own.tf_idf.texts, own.tf_idf.words) == (bag.tf_idf.texts, bag.tf_idf.words)
        difference = own.tf_idf.only_network - own.tf_idf.only_it
        assert difference == pytest.approx(
            (own.texts.share - own.tf_idf.texts.share) * own.texts.n, abs=0.5
        )
    assert near_tie(bag.texts, bag.tf_idf.texts)


@pytest.mark.parametrize("name", CELLS)
def test_packing_is_what_the_network_was_trained_with(name: str) -> None:
    card = viz.load_model(name).card
    report = card.own.padding
    assert report is not None
    assert report.trained in card.training
    assert report.packed == card.own.texts
    assert report.padded.n == report.turned.n == card.own.texts.n
    lost = report.packed.share - report.padded.share
    assert 0 < lost <= report.turned.share
    assert 0.1 < report.filled < 0.7


def test_words_of_a_topic_are_near_each_other() -> None:
    network = viz.load_model("news-bag")
    for word, near in (("software", "microsoft"), ("iraq", "baghdad"), ("coach", "football")):
        assert near in [each.word for each in nearest_words(network, word)]
