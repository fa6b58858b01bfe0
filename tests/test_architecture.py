"""Who may import whom: `core` <- `models` <- `showing` <- `ui` <- `pages`; others take arrays."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEUTRAL = {"visualizer", "visualizer.language", "visualizer.quantities", "visualizer.curves"} | {
    "visualizer.trainings"
}
PARTS = {
    "visualizer.core": set(),
    "visualizer.models": {"visualizer.core"},
    "visualizer.figures": NEUTRAL,
    "visualizer.stage": NEUTRAL,
    "visualizer.showing": NEUTRAL | {"visualizer.core", "visualizer.models", "visualizer.stage"},
    "visualizer.ui": NEUTRAL
    | {"visualizer.core", "visualizer.models", "visualizer.figures", "visualizer.stage"}
    | {"visualizer.showing"},
    "pages": NEUTRAL
    | {"visualizer.core", "visualizer.models", "visualizer.figures", "visualizer.stage"}
    | {"visualizer.showing", "visualizer.ui"},
    "visualizer.language": set(),
    "visualizer.quantities": {"visualizer.language"},
    "visualizer.curves": {"visualizer.language"},
    "visualizer.trainings": {"visualizer.curves", "visualizer.language"},
    "visualizer.app": {"visualizer.ui", "visualizer.language"},
}
"""What of this project each part may import, besides itself (`pages` not even that)."""

DEFERRED = {("visualizer.core.records", "visualizer.showing.export")}
"""Imports inside a function that go against the rule: a notebook asks a record how it looks."""

BANNED = {
    "visualizer.core": {"streamlit", "plotly"},
    "visualizer.models": {"streamlit", "plotly"},
    "visualizer.figures": {"streamlit", "torch"},
    "visualizer.stage": {"torch"},
    "visualizer.showing": {"streamlit", "plotly"},
    "pages": {"torch"},
    "visualizer.app": {"torch"},
    "visualizer.language": {"streamlit", "torch"},
    "visualizer.quantities": {"streamlit", "torch"},
    "visualizer.curves": {"streamlit", "torch", "plotly"},
    "visualizer.trainings": {"streamlit", "torch", "plotly"},
}


def modules() -> list[Path]:
    """Every module of the package and every page."""
    return sorted([*(ROOT / "visualizer").rglob("*.py"), *(ROOT / "pages").rglob("*.py")])


def module_name(path: Path) -> str:
    """The dotted name of a module of this project."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def part_of(name: str) -> str:
    """The part of the project that a module belongs to; outside packages: the distribution."""
    top, *rest = name.split(".")
    return f"{top}.{rest[0]}" if top == "visualizer" and rest else top


def imports(source: str, name: str) -> set[str]:
    """Dotted names of everything imported anywhere in a module, type-checking blocks included."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = name.split(".")[: -node.level] if node.level else []
                base = ".".join([*parents, *([base] if base else [])])
            found |= {
                f"{base}.{alias.name}" if base == "visualizer" else base for alias in node.names
            }
    return found


def violations(source: str, name: str) -> set[str]:
    """The imports of a module that the architecture forbids."""
    own = part_of(name)
    wrong = set()
    for imported in imports(source, name):
        part = part_of(imported)
        if (name, imported) in DEFERRED:
            continue
        if part in BANNED.get(own, set()):
            wrong.add(imported)
        elif part.split(".")[0] in ("visualizer", "pages") and own in PARTS:
            inside = part == own and own != "pages"
            if not inside and part not in PARTS[own]:
                wrong.add(imported)
    return wrong


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_every_module_imports_only_what_its_part_may(path: Path) -> None:
    """The rules hold for the code as it is."""
    assert violations(path.read_text(encoding="utf-8"), module_name(path)) == set()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("visualizer.core.records", "import streamlit as st"),
        ("visualizer.core.records", "import plotly.graph_objects as go"),
        ("visualizer.core.records", "from visualizer.language import N_"),
        ("visualizer.core.records", "from visualizer import quantities"),
        ("visualizer.core.records", "from ..models import tokenizer"),
        ("visualizer.models.trees", "from visualizer.ui import cache"),
        ("visualizer.figures.heatmap", "import torch"),
        ("visualizer.figures.heatmap", "from torch import nn"),
        ("visualizer.figures.heatmap", "import streamlit"),
        ("visualizer.figures.heatmap", "from visualizer.core.records import Record"),
        ("visualizer.figures.heatmap", "from visualizer import core"),
        ("visualizer.stage.pack", "if TYPE_CHECKING:\n    from visualizer.core import Record"),
        ("visualizer.stage.pack", "def f():\n    import torch"),
        ("visualizer.stage.pack", "from visualizer.models import load_model"),
        ("visualizer.ui.cache", "import pages.watch"),
        ("pages.watch", "import torch"),
        ("pages.watch", "import torch.nn.functional as F"),
        ("pages.watch", "from pages.compare import chart"),
        ("pages.watch", "from pages import compare"),
        ("visualizer.language", "from visualizer.ui import header"),
    ],
)
def test_a_forbidden_import_is_found(name: str, line: str) -> None:
    """Each rule is seen to bite."""
    assert violations(line, name)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("visualizer.core.recording", "import torch\nfrom visualizer.core.records import Record"),
        ("visualizer.models.sentiment", "from visualizer.core import record"),
        ("visualizer.figures.heatmap", "from visualizer.quantities import QUANTITIES"),
        ("visualizer.stage.mount", "import streamlit as st\nfrom visualizer.stage import pack"),
        ("visualizer.ui.cache", "from visualizer.models import load_model\nimport torch"),
        ("pages.watch", "import streamlit as st\nfrom visualizer.ui import reading"),
    ],
)
def test_an_allowed_import_passes(name: str, line: str) -> None:
    """The rules do not forbid what the architecture wants."""
    assert violations(line, name) == set()


def test_core_stays_by_itself_until_a_notebook_asks() -> None:
    """The one import against the rule waits for its call."""
    import subprocess
    import sys

    code = "import sys, visualizer.core; print([m for m in sys.modules if 'showing' in m])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]", answer.stderr


def test_importing_the_package_loads_neither_torch_nor_streamlit() -> None:
    """Commands answer at once because the library loads torch on first use."""
    import subprocess
    import sys

    code = "import sys, visualizer; print({'torch', 'streamlit', 'plotly'} & {*sys.modules})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert answer.stdout.strip() == "set()", answer.stderr
