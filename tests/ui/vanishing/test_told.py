"""The textbooks' claim beside what was measured: in plain words whatever was measured."""

import pytest

from visualizer.lexicon.language import translator
from visualizer.ui.vanishing.told import told_beside_textbooks

CLAIM = "Textbooks say that an LSTM bridges longer gaps than an RNN. "
UNLIKE = "These runs do not show it: the LSTM, with a forget bias of 1, "


@pytest.mark.parametrize(
    ("rnn", "lstm", "told"),
    [
        (0, 0, "Here neither of them bridged any of these gaps."),
        (0, 20, "Here it did: the LSTM bridged gaps of up to 20 time steps, the RNN none of these"),
        (5, 20, "Here it did: the LSTM bridged gaps of up to 20 time steps, the RNN of up to 5."),
        (20, 0, UNLIKE + "bridged none of these gaps, the RNN gaps of up to 20 time steps."),
        (20, 5, UNLIKE + "bridged gaps of up to 5 time steps, the RNN of up to 20."),
        (5, 5, UNLIKE + "bridged gaps of up to 5 time steps, the RNN of up to 5."),
    ],
)
def test_no_gap_bridged_is_said_so_and_never_a_gap_of_0(rnn: int, lstm: int, told: str) -> None:
    assert told_beside_textbooks(rnn, lstm, translator("en")).startswith(CLAIM + told)
    assert " 0 " not in told_beside_textbooks(rnn, lstm, translator("hi"))
