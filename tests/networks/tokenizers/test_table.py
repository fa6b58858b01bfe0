"""Every language has its own tokenizer, and all are used alike."""

import pytest

from visualizer.networks.tokenizers import tokenizer_of


@pytest.mark.parametrize(("language", "word"), [("en", "isn't"), ("hi", "है।")])
def test_each_language_splits_in_its_own_way(language: str, word: str) -> None:
    pieces = [token.typed for token in tokenizer_of(language).tokenize(word)]
    assert "".join(pieces) == word
    assert len(pieces) == 2
    assert tokenizer_of(language).as_written("क") == "क"


def test_a_language_without_a_tokenizer_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="a language must be one of en, hi, got 'xx'"):
        tokenizer_of("xx")
