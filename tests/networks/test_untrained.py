"""An untrained network reaches as far back as autograd says, and has the weights asked for."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.autograd.functional import jacobian

from visualizer.networks.untrained import (
    INITIALISATIONS,
    INPUTS,
    Experiment,
    Initialisation,
    Reach,
    measure,
    network_of,
    random_input,
    word_vectors,
)

CELLS = ("rnn", "gru", "lstm")
SMALL = Experiment(cell="lstm", units=4, steps=6)


def run(experiment: Experiment) -> Reach:
    return measure(experiment, random_input(experiment))


def largest_eigenvalue(block: np.ndarray) -> float:
    return float(np.abs(np.linalg.eigvals(block)).max())


def blocks(experiment: Experiment) -> list[np.ndarray]:
    weights = network_of(experiment).get_parameter("weight_hh_l0").detach().numpy()
    return np.split(weights, len(weights) // experiment.units)


def reaches(experiment: Experiment) -> np.ndarray:
    """The largest singular value of d memory_T / d state_(T - lag), by PyTorch's own forward."""
    network, x, H = network_of(experiment), random_input(experiment), experiment.units
    states = [torch.zeros(H * (2 if experiment.cell == "lstm" else 1), dtype=torch.float64)]

    def rest_of(x: Tensor) -> Any:
        def end(state: Tensor) -> Tensor:
            parts = tuple(part.view(1, 1, H) for part in state.split(H))
            _, last = network(x, parts if experiment.cell == "lstm" else parts[0])
            return torch.cat([part.flatten() for part in last]) if len(parts) > 1 else last.view(H)

        return end

    for step in x.split(1):
        states.append(rest_of(step)(states[-1]).detach())
    found = [
        torch.linalg.matrix_norm(cast(Tensor, jacobian(rest_of(x[t:]), states[t]))[-H:], ord=2)
        for t in range(1, len(x))
    ]
    return np.array([1.0, *reversed(found)])


@pytest.mark.parametrize("initialisation", ["uniform", "orthogonal"])
@pytest.mark.parametrize("cell", CELLS)
def test_the_reach_is_what_autograd_finds(cell: str, initialisation: Initialisation) -> None:
    experiment = replace(SMALL, cell=cell, initialisation=initialisation, radius=1.3)
    np.testing.assert_allclose(run(experiment).measured, reaches(experiment), rtol=1e-9)


def test_the_reach_of_a_relu_network_is_what_autograd_finds() -> None:
    experiment = replace(SMALL, cell="rnn", nonlinearity="relu", radius=1.5)
    found = run(experiment)
    np.testing.assert_allclose(found.measured, reaches(experiment), rtol=1e-9)
    assert found.relu
    assert found.record.h.min() == 0
    assert not np.allclose(found.measured, run(replace(experiment, nonlinearity="tanh")).measured)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_only_an_rnn_has_a_choice_of_nonlinearity(cell: str) -> None:
    found, other = (run(replace(SMALL, cell=cell, nonlinearity=n)) for n in ("relu", "tanh"))
    assert not found.relu
    np.testing.assert_array_equal(found.measured, other.measured)


@pytest.mark.parametrize("initialisation", INITIALISATIONS)
@pytest.mark.parametrize("cell", CELLS)
def test_the_reach_never_exceeds_its_bound(cell: str, initialisation: Initialisation) -> None:
    found = run(
        Experiment(cell=cell, units=6, steps=40, radius=1.2, initialisation=initialisation, seed=3)
    )
    assert np.all(found.measured <= found.bound * (1 + 1e-9))
    assert found.measured[0] == found.bound[0] == 1
    one = found.factors[-1, -6:]  # of all that the last step does, what it does to the memory
    assert found.measured[1] == pytest.approx(np.linalg.norm(one, ord=2))


