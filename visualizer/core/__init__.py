"""Recording and analysis: torch in, numpy out."""

from visualizer.core.recording import Recording, RecordingError, record
from visualizer.core.records import GRURecord, LSTMRecord, Record, RNNRecord

__all__ = [
    "GRURecord",
    "LSTMRecord",
    "RNNRecord",
    "Record",
    "Recording",
    "RecordingError",
    "record",
]
