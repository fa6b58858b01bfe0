"""A text read under changes is what the cell's equations give with the same changes."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.core.changed_oracle import run_changed
from tests.core.oracle import sigmoid
from visualizer.core import RECORDS
from visualizer.networks import load_model
from visualizer.networks.judged import judged_texts
from visualizer.networks.sentiment.alterations import Alteration, Place, alterations_from
from visualizer.networks.sentiment.surgery import SAME, Operation, accuracy_under, operate

TEXT = "the film was not good , but it was not bad"
WORDS = TEXT.split()
NETWORKS = {"lstm": "sentiment-lstm", "gru": "sentiment-gru", "rnn": "toy-en-rnn-8"}

Steps = Sequence[int] | slice
Units = Sequence[int] | slice
Does = Callable[[np.ndarray], Any]
ALL = slice(None)


@cache
def shipped(name: str) -> Any:
    return load_model(name)


def operated(name: str, said: str, text: str = TEXT) -> Operation:
    """A text read by a shipped network under the changes that an address names."""
    network = shipped(name)
    made = alterations_from(said)
    assert len(made) == said.count(";") + 1
    return operate(network, network.read(text), made)


def by_equations(
    name: str, words: Sequence[str], *changes: tuple[str, Steps, Units, Does]
) -> dict[str, np.ndarray]:
    """Every quantity, (T, H), and the verdict, (T,), in numpy from the network's weights.

    Args:
        changes: a quantity, at which steps, of which units, and what becomes of the values.
    """
    network = shipped(name)

    def change(q: str, _layer: int, _direction: int, t: int, values: np.ndarray) -> np.ndarray:
        after = values.copy()
        for quantity, steps, units, does in changes:
            if q == quantity and t in np.arange(len(words))[steps]:
                after[:, units] = does(after[:, units])
        return after

    table = network.embedding.weight.detach().double().numpy()
    x = table[network.vocabulary.ids(words)][:, None]
    zeros = np.zeros((1, 1, 1, network.recurrent.hidden_size))
    c0 = zeros if network.cell == "lstm" else None
    found = run_changed(network.recurrent, x, zeros, c0, change)
    values = {q: found[q][0, 0, :, 0] for q in RECORDS[network.cell].quantities}
    weight, bias = (each.detach().double().numpy() for each in network.readout.parameters())
    return values | {"verdict": sigmoid(values["h"] @ weight[0] + bias[0])}


def check(operation: Operation, expected: dict[str, np.ndarray]) -> None:
    """The run has all the values expected, to single precision."""
    record = operation.reading.record
    for quantity in record.quantities:
        np.testing.assert_allclose(
            record.unit_values(quantity), expected[quantity], atol=2e-5, err_msg=quantity
        )
    np.testing.assert_allclose(operation.reading.verdict, expected["verdict"], atol=2e-5)


def held(amount: float) -> Does:
    return lambda values: np.full_like(values, amount)


def scaled(factor: float) -> Does:
    return lambda values: values * factor


def hardened(values: np.ndarray) -> np.ndarray:
    return (values > 0.5).astype(float)


CASES: list[tuple[str, str, list[tuple[str, Steps, Units, Does]]]] = [
    ("lstm", "f hold 1 all all", [("f", ALL, ALL, held(1))]),
    ("lstm", "i scale 0.5 3,17 not/2+", [("i", slice(9, None), [3, 17], scaled(0.5))]),
    ("lstm", "c hold -2 7 good/1", [("c", [4], [7], held(-2))]),
    ("lstm", "o harden 0 5,6 good/1-", [("o", slice(5), [5, 6], hardened)]),
    ("lstm", "gates harden 0 all all", [(q, ALL, ALL, hardened) for q in "ifo"]),
    ("lstm", "g scale -1 all %2C/1,bad/1", [("g", [5, 10], ALL, scaled(-1))]),
    ("gru", "z hold 0 all not/1", [("z", [3], ALL, held(0))]),
    ("gru", "n scale 2 1,2 was/2-", [("n", slice(9), [1, 2], scaled(2))]),
    ("gru", "r harden 0 all but/1+", [("r", slice(6, None), ALL, hardened)]),
    ("gru", "h hold 0.25 47 all", [("h", ALL, [47], held(0.25))]),
    ("gru", "gates harden 0 all not/2", [(q, [9], ALL, hardened) for q in "rz"]),
    ("rnn", "h hold -0.5 1,7 was/1", [("h", [2], [1, 7], held(-0.5))]),
    ("rnn", "h scale 0.5 all not/1+", [("h", slice(3, None), ALL, scaled(0.5))]),
]


@pytest.mark.parametrize(("cell", "said", "changes"), CASES)
def test_a_changed_run_is_what_the_equations_give(cell: str, said: str, changes: list[Any]) -> None:
    operation = operated(NETWORKS[cell], said)
    assert operation.changes
    check(operation, by_equations(NETWORKS[cell], WORDS, *changes))
    (made,) = operation.made
    assert made.quantities == tuple(quantity for quantity, *_ in changes)
    quantity, steps, units, _ = changes[0]
    size = operation.reading.record.h.shape[-1]
    assert (made.steps or (*range(len(WORDS)),)) == (*np.arange(len(WORDS))[steps],)
    assert (made.units or (*range(size),)) == (*np.arange(size)[units],)
    # What is before the first change is as it was, and the runs part there.
    first = made.steps[0] if made.steps else 0
    for q in operation.reading.record.quantities:
        before, after = (
            each.record.unit_values(q) for each in (operation.original, operation.reading)
        )
        np.testing.assert_allclose(after[:first], before[:first], atol=SAME)
    apart = operation.first_apart()
    assert apart
    assert apart[0] == first
    assert quantity in apart[1]
    check(
        Operation(reading=operation.original, original=operation.original, made=()),
        by_equations(NETWORKS[cell], WORDS),
    )


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("h hold 0 0 not/1", (3,)),
        ("h hold 0 0 not/2", (9,)),
        ("h hold 0 0 not/1+", tuple(range(3, 11))),
        ("h hold 0 0 not/2-", tuple(range(10))),
        ("h hold 0 0 not/2,the/1", (0, 9)),
        ("h hold 0 0 was/1-,bad/1", (0, 1, 2, 10)),
        ("h hold 0 0 bad/1+", (10,)),
        ("h hold 0 0 the/1-", (0,)),
    ],
)
def test_words_are_found_by_what_they_say(said: str, steps: tuple[int, ...]) -> None:
    assert operated("toy-en-rnn-8", said).made[0].steps == steps


@pytest.mark.parametrize("unfit", ["not/3", "not/0", "nott/1", "Not/1", "not/1,dull/1"])
def test_a_word_that_the_text_has_not_is_said_and_comes_back(unfit: str) -> None:
    said = f"h hold 0 all {unfit}"
    operation = operated("sentiment-gru", said)
    assert operation.made[0].unfit == "words"
    assert not operation.changes
    np.testing.assert_array_equal(operation.reading.verdict, operation.original.verdict)
    text = f"{TEXT} not dull nott"
    again = operated("sentiment-gru", "h hold 0 all not/3", text)
    assert again.made[0].unfit is None
    assert again.made[0].steps == (11,)


@pytest.mark.parametrize(
    ("name", "said", "unfit"),
    [
        ("sentiment-lstm", "z hold 1 all all", "quantity"),
        ("sentiment-gru", "f scale 0 all all", "quantity"),
        ("sentiment-gru", "c take good all all", "quantity"),
        ("sentiment-lstm", "z harden 0 all all", "quantity"),
        ("toy-en-rnn-8", "gates harden 0 all all", "quantity"),
        ("toy-en-rnn-8", "h hold 0 8 all", "units"),
        ("sentiment-lstm", "f hold 0 3,48 all", "units"),
        ("sentiment-lstm", "f hold 0 all dull/1", "words"),
        ("sentiment-lstm", "h take %E2%80%8B all all", "source"),
        ("sentiment-lstm", "h take the%20film all bad/1", "source"),
        ("sentiment-lstm", "h take good all dull/1", "words"),
    ],
)
def test_what_does_not_fit_is_left_out_and_the_others_are_made(
    name: str, said: str, unfit: str
) -> None:
    operation = operated(name, f"{said};h scale 0.5 2 good/1;{said}")
    assert [made.unfit for made in operation.made] == [unfit, None, unfit]
    assert [made.quantities for made in operation.made] == [(), ("h",), ()]
    check(operation, by_equations(name, WORDS, ("h", [4], [2], scaled(0.5))))
    alone = operated(name, said)
    assert not alone.changes
    assert alone.first_apart() is None
    assert alone.reading is alone.original


def test_of_two_changes_of_one_place_the_later_works_on_what_the_earlier_left() -> None:
    for said, value in (
        ("f hold 0.25 all all;f hold 0.75 3 good/1", 0.75),
        ("f hold 0.75 3 good/1;f hold 0.25 all all", 0.25),
        ("f hold 0.75 3 good/1;f scale 0.5 all all", 0.375),
        ("f scale 0.5 all all;f hold 0.75 3 good/1", 0.75),
        ("f hold 0.75 3 good/1;gates harden 0 all all", 1),
    ):
        values = operated("sentiment-lstm", said).reading.record.unit_values("f")
        assert values[4, 3] == np.float32(value), said


@pytest.mark.parametrize("cell", NETWORKS)
def test_with_every_unit_silent_the_verdict_is_the_read_outs_bias(cell: str) -> None:
    name = NETWORKS[cell]
    network = shipped(name)
    units = ",".join(map(str, range(network.recurrent.hidden_size)))
    bias = sigmoid(network.readout.bias.detach().double().numpy())
    for where in ("all", units):
        operation = operated(name, f"h hold 0 {where} all")
        assert (operation.reading.record.h == 0).all()
        np.testing.assert_allclose(operation.reading.verdict, np.repeat(bias, 11), atol=1e-6)


@pytest.mark.parametrize("quantity", ["c", "f", "h"])
@pytest.mark.parametrize(
    ("where", "here", "there", "units"),
    [
        ("all all", [0, 1, 2, 4], [0, 1, 2, 3], ALL),
        ("3,17 all", [0, 1, 2, 4], [0, 1, 2, 3], [3, 17]),
        ("all good/1", [4], [3], ALL),
        ("5 was/1+", [2, 4], [2, 3], [5]),
    ],
)
def test_values_are_taken_over_at_the_words_that_belong_together(
    quantity: str, where: str, here: list[int], there: list[int], units: Units
) -> None:
    """ "not" stands in one text only, so its values stay."""
    text, other = "the film was not good", "the film was good"
    operation = operated("sentiment-lstm", f"{quantity} take the%20film%20was%20good {where}", text)
    (made,) = operation.made
    assert (made.steps, made.source_steps) == (tuple(here), tuple(there))
    source = by_equations("sentiment-lstm", other.split())[quantity]
    taken = [
        (quantity, [step], units, lambda _, t=t: source[t, units])
        for step, t in zip(here, there, strict=True)
    ]
    check(operation, by_equations("sentiment-lstm", text.split(), *taken))
    apart = operation.first_apart()
    assert apart
    assert apart[0] == 4
    again = shipped("sentiment-lstm").read(text)
    np.testing.assert_array_equal(again.verdict, operation.original.verdict)  # nothing stays


@pytest.mark.parametrize("name", ["sentiment-lstm", "toy-en-lstm-4", "toy-hi-rnn-8"])
def test_rounding_is_no_difference_however_the_network_blows_it_up(name: str) -> None:
    """Without care these are up to 0.0001 apart: PyTorch's own kernel rounds otherwise."""
    network = shipped(name)
    words = [word for word in network.vocabulary.words if word.isalpha()]
    random = np.random.default_rng(3)
    for _ in range(8):
        text = " ".join(random.choice(words, 60))
        same = text.replace(" ", "%20")
        for said in ("h scale 1 all all", f"h take {same} all all"):
            operation = operated(name, said, text)
            assert operation.changes
            assert operation.first_apart() is None
        read = network.read(text).words
        last = Place(read[-1], read.count(read[-1]))
        quiet = Alteration(quantity="h", kind="scale", amount=0.5, units=(0,), places=(last,))
        assert operated(name, str(quiet), text).first_apart() == (59, ("h",))


