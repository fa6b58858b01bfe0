"""Addresses: each page reads and writes its own part, checked; old links keep working."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from visualizer.pages import PAGES
from visualizer.stage.packing import header_of


def script() -> None:
    """A page with one control of each kind."""
    import streamlit as st

    from visualizer.ui.shell.address import (
        choice_from_address,
        choices_from_address,
        keep_in_address,
        number_from_address,
        recall,
        take_address,
    )

    recall(st.session_state.get("kept"))
    found = {}
    take_address("vanishing")
    if "generate_seed" in st.query_params:
        take_address("generate")
    found["vanishing_task"] = choice_from_address("vanishing_task", ("recall", "adding"), "recall")
    found["vanishing_cells"] = choices_from_address(
        "vanishing_cells", ("rnn", "gru", "lstm"), ("rnn", "lstm")
    )
    found["vanishing_units"] = number_from_address("vanishing_units", 64, 1, 128)
    found["vanishing_radius"] = number_from_address("vanishing_radius", 1.0, 0.0, 10.0)
    found["generate_seed"] = choice_from_address("generate_seed", (0, 1, 2), 0)
    st.session_state["found"] = found
    keep_in_address({"vanishing_task": found["vanishing_task"], "vanishing_none": None})


def opened(**parameters: str) -> AppTest:
    app = AppTest.from_function(script)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def link(app: AppTest) -> dict[str, Any]:
    """What the browser is told to write."""
    (each,) = app.get("bidi_component")
    return header_of(each.proto.bytes)


def found(**parameters: str) -> dict[str, Any]:
    return opened(**parameters).session_state["found"]


DEFAULTS = {
    "vanishing_task": "recall",
    "vanishing_cells": ["rnn", "lstm"],
    "vanishing_units": 64,
    "vanishing_radius": 1.0,
    "generate_seed": 0,
}


def test_without_an_address_every_control_begins_at_its_default() -> None:
    assert found() == DEFAULTS


def test_a_page_takes_its_own_names() -> None:
    assert found(
        vanishing_task="adding", vanishing_cells="gru,rnn", vanishing_units="7", generate_seed="2"
    ) == DEFAULTS | {
        "vanishing_task": "adding",
        "vanishing_cells": ["rnn", "gru"],
        "vanishing_units": 7,
        "generate_seed": 2,
    }


def test_old_links_keep_working_where_there_were_any() -> None:
    values = found(task="adding", units="9", cells="lstm", seed="2")
    assert values["vanishing_task"] == "adding"
    assert values["vanishing_units"] == 9
    assert values["vanishing_cells"] == ["lstm"]
    assert values["generate_seed"] == 0  # a page that is younger than the prefixes


def test_the_new_name_wins_over_the_old_one() -> None:
    assert found(units="9", vanishing_units="8")["vanishing_units"] == 8


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 1), ("129", 128), ("-5", 1), ("9e9", 64), ("x", 64), ("", 64), ("1.5", 64), ("١٢", 12)],
)
def test_numbers_are_clamped_and_nonsense_counts_as_none(text: str, number: int) -> None:
    assert found(vanishing_units=text)["vanishing_units"] == number


@pytest.mark.parametrize("text", ["nan", "NaN", "x", ""])
def test_what_is_not_a_number_is_the_default(text: str) -> None:
    assert found(vanishing_radius=text)["vanishing_radius"] == 1.0


@pytest.mark.parametrize(("text", "radius"), [("inf", 10.0), ("-inf", 0.0), ("1e-3", 0.001)])
def test_fractions_are_clamped(text: str, radius: float) -> None:
    assert found(vanishing_radius=text)["vanishing_radius"] == radius


def test_another_pages_controls_are_left_alone_and_go_from_the_address() -> None:
    app = opened(watch_t="3", watch_text="good", task="adding", lang="hi", present="1")
    assert app.session_state["found"] == DEFAULTS | {"vanishing_task": "adding"}
    assert link(app)["foreign"] == [page.name for page in PAGES if page.name != "vanishing"]
    assert link(app)["values"] == {"vanishing_task": "adding", "task": None} | {
        "vanishing_none": None,
        "none": None,
    }


@pytest.mark.parametrize("cells", ["xxx", "xxx,rnnn"])
def test_a_list_of_nothing_that_is_known_counts_as_none(cells: str) -> None:
    assert found(vanishing_cells=cells)["vanishing_cells"] == ["rnn", "lstm"]


def test_an_empty_list_is_a_choice() -> None:
    assert found(vanishing_cells="")["vanishing_cells"] == []


def test_an_address_is_taken_once_and_what_was_chosen_since_stays() -> None:
    app = opened(vanishing_task="adding")
    app.session_state["remembered"]["vanishing_task"] = "recall"
    app.query_params["vanishing_task"] = "adding"
    app.query_params["lang"] = "hi"  # as a browser tells it by now
    app.run()
    assert app.session_state["found"]["vanishing_task"] == "recall"
    app.session_state["taken"] = "watch"  # and back to this page
    app.run()
    assert app.session_state["found"]["vanishing_task"] == "adding"


def recalled(kept: object) -> AppTest:
    """A new session that a browser tells what it kept from an earlier one."""
    app = opened()
    app.session_state["kept"] = kept
    return app.run()


def test_what_a_browser_kept_from_a_lost_session_is_taken_up() -> None:
    app = recalled({"vanishing_units": 7, "vanishing_cells": ["gru"], "sentence": "mine"})
    assert app.session_state["found"]["vanishing_units"] == 7
    assert app.session_state["found"]["vanishing_cells"] == ["gru"]
    assert app.session_state["remembered"]["sentence"] == "mine"


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "x",
        ["vanishing_units"],
        {"vanishing_units": {"a": 1}, "vanishing_task": "<b>", "vanishing_cells": "x"},
        {"vanishing_units": 1e300, "vanishing_radius": "nan", "vanishing_cells": [["rnn"]]},
    ],
)
def test_whatever_a_browser_says_it_kept_is_checked(kept: object) -> None:
    app = recalled(kept)
    assert not app.exception
    now = app.session_state["found"]
    assert now | {"vanishing_units": 64} == DEFAULTS
    assert 1 <= now["vanishing_units"] <= 128


def test_a_browser_sets_controls_alone_and_nothing_else_of_the_session() -> None:
    app = opened()
    app.session_state["watch_weights"] = {"sentiment-lstm": 3}
    app.session_state["kept"] = {"watch_weights": "x", "remembered": "x", "vanishing_units": 7}
    app.run()
    assert not app.exception
    assert app.session_state["watch_weights"] == {"sentiment-lstm": 3}
    assert isinstance(app.session_state["remembered"], dict)
    assert app.session_state["found"]["vanishing_units"] == 7


def test_what_a_new_session_has_chosen_wins_over_what_a_browser_kept() -> None:
    app = opened(vanishing_units="9")
    app.session_state["kept"] = {"vanishing_units": 7}
    app.run()
    assert app.session_state["found"]["vanishing_units"] == 9


def test_what_was_chosen_is_there_when_the_page_comes_back() -> None:
    app = opened(vanishing_task="adding")
    for name in ("vanishing_task", "vanishing_units"):
        assert name not in app.session_state  # as with controls of a page that was left
    app.query_params.clear()
    app.run()
    assert app.session_state["found"]["vanishing_task"] == "adding"
