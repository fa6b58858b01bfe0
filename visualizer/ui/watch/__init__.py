"""The parts of the page on the gates."""
