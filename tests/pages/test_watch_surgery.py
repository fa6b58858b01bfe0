"""Changes by hand on the Watch page: in the address, on the board, in every tab, from any click."""

import json
from itertools import count
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import visualizer as viz
from tests.pages.conftest import (
    APP,
    Visit,
    address,
    charts,
    columns,
    figure,
    shown,
)
from tests.stage.unpacking import unpack
from visualizer.networks import load_model
from visualizer.networks.judged import judged_texts
from visualizer.networks.sentiment.alterations import MOST, alterations_from
from visualizer.networks.sentiment.effects import mean_unit_effects
from visualizer.networks.sentiment.surgery import accuracy_under, operate
from visualizer.ui.watch.surgery import PAST
from visualizer.ui.work.operations import sample_of

TEXT = "the film was not good , but it was not bad"
FOR_EVER = "f hold 1 all all"
NUMBERS = count(1)


def by_hand(said: str, *, name: str = "sentiment-lstm", text: str = TEXT) -> Any:
    """The run that the library makes of the same changes."""
    network = load_model(name)
    return operate(network, network.read(text), alterations_from(said)).reading


def board(app: AppTest) -> Any:
    """What the board was given last."""
    return next(
        each.proto for each in app.get("bidi_component") if each.proto.bytes and is_board(each)
    )


def is_board(element: Any) -> bool:
    proto = element.proto
    ours = proto.component_name == "visualizer.figure"
    return ours and unpack(proto.bytes)[0]["kind"] == "board/board"


def send(app: AppTest, said: object) -> AppTest:
    """What the browser sends when something is clicked in the board's panel."""
    states = app._tree.get_widget_states()
    trigger = states.widgets.add()
    trigger.id = f"$$STREAMLIT_INTERNAL_KEY_{board(app).id}__events"
    trigger.json_trigger_value = json.dumps([{"event": "operation", "value": said}])
    app._run(states)
    assert not app.exception
    return app


def act(app: AppTest, *operations: object) -> AppTest:
    """One click after the other, which arrive together."""
    return send(app, {"sent": [numbered(each) for each in operations]})


def numbered(operation: object) -> object:
    """With a higher number than any before, as a clock gives."""
    return {**operation, "at": next(NUMBERS)} if isinstance(operation, dict) else operation


def kept(app: AppTest) -> str | None:
    """The changes that the address is given."""
    return figure(app)[0]["link"]["watch_surgery"]


def chips(app: AppTest) -> list[str]:
    return [chip["short"] for chip in figure(app)[0]["surgery"]["chips"]]


def hold(quantity: Any = "f", **changes: Any) -> dict[str, Any]:
    """An operation of the panel's fields."""
    fields = {"kind": "hold", "amount": 1, "units": None, "step": None, "reach": "all"}
    return {"do": "add", "quantity": quantity, **fields, **changes}


@pytest.mark.parametrize(
    ("network", "said"),
    [
        ("lstm", "f hold 1 3,17 not/1"),
        ("gru", "z scale 0.5 all not/1+"),
        ("rnn", "h take a%20good%20film all all"),
        ("lstm", "gates harden 0 all all;h hold 0 1 bad/1"),
    ],
)
def test_a_link_opens_the_changed_run(visit: Visit, network: str, said: str) -> None:
    app = visit(lang="en", watch_text=TEXT, watch_network=network, watch_surgery=said)
    assert not app.exception
    header, arrays = figure(app)
    expected = by_hand(said, name=f"sentiment-{network}")
    np.testing.assert_allclose(arrays["verdict"], expected.verdict, atol=1e-6)
    for quantity in expected.record.quantities:
        values = expected.record.unit_values(quantity)
        np.testing.assert_allclose(arrays[quantity], values, atol=1e-6)
    plain = load_model(f"sentiment-{network}").read(TEXT)
    np.testing.assert_allclose(arrays["ghost.verdict"], plain.verdict, atol=1e-6)
    assert kept(app) == said
    assert "deeper" not in header  # the cell seen from inside is not the changed one
    assert len(chips(app)) == said.count(";") + 1


