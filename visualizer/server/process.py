"""What holds for the whole process: how it treats memory and threads."""

import gc
import sys

import streamlit as st
import torch

GIL_INTERVAL = 0.001
"""Seconds. PyTorch gives the interpreter lock away at every operation; by default it could wait
five milliseconds to get it back, many times for one sentence."""


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process: one thread per reading, since many people read at once on few cores."""
    torch.set_num_threads(1)
    sys.setswitchinterval(GIL_INTERVAL)


@st.cache_resource(show_spinner=False)
def freeze(page: str) -> None:  # noqa: ARG001  once for each
    """After a page's first run: leave what it imported and loaded out of further collections.

    The settings turn off Streamlit's collection after every run; this keeps Python's own short.
    """
    gc.collect()
    gc.freeze()
