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

    plain, ours, loop, cell_by_cell = _interleaved(
        repetitions,
        lambda: model(x),
        recorded,
        lambda: _hooked_loop(cells, x),
        lambda: _recorded_loop(cells, x),
    )
    what = f"record(), {T} steps, batch {B}"
    return [
        Measurement(
            what, ours / plain, "x plain", 3.0, f"plain {plain:.2f} ms, recorded {ours:.2f} ms"
        ),
        Measurement(
            f"  beside it: a hooked loop of nn.LSTMCell, {T} steps, batch {B}",
            loop / plain,
            "x plain",
        ),
        Measurement(
            f"  beside it: record() around that loop, {T} steps, batch {B}",
            cell_by_cell / plain,
            "x plain",
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


def _cells_of(model: nn.LSTM) -> nn.ModuleList:
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
    return nn.ModuleList(cells).eval()


def _hooked_loop(cells: nn.ModuleList, x: Tensor) -> list[Tensor]:
    """What people write who want to see the states after every step; it shows no gate."""
    seen: list[tuple[Tensor, Tensor]] = []

    def keep(_cell: nn.Module, _x: object, states: tuple[Tensor, Tensor]) -> None:
        seen.append(states)

    hooks = [cell.register_forward_hook(keep) for cell in cells]
    _loop(cells, x)
    for hook in hooks:
        hook.remove()
    return [torch.stack(states) for states in zip(*seen, strict=True)]


def _recorded_loop(cells: nn.ModuleList, x: Tensor) -> None:
    with record(cells) as recording:
        _loop(cells, x)
    for name in recording:
        _ = recording[name].h


def _loop(cells: nn.ModuleList, x: Tensor) -> None:
    for cell in cells:
        h = c = x.new_zeros(x.shape[1], H)
        states = []
        for x_t in x:
            h, c = cell(x_t, (h, c))
            states.append(h)
        x = torch.stack(states)
