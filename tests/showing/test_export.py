"""One page, complete in itself; what is not ours stays text, and what cannot be made is refused."""

import base64
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from click.testing import CliRunner, Result

import visualizer as viz
from tests.showing.samples import Page, plain, recorded
from tests.tools.effort import effort
from visualizer.__main__ import main
from visualizer.lexicon.language import translator
from visualizer.networks import load_model, registry
from visualizer.networks.sentiment.alterations import alterations_from
from visualizer.networks.sentiment.surgery import operate
from visualizer.notebook import notebook_view
from visualizer.showing.export import MAX_STEPS, operation_page, reading_page
from visualizer.showing.scenes import track_of_record
from visualizer.showing.surgery import surgery_of
from visualizer.stage.html import COMMENT, FRONTEND, INDENT, html_page
from visualizer.views.scene import Scene

ENGLISH = ("a", "slow", "start", ",", "but", "the", "ending", "is", "brilliant")
HINDI = ("यह", "फ़िल्म", "अच्छी", "नहीं", "है")
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "<!--<script>",
    "]]>",
    '"',
    "'",
    "&lt;&amp;amp;",
    "\\u003c",
    "{word} {unit}",
    "$& $1 %s",
    "line\nbreak\ttab",
    "\u2028\u2029",
    "bell\x07 null\x00",
    "👩‍👩‍👧 🎬",
    "\u202eevil",
    "הסרט لا طيب",
    "फ़िल्म क्षत्रिय",
    "",
    " ",
)
WITHOUT_DATA = 500_000

