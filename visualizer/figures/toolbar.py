"""The figures' own toolbar: picture download, zoom, in the reader's language."""

import re
from typing import Literal

from visualizer.figures.look import ENGLISH
from visualizer.lexicon.language import Translator

ImageFormat = Literal["png", "svg"]
NOT_IN_FILE_NAMES = re.compile(r"[\s.,/\\:*?\"<>|\x00-\x1f]+")


def image_config(image: ImageFormat, *, name: str, say: Translator = ENGLISH) -> dict[str, object]:
    """The `config` of a chart whose toolbar saves pictures in one format.

    One only: Plotly's download button knows a single format, has no twin for SVG, and a button of
    one's own needs a JavaScript callback, which JSON cannot carry (plotly.js 4.1.1). So a page
    that offers both gives the reader a switch.

    Args:
        image: "png", at twice the size on screen, or "svg".
        name: the file's name without its ending, such as "forget gate f".
        say: the reader's language; Plotly looks its tooltips up in `locales`.
    """
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
        "toImageButtonOptions": {
            "format": image,
            "filename": NOT_IN_FILE_NAMES.sub("-", name).strip("-") or "figure",
            "scale": 2 if image == "png" else 1,
        },
        "locale": say.code,
        "locales": {say.code: {"dictionary": _tooltips(say)}},
    }


def _tooltips(say: Translator) -> dict[str, str]:
    """Plotly's own English, which is the key of its dictionary, in the reader's words."""
    return {
        "Download plot as a PNG": say("Save as PNG"),
        "Download plot": say("Save as SVG"),
        "Preparing image - this may take a few seconds": say("Drawing the picture"),
        "Image download succeeded": say("Picture saved"),
        "Sorry, there was a problem downloading your image!": say("The picture was not saved."),
        "Zoom": say("Zoom"),
        "Pan": say("Move"),
        "Zoom in": say("Zoom in"),
        "Zoom out": say("Zoom out"),
        "Reset axes": say("Show everything"),
        "Double-click to zoom back out": say("Double-click to see everything again"),
    }
