"""Who may import whom: one rule a folder, no circle, and Streamlit only where pages are made."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.tools.imported import imported_by
from visualizer.places import ROOT

RULES: dict[str, set[str]] = {
    "places": set(),
    "core": set(),
    "lexicon": {"places"},
    "views": {"lexicon"},
    "figures": {"views", "lexicon"},
    "stage": {"views", "lexicon", "places"},
    "networks": {"core", "places"},
    "showing": {"stage", "views", "lexicon", "networks", "core"},
    "notebook": {"showing", "lexicon", "core"},
    "server": {"pages", "lexicon", "places"},
    "pages": {"lexicon", "places"},
    "ui": {
        "showing",
        "figures",
        "stage",
        "views",
        "lexicon",
        "networks",
        "core",
        "pages",
        "places",
    },
    "app": {"ui", "server", "pages", "lexicon", "places"},
    "scripts": {"ui", "showing", "figures", "stage", "views", "lexicon", "networks", "core"},
}
"""What each folder or module of the package may import besides itself; `scripts` are the pages'."""

WITHOUT: dict[str, set[str]] = {
    "core": {"plotly"},
    "lexicon": {"torch", "plotly"},
    "views": {"torch", "plotly"},
    "figures": {"torch"},
    "stage": {"torch", "plotly"},
    "networks": {"plotly"},
    "showing": {"plotly"},
    "pages": {"torch", "plotly"},
    "scripts": {"torch"},
    "app": {"torch"},
}
"""Heavy libraries that a folder keeps away from."""

STREAMLIT = ("visualizer.app", "visualizer.ui", "visualizer.server", "visualizer.stage.mount")
"""Where Streamlit is imported, and in the pages' scripts; nowhere else."""

EVERYTHING = {"visualizer", "visualizer.__main__"}
"""The library's face and the command line hand on to all rooms."""


def modules() -> dict[str, Path]:
    """Every module of the package and every page's script, by dotted name."""
    paths = [*(ROOT / "visualizer").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(paths)
    }


def room_of(name: str) -> str:
    """The room of a module of this project; a library's is its distribution."""
    top, *rest = name.split(".")
    if top == "pages":
        return "scripts"
    return rest[0] if top == "visualizer" and rest else top


def imports(source: str, name: str) -> set[str]:
    """Dotted names of everything imported anywhere in a module, type-checking blocks included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = name.split(".")[: -node.level]
                base = ".".join([*parents, *([base] if base else [])])
            found |= {f"{base}.{each.name}" for each in node.names}
    return found


def violations(source: str, name: str) -> set[str]:
    """The imports of a module that the architecture forbids."""
    own, wrong = room_of(name), set()
    for imported in imports(source, name):
        room, ours = room_of(imported), imported.split(".")[0] in ("visualizer", "pages")
        if room == "streamlit":
            allowed = own == "scripts" or any(
                name == place or name.startswith(f"{place}.") for place in STREAMLIT
            )
        elif ours:
            inside = room == own and own != "scripts"
            allowed = inside or name in EVERYTHING or room in RULES[own]
        else:
            allowed = room not in WITHOUT.get(own, set())
        if not allowed:
            wrong.add(imported)
    return wrong


@pytest.mark.parametrize("name", modules())
def test_every_module_imports_only_what_its_room_may(name: str) -> None:
    """The rules hold for the code as it is."""
    assert violations(modules()[name].read_text(encoding="utf-8"), name) == set()


def test_every_room_has_a_rule() -> None:
    assert {room_of(name) for name in modules() if name not in EVERYTHING} == set(RULES)


def test_the_rules_themselves_have_no_circle() -> None:
    """An arrow that ran back up would make one; `static_order` refuses it."""
    assert next(iter(TopologicalSorter(RULES).static_order())) in ("places", "core")


def test_no_files_import_each_other_in_a_circle() -> None:
    known = modules()
    graph = {
        name: {
            target
            for imported in imports(path.read_text(encoding="utf-8"), name)
            for target in (imported, imported.rpartition(".")[0])
            if target in known and target != name and target != "visualizer"
        }
        for name, path in known.items()
        if name not in EVERYTHING
    }
    assert len([*TopologicalSorter(graph).static_order()]) >= len(graph)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("visualizer.core.records", "import streamlit as st"),
        ("visualizer.core.records", "import plotly.graph_objects as go"),
        ("visualizer.core.records", "from visualizer.lexicon.language import N_"),
        ("visualizer.core.records", "from visualizer import lexicon"),
        ("visualizer.core.records", "from visualizer.places import ROOT"),
        ("visualizer.core.records", "from ..networks import registry"),
        ("visualizer.core.records", "def f():\n    from visualizer.showing import export"),
        ("visualizer.networks.cards", "from visualizer.ui import work"),
        ("visualizer.networks.cards", "from visualizer.lexicon.language import N_"),
        ("visualizer.views.scene", "import torch"),
        ("visualizer.views.scene", "from visualizer.stage import packing"),
        ("visualizer.figures.heatmap", "import torch"),
        ("visualizer.figures.heatmap", "from torch import nn"),
        ("visualizer.figures.heatmap", "import streamlit"),
        ("visualizer.figures.heatmap", "from visualizer.core.records import Record"),
        ("visualizer.figures.heatmap", "from visualizer import core"),
        ("visualizer.stage.packing", "if TYPE_CHECKING:\n    from visualizer.core import Record"),
        ("visualizer.stage.packing", "def f():\n    import torch"),
        ("visualizer.stage.packing", "import streamlit"),
        ("visualizer.stage.packing", "from visualizer.networks import load_model"),
        ("visualizer.showing.export", "import streamlit"),
        ("visualizer.ui.work.jobs", "import pages.watch"),
        ("visualizer.ui.work.jobs", "from visualizer.server import serving"),
        ("visualizer.pages", "from visualizer.ui.shell import page"),
        ("pages.watch", "import torch"),
        ("pages.watch", "import torch.nn.functional as F"),
        ("pages.watch", "from pages.compare import chart"),
        ("pages.watch", "from pages import compare"),
        ("visualizer.lexicon.language", "from visualizer.ui import shell"),
    ],
)
def test_a_forbidden_import_is_found(name: str, line: str) -> None:
    """Each rule is seen to bite."""
    assert violations(line, name)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("visualizer.core.recording", "import torch\nfrom visualizer.core.records import Record"),
        ("visualizer.networks.sentiment.network", "from visualizer.core import record"),
        ("visualizer.figures.heatmap", "from visualizer.lexicon.quantities import QUANTITIES"),
        ("visualizer.stage.mount", "import streamlit as st\nfrom visualizer.stage import packing"),
        ("visualizer.ui.work.caches", "from visualizer.networks import load_model\nimport torch"),
        ("pages.watch", "import streamlit as st\nfrom visualizer.ui.shell import page"),
    ],
)
def test_an_allowed_import_passes(name: str, line: str) -> None:
    """The rules do not forbid what the architecture wants."""
    assert violations(line, name) == set()


def test_importing_the_package_loads_neither_torch_nor_streamlit() -> None:
    """Commands answer at once because the library loads torch on first use."""
    loaded = imported_by("import visualizer, visualizer.pages")
    assert not loaded & {"torch", "streamlit", "plotly"}
