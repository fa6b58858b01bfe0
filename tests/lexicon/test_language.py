"""A translator groups the digits of a number as its language does."""

import pytest

from visualizer.lexicon.language import translator


@pytest.mark.parametrize(
    ("language", "n", "written"),
    [
        ("en", 1234567, "1,234,567"),
        ("hi", 1234567, "12,34,567"),
        ("hi", 100000, "1,00,000"),
        ("en", 999, "999"),
        ("hi", -1000, "-1,000"),
    ],
)
def test_the_digits_of_a_number_are_grouped(language: str, n: int, written: str) -> None:
    assert translator(language).number(n) == written


def test_a_counted_number_is_grouped_too() -> None:
    assert translator("en").count("{n} unit", "{n} units", 123456) == "123,456 units"
    assert translator("hi").count("{n} unit", "{n} units", 123456) == "1,23,456 यूनिट"
