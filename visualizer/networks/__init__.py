"""The networks that ship: a registry, their files and cards, and a folder for each task."""

from visualizer.networks.entries import CheckpointError
from visualizer.networks.registry import entry_of, list_models, load_model, task_named

__all__ = ["CheckpointError", "entry_of", "list_models", "load_model", "task_named"]
