"""What a network of classes was trained on, how well it does, and what it gets wrong."""

from visualizer.lexicon.classes import CLASSES
from visualizer.lexicon.language import Translator
from visualizer.networks.cards import Share
from visualizer.networks.classes.card import Classes, ClassesCard
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.ui.controls.plain import heading, paragraph, table


def class_parts(card: ClassesCard, say: Translator) -> list[str]:
    """Paragraphs and tables, as plain HTML."""
    own = card.own
    parts = [
        paragraph(_made_of(card, say)),
        paragraph(_trained_on(card, say)),
        heading(say("Measured")),
        table(_measured(own, say)),
        heading(say("What it gets wrong")),
    ]
    if not own.gets_wrong:
        return [*parts, paragraph(say("None of the sentences that it was measured on."))]
    as_written = tokenizer_of(card.language or "en").as_written
    written = as_written if card.task == "order" else str
    mistakes = {
        say("text"): [written(mistake.text) for mistake in own.gets_wrong],
        say("right class"): [_named(mistake.label, say) for mistake in own.gets_wrong],
        say("its answer"): [_named(mistake.said, say) for mistake in own.gets_wrong],
        say("probability"): [f"{mistake.probability:.3f}" for mistake in own.gets_wrong],
    }
    return [*parts, table(mistakes)]


def _named(name: str, say: Translator) -> str:
    return say(CLASSES[name]) if name in CLASSES else name


def _made_of(card: ClassesCard, say: Translator) -> str:
    own = card.own
    numbers = {
        "size": own.embedding_size,
        "parameters": say.number(card.parameters),
        "words": say.number(own.vocabulary_size),
        "seed": card.seed,
        "epochs": card.epochs,
        "seconds": say.number(round(card.seconds)),
        "classes": ", ".join(_named(name, say) for name in own.classes),
    }
    if own.hidden_size is None:
        return say(
            "Bag: the mean of words of {size} numbers and one linear layer, {parameters} "
            "parameters, a vocabulary of {words} words; seed {seed}, {epochs} epochs, {seconds} "
            "seconds. Its classes: {classes}.",
            **numbers,
        )
    return say(
        "{cell} with {units} units on words of {size} numbers, {parameters} parameters, a "
        "vocabulary of {words} words; seed {seed}, {epochs} epochs, {seconds} seconds. Its "
        "classes: {classes}.",
        cell=(card.cell or "").upper(),
        units=own.hidden_size,
        **numbers,
    )


def _trained_on(card: ClassesCard, say: Translator) -> str:
    """The card's account of the data, in the reader's language; the card itself is English."""
    own = card.own
    named = {
        "learned": say.number(own.learned),
        "chosen": say.number(own.validation.n),
        "measured": say.number(own.texts.n),
        "file": f"`assets/models/{card.name}.json`",
    }
    if card.task == "news":
        return say(
            "Data: AG News, descriptions without titles, some 9,000 of them from {source}. "
            "Licence: for research and any other non-commercial activity; but for the few quoted "
            "below the texts are not shipped. It learned the topic after every word of {learned} "
            "texts; settings and epoch were chosen on {chosen} others, the numbers below are for "
            "{measured} others still. The full recipe is in {file}.",
            source=card.source.split(",")[0],
            **named,
        )
    return say(
        "Data: sentences made by a grammar of this project, in which negation and order decide; "
        "licence MIT, as this project. It learned from {learned} sentences; the epoch was chosen "
        "on {chosen} others, the numbers below are for {measured} others still. The full recipe is "
        "in {file}.",
        **named,
    )


def _measured(own: Classes, say: Translator) -> dict[str, list[str]]:
    rows: list[tuple[str, Share | None]] = [
        (say("texts given to their class"), own.texts),
        *(
            (say("of these, “{name}”", name=_named(each.name, say)), each.right)
            for each in own.by_class
        ),
        *(
            (say("the same network from seed {seed}", seed=run.seed), run.texts)
            for run in own.seeds[1:]
        ),
        (say("by always saying the commoner class"), own.majority),
        (say("by the best possible judge that sees no order"), own.order_free),
        (say("by counted words (tf-idf) and one linear layer"), own.tf_idf and own.tf_idf.texts),
        (say("read on through the filler of a batch (padded)"), own.padding and own.padding.padded),
        (say("texts to choose on"), own.validation),
        (say("words and signs that it does not know"), own.unknown_words),
    ]
    measured = [(what, share) for what, share in rows if share is not None]
    return {
        say("what"): [what for what, _ in measured],
        say("share"): [f"{100 * share.share:.1f} %" for _, share in measured],
        say("of"): [say.number(share.n) for _, share in measured],
    }
