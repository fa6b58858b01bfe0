"""The networks that ship: their vocabulary, reading, checkpoints and training."""

from visualizer.networks.checkpoints import CheckpointError, list_models, load_model
from visualizer.networks.sentiment.network import Reading, SentimentNetwork
from visualizer.networks.sentiment.tokenizer import Token, tokenize

__all__ = [
    "CheckpointError",
    "Reading",
    "SentimentNetwork",
    "Token",
    "list_models",
    "load_model",
    "tokenize",
]
