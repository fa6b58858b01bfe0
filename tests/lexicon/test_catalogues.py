"""The catalogue tool finds every message, keeps translations, and notices each kind of gap."""

from pathlib import Path

import pytest

from visualizer.lexicon import catalogues
from visualizer.lexicon.language import Translator

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURAL = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one page that says one thing, translated."""
    for folder in ("visualizer/ui", "pages", "assets/languages"):
        (tmp_path / folder).mkdir(parents=True)
    write_page(tmp_path, 'st.title(say("Hello {name}", name=name))')
    write_catalogue(tmp_path, 'msgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n')
    return tmp_path


def write_page(project: Path, source: str) -> None:
    """Replace the project's only page."""
    (project / "pages" / "watch.py").write_text(source, encoding="utf-8")


def write_catalogue(project: Path, entries: str, header: str = HEADER + PLURAL) -> None:
    """Replace the project's Hindi catalogue."""
    (folder(project) / "hi.po").write_text(f"{header}\n{entries}", encoding="utf-8")


def write_glossary(project: Path, rules: str) -> None:
    """Give the project's Hindi a table of terms."""
    text = f'sentence_end = "।"\n[[rule]]\n{rules}\n'
    (folder(project) / "hi.toml").write_text(text, encoding="utf-8")


def write_script(project: Path, source: str, place: str = "stage/frontend/board") -> None:
    """Give the project a module for the browser."""
    path = project / "visualizer" / place / "board.js"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")


def say_in_hindi(project: Path, english: str, hindi: str) -> None:
    """Make one message and its translation all that the project says."""
    write_page(project, f"say({english!r})")
    text = {name: each.replace("\n", "\\n") for name, each in (("id", english), ("str", hindi))}
    write_catalogue(project, f'msgid "{text["id"]}"\nmsgstr "{text["str"]}"\n')


def folder(project: Path) -> Path:
    """Where the project keeps its catalogues."""
    return project / "assets" / "languages"


def problems(project: Path) -> list[str]:
    """What the check says about the project."""
    return catalogues.check_all(project, folder(project))


def test_a_complete_catalogue_has_no_problem(project: Path) -> None:
    """The sample that the others break is sound."""
    assert problems(project) == []


@pytest.mark.parametrize(
    "source",
    [
        'say("Bye")',
        'self.say("Bye")',
        'NAME = N_("Bye")',
        'say("B"\n  "ye")',
        'f(label=say("Bye"))',
    ],
)
def test_a_missing_message_is_named(project: Path, source: str) -> None:
    """However a message is said, its absence is noticed."""
    write_page(project, f'say("Hello {{name}}")\n{source}')
    assert problems(project) == ["hi.po: missing 'Bye'"]


def test_an_empty_translation_is_missing(project: Path) -> None:
    """An entry without a translation is no translation."""
    write_catalogue(project, 'msgid "Hello {name}"\nmsgstr ""\n')
    assert problems(project) == ["hi.po: missing 'Hello {name}'"]


def test_a_fuzzy_entry_is_named(project: Path) -> None:
    """A guess does not count as a translation."""
    write_catalogue(project, '#, fuzzy\nmsgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n')
    assert problems(project) == ["hi.po: fuzzy 'Hello {name}'"]


@pytest.mark.parametrize("mark", ["", "#~ "])
def test_an_obsolete_entry_is_named(project: Path, mark: str) -> None:
    """What nobody says any more goes."""
    old = f'{mark}msgid "Old"\n{mark}msgstr "पुराना"\n'
    write_catalogue(project, 'msgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n\n' + old)
    assert problems(project) == ["hi.po: obsolete 'Old'"]


@pytest.mark.parametrize("translation", ["नमस्ते", "नमस्ते {nam}", "नमस्ते {name} {x}", "नमस्ते {"])
def test_other_placeholders_are_named(project: Path, translation: str) -> None:
    """A translation that could not be filled, or would swallow a value, is refused."""
    write_catalogue(project, f'msgid "Hello {{name}}"\nmsgstr "{translation}"\n')
    (problem,) = problems(project)
    assert problem.startswith("hi.po: placeholders of 'Hello {name}' and")


def test_each_form_of_a_count_is_checked(project: Path) -> None:
    """Both forms must be there and carry their own placeholders."""
    write_page(project, 'say.count("One word", "{n} words", n)')
    entry = 'msgid "One word"\nmsgid_plural "{n} words"\nmsgstr[0] "एक शब्द"\nmsgstr[1] "%s"\n'
    write_catalogue(project, entry % "{n} शब्द")
    assert problems(project) == []
    write_catalogue(project, entry % "")
    assert problems(project) == ["hi.po: missing 'One word'"]
    write_catalogue(project, entry % "शब्द")
    assert problems(project) == ["hi.po: placeholders of '{n} words' and 'शब्द' differ"]


