"""What rules leave of a quantity that each of them bounds by itself: an interval, where the solver would have to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from generator.model import Quantity, Vocabulary
from generator.reasoning.formulas import Demand, Measure
from generator.reasoning.logic.constraints import Numeric


@dataclass(slots=True)
class Interval:
    """The numbers from `low` to `high`, multiples of `step` where there is one; None where there is no end."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    step: Fraction | None

    @classmethod
    def of(cls, domain: Numeric) -> Interval:
        """All that a quantity can be."""
        return cls(domain.low, domain.high, domain.low_open, domain.high_open, domain.step)

    def cut(self, limit: Fraction, *, upper: bool, excluded: bool) -> None:
        """Takes away what is beyond a limit."""
        if upper and (self.high is None or (limit, not excluded) < (self.high, not self.high_open)):
            self.high, self.high_open = limit, excluded
        elif not upper and (self.low is None or (limit, excluded) > (self.low, self.low_open)):
            self.low, self.low_open = limit, excluded

    @property
    def empty(self) -> bool:
        """Whether no number is left."""
        if self.low is None or self.high is None:
            return False
        if self.step is None:
            return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))
        first, last = ceil(self.low / self.step), floor(self.high / self.step)
        first += self.low_open and first * self.step == self.low
        last -= self.high_open and last * self.step == self.high
        return first > last


def bounds_alone(demands: Iterable[Demand], term: str, vocabulary: Vocabulary) -> bool:
    """Whether each of some demands bounds this one quantity, on conditions that the situation alone decides."""
    return all(
        demand.latitude == "none"
        and isinstance(asks := demand.asks, Measure)
        and asks.bound.terms == (term,)
        and not (asks.negated and asks.bound.low is not None and asks.bound.high is not None)
        and all(vocabulary[name].given for literal in demand.guards for name, _ in literal.variables)
        for demand in demands
    )


def narrow(interval: Interval, demands: Sequence[Demand], positions: Mapping[Quantity, Fraction]) -> None:
    """Leaves of an interval what some demands of such a kind, which apply, leave of it."""
    for demand in demands:
        assert isinstance(demand.asks, Measure)
        bound, negated = demand.asks.bound, demand.asks.negated
        for end, is_open, upper in ((bound.low, bound.low_open, False), (bound.high, bound.high_open, True)):
            if end is not None:
                interval.cut(positions[end], upper=upper is not negated, excluded=is_open is not negated)
