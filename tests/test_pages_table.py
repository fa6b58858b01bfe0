"""The one table of pages, and those who read it."""

import re

import pytest

from visualizer.lexicon.language import languages, translator
from visualizer.pages import PAGES, page_named
from visualizer.places import PAGES as SCRIPTS
from visualizer.places import ROOT


def test_the_readme_lists_every_page_as_the_table_does() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("## The pages")[1].split("##")[0]
    rows = [
        tuple(cell.strip() for cell in row)
        for row in re.findall(r"\| (.+) \| (.+) \| (.+) \|", table)
    ]
    assert rows[1:] == [(page.section, page.title, page.question) for page in PAGES]


def test_every_page_has_its_script_and_folder_and_no_script_is_without_a_row() -> None:
    assert {page.script for page in PAGES} == {*SCRIPTS.glob("*.py")}
    for page in PAGES:
        assert (ROOT / "visualizer" / "ui" / page.name).is_dir()
        assert (ROOT / "tests" / "pages" / f"test_{page.name}.py").is_file()


def test_names_and_paths_differ_and_are_plain() -> None:
    for values, rule in (
        ([page.name for page in PAGES], r"[a-z]+"),
        ([page.path for page in PAGES], r"[a-z]+(-[a-z]+)*"),
    ):
        assert len({*values}) == len(values)
        assert all(re.fullmatch(rule, value) for value in values)


def test_a_script_says_its_page_and_begins_with_its_question() -> None:
    for page in PAGES:
        source = page.script.read_text(encoding="utf-8")
        assert source.startswith('"""Page: ')
        assert f'page_header("{page.name}")' in source


@pytest.mark.parametrize("language", languages()[1:])
def test_titles_sections_and_questions_are_translated(language: str) -> None:
    say = translator(language)
    for page in PAGES:
        for text in (page.section, page.title, page.question):
            assert say(text) != text


def test_an_unknown_page_is_refused_with_the_choices() -> None:
    names = ", ".join(page.name for page in PAGES)
    with pytest.raises(ValueError, match=f"a page must be one of {names}, got 'home'"):
        page_named("home")
