"""What a network that predicts was trained on, how well it does, and what its flags rest on."""

from visualizer.lexicon.language import Translator
from visualizer.networks.agreement.card import AgreementReport
from visualizer.networks.cards import Card
from visualizer.networks.flags.card import FlagsReport, SeedStory
from visualizer.networks.flags.runs import score_of
from visualizer.networks.predicting.card import Predicting
from visualizer.showing.flags import FLAG_NAMES, percent
from visualizer.showing.flags_told import Evidence, evidence_on_card, kind_told, story_told
from visualizer.ui.controls.about_toy import made_of
from visualizer.ui.controls.plain import heading, paragraph, table


def predicting_parts(card: Card[Predicting], say: Translator) -> list[str]:
    """Paragraphs and tables, as plain HTML."""
    own = card.own
    parts = [
        paragraph(made_of(card, say)),
        paragraph(_trained_on(card, say)),
        heading(say("Measured")),
        table(_surprises(own, say)),
    ]
    if isinstance(own, AgreementReport):
        parts += _pairs(own, say)
    if isinstance(own, FlagsReport):
        parts += _flags(own, say)
    return parts


def _trained_on(card: Card[Predicting], say: Translator) -> str:
    named = {
        "learned": say.number(card.own.learned),
        "file": f"`assets/models/{card.name}.json`",
    }
    if card.task == "flags":
        return say(
            "Data: {learned} sentences made by a grammar of this project, in which pronouns and "
            "verbs agree with the subject in force. Every word was learned from those before it. "
            "It is measured on sentences that it did not learn from. The full recipe is in {file}.",
            **named,
        )
    return say(
        "Data: {learned} right sentences of the agreement pairs of Marvin and Linzen (2018), "
        "{source}, under the MIT licence; nouns held out are learned in the shortest sentences "
        "only. The recipe, the nouns and the licence's notice are in {file}.",
        source=card.source,
        **named,
    )


def _surprises(own: Predicting, say: Translator) -> dict[str, list[str]]:
    rows = [
        (say("sentences held out"), own.texts),
        (say("the same by how often each word comes"), own.unigram),
        (say("the same by how often each word follows each"), own.bigram),
        *(
            (say("the same, trained with seed {seed}", seed=each.seed), each.texts)
            for each in own.seeds
        ),
    ]
    return {
        say("what"): [what for what, _ in rows],
        say("surprise at a word, in nats"): [f"{each.nats:.3f}" for _, each in rows],
        say("words"): [say.number(each.n) for _, each in rows],
    }


def _pairs(own: AgreementReport, say: Translator) -> list[str]:
    """How often the right sentence of a pair is the likelier one, by template."""
    rows = [*own.templates, own.pairs]
    names = [*(each.template for each in own.templates), say("all of them")]
    columns = {
        say("template of the pairs"): names,
        say("this network"): [percent(each.network.share) for each in rows],
        say("how often words follow each other"): [percent(each.bigram.share) for each in rows],
        say("how often words come"): [percent(each.unigram.share) for each in rows],
        say("pairs"): [say.number(each.network.n) for each in rows],
    }
    told = say(
        "Share of the pairs whose right sentence is the likelier one; guessing gets 50.0 %. All "
        "pairs have one of these nouns, held out of all but the shortest sentences: {nouns}.",
        nouns=", ".join(own.held_out),
    )
    return [heading(say("Right or wrong, pair by pair")), paragraph(told), table(columns)]


def _flags(own: FlagsReport, say: Translator) -> list[str]:
    parts = [heading(say("Its flags, for every seed"))]
    for story in own.stories:
        parts.append(paragraph(say("Seed {seed}:", seed=story.seed)))
        parts += [
            paragraph(story_told(evidence_on_card(flag, story.scores), say), small=True)
            for flag in story.flags
        ]
    parts.append(table(_by_seed(own.stories, say)))
    return parts


def _by_seed(stories: tuple[SeedStory, ...], say: Translator) -> dict[str, list[str]]:
    """A row for each seed and flag."""
    flags = [(story, flag) for story in stories for flag in story.flags]
    return {
        say("seed"): [str(story.seed) for story, _ in flags],
        say("flag"): [say(FLAG_NAMES[flag.ranking.asked]) for _, flag in flags],
        say("unit"): [str(flag.ranking.units[0].unit) for _, flag in flags],
        "r": [f"{flag.ranking.units[0].again:+.2f}".replace("-", "−") for _, flag in flags],
        say("largest |r| with shuffled flags"): [
            f"{flag.ranking.shuffled_largest:.2f}" for _, flag in flags
        ],
        say("hit most"): [_hit(evidence_on_card(flag, story.scores), say) for story, flag in flags],
    }


def _hit(found: Evidence, say: Translator) -> str:
    """What holding the best unit alone costs most."""
    kind = found.hit
    before, after = (score_of(each, *kind) for each in (found.before, found.best.scores))
    assert before is not None
    assert after is not None
    return f"{kind_told(*kind, say)}: {percent(before.share)} → {percent(after.share)}"
