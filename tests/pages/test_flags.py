"""Flags: what a visit shows, what pulling does, what is said of odd texts, links and languages."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import visualizer as viz
from tests.pages.conftest import address, charts, columns, figures_shown, open_page, shown, tables
from tests.stage.unpacking import track_of, unpack
from visualizer.core import Clamp, intervene
from visualizer.networks import task_named
from visualizer.networks.flag_lists import lists_of, properties_of
from visualizer.networks.flags.building import Frame, built
from visualizer.networks.flags.facts import flag_facts
from visualizer.networks.flags.forgetting import forget_story
from visualizer.networks.flags.pulling import pull, pulls
from visualizer.networks.flags.ranking import rank_units
from visualizer.networks.flags.runs import score_of
from visualizer.showing.flags import percent, signed

TURNS = "Alice sings so Tom laughs and he dances."


def flags_page(**parameters: str) -> AppTest:
    app = open_page("flags", **({"lang": "en"} | parameters))
    assert not app.exception
    return app


def board(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header of the one board's track, and its arrays."""
    (packed,) = figures_shown(app)
    return track_of(packed)


def link(app: AppTest) -> dict[str, Any]:
    (packed,) = figures_shown(app)
    return unpack(packed)[0]["link"]


@pytest.mark.parametrize(("lang", "name"), [("en", "flags-lstm"), ("hi", "flags-hi-lstm")])
def test_a_visit_shows_what_pytorch_computes(lang: str, name: str) -> None:
    app = flags_page(lang=lang)
    text = task_named("flags").examples[lang][0]
    header, arrays = board(app)
    network = viz.load_model(name)
    reading = network.read(text)
    assert tuple(header["tokens"]) == reading.tokens
    np.testing.assert_allclose(arrays["c"], reading.record.c[0, 0, :, 0], atol=1e-6)
    assert link(app) == {
        "flags_text": text,
        "flags_network": "flags",
        "flags_language": lang,
        "lang": lang,
    }
    assert len(header["flags"]) == len(properties_of(network)) == 2
    for flag, asked in zip(header["flags"], ("gender", "number"), strict=True):
        assert flag["unit"] == rank_units(network, asked, lists_of(network)).order[0]
    spelled = [word.lower() for word in header["expected"]["words"][2]]
    wanted = [reading.expected(word)[2] for word in spelled]
    np.testing.assert_allclose(arrays["expected"][2], wanted, atol=1e-6)


def test_the_forms_that_the_subject_decides_are_among_the_words_to_come() -> None:
    header, _ = board(flags_page(flags_text=TURNS))
    words, forms = header["expected"]["words"], header["expected"]["forms"]
    assert words[5][: forms[5]] == ["she", "he", "they"]
    assert words[0][: forms[0]] == ["sings", "sing"]


def test_the_grammar_s_flags_stand_above_those_of_the_units() -> None:
    header, _ = board(flags_page(flags_text="Alice and Tom sing so Mary laughs."))
    gender, number = (flag["true"] for flag in header["flags"])
    assert gender == [1, -1, -1, -1, -1, 1, 1, 1]
    assert number == [0, -1, 1, 1, 1, 0, 0, 0]


def test_a_pulled_unit_changes_what_comes_next_as_in_pytorch() -> None:
    app = flags_page(flags_part="pull", flags_text=TURNS, flags_hold="zero", flags_held="3,5")
    header, arrays = board(app)
    network = viz.load_model("flags-lstm")
    with intervene(network, Clamp("recurrent", "c", value=0.0, units=[3, 5])):
        changed = network.read(TURNS)
    plain = network.read(TURNS)
    assert {*header["marks"][0]["units"]} == {3, 5}
    np.testing.assert_allclose(arrays["c"], changed.record.c[0, 0, :, 0], atol=1e-6)
    np.testing.assert_allclose(arrays["ghost.c"], plain.record.c[0, 0, :, 0], atol=1e-6)
    she = header["expected"]["words"][5].index("she")
    assert arrays["expected"][5][she] == pytest.approx(changed.expected("she")[5], abs=1e-6)
    assert arrays["ghost.expected"][5][she] == pytest.approx(plain.expected("she")[5], abs=1e-6)


def test_the_first_pull_holds_the_unit_that_tells_the_flag_best() -> None:
    app = flags_page(flags_part="pull")
    network = viz.load_model("flags-lstm")
    best = rank_units(network, "gender", lists_of(network)).order[0]
    assert app.pills(key="flags_held").value == [str(best)]
    assert address(app)["flags_held"] == str(best)
    header, arrays = board(app)
    assert header["unit"] == best
    mean = flag_facts(network, "gender", lists_of(network)).mean[best]
    np.testing.assert_allclose(arrays["c"][:, best], mean, atol=1e-5)


