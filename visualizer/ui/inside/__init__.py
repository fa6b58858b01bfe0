"""The page "Inside one cell"."""