@pytest.mark.parametrize(
    "said",
    [
        "",
        "x",
        "<script>alert(1)</script>",
        "q hold 1 all all",
        "f hold nan all all",
        "f hold 1 all all all",
        "%00;%;;;;",
        "f hold 1 99999 all",
        ";".join(["nonsense"] * 400),
    ],
)
def test_a_hand_edited_address_falls_back(visit: Visit, said: str) -> None:
    app = visit(lang="en", watch_text=TEXT, watch_surgery=said)
    assert not app.exception
    header, arrays = figure(app)
    assert kept(app) is None
    assert header["surgery"]["chips"] == []
    assert "ghost.verdict" not in arrays
    assert header["deeper"]
    app = visit(lang="hi", watch_text=TEXT, watch_surgery=f"f hold 99 all all;{said}")
    assert kept(app) == FOR_EVER


def test_what_a_browser_kept_of_changes_may_be_anything(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT)
    odd: list[tuple[object, object]] = [(["f"], "x"), (5, {"a": 1}), (1.5, [1, None, "f"])]
    for said, past in odd:
        app.session_state["remembered"] |= {"watch_surgery": said, "watch_surgery_past": past}
        app.run()
        assert not app.exception
        assert chips(app) == []
        act(app, {"do": "undo"})
        assert chips(app) == []


def test_every_click_makes_its_change_and_undo_takes_it_back(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT)
    assert not figure(app)[0]["surgery"]["undone"]
    states = [kept(app)]
    for operation, expected in (
        ({"do": "preset", "alteration": FOR_EVER}, FOR_EVER),
        (hold("i", amount=0.25, units=[17, 3], step=3, reach=""), "i hold 0.25 3,17 not/1"),
        (hold("o", kind="scale", amount=-1, step=9, reach="+"), "o scale -1 all not/2+"),
        (
            hold("h", kind="take", amount="bad film", step=5, reach="-"),
            "h take bad%20film all %2C/1-",
        ),
        (hold("f", kind="harden", amount=None), "f harden 0 all all"),  # instead of f = 1
        ({"do": "preset", "alteration": "f harden 0 all all"}, None),  # once more takes it off
        ({"do": "remove", "alteration": "o scale -1 all not/2+"}, None),
        ({"do": "clear"}, None),
    ):
        before = (kept(app) or "").split(";")
        app = act(app, operation)
        after = [each for each in (kept(app) or "").split(";") if each]
        match operation["do"]:
            case "add" | "preset" if expected:
                assert after[-1] == expected
            case "remove":
                assert after == [each for each in before if each != operation["alteration"]]
            case "clear":
                assert after == []
            case _:
                assert after == before[:-1]
        np.testing.assert_allclose(
            figure(app)[1]["verdict"], by_hand(kept(app) or "").verdict, atol=1e-6
        )
        states.append(kept(app))
    assert FOR_EVER not in (states[5] or "")
    for state in states[-2::-1]:
        assert figure(app)[0]["surgery"]["undone"]
        app = act(app, {"do": "undo"})
        assert kept(app) == state
    assert not figure(app)[0]["surgery"]["undone"]
    assert kept(act(app, {"do": "undo"})) is None