def test_the_list_is_measured_as_the_library_does() -> None:
    app = flags_page(flags_part="pull", flags_asked="number")
    network = viz.load_model("flags-lstm")
    lists = lists_of(network)
    best = rank_units(network, "number", lists).order[0]
    held = pull(network, "number", lists, [best], "mean")
    found = pulls(network, "number", lists, "mean")
    table = columns(app, "held units of c")
    share = score_of(held.scores, "verb", "number")
    others = [score_of(each.scores, "verb", "number") for each in found.each[1:]]
    assert share
    assert table["verb, number"][1] == percent(share.share)
    worst = min(other.share for other in others if other)
    assert table["verb, number"][3] == percent(worst)
    strip = next(figure for figure in charts(app) if len(figure["data"]) == 3)
    assert len(strip["data"][0]["x"]) == 15 * len([head for head in table if "," in head])


def test_the_best_are_held_by_one_click_and_another_flag_has_another_best() -> None:
    app = flags_page(flags_part="pull")
    app.button(key="flags_best_3").click().run()
    network = viz.load_model("flags-lstm")
    order = rank_units(network, "gender", lists_of(network)).order
    assert app.pills(key="flags_held").value == [str(unit) for unit in order[:3]]
    app.segmented_control(key="flags_asked").set_value("number").run()
    best = rank_units(network, "number", lists_of(network)).order[0]
    assert app.pills(key="flags_held").value == [str(best)]
    app.pills(key="flags_held").set_value([]).run()
    assert not app.exception
    header, arrays = board(app)
    assert not header["marks"]
    assert "ghost.c" not in arrays


def test_the_forms_table_adds_up_and_marks_what_stands_there() -> None:
    app = flags_page(flags_part="pull", flags_text=TURNS, flags_hold="opposite")
    bars = next(each.proto.body for each in app.get("html") if "form-bars" in each.proto.body)
    assert bars.count('<tr class="place">') == 5
    assert "<b>he</b> ◂" in bars
    reading = viz.load_model("flags-lstm").read(TURNS)
    said = np.array([reading.expected(word)[5] for word in ("she", "he", "they")])
    assert f"{(said / said.sum())[1]:.2f}</td>" in bars


def test_what_is_forgotten_is_told_for_this_sentence_and_the_list() -> None:
    app = flags_page(flags_part="forget", flags_text=TURNS)
    network = viz.load_model("flags-lstm")
    reading = network.read(TURNS)
    unit = rank_units(network, "gender", lists_of(network)).order[0]
    here = next(rows for rows in tables(app) if "new subject" in rows[0])
    (row,) = here
    f = reading.record.f[0, 0, 3, 0, unit]
    assert row["new subject"] == "Tom"
    assert row[f"f of unit {unit}"] == f"{f:.2f}"
    c, i, g = (getattr(reading.record, q)[0, 0, :, 0, unit] for q in "cig")
    assert row["f·c: left"] == signed(f * c[2])
    assert row["i·g: written"] == signed(i[3] * g[3])
    assert (row["c before"], row["c after"]) == (signed(c[2]), signed(c[3]))
    story = forget_story(network, "gender", lists_of(network))
    assert story.other
    over = columns(app, "new subjects")
    assert over["f (range)"][0].startswith(f"{story.other.kept.mean:.2f} (")
    assert over["cases"][0] == str(story.other.kept.n)
    assert "“At a new subject the old flag is forgotten”" in shown(app)


def test_a_text_of_one_subject_is_asked_for_another() -> None:
    app = flags_page(flags_part="forget", flags_text="Alice sings.")
    assert "This text has no second subject" in shown(app)


@pytest.mark.parametrize("part", ["raise", "pull", "forget"])
def test_unknown_names_are_said_with_words_that_it_knows(part: str) -> None:
    app = flags_page(flags_part=part, flags_text="Bob likes <b>sushi</b>")
    told = app.info[0].value
    assert "“Bob”" in told
    assert "Alice" in told
    assert app.text_input(key="flags_text").value == "Bob likes <b>sushi</b>"
    assert board(app)[0]["tokens"][0] == "Bob"


def test_a_sentence_outside_the_grammar_is_read_and_said_where_it_leaves_it() -> None:
    app = flags_page(flags_text="Alice Tom she")
    assert "in place of “Tom”, word 2" in app.info[0].value
    header, _ = board(app)
    assert [flag["true"] for flag in header["flags"]] == [[-1] * 3, [-1] * 3]
    assert header["tokens"] == ["Alice", "Tom", "she"]


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_an_empty_box_is_asked_for(text: str) -> None:
    app = flags_page()
    app.text_input(key="flags_text").set_value(text).run()
    assert not app.exception
    assert "Type a sentence" in app.info[0].value
    assert not figures_shown(app)


