"""What the gradient page waits for: Jacobians, a new sentence in three networks, a knob."""

from collections.abc import Callable, Sequence
from itertools import cycle
from statistics import median
from time import thread_time

import torch
from playwright.sync_api import Page
from torch import nn

from benchmarks.browser import IDLE, PROBE, chromium
from benchmarks.measurement import Measurement, new_sentences, spread
from tests.tools.server import start_server
from visualizer.core import Memory, memory, record

T, H = 64, 64
WATCH = """
window.curves = () => {
  const hosts = [...document.querySelectorAll("*")].filter((node) => node.shadowRoot);
  return hosts.map((node) => node.shadowRoot.querySelector("[data-curves]")).find((node) => node);
};
window.watchCurves = () => {
  window.looked = new Promise((done) => {
    let began;
    window.addEventListener("keydown", (e) => (began = e.timeStamp), { once: true, capture: true });
    const observer = new MutationObserver(async () => {
      observer.disconnect();
      done((await probe.painted()) - began);
    });
    observer.observe(curves(), { attributes: true, attributeFilter: ["data-drawn"] });
  });
};
"""


def measure() -> list[Measurement]:
    """The Jacobians on one thread, then a visit to the page."""
    rows = [_jacobians(cell) for cell in (nn.RNN, nn.GRU, nn.LSTM)]
    with start_server() as server, chromium() as page:
        page.add_init_script(PROBE + WATCH)
        return [
            *rows,
            _sentence(page, server.url),
            _knob(page, server.url, names=["Spectral radius of W_hh"], how="turned on"),
            _knob(
                page, server.url, names=["Spectral radius of W_hh", "Steps"], how="after another"
            ),
        ]


def _jacobians(cell: type[nn.RNN | nn.GRU | nn.LSTM]) -> Measurement:
    """All pairs dh_t/dh_s of one text with both norms, of an LSTM by every way."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        torch.manual_seed(0)
        module, x = cell(16, H), torch.randn(T, 1, 16)
        with record(module) as recording, torch.no_grad():
            module(x)
        times = [_timed(lambda: memory(module, recording[""])) for _ in range(4)]
    finally:
        torch.set_num_threads(threads)
    norms, whole = (median(column) for column in zip(*times[1:], strict=True))
    return Measurement(
        f"all Jacobians dh_t/dh_s with both norms, {cell.__name__}, T = {T}, H = {H}",
        norms,
        "ms",
        500,
        f"those of the whole state, without the largest singular values: {whole:.0f} ms",
    )


def _timed(measured: Callable[[], Memory]) -> tuple[float, float]:
    """CPU time of the norms of dh_t/dh_s, and of all but the slowest of the whole state's, ms."""
    start = thread_time()
    found = measured()
    _, _ = found.h_frobenius, found.h_spectral
    middle = thread_time()
    _, _ = found.frobenius, found.units
    return (middle - start) * 1000, (thread_time() - middle) * 1000


def _sentence(page: Page, url: str) -> Measurement:
    page.goto(f"{url}/vanishing-gradients?lang=en")
    page.wait_for_selector("[data-curves]", timeout=60_000)
    times = []
    for number, sentence in zip(range(13), new_sentences(30, seed=3), strict=False):
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(700)
        page.get_by_label("Sentence", exact=True).fill(sentence)
        page.evaluate("watchCurves()")
        page.keyboard.press("Enter")
        taken = page.evaluate("looked")
        drawn = page.evaluate("curves().dataset.words")
        if not drawn.startswith(sentence.split()[0] + " "):
            raise RuntimeError(f"the curves drawn must be of {sentence!r}, got {drawn!r}")
        if number >= 3:
            times.append(taken)
    return Measurement(
        "Enter on 30 new words to three networks' gradients painted",
        median(times),
        "ms",
        300,
        spread(times, "ms"),
    )


def _knob(page: Page, url: str, *, names: Sequence[str], how: str) -> Measurement:
    """The named knobs in turn; the app gets ready for more of the same, not for another one."""
    page.goto(f"{url}/vanishing-gradients?lang=en&part=knobs")
    page.wait_for_selector("[data-curves]", timeout=60_000)
    times = []
    for number, name in zip(range(13), cycle(names), strict=False):
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(700)
        page.get_by_role("slider", name=name).focus()
        page.evaluate("watchCurves()")
        page.keyboard.press("ArrowRight")
        taken = page.evaluate("looked")
        if number >= 3:
            times.append(taken)
    return Measurement(
        f"a knob {how} to the new figure, 100 steps, 64 units, three cells",
        median(times),
        "ms",
        300,
        spread(times, "ms"),
    )