RUBBISH: list[object] = [
    None,
    5,
    "clear",
    [],
    {},
    {"do": None},
    {"do": ["clear"]},
    {"do": "explode"},
    {"do": "preset"},
    {"do": "preset", "alteration": 5},
    {"do": "preset", "alteration": "q hold 1 all all"},
    {"do": "preset", "alteration": ["f hold 1 all all"]},
    {"do": "remove"},
    {"do": "remove", "alteration": 0},
    {"do": "remove", "alteration": None},
    {"do": "remove", "alteration": ["i hold 0.5 3 not/1"]},
    {"do": "remove", "alteration": "i hold 0.5 3"},
    hold("z"),
    hold("gates"),
    hold("<b>"),
    hold(["f"]),
    hold(kind="drop"),
    hold(kind=["hold"]),
    hold(kind=None),
    hold("g", kind="harden"),
    hold(amount=float("nan")),
    hold(amount="much"),
    hold(amount=None),
    hold(amount=[1]),
    hold(amount={"a": 1}),
    hold(amount=True),
    hold(units=[]),
    hold(units=[99]),
    hold(units=["3"]),
    hold(units=[1.5]),
    hold(units=[True]),
    hold(units="all"),
    hold(units=3),
    hold(units={"a": 1}),
    hold(units=[[3]] * 50_000),
    hold(step="3", reach=""),
    hold(step=1.5, reach=""),
    hold(step=float("nan"), reach=""),
    hold(step=[3], reach=""),
    hold(step=True, reach=""),
    hold("h", kind="take", amount=""),
    hold("h", kind="take", amount=None),
    hold("h", kind="take", amount=["good film"]),
    hold("h", kind="take", amount=float("nan")),
]


def test_no_click_that_is_none_breaks_or_changes_anything(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT, watch_surgery="i hold 0.5 3 not/1")
    clear = {"do": "clear"}
    unnumbered: list[object] = [
        {"sent": {"do": "clear", "at": 1}},
        {"sent": [clear, [clear], {**clear, "at": None}, {**clear, "at": "99"}]},
        {"sent": [{**clear, "at": at} for at in (float("nan"), True, -5, 1.5, [1])]},
        clear,
    ]
    for operation in RUBBISH:
        act(app, operation)
        unnumbered += [operation, {"sent": operation}]
    for operation in unnumbered:
        send(app, operation)
        assert kept(app) == "i hold 0.5 3 not/1", operation
        assert not figure(app)[0]["surgery"]["undone"], operation


def test_clicks_that_come_together_or_again_are_each_done_once_and_in_order(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT)
    first, second, third = (
        numbered({"do": "preset", "alteration": f"{gate} hold 0 all all"}) for gate in "fio"
    )
    send(app, {"sent": [first]})
    send(app, {"sent": [first, second, third]})
    assert kept(app) == "f hold 0 all all;i hold 0 all all;o hold 0 all all"
    send(app, {"sent": [second, third]})
    assert kept(app) == "f hold 0 all all;i hold 0 all all;o hold 0 all all"
    act(app, {"do": "undo"}, {"do": "undo"})
    assert kept(app) == "f hold 0 all all"
    gone = {"do": "remove", "alteration": "f hold 0 all all"}
    act(app, hold("g"), gone, gone)  # of two clicks on one chip the second finds it gone
    assert kept(app) == "g hold 1 all all"


def test_numbers_out_of_reach_are_brought_within_it(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT)
    for operation, made in (
        (hold(amount=1e300), FOR_EVER),
        (hold("c", amount=-99, step=10**9, reach=""), "c hold -4 all bad/1"),
        (hold("o", amount=0, step=-5, reach="+"), "o hold 0 all the/1+"),
        (hold("h", kind="take", amount=f"\ud83d{'a' * 9_000}"), f"h take %3F{'a' * 499} all all"),
    ):
        assert (kept(act(app, operation)) or "").split(";")[-1] == made


def test_of_very_many_changes_the_last_ones_are_kept(visit: Visit) -> None:
    every = [f"h hold 0.5 {unit} all" for unit in range(MOST)]
    app = visit(lang="en", watch_text=TEXT, watch_surgery=";".join(every))
    past = [f"h hold {step / 100} 0 all" for step in range(PAST)]
    app.session_state["remembered"]["watch_surgery_past"] = past
    act(app, hold("h", units=[47], amount=0.5))
    assert (kept(app) or "").split(";") == [*every[1:], "h hold 0.5 47 all"]
    left = app.session_state["remembered"]["watch_surgery_past"]
    assert left == [*past[1:], ";".join(every)]
    assert kept(act(app, {"do": "undo"})) == ";".join(every)
    assert kept(act(app, {"do": "undo"})) == past[-1]


