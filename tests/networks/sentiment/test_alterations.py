"""Changes made by hand, as an address keeps them: what is written is read again, else nothing."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visualizer.core import RECORDS
from visualizer.networks.sentiment.alterations import (
    GATES,
    MOST,
    MOST_LETTERS,
    MOST_PLACES,
    MOST_UNITS,
    Alteration,
    Place,
    alteration_from,
    alterations_from,
    alterations_text,
    bounds,
    checked,
)

ODD = [
    "not",
    "all",
    "%2F",
    "a/1",
    "a b",
    ",",
    ";",
    "+",
    "-",
    "/",
    "अच्छी",
    "👩‍👩‍👧",
    "n't",
    "\n",
    "\u00a0",
]
QUANTITIES = sorted({q for record in RECORDS.values() for q in record.quantities})
HARDENED = sorted({q for record in RECORDS.values() for q in record.gates} | {GATES})

words = st.sampled_from(ODD) | st.text(min_size=1, max_size=12)
sources = st.sampled_from([odd for odd in ODD if odd.strip()]) | st.text(min_size=1, max_size=30)
places = st.builds(Place, words, st.integers(1, 999), st.sampled_from(["", "+", "-"]))

# The first letters that Hypothesis draws take it a second.
anything = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def alterations(draw: st.DrawFn) -> Alteration:
    """Any that a board can make."""
    kind = draw(st.sampled_from(["hold", "scale", "take", "harden"]))
    quantity = draw(st.sampled_from(HARDENED if kind == "harden" else QUANTITIES))
    amount: float | str = 0.0
    if kind in ("hold", "scale"):
        low, high = bounds(quantity, kind)
        amount = draw(st.integers(int(100 * low), int(100 * high))) / 100
    elif kind == "take":
        amount = draw(sources.filter(str.strip))
    units = draw(st.lists(st.integers(0, 9999), unique=True, max_size=8))
    made = checked(
        quantity,
        kind,
        amount,
        units=tuple(sorted(units)),
        places=tuple(draw(st.lists(places, max_size=4))),
    )
    assert made
    return made


@anything
@given(st.lists(alterations(), max_size=4))
def test_what_is_written_is_read_again(made: list[Alteration]) -> None:
    text = alterations_text(made)
    assert re.fullmatch(r"[\x20-\x7e]*", text)  # nothing that an address would break
    assert alterations_from(text) == tuple(made)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "f hold 1 17,20 not/1",
            Alteration(quantity="f", kind="hold", amount=1, units=(17, 20), places=(Place("not"),)),
        ),
        ("o scale 0 all all", Alteration(quantity="o", kind="scale", amount=0)),
        ("gates harden 0 all all", Alteration(quantity="gates", kind="harden")),
        (
            "h take not%20bad 3 all/2+,all/1-",
            Alteration(
                quantity="h",
                kind="take",
                source="not bad",
                units=(3,),
                places=(Place("all", 2, "+"), Place("all", 1, "-")),
            ),
        ),
        (
            "c hold -2.5 5,3,5 %E0%A4%A8%E0%A4%B9%E0%A5%80%E0%A4%82/1",
            Alteration(
                quantity="c", kind="hold", amount=-2.5, units=(3, 5), places=(Place("नहीं"),)
            ),
        ),
    ],
)
def test_an_address_means_what_it_says(text: str, meant: Alteration) -> None:
    assert alteration_from(text) == meant


NONSENSE = [
    "",
    " ",
    "f",
    "f hold 1 all",
    "f hold 1 all all all",
    "f  hold 1 all all",
    "q hold 1 all all",
    "F hold 1 all all",
    "gates hold 1 all all",
    "f drop 1 all all",
    "f hold nan all all",
    "f hold one all all",
    "f hold  all all",
    "g harden 0 all all",
    "c harden 0 all all",
    "f hold 1 -1 all",
    "f hold 1 1.5 all",
    "f hold 1 1,,2 all",
    "f hold 1 12345 all",
    "f hold 1 3-5 all",
    "f hold 1 all not",
    "f hold 1 all not/",
    "f hold 1 all /1",
    "f hold 1 all not/1000",
    "f hold 1 all not/1*",
    "f hold 1 all not/1,",
    "h take  all all",
    "h take %20%09 all all",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_no_change_and_spoils_no_other(text: str) -> None:
    assert alteration_from(text) is None
    held = Alteration(quantity="f", kind="hold", amount=1)
    assert alterations_from(f"{text};{held};{text}") == (held,)


@anything
@given(st.text(max_size=60) | st.lists(st.sampled_from(NONSENSE)).map(" ".join))
def test_no_text_at_all_breaks_anything(text: str) -> None:
    for each in alterations_from(text):
        assert alteration_from(str(each)) == each


@pytest.mark.parametrize(
    ("quantity", "kind", "amount", "kept"),
    [
        ("f", "hold", "7", 1),
        ("f", "hold", "-7", 0),
        ("z", "hold", -0.5, 0),
        ("g", "hold", -7, -1),
        ("h", "hold", 1e300, 1),
        ("c", "hold", "-inf", -4),
        ("c", "hold", 10**400, None),
        ("f", "scale", "-1e9", -4),
        ("h", "scale", float("inf"), 4),
        ("f", "hold", float("nan"), None),
        ("f", "hold", None, None),
        ("f", "hold", [1], None),
        ("f", "hold", True, None),
        ("f", "harden", "anything", 0),
        ("h", "take", "good film", 0),
    ],
)
def test_an_amount_is_brought_within_its_bounds(
    quantity: str, kind: str, amount: object, kept: float | None
) -> None:
    found = checked(quantity, kind, amount)
    assert (found and found.amount) == kept


@pytest.mark.parametrize("amount", [None, 5, True, [], {}, ["good film"], "", "  ", float("nan")])
def test_a_text_is_taken_over_from_no_other_thing(amount: object) -> None:
    assert checked("h", "take", amount) is None


def test_half_a_letter_can_be_written() -> None:
    """A browser's JSON can hold half of a surrogate pair, an address cannot."""
    made = checked("h", "take", "good \ud83d film", places=(Place("\ud83d"),))
    assert made
    again = alteration_from(str(made))
    assert again
    assert again.source == "good ? film"
    assert again.places == (Place("?"),)


def test_too_many_are_cut() -> None:
    held = "f hold 1 {} all"
    many = ";".join(held.format(unit) for unit in range(MOST + 5))
    assert [each.units for each in alterations_from(many)] == [(unit,) for unit in range(MOST)]
    listed = ",".join(map(str, range(MOST_UNITS)))
    made = alteration_from(held.format(listed))
    assert made
    assert len(made.units) == MOST_UNITS
    assert alteration_from(held.format(f"{listed},{MOST_UNITS}")) is None
    there = ",".join(["not/1"] * MOST_PLACES)
    assert alteration_from(f"f hold 1 all {there}")
    assert alteration_from(f"f hold 1 all {there},not/1") is None
    taken = checked("h", "take", "a" * 600)
    assert taken
    assert len(taken.source) == MOST_LETTERS
