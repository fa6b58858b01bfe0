"""Hindi networks learn from labelled reviews and news, and from sentences made of a lexicon."""

import random
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from visualizer.networks.sentiment.card import Sentiment
from visualizer.networks.sentiment.evaluation import late_twist, negation_report
from visualizer.networks.sentiment.examples import Example, Joining, joinings
from visualizer.networks.sentiment.fitting import Recipe
from visualizer.networks.sentiment.hindi import measures
from visualizer.networks.sentiment.hindi.lexicon import HELD, Lexicon, read_lexicon
from visualizer.networks.sentiment.hindi.reviews import Review, hindi_words, read_reviews
from visualizer.networks.sentiment.hindi.templates import VERBAL, framed, sentences
from visualizer.networks.sentiment.material import Account, Material
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.tables import read_rows
from visualizer.networks.tokenizers.hindi import STOP
from visualizer.networks.vocabulary import Vocabulary, count_words

SENTENCES = 14_000
FRAMED = 6_000
JOININGS = 14_000
VALIDATION_SHARE = 0.1
POSITIVE, NEGATIVE = 0.95, 0.05
"""The verdict asked for at the end of a labelled text: its label is not always right."""

CONTRAST = Joining(
    (("लेकिन",), (",", "लेकिन"), (STOP, "लेकिन"), ("पर",), (",", "मगर"), ("मगर",), ("परंतु",), ("किंतु",)),
    weights=(0.1, 0.15, 0.65),
)
ADDITION = Joining(
    (("और",), (STOP,), (",",), (STOP, "और"), ("!",), ("तथा",)), weights=(0.0, 0.45, 0.55)
)

HOLE = re.compile(r"\{\w\}")
PAIRS = "hindi_negation_pairs.tsv"
EVERYDAY = "hindi_everyday.tsv"

RECIPES = {
    "lstm": Recipe(epochs=8, learning_rate=2e-3, dropout=0.6, largest_gradient=5.0),
    "gru": Recipe(epochs=10, learning_rate=2e-3, dropout=0.7, largest_gradient=5.0),
    "rnn": Recipe(epochs=10, learning_rate=2e-3, dropout=0.3, largest_gradient=1.0),
}


def hindi_material(data: Path, evaluation: Path | None, seed: int) -> Material:
    """What Hindi networks learn from and are judged on.

    Args:
        data: a folder with the folders `hindi_reviews` and `hindi_news_polarity`, in each
            `train.tsv` and `dev.tsv`, and `hindi_lexicon`. Of the files `train.tsv` one part in
            ten is for every choice, the rest for training; the card's numbers are for `dev.tsv`.
        evaluation: the folder of the negation pairs and of the everyday sentences, which are
            never learned.

    Raises:
        ValueError: a file is not of the right form.
        OSError: a file cannot be read.
    """
    lexicon = read_lexicon(data / "hindi_lexicon")
    reviews, validation = _split(read_reviews(data / "hindi_reviews" / "train.tsv", lexicon.whole))
    dev = read_reviews(data / "hindi_reviews" / "dev.tsv", lexicon.whole)
    news = read_reviews(data / "hindi_news_polarity" / "train.tsv", lexicon.whole)
    kept_back = _evaluated(evaluation, lexicon.whole) if evaluation else frozenset()
    return Material(
        vocabulary=_vocabulary([*reviews, *news], lexicon),
        examples=tuple(training_examples([*reviews, *news], lexicon, kept_back, seed)),
        recipes=RECIPES,
        validate=lambda network: measures.accuracy(network, validation),
        measure=lambda network: _measured(network, reviews, validation, dev, lexicon, evaluation),
        account=ACCOUNT,
    )


def training_examples(
    reviews: Sequence[Review],
    lexicon: Lexicon,
    kept_back: Container[tuple[str, ...]],
    seed: int,
) -> list[Example]:
    """Every text with its label at the end, sentences made of the lexicon, and turns of both.

    Nothing made up holds a word of `HELD`; nothing at all is one of the texts `kept_back`.
    """
    texts = [_example(piece, review) for review in reviews for piece in review.pieces]
    made = [*sentences(lexicon, SENTENCES, seed), *framed(lexicon, FRAMED, seed)]
    pieces = [each for each in texts if 2 <= len(each.words) <= 20 and not HELD & {*each.words}]
    turned = joinings(
        [*map(_unended, pieces), *map(_unended, made[::4])], CONTRAST, ADDITION, JOININGS, seed
    )
    return [each for each in (*texts, *made, *turned) if _unended(each).words not in kept_back]


def _example(piece: tuple[str, ...], review: Review) -> Example:
    return Example(piece, ((len(piece) - 1, POSITIVE if review.positive else NEGATIVE),))


def _unended(example: Example) -> Example:
    """The example without the stop that ends it; its last target moves to the word before."""
    if example.words[-1] != STOP or len(example.words) < 2:
        return example
    last = len(example.words) - 2
    earlier = tuple(each for each in example.targets if each[0] < last)
    return Example(example.words[:-1], (*earlier, (last, example.targets[-1][1])))


