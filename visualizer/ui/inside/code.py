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
