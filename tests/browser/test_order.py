"""Words that are shuffled, dragged and moved by keys, as a person does it."""

from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.conftest import Open, Visit
from visualizer.networks import load_model
from visualizer.ui.order.texts import BETWEEN_TOPICS

TEXT = "the film was good but the ending was dull"
AS_TYPED = "1 2 3 4 5 6 7 8 9"


def figure_of(visited: Visit) -> Locator:
    figure = visited.page.locator("[data-words]")
    expect(figure).to_be_visible()
    visited.settle()
    return figure


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found
    return found


def drag(visited: Visit, word: Locator, x: float, y: float) -> None:
    start, mouse = box(word), visited.page.mouse
    mouse.move(start["x"] + 8, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + 30, start["y"] + 12, steps=3)
    mouse.move(x, y, steps=6)
    mouse.up()


def test_a_shuffle_moves_words_at_once_and_the_bag_alone_stays(visit: Open) -> None:
    visited = visit(path="does-order-matter", lang="en", order_text=TEXT)
    figure, keyboard = figure_of(visited), visited.page.keyboard
    expect(figure).to_have_attribute("data-order", AS_TYPED)
    moved_at_once = figure.evaluate(
        """root => {
            root.querySelector("[data-tool=shuffle]").click();
            return root.dataset.order;
        }"""
    )
    assert moved_at_once != AS_TYPED
    assert sorted(moved_at_once.split()) == AS_TYPED.split()
    expect(figure).not_to_have_attribute("aria-busy", "")
    bag = figure.locator("[data-network='bag']")
    expect(bag).to_contain_text("exactly the same, bit for bit")
    for cell in ("rnn", "gru", "lstm"):
        expect(figure.locator(f"[data-network='{cell}'] .told")).to_contain_text("points")
    visited.address(f"order_places={moved_at_once.replace(' ', '.')}")
    figure.focus()
    for _ in range(6):  # in one moment: of all of them the last one counts
        keyboard.press("s")
    last = figure.get_attribute("data-order")
    visited.address(f"order_places={str(last).replace(' ', '.')}")
    expect(figure).not_to_have_attribute("aria-busy", "")
    keyboard.press("ArrowLeft")
    expect(figure).not_to_have_attribute("data-order", str(last))
    keyboard.press("ArrowRight")
    expect(figure).to_have_attribute("data-order", str(last))
    visited.settle()
    visited.page.reload()
    expect(figure).to_have_attribute("data-order", str(last))
    visited.settle()
    figure.focus()
    keyboard.press("0")
    expect(figure).to_have_attribute("data-order", AS_TYPED)
    expect(figure.locator("[data-network='lstm'] .told")).to_have_text("as typed")


def test_a_word_is_dragged_dropped_outside_and_moved_by_keys(visit: Open) -> None:
    visited = visit(path="does-order-matter", lang="en", order_text=TEXT)
    figure, keyboard = figure_of(visited), visited.page.keyboard
    words = figure.locator(".order-word")
    last = box(words.last)
    drag(visited, words.nth(3), last["x"] + last["width"] - 3, last["y"] + 9)
    expect(figure).to_have_attribute("data-order", "1 2 3 5 6 7 8 9 4")
    expect(words.last).to_be_focused()
    expect(words.last).to_have_accessible_name("“good”, place 9 of 9, typed at place 4")
    drag(visited, words.nth(0), last["x"], last["y"] + 300)
    expect(figure.locator(".order-why")).to_have_text(
        "“the” was let go outside the row, so it went back to place 1."
    )
    expect(figure).to_have_attribute("data-order", "1 2 3 5 6 7 8 9 4")
    words.last.focus()
    keyboard.press("Home")
    expect(figure).to_have_attribute("data-order", "4 1 2 3 5 6 7 8 9")
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    expect(figure.locator(".spoken")).to_have_text("“good” is at place 3 of 9 now.")
    keyboard.press("ArrowDown")
    expect(words.nth(3)).to_be_focused()
    keyboard.press("End")
    expect(figure).to_have_attribute("data-order", "1 2 4 5 6 7 8 9 3")
    expect(figure).not_to_have_attribute("aria-busy", "")
    visited.address("order_places=1.2.4.5.6.7.8.9.3")
    field = visited.page.locator(".st-key-order_text input")
    field.fill("good")
    field.press("Enter")
    expect(figure.locator(".order-why")).to_have_text(
        "One word has only one order: type more to shuffle."
    )
    expect(figure.get_by_role("button", name="Shuffle")).to_be_disabled()


def test_a_finger_moves_a_word_and_all_parts_fit_a_phone(visit: Open) -> None:
    visited = visit(path="does-order-matter", lang="hi", order_part="shuffle", width=390)
    figure = figure_of(visited)
    words = figure.locator(".order-word")
    before, target = box(words.nth(0)), box(words.nth(2))
    figure.evaluate(
        """(root, [from, to]) => {
            const word = root.querySelector(".order-word");
            const row = word.closest("ol");
            const at = ([x, y]) => ({ pointerId: 7, pointerType: "touch", bubbles: true, button: 0,
                clientX: x, clientY: y });
            row.setPointerCapture = () => {};  // of a finger that is made up
            word.dispatchEvent(new PointerEvent("pointerdown", at(from)));
            row.dispatchEvent(new PointerEvent("pointermove", at(to)));
            row.dispatchEvent(new PointerEvent("pointerup", at(to)));
        }""",
        [
            [before["x"] + 5, before["y"] + 5],
            [target["x"] + target["width"] - 2, target["y"] + 5],
        ],
    )
    expect(figure).to_have_attribute("data-order", "2 3 1 4 5 6 7")
    for name in ("2", "3"):
        visited.page.get_by_text(f"{name} · ").first.click()
        visited.settle()
        width = visited.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
    packed = visited.stage.locator("[data-track]").first
    shown = packed.locator(".class-value").all_text_contents()
    last = load_model("news-lstm").read(BETWEEN_TOPICS).probabilities[-1]
    assert shown == [f"{share:.2f}" for share in last]
    answer = packed.locator(".class-value.is-answer")
    expect(answer).to_have_text(f"{last.max():.2f}")
