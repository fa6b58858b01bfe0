"""The tokenizers by language."""

from visualizer.networks.tokenizers.english import TOKENIZER as ENGLISH
from visualizer.networks.tokenizers.hindi import TOKENIZER as HINDI
from visualizer.networks.tokenizers.tokens import Tokenizer

TOKENIZERS = {"en": ENGLISH, "hi": HINDI}


def tokenizer_of(language: str) -> Tokenizer:
    """The tokenizer of a language, such as `en`.

    Raises:
        ValueError: there is none for it; the message lists those there are.
    """
    if language not in TOKENIZERS:
        raise ValueError(f"a language must be one of {', '.join(TOKENIZERS)}, got {language!r}")
    return TOKENIZERS[language]
