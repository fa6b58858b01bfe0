"""The networks that ship: their vocabulary, reading, checkpoints and training."""

from visualizer.models.sentiment import Reading, SentimentNetwork
from visualizer.models.tokenizer import Token, tokenize
from visualizer.models.zoo import CheckpointError, list_models, load_model

__all__ = [
    "CheckpointError",
    "Reading",
    "SentimentNetwork",
    "Token",
    "list_models",
    "load_model",
    "tokenize",
]
