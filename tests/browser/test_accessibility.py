"""axe-core finds no serious or critical violation, in both themes and both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["en", "hi"])
def test_the_stage_has_no_serious_violation(visit: Open, lang: str, dark: bool, width: int) -> None:
    page = visit(lang=lang, dark=dark, width=width, text="the zorbly film is not good", t="2")
    found = Axe().run(page.page, context=".st-key-watch_stage").response["violations"]
    serious = [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []
