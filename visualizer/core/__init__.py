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
from visualizer.core.changes import Add, Clamp, Intervention, InterventionError, Scale, Swap
from visualizer.core.comparison import Difference, difference
from visualizer.core.interventions import intervene
from visualizer.core.recording import Recording, RecordingError, record
from visualizer.core.records import GRURecord, LSTMRecord, Record, RNNRecord, single

__all__ = [
    "Add",
    "Clamp",
    "Difference",
    "Forgotten",
    "GRURecord",
    "Intervention",
    "InterventionError",
    "LSTMRecord",
    "PreActivation",
    "RNNRecord",
    "Record",
    "Recording",
    "RecordingError",
    "Scale",
    "StepStory",
    "Swap",
    "Written",
    "difference",
    "intervene",
    "kept_share",
    "order_by_effect",
    "order_by_similarity",
    "pre_activations",
    "record",
    "single",
    "step_stories",
    "turning_point",
]
