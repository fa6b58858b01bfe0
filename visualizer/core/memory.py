"""`memory`: how far a state reaches, as Jacobians between the states of every two steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import linear

from visualizer.core.arithmetic import check_same_weights
from visualizer.core.modules import Recurrent, Weights, layout_of, weights_now
from visualizer.core.records import GRURecord, LSTMRecord, Record, single

SMALLEST, LARGEST = 1e-120, 1e120
"""Between them squares of numbers neither under- nor overflow in float64."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Memory:
    """How the state after step t depends on the state after step s <= t, in one text.

    The state is h, and (h, c) for an LSTM; the memory is c of an LSTM, else h. Steps count in the
    order in which the direction reads. All is float64 and unitless, and computed when first asked
    for. Arrays of pairs have a row for t and a column for s, 1 (or that of an identity) on the
    diagonal, NaN where s > t.

    Attributes:
        factors: the one-step Jacobians d state_t / d state_(t-1), (T, N, N), see `step_jacobians`.
        size: the units of h.
        gates: the product of the forget gates f (update gates z of a GRU) of steps s+1..t, (T, T,
            H): what the straight way through the memory keeps; None for an RNN.
    """

    factors: Float[np.ndarray, "T N N"]
    size: int
    gates: Float[np.ndarray, "T T H"] | None

    @property
    def frobenius(self) -> Float[np.ndarray, "T T"]:
        """The Frobenius norm of d state_t / d state_s."""
        return self._state_norms[0]

    @property
    def units(self) -> Float[np.ndarray, "T T H"]:
        """The length of the change in the whole state at t for a change of one unit's memory at s.

        These are the lengths of the Jacobian's columns.
        """
        return self._state_norms[1]

    @cached_property
    def _state_norms(self) -> tuple[Float[np.ndarray, "T T"], Float[np.ndarray, "T T H"]]:
        T, N, _ = self.factors.shape
        first = _memory_begins(self.factors, self.size)
        whole, units = np.full((T, T), np.nan), np.full((T, T, N - first), np.nan)
        for t, products in enumerate(_products_until(self.factors, self.size)):
            columns = _lengths(products.numpy())
            units[t, : t + 1] = columns[:, first:]
            whole[t, : t + 1] = _lengths(columns.T)
        return whole, units

    @cached_property
    def spectral(self) -> Float[np.ndarray, "T T"]:
        """The largest singular value of d state_t / d state_s."""
        if self.size == self.factors.shape[1]:
            return self.h_spectral
        return _norms(self.factors, self.size, self.factors.shape[1])[1]

    @property
    def h_frobenius(self) -> Float[np.ndarray, "T T"]:
        """The Frobenius norm of dh_t / dh_s."""
        return self._h_norms[0]

    @property
    def h_spectral(self) -> Float[np.ndarray, "T T"]:
        """The largest singular value of dh_t / dh_s."""
        return self._h_norms[1]

    @cached_property
    def _h_norms(self) -> tuple[Float[np.ndarray, "T T"], Float[np.ndarray, "T T"]]:
        return _norms(self.factors, self.size, self.size)

    @cached_property
    def reach(self) -> Float[np.ndarray, " T"]:
        """The largest singular value of d memory_T / d state_s for every s, T the last step."""
        return reach(self.factors, self.size)

    @cached_property
    def steps(self) -> Float[np.ndarray, " T"]:
        """The largest singular value of every one-step Jacobian."""
        return largest_singular(torch.as_tensor(self.factors)).numpy()

    @cached_property
    def bound(self) -> Float[np.ndarray, "T T"]:
        """The product of the one-step norms of steps s+1..t, which no singular value exceeds."""
        with np.errstate(divide="ignore"):
            return _products(np.log(self.steps))

    @cached_property
    def half_life(self) -> float:
        """The steps after which a change of the memory (c of an LSTM, else h) has shrunk to half.

        Its influence at a lag d is the root mean square, over all units, of the length to which a
        change of 1 in the unit's memory at s has come in the whole state at s + d (`units`); the
        geometric mean of that over all s. The half life is the lag at which it first falls to
        1/2, its logarithm taken as straight between whole lags; infinite if it does not, as far as
        the text goes.
        """
        largest = self.units.max(axis=2)  # taken out, so that no square under- or overflows
        shares = self.units / np.where(largest > 0, largest, 1)[..., None]
        return _half_life(np.sqrt(np.square(shares).mean(axis=2)) * largest)

    @cached_property
    def unit_half_lives(self) -> Float[np.ndarray, " H"]:
        """The half life of each unit's memory, (H,): of the influence `units[s + d, s, unit]`."""
        return np.array([_half_life(self.units[..., unit]) for unit in range(self.units.shape[2])])


