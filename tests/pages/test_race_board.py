"""Networks of a race on the board: recorded or the reader's own, on any sequence."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import address, figures_shown, open_page, shown
from tests.stage.unpacking import track_of, unpack
from visualizer.networks.race.files import load_races
from visualizer.networks.race.reading import drawn_sequence, read_sequence, sequence_of
from visualizer.networks.race.running import Contender


def board_page(**parameters: str) -> AppTest:
    app = open_page("vanishing", vanishing_part="race", vanishing_race="board", **parameters)
    assert not app.exception
    return app


def board(app: AppTest) -> tuple[dict[str, Any], bytes]:
    """The header of the one board, and its bytes."""
    (packed,) = [each for each in figures_shown(app) if unpack(each)[0]["kind"] == "board/board"]
    return unpack(packed)[0], packed


def chosen_gap(app: AppTest) -> int:
    gap: Any = app.segmented_control(key="vanishing_gap").value
    return gap


def run_of(task: str, name: str, gap: int, seed: int) -> Any:
    (run,) = [
        run
        for run in load_races()
        if (run.settings.task, run.contender, run.settings.gap, run.settings.seed)
        == (task, name, gap, seed)
    ]
    return run


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_the_board_opens_on_the_winner_and_the_plain_rnn(lang: str) -> None:
    app = board_page(lang=lang)
    header, packed = board(app)
    assert header["tracks"][0]["name"].startswith("LSTM, ")  # the winner
    assert sorted(track["cell"] for track in header["tracks"]) == ["lstm", "lstm", "rnn"]
    gap = chosen_gap(app)
    text = drawn_sequence("recall", gap, 0).text
    assert app.text_input(key="vanishing_board_sequence").value == text
    said, arrays = track_of(packed)
    run = run_of("recall", "lstm-long", gap, 0)
    network = Contender(run.settings, run.weights)
    reading = read_sequence(network, sequence_of("recall", text))
    assert said["tokens"] == text.split()
    np.testing.assert_allclose(arrays["verdict"], reading.answer, atol=1e-6)
    np.testing.assert_allclose(arrays["f"], reading.record.unit_values("f"), atol=1e-6)
    assert said["axis"] == {"low": 0, "high": 1, "start": 1 / 8}


def test_what_is_measured_on_the_networks_is_told() -> None:
    app = board_page(lang="en", vanishing_gap="80")
    run = run_of("recall", "lstm-long", 80, 0)
    told = shown(app)
    accuracy = f"{100 * run.accuracy[-1]:.0f}"
    assert f"right in {accuracy} % of unseen sequences after {run.steps[-1]} training" in told
    assert "Its most lasting unit is" in told
    assert "from its memory the first symbol can be told in 100 % of cases half way" in told


def test_a_typed_sequence_is_read_and_kept_in_the_address() -> None:
    app = board_page(lang="en", vanishing_gap="20")
    app.text_input(key="vanishing_board_sequence").set_value("Habc?").run()
    _, packed = board(app)
    assert track_of(packed)[0]["tokens"] == ["H", "a", "b", "c", "?"]
    assert address(app)["vanishing_board_sequence"] == "Habc?"
    again = board_page(lang="hi", vanishing_gap="20", vanishing_board_sequence="Habc?")
    assert track_of(board(again)[1])[0]["tokens"] == ["H", "a", "b", "c", "?"]


def test_another_sequence_is_drawn_at_a_click_and_another_task_has_its_own() -> None:
    app = board_page(lang="en", vanishing_gap="20")
    app.button(key="vanishing_board_draw").click().run()
    text = app.text_input(key="vanishing_board_sequence").value
    assert text == drawn_sequence("recall", 20, 1).text
    app.segmented_control(key="vanishing_task").set_value("adding").run()
    assert not app.exception
    gap = chosen_gap(app)
    text = app.text_input(key="vanishing_board_sequence").value
    assert text == drawn_sequence("adding", gap, 0).text
    said, _ = track_of(board(app)[1])
    assert said["axis"] == {"low": 0, "high": 2, "start": 0}
    assert "the sum is" in shown(app)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("abc", "Step 1 cannot be read: `a`."),
        ("A b 7 ?", "Step 3 cannot be read: `7`."),
        ("A <b>x</b>", "Step 2 cannot be read: `<`."),
        ("", "Begin with the symbol to be kept"),
        ("A" * 2000, "Step 403 cannot be read"),
    ],
)
def test_what_is_no_sequence_is_said_and_stays(text: str, told: str) -> None:
    app = board_page(lang="en", vanishing_gap="20")
    app.text_input(key="vanishing_board_sequence").set_value(text).run()
    assert not app.exception
    assert told in shown(app)
    assert app.text_input(key="vanishing_board_sequence").value == text


def test_the_chosen_networks_are_on_the_board_the_best_first_and_not_more_than_three() -> None:
    names = "rnn,gru,lstm,lstm-open,lstm-long"
    app = board_page(lang="en", vanishing_gap="80", vanishing_board_racers=names)
    header, _ = board(app)
    assert len(header["tracks"]) == 3
    app.pills(key="vanishing_board_racers").set_value(["rnn", "gru"]).run()
    header, _ = board(app)
    accuracies = {name: run_of("recall", name, 80, 0).accuracy[-1] for name in ("rnn", "gru")}
    best = max(accuracies, key=lambda name: accuracies[name])
    assert header["tracks"][0]["cell"] == best
    app.pills(key="vanishing_board_racers").set_value([]).run()
    assert "Choose at least one kind of network." in shown(app)


@pytest.mark.parametrize("said", ["nonsense", "rnn,<b>", ","])
def test_a_tampered_address_opens_a_board(said: str) -> None:
    app = board_page(lang="en", vanishing_board_racers=said, vanishing_board_race=said)
    assert board(app)[0]["tracks"]


def test_one_click_leads_from_the_race_to_its_networks() -> None:
    app = open_page("vanishing", lang="en", vanishing_part="race", vanishing_gap="20")
    app.button(key="vanishing_recorded_to_board").click().run()
    assert not app.exception
    assert app.segmented_control(key="vanishing_race").value == "board"
    assert address(app)["vanishing_race"] == "board"
    assert board(app)[0]["T"] == 22
