"""What tests of the sentiment networks share."""

import pytest
import torch

from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.vocabulary import Vocabulary


@pytest.fixture
def network() -> SentimentNetwork:
    """A plain cell without memory: "good" reads 0.73, "bad" 0.27, all else 0.5."""
    made = SentimentNetwork(
        "rnn", Vocabulary(("<unk>", "so", "good", "bad")), embedding_size=1, hidden_size=1
    )
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        made.embedding.weight[:, 0] = torch.tensor([0.0, 0.0, 9.0, -9.0])
        made.recurrent.get_parameter("weight_ih_l0").fill_(1.0)
        made.readout.weight.fill_(1.0)
    return made
