"""The board on a large record: 200 columns, 256 units, two layers of an LSTM, both open."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import torch
from playwright.sync_api import sync_playwright

import visualizer as viz
from benchmarks.browser import PROBE, STEP
from benchmarks.measurement import Measurement, spread
from tests.tools.browser import BROWSER_FLAGS, find_browser
from tests.tools.figures import Figures
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.showing.scenes import scene_of_reading, track_of_record
from visualizer.stage.html import FRONTEND
from visualizer.stage.scene_bytes import pack_scene
from visualizer.views.scene import Scene

STEPS, UNITS, LAYERS = 200, 256, 2
SIZE = {"width": 1440, "height": 1400}
SAY = translator("en")
BEFORE = {"lstm": 68_436, "gru": 51_580, "rnn": 20_432}
"""Bytes that `SENTENCE` took before the weights travelled on their own."""
SENTENCE = (
    "a slow start but the ending was not dull and I loved every minute of it , "
    "really and truly good"
)
MEMORY = """() => [...document.querySelector("#one").shadowRoot.querySelectorAll("canvas")]
    .reduce((bytes, { width, height }) => bytes + 4 * width * height, 0)"""
SHOW = """async () => {
    const began = performance.now();
    const drawn = new Promise((done) => {
        new MutationObserver((_, watch) => { watch.disconnect(); done(); })
            .observe(probe.stage(), { attributes: true, attributeFilter: ["data-steps"] });
    });
    window.show("one", window.packed);
    await drawn;
    return (await probe.painted()) - began;
}"""
"""Milliseconds from packed bytes to their picture."""


def measure() -> list[Measurement]:
    """Step through the large record on common and on sharp screens, and open it anew."""
    scene = large_scene()
    everything = pack_scene(scene, say=SAY, sent=[track.name for track in scene.tracks])
    shown_first = len(pack_scene(scene, say=SAY))
    what = f"{STEPS} columns x {UNITS} units x {LAYERS} layers"
    rows = [Measurement(f"{what}: bytes shown first", shown_first / 1e6, "MB", 1.0)]
    for ratio, budget in ((1, 16.0), (2, 33.0)):
        with figures(ratio) as here:
            times, laid_out, memory = _visit(here, everything)
        name = f"{what}, pixel ratio {ratio}: "
        rows.append(
            Measurement(f"{name}key press", median(times), "ms", budget, spread(times, "ms"))
        )
        rows.append(
            Measurement(f"{name}laid out", median(laid_out), "ms", 150.0, spread(laid_out, "ms"))
        )
        if ratio == 2:
            rows.append(Measurement(f"{name}canvases", memory / 1e6, "MB", 64.0))
    return [*rows, *_bytes_of_a_sentence()]


def large_scene() -> Scene:
    """Two layers, recorded."""
    torch.manual_seed(0)
    module = torch.nn.LSTM(64, UNITS, num_layers=LAYERS)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(STEPS, 1, 64))
    words = [f"word{k}" for k in range(STEPS)]
    return Scene(
        tracks=[
            track_of_record(
                recording[""], words, name=f"layer {layer}", layer=layer, title="large", say=SAY
            )
            for layer in range(LAYERS)
        ]
    )


@contextmanager
def figures(ratio: int) -> Iterator[Figures]:
    """The frontend on a page without the app."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(BROWSER_FLAGS)
        )
        context = browser.new_context(
            viewport={"width": SIZE["width"], "height": SIZE["height"]},
            device_scale_factor=ratio,
            reduced_motion="reduce",
        )
        here = Figures(context.new_page(), FRONTEND)
        here.page.add_init_script(PROBE)
        here.open("?one_open=1.2")
        yield here
        browser.close()


def _visit(here: Figures, packed: bytes) -> tuple[list[float], list[float], int]:
    page = here.page
    here.show(pack_scene(large_scene(), say=SAY, address="one"))
    page.wait_for_selector("[data-stage]")
    page.evaluate("bytes => { window.packed = new Uint8Array(bytes); }", [*packed])
    laid_out = [page.evaluate(SHOW) for _ in range(9)]
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    times = []
    for key in ["ArrowRight"] * 60 + ["ArrowLeft"] * 20:
        page.evaluate(STEP)
        page.keyboard.press(key)
        times.append(page.evaluate("probe.result"))
    assert page.locator("[data-track][data-open='true']").count() == LAYERS
    return times, laid_out[1:], page.evaluate(MEMORY)


def _bytes_of_a_sentence() -> list[Measurement]:
    """What a sentence of twenty words takes, its weights being there, beside what it took."""
    rows = []
    for cell, before in BEFORE.items():
        network = load_model(f"sentiment-{cell}")
        scene = scene_of_reading(network, network.read(SENTENCE), SAY)
        taken = len(pack_scene(scene, say=SAY, address="watch", bare=True))
        detail = f"{before:,} bytes before"
        rows.append(
            Measurement(f"bytes of a sentence, {cell.upper()}", taken, "bytes", before / 2, detail)
        )
    return rows
