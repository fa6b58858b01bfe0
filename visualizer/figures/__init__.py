"""Figures of a record: pure functions from NumPy arrays to Plotly figures, tables and files.

On a page, show them with `theme=None`, so that Streamlit leaves their colours alone.
"""

from visualizer.figures.course import unit_course, verdict_course
from visualizer.figures.distance import distance_course
from visualizer.figures.effects import unit_effects_bars
from visualizer.figures.flags import Strip, passing_bars, pull_strip, unit_telling_bars
from visualizer.figures.gradients import gradient_course, jacobian_map, lag_course
from visualizer.figures.heatmap import unit_heatmap
from visualizer.figures.orders import class_course
from visualizer.figures.race import accuracy_by_gap, held_course, race_course
from visualizer.figures.table import record_csv, record_npz
from visualizer.figures.toolbar import ImageFormat, image_config
from visualizer.figures.vectors import cosine_maps, cost_bars, neighbour_bars
from visualizer.lexicon.colours import Theme

__all__ = [
    "ImageFormat",
    "Strip",
    "Theme",
    "accuracy_by_gap",
    "class_course",
    "cosine_maps",
    "cost_bars",
    "distance_course",
    "gradient_course",
    "held_course",
    "image_config",
    "jacobian_map",
    "lag_course",
    "neighbour_bars",
    "passing_bars",
    "pull_strip",
    "race_course",
    "record_csv",
    "record_npz",
    "unit_course",
    "unit_effects_bars",
    "unit_heatmap",
    "unit_telling_bars",
    "verdict_course",
]
