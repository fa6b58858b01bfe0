"""Small networks are a click away from the large ones, with sentences that they can read."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit, address, columns, figure, open_page, shown
from visualizer.core import CELLS
from visualizer.networks import load_model, task_named
from visualizer.networks.sentiment.sensitivity import sensitivity
from visualizer.networks.toy.languages import GRAMMARS


def sized(app: AppTest, units: int) -> AppTest:
    return app.segmented_control(key="watch_size").set_value(units).run()


def typed(app: AppTest) -> str:
    return str(app.text_input(key="watch_text").value)


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("units", [8, 4])
def test_a_small_network_reads_an_example_of_its_language(
    visit: Visit, language: str, units: int
) -> None:
    app = sized(visit(lang=language), units)
    assert not app.exception
    examples = task_named("toy").examples[language]
    assert typed(app) == examples[0]
    assert app.pills(key="watch_text_examples").options == [*examples]
    header, arrays = figure(app)
    expected = load_model(f"toy-{language}-lstm-{units}").read(examples[0])
    np.testing.assert_allclose(arrays["verdict"], expected.verdict, atol=1e-6)
    assert arrays["f"].shape == (len(expected.words), units)
    assert header["link"]["watch_size"] == str(units)


def test_an_example_gives_way_to_its_sister_and_what_was_typed_stays(visit: Visit) -> None:
    app = visit(lang="en")
    large, small = (task_named(task).examples["en"] for task in ("sentiment", "toy"))
    app.pills(key="watch_text_examples").set_value(large[2]).run()
    assert typed(sized(app, 8)) == small[2]
    assert typed(sized(app, 48)) == large[2]
    app.text_input(key="watch_text").set_value("a zebra was not good").run()
    assert typed(sized(app, 8)) == "a zebra was not good"
    assert not app.exception
    told = shown(app)
    assert all(word in told for word in GRAMMARS["en"].words)
    assert "knows few" not in told
    assert "alone: the, film, story" not in shown(sized(app, 48))


def test_where_a_cell_has_no_network_of_the_size_another_is_shown(visit: Visit) -> None:
    app = visit(lang="en", network="gru")
    app = sized(app, 8)
    assert figure(app)[0]["cell"] == "gru"
    app = sized(app, 4)
    assert not app.exception
    assert app.segmented_control(key="watch_network").options == ["LSTM"]
    assert figure(app)[0]["cell"] == "lstm"


@pytest.mark.parametrize(
    ("said", "units"),
    [("8", 8), ("4", 4), ("48", 48), ("7", 48), ("-8", 48), ("8.0", 48), ("<b>", 48), ("", 48)],
)
def test_a_link_names_the_size_and_nonsense_counts_as_none(
    visit: Visit, said: str, units: int
) -> None:
    app = visit(lang="en", watch_size=said, watch_text="the film was not good")
    assert not app.exception
    assert figure(app)[1]["h"].shape == (5, units)
    assert typed(app) == "the film was not good"


def test_the_about_tab_says_what_the_small_networks_card_says(visit: Visit) -> None:
    app = visit(lang="en", watch_size="8", watch_network="rnn")
    card, told = load_model("toy-en-rnn-8").card, shown(app)
    assert f"RNN with 8 units on words of 4 numbers, {card.parameters} parameters" in told
    assert "assets/models/toy-en-rnn-8.json" in told
    assert columns(app, "share")["share"] == [
        f"{100 * share.share:.1f} %" for share in (card.own.sentences, card.own.steps, card.own.bag)
    ]
    flips = columns(app, "times read")
    assert flips["word"] == [each.word for each in card.own.flips]
    assert flips["units whose h changes its sign, of 8"] == [
        f"{each.mean:.2f}" for each in card.own.flips
    ]


def test_gradients_of_small_networks() -> None:
    app = open_page("vanishing", lang="en", vanishing_size="8")
    assert not app.exception
    assert app.segmented_control(key="vanishing_size").options == ["48 units", "8"]
    text = task_named("toy").examples["en"][0]
    assert app.text_input(key="vanishing_text").value == text
    assert address(app)["vanishing_size"] == "8"
    drawn = [*figure(app)[1].values()]
    for cell in CELLS:
        network = load_model(f"toy-en-{cell}-8")
        own = sensitivity(network, network.read(text)).h
        assert any(curve.shape == own.shape and np.allclose(curve, own) for curve in drawn), cell
    app.segmented_control(key="vanishing_size").set_value(48).run()
    assert app.text_input(key="vanishing_text").value == task_named("sentiment").examples["en"][0]
    assert address(app)["vanishing_size"] == "48"
