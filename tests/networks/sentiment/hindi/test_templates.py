"""Sentences made of the lexicon mean what their words say, at every part that ends."""

from collections import Counter
from collections.abc import Callable

import pytest

from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.hindi.lexicon import (
    HELD,
    Adjective,
    Agreement,
    Frame,
    Lexicon,
    Noun,
)
from visualizer.networks.sentiment.hindi.templates import denied, framed, sentences

GOOD = Adjective(("अच्छा",), ("अच्छी",), ("अच्छे",), 0.9, "thing")
BAD = Adjective(("बुरा",), ("बुरी",), ("बुरे",), 0.1, "thing")
KIND = Adjective(("भला",), ("भली",), ("भले",), 0.9, "person")
CRUEL = Adjective(("क्रूर",), ("क्रूर",), ("क्रूर",), 0.1, "person")
Maker = Callable[[Lexicon, int, int], tuple[Example, ...]]

NOUNS = (
    Noun(("फिल्म",), Agreement(feminine=True, plural=False), "thing"),
    Noun(("गाना",), Agreement(feminine=False, plural=False), "thing"),
    Noun(("कमरे",), Agreement(feminine=False, plural=True), "thing"),
    Noun(("औरत",), Agreement(feminine=True, plural=False), "person"),
)
FRAMES = (
    Frame("{N} में मज़ा आया", "{N} में मज़ा नहीं आया", 0.9),
    Frame("मुझे {N} पसंद है", "मुझे {N} पसंद नहीं है", 0.9),
    Frame("मुझे {N} {B} {L}", "मुझे {N} {B} नहीं {L}", 0.9),
    Frame("{N} चल{T} है", "{N} नहीं चल{T}", 0.7),
    Frame("समय की बर्बादी", "", 0.05),
)
LEXICON = Lexicon((GOOD, BAD, KIND, CRUEL), NOUNS, FRAMES, frozenset())
PRAISE = {"अच्छा", "अच्छी", "अच्छे", "भला", "भली", "भले"}
BLAME = {"बुरा", "बुरी", "बुरे", "क्रूर"}
NEGATORS = {"नहीं", "न", "ना"}
MADE = sentences(LEXICON, 3000, seed=0)


def test_the_end_of_every_sentence_is_what_its_words_mean() -> None:
    for example in MADE:
        words, end = {*example.words}, example.targets[-1][1]
        praised = bool(words & PRAISE)
        assert praised != bool(words & BLAME)
        turned = bool(words & NEGATORS) and "बल्कि" not in words
        assert (end > 0.5) == (praised != turned), example


def test_a_target_stands_at_the_adjective_and_turns_at_the_negator() -> None:
    plain = next(e for e in MADE if e.words == ("फिल्म", "अच्छी", "है"))
    turned = next(e for e in MADE if e.words == ("फिल्म", "अच्छी", "नहीं", "है"))
    assert plain.targets == ((0, 0.5), (1, 0.9), (2, 0.9))
    assert turned.targets == ((0, 0.5), (1, 0.9), (2, denied(0.9)), (3, denied(0.9)))


def test_praise_and_blame_are_denied_half_the_time() -> None:
    counts = Counter((bool({*e.words} & PRAISE), bool({*e.words} & NEGATORS)) for e in MADE)
    assert all(0.2 < count / len(MADE) < 0.3 for count in counts.values())
    assert len(counts) == 4


def test_adjectives_agree_and_are_said_of_what_they_fit() -> None:
    together = [{*e.words} for e in MADE if len({*e.words} & {n.words[0] for n in NOUNS}) == 1]
    assert not any("फिल्म" in words and words & {"अच्छा", "अच्छे", "था"} for words in together)
    assert not any("गाना" in words and words & {"अच्छी", "लगी", "हैं"} for words in together)
    assert not any("औरत" in words and "अच्छी" in words for words in together)


def test_a_denial_lies_on_the_other_side_and_less_far() -> None:
    assert denied(1.0) < denied(1.0, by_degree=True) < 0.5 < denied(0.0) < 1.0
    assert denied(0.5) == 0.5
    assert abs(denied(0.9) - 0.5) < 0.4


def test_frames_are_filled_with_what_agrees() -> None:
    found = {" ".join(word for word in e.words if word != "।") for e in framed(LEXICON, 3000, 0)}
    assert {"गाने में मजा नहीं आया", "मुझे कमरे पसंद हैं", "मुझे फिल्म अच्छी नहीं लगी"} <= found
    assert {"कमरे नहीं चलते", "फिल्म चलती है", "समय की बर्बादी", "यह गाना है"} <= found
    assert not any("औरत" in text or "{" in text for text in found)


def test_a_frame_turns_at_its_negator() -> None:
    made = {e.words: e.targets for e in framed(LEXICON, 3000, 0)}
    assert made["फिल्म", "नहीं", "चलती"] == ((0, 0.5), (1, denied(0.7)), (2, denied(0.7)))
    assert made["फिल्म", "चलती", "है"] == ((0, 0.5), (2, 0.7))


def test_the_same_seed_makes_the_same_sentences() -> None:
    for make in (sentences, framed):
        assert make(LEXICON, 50, 1) == make(LEXICON, 50, 1) != make(LEXICON, 50, 2)


@pytest.mark.parametrize("make", [sentences, framed])
def test_targets_are_in_order_within_the_sentence_and_the_last_is_at_its_end(
    make: Maker,
) -> None:
    for example in make(LEXICON, 1000, 3):
        steps = [step for step, _ in example.targets]
        assert steps == sorted({*steps})
        assert steps[-1] == len(example.words) - 1
        assert not HELD & {*example.words}


def test_a_lexicon_without_blame_is_refused() -> None:
    with pytest.raises(ValueError, match="must hold nouns, and praise and blame"):
        sentences(Lexicon((GOOD, KIND), NOUNS, FRAMES, frozenset()), 1, 0)