@pytest.mark.parametrize("cell", CELLS)
def test_the_bound_is_the_product_of_the_largest_factors(cell: str) -> None:
    found = run(replace(SMALL, cell=cell))
    norms = np.linalg.norm(found.factors, ord=2, axis=(1, 2))
    expected = [np.prod(norms[len(norms) - lag :]) for lag in range(len(norms))]
    np.testing.assert_allclose(found.bound, expected)


def test_the_gates_are_the_largest_product_of_one_unit() -> None:
    for cell, gate in (("lstm", "f"), ("gru", "z")):
        found = run(replace(SMALL, cell=cell))
        values = getattr(found.record, gate)[0, 0, :, 0]
        expected = [values[len(values) - lag :].prod(axis=0).max() for lag in range(len(values))]
        assert found.gates is not None
        np.testing.assert_allclose(found.gates, expected)
    assert run(replace(SMALL, cell="rnn")).gates is None


@pytest.mark.parametrize("initialisation", INITIALISATIONS)
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("radius", [0.0, 0.3, 1.0, 10.0])
def test_every_block_has_the_radius_asked_for(
    cell: str, initialisation: Initialisation, radius: float
) -> None:
    experiment = replace(SMALL, cell=cell, radius=radius, initialisation=initialisation)
    found = [largest_eigenvalue(block) for block in blocks(experiment)]
    assert found == pytest.approx([radius] * {"rnn": 1, "gru": 3, "lstm": 4}[cell])
    reach = run(experiment)
    np.testing.assert_array_equal(reach.weights, np.concatenate(blocks(experiment)))


def test_without_recurrent_weights_an_rnn_reaches_nowhere() -> None:
    found = run(replace(SMALL, cell="rnn", radius=0.0))
    assert found.measured.tolist() == found.bound.tolist() == [1, 0, 0, 0, 0, 0]


def test_without_a_radius_the_initialisation_stays_as_it_is() -> None:
    made = {
        name: blocks(replace(SMALL, cell="rnn", units=100, radius=None, initialisation=name))[0]
        for name in INITIALISATIONS
    }
    np.testing.assert_array_equal(made["identity"], np.eye(100))
    np.testing.assert_allclose(made["orthogonal"] @ made["orthogonal"].T, np.eye(100), atol=1e-12)
    assert 0.099 < np.abs(made["uniform"]).max() <= 0.1
    assert made["normal"].std() == pytest.approx(0.1, rel=0.03)
    assert np.abs(made["normal"]).max() > 0.2
    found = run(replace(SMALL, cell="lstm", radius=None, initialisation="uniform"))
    unscaled = blocks(replace(SMALL, radius=None, initialisation="uniform"))
    np.testing.assert_array_equal(found.weights, np.concatenate(unscaled))


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_gates_set_for_more_steps_reach_further(cell: str) -> None:
    small = replace(SMALL, cell=cell, steps=40, units=16)
    short, long = (run(replace(small, set_for=steps)) for steps in (2, 200))
    assert long.measured[-1] > 100 * short.measured[-1]
    assert run(replace(small, set_for=200)).measured[-1] == long.measured[-1]


def test_gates_that_an_rnn_has_not_cannot_be_set() -> None:
    plain, same = (run(replace(SMALL, cell="rnn", set_for=steps)) for steps in (None, 50))
    np.testing.assert_array_equal(plain.measured, same.measured)


def test_a_forget_bias_raises_the_forget_gate_alone_and_the_reach() -> None:
    low, high = (run(replace(SMALL, steps=20, forget_bias=bias)) for bias in (-2.0, 3.0))
    gates = [each.record.unit_values("f") for each in (low, high)]
    assert gates[0].mean() < 0.25
    assert gates[1].mean() > 0.75
    assert np.all(gates[0][0] < gates[1][0])  # the first step's differ by the bias alone
    assert high.measured[-1] > 1e3 * low.measured[-1]
    first, second = (network_of(replace(SMALL, forget_bias=bias)) for bias in (-2.0, 3.0))
    for name, values in first.named_parameters():
        changed = (values != second.get_parameter(name)).nonzero().flatten().tolist()
        assert changed == ([4, 5, 6, 7] if name == "bias_ih_l0" else [])
    total = second.get_parameter("bias_ih_l0") + second.get_parameter("bias_hh_l0")
    assert total[4:8].tolist() == [3.0] * 4


