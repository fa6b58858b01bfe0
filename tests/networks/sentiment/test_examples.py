"""Examples are joined with targets that follow both of them."""

import pytest

from visualizer.networks.sentiment.examples import Example, Joining, joined, joinings

BUT = Joining((("but",),), (0.1, 0.2, 0.6))
AND = Joining((("and",),), (0.0, 0.5, 0.5))


def test_joining_keeps_the_first_targets_and_combines_the_second() -> None:
    first = Example(("so", "dull"), ((0, 0.5), (1, 0.0)))
    second = Example(("great", "fun"), ((0, 1.0), (1, 1.0)))
    whole = joined(first, (",", "but"), second, (0.1, 0.2, 0.6))
    assert whole.words == ("so", "dull", ",", "but", "great", "fun")
    assert whole.targets == ((0, 0.5), (1, 0.0), (4, pytest.approx(0.7)), (5, pytest.approx(0.7)))


def test_targets_stay_between_zero_and_one() -> None:
    good = Example(("good",), ((0, 1.0),))
    assert joined(good, ("and",), good, (0.0, 0.8, 0.8)).targets[-1] == (2, 1.0)


def test_joinings_keep_to_the_length_asked_for() -> None:
    pieces = [
        Example((word,) * 3, ((2, target),))
        for word, target in (("a", 0.0), ("b", 0.5), ("c", 1.0))
    ]
    made = joinings(pieces, BUT, AND, 50, seed=0, longest=9)
    assert len(made) == 50
    assert max(len(example.words) for example in made) <= 9
    assert all(example.targets[-1][0] == len(example.words) - 1 for example in made)
