"""The made languages: flags and decisions follow from the words, by rules written again here."""

import pytest

from visualizer.networks.flags.english import English
from visualizer.networks.flags.flagged import PROPERTIES, VALUES, Flagged, Flags
from visualizer.networks.flags.grammar import (
    GRAMMARS,
    PARTS,
    flagged_sentences,
    grammar_of,
    vocabulary_of,
)
from visualizer.networks.flags.hindi import Hindi
from visualizer.networks.flags.making import looked_up
from visualizer.networks.tokenizers import tokenizer_of

N = 600


@pytest.fixture(scope="module", params=["en", "hi"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def made(language: str) -> tuple[Flagged, ...]:
    return flagged_sentences(language, "learned", N, seed=5)


def test_a_sentence_is_read_as_it_was_made(language: str, made: tuple[Flagged, ...]) -> None:
    known = {*vocabulary_of(language).words}
    for each in made:
        tokens = tokenizer_of(language).tokenize(each.text)
        assert tuple(token.word for token in tokens) == each.words
        assert {*each.words} <= known
        assert len(each.words) == len(each.flags) <= 40


def test_every_word_of_the_language_is_used(language: str, made: tuple[Flagged, ...]) -> None:
    assert {word for each in made for word in each.words} == {*vocabulary_of(language).words[1:]}


def flags_by_rule(language: str, words: tuple[str, ...]) -> list[Flags]:
    """A name that begins a clause is its subject, unless को or के make it somebody else's."""
    grammar = grammar_of(language)
    gender = {looked_up(language, name): grammar.names.gender(name) for name in grammar.names.all}
    joints = {*grammar.joints, grammar.stop, ""}
    found: list[Flags] = []
    for t, word in enumerate(words):
        before = ("", "", *words)[t : t + 2]
        begins = before[1] in joints and (*words, "")[t + 1] not in ("को", "के")
        if word in gender and before[1] == grammar.joint and found[-1:] == [Flags()]:
            both = {gender[before[0]], gender[word]}
            plural = "feminine" if both == {"feminine"} else "masculine"
            found.append(Flags(plural if language == "hi" else None, "plural"))
        elif word in gender and begins:
            found.append(Flags(gender[word], "singular"))
        elif word == grammar.joint and before[1] in gender and opens(words, t - 1, joints):
            found.append(Flags())
        else:
            found.append(found[-1])
    return found


def opens(words: tuple[str, ...], t: int, joints: set[str]) -> bool:
    """Whether the name at this step is a clause's first word; the next is *and*."""
    return t == 0 or words[t - 1] in joints


def test_flags_are_those_of_the_subject_named_last(
    language: str, made: tuple[Flagged, ...]
) -> None:
    for each in made:
        assert [*each.flags] == flags_by_rule(language, each.words), each.text
        for subject in each.subjects:
            assert each.flags[subject.end] == subject.flags


FORMS = {
    "en": {
        **{"she": ("feminine", "singular"), "he": ("masculine", "singular")},
        **{"her": ("feminine", "singular"), "his": ("masculine", "singular")},
        **{"herself": ("feminine", "singular"), "himself": ("masculine", "singular")},
        **dict.fromkeys(("they", "their", "themselves", "are", "see", "sleep"), (None, "plural")),
        **dict.fromkeys(("is", "sees", "sleeps"), (None, "singular")),
    },
    "hi": {
        **{"वह": (None, "singular"), "वे": (None, "plural")},
        **{"है": (None, "singular"), "हैं": (None, "plural"), "रही": ("feminine", None)},
        **{"रहा": ("masculine", "singular"), "रहे": ("masculine", "plural")},
        **{"गया": ("masculine", "singular"), "गए": ("masculine", "plural")},
        **{"गई": ("feminine", "singular"), "गईं": ("feminine", "plural")},
        **{"पीता": ("masculine", "singular"), "पीते": ("masculine", "plural")},
        "पीती": ("feminine", None),
    },
}


def test_every_form_agrees_with_its_subject_and_is_a_decision(
    language: str, made: tuple[Flagged, ...]
) -> None:
    seen = set[str]()
    for each in made:
        decided = {decision.step: decision for decision in each.decisions}
        for step, word in enumerate(each.words):
            if word in FORMS[language]:
                gender, number = FORMS[language][word]
                own = each.flags[step]
                assert gender in (None, own.gender), each.text
                assert number in (None, own.number), each.text
                assert decided[step].right == word
                assert decided[step].forms[word] == Flags(gender, number)
                seen.add(word)
        assert all(each.words[step] == decision.right for step, decision in decided.items())
        assert min(decided) >= 1
    assert seen == FORMS[language].keys()


def test_sides_are_the_forms_that_tell_the_flag_apart() -> None:
    found = {
        (decision.right, asked): decision.sides(asked)
        for language in GRAMMARS
        for each in flagged_sentences(language, "learned", N, seed=5)
        for decision in each.decisions
        for asked in PROPERTIES
    }
    assert found["she", "gender"] == (("she",), ("he",))
    assert found["she", "number"] == (("she", "he"), ("they",))
    assert found["they", "number"] == (("they",), ("she", "he"))
    assert found["they", "gender"] is None
    assert found["is", "gender"] is None
    assert found["रही", "gender"] == (("रही",), ("रहा", "रहे"))
    assert found["रही", "number"] is None
    assert found["रहे", "number"] == (("रहे",), ("रहा",))
    assert found["गई", "number"] == (("गया", "गई"), ("गए", "गईं"))


def test_objects_names_are_somebody_else(language: str, made: tuple[Flagged, ...]) -> None:
    grammar = grammar_of(language)
    names = {looked_up(language, name) for name in grammar.names.all}
    for each in made:
        of_subjects = {t for one in each.subjects for t in range(one.start, one.end + 1)}
        others = {one.start for one in each.others}
        assert {t for t, w in enumerate(each.words) if w in names} - of_subjects == others
        for one in each.others:
            assert one.flags.number == "singular"
            assert one.flags.gender in VALUES["gender"]
            assert each.flags[one.start] == each.flags[one.start - 1]
    assert sum(len(each.others) for each in made) > N / 10


def test_parts_share_no_sentence_whatever_the_seed(language: str) -> None:
    parts = {
        part: {
            each.words for seed in (0, 1) for each in flagged_sentences(language, part, 300, seed)
        }
        for part in PARTS
    }
    assert sum(map(len, parts.values())) == len(set[tuple[str, ...]]().union(*parts.values()))
    assert sorted(n for each in PARTS.values() for n in each) == [*range(10)]
    assert flagged_sentences(language, "measured", 50) != flagged_sentences(
        language, "measured", 50, 1
    )


def test_the_subject_is_often_remembered_over_other_names_and_words() -> None:
    """A pronoun behind an object of the other gender, and verbs far from their subject."""
    far = 0
    for each in flagged_sentences("en", "learned", N, seed=5):
        for decision in each.decisions:
            last = max(s.end for s in each.subjects if s.end < decision.step)
            far += decision.step - last > 4
    assert far > N / 2
    assert any(
        "likes Tom and she" in each.text for each in flagged_sentences("en", "learned", 20_000)
    )


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="a language must be one of en, hi, got 'fr'"):
        grammar_of("fr")
    assert isinstance(grammar_of("en"), English)
    assert isinstance(grammar_of("hi"), Hindi)
