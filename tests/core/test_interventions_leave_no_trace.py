"""After a block, whatever happened in it, everything is as found; other threads see nothing."""

from threading import Thread

import pytest
import torch
from cases import WORDS, tagger
from test_threads import ROUNDS, Reader, switching, together  # noqa: F401  a fixture, by its name
from torch import nn
from untouched import untouched

from visualizer.core import Add, Clamp, InterventionError, intervene

EVERYWHERE = [Clamp("encoder.lstm", "f", value=0.5), Add("decoder", "z", amount=0.1, steps=1)]


def test_everything_is_as_found_afterwards_and_outputs_are_bit_identical() -> None:
    model = tagger().eval()
    plain = model(WORDS)
    with untouched(model):
        with intervene(model, *EVERYWHERE):
            assert not torch.allclose(model(WORDS), plain)
        assert torch.equal(model(WORDS), plain)


def test_an_error_in_the_body_leaves_everything_as_found() -> None:
    model = tagger().eval()
    plain = model(WORDS)

    def body() -> None:
        with intervene(model, *EVERYWHERE):
            model(WORDS)
            raise ZeroDivisionError

    with untouched(model), pytest.raises(ZeroDivisionError):
        body()
    assert torch.equal(model(WORDS), plain)


def test_an_error_at_entry_leaves_everything_as_found() -> None:
    """The first two interventions are in order, the third is not."""
    model = tagger().eval()
    plain = model(WORDS)
    wrong = Clamp("decoder", "q", value=0)
    with (
        untouched(model),
        pytest.raises(InterventionError, match="'q'"),
        intervene(model, *EVERYWHERE, wrong),
    ):
        pytest.fail("the intervention was not refused")
    assert torch.equal(model(WORDS), plain)


def test_an_error_at_the_call_leaves_everything_as_found() -> None:
    """Input of the wrong size or rank, a value that does not fit, a step that is not there."""
    lstm, given = nn.LSTM(3, 4), torch.ones(5, 2, 3)
    plain = lstm(given)[0]
    fine = Clamp("", "f", value=0.5)
    for wrong in (torch.ones(5, 2, 7), torch.ones(5, 2, 3, 1)):
        with (
            untouched(lstm),
            pytest.raises((RuntimeError, ValueError), match=r"input|[Ee]xpected"),
            intervene(lstm, fine),
        ):
            lstm(wrong)
    for refused in (Clamp("", "f", value=torch.ones(3, 1, 1)), Clamp("", "h", value=0, steps=5)):
        with untouched(lstm), pytest.raises(InterventionError), intervene(lstm, fine, refused):
            lstm(given)
    assert torch.equal(lstm(given)[0], plain)


def test_the_call_of_another_thread_is_not_changed() -> None:
    model = Reader().eval()
    given, found = torch.ones(4, 1), []
    plain = model(given)
    with untouched(model), intervene(model, Clamp("lstm", "h", value=0.5)):
        other = Thread(target=lambda: found.append(model(given)))
        other.start()
        other.join()
        assert not torch.allclose(model(given), plain)
    assert torch.equal(found[0], plain)


@pytest.mark.usefixtures("switching")
def test_threads_change_their_own_calls_only() -> None:
    model, given = Reader().eval(), torch.ones(3, 1)
    with torch.no_grad():  # as below: other kernels differ in the last bit
        plain = model(given)

    def change(value: float) -> None:
        for _ in range(ROUNDS // 5):
            with torch.no_grad(), intervene(model, Clamp("gru", "h", value=value)):
                assert (model(given) == value).all()

    def compute() -> None:
        for _ in range(ROUNDS):
            with torch.no_grad():
                assert torch.equal(model(given), plain)

    with untouched(model):
        work = [lambda value=value: change(value) for value in (0.25, 0.5, 2.0)]
        together(*work, *[compute] * 3)
