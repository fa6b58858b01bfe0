"""What a network of a few units was trained on, how well it does, and what negation does to it."""

from visualizer.lexicon.language import Translator
from visualizer.networks.cards import Card, Share
from visualizer.networks.predicting.card import Predicting
from visualizer.networks.sentiment.card import Sentiment
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.toy.card import Toy, ToyCard
from visualizer.ui.controls.plain import heading, paragraph, table


def toy_parts(card: ToyCard, say: Translator) -> list[str]:
    """Paragraphs and tables, as plain HTML."""
    own = card.own
    parts = [
        paragraph(made_of(card, say)),
        paragraph(_trained_on(card, say)),
        heading(say("Measured")),
        table(_measured(own, say)),
        heading(say("What words do to the signs of the units")),
        table(
            {
                say("word"): [flips.word for flips in own.flips],
                say("units whose h changes its sign, of {n}", n=say.number(own.hidden_size)): [
                    f"{flips.mean:.2f}" for flips in own.flips
                ],
                say("times read"): [say.number(flips.n) for flips in own.flips],
            }
        ),
        heading(say("What it gets wrong")),
    ]
    if not own.gets_wrong:
        return [*parts, paragraph(say("None of the sentences that it was measured on."))]
    as_written = tokenizer_of(card.language or "en").as_written
    wrong = own.gets_wrong
    mistakes = {
        say("text"): [as_written(mistake.text) for mistake in wrong],
        say("verdict that is right"): [str(mistake.label) for mistake in wrong],
        say("verdict"): [f"{mistake.verdict:.3f}" for mistake in wrong],
    }
    return [*parts, table(mistakes)]


def made_of(card: Card[Sentiment] | Card[Toy] | Card[Predicting], say: Translator) -> str:
    """Its cell and its sizes, in a sentence."""
    return say(
        "{cell} with {units} units on words of {size} numbers, {parameters} parameters, a "
        "vocabulary of {words} words; seed {seed}, {epochs} epochs, {seconds} seconds.",
        cell=(card.cell or "").upper(),
        units=card.own.hidden_size,
        size=card.own.embedding_size,
        parameters=say.number(card.parameters),
        words=say.number(card.own.vocabulary_size),
        seed=card.seed,
        epochs=card.epochs,
        seconds=say.number(round(card.seconds)),
    )


def _trained_on(card: ToyCard, say: Translator) -> str:
    words = ", ".join(word for word in card.own.words if word != ",")
    return say(
        "Data: sentences made by a grammar of this project. Its words: {words}; beside them the "
        "comma. Negation turns the verdict, strengthening does not; of two clauses that “{but}” "
        "joins the second decides. The network learned the grammar's verdict after every word, "
        "and was measured on sentences that it had not learned from. The full recipe is in {file}.",
        words=words,
        but="लेकिन" if card.language == "hi" else "but",
        file=f"`assets/models/{card.name}.json`",
    )


def _measured(own: Toy, say: Translator) -> dict[str, list[str]]:
    rows: list[tuple[str, Share]] = [
        (say("sentences, at their end"), own.sentences),
        (say("the same after every word from the first adjective on"), own.steps),
        (say("sentences, by counting words: order left out"), own.bag),
    ]
    return {
        say("what"): [what for what, _ in rows],
        say("share"): [f"{100 * share.share:.1f} %" for _, share in rows],
        say("of"): [say.number(share.n) for _, share in rows],
    }
