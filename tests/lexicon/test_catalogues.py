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
