"""Plain HTML: text stays text, numbers stand at the right."""

import pytest
import streamlit as st

from visualizer.ui.controls.plain import heading, paragraph, plain_table


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was shown as HTML."""
    found: list[str] = []
    monkeypatch.setattr(st, "html", found.append)
    return found


def test_columns_stand_under_their_headings_and_numbers_at_the_right(shown: list[str]) -> None:
    plain_table({"text": ["good", "bad"], "verdict": ["0.912", "0.090"], "label": [4, 0]})
    (html,) = shown
    assert '<th scope="col">text</th><th scope="col" class="number">verdict</th>' in html
    assert '<tr><td>good</td><td class="number">0.912</td><td class="number">4</td></tr>' in html


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        (["80.1 %", "7.0 %"], True),
        (["1,234", "−0.5"], True),
        (["2 good films", "9"], False),  # a sentence may begin with a digit
        (["3", "none"], False),
    ],
)
def test_a_column_of_numbers_alone_stands_at_the_right(
    shown: list[str], cells: list[str], right: bool
) -> None:
    plain_table({"a": cells})
    assert shown[0].count('class="number"') == (3 if right else 0)


def test_markup_in_headings_and_cells_is_shown_as_text(shown: list[str]) -> None:
    plain_table({"<b>": ["<img src=x onerror=alert(1)>", 'a & "b"']})
    (html,) = shown
    assert "<img" not in html
    assert "&lt;b&gt;" in html
    assert "a &amp; &quot;b&quot;" in html


def test_columns_of_different_lengths_are_refused(shown: list[str]) -> None:
    with pytest.raises(ValueError, match="shorter"):
        plain_table({"a": [1, 2], "b": [1]})
    assert shown == []


def test_code_and_addresses_in_a_paragraph_are_marked_and_the_rest_is_text() -> None:
    made = paragraph("<i>see</i> (https://example.org/a, https://b.org), in `a/<b>.json`.")
    assert made == (
        '<p>&lt;i&gt;see&lt;/i&gt; (<a href="https://example.org/a">https://example.org/a</a>, '
        '<a href="https://b.org">https://b.org</a>), in <code>a/&lt;b&gt;.json</code>.</p>'
    )
    assert paragraph("a", small=True) == '<p class="small">a</p>'
    assert heading("a < b") == "<h3>a &lt; b</h3>"
