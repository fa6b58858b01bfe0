"""Inside one cell, part three: one cell with a loop and the chain of its copies are the same."""

from streamlit.delta_generator import DeltaGenerator


def unrolled_part(header: DeltaGenerator) -> None:
    """The folded cell, the chain, and the weights that all its copies share.

    Args:
        header: where the network is chosen.
    """
