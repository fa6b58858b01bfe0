"""What the networks of flags learn from: sentences of a made language of clauses."""

from visualizer.networks.flags.grammar import grammar_of
from visualizer.networks.predicting.material import Material, Recipe

LEARNED, CHOSEN_ON, MEASURED = 8000, 1000, 2000
"""So many different sentences to learn from, to choose the epoch on, to measure surprise on."""

RECIPE = Recipe(epochs=20, learning_rate=0.02, embedding_size=8, hidden_size=16)


def flags_material(language: str) -> Material:
    """What the networks of one made language learn from and are measured on.

    Raises:
        ValueError: no such language.
    """
    grammar_of(language)
