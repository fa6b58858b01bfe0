"""The page on vanishing gradients, as a person walks through it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.clock import apart, stop_clock
from tests.browser.conftest import IDLE, Open, Visit, serious_violations

CURVES = "[data-curves] path[data-curve], [data-trainings] .gradients path[data-curve]"


def go(visit: Open, **parameters: str | int | bool) -> Page:
    """From the first page to this one, by its link."""
    hindi = parameters.get("lang") == "hi"
    visited = visit(**{"lang": "en", **parameters})
    name = "वैनिशिंग ग्रेडिएंट्स" if hindi else "Vanishing gradients"
    visited.turn_to(name)
    visited.page.wait_for_selector(CURVES)
    visited.settle()
    return visited.page


def words(page: Page) -> list[str]:
    """What stands below the curves' columns."""
    return page.locator("[data-curves] .tick.word").all_text_contents()


def test_a_shared_link_opens_the_part_and_its_settings_without_an_error(visit: Open) -> None:
    visited = visit(lang="en")
    page = visited.page
    page.goto(f"{visited.url}/vanishing-gradients?lang=en&part=knobs&cells=gru&units=9&steps=12")
    page.wait_for_selector(CURVES)
    expect(page.get_by_role("slider", name="Units")).to_have_value("9")
    assert page.locator("[data-curves] path[data-curve]").count() == 1
    visited.turn_to("Watch the gates")
    page.wait_for_selector("[data-stage]")
    page.reload()
    page.wait_for_selector("[data-stage]")


def test_the_sentence_comes_along_and_a_new_one_is_drawn(visit: Open) -> None:
    page = go(visit, text="the film was dull")
    assert words(page) == ["the", "film", "was", "dull"]
    box = page.locator(".st-key-vanishing_text input")
    box.fill("not a good idea")
    box.press("Enter")
    expect(page.locator("[data-curves] .tick.word").first).to_have_text("not")
    page.wait_for_function("() => location.search.includes('not+a+good+idea')")
    page.get_by_role("tab", name="Map").click()
    expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_be_visible()


def test_curves_are_read_with_the_keys_and_hidden_without_the_server(visit: Open) -> None:
    visited = visit(lang="en", text="the film was dull")
    page = visited.page
    visited.turn_to("Vanishing gradients")
    figure = page.locator("[data-curves]")
    page.wait_for_selector("[data-curves] path[data-curve]")
    visited.settle()
    before = len(visited.frames)
    figure.focus()
    page.keyboard.press("End")
    expect(figure.locator(".curves-moment")).to_have_text("after “dull”, step 4 of 4")
    expect(figure.locator(".curves-values td").nth(1)).to_have_text("1")  # divided by itself
    page.keyboard.press("ArrowLeft")
    expect(figure.locator(".curves-moment")).to_contain_text("was")
    expect(figure.locator(".spoken")).to_contain_text("RNN, through h: ")
    button = figure.get_by_role("button", name="GRU, through h")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(figure.locator("path[data-curve]")).to_have_count(3)
    assert len(visited.frames) == before


def test_a_knob_changes_the_curves_with_the_keyboard_alone(visit: Open) -> None:
    page = go(visit)
    page.get_by_text("2 · Turn the knobs").click()
    page.wait_for_selector("[data-curves] path[data-curve]")
    told = page.get_by_text("99 steps back the factor is").first
    before = told.text_content()
    assert before
    page.get_by_role("slider", name="Spectral radius of Wₕₕ").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('radius=1.05')")
    expect(told).not_to_have_text(before)
    expect(page.locator(CURVES).first).to_be_visible()


def race(visit: Open, **address: str | int) -> Visit:
    """The race's part, opened by its link."""
    visited = visit(lang="en")
    asked = "".join(f"&{name}={value}" for name, value in address.items())
    visited.page.goto(f"{visited.url}/vanishing-gradients?lang=en&part=race{asked}")
    visited.page.wait_for_selector("[data-trainings][data-after]")
    visited.settle()
    return visited


def test_the_keys_move_through_a_training_without_the_server(visit: Open) -> None:
    visited = race(visit, gap=20)
    page = visited.page
    machine = page.locator("[data-trainings]")
    shown = machine.locator(".gradients path[data-curve=rnn]")
    expect(machine).to_have_attribute("data-after", "3000")
    at_the_end = shown.get_attribute("d")
    before = len(visited.frames)
    machine.focus()
    page.keyboard.press("Home")
    expect(machine).to_have_attribute("data-after", "0")
    expect(machine.locator("caption")).to_have_text("untrained, before training step 1")
    expect(shown).not_to_have_attribute("d", at_the_end or "")
    page.keyboard.press("ArrowRight")
    expect(machine).to_have_attribute("data-after", "25")
    page.keyboard.press("ArrowUp")
    expect(machine.locator("thead")).to_contain_text("gradient at time step 2 of 22")
    expect(machine.locator(".spoken")).to_contain_text("after training step 25; time step 2 of 22")
    page.wait_for_function("() => location.search.includes('vanishing_after=25&vanishing_at=2')")
    assert len(visited.frames) == before


