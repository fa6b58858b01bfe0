"""What a sentiment network was trained on, how well it does, and what it gets wrong."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import SentimentCard, StrongWords
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.ui.controls.tables import plain_table
from visualizer.ui.shell.language import reader


def about_tab(tab: DeltaGenerator, card: SentimentCard) -> None:
    """What the network was trained on, how well it does, and what it gets wrong."""
    say, as_written = reader(), tokenizer_of(card.language or "en").as_written
    with tab:
        st.markdown(_made_of(card, say))
        st.markdown(_trained_on(card, say))
        st.subheader(say("Measured"), anchor=False)
        plain_table(_measured(card, say))
        if card.own.strong_words is not None:
            st.caption(_strong_words(card.own.strong_words, say))
        st.subheader(say("What it gets wrong"), anchor=False)
        plain_table(
            {
                say("text"): [as_written(mistake.text) for mistake in card.own.gets_wrong],
                say("people's label, 0 to 4"): [mistake.label for mistake in card.own.gets_wrong],
                say("verdict"): [_verdict(mistake.verdict) for mistake in card.own.gets_wrong],
            }
        )
        if card.own.negation is not None and card.own.negation.failed:
            st.subheader(say("Negations that it misses"), anchor=False)
            failed = card.own.negation.failed
            plain_table(
                {
                    say("plain"): [pair.plain for pair in failed],
                    say("its verdict"): [_verdict(pair.plain_verdict) for pair in failed],
                    say("negated"): [pair.negated for pair in failed],
                    say("verdict of the negated"): [
                        _verdict(pair.negated_verdict) for pair in failed
                    ],
                }
            )


def _strong_words(strong: StrongWords, say: Translator) -> str:
    return say(
        "Words that people labelled as strongest move the verdict by {change} on average "
        "({n} of them in dev).",
        change=f"{strong.mean_change:.2f}",
        n=say.number(strong.n),
    )


def _made_of(card: SentimentCard, say: Translator) -> str:
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


def _trained_on(card: SentimentCard, say: Translator) -> str:
    """The card's account of the data, in the reader's language; the card itself is English."""
    return say(
        "Data: the Stanford Sentiment Treebank ({source}), whose every phrase people labelled from "
        "0 to 4. Its source states no licence; the texts themselves are not shipped. The network "
        "learned from every labelled phrase of train, and from negations and joined phrases made "
        "of the same trees, whose targets are averages measured there. Settings and epoch were "
        "chosen on sentences held out of train ({share} % of {n} right, neutral ones left out); "
        "the numbers below are for dev. The full recipe is in {file}.",
        source=card.source,
        n=say.number(card.own.validation_sentences.n),
        share=f"{100 * card.own.validation_sentences.share:.1f}",
        file=f"`assets/models/{card.name}.json`",
    )


def _measured(card: SentimentCard, say: Translator) -> dict[str, list[str]]:
    own = card.own
    rows = [
        (say("whole sentences of dev, without neutral ones"), own.sentences),
        (say("all labelled phrases of dev"), own.phrases),
        (say("labelled phrases that begin a sentence of dev"), own.prefixes),
        (
            say("two sentences joined by “, but”: ends on the second one's side"),
            own.late_twist,
        ),
    ]
    if own.negation is not None:
        rows += [
            (
                say("negation of praise (good → not good): crosses 0.5"),
                _share(own.negation.crossed_positive, own.negation.n_positive),
            ),
            (
                say("negation of blame (bad → not bad): crosses 0.5"),
                _share(own.negation.crossed_negative, own.negation.n_negative),
            ),
        ]
    measured = [(what, share) for what, share in rows if share is not None]
    return {
        say("what"): [what for what, _ in measured],
        say("right"): [f"{100 * share.share:.1f} %" for _, share in measured],
        say("of"): [say.number(share.n) for _, share in measured],
    }


def _verdict(value: float) -> str:
    return f"{value:.3f}"


def _share(crossed: int, n: int) -> Share:
    return Share(crossed / n, n)
