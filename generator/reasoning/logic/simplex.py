"""Linear sums under bounds: the general simplex of Dutertre and de Moura («A fast linear-arithmetic solver for DPLL(T)», 2006).

Values are pairs (number, how many infinitesimals more), compared in that order, so that strict bounds need no case of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.reasoning.logic.effort import Effort

Near = tuple[Fraction, Fraction]
"""A number, and how many infinitesimals it lies above."""

ZERO = (Fraction(0), Fraction(0))


class Simplex:
    """Columns with bounds, each bound with the reason that gave it; rows say which columns are sums of others."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._rows: dict[int, dict[int, Fraction]] = {}
        self._values: list[Near] = []
        self._low: list[tuple[Near, int] | None] = []
        self._high: list[tuple[Near, int] | None] = []
        self._trail: list[tuple[int, bool, tuple[Near, int] | None]] = []

    def column(self) -> int:
        """A new free variable."""
        self._values.append(ZERO)
        self._low.append(None)
        self._high.append(None)
        return len(self._values) - 1

    def row(self, parts: Sequence[tuple[int, int]]) -> int:
        """A new variable that is the sum of others, each with its sign."""
        made = self.column()
        row: dict[int, Fraction] = {}
        for column, sign in parts:
            for other, factor in self._rows.get(column, {column: Fraction(1)}).items():
                row[other] = row.get(other, Fraction(0)) + factor * sign
        self._rows[made] = {column: factor for column, factor in row.items() if factor}
        self._values[made] = self._total(self._rows[made])
        return made

    def _total(self, row: dict[int, Fraction]) -> Near:
        number, more = ZERO
        for column, factor in row.items():
            value = self._values[column]
            number += value[0] * factor
            more += value[1] * factor
        return number, more

    def mark(self) -> int:
        """A point to come back to."""
        return len(self._trail)

    def undo(self, mark: int) -> None:
        """Takes back every bound since a mark."""
        while len(self._trail) > mark:
            column, upper, bound = self._trail.pop()
            (self._high if upper else self._low)[column] = bound

    def bound(self, column: int, upper: bool, limit: Near, reason: int) -> list[int] | None:
        """Bounds a column; the reasons of a contradiction between its two bounds, if it makes one."""
        mine, other = (self._high, self._low) if upper else (self._low, self._high)
        now, against = mine[column], other[column]
        if now is not None and (now[0] <= limit if upper else now[0] >= limit):
            return None
        if against is not None and (against[0] > limit if upper else against[0] < limit):
            return [reason, against[1]]
        self._trail.append((column, upper, now))
        mine[column] = (limit, reason)
        value = self._values[column]
        if column not in self._rows and (value > limit if upper else value < limit):
            self._move(column, limit)
        return None

    def _move(self, column: int, to: Near) -> None:
        number, more = to[0] - self._values[column][0], to[1] - self._values[column][1]
        self._values[column] = to
        for basic, row in self._rows.items():
            if factor := row.get(column):
                value = self._values[basic]
                self._values[basic] = (value[0] + factor * number, value[1] + factor * more)

    def check(self) -> list[int] | None:
        """None where all bounds can be met; else the reasons of those that cannot be met together."""
        while True:
            wrong = min((basic for basic in self._rows if self._beyond(basic) is not None), default=None)
            if wrong is None:
                return None
            self._effort.spend(10)
            upper = self._beyond(wrong)
            assert upper is not None
            row = self._rows[wrong]
            column = min((c for c, factor in row.items() if self._can_move(c, (factor > 0) != upper)), default=None)
            if column is None:
                return self._explained(wrong, upper)
            bound = (self._high if upper else self._low)[wrong]
            assert bound is not None
            self._pivot(wrong, column, bound[0])

    def _beyond(self, column: int) -> bool | None:
        """Whether a value is above its upper bound (True) or below its lower one (False)."""
        high, low, value = self._high[column], self._low[column], self._values[column]
        if high is not None and value > high[0]:
            return True
        return False if low is not None and value < low[0] else None

    def _can_move(self, column: int, up: bool) -> bool:
        bound = (self._high if up else self._low)[column]
        return bound is None or (self._values[column] < bound[0] if up else self._values[column] > bound[0])

    def _explained(self, wrong: int, upper: bool) -> list[int]:
        reasons = []
        bound = (self._high if upper else self._low)[wrong]
        assert bound is not None
        reasons.append(bound[1])
        for column, factor in self._rows[wrong].items():
            held = (self._high if (factor > 0) != upper else self._low)[column]
            assert held is not None
            reasons.append(held[1])
        return reasons

    def _pivot(self, basic: int, column: int, to: Near) -> None:
        row = self._rows.pop(basic)
        factor = row.pop(column)
        value = self._values[basic]
        by = (to[0] - value[0]) / factor, (to[1] - value[1]) / factor
        now = self._values[column]
        new = {other: -part / factor for other, part in row.items()}
        new[basic] = 1 / factor
        self._values[basic] = to
        self._values[column] = (now[0] + by[0], now[1] + by[1])
        for other, parts in self._rows.items():
            if share := parts.pop(column, None):
                for each, part in new.items():
                    total = parts.get(each, Fraction(0)) + share * part
                    if total:
                        parts[each] = total
                    else:
                        parts.pop(each, None)
                moved = self._values[other]
                self._values[other] = (moved[0] + share * by[0], moved[1] + share * by[1])
        self._rows[column] = new

    def numbers(self) -> list[Fraction]:
        """A number for each column, the infinitesimal made small enough for every bound."""
        size = Fraction(1)
        for value, low, high in zip(self._values, self._low, self._high, strict=True):
            for near, far in ((low and low[0], value), (value, high and high[0])):
                if near and far and near[0] < far[0] and near[1] > far[1]:
                    size = min(size, (far[0] - near[0]) / (near[1] - far[1]) / 2)
        return [number + more * size for number, more in self._values]
