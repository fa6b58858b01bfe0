"""See, in real numbers, what a recurrent network does with a sentence, word by word.

The names below load torch when they are first used, so that `import visualizer` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualizer import figures
    from visualizer.core import (
        Add,
        Clamp,
        Difference,
        GRURecord,
        Intervention,
        InterventionError,
        LSTMRecord,
        Recording,
        RecordingError,
        RNNRecord,
        Scale,
        Swap,
        difference,
        intervene,
        record,
    )
    from visualizer.models import CheckpointError, list_models, load_model
    from visualizer.showing.export import ExportError, export_html

_HOMES = {
    "Add": "visualizer.core",
    "CheckpointError": "visualizer.models",
    "ExportError": "visualizer.showing.export",
    "Clamp": "visualizer.core",
    "Difference": "visualizer.core",
    "GRURecord": "visualizer.core",
    "Intervention": "visualizer.core",
    "InterventionError": "visualizer.core",
    "LSTMRecord": "visualizer.core",
    "RNNRecord": "visualizer.core",
    "Recording": "visualizer.core",
    "RecordingError": "visualizer.core",
    "Scale": "visualizer.core",
    "Swap": "visualizer.core",
    "difference": "visualizer.core",
    "export_html": "visualizer.showing.export",
    "intervene": "visualizer.core",
    "list_models": "visualizer.models",
    "load_model": "visualizer.models",
    "record": "visualizer.core",
}

__all__ = [
    "Add",
    "CheckpointError",
    "Clamp",
    "Difference",
    "ExportError",
    "GRURecord",
    "Intervention",
    "InterventionError",
    "LSTMRecord",
    "RNNRecord",
    "Recording",
    "RecordingError",
    "Scale",
    "Swap",
    "difference",
    "export_html",
    "figures",
    "intervene",
    "list_models",
    "load_model",
    "record",
]


def __getattr__(name: str) -> Any:
    if name == "figures":
        return import_module("visualizer.figures")
    if name not in _HOMES:
        raise AttributeError(f"module 'visualizer' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
