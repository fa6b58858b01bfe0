"""Where training may begin: what is done to a fresh recurrent layer before it learns."""

import torch
from torch import Generator, nn

from visualizer.core import RECORDS
from visualizer.core.modules import layout_of


@torch.no_grad()
def open_forget_gates(recurrent: nn.RNNBase, bias: float) -> None:
    """Let the biases of an LSTM's forget gate be `bias` together; other cells stay as they are.

    Source:
        Jozefowicz et al. (2015), section 2.2, who find 1 best.
    """
    layout = layout_of(recurrent)
    if "f" in RECORDS[layout.cell].sums:
        rows = RECORDS[layout.cell].weight_rows("f", layout.hidden_size)
        recurrent.get_parameter("bias_ih_l0")[rows] = bias
        recurrent.get_parameter("bias_hh_l0")[rows] = 0


@torch.no_grad()
def set_gates_for(recurrent: nn.RNNBase, steps: int, draws: Generator) -> None:
    """Let every unit begin with a memory of its own length, 1 to `steps` steps.

    The gate that keeps gets the bias log u, u drawn evenly from 1 to `steps` - 1: a gate of
    u / (1 + u), which halves a memory in about 0.7 (u + 1) steps. An LSTM's input gate gets the
    negative, so that it lets in as much as is forgotten. An RNN has no such gate and stays.

    Raises:
        ValueError: `steps` is below 2.
    Source:
        Tallec & Ollivier (2018), section 2, "chrono initialization".
    """
    if steps < 2:
        raise ValueError(f"steps must be at least 2, got {steps}")
    layout = layout_of(recurrent)
    record, H = RECORDS[layout.cell], layout.hidden_size
    if record.keeps is None:
        return
    b_ih, b_hh = (recurrent.get_parameter(f"bias_{kind}_l0") for kind in ("ih", "hh"))
    lengths = 1 + (steps - 2) * torch.rand(H, generator=draws, dtype=b_ih.dtype)
    biases = {record.keeps: lengths.log()}
    if "i" in record.sums:
        biases["i"] = -lengths.log()
    for gate, bias in biases.items():
        rows = record.weight_rows(gate, H)
        b_ih[rows] = bias
        b_hh[rows] = 0


@torch.no_grad()
def make_orthogonal(recurrent: nn.RNNBase, draws: Generator) -> None:
    """Let every H x H block of W_hh be orthogonal: it turns a state and keeps its length.

    Source:
        Saxe et al. (2014); Le et al. (2015) for recurrent networks.
    """
    weights = recurrent.get_parameter("weight_hh_l0")
    for block in weights.split(layout_of(recurrent).hidden_size):
        nn.init.orthogonal_(block, generator=draws)
