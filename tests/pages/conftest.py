"""A fresh visit to a page, as Streamlit's own test runner sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

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
