"""Vanishing gradients, part two: one entry of one step's factor, worked out."""

from collections.abc import Mapping

import streamlit as st

from visualizer.core import GRURecord, LSTMRecord
from visualizer.lexicon.language import Translator
from visualizer.networks.untrained import Reach
from visualizer.ui.controls.networks import cell_choice


def factor_part(reaches: Mapping[str, Reach], say: Translator) -> None:
    """Choose a network, a step and two units; see the formula and its numbers."""
    T, H = next(iter(reaches.values())).record.unit_values("h").shape
    if T < 2:  # there is no factor
        return
    st.subheader(say("The arithmetic of one factor"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cell = cell_choice(list(reaches), key="vanishing_factor_cell")
        keys = {name: f"vanishing_factor_{name}" for name in ("step", "unit", "from")}
        t = int(st.number_input(say("Step t"), 2, T, T, key=keys["step"], width=120))
        unit = int(st.number_input(say("Unit"), 0, H - 1, 0, key=keys["unit"], width=120))
        source = int(st.number_input(say("From unit"), 0, H - 1, 0, key=keys["from"], width=120))
    for line in factor_lines(reaches[cell], t=t, unit=unit, source=source):
        st.latex(line)
    st.caption(
        say(
            "Every step multiplies the gradient by such a factor. In the RNN it is always "
            "Wₕₕ, made smaller by the slope of tanh; the forget gate of an LSTM lets c through "
            "without a matrix."
        )
    )


def factor_lines(reach: Reach, *, t: int, unit: int, source: int) -> list[str]:
    """The formula of one entry of a one-step Jacobian and the same with its numbers, as LaTeX.

    Args:
        t: the later step, 2..T.
        unit: the unit whose change is looked at.
        source: the unit of h at step t - 1 that is changed.
    """
    record, weights, H = reach.record, reach.weights, reach.network.hidden_size
    entries = weights.reshape(-1, H, H)[:, unit, source].tolist()
    weight = dict(zip(record.sums, entries, strict=True))
    now, before = t - 1, t - 2  # a record counts from 0
    factor = reach.factors[now]
    by_h = rf"\frac{{\partial h_t[{unit}]}}{{\partial h_{{t-1}}[{source}]}}"

    def at(quantity: str, step: int = now) -> float:
        return float(record.unit_values(quantity)[step, unit])

    match record:
        case LSTMRecord():
            i, f, g, c_prev = at("i"), at("f"), at("g"), at("c", before)
            c_by_c, c_by_h = factor[H + unit, H + unit], factor[H + unit, source]
            change = rf"\partial c_t[{unit}]"
            return [
                rf"\frac{{{change}}}{{\partial c_{{t-1}}[{unit}]}} = f_t[{unit}] = {c_by_c:z.3f}",
                rf"\frac{{{change}}}{{\partial h_{{t-1}}[{source}]}} = "
                r"f(1-f)\,c_{t-1} W_f + i(1-i)\,g\,W_i + (1-g^2)\,i\,W_g",
                f"= {_sum((f * (1 - f) * c_prev, weight['f']), (i * (1 - i) * g, weight['i']))} + "
                f"{_sum(((1 - g**2) * i, weight['g']))} = {c_by_h:z.3f}",
            ]
        case GRURecord():
            r, z, n, h_prev = at("r"), at("z"), at("n"), at("h", before)
            row = record.weight_rows("n", H).start + unit
            bias = reach.network.get_parameter("bias_hh_l0").detach().numpy()[row]
            q = weights[row] @ record.unit_values("h")[before] + bias
            straight = z if unit == source else 0.0
            return [
                rf"{by_h} = z\,\delta + z(1-z)(h_{{t-1}}-n)\,W_z",
                r"+ (1-z)(1-n^2)\left(r\,W_n + r(1-r)\,q\,W_r\right)",
                rf"q = W_n h_{{t-1}} + b_n = {q:z.3f}",
                rf"= {straight:z.3f} + {_sum((z * (1 - z) * (h_prev - n), weight['z']))}",
                rf"+ {(1 - z) * (1 - n**2):z.3f} \left("
                rf"{_sum((r, weight['n']), (r * (1 - r) * q, weight['r']))}\right)"
                rf" = {factor[unit, source]:z.3f}",
            ]
        case _:
            h = at("h")
            slope = r"(1 - h_t^2)" if not reach.relu else r"[h_t > 0]"
            value = f"(1 - ({h:z.3f})^2)" if not reach.relu else f"{int(h > 0)}"
            return [
                rf"{by_h} = {slope}\,W_{{hh}}[{unit},{source}] = "
                rf"{value} \cdot ({weight['h']:z.3f}) = {factor[unit, source]:z.3f}"
            ]


def _sum(*products: tuple[float, float]) -> str:
    """A sum of products of a number and a weight, as LaTeX."""
    return " + ".join(rf"{_signed(number)} \cdot {_signed(weight)}" for number, weight in products)


def _signed(number: float) -> str:
    """A number as it stands in a product; one that rounds to 0 has no sign."""
    text = f"{number:z.3f}"
    return f"({text})" if text.startswith("-") else text