def test_a_change_outlives_its_word_its_network_and_its_page(visit: Visit) -> None:
    app = visit(lang="en", watch_text=TEXT)
    act(app, hold("f", units=[3], step=9, reach=""))
    act(app, {"do": "preset", "alteration": "i hold 0 all all"})
    said = kept(app)
    for text, network, fits in (
        ("the film was not good", "lstm", [False, True]),
        (TEXT, "gru", [False, False]),
        ("", "lstm", None),
        (TEXT, "lstm", [True, True]),
    ):
        app.segmented_control(key="watch_network").set_value(network)
        app.text_input(key="watch_text").set_value(text).run()
        assert not app.exception
        if fits is not None:
            assert [chip["fits"] for chip in figure(app)[0]["surgery"]["chips"]] == fits
            assert kept(app) == said
    for page in ("inside", "watch"):
        app.switch_page(str(APP.parents[1] / "pages" / f"{page}.py")).run()
        assert not app.exception
    assert kept(app) == said
    assert kept(act(app, {"do": "undo"})) == "f hold 1 3 not/2"
    assert kept(act(app, {"do": "undo"})) is None


@pytest.mark.parametrize(
    ("network", "said"),
    [
        ("lstm", "f hold 1 all all"),
        ("lstm", "c hold -2.5 3,17 not/1+;o scale 0.5 all all"),
        ("gru", "z scale -0.25 1 good/1"),
        ("gru", "gates harden 0 all all"),
        ("lstm", "o harden 0 5 not/2"),
        (
            "lstm",
            "h take it%20is%20%22good%22 3,4 all;c take it%20is%20%22good%22 all bad/1",
        ),
        ("rnn", "h take the%20film all all;h take a%20bad%20bore 7 not/1+;q hold 1 all all"),
        ("gru", "f hold 1 all all;h hold 0 all dull/1;r hold 0 all all"),
    ],
)
def test_the_code_on_show_makes_the_same_changes(visit: Visit, network: str, said: str) -> None:
    app = visit(
        lang="en", watch_text=TEXT, watch_network=network, watch_surgery=said, watch_tab="code"
    )
    code = app.code[0].value
    assert "viz.intervene" in code
    lines = code.splitlines()
    until = next(n for n, line in enumerate(lines) if line.startswith("reading.verdict"))
    scope: dict[str, Any] = {}
    exec("\n".join(lines[:until]), scope)
    header, arrays = figure(app)
    np.testing.assert_allclose(scope["reading"].verdict, arrays["verdict"], atol=1e-5)
    assert np.abs(arrays["verdict"] - arrays["ghost.verdict"]).max() > 0.001
    assert len(scope["changes"]) == len(header["marks"])


def test_without_a_change_that_fits_the_code_has_none(visit: Visit) -> None:
    for said in ("", "z hold 1 all all"):
        app = visit(lang="en", watch_text=TEXT, watch_surgery=said, watch_tab="code")
        assert "intervene" not in app.code[0].value


def test_the_numbers_and_figures_are_those_of_the_changed_run(visit: Visit) -> None:
    said, reading = "f hold 1 all not/1+", by_hand("f hold 1 all not/1+")
    parameters = {"lang": "en", "watch_text": TEXT, "watch_surgery": said}
    app = visit(**parameters, watch_tab="numbers", watch_table="c")
    frame = app.dataframe[0].value
    np.testing.assert_allclose(frame["verdict"], reading.verdict, atol=1e-6)
    for unit in range(48):
        wanted = reading.record.unit_values("c")[:, unit]
        np.testing.assert_allclose(frame[f"c {unit}"], wanted, atol=1e-6)
    app = visit(**parameters, watch_tab="figures", watch_figure="verdict")
    drawn = [trace["y"] for trace in charts(app)[0]["data"] if len(trace.get("y", [])) == 11]
    assert any(np.allclose(y, reading.verdict, atol=1e-6) for y in drawn)


