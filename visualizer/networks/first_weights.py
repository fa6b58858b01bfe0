"""A shipped network as it was before its training."""

from visualizer.networks.sentiment.fitting import Recipe, fresh_network, repeatable
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.toy import training as toy

NO_FITTING = Recipe(epochs=0, learning_rate=0.0, dropout=0.0, largest_gradient=0.0)


def untrained(network: SentimentNetwork) -> SentimentNetwork:
    """The network from which this one's training began, its first weights drawn anew.

    They follow from the seed on the card: training seeds PyTorch's generator with it and draws the
    weights before anything else.

    Args:
        network: one that judges sentences, as `load_model` gives it.

    Returns:
        A network of the same make, with the same words and the same card.
    """
    card, vocabulary = network.card, network.vocabulary
    with repeatable(card.seed):
        if card.task == "toy":
            units = card.own.hidden_size
            fresh = toy.fresh_network(network.cell, units, vocabulary, network.language)
        else:
            fresh = fresh_network(network.cell, vocabulary, NO_FITTING, language=network.language)
    fresh.name, fresh.card = network.name, card
    return fresh.eval()
