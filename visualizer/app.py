"""Streamlit entry: page config, navigation, nothing else."""

import streamlit as st

from visualizer.pages import PAGES
from visualizer.server.process import freeze, settle
from visualizer.ui.shell.language import reader

settle()
say = reader()
scripts = [
    st.Page(page.script, title=say(page.title), url_path=page.path, default=page is PAGES[0])
    for page in PAGES
]
chosen = st.navigation(scripts, position="hidden")  # every page's header has the menu
st.set_page_config(page_title=f"{chosen.title} · {say('RNN Visualizer')}", layout="wide")
chosen.run()
freeze(chosen.url_path)
