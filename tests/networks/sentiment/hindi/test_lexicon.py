"""The lexicon is read in the forms that networks look up, without what is held back."""

from pathlib import Path

import pytest

from visualizer.networks.sentiment.hindi.lexicon import HELD, Agreement, Noun, read_lexicon
from visualizer.networks.sentiment.hindi.reviews import hindi_words
from visualizer.networks.sentiment.tables import read_rows
from visualizer.places import ASSETS

ADJECTIVES = """\
masculine	feminine	plural	target	of
अच्छा	अच्छी	अच्छे	0.85	thing
रोचक	रोचक	रोचक	0.9	thing
साफ़-सुथरा	साफ़-सुथरी	साफ़-सुथरे	0.9	daily
घिसा-पिटा	घिसी-पिटी	घिसे-पिटे	0.1	thing
देखने लायक	देखने लायक	देखने लायक	0.88	thing
"""
NOUNS = "noun\tgender\tnumber\tof\nफ़िल्म\tf\tsg\tthing\nकमरे\tm\tpl\tdaily\n"
PHRASES = "plain\tnegated\ttarget_plain\nमुझे {N} पसंद है\tमुझे {N} पसंद नहीं है\t0.88\nवाह\t\t0.9\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("adjectives", ADJECTIVES), ("nouns", NOUNS), ("phrases", PHRASES)):
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_words_are_as_networks_look_them_up_and_held_ones_are_left_out(folder: Path) -> None:
    lexicon = read_lexicon(folder)
    assert [each.masculine for each in lexicon.adjectives] == [
        ("अच्छा",),
        ("घिसा-पिटा",),
        ("देखने", "लायक"),
    ]
    assert lexicon.whole == {"घिसा-पिटा", "घिसी-पिटी", "घिसे-पिटे"}
    assert [noun.words for noun in lexicon.nouns] == [("फिल्म",), ("कमरे",)]
    assert [frame.negated for frame in lexicon.frames] == ["मुझे {N} पसंद नहीं है", ""]


def test_adjectives_agree_with_their_noun(folder: Path) -> None:
    good = read_lexicon(folder).adjectives[0]
    forms = {
        (feminine, plural): good.agreeing(Agreement(feminine, plural))
        for feminine in (False, True)
        for plural in (False, True)
    }
    assert forms == {
        (False, False): ("अच्छा",),
        (False, True): ("अच्छे",),
        (True, False): ("अच्छी",),
        (True, True): ("अच्छी",),
    }
    assert Agreement(True, True).form("था", "थी", "थे", "थीं") == "थीं"


@pytest.mark.parametrize(
    ("noun", "feminine", "plural", "oblique"),
    [
        ("कमरा", False, False, "कमरे"),
        ("शहर", False, False, "शहर"),
        ("राजा", False, False, "राजा"),
        ("हवा", True, False, "हवा"),
        ("कमरे", False, True, "कमरे"),
    ],
)
def test_masculines_change_before_a_postposition(
    noun: str, feminine: bool, plural: bool, oblique: str
) -> None:
    assert Noun((noun,), Agreement(feminine, plural), "thing").oblique == (oblique,)


def test_every_pair_that_says_so_has_a_held_word_and_no_other_pair_has() -> None:
    rows = read_rows(ASSETS / "evaluation" / "hindi_negation_pairs.tsv", ("plain", "word"))
    assert {row["word"] for row in rows} == {"seen", "held", "frame"}
    for row in rows:
        assert bool(HELD & {*hindi_words(row["plain"])}) == (row["word"] == "held")