@torch.no_grad()
def memory(
    module: Recurrent, record: Record, *, layer: int = 0, direction: int = 0, sample: int = 0
) -> Memory:
    """The Jacobians between the states of all steps of one text, measured on its record.

    They are products of the one-step Jacobians, in float64; they equal what `torch.func.jacrev`
    finds on the cells.

    Args:
        module: the recorded module, with the weights it had then.
        record: a run without interventions.

    Raises:
        ValueError: the record is of another module, of other weights or of a changed run, or there
            is no such layer, direction or sample.
    """
    factors = step_jacobians(module, record, layer=layer, direction=direction, sample=sample)
    part = single(record, layer=layer, direction=direction, sample=sample)
    return Memory(factors=factors, size=part.h.shape[-1], gates=_kept(part))


@torch.no_grad()
def step_jacobians(
    module: Recurrent, record: Record, *, layer: int = 0, direction: int = 0, sample: int = 0
) -> Float[np.ndarray, "T N N"]:
    """The one-step Jacobian d state_t / d state_(t-1) of every step of one text, float64.

        RNN   diag(1 - h^2) W_hh                                       (relu: 1 where h > 0)
        GRU   diag(z) + diag(z (1 - z) (h_prev - n)) U_z
              + diag((1 - z)(1 - n^2)) (diag(r) U_n + diag(r (1 - r) (U_n h_prev + b_n)) U_r)
        LSTM  dc/dc = diag(f)
              dc/dh = diag(f (1 - f) c_prev) W_f + diag(i (1 - i) g) W_i + diag((1 - g^2) i) W_g
              dh/dx = diag(o (1 - tanh(c)^2)) dc/dx + diag(o (1 - o) tanh(c)) do/dx

    N is H, and P + H for an LSTM, whose state is h followed by c. Steps count in the order in
    which the direction reads.

    Raises:
        ValueError: as `memory`.
    """
    if record.interventions:
        told = "; ".join(map(str, record.interventions))
        raise ValueError(f"record must be of an unchanged run, got {told}")
    check_same_weights(module, record, layer=layer, direction=direction)
    part = single(record, layer=layer, direction=direction, sample=sample)
    weights = weights_now(module, layer, direction)
    if isinstance(part, LSTMRecord):
        return _lstm_jacobians(part, weights).numpy()
    if isinstance(part, GRURecord):
        return _gru_jacobians(part, weights).numpy()
    h = _course(part, "h")
    slope = (h > 0).double() if layout_of(module).nonlinearity == "relu" else 1 - h**2
    return (slope.unsqueeze(-1) * weights.hh.double()).numpy()


def _lstm_jacobians(part: LSTMRecord, weights: Weights) -> Float[Tensor, "T N N"]:
    i, f, g, o, c = (_course(part, quantity) for quantity in "ifgoc")
    c_prev = _before(part, "c")
    by_i, by_f, by_g, by_o = weights.hh.double().chunk(4)
    shown, hidden = torch.tanh(c), 1 - torch.tanh(c) ** 2
    T, H, P = *f.shape, by_f.shape[1]
    found = torch.zeros(T, P + H, P + H, dtype=torch.float64)
    c_by_h = found[:, P:, :P]
    c_by_h.addcmul_((i * (1 - i) * g).unsqueeze(-1), by_i)
    c_by_h.addcmul_((f * (1 - f) * c_prev).unsqueeze(-1), by_f)
    c_by_h.addcmul_(((1 - g**2) * i).unsqueeze(-1), by_g)
    found[:, P:, P:].diagonal(dim1=1, dim2=2).copy_(f)
    h_by_h = _rows(o * (1 - o) * shown, by_o).addcmul_((o * hidden).unsqueeze(-1), c_by_h)
    h_by_c = torch.diag_embed(o * hidden * f)
    if weights.hr is not None:
        h_by_h, h_by_c = weights.hr.double() @ h_by_h, weights.hr.double() @ h_by_c
    found[:, :P, :P], found[:, :P, P:] = h_by_h, h_by_c
    return found


