"""The network follows the script that is typed; by hand it may be another."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import APP, Visit, address, figure, has_figure, open_page, shown
from visualizer.networks import load_model
from visualizer.ui.controls.sentence import examples

HINDI = "यह फ़िल्म मुझे अच्छी नहीं लगी।"
ENGLISH = "the film was not good"


def typed(app: AppTest, text: str, key: str = "watch_text") -> AppTest:
    return app.text_input(key=key).set_value(text).run()


def read_in(app: AppTest) -> str:
    """The language that is shown and that the address says."""
    link = figure(app)[0]["link"] if has_figure(app) else address(app)
    language: Any = app.segmented_control(key="watch_language").value
    assert link["watch_language"] == language
    return language


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_visit_opens_on_a_sentence_in_the_readers_language(visit: Visit, lang: str) -> None:
    app = visit(lang=lang)
    assert not app.exception
    assert read_in(app) == lang
    assert app.text_input(key="watch_text").value == examples("sentiment", lang)[0]
    assert app.pills(key="watch_text_examples").options == [*examples("sentiment", lang)]


@pytest.mark.parametrize("lang", ["en", "hi"])
@pytest.mark.parametrize(("text", "language"), [(HINDI, "hi"), (ENGLISH, "en")])
def test_what_is_typed_is_read_by_a_network_of_its_script(
    visit: Visit, lang: str, text: str, language: str
) -> None:
    app = typed(visit(lang=lang), text)
    assert not app.exception
    assert read_in(app) == language
    name = "sentiment-lstm" if language == "en" else "sentiment-hi-lstm"
    _, arrays = figure(app)
    np.testing.assert_allclose(arrays["verdict"], load_model(name).read(text).verdict, atol=1e-6)
    assert "knows few" not in shown(app)


def test_the_interface_may_change_and_the_sentence_stays_with_its_network(visit: Visit) -> None:
    app = typed(visit(lang="en"), HINDI)
    app.segmented_control(key="lang").set_value("hi").run()
    app.segmented_control(key="lang").set_value("en").run()
    assert app.text_input(key="watch_text").value == HINDI
    assert read_in(app) == "hi"


def test_an_untouched_example_follows_the_interface(visit: Visit) -> None:
    app = visit(lang="en")
    app.segmented_control(key="lang").set_value("hi").run()
    assert app.text_input(key="watch_text").value == examples("sentiment", "hi")[0]
    assert read_in(app) == "hi"


def test_by_hand_another_network_reads_it_until_the_next_sentence(visit: Visit) -> None:
    app = typed(visit(lang="en"), HINDI)
    app.segmented_control(key="watch_language").set_value("en").run()
    assert not app.exception
    assert read_in(app) == "en"
    assert app.text_input(key="watch_text").value == HINDI
    assert "There is no word in it that the network can read" in shown(app)
    assert not has_figure(app)
    app = typed(app, "बहुत बढ़िया फ़िल्म है")
    assert read_in(app) == "hi"
    assert has_figure(app)


def test_by_hand_an_example_gives_way_to_its_sister(visit: Visit) -> None:
    app = visit(lang="en")
    app.pills(key="watch_text_examples").set_value(examples("sentiment", "en")[2]).run()
    app.segmented_control(key="watch_language").set_value("hi").run()
    assert app.text_input(key="watch_text").value == examples("sentiment", "hi")[2]
    assert read_in(app) == "hi"


@pytest.mark.parametrize("lang", ["en", "hi"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_shared_link_opens_the_same_network_in_either_interface(
    visit: Visit, lang: str, language: str
) -> None:
    link = {"watch_text": HINDI, "watch_network": "gru", "watch_language": language}
    app = visit(lang=lang, **link)
    assert read_in(app) == language
    assert app.segmented_control(key="watch_network").value == "gru"
    link = figure(app)[0]["link"] if has_figure(app) else address(app)
    assert link["watch_network"] == "gru"


@pytest.mark.parametrize("said", ["", "xx", "HI", "en,hi", "<b>"])
def test_an_address_with_no_such_language_follows_the_script(visit: Visit, said: str) -> None:
    app = visit(lang="en", watch_text=HINDI, watch_language=said)
    assert not app.exception
    assert read_in(app) == "hi"


def test_old_links_without_a_language_follow_the_script(visit: Visit) -> None:
    app = visit(lang="en", text=HINDI, network="rnn")
    assert read_in(app) == "hi"
    assert app.segmented_control(key="watch_network").value == "rnn"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yeh film achhi nahi hai", "Hindi in Latin letters"),
        ("zxq vrrp the wjj", "it learned from film reviews in English"),
        ("झपफ टठड़ यह ढणझ", "it learned from reviews of films and goods in Hindi"),
        ("یہ فلم اچھی ہے", "There is no word in it that the network can read"),
    ],
)
def test_what_the_network_cannot_read_is_said(visit: Visit, text: str, told: str) -> None:
    app = typed(visit(lang="en"), text)
    assert not app.exception
    assert told in shown(app)
    assert app.text_input(key="watch_text").value == text


@pytest.mark.parametrize(
    "text",
    [
        "यह film बहुत अच्छी है",
        "हा चित्रपट खूप छान आहे",  # Marathi
        "फिल्‍म अच्‍छी है",  # ZWJ
        "फिल्म अच्छी है " * 300,
        "यह ३ घंटे की फ़िल्म १००% अच्छी है",
    ],
)
def test_odd_hindi_is_read(visit: Visit, text: str) -> None:
    app = typed(visit(lang="hi"), text)
    assert not app.exception
    assert read_in(app) == "hi"
    assert has_figure(app)


def test_the_gradients_are_those_of_the_sentences_networks() -> None:
    app = open_page("vanishing", lang="hi")
    assert not app.exception
    assert app.segmented_control(key="vanishing_language").value == "hi"
    header, arrays = figure(app)
    assert header["curves"]
    app = typed(app, ENGLISH, key="vanishing_text")
    assert app.segmented_control(key="vanishing_language").value == "en"
    assert address(app)["vanishing_language"] == "en"
    assert len(figure(app)[1]) == len(arrays)
    assert 'viz.load_model("sentiment-lstm")' not in shown(app)  # code is closed at first


def test_the_sentence_and_its_language_come_along_to_another_page(visit: Visit) -> None:
    app = typed(visit(lang="en"), HINDI)
    app.segmented_control(key="watch_language").set_value("en").run()
    app.switch_page(str(APP.parents[1] / "pages" / "vanishing.py")).run()
    assert app.text_input(key="vanishing_text").value == HINDI
    assert app.segmented_control(key="vanishing_language").value == "en"


def test_an_untouched_example_gives_way_on_a_page_without_a_board_too() -> None:
    app = open_page("vanishing", lang="en")
    assert app.text_input(key="vanishing_text").value == examples("sentiment", "en")[0]
    app.segmented_control(key="vanishing_language").set_value("hi").run()
    assert not app.exception
    assert app.text_input(key="vanishing_text").value == examples("sentiment", "hi")[0]
