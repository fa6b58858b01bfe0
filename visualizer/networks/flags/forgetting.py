"""What becomes of a flag when a new subject is named: is the old one erased, or overwritten?"""

from dataclasses import dataclass

from visualizer.networks.cards import Share


@dataclass(frozen=True)
class Spread:
    """Values of `n` cases: their mean, and within what nine of ten lie."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Passing:
    """One unit of c over the words that name a new subject; values along the new flag.

    That is, positive where the unit is when it says what the new subject is, negative where it is
    when it says the other: `before` becomes `left` + `written` = `after`.

    Attributes:
        kept: the share of c that the forget gate lets through: f, or over several words its
            product.
        before: c before the first of the words, from the middle between both flags.
        left: what of c the forget gate let through.
        written: what came in since, i * g and what f left of it.
        after: c after the last of the words.
        turned: of the cases, those in which c ends on the new flag's side of the middle.
    """

    kept: Spread
    before: Spread
    left: Spread
    written: Spread
    after: Spread
    turned: Share


@dataclass(frozen=True, kw_only=True)
class Forgetting:
    """The story of a unit's forget gate.

    Attributes:
        asked: `gender` or `number`.
        unit: the one that tells it best.
        other: at new subjects whose flag is another one than the last subject's.
        same: at those whose flag is the same.
        elsewhere: f at every step that names no subject.
    """

    asked: str
    unit: int
    other: Passing
    same: Passing
    elsewhere: Spread
