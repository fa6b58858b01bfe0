"""axe-core finds no serious or critical violation, in both themes and both languages."""

import pytest

from tests.browser.conftest import Open, serious_violations


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["en", "hi"])
def test_the_stage_has_no_serious_violation(visit: Open, lang: str, dark: bool, width: int) -> None:
    page = visit(lang=lang, dark=dark, width=width, text="the zorbly film is not good", t="2")
    assert serious_violations(page.page, ".st-key-watch_stage") == []
