"""Streamlit entry: page config, navigation, nothing else."""

import streamlit as st

from visualizer.server.process import freeze, settle
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.scripts import scripts
from visualizer.ui.work.beside import greet

settle()
greet()
say = reader()
chosen = st.navigation(scripts(say), position="hidden")  # every page's header has the menu
st.set_page_config(page_title=f"{chosen.title} · {say('RNN Visualizer')}", layout="wide")
chosen.run()
freeze(chosen.url_path)
