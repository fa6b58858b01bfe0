"""Trees are read with every span, its label and where its halves meet."""

from pathlib import Path

import pytest

from visualizer.networks.sentiment.english.trees import Span, parse_tree, read_trees


def test_every_span_is_read_with_its_label_and_split() -> None:
    tree = parse_tree("(3 (2 a) (4 (3 good) (2 film)))\n")
    assert tree.words == ("a", "good", "film")
    assert tree.spans == (
        Span(0, 1, 2),
        Span(1, 2, 3),
        Span(2, 3, 2),
        Span(1, 3, 4, split=2),
        Span(0, 3, 3, split=1),
    )
    assert tree.label == 3
    assert tree.text_of(tree.spans[3]) == ("good", "film")


def test_a_word_may_hold_a_space() -> None:
    assert parse_tree("(2 (2 8\xa01\\/2) (2 2 1))").words == ("8\xa01\\/2", "2 1")


def test_a_node_around_one_node_keeps_the_outer_label() -> None:
    tree = parse_tree("(2 (4 (3 see) ) (2 it))")
    assert tree.spans == (Span(0, 1, 4), Span(1, 2, 2), Span(0, 2, 2, split=1))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("(7 good)", "label must be 0 to 4"),
        ("(2 (2 a) (2 b)", "must be closed"),
        ("(2 a))", "never opened"),
        ("(2 a) (2 b)", "one tree"),
        ("(2 (2 a) (2 b) (2 c))", "one word or two spans"),
        ("words alone", "must be closed"),
    ],
)
def test_what_is_no_tree_is_refused_by_rule(line: str, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        parse_tree(line)


def test_a_bad_line_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text("(2 a)\n\n(9 b)\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"train\.txt, line 3: a label"):
        read_trees(path)