def _gru_jacobians(part: GRURecord, weights: Weights) -> Float[Tensor, "T N N"]:
    r, z, n = (_course(part, quantity) for quantity in "rzn")
    h_prev = _before(part, "h")
    by_r, by_z, by_n = weights.hh.double().chunk(3)
    bias = None if weights.b_hh is None else weights.b_hh.double().chunk(3)[2]
    from_h = linear(h_prev, by_n, bias)
    n_by_h = _rows(r, by_n).addcmul_((r * (1 - r) * from_h).unsqueeze(-1), by_r)
    found = _rows(z * (1 - z) * (h_prev - n), by_z)
    found.addcmul_(((1 - z) * (1 - n**2)).unsqueeze(-1), n_by_h)
    found.diagonal(dim1=1, dim2=2).add_(z)
    return found


def _rows(scale: Float[Tensor, "T H"], matrix: Float[Tensor, "*T H N"]) -> Float[Tensor, "T H N"]:
    """`diag(scale) matrix` at every step."""
    return scale.unsqueeze(-1) * matrix


def _course(part: Record, quantity: str) -> Float[Tensor, "T H"]:
    return torch.as_tensor(part.unit_values(quantity).astype(np.float64))


def _before(part: Record, quantity: str) -> Float[Tensor, "T H"]:
    start = torch.as_tensor(part.start(quantity)[None].astype(np.float64))
    return torch.cat([start, _course(part, quantity)[:-1]])


def _ways(
    factors: Float[np.ndarray, "T N N"], size: int
) -> tuple[Float[Tensor, "T N D"], list[Float[Tensor, "T H"]]]:
    """The one-step Jacobians' dense first columns, and the diagonals of the blocks beside them.

    Of an LSTM without projection the ways from c are diagonal; of any other state all is dense.
    """
    steps: Tensor = torch.as_tensor(factors)
    N = steps.shape[1]
    if 2 * size != N:
        return steps, []
    blocks = (steps[:, start : start + size, size:] for start in (0, size))
    return steps[:, :, :size], [block.diagonal(dim1=1, dim2=2) for block in blocks]


def _products_until(
    factors: Float[np.ndarray, "T N N"], size: int, *, columns: int | None = None
) -> Iterator[Float[Tensor, "N S C"]]:
    """For each step t the products J_t ... J_(s+1) of all s <= t, by row, s and column.

    What is yielded is overwritten later on.

    Args:
        size: the units of h.
        columns: how many of the first columns are wanted, by default all.
    """
    T, N, _ = factors.shape
    C = columns or N
    dense, straight = _ways(factors, size)
    H = dense.shape[2]
    products, before = torch.empty(2, N, T, C, dtype=torch.float64)
    for t in range(T):
        products, before = before, products
        if t:
            old, new = before[:, :t], products[:, :t]
            torch.mm(dense[t], old[:H].flatten(1), out=new.flatten(1))
            for k, kept in enumerate(straight):
                new[k * size : (k + 1) * size].addcmul_(old[H:], kept[t, :, None, None])
        products[:, t] = torch.eye(N, C, dtype=torch.float64)
        yield products[:, : t + 1]


def _lengths(vectors: Float[np.ndarray, "N ..."]) -> Float[np.ndarray, "..."]:
    """Euclidean lengths along the first axis, also of what is far below or above 1."""
    # NumPy's is the quickest sum of squares: it keeps no squares.
    found = np.sqrt(np.einsum("i...,i...->...", vectors, vectors))
    odd = ~((found > SMALLEST) & (found < LARGEST))
    if odd.any():
        few = vectors[:, odd]
        size = np.abs(few).max(axis=0)
        with np.errstate(invalid="ignore"):
            scaled = few / np.where(size > 0, size, 1)
        found[odd] = np.sqrt(np.square(scaled).sum(axis=0)) * size
    return found


