"""What nearly every rule asks for: one pair of ends, one list, one yes or no, on a variable of its own.

Such asks can be compared at a glance; all else takes the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from generator.model import Quantity, Term, Unit, Vocabulary
from generator.reasoning.formulas import Demand, Fact, Formula, Measure, Pick


@dataclass(frozen=True, slots=True)
class Ends:
    """What is asked of a quantity, in one unit; absent ends are open."""

    unit: Unit
    low: Fraction | None
    high: Fraction | None


Ask = Ends | frozenset[str] | bool


def plain(asks: Formula, vocabulary: Vocabulary) -> Ask | None:
    """What a demand asks for; None where it is not plain."""
    match asks:
        case Fact(_, yes):
            return yes
        case Pick(choice, negated=False):
            return frozenset(choice.choices)
        case Measure(bound, negated=False) if len(bound.terms) == 1 and not (bound.low_open or bound.high_open):
            return _ends(bound.low, bound.high, vocabulary[bound.terms[0]])
        case _:
            return None


def _ends(low: Quantity | None, high: Quantity | None, term: Term) -> Ends | None:
    """Ends that the term can have, so that whatever two such asks leave to each other can be done."""
    unit = (low or high or _NOTHING).unit
    least, most = (term.range.low, term.range.high) if term.range else (None, None)
    if term.range and (term.range.low_open or term.range.high_open or any(e and e.unit != unit for e in (least, most))):
        return None
    for end in (low, high):
        if end is not None and (
            end.unit != unit
            or end.amount < (least.amount if least else 0)
            or (most is not None and end.amount > most.amount)
            or (term.whole and (unit != term.unit or end.amount.denominator != 1))
        ):
            return None
    return Ends(unit, low.amount if low else None, high.amount if high else None)


_NOTHING = Quantity(Fraction(0), Unit(""), "")


def together(asks: Iterable[Ask]) -> Ask | None:
    """What is left to do where all is asked; None where nothing is, or it takes the solver to say."""
    left: Ask | None = None
    for ask in asks:
        if left is None or left == ask:
            left = ask
        elif isinstance(ask, Ends) and isinstance(left, Ends) and left.unit == ask.unit:
            low = ask.low if left.low is None else left.low if ask.low is None else max(left.low, ask.low)
            high = ask.high if left.high is None else left.high if ask.high is None else min(left.high, ask.high)
            if low is not None and high is not None and low > high:
                return None
            left = Ends(left.unit, low, high)
        elif isinstance(ask, frozenset) and isinstance(left, frozenset) and left & ask:
            left &= ask
        else:
            return None
    return left


def within(ask: Ask, other: Ask) -> bool:
    """Whether one asks for all that the other does."""
    if isinstance(ask, Ends) and isinstance(other, Ends):
        return (
            ask.unit == other.unit
            and (other.low is None or (ask.low is not None and ask.low >= other.low))
            and (other.high is None or (ask.high is not None and ask.high <= other.high))
        )
    if isinstance(ask, frozenset) and isinstance(other, frozenset):
        return ask <= other
    return ask is other


def plainly_quiet(members: Sequence[Demand], vocabulary: Vocabulary) -> bool:
    """Whether it shows at a glance that all can be followed together and each demand of D lies within M's; False also
    where one has to look closer.
    """
    asks = [(plain(demand.asks, vocabulary), demand.depth) for demand in members]
    above = [ask for ask, depth in asks if depth and ask is not None]
    own = [ask for ask, depth in asks if not depth and ask is not None]
    if len(own) + len(above) < len(asks):
        return False
    limit = together(above)
    if above and limit is None:
        return False
    return together(chain(above, own)) is not None and (limit is None or all(within(ask, limit) for ask in own))
