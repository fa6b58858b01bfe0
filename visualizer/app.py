"""Streamlit entry: page config, navigation, nothing else."""

import streamlit as st

from visualizer.ui.language import reader
from visualizer.ui.server import PAGE_ICON, PAGES, settle

settle()
say = reader()
st.set_page_config(page_title=say("RNN Visualizer"), page_icon=PAGE_ICON, layout="wide")
watch = st.Page(PAGES / "watch.py", title=say("Watch the gates"), url_path="watch", default=True)
vanishing = st.Page(
    PAGES / "vanishing.py", title=say("Vanishing gradients"), url_path="vanishing-gradients"
)
st.navigation([watch, vanishing], position="top").run()