def _norms(
    factors: Float[np.ndarray, "T N N"], size: int, block: int
) -> tuple[Float[np.ndarray, "T T"], Float[np.ndarray, "T T"]]:
    """Frobenius norm and largest singular value of every product's first `block` rows, columns."""
    frobenius, spectral = (np.full((len(factors), len(factors)), np.nan) for _ in range(2))
    for t, products in enumerate(_products_until(factors, size, columns=block)):
        part = products[:block].transpose(0, 1).contiguous()
        frobenius[t, : t + 1] = _lengths(part.flatten(1).mT.numpy())
        spectral[t, :t] = largest_singular(part[:t]).numpy()
    np.fill_diagonal(spectral, 1)
    return frobenius, spectral


def _memory_begins(factors: Float[np.ndarray, "T N N"], size: int) -> int:
    """Where the memory begins in a state whose h has `size` units: behind h, if there is a c."""
    return size if factors.shape[1] > size else 0


def reach(factors: Float[np.ndarray, "T N N"], size: int) -> Float[np.ndarray, " T"]:
    """The largest singular value of d memory_T / d state_s for every s, see `Memory`.

    Args:
        factors: the one-step Jacobians of `step_jacobians`.
        size: the units of h.
    """
    T, N, _ = factors.shape
    dense, straight = _ways(factors, size)
    first = _memory_begins(factors, size)
    # Transposed, so that the columns of each product are made one after the other.
    products = torch.zeros(T, N, N - first, dtype=torch.float64)
    products[-1] = torch.eye(N, dtype=torch.float64)[:, first:]
    for s in range(T - 2, -1, -1):
        after, own = products[s + 1], products[s]
        torch.mm(dense[s + 1].mT, after, out=own[: dense.shape[2]])
        for k, kept in enumerate(straight):
            own[size:].addcmul_(after[k * size : (k + 1) * size], kept[s + 1, :, None])
    found = largest_singular(products.mT).numpy()
    found[-1] = 1
    return found


def largest_singular(matrices: Float[Tensor, "S N N"]) -> Float[Tensor, " S"]:
    """The largest singular value of each matrix; also of matrices far below or above 1."""
    if not matrices.numel():
        return matrices.new_zeros(len(matrices))
    # Of the squared matrix it takes half the time, and its trace says whether squaring was safe.
    squares = matrices @ matrices.mT
    energy = squares.diagonal(dim1=1, dim2=2).sum(1)
    odd = ~((energy > SMALLEST**2) & (energy < LARGEST**2))
    scale = torch.ones_like(energy)
    if odd.any():
        few = matrices[odd]
        size = few.abs().amax(dim=(1, 2))
        usable = size.isfinite() & (size > 0)
        few = torch.where(usable[:, None, None], few / size[:, None, None], 0)
        squares[odd] = few @ few.mT
        scale[odd] = size
    # torch.linalg has no types.
    found = cast(Tensor, torch.linalg.eigvalsh(squares))[:, -1]  # pyright: ignore
    return found.clamp(min=0).sqrt().where(scale.isfinite() & (scale > 0), 1) * scale


def _kept(part: Record) -> Float[np.ndarray, "T T H"] | None:
    """The product of each unit's kept shares over steps s+1..t."""
    shares = part.kept_values()
    if shares is None:
        return None
    with np.errstate(divide="ignore"):
        return _products(np.log(shares.astype(np.float64)))


def _products(logs: Float[np.ndarray, "T ..."]) -> Float[np.ndarray, "T T ..."]:
    """The product of what `logs` are the logarithms of, over steps s+1..t, for all s <= t."""
    T = len(logs)
    found = np.full((T, *logs.shape), np.nan)
    for s in range(T):
        found[s, s] = 1
        found[s + 1 :, s] = np.exp(np.cumsum(logs[s + 1 :], axis=0))
    return found


def _half_life(influence: Float[np.ndarray, "T T"]) -> float:
    T = len(influence)
    with np.errstate(divide="ignore"):
        logs = [float(np.log2(np.diagonal(influence, -lag)).mean()) for lag in range(T)]
    for lag in range(1, T):
        if np.isnan(logs[lag]):
            return float("nan")
        if logs[lag] <= -1:
            fallen, before = logs[lag], logs[lag - 1]
            return float(lag) if np.isinf(fallen) else lag - 1 + (before + 1) / (before - fallen)
    return float("inf")
