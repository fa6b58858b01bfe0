"""What holds for the whole process: where its files are, and how it treats memory and threads."""

import gc
import sys
from pathlib import Path

import streamlit as st
import torch

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "pages"
GIL_INTERVAL = 0.001
"""Seconds. PyTorch gives the interpreter lock away at every operation; by default it could wait
five milliseconds to get it back, many times for one sentence."""

PAGE_ICON = str(ROOT / "assets" / "images" / "icon.png")


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process: one thread per reading, and no full collections over the imports.

    Many people read at once on few cores, so more threads per reading only add waiting. The
    settings turn off Streamlit's collection after every run; freezing what the imports and models
    hold keeps Python's own collections short.
    """
    from visualizer.ui.networks import available_networks

    torch.set_num_threads(1)
    sys.setswitchinterval(GIL_INTERVAL)
    available_networks()
    gc.collect()
    gc.freeze()