def _split(reviews: Sequence[Review]) -> tuple[list[Review], list[Review]]:
    """Training and validation texts, the same for every seed."""
    shuffled = list(reviews)
    random.Random(0).shuffle(shuffled)
    n_validation = int(len(shuffled) * VALIDATION_SHARE)
    return shuffled[n_validation:], shuffled[:n_validation]


def _vocabulary(reviews: Iterable[Review], lexicon: Lexicon) -> Vocabulary:
    """The words that texts hold twice, and all of the lexicon."""
    return count_words([*(each.words for each in reviews), *_said(lexicon), *_said(lexicon)])


def _said(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """Every form of every word of the lexicon, and its phrases without what fills them."""
    for noun in lexicon.nouns:
        yield from (noun.words, noun.oblique)
    for adjective in lexicon.adjectives:
        yield from (adjective.masculine, adjective.feminine, adjective.plural)
    for frame in (*lexicon.frames, *VERBAL):
        yield from (hindi_words(HOLE.sub("", text)) for text in (frame.plain, frame.negated))


def _evaluated(folder: Path, whole: Container[str]) -> frozenset[tuple[str, ...]]:
    pairs = read_rows(folder / PAIRS, ("plain", "negated"))
    texts = [row[key] for row in pairs for key in ("plain", "negated")]
    texts += [row["text"] for row in read_rows(folder / EVERYDAY, ("text",))]
    return frozenset(hindi_words(text, whole) for text in texts)


def _measured(
    network: SentimentNetwork,
    reviews: Sequence[Review],
    validation: Sequence[Review],
    dev: Sequence[Review],
    lexicon: Lexicon,
    evaluation: Path | None,
) -> Sentiment:
    daily = measures.everyday(network, evaluation / EVERYDAY) if evaluation else (None, None)
    return Sentiment(
        vocabulary_size=len(network.vocabulary),
        embedding_size=network.embedding.embedding_dim,
        hidden_size=network.recurrent.hidden_size,
        labels=2,
        validation_sentences=measures.accuracy(network, validation),
        sentences=measures.accuracy(network, dev),
        sources=measures.source_shares(network, dev),
        majority=measures.majority(dev),
        naive_bayes=measures.naive_bayes(reviews, dev),
        everyday=daily[0],
        neutral_positive=daily[1],
        negation=negation_report(network, evaluation / PAIRS) if evaluation else None,
        strong_words=measures.strong_words(network, dev, lexicon),
        late_twist=late_twist(
            network, *(_short(dev, positive) for positive in (False, True)), turn=TURN, stop=STOP
        ),
        unknown_words=measures.unknown_words(network, dev),
        gets_wrong=measures.sure_mistakes(network, dev),
        weak_spots=measures.weak_spots(network),
    )


TURN = (",", "लेकिन")


def _short(reviews: Sequence[Review], positive: bool, longest: int = 20) -> list[tuple[str, ...]]:
    """The words of short texts of one label."""
    return [
        each.words for each in reviews if each.positive == positive and len(each.words) <= longest
    ]


ACCOUNT = Account(
    data="hindi_reviews: Hindi sentences labelled positive or negative by people or by stars, from "
    "five public repositories, pooled without repeats: IIT Patna product and film reviews "
    "(iitp_product, iitp_movie), film sentences (movie_sentences), machine-translated Amazon "
    "reviews (amazon_mt_title, amazon_mt_body), shop comments, partly made up (shop_comments); "
    "train.tsv to train, dev.tsv for the numbers below. hindi_news_polarity: news sentences, "
    "train.tsv, to train, for their words. hindi_lexicon: adjectives, nouns and phrases written "
    "for this project. Of every text the first 64 words and signs are read; the rest is learned "
    "from too, in pieces of that length",
    source="https://github.com/midas-research/hindi-nli-data, "
    "https://github.com/HarshSolanki08/SENTIMENT-ANALYSIS-OF-HINDI-SENTENCE, "
    "https://github.com/chinmay091/Hindi-Sentiment-Analysis, "
    "https://github.com/Udrasht/Hindi-Sentiment-Analysis-Corpus-from-Amazon-Reviews, "
    "https://github.com/praths71018/Hindi_Sentiment_Analysis, "
    "https://github.com/yashkataruka/NLP-Project",
    licence="none stated but by hindi-nli-data (MIT, which asks not to redistribute the corpus); "
    "the texts themselves are not redistributed here",
    training=f"every text with its label, {SENTENCES} sentences, half of them denied, and {FRAMED} "
    f"phrases made of the lexicon, {JOININGS} joined pieces of both; adjectives marked held in "
    "hindi_negation_pairs.tsv are in nothing made up, only where reviewers wrote them, and no "
    "sentence of the pairs or of hindi_everyday.tsv is learned",
    selection="settings and epoch on one tenth of hindi_reviews train.tsv, held out; after a first "
    "look at the pairs more phrases with denied verbs were written, none of them a pair's; label "
    f"targets of {POSITIVE} and {NEGATIVE} were kept against 1 and 0, which were equal there "
    "within the noise, with the results of both on the pairs already seen",
)
