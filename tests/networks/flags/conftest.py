"""What tests of the networks of flags share."""

import pytest
import torch
from torch import nn

from visualizer.networks.flags.flagged import Decision, Flagged, Flags, Subject
from visualizer.networks.flags.lists import Lists
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.vocabulary import Vocabulary

WORDS = Vocabulary(("<unk>", "ann", "bob", "and", "she", "he", "they"))
SHE, HE, THEY = Flags("feminine", "singular"), Flags("masculine", "singular"), Flags(None, "plural")
FORMS = {"she": SHE, "he": HE, "they": THEY}


@torch.no_grad()
def flag_network(keep: float = 20.0) -> NextNetwork:
    """Set by hand: unit 0 is +1 after ann, -1 after bob; unit 1 does nothing; both keep all else.

    The read-out says *she* where unit 0 is above 0, *he* where it is below, never *they*.

    Args:
        keep: the forget gate's sum at a name; at other words it is 20, which keeps everything.
    """
    network = NextNetwork("lstm", WORDS, embedding_size=2, hidden_size=2)
    for parameter in network.parameters():
        nn.init.zeros_(parameter)
    network.embedding.weight[1] = torch.tensor([1.0, 1.0])  # ann: who, and that it is a name
    network.embedding.weight[2] = torch.tensor([-1.0, 1.0])  # bob
    w, b = network.recurrent.weight_ih_l0, network.recurrent.bias_ih_l0
    assert isinstance(w, torch.Tensor)
    assert isinstance(b, torch.Tensor)
    w[0, 1], b[0] = 40.0, -20.0  # i of unit 0: open at names
    w[2, 1], b[2] = keep - 20.0, 20.0  # f
    b[3] = 20.0
    w[4, 0] = 20.0  # g
    b[6], b[7] = 20.0, 20.0  # o
    network.readout.weight[4, 0], network.readout.weight[5, 0] = 5.0, -5.0
    network.readout.bias[6] = -5.0
    return network.eval()


def told(*names: str) -> Flagged:
    """`ann and she bob and he`: every name followed by its pronoun."""
    words: list[str] = []
    flags: list[Flags] = []
    subjects: list[Subject] = []
    decisions: list[Decision] = []
    for name in names:
        own = SHE if name == "ann" else HE
        subjects.append(Subject(len(words), len(words), own))
        right = "she" if name == "ann" else "he"
        decisions.append(Decision(len(words) + 2, "pronoun", right, FORMS))
        words += [name, "and", right]
        flags += [own] * 3
    return Flagged(
        " ".join(words), tuple(words), tuple(flags), tuple(subjects), (), tuple(decisions)
    )


@pytest.fixture
def lists() -> Lists:
    return Lists(
        (told("ann"), told("bob"), told("ann", "bob"), told("bob", "ann", "ann")),
        (told("ann", "bob", "bob"), told("bob", "ann"), told("ann")),
    )
