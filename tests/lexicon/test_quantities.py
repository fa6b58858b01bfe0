"""The hues of the quantity table can be read and told apart, also without red or green cones."""

from itertools import combinations

import numpy as np
import pytest

from visualizer.core import RECORDS
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, PAPER, POSITIVE, Theme
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks import load_model, task_named

GROUNDS = {"light": ("#ffffff", "#f4f5f7"), "dark": ("#0f1217", "#1b212b")}
VISIONS = {
    "normal": np.eye(3),
    # Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
LANES = {"lstm": "figoch", "gru": "rznh", "rnn": "h"}
"""The quantities of each cell in the order in which the eye should meet them."""
APART = 10.0
THEMES = ("light", "dark")


def linear(hue: str) -> np.ndarray:
    """An sRGB colour as linear light."""
    channels = np.array([int(hue[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((linear(one) @ weights + 0.05, linear(other) @ weights + 0.05))
    return float(high / low)


def lab(hue: str, vision: str) -> np.ndarray:
    """Where a colour lies in CIELAB (white D65) for an eye with this vision."""
    seen = np.clip(VISIONS[vision] @ linear(hue), 0, 1)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    ratio = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    """How far apart two colours are: CIE76, the straight line in CIELAB."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_measures_agree_with_published_values() -> None:
    """The yardsticks themselves: extremes of WCAG, sRGB red in CIELAB, greys kept by every eye."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab("#ff0000", "normal") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    for vision in VISIONS:
        assert distance("#808080", "#808080", "normal") == 0
        assert lab("#808080", vision) == pytest.approx(lab("#808080", "normal"), abs=0.1)


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia"])
def test_the_simulated_eye_confuses_red_and_green(vision: str) -> None:
    """A simulation that changed nothing would prove nothing."""
    red, green = "#cc4d00", "#7a7a00"
    assert distance(red, green, vision) < 0.6 * distance(red, green, "normal")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("symbol", QUANTITIES)
def test_a_hue_reads_as_text_on_page_and_panel(symbol: str, theme: Theme) -> None:
    hue = getattr(QUANTITIES[symbol], theme)
    for ground in GROUNDS[theme]:
        assert contrast(hue, ground) >= 4.5, ground


@pytest.mark.parametrize("theme", THEMES)
def test_words_around_the_data_read_as_text_on_page_and_panel(theme: Theme) -> None:
    paper = PAPER[theme]
    assert (paper.page, paper.panel) == GROUNDS[theme]
    for hue in (paper.text, paper.quiet, POSITIVE[theme], NEGATIVE[theme]):
        for ground in GROUNDS[theme]:
            assert contrast(hue, ground) >= 4.5, (hue, ground)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cell", LANES)
def test_the_hues_of_one_cell_stay_apart(cell: str, theme: Theme, vision: str) -> None:
    hues = {symbol: getattr(QUANTITIES[symbol], theme) for symbol in LANES[cell]}
    too_near = {
        f"{one} {other}": round(far, 1)
        for one, other in combinations(hues, 2)
        if (far := distance(hues[one], hues[other], vision)) < APART
    }
    assert not too_near


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_ends_and_the_middle_of_the_diverging_ramp_stay_apart(
    theme: Theme, vision: str
) -> None:
    for one, other in combinations((NEGATIVE[theme], NEUTRAL[theme], POSITIVE[theme]), 2):
        assert distance(one, other, vision) >= APART


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("symbol", [s for s, q in QUANTITIES.items() if q.scale == "gate"])
def test_a_gate_at_1_stands_out_from_the_same_gate_at_0(symbol: str, theme: Theme) -> None:
    for vision in VISIONS:
        assert distance(getattr(QUANTITIES[symbol], theme), NEUTRAL[theme], vision) >= 3 * APART


def test_every_lane_is_in_the_table_and_every_quantity_in_a_lane() -> None:
    assert {symbol for lane in LANES.values() for symbol in lane} == set(QUANTITIES)


@pytest.mark.parametrize("cell", LANES)
def test_the_table_says_in_which_order_a_cells_quantities_are_met(cell: str) -> None:
    assert lane_order(RECORDS[cell].quantities) == tuple(LANES[cell])
    assert lane_order(reversed(LANES[cell])) == tuple(LANES[cell])


def test_ranges_follow_the_scale() -> None:
    """A gate from 0 to 1, tanh from -1 to 1, the cell state as far down as up and beyond tanh."""
    ranges = {symbol: quantity.range for symbol, quantity in QUANTITIES.items()}
    low, high = ranges.pop("c")
    assert ranges == {**dict.fromkeys("fiorz", (0.0, 1.0)), **dict.fromkeys("ghn", (-1.0, 1.0))}
    assert -low == high > 1


def test_the_range_of_the_cell_state_holds_nearly_all_that_a_shipped_network_reaches() -> None:
    """Narrower, colours would be cut; wider, they would all be pale."""
    network = load_model("sentiment-lstm")
    reached = np.concatenate(
        [
            abs(network.read(text).record.c.ravel())
            for text in task_named("sentiment").examples["en"]
        ]
    )
    assert 0.97 < (reached <= QUANTITIES["c"].bound).mean() < 0.99
