"""How much work something is: its processor time, which other programs hardly change."""

import time
from collections.abc import Callable


def effort(work: Callable[[], object], *, times: int = 3) -> float:
    """Seconds of this thread's processor time, the least of several runs."""
    found = []
    for _ in range(times):
        began = time.thread_time()
        work()
        found.append(time.thread_time() - began)
    return min(found)
