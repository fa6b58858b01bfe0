"""Streamlit: caches, language, shared controls, the address."""
