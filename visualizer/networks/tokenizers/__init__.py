"""How texts are split into words and signs: one module for each language, all used alike."""

from visualizer.networks.tokenizers.table import tokenizer_of
from visualizer.networks.tokenizers.tokens import Token, Tokenizer

__all__ = ["Token", "Tokenizer", "tokenizer_of"]
