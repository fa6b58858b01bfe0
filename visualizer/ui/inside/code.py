"""The same arithmetic with the library, in a few lines."""

from visualizer.networks.sentiment.network import SentimentReading

OPENED = {"lstm": "i", "gru": "z", "rnn": "h"}
"""The sum of each cell that the lines open."""


def sum_code(reading: SentimentReading, name: str) -> str:
    """Code that opens a quantity of a reading down to its sum, for all words and units at once."""
    symbol = OPENED[reading.record.cell]
    squashed = "np.tanh(total)" if symbol == "h" else "1 / (1 + np.exp(-total))"
    return (
        "import numpy as np\n"
        "import visualizer as viz\n"
        "from visualizer.core import pre_activations\n\n"
        f"network = viz.load_model({name!r})\n"
        f"record = network.read({reading.read!r}).record\n"
        f'parts = pre_activations(network.recurrent, record)["{symbol}"]\n'
        "total = parts.x + parts.h + parts.bias    # W x + U h + b, (T, B, H)\n"
        f"print(np.abs({squashed} - record.{symbol}[0, 0]).max())"
    )


def shared_code(reading: SentimentReading, name: str) -> str:
    """Code that takes the gradient of W_hh apart: what each step's own copy of it adds."""
    record = reading.record
    state = "state = (zeros, zeros)" if record.cell == "lstm" else "state = zeros"
    last = "state[0]" if record.cell == "lstm" else "state"
    step = {"lstm": "LSTMCell", "gru": "GRUCell", "rnn": "RNNCell"}[record.cell]
    return (
        "import torch\n"
        "import visualizer as viz\n\n"
        f"network = viz.load_model({name!r})\n"
        f"x = torch.tensor(network.read({reading.read!r}).record.x)    # (T, 1, E)\n"
        "layer = network.recurrent\n"
        "own = {key.removesuffix('_l0'): each.detach() for key, each in layer.named_parameters()}\n"
        "copies = [own['weight_hh'].clone().requires_grad_() for _ in x]    # one for each step\n"
        f"cell = torch.nn.{step}(layer.input_size, layer.hidden_size)\n"
        "zeros = torch.zeros(1, layer.hidden_size)\n"
        f"{state}\n"
        "for word, copy in zip(x, copies):\n"
        "    weights = {**own, 'weight_hh': copy}\n"
        "    state = torch.func.functional_call(cell, weights, (word, state))\n"
        f"log_odds = network.logits({last})[0]\n"
        "added = torch.stack(torch.autograd.grad(log_odds, copies))    # (T, rows, columns)\n\n"
        "log_odds = network.logits(layer(x)[0][-1])[0]    # the same with the shared weight\n"
        "(gradient,) = torch.autograd.grad(log_odds, [layer.weight_hh_l0])\n"
        "print((added.sum(dim=0) - gradient).abs().max())"
    )
