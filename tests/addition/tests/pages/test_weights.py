"""The made-up page: the verdict shown is the network's."""

import visualizer as viz
from tests.pages.conftest import open_page


def test_the_verdict_shown_is_the_networks() -> None:
    app = open_page("weights", lang="en", weights_text="good good bad")
    assert not app.exception
    verdict = viz.load_model("weights-bag").read("good good bad").verdict
    assert app.metric[0].value == f"{verdict:.3f}"
