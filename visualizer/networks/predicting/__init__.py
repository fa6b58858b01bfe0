"""Networks that predict what comes next: words, each from those before it."""
