"""What the networks of flags learn from: sentences of a made language of clauses."""

from visualizer.networks.flags.card import FlagsReport
from visualizer.networks.flags.grammar import Part, flagged_sentences, grammar_of, vocabulary_of
from visualizer.networks.flags.lists import clause_lists
from visualizer.networks.flags.measures import seed_stories
from visualizer.networks.predicting.material import Material, Recipe, Words
from visualizer.networks.sentiment.material import Account

LEARNED, CHOSEN_ON, MEASURED = 20_000, 1000, 2000
"""So many different sentences to learn from, to choose the epoch on, to measure surprise on."""
STORY_SENTENCES = 1000
"""So many to find units on, and as many to measure flags on."""

RECIPE = Recipe(epochs=30, learning_rate=0.01, embedding_size=8, hidden_size=16)


def flags_material(language: str) -> Material:
    """What the networks of one made language learn from and are measured on.

    Raises:
        ValueError: no such language.
    """
    return Material(
        vocabulary=vocabulary_of(language),
        texts=_words(language, "learned", LEARNED),
        validation=_words(language, "chosen_on", CHOSEN_ON),
        held_out=_words(language, "measured", MEASURED),
        recipe=RECIPE,
        own=FlagsReport,
        measure=lambda networks, seed: {
            "sentences": STORY_SENTENCES,
            "stories": seed_stories(
                networks, clause_lists(language, STORY_SENTENCES), first_seed=seed
            ),
        },
        account=_account(language),
    )


def _words(language: str, part: Part, n: int) -> tuple[Words, ...]:
    return tuple(each.words for each in flagged_sentences(language, part, n))


def _account(language: str) -> Account:
    n_words = len(grammar_of(language).words)
    module = {"en": "english", "hi": "hindi"}[language]
    return Account(
        data=f"{LEARNED} different sentences of a made language of {n_words} words and signs, in "
        "which pronouns and verbs agree with the subject named last; see "
        f"visualizer/networks/flags/{module}.py. Of ten parts of all its sentences, told apart by "
        "their words alone, seven are learned from, one chooses the epoch, on one units are "
        "ranked, on one everything is measured",
        source="made by this project's own grammar",
        licence="MIT, as this project",
        training="every word is predicted from those before it, the first one too",
        selection=f"the epoch, and the settings among a few tried, by the surprise at {CHOSEN_ON} "
        f"other sentences; measured on {MEASURED} others still",
    )
