"""Words keep their numbers through a file, and what the vocabulary lacks is number 0."""

from pathlib import Path

import pytest

from visualizer.networks.vocabulary import Vocabulary, count_words, read_vocabulary


def test_frequent_words_come_first_and_rare_ones_are_left_out() -> None:
    vocabulary = count_words([["The", "film"], ["the", "FILM", "a"], ["the", "a", "once"]])
    assert vocabulary.words == ("<unk>", "the", "a", "film")


def test_unknown_words_are_number_zero() -> None:
    vocabulary = Vocabulary(("<unk>", "good"))
    assert vocabulary.ids(["good", "zebra", "<unk>"]) == [1, 0, 0]
    assert "good" in vocabulary
    assert "zebra" not in vocabulary
    assert "<unk>" not in vocabulary


def test_a_saved_vocabulary_is_read_back(tmp_path: Path) -> None:
    vocabulary = Vocabulary(("<unk>", "naïve", "''", '"', "अच्छी"))
    vocabulary.save(tmp_path / "words.json")
    assert read_vocabulary(tmp_path / "words.json") == vocabulary


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ((), "first word must be <unk>"),
        (("good",), "first word must be <unk>"),
        (("<unk>", "a", "a"), "words must differ"),
        (("<unk>", ""), "at least one character"),
    ],
)
def test_a_wrong_vocabulary_is_refused_by_rule(words: tuple[str, ...], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        Vocabulary(words)


@pytest.mark.parametrize("text", ['{"good": 1}', '"good"', '["<unk>", 3]', '["<unk>", ["a"]]'])
def test_a_file_that_is_no_list_of_words_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "words.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="must be a"):
        read_vocabulary(tmp_path / "words.json")
