"""A fresh visit to a page, as Streamlit's own test runner sees it."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.stage.unpacking import track_of, unpack
from visualizer.ui.shell import painting
from visualizer.ui.work.caches import CACHE
from visualizer.ui.work.jobs import queue

APP = Path(__file__).resolve().parents[2] / "visualizer" / "app.py"
Visit = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _nobody_paints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "PAINTING", 0.0)


@pytest.fixture
def visit() -> Visit:
    """Open the app with the given query parameters."""
    return open_app


def open_app(**parameters: str) -> AppTest:
    """The app's first page under an address with these parameters."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def open_page(name: str, **parameters: str) -> AppTest:
    """Another page under an address with these parameters."""
    app = open_app(**parameters)
    app.switch_page(str(APP.parents[1] / "pages" / f"{name}.py"))
    for parameter, value in parameters.items():
        app.query_params[parameter] = value
    return app.run()


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    st.cache_resource.clear()
    CACHE.clear()


def figure(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays of the one figure of ours on the page, and a board's first track."""
    (packed,) = figures_shown(app)
    header, arrays = unpack(packed)
    if header["kind"] != "board/board":
        return header, arrays
    said, own = track_of(packed)
    return header | said, own


def has_figure(app: AppTest) -> bool:
    """Whether the page shows a figure of ours."""
    return bool(figures_shown(app))


def figures_shown(app: AppTest) -> list[bytes]:
    protos = [each.proto for each in app.get("bidi_component")]
    sent = [proto.bytes for proto in protos if proto.component_name == "visualizer.figure"]
    return [packed for packed in sent if "unseen" not in unpack(packed)[0]]


def asked_job(app: AppTest) -> Any:
    """The job that the page's reader asked for last."""
    return queue().named(app.session_state["remembered"]["vanishing_live_job"])


def address(app: AppTest) -> dict[str, str | None]:
    """What the page's controls say in the address bar; None goes from it."""
    protos = [each.proto for each in app.get("bidi_component")]
    sent = [proto.bytes for proto in protos if proto.component_name == "visualizer.figure"]
    headers = [unpack(packed)[0] for packed in sent]
    links = [header["values"] for header in headers if header["kind"] == "shell/link"]
    return {name: value for values in links for name, value in values.items()}


def shown(app: AppTest) -> str:
    """Every text on the page."""
    parts = [*app.title, *app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    plain = [part for body in _plain_html(app) for part in body if part.tag in ("p", "h3")]
    said = ["".join(part.itertext()) for part in plain]
    return "\n".join([*(part.value for part in parts), *said])


def _plain_html(app: AppTest) -> list[ElementTree.Element]:
    """What is shown as plain HTML, without sheets."""
    bodies = [each.proto.body for each in app.get("html")]
    return [
        ElementTree.fromstring(f"<body>{body}</body>")
        for body in bodies
        if not body.startswith("<style>")
    ]


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    """The rows of every plain table shown, each cell's text under its heading."""
    found: list[list[dict[str, str]]] = []
    for body in _plain_html(app):
        for table in body.iter("table"):
            heads = [head.text or "" for head in table.iter("th")]
            rows = [[cell.text or "" for cell in row.iter("td")] for row in table.iter("tr")]
            found.append([dict(zip(heads, row, strict=True)) for row in rows if row])
    return found


def columns(app: AppTest, heading: str) -> dict[str, list[str]]:
    """The columns of the plain table that has a heading, as text."""
    (rows,) = [rows for rows in tables(app) if heading in rows[0]]
    return {head: [row[head] for row in rows] for head in rows[0]}


def charts(app: AppTest) -> list[dict[str, Any]]:
    """The Plotly figures shown, their numbers as plain lists."""
    return [_plain(json.loads(chart.proto.spec)) for chart in app.get("plotly_chart")]


def _plain(part: Any) -> Any:
    """Plotly's JSON without its way to pack arrays."""
    if isinstance(part, dict) and "bdata" in part:
        values = np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"])
        shape = [int(size) for size in str(part.get("shape", len(values))).split(",")]
        return values.reshape(shape).tolist()
    if isinstance(part, dict):
        return {key: _plain(each) for key, each in part.items()}
    return [_plain(each) for each in part] if isinstance(part, list) else part
