"""A fresh visit to a page, as Streamlit's own test runner sees it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.stage.unpacking import unpack
from visualizer.ui.work.caches import CACHE

APP = Path(__file__).resolve().parents[2] / "visualizer" / "app.py"
Visit = Callable[..., AppTest]


@pytest.fixture
def visit() -> Visit:
    """Open the app with the given query parameters."""

    def open_app(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return open_app


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    st.cache_resource.clear()
    CACHE.clear()


def figure(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays of the one figure of ours on the page; the menu sends no bytes."""
    (packed,) = [each.proto.bytes for each in app.get("bidi_component") if each.proto.bytes]
    return unpack(packed)


def has_figure(app: AppTest) -> bool:
    """Whether the page shows a figure of ours."""
    return any(each.proto.bytes for each in app.get("bidi_component"))