def test_plural_forms_the_translator_does_not_know_are_named(project: Path) -> None:
    """The forms in the file are those that the translator picks between."""
    entries = 'msgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n'
    write_catalogue(project, entries, HEADER + '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n')
    assert "Plural-Forms must be" in problems(project)[0]


def test_a_message_that_cannot_be_translated_is_named(project: Path) -> None:
    """An f-string never matches its catalogue entry; a lone brace cannot be filled."""
    write_page(project, 'say("Hello {name}")\nsay(f"Hi {name}")\nsay.count("{", "x", n)')
    found = problems(project)
    assert "pages/watch.py:2: an f-string cannot be translated, use {placeholders}" in found
    assert "pages/watch.py:3: braces that cannot be filled in '{'" in found


@pytest.mark.parametrize(
    "call",
    [
        'st.title("Watch")',
        'st.button(f"Play {n}")',
        'left.metric("Words", n)',
        'st.sidebar.caption("a" + b)',
        'st.tabs([say("Hello {name}"), "Watch"])',
        'st.text_input(say("Hello {name}"), placeholder="Watch")',
        'st.Page(path, title="Watch")',
        'st.info("yes" if x else say("Hello {name}"))',
        'st.markdown("<b>bold</b> :material/check:")',
        'st.markdown("शब्द")',
    ],
)
def test_text_that_bypasses_the_catalogue_is_named(project: Path, call: str) -> None:
    """A literal given to Streamlit as visible text would stay English for everyone."""
    write_page(project, f'say("Hello {{name}}")\n{call}')
    (problem,) = problems(project)
    assert problem.startswith("pages/watch.py:2: not in the catalogue: ")


@pytest.mark.parametrize(
    "call",
    [
        'st.title(say("Hello {name}"))',
        'st.button(f"{symbol} = {value}", key="watch_play", icon=":material/play_arrow:")',
        'st.markdown(f"<hr>:violet[{say(name)}]")',
        'st.session_state.get("watch_text")',
        'st.columns([1, 2], width="stretch")',
        'st.set_page_config(page_title="RNN Visualizer", layout="wide")',
        'st.slider(say("Hello {name}"), format="%.2f")',
    ],
)
def test_what_nobody_reads_as_text_passes(project: Path, call: str) -> None:
    """Keys, icons, formats, markup and numbers stay as they are."""
    write_page(project, f'say("Hello {{name}}")\n{call}')
    assert problems(project) == []


def test_update_keeps_translations_adds_and_drops(project: Path) -> None:
    """An update changes only what changed, guesses nothing, and can be repeated."""
    write_page(
        project, 'say("Hello {name}")\nsay("Hello {names}")\nsay.count("1 {a}", "{n} {a}", n)'
    )
    old = 'msgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n\nmsgid "Old"\nmsgstr "पुराना"\n'
    write_catalogue(project, old)
    assert catalogues.update_all(project, folder(project)) == [
        "hi: added '1 {a}'",
        "hi: added 'Hello {names}'",
        "hi: dropped 'Old'",
    ]
    text = (folder(project) / "hi.po").read_text(encoding="utf-8")
    assert 'msgstr "नमस्ते {name}"' in text
    assert "fuzzy" not in text
    assert "Old" not in text
    assert "#: pages/watch.py\n" in text
    assert catalogues.update_all(project, folder(project)) == []
    assert (folder(project) / "hi.po").read_text(encoding="utf-8") == text


def test_a_written_catalogue_speaks_through_the_translator(project: Path) -> None:
    """What the tool writes, the app reads: a sentence and both forms of a count."""
    write_page(project, 'say("Hello {name}")\nsay.count("{n} word", "{n} words", n)')
    catalogues.update_all(project, folder(project))
    path = folder(project) / "hi.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} शब्द"').replace(
        'msgstr[1] ""', 'msgstr[1] "{n} शब्दों"'
    )
    path.write_text(text, encoding="utf-8")
    say = Translator("hi", catalogues.read_catalogue(path))
    assert say("Hello {name}", name="x") == "नमस्ते x"
    assert say.count("{n} word", "{n} words", 1) == "1 शब्द"
    assert say.count("{n} word", "{n} words", 2) == "2 शब्दों"


