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
from visualizer.core.arithmetic import (
    PreActivation,
    StackedWeights,
    pre_activations,
    stacked_weights,
)
from visualizer.core.changes import Add, Clamp, Harden, Intervention, InterventionError, Scale, Swap
from visualizer.core.comparison import Difference, difference, paired_steps
from visualizer.core.gradients import GradientError, GradientFlow, gradient_flow
from visualizer.core.interventions import intervene
from visualizer.core.memory import Memory, largest_singular, memory, reach, step_jacobians
from visualizer.core.modules import recurrent_class
from visualizer.core.recording import Recording, RecordingError, record
from visualizer.core.records import (
    CELLS,
    RECORDS,
    GRURecord,
    LSTMRecord,
    Record,
    RNNRecord,
    single,
)

__all__ = [
    "CELLS",
    "RECORDS",
    "Add",
    "Clamp",
    "Difference",
    "Forgotten",
    "GRURecord",
    "GradientError",
    "GradientFlow",
    "Harden",
    "Intervention",
    "InterventionError",
    "LSTMRecord",
    "Memory",
    "PreActivation",
    "RNNRecord",
    "Record",
    "Recording",
    "RecordingError",
    "Scale",
    "StackedWeights",
    "StepStory",
    "Swap",
    "Written",
    "difference",
    "gradient_flow",
    "intervene",
    "kept_share",
    "largest_singular",
    "memory",
    "order_by_effect",
    "order_by_similarity",
    "paired_steps",
    "pre_activations",
    "reach",
    "record",
    "recurrent_class",
    "single",
    "stacked_weights",
    "step_jacobians",
    "step_stories",
    "turning_point",
]
