"""The shipped networks step by step, from their files alone, with PyTorch's single-step cells."""

from collections.abc import Sequence
from math import inf, log2
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from visualizer.networks.entries import MODELS

CELLS: dict[str, Any] = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}


def stored(cell: str) -> dict[str, Tensor]:
    """The numbers of a sentiment network as they ship, in float64."""
    return {
        name: values.double()
        for name, values in load_file(MODELS / f"sentiment-{cell}.safetensors").items()
    }


class Plain:
    """A sentiment network that reads numbered words."""

    def __init__(self, cell: str, ids: Sequence[int]) -> None:
        weights = stored(cell)
        self.x = weights["embedding.weight"][list(ids)]
        self.weight, self.bias = weights["readout.weight"][0], weights["readout.bias"][0]
        own = {
            name.removeprefix("recurrent.").removesuffix("_l0"): values
            for name, values in weights.items()
            if name.startswith("recurrent.")
        }
        self.H = own["weight_hh"].shape[1]
        self.states = 2 if cell == "lstm" else 1
        self.cell = CELLS[cell](self.x.shape[1], self.H, dtype=torch.float64)
        self.cell.load_state_dict(own)

    def step(self, t: int, state: Tensor) -> Tensor:
        """The state after a word, h and then an LSTM's c in one vector."""
        parts = tuple(each[None] for each in state.split(self.H))
        after = self.cell(self.x[t][None], parts if self.states == 2 else parts[0])
        return torch.cat(after if self.states == 2 else (after,), dim=1)[0]

    def read(self) -> list[Tensor]:
        """The state after every word."""
        found, state = [], torch.zeros(self.states * self.H, dtype=torch.float64)
        for t in range(len(self.x)):
            state = self.step(t, state)
            found.append(state)
        return found

    def verdicts(self) -> np.ndarray:
        """The probability of “positive” after every word."""
        h = torch.stack(self.read())[:, : self.H]
        return torch.sigmoid(h @ self.weight + self.bias).detach().numpy()

    def jacobians(self) -> list[np.ndarray]:
        """Of the state after each word but the first, by the state before it."""
        states = self.read()
        return [
            torch.autograd.functional.jacobian(lambda s, t=t: self.step(t, s), states[t - 1])
            .detach()
            .numpy()
            for t in range(1, len(states))
        ]

    def gradients(self) -> tuple[np.ndarray, np.ndarray | None]:
        """The lengths of d log-odds / dh_t and / dc_t after every word; c is read through h."""
        back = np.zeros(self.states * self.H)
        back[: self.H] = self.weight.numpy()
        found = [back]
        for jacobian in reversed(self.jacobians()):
            found.append(found[-1] @ jacobian)
        rows = np.stack(found[::-1])
        h, c = rows[:, : self.H], rows[:, self.H :]
        if not c.size:
            return np.linalg.norm(h, axis=1), None
        states = torch.stack(self.read()).detach().numpy()
        shown = np.tanh(states[:, self.H :])
        o = states[:, : self.H] / shown
        return np.linalg.norm(h, axis=1), np.linalg.norm(c + h * o * (1 - shown**2), axis=1)

    def half_life(self) -> float:
        """Words after which half of a change of the memory is left, see `Memory.half_life`."""
        jacobians, H = self.jacobians(), self.H
        T, N = len(jacobians) + 1, self.states * H
        logs = [0.0]
        for lag in range(1, T):
            shares = []
            for s in range(T - lag):
                product = np.eye(N)[:, N - H :]
                for jacobian in jacobians[s : s + lag]:
                    product = jacobian @ product
                shares.append(log2(np.sqrt((product**2).sum(axis=0).mean())))
            logs.append(float(np.mean(shares)))
            if logs[-1] <= -1:
                return lag - 1 + (logs[-2] + 1) / (logs[-2] - logs[-1])
        return inf
