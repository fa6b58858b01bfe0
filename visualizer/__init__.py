"""See, in real numbers, what a recurrent network does with a sentence, word by word.

The names below load torch when they are first used, so that `import visualizer` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualizer import figures as figures
    from visualizer.core import Add as Add
    from visualizer.core import Clamp as Clamp
    from visualizer.core import Difference as Difference
    from visualizer.core import GradientError as GradientError
    from visualizer.core import GradientFlow as GradientFlow
    from visualizer.core import GRURecord as GRURecord
    from visualizer.core import Harden as Harden
    from visualizer.core import Intervention as Intervention
    from visualizer.core import InterventionError as InterventionError
    from visualizer.core import LSTMRecord as LSTMRecord
    from visualizer.core import Memory as Memory
    from visualizer.core import Recording as Recording
    from visualizer.core import RecordingError as RecordingError
    from visualizer.core import RNNRecord as RNNRecord
    from visualizer.core import Scale as Scale
    from visualizer.core import Swap as Swap
    from visualizer.core import difference as difference
    from visualizer.core import gradient_flow as gradient_flow
    from visualizer.core import intervene as intervene
    from visualizer.core import memory as memory
    from visualizer.core import record as record
    from visualizer.networks import CheckpointError as CheckpointError
    from visualizer.networks import list_models as list_models
    from visualizer.networks import load_model as load_model
    from visualizer.networks.sentiment.effects import unit_effects as unit_effects
    from visualizer.showing.export import ExportError as ExportError
    from visualizer.showing.export import export_html as export_html
    from visualizer.showing.questions import Question as Question
    from visualizer.showing.questions import questions as questions

_HOMES = {
    "visualizer.core": (
        *("Add", "Clamp", "Harden", "Scale", "Swap"),
        *("Intervention", "InterventionError", "intervene"),
        *("RNNRecord", "GRURecord", "LSTMRecord", "Recording", "RecordingError", "record"),
        *("Difference", "difference", "Memory", "memory"),
        *("GradientError", "GradientFlow", "gradient_flow"),
    ),
    "visualizer.networks": ("CheckpointError", "list_models", "load_model"),
    "visualizer.networks.sentiment.effects": ("unit_effects",),
    "visualizer.showing.export": ("ExportError", "export_html"),
    "visualizer.showing.questions": ("Question", "questions"),
}
"""Where each public name is defined; the imports above say the same to type checkers."""

__all__ = sorted(["figures", *(name for names in _HOMES.values() for name in names)])  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name == "figures":
        return import_module("visualizer.figures")
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'visualizer' has no attribute {name!r}")
    if name in ("record", "load_model"):  # whose records may be looked at in a notebook
        import_module("visualizer.notebook").install()
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
