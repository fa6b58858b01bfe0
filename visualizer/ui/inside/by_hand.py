"""Inside one cell, part two: a network of a few units whose weights the reader sets by hand."""


def by_hand_part() -> None:
    """A network to set by hand, and what it makes of a short sequence."""
