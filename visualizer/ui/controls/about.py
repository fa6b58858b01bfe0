"""What a sentiment network was trained on, how well it does, and what it gets wrong."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import N_, Translator, translator
from visualizer.networks.cards import Share
from visualizer.networks.classes.card import Classes
from visualizer.networks.predicting.card import Predicting
from visualizer.networks.sentiment.card import Sentiment, SentimentCard, SourceShare, StrongWords
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.toy.card import Toy
from visualizer.ui.controls.about_classes import class_parts
from visualizer.ui.controls.about_predicting import predicting_parts
from visualizer.ui.controls.about_toy import made_of, toy_parts
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.shell.language import reader
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import network

BOTH = (N_("negative"), N_("positive"))
WEAK_SPOTS = {
    "doubt": N_("doubt, “I do not think that”"),
    "Hindi in Latin letters": N_("Hindi in Latin letters"),
    "irony": N_("irony"),
}
"""What the cards call weak spots; what is Hindi stays as it is."""
SOURCES = {
    "iitp_product": N_("product reviews, labelled by people"),
    "iitp_movie": N_("film reviews"),
    "movie_sentences": N_("sentences of film reviews"),
    "amazon_mt_title": N_("titles of goods' reviews, translated by machine"),
    "amazon_mt_body": N_("goods' reviews, translated by machine"),
    "shop_comments": N_("comments on a shop, partly made up"),
}
"""The sources of the Hindi texts, as the cards name them."""


SAMPLES = {
    "en": {"but": ", but", "praise": "good → not good", "blame": "bad → not bad"},
    "hi": {"but": ", लेकिन", "praise": "अच्छा → अच्छा नहीं", "blame": "बुरा → बुरा नहीं"},
}
"""What joins and denies in the networks' languages."""


def about_tab(tab: DeltaGenerator, name: str) -> None:
    """What a network was trained on, how well it does, and what it gets wrong."""
    with tab:
        st.html(_about(name, reader().code))


@kept
def _about(name: str, language: str) -> str:
    say, card = translator(language), network(name).card
    if isinstance(card.own, Toy):
        return "".join(toy_parts(card, say))
    if isinstance(card.own, Predicting):
        return "".join(predicting_parts(card, say))
    if isinstance(card.own, Classes):
        return "".join(class_parts(card, say))
    return "".join(_sentiment_parts(card, say))


def _sentiment_parts(card: SentimentCard, say: Translator) -> list[str]:
    as_written = tokenizer_of(card.language or "en").as_written
    parts = [
        paragraph(made_of(card, say)),
        paragraph(_trained_on(card, say)),
        heading(say("Measured")),
        table(_measured(card, say)),
    ]
    if card.own.strong_words is not None:
        parts.append(paragraph(_strong_words(card, card.own.strong_words, say), small=True))
    title, labels = _labels(card.own, say)
    mistakes = {
        say("text"): [as_written(mistake.text) for mistake in card.own.gets_wrong],
        title: labels,
        say("verdict"): [_verdict(mistake.verdict) for mistake in card.own.gets_wrong],
    }
    parts += [heading(say("What it gets wrong")), table(mistakes)]
    if card.own.weak_spots:
        misread = {
            say("what it misreads"): [
                say(WEAK_SPOTS[spot.what]) if spot.what in WEAK_SPOTS else spot.what
                for spot in card.own.weak_spots
            ],
            say("for example"): [spot.text for spot in card.own.weak_spots],
            say("verdict"): [_verdict(spot.verdict) for spot in card.own.weak_spots],
        }
        parts.append(table(misread))
    if card.own.negation is not None and card.own.negation.failed:
        failed = card.own.negation.failed
        missed = {
            say("plain"): [pair.plain for pair in failed],
            say("its verdict"): [_verdict(pair.plain_verdict) for pair in failed],
            say("negated"): [pair.negated for pair in failed],
            say("verdict of the negated"): [_verdict(pair.negated_verdict) for pair in failed],
        }
        parts += [heading(say("Negations that it misses")), table(missed)]
    return parts


