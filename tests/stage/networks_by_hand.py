"""The networks set by hand, as PyTorch has them, and how many parameters it counts for sizes."""

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import nn

from tests.showing.samples import MODULES
from tests.stage.node import run_node
from visualizer.core import record
from visualizer.stage.html import FRONTEND

SEQUENCES = 12
STEPS = 16
CELLS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Every preset's network, with what it reads, as the browser has them."""
    module = (FRONTEND / "by_hand" / "presets.js").as_uri()
    code = (
        f'import {{ networkOf, PRESETS }} from "{module}"; const all = Object.entries(PRESETS);'
        "console.log(JSON.stringify(Object.fromEntries(all.map(([name, preset]) =>"
        "[name, { ...networkOf(preset), reads: preset.reads }]))));"
    )
    return json.loads(run_node("--input-type=module", "--eval", code))


def network(name: str) -> nn.Module:
    """A preset as PyTorch's own module, its second bias 0."""
    preset = presets()[name]
    units, inputs, weights = preset["units"], preset["inputs"], preset["weights"]
    options = {"nonlinearity": preset["nonlinearity"]} if preset["cell"] == "rnn" else {}
    module = MODULES[preset["cell"]](inputs, units, **options)
    with torch.no_grad():
        module.weight_ih_l0.copy_(torch.tensor(weights["ih"]).reshape(-1, inputs))
        module.weight_hh_l0.copy_(torch.tensor(weights["hh"]).reshape(-1, units))
        module.bias_ih_l0.copy_(torch.tensor(weights["b"]))
        module.bias_hh_l0.zero_()
    return module


def reading(name: str, x: np.ndarray) -> dict[str, np.ndarray]:
    """Every quantity of a preset that reads a sequence, step by step and unit by unit."""
    module = network(name)
    with torch.no_grad(), record(module) as recording:
        module(torch.tensor(x, dtype=torch.float32)[:, None])
    recorded = recording[""]
    return {q: recorded.unit_values(q) for q in recorded.quantities}


def sequences(name: str) -> Iterator[np.ndarray]:
    """Random sequences of the kind that a preset is for."""
    chance = random.Random(name)
    for _ in range(SEQUENCES):
        if name == "latch":
            rows = [[chance.choice([-1, 0, 0, 1])] for _ in range(STEPS)]
        elif name in ("counter", "toggle"):
            rows = [[chance.choice([0, 1])] for _ in range(STEPS)]
        elif name == "order":
            rows = [chance.choice(np.eye(3).tolist()) for _ in range(STEPS)]
        else:
            rows = [[chance.uniform(-1, 1), chance.choice([0, 0, 0, 1])] for _ in range(STEPS)]
        yield np.array(rows, dtype=float)


def readings_by_hand() -> Iterator[dict[str, Any]]:
    """What PyTorch makes of every preset's sequences."""
    for name in presets():
        for x in sequences(name):
            found = {q: values.ravel().tolist() for q, values in reading(name, x).items()}
            yield {"preset": name, "x": x.ravel().tolist(), "arrays": found}


def counted() -> Iterator[dict[str, Any]]:
    """Random sizes, and the parameters of PyTorch's own modules of them."""
    chance = random.Random(3)
    for cell in (*CELLS, *CELLS, *CELLS):
        sizes = {
            "vocabulary": chance.randint(2, 500),
            "embedding": chance.randint(1, 64),
            "hidden": chance.randint(1, 64),
            "layers": chance.randint(1, 4),
            "directions": chance.randint(1, 2),
            "classes": chance.randint(1, 20),
            "cell": cell,
        }
        yield {"sizes": sizes, **_modules(**sizes)}


def _modules(
    *,
    vocabulary: int,
    embedding: int,
    hidden: int,
    layers: int,
    directions: int,
    classes: int,
    cell: str,
) -> dict[str, Any]:
    def size(module: nn.Module, *kinds: str) -> int:
        named = module.named_parameters()
        return sum(each.numel() for name, each in named if not kinds or name.startswith(kinds))

    options = {"num_layers": layers, "bidirectional": directions == 2}
    embedded = nn.Embedding(vocabulary, embedding)
    recurrent = CELLS[cell](embedding, hidden, **options)
    bare = CELLS[cell](vocabulary, hidden, **options)
    last = nn.Linear(directions * hidden, classes)
    return {
        "parts": {
            "embedding": size(embedded),
            "ih": size(recurrent, "weight_ih"),
            "hh": size(recurrent, "weight_hh"),
            "biases": size(recurrent, "bias"),
            "classifier": size(last),
        },
        "total": size(nn.Sequential(embedded, recurrent, last)),
        "hot": size(nn.Sequential(bare, last)),
    }