Export = Callable[..., Page]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Export a record and read the page back."""

    def exported(record: Any, tokens: Any = None, **choice: Any) -> Page:
        written = viz.export_html(record, tokens, tmp_path / "page.html", **choice)
        return Page(written.read_text("utf-8"))

    return exported


def data_size(page: Page) -> int:
    """How much of a page are the numbers, the networks' and those of what they read."""
    arrays = [*(own for _, own in page.scenes().values()), *page.weights().values()]
    return sum(4 * -(-values.nbytes // 3) for own in arrays for values in own.values())


def test_every_layer_and_direction_of_the_text_is_on_the_page(export: Export) -> None:
    case = recorded("lstm", lengths=(4, 3), layers=2, directions=2, dtype=torch.float32)
    page = export(case.record, ["a", "b", "c"], sample=1, module=case.module)
    scenes = page.scenes()
    places = [(layer, direction) for layer in range(2) for direction in range(2)]
    assert list(scenes) == [
        f"layer {layer}, {('forward', 'backward')[direction]}" for layer, direction in places
    ]
    for (layer, direction), (header, arrays) in zip(places, scenes.values(), strict=True):
        assert header["tokens"] == ["a", "b", "c"]
        assert header["backward"] == (direction == 1)
        for symbol in case.record.quantities:
            own = getattr(case.record, symbol)[layer, direction, :3, 1]
            np.testing.assert_array_equal(arrays[symbol], own)
        weights = page.weights()[header["weights"]]
        end = f"_l{layer}" + ("_reverse" if direction else "")
        np.testing.assert_array_equal(
            weights["hh"], getattr(case.module, f"weight_hh{end}").detach().numpy()
        )
        np.testing.assert_array_equal(arrays["x"], case.below(layer, 1))


def test_the_page_is_in_the_chosen_language(export: Export) -> None:
    record = plain("gru")
    english, hindi = export(record), export(record, language="hi")
    for page, code in ((english, "en"), (hindi, "hi")):
        assert dict(page.elements)["html"]["lang"] == code
        assert {header["language"] for header, _ in page.scenes().values()} == {code}
    assert english.contents["text"]["dark"] == "dark"
    ((header, _),), ((own, _),) = english.scenes().values(), hindi.scenes().values()
    assert header["text"]["play"] == "Play" != own["text"]["play"]


def test_the_heading_is_the_title_or_else_the_text(export: Export) -> None:
    record = plain()
    for tokens, title, expected in (
        ("abcdef", None, "a b c d e f"),
        ("abcdef", "My model", "My model"),
        (None, "My model", "My model"),
        (None, None, "LSTM"),
    ):
        page = export(record, tokens, title=title)
        assert (page.text("h1"), page.text("title")) == (expected, expected)


def test_a_text_without_a_letter_still_has_a_heading(export: Export) -> None:
    page = export(plain(T=2), ["", " "])
    assert page.text("h1").strip()
    assert page.text("title").strip()


def test_a_long_title_is_cut(export: Export) -> None:
    heading = export(plain(), title="long " * 100).text("h1")
    assert heading.startswith("long long")
    assert heading.endswith("…")
    assert len(heading) <= 120


def test_the_page_says_when_it_was_recorded_and_with_what(export: Export) -> None:
    record = plain("rnn")
    assert f"RNN, recorded on {record.taken:%Y-%m-%d %H:%M:%S} UTC" in export(record).text("p")


def test_a_part_of_the_text_keeps_its_words_and_verdict(export: Export) -> None:
    verdict = np.linspace(0.1, 0.9, 6, dtype=np.float32)
    page = export(plain(num_layers=2), "abcdef", steps=slice(2, 5), verdict=verdict)
    (below, below_arrays), (top, arrays) = page.scenes().values()
    assert below["tokens"] == top["tokens"] == ["c", "d", "e"]
    np.testing.assert_array_equal(arrays["verdict"], verdict[2:5])
    assert "verdict" not in below_arrays  # only the last layer is read out
    assert page.text("h1") == "a b c d e f"


def test_the_written_path_is_returned_and_an_existing_file_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old" * 1_000_000, encoding="utf-8")
    assert viz.export_html(plain(), None, str(path)) == path
    assert path.read_text("utf-8").startswith("<!doctype html>")
    assert path.read_text("utf-8").rstrip().endswith("</html>")


def test_a_record_is_left_as_it_was(export: Export) -> None:
    case = recorded("lstm")
    earlier = {name: getattr(case.record, name).copy() for name in case.record.arrays()}
    export(case.record, module=case.module)
    for name, values in earlier.items():
        np.testing.assert_array_equal(getattr(case.record, name), values)


@pytest.mark.parametrize("token", HOSTILE)
def test_a_token_stays_text(export: Export, token: str) -> None:
    harmless = export(plain(), ["word"] * 6)
    page = export(plain(), [token] * 6)
    assert page.tags() == harmless.tags()
    for header, _ in page.scenes().values():
        assert header["tokens"] == [token] * 6


@pytest.mark.parametrize("title", [title for title in HOSTILE if title.strip()])
def test_a_title_stays_text(export: Export, title: str) -> None:
    harmless = export(plain(), title="word")
    page = export(plain(), title=title)
    assert page.tags() == harmless.tags()
    attributes = [set(attributes) for _, attributes in page.elements]
    assert attributes == [set(attributes) for _, attributes in harmless.elements]
    kept = title.replace("\x00", "\ufffd")  # as HTML has it
    assert page.text("h1").replace("\x00", "\ufffd") == kept
    assert page.text("title").replace("\x00", "\ufffd") == kept


@pytest.mark.parametrize("token", HOSTILE)
def test_a_sentence_read_by_a_shipped_network_stays_text(token: str) -> None:
    network, say = load_model("sentiment-rnn"), translator("en")
    harmless = Page(reading_page(network, network.read("good film"), say))
    text = f"good {token} film"
    reading = network.read(text)
    page = Page(reading_page(network, reading, say))
    assert page.tags() == harmless.tags()
    ((header, arrays),) = page.scenes().values()
    assert tuple(header["tokens"]) == reading.tokens
    np.testing.assert_array_equal(arrays["verdict"], reading.verdict)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_tracks_name_and_origin_stay_text(name: str) -> None:
    say = translator("en")

    def page_of(name: str, about: str) -> Page:
        track = track_of_record(plain(), None, name=name, title="title", say=say)
        return Page(html_page(Scene(tracks=[track]), title="title", about=about, say=say))

    page = page_of(name, name)
    assert page.tags() == page_of("name", "about").tags()
    assert list(page.scenes()) == [name]


@pytest.mark.parametrize("place", ["tokens", "title"])
def test_half_a_letter_is_shown_as_none(tmp_path: Path, place: str) -> None:
    """Half of a surrogate pair cannot be written to a file."""
    tokens, title = (["\ud83d"] * 6, None) if place == "tokens" else (None, "\ud83d")
    path = viz.export_html(plain(), tokens, tmp_path / "page.html", title=title)
    assert "\ufffd" in Page(path.read_text(encoding="utf-8")).text("title")


@pytest.mark.parametrize(
    ("tokens", "choice", "message"),
    [
        (["a"], {}, "tokens must be one for each of 6 steps of text 0, got 1"),
        (["a"] * 7, {"sample": 1}, "tokens must be one for each of 4 steps of text 1, got 7"),
        ([], {}, "tokens must be one for each of 6 steps of text 0, got 0"),
        (None, {"sample": 2}, r"sample must be in 0\.\.1, got 2"),
        (None, {"sample": -1}, r"sample must be in 0\.\.1, got -1"),
        (None, {"steps": slice(6, 9)}, r"steps must be a range within 0\.\.5, got slice\(6, 9, N"),
        (None, {"steps": slice(4, 2)}, r"steps must be a range within 0\.\.5, got slice\(4, 2, N"),
        (None, {"steps": slice(0, 6, 2)}, r"steps must be a range within 0\.\.5, got slice\(0, 6"),
        (None, {"units": []}, "units must be 1 to 1,024 different ones, got 0"),
        (None, {"units": [2, 2]}, "units must be 1 to 1,024 different ones"),
        (None, {"units": [5]}, r"units must be in 0\.\.4, got 5"),
        (None, {"units": [-1]}, r"units must be in 0\.\.4, got -1"),
        (None, {"verdict": np.zeros(5)}, "verdict must have one value for each of 6 steps, got 5"),
        (None, {"language": "xx"}, "language must be one of en, hi, got 'xx'"),
        (None, {"module": torch.nn.GRU(3, 5)}, "module must be the recorded LSTM, got GRU"),
        (None, {"module": torch.nn.LSTM(3, 4)}, "module must be the recorded one, .* and 4"),
        (None, {"module": torch.nn.LSTM(3, 5)}, "module must have the weights .* record it again"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(
    tmp_path: Path, tokens: list[str] | None, choice: dict[str, Any], message: str
) -> None:
    record = recorded("lstm", lengths=(6, 4)).record
    path = tmp_path / "page.html"
    with pytest.raises(viz.ExportError, match=message):
        viz.export_html(record, tokens, path, **choice)
    assert not path.exists()


@pytest.mark.parametrize("verdict", [np.full(6, 1.5), np.full(6, -0.1), np.full((6, 1), 0.5)])
def test_a_verdict_that_is_no_probability_is_refused(tmp_path: Path, verdict: np.ndarray) -> None:
    with pytest.raises(viz.ExportError, match="verdict must"):
        viz.export_html(plain(), None, tmp_path / "page.html", verdict=verdict)


def test_a_batch_of_no_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(viz.ExportError, match="record is empty"):
        viz.export_html(plain(B=0), None, tmp_path / "page.html")


def test_a_module_that_has_been_trained_on_is_refused(tmp_path: Path) -> None:
    case = recorded("gru", layers=2)
    with torch.no_grad():
        case.module.weight_hh_l1.mul_(1.5)
    with pytest.raises(viz.ExportError, match=r"module must have the weights .* record it again"):
        viz.export_html(case.record, None, tmp_path / "page.html", module=case.module)
    viz.export_html(case.record, None, tmp_path / "page.html")  # the record itself still holds


def test_too_many_steps_are_refused_and_a_part_is_taken(tmp_path: Path) -> None:
    record = plain("rnn", T=100_000)
    tokens = [f"word{t}" for t in range(100_000)]
    path = tmp_path / "page.html"
    message = r"at most 2,000 steps, got 100,000; .* such as steps=slice\(0, 2000\)"
    with pytest.raises(viz.ExportError, match=message):
        viz.export_html(record, tokens, path)
    message = r"at most 2,000 steps, got 2,500; .* steps=slice\(97500, 99500\)"
    with pytest.raises(viz.ExportError, match=message):
        viz.export_html(record, tokens, path, steps=slice(97_500, None))
    assert not path.exists()
    viz.export_html(record, tokens, path, steps=slice(-MAX_STEPS, None))
    page = Page(path.read_text("utf-8"))
    ((header, arrays),) = page.scenes().values()
    assert header["tokens"] == tokens[-MAX_STEPS:]
    np.testing.assert_array_equal(arrays["h"], record.h[0, 0, -MAX_STEPS:, 0])
    assert page.text("h1") == " ".join(tokens)[:119] + "…"


def test_a_part_of_a_long_record_takes_no_longer_than_one_of_a_short_record(tmp_path: Path) -> None:
    def exported(record: Any) -> float:
        path, steps = tmp_path / "page.html", slice(-MAX_STEPS, None)
        return effort(lambda: viz.export_html(record, None, path, steps=steps))

    short, long = (plain("rnn", T=T) for T in (MAX_STEPS + 1, 100_000))
    assert exported(long) < 5 * exported(short)


@pytest.mark.parametrize("name", ["missing/page.html", "file/page.html", "folder", "n" * 300])
def test_a_path_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="path must be a file that can be written") as caught:
        viz.export_html(plain(), None, tmp_path / name)
    assert caught.value.filename == str(tmp_path / name)


def test_a_path_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises((OSError, viz.ExportError), match="path must be"):
        viz.export_html(plain(), None, tmp_path / "a\x00b")


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_values_that_are_not_finite_are_on_the_page_and_noted(
    export: Export, cell: str, bad: float
) -> None:
    x = torch.ones(6, 1, 3)
    x[2, 0, 0] = bad
    record = recorded(cell, x=x).record
    ((header, arrays),) = export(record, "abcdef").scenes().values()
    np.testing.assert_array_equal(arrays["h"], record.h[0, 0, :, 0])
    if not np.isfinite(arrays["h"]).all():
        assert any("not finite" in note for note in header["notes"])


@pytest.mark.parametrize(("words", "language"), [(ENGLISH, "en"), (HINDI, "hi")])
@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_a_page_takes_less_than_500_kilobytes_beside_its_numbers(
    export: Export, cell: str, words: list[str], language: str
) -> None:
    case = recorded(cell, lengths=(len(words),), units=64, dtype=torch.float32)
    page = export(case.record, words, module=case.module, language=language)
    assert len(page.html.encode()) - data_size(page) < WITHOUT_DATA


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_page_with_a_verdict_takes_less_than_500_kilobytes_too(language: str) -> None:
    network = load_model("sentiment-lstm")
    reading = network.read(" ".join(ENGLISH + HINDI))
    page = Page(reading_page(network, reading, translator(language)))
    assert len(page.html.encode()) - data_size(page) < WITHOUT_DATA


@pytest.mark.parametrize("language", ["en", "hi"])
def test_nothing_on_the_page_has_an_address_elsewhere(export: Export, language: str) -> None:
    page = export(plain("lstm", bidirectional=True), ENGLISH[:6], language=language)
    for text in (page.html, *page.modules().values()):
        addresses = set(re.findall(r"(?:https?:|wss?:|ftp:)?//[\w.-]+\.\w[^\"' \\]*", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}
    for tag, attributes in page.elements:
        assert not {"src", "href", "action", "data", "background"} & set(attributes), tag
    assert not re.findall(r"url\((?![\"']?data:)", page.html)
    assert "@import" not in page.html


def test_the_browser_is_told_to_load_nothing_but_what_is_in_the_page(export: Export) -> None:
    (policy,) = [
        str(attributes["content"])
        for tag, attributes in export(plain()).elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    allowed = {source for sources in rules.values() for source in sources.split()}
    assert allowed <= {"'none'", "'unsafe-inline'", "data:"}


def test_the_page_runs_the_stages_own_modules(export: Export) -> None:
    page = export(plain())
    modules = page.modules()
    for name, source in modules.items():
        written = (FRONTEND / name.removeprefix("stage/")).read_text("utf-8")
        own = INDENT.sub("", COMMENT.sub("", written))
        assert re.sub(r'"(stage|\.{1,2})/[^"]*"', "", source) == re.sub(r'"\.{1,2}/[^"]*"', "", own)
        assert set(re.findall(r'(?:from|import) "([^"]+)"', source)) <= set(modules)
    (start,) = re.findall(r'<script type="module">(.*?)</script>', page.html)
    assert set(re.findall(r'from "([^"]+)"', start)) <= set(modules)
    assert 'import { start } from "stage/shell/page.js"' in start


@pytest.mark.parametrize(
    ("words", "language", "devanagari"),
    [(ENGLISH, "en", False), (HINDI, "en", True), (ENGLISH, "hi", True)],
)
def test_fonts_come_along_for_the_letters_that_are_used(
    export: Export, words: list[str], language: str, devanagari: bool
) -> None:
    page = export(plain(T=len(words)), words, language=language)
    faces = re.findall(r"@font-face \{.*?\}", page.html, re.S)
    families = {name for face in faces for name in re.findall(r'font-family: "([^"]+)"', face)}
    assert {"Inter", "JetBrains Mono"} <= families
    assert ("Noto Sans Devanagari" in families) == devanagari
    for face in faces:
        (font,) = re.findall(r'url\("data:font/woff2;base64,([^"]+)"\)', face)
        assert base64.b64decode(font)[:4] == b"wOF2"


def run(*arguments: str) -> Result:
    """The `export` command."""
    return CliRunner().invoke(main, ["export", *arguments])


def failure(result: Result) -> str:
    """What a person is told when the command fails; a traceback is no answer."""
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code != 0
    return result.output


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_command_writes_what_the_network_read(tmp_path: Path, cell: str, language: str) -> None:
    path = tmp_path / "out.html"
    text = "the film isn't good"
    result = run(text, "--model", f"sentiment-{cell}", "-o", str(path), "--language", language)
    assert result.exit_code == 0, result.output
    assert result.output == f"{path}: {path.stat().st_size / 1000:.0f} kB\n"
    page = Page(path.read_text("utf-8"))
    assert page.text("h1") == text
    assert list(page.scenes()) == [f"sentiment-{cell}"]
    ((header, arrays),) = page.scenes().values()
    reading = load_model(f"sentiment-{cell}").read(text)
    assert header["tokens"] == ["the", "film", "is", "n't", "good"]
    assert header["language"] == language
    np.testing.assert_allclose(arrays["verdict"], reading.verdict, atol=1e-6)
    for symbol in reading.record.quantities:
        np.testing.assert_allclose(arrays[symbol], reading.record.unit_values(symbol), atol=1e-6)


def test_the_command_takes_the_lstm_and_english_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    assert run("never dull", "--out", str(path)).exit_code == 0
    page = Page(path.read_text("utf-8"))
    assert list(page.scenes()) == ["sentiment-lstm"]
    assert dict(page.elements)["html"]["lang"] == "en"


def test_the_command_takes_a_network_that_reads_the_texts_language(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    text = "यह फ़िल्म अच्छी नहीं है।"
    assert run(text, "-o", str(path)).exit_code == 0
    page = Page(path.read_text("utf-8"))
    assert list(page.scenes()) == ["sentiment-hi-lstm"]
    ((header, arrays),) = page.scenes().values()
    assert header["tokens"] == ["यह", "फ़िल्म", "अच्छी", "नहीं", "है", "।"]
    reading = load_model("sentiment-hi-lstm").read(text)
    np.testing.assert_allclose(arrays["verdict"], reading.verdict, atol=1e-6)


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    result = run("good film " * 100, "-o", str(path))
    assert result.exit_code == 0
    assert "holds 64 words and signs; 136 more are left out" in result.output
    page = Page(path.read_text("utf-8"))
    ((header, _),) = page.scenes().values()
    assert len(header["tokens"]) == 64
    assert len(page.text("h1")) == 120


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a film", "--model", "sentiment-transformer"), "sentiment-lstm, .*sentiment-transformer"),
        (("a film", "--language", "xx"), "must be one of en, hi, got 'xx'"),
        (("",), "at least one word or sign, got ''"),
        (("   \t",), "at least one word or sign"),
    ],
)
def test_the_command_refuses_with_a_message(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "out.html"
    assert re.search(message, failure(run(*arguments, "-o", str(path))))
    assert not path.exists()


@pytest.mark.parametrize("name", ["missing/page.html", "file/page.html", "folder"])
def test_the_command_names_a_path_it_cannot_write(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert name in failure(run("a film", "-o", str(tmp_path / name)))


def test_the_command_reports_letters_that_no_file_can_hold(tmp_path: Path) -> None:
    # What Python makes of a byte on the command line that is not UTF-8.
    assert "surrogate" in failure(run("a \udcff film", "-o", str(tmp_path / "out.html")))


def test_the_command_reports_a_damaged_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "REGISTRY", registry.REGISTRY.within(tmp_path))
    told = failure(run("a film", "-o", str(tmp_path / "out.html")))
    assert "sentiment-lstm" in told
    assert "missing" in told


def test_the_command_without_a_file_says_so() -> None:
    assert "--out" in failure(run("a film"))


def frame(record: Any) -> tuple[str, Page]:
    """The title of the notebook's frame and the page inside it."""
    html = notebook_view(record)
    ((tag, attributes),) = Page(html).elements
    assert tag == "iframe"
    assert unescape(html.split('srcdoc="')[1].split('"')[0]) == attributes["srcdoc"]
    return str(attributes["title"]), Page(str(attributes["srcdoc"]))


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_a_notebook_shows_every_layer_and_direction(cell: str) -> None:
    record: Any = plain(cell, num_layers=2, bidirectional=True)
    title, page = frame(record)
    assert title == page.text("h1") == f"{type(record).__name__}: 6 steps, 5 units"
    assert len(page.scenes()) == 4
    for number, (header, arrays) in enumerate(page.scenes().values()):
        np.testing.assert_array_equal(arrays["h"], record.h[number // 2, number % 2, :, 0])
        assert header["tokens"] == [*"012345"]


def test_a_notebook_needs_no_fonts_and_stays_small() -> None:
    html = notebook_view(plain(T=20, units=32))
    assert "@font-face" not in html
    assert len(html) < 250_000


def test_a_notebook_shows_a_batchs_first_text_and_says_so() -> None:
    record = recorded("gru", lengths=(3, 6, 2)).record
    title, page = frame(record)
    assert "first of 3 texts" in title
    ((header, arrays),) = page.scenes().values()
    assert header["tokens"] == ["0", "1", "2"]
    np.testing.assert_allclose(arrays["h"], record.h[0, 0, :3, 0], atol=1e-7)


def test_a_notebook_shows_the_beginning_of_a_long_record_and_says_so() -> None:
    record: Any = plain("lstm", T=100_000, units=16, num_layers=2)
    short = plain("lstm", T=MAX_STEPS + 1, units=16, num_layers=2)
    assert effort(lambda: notebook_view(record)) < 5 * effort(lambda: notebook_view(short))
    title, page = frame(record)
    assert "100,000 steps" in title
    assert f"the first {MAX_STEPS:,} steps" in title
    assert page.text("h1") == title
    for header, arrays in page.scenes().values():
        assert len(header["tokens"]) == MAX_STEPS == len(arrays["c"])


def test_a_notebook_can_speak_another_language() -> None:
    record = recorded("gru", lengths=(3, 6, 2)).record
    html = notebook_view(record, "hi")
    title = "GRURecord: 3 चरण, 5 यूनिट; 3 टेक्स्ट में से पहला"
    assert f'title="{title}"' in html
    assert '<html lang="hi">' in unescape(html)
    with pytest.raises(ValueError, match="code must be one of en, hi, got 'xx'"):
        notebook_view(record, "xx")


def test_a_notebook_shows_a_record_without_texts_as_text() -> None:
    html = notebook_view(plain(B=0))
    assert Page(html).tags() == ["pre"]
    assert "LSTMRecord" in unescape(html)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_notebook_shows_a_record_that_is_not_finite(bad: float) -> None:
    record = recorded("rnn", nonlinearity="relu", x=torch.full((4, 1, 3), bad)).record
    _, page = frame(record)
    ((header, _),) = page.scenes().values()
    assert any("not finite" in note for note in header["notes"])


@pytest.mark.parametrize("layers", [1, 2])
def test_of_more_units_than_a_page_holds_those_that_vary_most_are_shown_and_it_says_so(
    export: Export, layers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.showing.export.MAX_VALUES", 6 * 4 * 12)
    record: Any = plain("lstm", units=9, T=6, num_layers=layers)
    kept = 8 // layers
    for layer, (header, arrays) in enumerate(export(record).scenes().values()):
        own = record.c[layer, 0, :, 0]
        strongest = sorted(np.argsort(-own.std(axis=0), kind="stable")[:kept].tolist())
        assert (header["numbers"], header["units"]) == (strongest, kept)
        np.testing.assert_array_equal(arrays["c"], own[:, strongest])
        assert header["notes"] == [f"{kept} of 9 units are shown."]


def test_512_units_and_400_steps_are_all_there(export: Export) -> None:
    record: Any = plain("lstm", units=512, T=400)
    ((header, arrays),) = export(record).scenes().values()
    assert (header["units"], header["steps"], header["numbers"]) == (512, 400, None)
    np.testing.assert_allclose(arrays["f"], record.f[0, 0, :, 0], atol=1.6e-5)


def test_many_sums_lie_apart_and_are_the_modules_own(export: Export) -> None:
    case = recorded("lstm", lengths=(40,), units=260, dtype=torch.float32)
    page = export(case.record, module=case.module)
    ((header, arrays),) = page.scenes().values()
    assert (header["sumsApart"], header["weights"], page.weights()) == (True, None, {})
    for symbol, terms in case.sums(0, 0, 0).items():
        np.testing.assert_allclose(arrays[f"{symbol}.h"], terms["h"], atol=1e-4)


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_changed_runs_page_has_the_changes_and_what_they_did_and_is_fixed(lang: str) -> None:
    network, say = load_model("sentiment-lstm"), translator(lang)
    plain = network.read("the film was not good")
    made = alterations_from("f hold 1 3 not/1;i hold 0 all dull/1;h take %3C/script%3E%20a all all")
    operation = operate(network, plain, made)
    page = Page(operation_page(network, operation, say))
    ((header, arrays),) = page.scenes().values()
    wanted = surgery_of(operation, say)
    said = header["surgery"]
    assert said["fixed"]
    assert [chip["short"] for chip in said["chips"]] == [chip.short for chip in wanted.chips]
    assert [chip["fits"] for chip in said["chips"]] == [True, False, True]
    assert said["chips"][1]["told"] == wanted.chips[1].told
    assert said["told"] == [*wanted.told]
    assert len(said["told"]) >= 2
    assert ["H", say("by hand")] not in header["keys"]
    np.testing.assert_array_equal(arrays["verdict"], operation.reading.verdict)
    np.testing.assert_array_equal(arrays["ghost.verdict"], plain.verdict)
    assert {mark["quantity"] for mark in header["marks"]} == {"f", "h"}
    assert page.tags() == Page(reading_page(network, plain, say)).tags()  # no element of its own
    assert "board/surgery.js" in " ".join(page.modules())


def test_a_page_of_an_unchanged_run_says_nothing_of_changes() -> None:
    network = load_model("sentiment-rnn")
    page = Page(reading_page(network, network.read("good film"), translator("en")))
    ((header, arrays),) = page.scenes().values()
    assert "surgery" not in header
    assert header["marks"] == []
    assert not [name for name in arrays if name.startswith("ghost")]