def _labels(own: Sentiment, say: Translator) -> tuple[str, list[str]]:
    """What people said of the texts that it gets wrong, and what that is called."""
    labels = [mistake.label for mistake in own.gets_wrong]
    if own.labels == 2:
        return say("people's label"), [say(BOTH[label]) for label in labels]
    return say("people's label, 0 to 4"), [str(label) for label in labels]


def _strong_words(card: SentimentCard, strong: StrongWords, say: Translator) -> str:
    if card.language == "hi":
        return say(
            "The lexicon's strongest adjectives move the verdict by {change} on average ({n} of "
            "them in dev).",
            change=f"{strong.mean_change:.2f}",
            n=say.number(strong.n),
        )
    return say(
        "Words that people labelled as strongest move the verdict by {change} on average "
        "({n} of them in dev).",
        change=f"{strong.mean_change:.2f}",
        n=say.number(strong.n),
    )


def _trained_on(card: SentimentCard, say: Translator) -> str:
    """The card's account of the data, in the reader's language; the card itself is English."""
    chosen_on = card.own.validation_sentences
    named = {
        "n": say.number(chosen_on.n),
        "share": f"{100 * chosen_on.share:.1f}",
        "file": f"`assets/models/{card.name}.json`",
    }
    if card.language == "hi":
        return say(
            "Data: Hindi sentences about films and goods from five public collections, labelled "
            "positive or negative by people or by stars, a part of them translated by machine; "
            "news sentences, for their words; and sentences with and without नहीं made of a "
            "lexicon written for this project. But for one the sources state no licence; the "
            "texts themselves are not shipped. Adjectives that the pairs below hold back are in "
            "nothing made up. Settings and epoch were chosen on a tenth of train ({share} % of "
            "{n} right); the numbers below are for dev. The full recipe, the sources and what "
            "each of them contributes are in {file}.",
            **named,
        )
    return say(
        "Data: the Stanford Sentiment Treebank ({source}), whose every phrase people labelled from "
        "0 to 4. Its source states no licence; the texts themselves are not shipped. The network "
        "learned from every labelled phrase of train, and from negations and joined phrases made "
        "of the same trees, whose targets are averages measured there. Settings and epoch were "
        "chosen on sentences held out of train ({share} % of {n} right, neutral ones left out); "
        "the numbers below are for dev. The full recipe is in {file}.",
        source=card.source,
        **named,
    )


def _measured(card: SentimentCard, say: Translator) -> dict[str, list[str]]:
    own, sample = card.own, SAMPLES[card.language or "en"]
    rows = [
        (say("whole sentences of dev, without neutral ones"), own.sentences),
        (say("the same by always saying the commoner label"), own.majority),
        (say("the same by naive Bayes, which counts words"), own.naive_bayes),
        *((_source_told(each, say), each.right) for each in own.sources),
        (say("everyday sentences: school, food, people, weather"), own.everyday),
        (say("neutral sentences judged positive; half would be fair"), own.neutral_positive),
        (say("words and signs of dev that it does not know"), own.unknown_words),
        (say("all labelled phrases of dev"), own.phrases),
        (say("labelled phrases that begin a sentence of dev"), own.prefixes),
        (
            say("two sentences joined by “{but}”: ends on the second one's side", **sample),
            own.late_twist,
        ),
    ]
    if own.negation is not None:
        rows += [
            (
                say("negation of praise ({praise}): crosses 0.5", **sample),
                _share(own.negation.crossed_positive, own.negation.n_positive),
            ),
            (
                say("negation of blame ({blame}): crosses 0.5", **sample),
                _share(own.negation.crossed_negative, own.negation.n_negative),
            ),
        ]
    measured = [(what, share) for what, share in rows if share is not None]
    return {
        say("what"): [what for what, _ in measured],
        say("share"): [f"{100 * share.share:.1f} %" for _, share in measured],
        say("of"): [say.number(share.n) for _, share in measured],
    }


def _source_told(source: SourceShare, say: Translator) -> str:
    return say(
        "of these, {source}; the commoner label {share} %",
        source=say(SOURCES.get(source.name, source.name)),
        share=f"{100 * source.majority:.1f}",
    )


def _verdict(value: float) -> str:
    return f"{value:.3f}"


def _share(crossed: int, n: int) -> Share:
    return Share(crossed / n, n)
