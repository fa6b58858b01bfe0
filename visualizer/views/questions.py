"""A question about a run: what happens next, and what was measured of every choice."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["verdict", "flip", "move", "keep", "gate", "turn"]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What happens next, with the answer that was measured.

    Attributes:
        kind: `verdict`: where it goes; `flip`: which unit's h changes its sign; `move`: which
            unit's h changes most; `keep`: which unit keeps least of its memory; `gate`: which gate
            closes most; `turn`: at which word the verdict moves most.
        step: all before this step may be seen, from 0; the answer is revealed with it. Of `turn`,
            which is asked before the first word, 0; its answer tells of the whole text.
        prompt: the question, in the reader's language.
        choices: what it offers, each once. Of `verdict` the highest outcome first.
        answer: the right one of them.
        values: what was measured for each choice, in their order: the change of h (`flip`: h after
            the step), the share kept, the change of a gate's mean over the units, the change of the
            verdict; of `verdict` the one change. The last choice of `gate`, that none closes, has
            none.
        before: of `verdict` and `flip` what stood there before the step, in the order of `values`.
        units: the units that the choices stand for; empty where they are no units.
        gates: the gates, by symbol, that the first choices stand for.
        steps: the steps, from 0, whose words the choices stand for.
        quantity: the symbol of what units are asked about.
    """

    kind: Kind
    step: int
    prompt: str
    choices: tuple[str, ...]
    answer: str
    values: tuple[float, ...]
    before: tuple[float, ...] = ()
    units: tuple[int, ...] = ()
    gates: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    quantity: str = ""

    @property
    def place(self) -> int:
        """Where the answer stands among the choices, from 0."""
        return self.choices.index(self.answer)

    @property
    def value(self) -> float:
        """The measured value behind the answer; where no gate closes, what comes nearest to it."""
        return self.values[self.place] if self.place < len(self.values) else min(self.values)