@pytest.mark.parametrize("state", ["h", "c"])
def test_the_units_are_ranked_by_what_they_do_to_the_verdict(visit: Visit, state: Any) -> None:
    """All as the network is, whatever was changed by hand."""
    parameters = {"lang": "en", "watch_text": TEXT, "watch_surgery": FOR_EVER}
    app = visit(**parameters, watch_tab="units", watch_without=state)
    network = load_model("sentiment-lstm")
    effects = viz.unit_effects(network, TEXT, quantity=state)
    sample = [words for words, _ in sample_of("sentiment-lstm")]
    assert 50 <= len(sample) <= 60
    mean = mean_unit_effects(network, sample, quantity=state)
    verdict = network.read(TEXT).verdict[-1]
    table = columns(app, "verdict without it")
    units = [*map(int, table["unit"])]
    assert sorted(units) == [*range(48)]
    for heading, wanted in (
        ("verdict without it", verdict + effects[units]),
        ("change", effects[units]),
        ("size of the change, mean over the list", mean[units]),
    ):
        told = [float(text.replace("−", "-")) for text in table[heading]]
        np.testing.assert_allclose(told, wanted, atol=6e-4, err_msg=heading)
    assert (np.diff(np.abs(effects[units])) < 1e-6).all()
    up, down, marks = charts(app)[0]["data"]
    assert up["x"] == down["x"] == marks["x"] == [str(unit) for unit in units]
    bars = np.where(effects[units] > 0, up["y"], down["y"])
    np.testing.assert_allclose(bars.astype(float), effects[units], atol=1e-6)
    np.testing.assert_allclose(marks["y"], mean[units], atol=1e-6)
    assert (
        f"Most depends on unit {units[0]}: with its {state} held at 0 at every word, the verdict "
        f"at the end is {verdict + effects[units[0]]:.2f} instead of {verdict:.2f}."
    ) in shown(app)
    assert address(app)["watch_without"] == state


def test_only_states_that_the_cell_has_can_be_silenced(visit: Visit) -> None:
    app = visit(lang="en", watch_network="gru", watch_tab="units", watch_without="c")
    assert not app.exception
    assert not [each for each in app.segmented_control if each.key == "watch_without"]
    assert "with its h held at 0" in shown(app)
    odd = visit(lang="hi", watch_tab="units", watch_without="<b>")
    assert odd.segmented_control(key="watch_without").value == "h"


@pytest.mark.parametrize(
    ("name", "parameters", "text", "of"),
    [
        (
            "sentiment-lstm",
            {},
            TEXT,
            "250 short texts that come with the app, many of them negated",
        ),
        (
            "toy-en-lstm-8",
            {"watch_size": "8"},
            TEXT,
            "400 sentences made by the networks' own grammar",
        ),
    ],
)
@pytest.mark.parametrize("said", ["gates harden 0 all all", "f hold 0 all all;z hold 1 all all"])
def test_the_accuracy_on_a_list_is_told_before_and_after(
    visit: Visit, name: str, parameters: dict[str, str], text: str, of: str, said: str
) -> None:
    app = visit(lang="en", watch_text=text, watch_surgery=said, **parameters)
    network = load_model(name)
    before, after = (
        accuracy_under(network, judged_texts(network), alterations_from(changes))
        for changes in ("", said)
    )
    assert before
    assert after
    assert before.share != after.share
    shares = [f"{100 * each.share:.1f} %" for each in (before, after)]
    told = f"On {of}: {shares[0]} right as it is, {shares[1]} right with these changes."
    assert told in shown(app)


def test_there_is_no_accuracy_of_what_is_changed_at_words_or_not_at_all(visit: Visit) -> None:
    for said in ("", "f hold 1 all not/1", "h take good all all", "z hold 1 all all"):
        app = visit(lang="en", watch_text=TEXT, watch_surgery=said)
        assert "right as it is" not in shown(app)
