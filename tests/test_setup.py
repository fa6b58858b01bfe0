"""What a newcomer relies on: pinned packages, a server that stays on this machine, clear words."""

import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tools import server
from visualizer.__main__ import main
from visualizer.places import ROOT
from visualizer.server import serving
from visualizer.server.hosting import ADDRESS, Hosting

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([\w.-]+)==[\w.]+(\s*#.*)?$")


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server((ADDRESS, 0)) as other:
        yield other.getsockname()[1]


def pinned(*names: str) -> set[str]:
    """Names of the packages pinned in requirement files, which hold nothing else but links."""
    lines = [
        line for name in names for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    ]
    lines = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert [line for line in lines if not PIN.match(line)] == []
    return {canonicalize_name(line.split("==")[0]) for line in lines}


def test_every_dependency_is_pinned() -> None:
    """The project's own dependencies and all that they bring, on this platform."""
    from importlib.metadata import distribution

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {canonicalize_name(name) for name in project["dependencies"]}
    assert pinned("requirements.txt") == direct

    everything = pinned("requirements.txt", "requirements-dev.txt", "constraints.txt")
    reached, waiting = set(), pinned("requirements.txt", "requirements-dev.txt")
    while waiting:
        reached.add(name := waiting.pop())
        for text in distribution(name).requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting |= {canonicalize_name(requirement.name)} - reached
    # A torch built for a graphics card pins its own libraries.
    assert {name for name in reached - everything if not name.startswith(("nvidia", "cuda"))} <= {
        "triton"
    }


def test_requirements_end_with_the_project_itself() -> None:
    """Streamlit finds the stage's frontend only in an installed distribution."""
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == "-e ."


def test_settings_keep_the_app_on_this_machine() -> None:
    """No statistics, one address, no details of errors for strangers."""
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert set(CONFIG["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["maxUploadSize"] <= 10


def test_settings_keep_reruns_quick() -> None:
    """The file watcher and the collection after each run cost more than a run."""
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert CONFIG["runner"]["postScriptGC"] is False


def test_fonts_are_here_with_their_licences() -> None:
    """Every face of the theme is a file that the app serves, under the Open Font License."""
    folder = ROOT / "visualizer" / "static" / "fonts"
    style = (folder / "fonts.css").read_text(encoding="utf-8")
    files = set(re.findall(r'url\("app/static/fonts/([^"]+)"\)', style))
    assert files == {path.name for path in folder.glob("*.woff2")}
    for name in files:
        assert (folder / name).read_bytes()[:4] == b"wOF2"
        family = re.sub(r"(-latin|-latin-ext|-greek)?-\d00\.woff2$", "", name)
        assert "SIL Open Font License" in (folder / f"{family}-LICENSE.txt").read_text(
            encoding="utf-8"
        )
    assert {"Inter", "Noto Sans Devanagari"} <= set(re.findall(r'family: "([^"]+)"', style))
    assert "Noto Sans Devanagari" in CONFIG["theme"]["font"]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("colour", ["textColor", "primaryColor", "linkColor"])
@pytest.mark.parametrize("behind", ["backgroundColor", "secondaryBackgroundColor"])
def test_theme_text_is_readable(mode: str, colour: str, behind: str) -> None:
    """Text reaches 4.5:1 on both surfaces, light and dark."""
    theme = CONFIG["theme"][mode]
    assert contrast(theme[colour], theme[behind]) >= 4.5


def test_a_taken_port_is_an_error_when_it_was_asked_for(taken_port: int) -> None:
    """The message names the port and the way out."""
    answer = CliRunner().invoke(main, ["app", "--port", str(taken_port), "--no-open"])
    assert answer.exit_code == 1
    assert str(taken_port) in answer.output
    assert "--port" in answer.output
    assert "Traceback" not in answer.output


def test_the_default_port_moves_on_when_taken(taken_port: int) -> None:
    """Without --port a second app, or another program, is no obstacle."""
    assert serving.next_port(ADDRESS, taken_port) > taken_port


def test_an_address_of_another_machine_is_an_error() -> None:
    """TEST-NET-1 belongs to nobody, so it cannot be listened on."""
    answer = CliRunner().invoke(main, ["app", "--address", "192.0.2.1", "--port", "8600"])
    assert answer.exit_code == 1
    assert "192.0.2.1" in answer.output


def test_the_app_starts_from_any_folder(tmp_path: Path) -> None:
    """Settings and fonts are found, the address is said, and it stops when asked."""
    port = server.free_port()
    command = [sys.executable, "-m", "visualizer", "app", "--port", str(port), "--headless"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(f"RNN Visualizer is ready at http://127.0.0.1:{port} "), line
        url = f"http://127.0.0.1:{port}/app/static/fonts/noto-sans-devanagari-400.woff2"
        with urlopen(url) as answer:
            assert answer.read(4) == b"wOF2"
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_a_server_for_tests_answers_and_is_gone_afterwards() -> None:
    """The context manager leaves nothing behind."""
    with server.start_server() as running:
        assert serving.is_ready(running.url)
    assert running.process.poll() is not None
    assert not serving.is_ready(running.url)


def test_a_server_that_cannot_start_says_why(taken_port: int) -> None:
    """Its output is in the error."""
    with (
        pytest.raises(RuntimeError, match="cannot listen"),
        server.start_server(hosting=Hosting(port=taken_port)),
    ):
        pass


@pytest.mark.parametrize("arguments", [["train", "sentiment", "--cell", "lstm", "--data", "gone"]])
def test_a_wrong_folder_is_a_message(arguments: list[str]) -> None:
    """No traceback for a typing error."""
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 2
    assert "gone" in answer.output
