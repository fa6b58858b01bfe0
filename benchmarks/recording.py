"""What recording costs beside the plain forward pass and beside a hand-written loop of cells."""

from collections.abc import Callable
from statistics import median
from time import thread_time

import torch
from torch import Tensor, nn

from benchmarks.measurement import Measurement
from visualizer.core import record

SIZES = ((40, 1, 60), (100, 64, 12))  # steps, batch, repetitions
E, H, L = 64, 128, 2


def measure() -> list[Measurement]:
    """`record()` with every quantity read, on one thread, repetitions interleaved."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            return [row for size in SIZES for row in _compare(*size)]
    finally:
        torch.set_num_threads(threads)


def _compare(T: int, B: int, repetitions: int) -> list[Measurement]:
    torch.manual_seed(0)
    model, x = nn.LSTM(E, H, L).eval(), torch.randn(T, B, E)
    cells = _cells_of(model)

    def recorded() -> None:
        with record(model) as recording:
            model(x)
        rec = recording[""]
        for symbol in ("i", "f", "g", "o", "c", "h", "max_error"):
            getattr(rec, symbol)

    plain, ours, loop = _interleaved(
        repetitions, lambda: model(x), recorded, lambda: _loop(cells, x)
    )
    what = f"record(), {T} steps, batch {B}"
    return [
        Measurement(
            what, ours / plain, "x plain", 3.0, f"plain {plain:.2f} ms, recorded {ours:.2f} ms"
        ),
        Measurement(
            f"  beside it: a loop of nn.LSTMCell, {T} steps, batch {B}", loop / plain, "x plain"
        ),
    ]


def _interleaved(repetitions: int, *runs: Callable[[], object]) -> list[float]:
    """Median milliseconds of processor time of each, taking turns: a slow moment hits all alike."""
    times: list[list[float]] = [[] for _ in runs]
    for repetition in range(repetitions + 3):
        for run, taken in zip(runs, times, strict=True):
            start = thread_time()
            run()
            if repetition >= 3:  # the first ones warm up
                taken.append((thread_time() - start) * 1000)
    return [median(taken) for taken in times]


def _cells_of(model: nn.LSTM) -> list[nn.LSTMCell]:
    cells = []
    for layer in range(model.num_layers):
        cell = nn.LSTMCell(E if layer == 0 else H, H)
        cell.load_state_dict(
            {
                name: getattr(model, f"{name}_l{layer}")
                for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
        )
        cells.append(cell)
    return cells


def _loop(cells: list[nn.LSTMCell], x: Tensor) -> list[list[Tensor]]:
    """What people write who want to see the state after every step; it shows no gate."""
    for cell in cells:
        h = c = x.new_zeros(x.shape[1], H)
        states = []
        for x_t in x:
            h, c = cell(x_t, (h, c))
            states.append(h)
        x = torch.stack(states)
    return [[x]]