@pytest.mark.parametrize(
    ("name", "said", "changes"),
    [
        ("sentiment-lstm", "i scale 0.2 all all", [("i", ALL, ALL, scaled(0.2))]),
        ("sentiment-gru", "gates harden 0 all all", [(q, ALL, ALL, hardened) for q in "rz"]),
        (
            "toy-hi-lstm-8",
            "o hold 1 3 all;h scale -1 1,2,4 all",
            [("o", ALL, [3], held(1)), ("h", ALL, [1, 2, 4], scaled(-1))],
        ),
        (
            "toy-en-rnn-8",
            "f hold 0 all all;h hold 0 9 all;h hold 1 2 all",
            [("h", ALL, [2], held(1))],
        ),
    ],
)
def test_the_accuracy_is_that_of_every_text_read_alone(
    name: str, said: str, changes: list[Any]
) -> None:
    """What does not fit the network is left out there too."""
    texts = judged_texts(shipped(name))[::9]
    assert len({len(words) for words, _ in texts}) > 3
    shares: list[float] = []
    for made, own in ((alterations_from(said), changes), ((), [])):
        last = [by_equations(name, words, *own)["verdict"][-1] for words, _ in texts]
        right = [
            (verdict > 0.5) == positive for verdict, (_, positive) in zip(last, texts, strict=True)
        ]
        found = accuracy_under(shipped(name), texts, made)
        assert found
        assert found.n == len(texts)
        assert found.share == pytest.approx(np.mean(right), abs=1e-4)
        shares.append(found.share)
    assert shares[0] != shares[1]


@pytest.mark.parametrize("said", ["f hold 1 all not/1", "h take good all all"])
def test_there_is_no_accuracy_under_what_is_one_texts_own(said: str) -> None:
    network = shipped("sentiment-lstm")
    made: tuple[Alteration, ...] = alterations_from(f"o hold 0 all all;{said}")
    assert len(made) == 2
    assert accuracy_under(network, [(("good",), True)], made) is None