@pytest.mark.parametrize(
    ("english", "hindi", "problem"),
    [
        ("Forget gates", "फ़ॉरगेट गेट", "not फ़ॉरगेट, use फॉरगेट: 'फ़ॉरगेट गेट'"),
        ("the forget bias", "भूलने का बायस", "no फॉरगेट for 'forget (gate|bias)' in "),
        ("Forget gates", "फॉरगेट गेट", None),
        ("forgetful", "भुलक्कड़", None),
        ("{forget} bias", "{forget} बायस", None),
    ],
)
def test_a_second_word_for_a_term_is_named(
    project: Path, english: str, hindi: str, problem: str | None
) -> None:
    """A term is looked for in English, not in what is filled in; its word in the translation."""
    write_glossary(project, "english = 'forget (gate|bias)'\nwanted = 'फॉरगेट'\nforbidden = 'फ़ॉरगेट'")
    say_in_hindi(project, english, hindi)
    found = problems(project)
    assert len(found) == (problem is not None)
    assert all(each.startswith(f"hi.po: {problem}") for each in found)


def test_each_form_of_a_count_keeps_to_the_terms(project: Path) -> None:
    """The second form is checked against its own English."""
    write_glossary(project, "english = 'words'\nwanted = 'शब्द'")
    write_page(project, 'say.count("One", "{n} words", n)')
    entry = 'msgid "One"\nmsgid_plural "{n} words"\nmsgstr[0] "एक"\nmsgstr[1] "{n} पद"\n'
    write_catalogue(project, entry)
    assert problems(project) == ["hi.po: no शब्द for 'words' in '{n} पद'"]


def test_a_second_spelling_is_named_whatever_the_english(project: Path) -> None:
    """A rule without English is about every translation."""
    write_glossary(project, "wanted = 'ख़ाली'\nforbidden = 'खाली'")
    say_in_hindi(project, "Empty", "खाली")
    assert problems(project) == ["hi.po: not खाली, use ख़ाली: 'खाली'"]
    say_in_hindi(project, "Empty", "ख़ाली")
    assert problems(project) == []


@pytest.mark.parametrize(("hindi", "bare"), [("चरण", 1), ("समय-चरण", 0), ("प्रशिक्षण-चरण", 0)])
def test_a_rule_can_be_about_some_files_alone(project: Path, hindi: str, bare: int) -> None:
    """A word that is clear on one page is not on another."""
    rule = "forbidden = '(?<!समय-)(?<!प्रशिक्षण-)चरण'\nfiles = ['pages/w*.py']"
    write_glossary(project, rule)
    say_in_hindi(project, "Step", hindi)
    assert len(problems(project)) == bare
    write_glossary(project, rule.replace("w*", "other"))
    assert problems(project) == []


@pytest.mark.parametrize(
    ("english", "hindi", "problem"),
    [
        ("A word.", "एक शब्द", "ends a sentence"),
        ("A word", "एक शब्द।", "ends a sentence"),
        ("A word.", "एक शब्द.", "ends a sentence"),
        ("\nA word", "एक शब्द", "begins with a new line"),
        ("A word\n", "एक शब्द", "ends with a new line"),
        ("A word", "एक  शब्द", "a space too many"),
        ("A word", "एक शब्द ", "a space too many"),
        ("A word", "१ शब्द", "digits that do not go with those filled in"),
        ("A word", "एक\u200d शब्द", "a character that nobody sees"),
        ("A word", "एक \u0958लम", "letters in another encoding than NFC"),
    ],
)
def test_an_unsound_translation_is_named(
    project: Path, english: str, hindi: str, problem: str
) -> None:
    """What is wrong with it, whatever it says."""
    write_glossary(project, "wanted = 'x'\nforbidden = 'y'")
    say_in_hindi(project, english, hindi)
    (found,) = problems(project)
    assert problem in found


@pytest.mark.parametrize(
    ("english", "hindi"),
    [
        ("“A word.”", "“एक शब्द।”"),
        ("Wait ...", "रुकें ..."),
        ("One (two).", "एक (दो)।"),
        ("100 % of it", "इसका 100 %"),
        ("A word\n", "एक शब्द\n"),
    ],
)
def test_a_sound_translation_passes(project: Path, english: str, hindi: str) -> None:
    """Closing marks, waiting dots and percent signs are no mistakes."""
    write_glossary(project, "wanted = 'x'\nforbidden = 'y'")
    say_in_hindi(project, english, hindi)
    assert problems(project) == []


@pytest.mark.parametrize("flag", ["python-format", "c-format", "fuzzy, no-c-format"])
def test_a_printf_flag_is_named(project: Path, flag: str) -> None:
    """Tools would read a percent sign as a format and refuse the file."""
    entry = 'msgid "Hello {name}"\nmsgstr "नमस्ते {name}"\n'
    write_catalogue(project, f"#, python-brace-format\n{entry}")
    assert problems(project) == []
    write_catalogue(project, f"#, python-brace-format, {flag}\n{entry}")
    found = problems(project)
    assert f"hi.po: flag {flag.split()[-1]}, but messages are filled by {{braces}} alone" in found


def test_an_update_writes_no_printf_flag(project: Path) -> None:
    """Babel would write one on "100 % of"."""
    write_page(project, 'say("100 % of {name}")')
    catalogues.update_all(project, folder(project))
    assert "python-brace-format" in (text := (folder(project) / "hi.po").read_text("utf-8"))
    assert "python-format" not in text


