"""Hindi training repeats itself exactly, keeps back what it is judged on, and learns."""

import random
from pathlib import Path

import pytest

from visualizer.networks import load_model
from visualizer.networks.sentiment.evaluation import negation_report
from visualizer.networks.sentiment.hindi import material
from visualizer.networks.sentiment.hindi.lexicon import HELD
from visualizer.networks.sentiment.hindi.material import hindi_material
from visualizer.networks.sentiment.hindi.reviews import hindi_words
from visualizer.networks.sentiment.training import train_sentiment

GOOD, BAD = ("अच्छी", "बढ़िया", "रोचक"), ("बुरी", "ख़राब", "घटिया")
ADJECTIVES = """\
masculine	feminine	plural	target	of
अच्छा	अच्छी	अच्छे	0.9	thing
बढ़िया	बढ़िया	बढ़िया	0.9	thing
बुरा	बुरी	बुरे	0.1	thing
ख़राब	ख़राब	ख़राब	0.1	thing
भला	भली	भले	0.9	person
क्रूर	क्रूर	क्रूर	0.1	person
"""
NOUNS = "noun\tgender\tnumber\tof\nफ़िल्म\tf\tsg\tthing\nकहानी\tf\tsg\tthing\n"
PHRASES = "plain\tnegated\ttarget_plain\n{N} पसंद है\t{N} पसंद नहीं है\t0.88\n"
PAIRS = """\
plain	negated	kind	word
कहानी अच्छी है	कहानी अच्छी नहीं है	positive	seen
फ़िल्म बुरी है	फ़िल्म बुरी नहीं है	negative	seen
"""
EVERYDAY = "text\tkind\nहवा अच्छी है\tpositive\nहवा बुरी है\tnegative\nहवा है\tneutral\n"


def made_up_text(choice: random.Random) -> str:
    positive = choice.random() < 0.5
    word = choice.choice(GOOD if positive else BAD)
    label = "positive" if positive else "negative"
    return f"{choice.choice('ab')}\t{label}\t{choice.choice(('फ़िल्म', 'कहानी'))} {word} है।"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Corpora of a dozen words, and a folder `evaluation` beside them."""
    choice = random.Random(0)
    for folder in ("hindi_reviews", "hindi_news_polarity", "hindi_lexicon", "evaluation"):
        (tmp_path / folder).mkdir()
    for folder in ("hindi_reviews", "hindi_news_polarity"):
        for name, count in (("train.tsv", 300), ("dev.tsv", 40)):
            lines = ["source\tlabel\ttext", *(made_up_text(choice) for _ in range(count))]
            (tmp_path / folder / name).write_text("\n".join(lines), encoding="utf-8")
    for name, text in (
        ("hindi_lexicon/adjectives.tsv", ADJECTIVES),
        ("hindi_lexicon/nouns.tsv", NOUNS),
        ("hindi_lexicon/phrases.tsv", PHRASES),
        (f"evaluation/{material.PAIRS}", PAIRS),
        (f"evaluation/{material.EVERYDAY}", EVERYDAY),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer made examples than for the shipped networks."""
    monkeypatch.setattr(material, "SENTENCES", 200)
    monkeypatch.setattr(material, "FRAMED", 100)
    monkeypatch.setattr(material, "JOININGS", 150)
    monkeypatch.setattr("visualizer.networks.sentiment.fitting.AVERAGING", 0.9)


def test_two_runs_write_the_same_files(data: Path) -> None:
    written = []
    for name in ("first", "second"):
        out = data / name
        out.mkdir()
        train_sentiment("gru", data, out, language="hi", epochs=1, progress=False, evaluation=None)
        files = ("sentiment-hi-gru.safetensors", "sentiment-hi-vocabulary.json")
        written.append([(out / file).read_bytes() for file in files])
    assert written[0] == written[1]


def test_the_trained_network_loads_and_its_card_is_measured_on_it(data: Path) -> None:
    evaluation = data / "evaluation"
    card = train_sentiment(
        "gru", data, data, language="hi", epochs=12, progress=False, evaluation=evaluation
    )
    network = load_model("sentiment-hi-gru", data)
    assert network.card == card
    assert (card.name, card.language, card.own.labels) == ("sentiment-hi-gru", "hi", 2)
    assert card.own.sentences.share > 0.9
    assert [source.name for source in card.own.sources] == ["a", "b"]
    assert card.own.negation == negation_report(network, evaluation / material.PAIRS)
    assert card.own.everyday is not None
    assert card.own.everyday.n == 2
    assert network.read("फिल्म अच्छी है").verdict[-1] > 0.5 > network.read("बुरी").verdict[-1]


def test_what_is_judged_on_is_not_learned(data: Path) -> None:
    kept = {hindi_words(text) for text in ("कहानी अच्छी है", "कहानी अच्छी नहीं है", "फ़िल्म बुरी है")}
    learned = {e.words for e in hindi_material(data, data / "evaluation", seed=0).examples}
    everything = {e.words for e in hindi_material(data, None, seed=0).examples}
    ended = {(*words, "।") for words in kept}
    assert kept & everything
    assert not (kept | ended) & learned


def test_held_words_are_learned_only_where_people_wrote_them(data: Path) -> None:
    made = hindi_material(data, None, seed=0)
    with_held = [e for e in made.examples if HELD & {*e.words}]
    assert with_held
    assert all(len(e.words) == 4 and len(e.targets) == 1 for e in with_held)
    assert {"रोचक", "घटिया"} <= {*made.vocabulary.words}


def test_validation_texts_are_not_learned_from(data: Path) -> None:
    path = data / "hindi_reviews" / "train.tsv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [f"{line} a{number}" for number, line in enumerate(lines)]
    path.write_text("\n".join([head, *numbered]), encoding="utf-8")
    learned = hindi_material(data, None, seed=0).examples
    numbers = {word for e in learned for word in e.words if word.startswith("a")}
    assert len(numbers) == 270
