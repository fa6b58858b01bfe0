"""Recording and analysis: torch in, numpy out."""

from visualizer.core.analysis import (
    Forgotten,
    StepStory,
    Written,
    kept_share,
    order_by_effect,
    order_by_similarity,
    step_stories,
    turning_point,
)
from visualizer.core.arithmetic import PreActivation, pre_activations
from visualizer.core.recording import Recording, RecordingError, record
from visualizer.core.records import GRURecord, LSTMRecord, Record, RNNRecord

__all__ = [
    "Forgotten",
    "GRURecord",
    "LSTMRecord",
    "PreActivation",
    "RNNRecord",
    "Record",
    "Recording",
    "RecordingError",
    "StepStory",
    "Written",
    "kept_share",
    "order_by_effect",
    "order_by_similarity",
    "pre_activations",
    "record",
    "step_stories",
    "turning_point",
]