def test_a_form_too_many_is_named(project: Path) -> None:
    """The translator picks between two."""
    write_page(project, 'say.count("One word", "{n} words", n)')
    entry = 'msgid "One word"\nmsgid_plural "{n} words"\nmsgstr[0] "एक शब्द"\n'
    entry += 'msgstr[1] "{n} शब्द"\nmsgstr[2] "{n} शब्द"\n'
    write_catalogue(project, entry)
    assert problems(project) == ["hi.po: msgstr[2], but a count has 2 forms"]
    write_catalogue(project, entry, HEADER + PLURAL.replace("nplurals=2", "nplurals=3"))
    assert "hi.po: msgstr[2], but a count has 2 forms" in problems(project)


@pytest.mark.parametrize(
    "source",
    [
        'reader()("Watch")',
        'translator("hi")("Watch")',
        'reader().count("Watch", "{n} watches", n)',
        'tell = reader()\ntell("Watch")',
        'def f(tell: Translator): return tell("Watch")',
    ],
)
def test_what_a_translator_of_another_name_says_is_named(project: Path, source: str) -> None:
    """It would be said in English, for nobody collects it."""
    write_page(project, f'say("Hello {{name}}")\n{source}')
    (problem,) = problems(project)
    assert problem.endswith("call the translator `say`: 'Watch' is not found")


@pytest.mark.parametrize(
    "source",
    [
        'say("Watch" if x else y)',
        'say(x or "Watch")',
        'title = "Watch"\nsay(title)',
        'NAMES = {"a": "Watch"}\ndef f(key): return say(NAMES[key])',
        'NAMES: dict[str, str] = {"a": "Watch"}\nsay(NAMES.get("a"))',
        'def f(x):\n    if x:\n        title = "Watch"\n        say(title)',
    ],
)
def test_what_is_said_unmarked_is_named(project: Path, source: str) -> None:
    """A message said from a variable is marked where it stands."""
    write_page(project, f'say("Hello {{name}}")\n{source}')
    (problem,) = problems(project)
    assert problem.endswith("mark it with N_ where it stands: 'Watch' is not found")


@pytest.mark.parametrize(
    "source",
    [
        'NAMES = {"a": N_("Hello {name}")}\nsay(NAMES["a"])',
        'say(NAMES.get("a", N_("Hello {name}")))',
        'STROKES = {"rnn": Stroke(N_("Hello {name}"), "#fff")}\nsay(STROKES["rnn"].name)',
        'name = "watch"\ndef f(name): return say(name)',
        'def f(): title = "watch"\ndef g(title): return say(title)',
        "from elsewhere import NAMES\nsay(NAMES[0].title)",
        'say = reader()\nsay("Hello {name}")',
    ],
)
def test_what_is_marked_or_comes_from_elsewhere_passes(project: Path, source: str) -> None:
    """Keys, other fields and other modules' names are no messages."""
    write_page(project, f'N_("Hello {{name}}")\n{source}')
    assert problems(project) == []


@pytest.mark.parametrize(
    "source",
    [
        'this.title.textContent = "Watch it";',
        'a.textContent = zeros ? text.zero\n  : "Watch it";',
        'node.setAttribute("aria-label", `${name}: Watch it`);',
        'button.title = "Watch it";',
        'svg("svg", { role: "img", "aria-label": "Watch it" });',
        'el("button", { type: "button" }, "Watch it");',
        'this.hint.textContent = number(v, "en") + " Watch it";',
    ],
)
@pytest.mark.parametrize("place", ["stage/frontend/board", "ui/shell/menu"])
def test_text_in_a_script_is_named(project: Path, source: str, place: str) -> None:
    """Scripts show what Python sends; a text of their own would stay English."""
    write_script(project, f"// A board.\n{source}\n", place)
    (problem,) = problems(project)
    assert problem.startswith(f"visualizer/{place}/board.js:2: not in the catalogue: ")
    assert "Watch it" in problem


@pytest.mark.parametrize(
    "source",
    [
        '// this.title.textContent = "Watch it";',
        '/** @param {string} title "aria-label": "Watch it" */',
        "this.title.textContent = text.title;",
        'this.spoken.textContent = [moment, ...values].join("; ");',
        'this.title = el("h3", {});',
        "this.value.textContent = `${fill(text.check, { error })} (${told})`;",
        'el("p", { class: "curves note", "aria-live": "polite" }, text.keys);',
        'node.textContent = "→";',
    ],
)
def test_what_a_script_shows_of_others_passes(project: Path, source: str) -> None:
    """Comments, classes, roles and marks are no text."""
    write_script(project, source)
    assert problems(project) == []
