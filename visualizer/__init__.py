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
        GradientError,
        GradientFlow,
        GRURecord,
        Intervention,
        InterventionError,
        LSTMRecord,
        Memory,
        Recording,
        RecordingError,
        RNNRecord,
        Scale,
        Swap,
        difference,
        gradient_flow,
        intervene,
        memory,
        record,
    )
    from visualizer.models import CheckpointError, list_models, load_model
    from visualizer.showing.export import ExportError, export_html

_HOMES = {
    "Add": "visualizer.core",
    "CheckpointError": "visualizer.models",
    "Clamp": "visualizer.core",
    "Difference": "visualizer.core",
    "ExportError": "visualizer.showing.export",
    "GRURecord": "visualizer.core",
    "GradientError": "visualizer.core",
    "GradientFlow": "visualizer.core",
    "Intervention": "visualizer.core",
    "InterventionError": "visualizer.core",
    "LSTMRecord": "visualizer.core",
    "Memory": "visualizer.core",
    "RNNRecord": "visualizer.core",
    "Recording": "visualizer.core",
    "RecordingError": "visualizer.core",
    "Scale": "visualizer.core",
    "Swap": "visualizer.core",
    "difference": "visualizer.core",
    "export_html": "visualizer.showing.export",
    "gradient_flow": "visualizer.core",
    "intervene": "visualizer.core",
    "list_models": "visualizer.models",
    "load_model": "visualizer.models",
    "memory": "visualizer.core",
    "record": "visualizer.core",
}

__all__ = [
    "Add",
    "CheckpointError",
    "Clamp",
    "Difference",
    "ExportError",
    "GRURecord",
    "GradientError",
    "GradientFlow",
    "Intervention",
    "InterventionError",
    "LSTMRecord",
    "Memory",
    "RNNRecord",
    "Recording",
    "RecordingError",
    "Scale",
    "Swap",
    "difference",
    "export_html",
    "figures",
    "gradient_flow",
    "intervene",
    "list_models",
    "load_model",
    "memory",
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