def test_nothing_known_is_not_read() -> None:
    app = flags_page()
    app.text_input(key="flags_text").set_value("qwrt zxcv").run()
    assert not app.exception
    assert not figures_shown(app)
    assert app.text_input(key="flags_text").value == "qwrt zxcv"


def test_nonsense_in_the_address_falls_back() -> None:
    app = flags_page(
        flags_part="pull",
        flags_asked="<b>",
        flags_hold="9",
        flags_held="99,x,-1",
        flags_network="zzz",
        flags_language="xx",
    )
    assert app.segmented_control(key="flags_asked").value == "gender"
    assert app.segmented_control(key="flags_hold").value == "mean"
    network = viz.load_model("flags-lstm")
    best = rank_units(network, "gender", lists_of(network)).order[0]
    assert app.pills(key="flags_held").value == [str(best)]


def test_the_language_of_the_text_chooses_the_network_and_the_reader_s_stays() -> None:
    app = flags_page(lang="hi", flags_text="Alice sings.")
    assert link(app)["flags_language"] == "en"
    (packed,) = figures_shown(app)
    assert unpack(packed)[0]["language"] == "hi"
    app.text_input(key="flags_text").set_value("सीता घर गई और वह ख़ुश है।").run()
    assert not app.exception
    assert link(app)["flags_language"] == "hi"
    assert not app.info


def test_a_built_sentence_is_written_into_the_box() -> None:
    app = flags_page()
    app.selectbox(key="flags_build_en_first").set_value("Mary").run()
    app.selectbox(key="flags_build_en_second").set_value("Tom").run()
    app.selectbox(key="flags_build_en_joint").set_value("but").run()
    app.button(key="flags_build_write").click().run()
    assert not app.exception
    frame = Frame(
        first="Mary", second="Tom", does="likes", joint="but", then="pronoun", does_next="sings"
    )
    assert app.text_input(key="flags_text").value == built("en", frame)
    assert board(app)[0]["tokens"][:3] == ["Mary", "and", "Tom"]


def test_a_joint_that_needs_a_subject_takes_back_that_it_is_left_out() -> None:
    app = flags_page()
    app.selectbox(key="flags_build_en_joint").set_value("but").run()
    app.selectbox(key="flags_build_en_then").set_value("same").run()
    app.selectbox(key="flags_build_en_joint").set_value("so").run()
    assert not app.exception
    assert app.selectbox(key="flags_build_en_then").value == "pronoun"


@pytest.mark.parametrize("part", ["raise", "pull", "forget"])
@pytest.mark.parametrize("text", [TURNS, "Bob likes sushi"])
def test_the_code_runs(part: str, text: str) -> None:
    tab = {"raise": "flags_tab", "pull": "flags_pull_tab", "forget": "flags_forget_tab"}[part]
    app = flags_page(flags_part=part, flags_text=text, **{tab: "code"})
    (code,) = app.code
    exec(code.value, {})


def test_numbers_show_what_is_true_and_what_may_come() -> None:
    app = flags_page(flags_text=TURNS, flags_tab="numbers")
    table = columns(app, "what comes next")
    assert table["gender"][0] == "feminine"
    assert table["gender"][-1] == "masculine"
    reading = viz.load_model("flags-lstm").read(TURNS)
    assert f"she {reading.expected('she')[5]:.3f}" in table["what comes next"][5]
    assert table["c 0"][0].replace("−", "-") == f"{reading.record.c[0, 0, 0, 0, 0]:.3f}"


def test_real_pairs_are_read_with_the_same_tools() -> None:
    app = flags_page(flags_network="agreement", flags_part="pull")
    header, _ = board(app)
    assert [flag["name"] for flag in header["flags"]] == ["number"]
    assert -1 not in header["flags"][0]["true"][1:]
    app.segmented_control(key="flags_network").set_value("flags").run()
    assert not app.exception
    assert app.text_input(key="flags_text").value == task_named("flags").examples["en"][0]


def test_the_card_of_the_pairs_is_told_by_template() -> None:
    app = flags_page(flags_network="agreement")
    card = viz.load_model("agreement-lstm").card.own
    table = columns(app, "template of the pairs")
    assert table["this network"][-1] == percent(card.pairs.network.share)
    assert table["template of the pairs"][0] == card.templates[0].template
