"""See, in real numbers, what a recurrent network does with a sentence, word by word.

The names below load torch when they are first used, so that `import visualizer` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualizer.core import (
        GRURecord,
        LSTMRecord,
        Recording,
        RecordingError,
        RNNRecord,
        record,
    )
    from visualizer.models import CheckpointError, list_models, load_model

_HOMES = {
    "CheckpointError": "visualizer.models",
    "GRURecord": "visualizer.core",
    "LSTMRecord": "visualizer.core",
    "RNNRecord": "visualizer.core",
    "Recording": "visualizer.core",
    "RecordingError": "visualizer.core",
    "list_models": "visualizer.models",
    "load_model": "visualizer.models",
    "record": "visualizer.core",
}

__all__ = [
    "CheckpointError",
    "GRURecord",
    "LSTMRecord",
    "RNNRecord",
    "Recording",
    "RecordingError",
    "list_models",
    "load_model",
    "record",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'visualizer' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
