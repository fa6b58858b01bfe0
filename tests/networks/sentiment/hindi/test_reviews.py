"""Labelled texts are read as far as the network reads, in the forms that it looks up."""

from pathlib import Path

import pytest

from visualizer.networks.sentiment.hindi.reviews import Review, read_reviews

HEAD = "source\tlabel\ttext\n"


def read(path: Path, text: str) -> tuple[Review, ...]:
    path.write_text(HEAD + text, encoding="utf-8")
    return read_reviews(path, frozenset({"हरा-भरा"}))


def test_rows_become_words_and_a_label(tmp_path: Path) -> None:
    rows = 'shop\tpositive\t"फ़ोन हरा-भरा है.\nnews\tnegative\tनही\nnews\tnegative\t \n'
    assert read(tmp_path / "rows.tsv", rows) == (
        Review("shop", True, '"फ़ोन हरा-भरा है.', ('"', "फोन", "हरा-भरा", "है", "।")),
        Review("news", False, "नही", ("नहीं",)),
    )


def test_a_long_text_is_read_to_the_limit_and_learned_in_pieces(tmp_path: Path) -> None:
    lengths = {10: [10], 64: [64], 70: [64], 76: [64, 12], 140: [64, 64, 12]}
    for length, expected in lengths.items():
        (review,) = read(tmp_path / "rows.tsv", f"shop\tpositive\t{'अच्छा ' * length}\n")
        assert review.read == ("अच्छा",) * min(length, 64)
        assert [len(piece) for piece in review.pieces] == expected
    numbered = tuple(map(str, range(100)))
    review = Review("shop", True, "", numbered)
    assert review.pieces == (numbered[:64], numbered[64:])


def test_an_unknown_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="label must be one of negative, positive, got 'neutral'"):
        read(tmp_path / "rows.tsv", "shop\tneutral\tठीक\n")
