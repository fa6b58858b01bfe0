"""Records to show, the terms of their sums by hand, and ways to read what a page holds."""

import base64
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from tests.stage.unpacking import track_of, unpack
from visualizer.core import Record, record

MODULES: dict[str, Any] = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
GATES = {"lstm": "ifgo", "gru": "rzn", "rnn": "h"}
"""The quantities with weights of their own, in the order in which PyTorch stacks these."""


@dataclass(frozen=True)
class Sample:
    """A module, what it was given, (T, B, E) and (L, D, B, H), and the record of that call."""

    module: Any
    record: Any
    x: np.ndarray
    starts: dict[str, np.ndarray]

    def h_prev(self, layer: int, direction: int, sample: int) -> np.ndarray:
        """The recorded state before each step, in text order."""
        h = self.record.h[layer, direction, : self.record.lengths[sample], sample]
        start = self.starts["h"][layer, direction, sample][None]
        return np.concatenate([h[1:], start] if direction else [start, h[:-1]])

    def below(self, layer: int, sample: int) -> np.ndarray:
        """What a layer read at each step."""
        length = self.record.lengths[sample]
        if layer == 0:
            return self.x[:length, sample]
        return np.concatenate([*self.record.h[layer - 1][:, :length, sample]], axis=-1)

    def sums(self, layer: int, direction: int, sample: int) -> dict[str, dict[str, np.ndarray]]:
        """The terms of every sum by gate, from the module's weights."""
        end = f"_l{layer}" + ("_reverse" if direction else "")
        named = {n: w.detach().numpy() for n, w in self.module.named_parameters()}
        gates = GATES[self.record.cell]
        ih, hh = (np.split(named[f"weight_{part}{end}"], len(gates)) for part in ("ih", "hh"))
        zeros = np.zeros(len(named[f"weight_ih{end}"]))
        b_ih, b_hh = (
            np.split(named.get(f"bias_{part}{end}", zeros), len(gates)) for part in ("ih", "hh")
        )
        x, h = self.below(layer, sample), self.h_prev(layer, direction, sample)
        return {
            gate: {"x": x @ ih[k].T, "h": h @ hh[k].T}
            | ({"bias": b_ih[k], "bias_h": b_hh[k]} if gate == "n" else {"bias": b_ih[k] + b_hh[k]})
            for k, gate in enumerate(gates)
        }


def recorded(
    cell: str = "lstm",
    *,
    lengths: tuple[int, ...] = (6,),
    inputs: int = 3,
    units: int = 5,
    layers: int = 1,
    directions: int = 1,
    dtype: torch.dtype = torch.float64,
    seed: int = 0,
    x: torch.Tensor | None = None,
    **options: Any,
) -> Sample:
    """A module with random weights and the record of a random batch, packed if lengths differ.

    With `x`, the record of that; it has the module's type then.
    """
    if x is not None:
        dtype, lengths = x.dtype, (len(x),) * x.shape[1]
    draws = torch.Generator().manual_seed(seed)

    def normal(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=draws, dtype=dtype)

    module = MODULES[cell](
        inputs, units, layers, bidirectional=directions == 2, dtype=dtype, **options
    )
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-1, 1, generator=draws)
    given = normal(max(lengths), len(lengths), inputs) if x is None else x
    starts = {"h": normal(layers * directions, len(lengths), options.get("proj_size") or units)}
    if cell == "lstm":
        starts["c"] = normal(layers * directions, len(lengths), units)
    packed = pack_padded_sequence(given, torch.tensor(lengths), enforce_sorted=False)
    with torch.no_grad(), record(module) as recording:
        module(
            packed if len({*lengths}) > 1 else given,
            (starts["h"], starts["c"]) if cell == "lstm" else starts["h"],
        )
    return Sample(
        module,
        recording[""],
        given.numpy(),
        {
            name: state.reshape(layers, directions, len(lengths), -1).numpy()
            for name, state in starts.items()
        },
    )


def plain(cell: str = "lstm", *, T: int = 6, B: int = 1, units: int = 5, **options: Any) -> Record:
    """A float32 record of random inputs from a fresh state."""
    torch.manual_seed(0)
    module = MODULES[cell](3, units, **options)
    with torch.no_grad(), record(module) as recording:
        module(torch.randn(T, B, 3))
    return recording[""]


class Page(HTMLParser):
    """A page as a browser takes it apart: elements with attributes, text by element, scenes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.texts.append((self._open[-1], data))

    def text(self, tag: str) -> str:
        """What stands in the elements of a kind."""
        return "".join(text for name, text in self.texts if name == tag)

    def tags(self) -> list[str]:
        """The kinds of the elements, in order."""
        return [tag for tag, _ in self.elements]

    @property
    def contents(self) -> dict[str, Any]:
        """How many weights there are, and the page's own words."""
        return json.loads(self._script("contents"))

    def scenes(self) -> dict[str, tuple[dict[str, Any], dict[str, np.ndarray]]]:
        """All that is said of every track, and its arrays, by the track's name."""
        found = {}
        for number, track in enumerate(self._unpacked("track-0")[0]["tracks"]):
            packed = base64.b64decode(self._script(f"track-{number}"))
            said, arrays = track_of(packed, number)
            if said["sumsApart"]:
                arrays |= self._unpacked(f"sums-{number}")[1]
            found[track["name"]] = (unpack(packed)[0] | said, arrays)
        return found

    def weights(self) -> dict[str, dict[str, np.ndarray]]:
        """The weights that tracks refer to, by name."""
        packed = (self._unpacked(f"weights-{n}") for n in range(self.contents["weights"]))
        return {header["name"]: arrays for header, arrays in packed}

    def _unpacked(self, name: str) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return unpack(base64.b64decode(self._script(name)))

    def modules(self) -> dict[str, str]:
        """The frontend's modules by the name they are imported under."""
        imports = json.loads(self._script(None, kind="importmap"))["imports"]
        return {
            name: unquote(address.removeprefix("data:text/javascript,"))
            for name, address in imports.items()
        }

    def _script(self, name: str | None, kind: str | None = None) -> str:
        pattern = rf'<script type="{kind}">' if kind else rf'<script [^>]*id="{name}">'
        found = re.search(rf"{pattern}(.*?)</script>", self.html, re.DOTALL)
        assert found, name or kind
        return found[1]
