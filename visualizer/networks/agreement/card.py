"""What is measured on the agreement network: its own part of the model card."""

from dataclasses import dataclass

from visualizer.networks.cards import Card, Share
from visualizer.networks.flags.card import FlagsReport


@dataclass(frozen=True)
class TemplateShares:
    """Of the pairs of one template, those whose right sentence is given the higher probability.

    Attributes:
        template: its name in the source.
        network: by the network.
        bigram: by a judge that knows how often each word follows each; half where both are alike.
        unigram: by one that knows how often each word comes.
    """

    template: str
    network: Share
    bigram: Share
    unigram: Share


@dataclass(frozen=True)
class SeedPairs:
    """The same share of all pairs, by the network of one seed."""

    seed: int
    pairs: Share


@dataclass(frozen=True, kw_only=True)
class AgreementReport(FlagsReport):
    """What the agreement network is made of and how well it tells right sentences from wrong.

    A judge that guesses gets half of the pairs. All are pairs with a noun held out.

    Attributes:
        held_out: those nouns, in the singular.
        pairs: all.
        templates: by template, in the source's order.
        seeds_pairs: of every seed.
    """

    held_out: tuple[str, ...]
    pairs: TemplateShares
    templates: tuple[TemplateShares, ...]
    seeds_pairs: tuple[SeedPairs, ...]


AgreementCard = Card[AgreementReport]