@pytest.mark.parametrize("cell", CELLS)
def test_the_same_experiment_gives_the_same_numbers_and_another_seed_others(cell: str) -> None:
    experiment = replace(SMALL, cell=cell)
    torch.manual_seed(1)
    first, state = run(experiment), torch.get_rng_state()
    assert torch.equal(torch.get_rng_state(), state)
    torch.manual_seed(2)
    second, other = run(experiment), run(replace(experiment, seed=1))
    np.testing.assert_array_equal(first.measured, second.measured)
    np.testing.assert_array_equal(first.weights, second.weights)
    assert not np.allclose(first.weights, other.weights)
    assert not torch.equal(random_input(experiment), random_input(replace(experiment, seed=1)))


def test_a_single_step_and_a_single_unit_are_enough() -> None:
    for cell in CELLS:
        found = run(Experiment(cell=cell, units=1, steps=1))
        assert found.measured.tolist() == found.bound.tolist() == [1]


def test_a_reach_far_below_float32_is_still_measured() -> None:
    found = run(Experiment(cell="rnn", units=8, steps=200, radius=0.1))
    assert 0 < found.measured[-1] < 1e-100


def test_the_same_word_has_the_same_vector_wherever_it_stands() -> None:
    vectors = word_vectors(("not", "bad", "not", "good"), 3)
    assert vectors.shape == (4, 1, INPUTS)
    assert torch.equal(vectors[0], vectors[2])
    assert len({tuple(each.flatten().tolist()) for each in vectors}) == 3
    assert torch.equal(vectors, word_vectors(("not", "bad", "not", "good"), 3))
    assert not torch.equal(vectors, word_vectors(("not", "bad", "not", "good"), 4))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"units": 0}, r"units must be in 1\.\.128, got 0"),
        ({"units": 129}, r"units must be in 1\.\.128, got 129"),
        ({"steps": 0}, r"steps must be in 1\.\.200, got 0"),
        ({"steps": 201}, r"steps must be in 1\.\.200, got 201"),
        ({"radius": -0.1}, r"radius must be in 0\.\.10\.0, got -0\.1"),
        ({"radius": 10.1}, r"radius must be in 0\.\.10\.0, got 10\.1"),
        ({"radius": float("nan")}, r"radius must be in 0\.\.10\.0, got nan"),
        ({"set_for": 1}, r"set_for must be in 2\.\.200, got 1"),
        ({"set_for": 201}, r"set_for must be in 2\.\.200, got 201"),
        ({"forget_bias": -10.5}, r"forget_bias must be in -10\.\.10, got -10\.5"),
        ({"forget_bias": 10.5}, r"forget_bias must be in -10\.\.10, got 10\.5"),
        (
            {"initialisation": "xavier"},
            "initialisation must be one of uniform, normal, orthogonal, identity, got 'xavier'",
        ),
        ({"nonlinearity": "gelu"}, "nonlinearity must be tanh or relu, got 'gelu'"),
    ],
)
def test_a_field_outside_its_range_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(SMALL, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"units": 1, "steps": 1, "radius": 0.0, "forget_bias": -10.0},
        {"units": 128, "steps": 200, "radius": 10.0, "forget_bias": 10.0},
        {"radius": None},
    ],
)
def test_the_ends_of_the_ranges_are_allowed(change: dict[str, Any]) -> None:
    made = replace(SMALL, **change)
    assert {name: getattr(made, name) for name in change} == change


def test_an_unknown_cell_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="one of lstm, gru, rnn, got 'qrnn'"):
        network_of(replace(SMALL, cell="qrnn"))
