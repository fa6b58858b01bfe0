"""What the board shows: texts read by layers and directions of networks, one track each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from jaxtyping import Float

from visualizer.views.flags import Expected, FlagCourse
from visualizer.views.surgery import Ghost, Mark


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What one layer and direction multiplies with, stacked in the order of its cell's sums.

    Sent to the browser once, which finds them again by `name` and computes every sum with them.
    """

    ih: Float[np.ndarray, "K E"]
    hh: Float[np.ndarray, "K H"]
    b_ih: Float[np.ndarray, " K"]
    b_hh: Float[np.ndarray, " K"]
    name: str = field(init=False)

    def __post_init__(self) -> None:
        digest = blake2b(digest_size=9)
        for array in self.arrays().values():
            digest.update(str(array.shape).encode() + array.tobytes())
        object.__setattr__(self, "name", digest.hexdigest())

    def arrays(self) -> dict[str, np.ndarray]:
        """By name, in single precision."""
        each = {"ih": self.ih, "hh": self.hh, "b_ih": self.b_ih, "b_hh": self.b_hh}
        return {name: np.ascontiguousarray(array, np.float32) for name, array in each.items()}

    @property
    def size(self) -> int:
        """Bytes that they take."""
        return sum(array.nbytes for array in self.arrays().values())


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a read-out gives after every step, in words, and the values between which it is drawn.

    `start` is where it stands before anything was read.
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    start: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Track:
    """One reading of one text by one layer and direction of one network, all of it measured.

    `name` tells the tracks of a scene apart and is shown. `quantities` holds every recorded
    quantity by symbol, in text order; `memory` names the one that carries the cell's memory.
    `numbers` are the shown units' own. The sums behind the gates follow from `weights` and what
    was read, `x`; where the weights are too many, `sums` holds the terms of each pre-activation by
    symbol and term (`x`, `h`: (T, H); `bias`, `bias_h`: (H,)); without both they are not known.
    `start` has the states before the first step, which is the last word's if the direction reads
    `backward`. `kept` is the share of memory that survives each step, `orders` are permutations of
    the units by name, `stories` the sentences told about each step, `notes` what to know
    beforehand. A network with a read-out has a `verdict`, which turned most at step `turn`, and
    weights for it; it is the probability of "positive" unless `answer` says what else. `worded`
    says that the steps are words, `checked` that `max_error` is the distance from PyTorch's own
    output. `columns` says in which column of the board each step stands, in rising order; None: one
    after the other. `nonlinearity` is the activation of a plain cell. `marked` are the steps whose
    word another text has not beside it. A track `between` two others, by name, holds what the
    second has less what the first has at the steps of both; `distances` says by symbol how far
    apart the two states are then, as Euclidean distances over all units. Of a run that was changed
    by hand `ghost` is the same run as it is, and `marks` are where it was changed. A read-out that
    tells `classes` apart, by their names, gives each its share after every step, `shares`, instead
    of a verdict. A network that predicts shows what units tell of its subject, `flags`, and what it
    has `expected` next.
    """

    name: str
    network: str
    cell: str
    memory: str
    tokens: Sequence[str]
    unknown: Sequence[bool]
    numbers: Sequence[int]
    quantities: Mapping[str, Float[np.ndarray, "T H"]]
    start: Mapping[str, Float[np.ndarray, " H"]]
    kept: Float[np.ndarray, " T"] | None
    orders: Mapping[str, Sequence[int]]
    stories: Sequence[Sequence[str]]
    unit: int
    max_error: float
    sums: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    weights: Weights | None = None
    x: Float[np.ndarray, "T E"] | None = None
    checked: bool = True
    worded: bool = True
    backward: bool = False
    notes: Sequence[str] = ()
    verdict: Float[np.ndarray, " T"] | None = None
    turn: int | None = None
    readout: Float[np.ndarray, " H"] | None = None
    readout_bias: float = 0.0
    answer: Answer | None = None
    columns: Sequence[int] | None = None
    nonlinearity: str = "tanh"
    ghost: Ghost | None = None
    marks: Sequence[Mark] = ()
    marked: Sequence[int] = ()
    between: tuple[str, str] | None = None
    distances: Mapping[str, Float[np.ndarray, " T"]] = field(default_factory=dict)
    shares: Float[np.ndarray, "T C"] | None = None
    classes: Sequence[str] = ()
    flags: Sequence[FlagCourse] = ()
    expected: Expected | None = None

    def __post_init__(self) -> None:
        steps = len(self.tokens)
        for symbol, values in self.quantities.items():
            if values.shape != (steps, len(self.numbers)):
                raise ValueError(
                    f"quantities[{symbol!r}] must have a value for each of {steps} steps and "
                    f"{len(self.numbers)} units, got {values.shape}"
                )
        if self.shares is not None and self.shares.shape != (steps, len(self.classes)):
            raise ValueError(
                f"shares must have a value for each of {steps} steps and {len(self.classes)} "
                f"classes, got {self.shares.shape}"
            )
        columns = self.columns
        if columns is not None and (
            len(columns) != steps or any(b <= a for a, b in zip([-1, *columns], columns))  # noqa: B905
        ):
            raise ValueError(
                f"columns must be {steps} rising numbers from 0, one for each step, got "
                f"{list(columns)}"
            )

    @property
    def id(self) -> str:
        """What tells its numbers from any other track's."""
        memory = np.ascontiguousarray(self.quantities[self.memory])
        digest = blake2b(memory.tobytes(), digest_size=9)
        digest.update(f"{self.name}\n{self.network}".encode())
        return digest.hexdigest()

    @property
    def span(self) -> int:
        """How many columns of the board it reaches over."""
        return len(self.tokens) if self.columns is None else self.columns[-1] + 1


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Tracks on shared columns, the first one open at first.

    It begins at its last column, or at `begin`. Those that are `compared` are all open, on their
    memory; until all lanes are asked for, each shows no more than its words, its verdict and the
    open lane.

    Raises:
        ValueError: no track, two of one name, or one between tracks that are not there.
    """

    tracks: Sequence[Track]
    compared: bool = False
    begin: int | None = None

    def __post_init__(self) -> None:
        names = [track.name for track in self.tracks]
        if not names or len({*names}) < len(names):
            raise ValueError(f"tracks must be one or more, each with its own name, got {names}")
        for track in self.tracks:
            if not {*(track.between or ())} <= {*names}:
                raise ValueError(f"between must be names out of {names}, got {track.between}")

    @property
    def answer(self) -> Answer | None:
        """What its tracks' read-outs give, the first one's for all."""
        return self.tracks[0].answer

    @property
    def columns(self) -> int:
        """How many columns the board has: a shorter track leaves the last ones empty."""
        return max(track.span for track in self.tracks)

    @property
    def weights(self) -> Sequence[Weights]:
        """What its tracks' sums are computed with, each once."""
        found = {track.weights.name: track.weights for track in self.tracks if track.weights}
        return [*found.values()]
