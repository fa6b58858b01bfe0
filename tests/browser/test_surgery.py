"""Changes made by hand, as a person makes them: keys, fields, the way back, a phone."""

import re

from playwright.sync_api import Locator, expect

import visualizer as viz
from tests.browser.conftest import Open, Visit, serious_violations

TEXT = "the film was not good"


def chips(visited: Visit) -> Locator:
    return visited.stage.locator(".surgery-chips li:not(.act)")


def verdict(visited: Visit) -> Locator:
    """What the changes did to the verdict, in a sentence."""
    return visited.stage.locator(".surgery-told p").first


def unchanged_and_changed() -> tuple[str, str]:
    """The last verdict as the network is, and with all its forget gates open."""
    network = viz.load_model("sentiment-lstm")
    plain = network.read(TEXT).verdict[-1]
    with viz.intervene(network, viz.Clamp("recurrent", "f", value=1)):
        changed = network.read(TEXT).verdict[-1]
    assert abs(changed - plain) > 0.01
    return f"{plain:.2f}", f"{changed:.2f}"


def open_panel(visited: Visit) -> None:
    """By its key; the first preset has the keyboard then."""
    visited.stage.focus()
    visited.page.keyboard.press("h")
    expect(visited.stage.locator(".surgery-presets button").first).to_be_focused()


def test_a_preset_by_keyboard_is_pressed_told_undone_and_kept_in_the_address(visit: Open) -> None:
    page = visit(lang="en", watch_text=TEXT)
    keyboard = page.page.keyboard
    label, (plain, changed) = page.stage.locator(".verdict-label"), unchanged_and_changed()
    expect(label).to_contain_text(plain)
    open_panel(page)
    preset = page.stage.get_by_role("button", name="remember for ever f = 1")
    expect(preset).to_have_attribute("aria-pressed", "false")
    keyboard.press("Enter")
    expect(chips(page)).to_have_text(["f = 1 · all units · every word×"])
    expect(preset).to_have_attribute("aria-pressed", "true")
    expect(preset).to_be_focused()  # the keyboard stays where it was
    expect(label).to_contain_text(changed)
    expect(verdict(page)).to_contain_text(f"{plain} as it is, {changed} changed by hand")
    told = verdict(page).text_content() or ""
    page.address("watch_surgery=f+hold+1+all+all")
    page.stage.get_by_role("button", name="Undo").click()
    expect(preset).to_have_attribute("aria-pressed", "false")
    expect(chips(page)).to_have_count(0)
    expect(label).to_contain_text(plain)
    page.page.wait_for_function("() => !location.search.includes('watch_surgery')")
    preset.click()
    page.address("watch_surgery=f+hold+1+all+all")
    page.open_lane("f")
    expect(page.stage.locator(".formula")).to_contain_text("f = 1.000  changed by hand")
    expect(page.stage.locator(".formula")).to_contain_text("as it is")
    assert serious_violations(page.page, ".st-key-watch_stage") == []
    page.page.reload()
    expect(chips(page)).to_have_count(1)
    expect(verdict(page)).to_have_text(told)
    again = page.stage.get_by_role("button", name="Take back: f = 1 · all units · every word")
    again.focus()
    keyboard.press("Enter")
    expect(chips(page)).to_have_count(0)
    page.page.wait_for_function("() => !location.search.includes('watch_surgery')")


def test_one_word_and_one_unit_by_keyboard_and_the_word_goes_and_returns(visit: Open) -> None:
    page = visit(lang="en", watch_text=TEXT, watch_t="4", watch_unit="17")
    keyboard, stage = page.page.keyboard, page.stage
    open_panel(page)
    stage.get_by_label("Quantity", exact=True).focus()
    keyboard.type("cell")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Tab")
    amount = stage.locator(".surgery-form input[type=number]")
    expect(amount).to_be_focused()
    for wrong in ("", "-7"):
        amount.fill(wrong)
        keyboard.press("Enter")
        wanted = "The value must be a number from −4 to 4."
        expect(stage.get_by_role("alert")).to_have_text(wanted)
        expect(amount).to_be_focused()
        expect(amount).to_have_value(wrong)
    amount.fill("-2.375")
    keyboard.press("Enter")
    expect(chips(page)).to_have_text(["c = −2.375 · unit 17 · at “not”×"])
    page.enter("the film was good")
    expect(chips(page)).to_contain_text("This text has no such word; kept for when it returns.")
    expect(page.stage.locator(".surgery-told")).to_contain_text("nothing is changed")
    page.enter("it was never good, and not bad")
    expect(chips(page)).to_have_text(["c = −2.375 · unit 17 · at “not”×"])
    expect(verdict(page)).to_contain_text("changed by hand")


def test_a_change_is_undone_after_another_page(visit: Open) -> None:
    page = visit(lang="en", watch_text=TEXT)
    open_panel(page)
    for name in ("write nothing", "say nothing"):
        page.stage.get_by_role("button", name=name).click()
    expect(chips(page)).to_have_count(2)
    page.turn_to("Inside one cell")
    expect(page.page.get_by_role("heading", level=1)).to_have_text("Inside one cell")
    page.settle()
    page.turn_to("Watch the gates")
    expect(chips(page)).to_have_count(2)
    page.stage.get_by_role("button", name="Undo").evaluate("undo => (undo.click(), undo.click())")
    expect(chips(page)).to_have_count(0)


def test_on_a_phone_the_panel_fits_and_all_of_it_can_be_reached(visit: Open) -> None:
    said = "f hold 1 all all;c take a%20good%20film%20indeed 3,4,5 not/1+;o scale -0.5 all dull/1"
    page = visit(lang="hi", watch_text=TEXT, watch_surgery=said, width=390)
    expect(chips(page)).to_have_count(3)
    open_panel(page)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    opens = page.stage.get_by_role("button", name="हाथ से बदलें").bounding_box()
    assert opens
    assert 0 <= opens["x"] < opens["x"] + opens["width"] <= 390
    page.stage.locator(".surgery-form select").nth(1).select_option("take")
    page.stage.locator(".surgery-form select").nth(2).select_option("these")
    for control in page.stage.locator(".surgery :is(button, select, input)").all():
        if not control.is_visible():
            continue
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, control.evaluate("node => node.outerHTML")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    source = page.stage.get_by_label("कोई और वाक्य")
    assert re.search("[ऀ-ॿ]", source.get_attribute("placeholder") or "")
