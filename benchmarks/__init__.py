"""The budgets of the product, measured: `python -m visualizer bench`."""
