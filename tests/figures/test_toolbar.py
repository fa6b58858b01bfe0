"""The toolbar saves pictures, speaks the reader's language and calls nobody."""

import json
from pathlib import Path

import plotly
import pytest

from tests.figures.samples import Recorder
from visualizer.figures import image_config


def test_a_png_is_saved_at_twice_its_size_and_an_svg_at_its_own() -> None:
    png, svg = (image_config(image, name="forget gate f") for image in ("png", "svg"))
    assert png["toImageButtonOptions"] == {"format": "png", "filename": "forget-gate-f", "scale": 2}
    assert svg["toImageButtonOptions"] == {"format": "svg", "filename": "forget-gate-f", "scale": 1}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("forget gate f", "forget-gate-f"),
        ("../../etc/passwd", "etc-passwd"),
        ('a<b>:"c"|d?*', "a-b-c-d"),
        ("विस्मरण द्वार f", "विस्मरण-द्वार-f"),
        (" . ", "figure"),
        ("", "figure"),
    ],
)
def test_a_file_name_has_no_sign_that_a_file_system_refuses(name: str, file: str) -> None:
    options = image_config("svg", name=name)["toImageButtonOptions"]
    assert isinstance(options, dict)
    assert options["filename"] == file


def test_the_toolbar_has_no_logo_and_no_button_to_another_host() -> None:
    config = image_config("png", name="x")
    assert config["displaylogo"] is False
    assert config["showSendToCloud"] is False
    assert config["displayModeBar"] is True
    assert json.loads(json.dumps(config)) == config


def test_every_tooltip_is_one_of_plotly_s_and_in_the_reader_s_language() -> None:
    """The keys are Plotly's own English: a new Plotly that words them otherwise fails here."""
    config = image_config("png", name="x", say=Recorder("hi"))
    assert config["locale"] == "hi"
    locales = config["locales"]
    assert isinstance(locales, dict)
    dictionary = locales["hi"]["dictionary"]
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    source = script.read_text(encoding="utf-8")
    for english, said in dictionary.items():
        assert f'"{english}"' in source, english
        assert said.startswith("⟦"), said
