"""What the made-up page shows."""