def test_a_shared_link_opens_the_moment_and_the_slider_and_the_plot_move_it(visit: Open) -> None:
    visited = race(visit, gap=20, after=110, at=7)
    page = visited.page
    machine = page.locator("[data-trainings]")
    expect(machine).to_have_attribute("data-after", "100")
    expect(machine.locator("thead")).to_contain_text("time step 7 of 22")
    slider = machine.get_by_role("slider", name="Moment of the training")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(machine).to_have_attribute("data-after", "125")
    expect(slider).to_have_attribute("aria-valuetext", "after training step 125")
    plot = machine.locator(".accuracies").bounding_box()
    assert plot is not None
    page.mouse.click(plot["x"] + plot["width"] - 20, plot["y"] + 60)
    expect(machine).to_have_attribute("data-after", "3000")
    page.get_by_test_id("stButtonGroup").filter(has_text="80").get_by_text("10", exact=True).click()
    expect(machine.locator("thead")).to_contain_text("of 12")
    expect(machine).to_have_attribute("data-after", "875")  # where the last one had solved it


@pytest.mark.parametrize("address", [{"after": "x", "at": "-3"}, {"after": 999999, "at": 99999}])
def test_nonsense_about_the_moment_opens_the_race_all_the_same(
    visit: Open, address: dict[str, str | int]
) -> None:
    machine = race(visit, gap=20, **address).page.locator("[data-trainings]")
    expect(machine).to_have_attribute("data-after", "3000")
    expect(machine.locator("thead")).to_contain_text("time step 1 of 22")


def test_playing_goes_from_the_untrained_network_to_the_end_and_stops(visit: Open) -> None:
    page = race(visit, gap=20).page
    machine = page.locator("[data-trainings]")
    machine.get_by_label("Speed").select_option("4")
    machine.focus()
    page.keyboard.press(" ")
    expect(machine.get_by_role("button", name="Pause")).to_be_visible()
    expect(machine).not_to_have_attribute("data-after", "3000")
    expect(machine).to_have_attribute("data-after", "3000", timeout=15_000)
    expect(machine.get_by_role("button", name="Play")).to_be_visible()


def test_playing_shows_four_moments_of_the_training_a_second(
    app_url: str, browser: Browser
) -> None:
    url, asked = f"{app_url}/vanishing-gradients", {"lang": "en", "part": "race", "gap": "20"}
    with apart(browser, url, "[data-trainings][data-after]", **asked) as visited:
        page = visited.page
        machine = page.locator("[data-trainings]")
        expect(machine.get_by_label("Speed")).to_have_value("1")
        machine.focus()
        page.keyboard.press("Home")
        expect(machine).to_have_attribute("data-after", "0")
        later = stop_clock(visited)
        page.keyboard.press(" ")
        for after in (0, 25, 50):
            later(240)
            assert machine.get_attribute("data-after") == str(after)
            later(10)
            assert machine.get_attribute("data-after") == str(after + 25)


def test_a_live_race_can_be_stopped(visit: Open) -> None:
    visited = visit(lang="en")
    page = visited.page
    visited.turn_to("Vanishing gradients")
    page.get_by_text("3 · The race").click()
    page.get_by_text("A race of your own").click()
    page.get_by_role("button", name="Start the race").click()
    page.wait_for_selector(".st-key-vanishing_live_race_machine [data-trainings]")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What was measured")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("part", ["1", "2", "3"])
@pytest.mark.parametrize(("lang", "dark", "width"), [("en", False, 1440), ("hi", True, 390)])
def test_no_part_has_a_serious_violation_or_scrolls_sideways(
    visit: Open, part: str, lang: str, dark: bool, width: int
) -> None:
    page = go(visit, lang=lang, dark=dark, width=width)
    page.get_by_text(f"{part} · ").click()
    page.wait_for_selector(CURVES)
    page.wait_for_selector(IDLE)
    page.wait_for_function(
        "() => document.getAnimations().every((one) => one.playState !== 'running')"
    )
    assert serious_violations(page, ".stMain") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("lang", "dark", "width"), [("en", True, 1280), ("hi", False, 390)])
def test_the_networks_of_a_race_are_one_click_away_and_stand_on_the_board(
    visit: Open, lang: str, dark: bool, width: int
) -> None:
    visited = visit(lang=lang, dark=dark, width=width)
    page = visited.page
    page.goto(f"{visited.url}/vanishing-gradients?lang={lang}&vanishing_part=race&vanishing_gap=20")
    page.locator(".st-key-vanishing_recorded_to_board button").click()
    board = page.locator("[data-stage]")
    expect(board).to_have_attribute("data-cell", "lstm")
    visited.address("vanishing_race=board")
    visited.settle()
    before = len(visited.frames)
    board.focus()
    page.keyboard.press("Home")
    expect(board).to_have_attribute("data-t", "0")
    page.keyboard.press("End")
    expect(board).to_have_attribute("data-t", "21")
    expect(board.locator(".verdict-label b").first).not_to_have_text("")
    assert len(visited.frames) == before  # stepping asks the server nothing
    box = page.locator(".st-key-vanishing_board_sequence input")
    box.fill("G a b c ?")
    box.press("Enter")
    expect(board.locator(".chip").first).to_have_text("G")
    visited.address("vanishing_board_sequence=G")
    visited.settle()
    page.wait_for_function(
        "() => document.getAnimations().every((one) => one.playState !== 'running')"
    )
    assert serious_violations(page, ".stMain") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.go_back()
    page.wait_for_selector("[data-trainings][data-after]")
