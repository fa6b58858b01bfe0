"""How verdicts depend on states, measured once for everybody."""

from visualizer.networks.sentiment.sensitivity import Sensitivity, sensitivity
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.readings import ONE_AT_A_TIME, network, reading_of


@kept_beside
def sensitivity_of(name: str, text: str) -> Sensitivity:
    """How the network's last verdict on a readable text depends on its states; shared by all."""
    reading = reading_of(name, text)
    assert reading is not None
    with ONE_AT_A_TIME:
        measured = sensitivity(network(name), reading)
        _ = measured.memory.half_life  # shown at once: made here, it counts in the bound
    return measured
