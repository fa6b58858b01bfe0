"""The Watch page as a person uses it: mouse, keyboard, address bar, phone."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

import visualizer as viz
from tests.browser.clock import apart, stop_clock
from tests.browser.conftest import Open, serious_violations

TWIST = "a slow start but the ending was not dull and I loved every minute of it"
FIRST = "a slow start , but the ending is brilliant and deeply moving"
PLAIN = "the film is not good"


def numbers(text: str) -> list[float]:
    """The numbers in a formula, a true minus read as one."""
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("−", "-"))]


def test_the_page_opens_on_a_sentence_with_everything_in_place(visit: Open) -> None:
    page = visit(lang="en")
    assert page.state("steps") == "12"
    assert " ".join(page.words()) == FIRST
    assert page.stage.get_attribute("role") == "group"
    assert page.stage.get_attribute("aria-label")
    expect(page.page.get_by_label("Sentence", exact=True)).to_have_value(FIRST.replace(" ,", ","))
    slider = page.stage.locator("[role=slider]")
    assert slider.get_attribute("aria-valuenow") == str(int(page.state("t") or 0) + 1)
    expect(page.stage.get_by_role("combobox").first).to_have_value("effect")
    check = page.page.locator("[data-max-error]").get_attribute("data-max-error")
    assert 0 < float(check or "nan") < 1e-5


def test_the_first_visit_plays_once_and_stops_at_the_end(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, still=False)
    page.step(4)
    expect(page.stage.get_by_role("button", name="Play")).to_be_visible()


def test_reduced_motion_does_not_play(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    assert page.state("t") == "4"


def test_a_step_takes_nine_tenths_of_a_second_at_normal_speed(
    app_url: str, browser: Browser
) -> None:
    with apart(browser, app_url, "[data-stage]", lang="en", text=TWIST, t="1") as page:
        speed = page.stage.get_by_label("Speed")
        expect(speed).to_have_value("1")
        assert speed.locator("option").all_text_contents() == ["0.5×", "1×", "2×", "4×"]
        later = stop_clock(page)
        for chosen, ms in (("1", 900), ("0.5", 1800), ("4", 225)):
            page.stage.get_by_role("button", name="First word").click()
            speed.select_option(chosen)
            page.stage.get_by_role("button", name="Play").click()
            for t in range(3):
                later(ms - 10)
                assert page.state("t") == str(t)
                later(10)
                assert page.state("t") == str(t + 1)


def test_a_touch_stops_the_playing(app_url: str, browser: Browser) -> None:
    with apart(browser, app_url, "[data-stage]", lang="en", text=TWIST, t="1") as page:
        later = stop_clock(page)
        page.stage.get_by_role("button", name="Play").click()
        later(1_000)
        assert page.state("t") == "1"
        page.stage.focus()
        page.page.keyboard.press("Home")
        page.step(0)
        expect(page.stage.get_by_role("button", name="Play")).to_be_visible()
        later(10_000)
        assert page.state("t") == "0"


def test_the_keyboard_steps_without_any_word_to_the_server(visit: Open) -> None:
    page = visit(lang="en", text=TWIST, t="1")
    page.stage.focus()
    before = len(page.frames)
    for t in range(1, 16):
        page.page.keyboard.press("ArrowRight")
        page.step(t)
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Home")
    page.step(0)
    page.page.keyboard.press("End")
    page.step(15)
    page.page.keyboard.press("ArrowLeft")
    page.step(14)
    page.page.keyboard.press("ArrowDown")
    page.wait("stage.dataset.unit !== ''")
    page.address("watch_t=15")
    assert len(page.frames) == before


def test_playing_and_pointing_stay_in_the_browser(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="1")
    before = len(page.frames)
    page.stage.get_by_role("button", name="Play").click()
    page.step(4)
    for row in range(3):
        page.page.mouse.move(*page.place("f", t=row, row=row, units=48))
    page.page.mouse.click(*page.place("o", t=2, row=5, units=48))
    page.step(2)
    page.address("watch_t=3")
    assert len(page.frames) == before


def test_a_step_changes_what_is_painted(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="1")
    first = page.lane("f").screenshot()
    page.stage.focus()
    page.page.keyboard.press("ArrowRight")
    page.step(1)
    assert page.lane("f").screenshot() != first


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_pointing_shows_the_recorded_value_and_its_arithmetic(visit: Open, cell: str) -> None:
    page = visit(lang="en", text=PLAIN, network=cell, t="1", order="index")
    record = viz.load_model(f"sentiment-{cell}").read(PLAIN).record
    for symbol in record.quantities:
        values = record.unit_values(symbol)
        units = values.shape[1]
        for t, unit in ((3, 7), (4, units - 1), (0, 0)):
            page.page.mouse.move(*page.place(symbol, t=t, row=unit, units=units))
            word = PLAIN.split()[t]
            expect(page.stage.locator("h2")).to_have_text(f"unit {unit} at “{word}”")
            formula = page.stage.locator(".formula").inner_text()
            assert formula.startswith(symbol)
            assert numbers(formula)[-1] == pytest.approx(values[t, unit], abs=0.00051)
            shown = page.stage.locator(".value-row .number").all_inner_texts()
            lanes = page.stage.locator("[data-lane]").evaluate_all(
                "nodes => nodes.map(node => node.dataset.lane)"
            )[3:]
            for lane, text in zip(lanes, shown, strict=False):
                value = record.unit_values(lane)[t, unit]
                assert numbers(text) == [pytest.approx(value, abs=0.00051)]


def test_the_arithmetic_adds_up(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="4", unit="11", show="c")
    f, c_prev, i, g, c = numbers(page.stage.locator(".formula").inner_text())
    assert c == pytest.approx(f * c_prev + i * g, abs=0.003)
    page.stage.get_by_role("button", name="hidden state h").click()
    *_, o, tanh_c, h = numbers(page.stage.locator(".formula").inner_text())
    assert h == pytest.approx(o * tanh_c, abs=0.002)
    page.stage.get_by_role("button", name="forget gate f").click()
    x, _, _, total, f_again = numbers(page.stage.locator(".formula").inner_text())
    assert f_again == f == pytest.approx(1 / (1 + np.exp(-total)), abs=0.001)
    assert x != 0


def test_the_arithmetic_of_a_grus_candidate_adds_up(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, network="gru", t="4", unit="11", show="n")
    x, bias, r, h, bias_h, total, n = numbers(
        page.stage.locator(".formula").inner_text().replace("− ", "-").replace("+ ", "")
    )
    assert total == pytest.approx(x + bias + r * (h + bias_h), abs=0.004)
    assert n == pytest.approx(np.tanh(total), abs=0.001)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_verdict_is_the_sigmoid_of_the_units_pushes(visit: Open, cell: str) -> None:
    page = visit(lang="en", text=PLAIN, network=cell, t="1")
    lane = page.lane("verdict").bounding_box()
    assert lane
    page.page.mouse.move(lane["x"] + lane["width"] * 3.5 / 5, lane["y"] + 5)
    expect(page.stage.locator("h2")).to_have_text("verdict after “not”")
    text = page.stage.locator(".formula").inner_text().replace("− ", "-").replace("+ ", "")
    bias, pushes, total, verdict, *strongest = numbers(text)
    network = viz.load_model(f"sentiment-{cell}")
    assert verdict == pytest.approx(network.read(PLAIN).verdict[3], abs=0.00051)
    assert verdict == pytest.approx(1 / (1 + np.exp(-total)), abs=0.001)
    assert total == pytest.approx(bias + pushes, abs=0.002)
    own = network.readout.weight.detach().numpy()[0] * network.read(PLAIN).record.h[0, 0, 3, 0]
    largest = sorted(np.abs(own), reverse=True)[: len(strongest)]
    assert [abs(push) for push in strongest] == pytest.approx(largest, abs=0.00051)


def test_a_click_pins_a_unit_and_the_address_shares_the_view(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, network="gru", t="1", order="index")
    page.page.mouse.click(*page.place("z", t=3, row=9, units=48))
    assert (page.state("t"), page.state("unit")) == ("3", "9")
    page.address("watch_unit=9")
    query = dict(p.split("=") for p in page.page.url.split("?")[1].split("&"))
    assert query["watch_text"] == PLAIN.replace(" ", "+")
    assert (query["watch_network"], query["lang"], query["watch_t"]) == ("gru", "en", "4")
    assert (query["watch_order"], query["watch_show"]) == ("index", "z")
    query["watch_text"] = PLAIN
    other = visit(**query)
    assert other.words() == PLAIN.split()
    assert [other.state(name) for name in ("t", "unit", "cell")] == ["3", "9", "gru"]
    expect(other.stage.locator("h2")).to_have_text("unit 9 at “not”")
    expect(other.stage.get_by_role("combobox").first).to_have_value("index")
    other.stage.focus()
    other.page.keyboard.press("Escape")
    other.wait("stage.dataset.unit === ''")


def test_a_new_sentence_starts_a_new_stage_and_a_new_address(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="2", unit="5")
    page.enter("never boring")
    page.wait("stage.dataset.steps === '2'")
    assert page.words() == ["never", "boring"]
    assert page.state("unit") == ""
    page.address("text=never+boring")
    page.address("watch_t=2")


def test_another_network_keeps_the_step(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="3")
    page.page.get_by_role("radio", name="GRU").click()
    page.wait("stage.dataset.cell === 'gru'")
    assert page.state("t") == "2"
    page.address("network=gru")


def test_markup_in_a_sentence_is_shown_as_text(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    page.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.enter("<img src=x onerror=alert(1)> $x^2$ **bold**")
    page.wait("stage.textContent.includes('onerror')")
    assert page.stage.locator("img").count() == 0
    assert "".join(page.words()).startswith("<imgsrc=xonerror=alert(1)>")


def test_ten_thousand_words_leave_an_address_that_can_be_opened(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    page.enter("good film " * 5_000)
    page.wait("stage.dataset.steps === '64'")
    expect(page.page.get_by_text("46,000 letters at its end were not kept")).to_be_visible()
    expect(page.page.get_by_text("736 more were left out")).to_be_visible()
    expect(page.page.get_by_label("Sentence", exact=True)).to_have_value("good film " * 400)
    page.address("text=good")
    assert len(page.page.url) < 2_000
    page.page.reload()
    page.page.wait_for_selector("[data-stage]")
    page.wait("stage.dataset.steps === '64'")


def test_nonsense_in_the_address_is_clamped(visit: Open) -> None:
    page = visit(lang="qq", network="x", text=PLAIN, t="999", unit="5e9", order="?", show="q")
    assert (page.state("t"), page.state("unit"), page.state("cell")) == ("4", "", "lstm")
    other = visit(text=PLAIN, t="-3", unit="000077")
    assert (other.state("t"), other.state("unit")) == ("4", "47")


def test_hindi_is_hindi_and_keeps_the_sentence(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    page.page.get_by_role("radio", name="हिन्दी").click()
    page.wait("stage.lang === 'hi'")
    assert page.words() == PLAIN.split()
    expect(page.stage.get_by_text("फॉरगेट गेट").first).to_be_visible()
    page.address("lang=hi")
    fonts = page.page.evaluate(
        "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
    )
    assert "Devanagari" in fonts


@pytest.mark.parametrize(("locale", "lang"), [("hi-IN", "hi"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_first_language_is_the_browsers(
    app_url: str, browser: Browser, locale: str, lang: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(app_url)
    page.wait_for_selector("[data-stage]")
    assert page.locator("[data-stage]").get_attribute("lang") == lang
    context.close()


def test_tab_reaches_sentence_network_stage_and_transport(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    page.page.get_by_label("Sentence", exact=True).focus()
    reached = []
    for _ in range(20):
        page.page.keyboard.press("Tab")
        reached.append(
            page.page.evaluate(
                """() => {
                    let node = document.activeElement;
                    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                    return node.getAttribute("role") ?? node.tagName.toLowerCase();
                }"""
            )
        )
    assert {"group", "slider", "select", "button"} <= set(reached)


def test_space_plays_and_enter_pins(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN, t="3")
    page.stage.focus()
    page.page.keyboard.press("Enter")
    page.wait("stage.dataset.unit !== ''")
    page.page.keyboard.press("Space")
    page.step(4)


def test_keys_meant_for_the_stage_are_no_shortcuts_of_the_app(visit: Open) -> None:
    page = visit(lang="en", text=PLAIN)
    page.stage.focus()
    page.page.keyboard.press("c")
    page.page.keyboard.press("r")
    assert page.page.get_by_role("dialog").count() == 0


def test_a_phone_shows_the_page_without_sideways_scrolling(visit: Open) -> None:
    page = visit(lang="en", width=390)
    overflow = page.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    page.stage.get_by_role("button", name="First word").click()
    page.step(0)


def test_two_people_do_not_meet(visit: Open) -> None:
    one, other = visit(lang="en", text="a good film"), visit(lang="hi", text="a bad film")
    one.enter("a moving film")
    one.wait("stage.textContent.includes('moving')")
    assert other.words() == ["a", "bad", "film"]


def test_the_saved_page_shows_the_sentence_without_the_app(visit: Open, tmp_path: Path) -> None:
    page = visit(lang="en", text=PLAIN, network="gru")
    with page.page.expect_download() as started:
        page.page.get_by_role("button", name="Save as a web page").click()
    assert started.value.suggested_filename == "sentiment-gru.html"
    saved = tmp_path / started.value.suggested_filename
    started.value.save_as(saved)
    page.page.goto(saved.as_uri())
    expect(page.page.locator("h1")).to_have_text(PLAIN)
    assert page.words() == PLAIN.split()
    assert page.state("cell") == "gru"


def test_no_tab_has_a_serious_violation(visit: Open) -> None:
    visited = visit(lang="en")
    for label, shown in (
        ("Figures", "stPlotlyChart"),
        ("Numbers", "stDataFrame"),
        ("Code", "stCode"),
    ):
        visited.page.get_by_role("tab", name=label).click()
        visited.page.get_by_test_id(shown).first.wait_for()
        visited.settle()
        assert serious_violations(visited.page, "[data-testid=stTabs]") == []


def test_no_file_of_ours_comes_twice(visit: Open) -> None:
    """A link in the page's head that did not fit what is asked for later would double it."""
    ours = visit(lang="en").page.evaluate(
        """() => performance.getEntriesByType("resource").map((each) => each.name)
            .filter((name) => name.includes("/visualizer."))"""
    )
    assert any(name.endswith("board/board.js") for name in ours)
    assert len(ours) == len({*ours})
