"""The agreement network: what is held out stays out, pairs are judged by whole sentences."""

import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import visualizer as viz
from visualizer.networks.agreement.frames import (
    TEMPLATES,
    agreement_lists,
    sentence,
    shortest_sentences,
)
from visualizer.networks.agreement.judging import by_template, share, won_by, won_by_network
from visualizer.networks.agreement.material import agreement_material
from visualizer.networks.agreement.pairs import FILE, Pair, read_pairs
from visualizer.networks.agreement.words import HELD_OUT, OTHERS, PEOPLE, THINGS, is_held_out
from visualizer.networks.flags.flagged import Flags
from visualizer.networks.predicting.evaluation import Counted
from visualizer.networks.predicting.training import train_next
from visualizer.networks.registry import shipped_entry

ROWS = """template	condition	grammatical	ungrammatical
simple_agrmt	sing_MS_MV	the senator laughs	the senator laugh
simple_agrmt	plur_MS_MV	the authors laugh	the authors laughs
prep_anim	sing_MS_MV_plur_ES	the author near the chefs swims	the author near the chefs swim
prep_anim	plur_MS_MV_sing_ES	the surgeons near the chef swim	the surgeons near the chef swims
prep_anim	sing_MS_MV_sing_ES	the pilot near the dancer smiles	the pilot near the dancer smile
prep_inanim	plur_IS_IV_sing_ES	the songs by the chef are new	the songs by the chef is new
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = ROWS + "".join(
        f"prep_anim	made	the {noun}s near the chef swim	the {noun}s near the chef swims\n"
        for noun in PEOPLE
    )
    (tmp_path / FILE).write_text(rows, encoding="utf-8")
    return tmp_path


def test_pairs_are_read_in_words(data: Path) -> None:
    found = read_pairs(data)
    assert found[0] == Pair(
        "simple_agrmt", ("the", "senator", "laughs"), ("the", "senator", "laugh")
    )
    assert len(found) == 6 + len(PEOPLE)


def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("template\tgrammatical\nx\ty\n", encoding="utf-8")
    with pytest.raises(ValueError, match="must have the columns template, condition"):
        read_pairs(tmp_path)


def test_pairs_without_a_noun_held_out_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("\n".join(ROWS.splitlines()[:4]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="the pairs must have some with senator or"):
        agreement_material(tmp_path)


def test_nouns_held_out_are_learned_in_the_shortest_sentences_only(data: Path) -> None:
    made = agreement_material(data)
    forms = {form for noun in HELD_OUT for form in (noun, f"{noun}s")}
    longer = [words for words in (*made.texts, *made.validation) if len(words) > 4]
    assert longer
    assert all(forms.isdisjoint(words) for words in longer)
    assert {"surgeons", "senator", "songs", "novel", "dancer"} <= {w for t in made.texts for w in t}
    assert all(len(words) > 4 and not forms.isdisjoint(words) for words in made.held_out)
    assert len(made.held_out) == 4  # surgeons, which stand there twice, senators, a dancer, songs
    known = {*made.vocabulary.words}
    assert {word for pair in read_pairs(data) for word in (*pair.right, *pair.wrong)} <= known
    parts = [{*made.texts}, {*made.validation}, {*made.held_out}]
    assert sum(map(len, parts)) == len(parts[0] | parts[1] | parts[2])


@pytest.mark.parametrize(
    ("template", "words", "held"),
    [
        ("simple_agrmt", "the senator laughs", False),
        ("prep_anim", "the author near the dancers swims", True),
        ("prep_anim", "the senators near the chef swim", True),
        ("prep_anim", "the author near the chef swims", False),
    ],
)
def test_what_is_held_out(template: str, words: str, held: bool) -> None:
    assert is_held_out(template, tuple(words.split())) is held


def test_the_shortest_sentences_have_every_noun_in_both_numbers() -> None:
    made = shortest_sentences()
    assert len({*made}) == len(made)
    for noun in (*PEOPLE, *OTHERS, *THINGS):
        one, several = ("the", *noun.split()), ("the", *f"{noun}s".split())
        n = len(one)
        verbs = [words[n] for words in made if words[:n] == one]
        assert len(verbs) == len([w for w in made if w[:n] == several]) >= 5
        assert all(verb == "is" or verb.endswith("s") for verb in verbs)


def test_frames_agree_with_their_subject_whatever_stands_between() -> None:
    lists = agreement_lists(200)
    assert not {each.words for each in lists.found_on} & {each.words for each in lists.measured_on}
    attracted = 0
    for each in (*lists.found_on, *lists.measured_on):
        subject = each.subjects[-1]
        noun = each.words[subject.end]
        assert subject.flags == Flags(None, "plural" if noun.endswith("s") else "singular")
        for decision in each.decisions:
            if decision.kind != "embedded":
                assert decision.forms[decision.right].number == subject.flags.number, each.text
            elif "that" in each.words and each.words[each.words.index("that") + 1] == "the":
                assert decision.forms[decision.right].number == each.others[0].flags.number
            assert each.words[decision.step] == decision.right
        attracted += any(other.flags != subject.flags for other in each.others)
        assert each.flags[-1] == subject.flags
        assert is_held_out("", each.words)
    assert attracted > 100


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(ValueError, match="a template must be one of prep_anim"):
        sentence("npi", random.Random(0))
    for template in TEMPLATES:
        assert sentence(template, random.Random(0)).decisions


def test_the_likelier_sentence_wins_and_half_counts_where_neither_is() -> None:
    pairs = (
        Pair("a", ("x", "y"), ("x", "z")),
        Pair("a", ("x", "z"), ("x", "y")),
        Pair("b", ("y",), ("y",)),
    )

    def judge(words: Sequence[str]) -> list[float]:
        return [-1.0 if word == "y" else -2.0 for word in words]

    won = won_by(judge, pairs)
    np.testing.assert_array_equal(won, [1, 0, 0.5])
    assert share(won).share == 0.5


def test_the_network_judges_by_the_product_of_its_words() -> None:
    network = viz.load_model("agreement-lstm")
    pairs = (
        Pair(
            "a",
            ("the", "song", "by", "the", "chefs", "is", "new"),
            ("the", "song", "by", "the", "chefs", "are", "new"),
        ),
        Pair("b", ("the", "chefs", "laughs"), ("the", "chefs", "laugh")),
    )
    expected = []
    for pair in pairs:
        logs = []
        for words in (pair.right, pair.wrong):
            reading = network.read(" ".join(words))
            before = [reading.first, *reading.probabilities[:-1]]
            ids = network.vocabulary.ids(words)
            logs.append(sum(math.log(p[n]) for p, n in zip(before, ids, strict=True)))
        expected.append(float(logs[0] > logs[1]))
    np.testing.assert_array_equal(won_by_network(network, pairs), expected)
    assert expected == [1, 0]
    counted = Counted([pair.wrong for pair in pairs], network.vocabulary)
    every, templates = by_template(network, counted, pairs)
    assert (every.network.share, every.bigram.share) == (0.5, 0)
    assert [(each.template, each.network.n) for each in templates] == [("a", 1), ("b", 1)]


def test_the_card_names_what_is_held_out_and_whose_the_pairs_are() -> None:
    card = viz.load_model("agreement-lstm").card
    own = card.own
    assert "Copyright (c) 2018 Rebecca Marvin" in card.licence
    assert "THE SOFTWARE IS PROVIDED" in card.licence
    assert own.held_out == HELD_OUT
    assert all(noun in card.data for noun in HELD_OUT)
    assert own.seeds_pairs[0].pairs == own.pairs.network
    assert sum(each.network.n for each in own.templates) == own.pairs.network.n
    for judge in ("network", "bigram", "unigram"):
        right = sum(getattr(t, judge).share * getattr(t, judge).n for t in own.templates)
        assert right / own.pairs.network.n == pytest.approx(
            getattr(own.pairs, judge).share, abs=1e-3
        )
    assert all(seed.pairs.share > own.pairs.bigram.share + 0.25 for seed in own.seeds_pairs)


def test_a_training_on_a_few_pairs_writes_a_network_that_loads(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.networks.agreement.material.STORY_SENTENCES", 12)
    made = agreement_material(data)
    entry = shipped_entry("agreement", "en", "lstm")
    card = train_next(entry, made, data, epochs=1, seeds=1, progress=False, precision="float16")
    assert viz.load_model("agreement-lstm", data).card == card
