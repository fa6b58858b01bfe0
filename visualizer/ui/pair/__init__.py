"""Two runs side by side: two texts, or two networks."""
