"""Linear sums under bounds: the general simplex of Dutertre and de Moura («A fast linear-arithmetic solver for DPLL(T)», 2006).

Values are pairs (number, how many infinitesimals more), compared in that order, so that strict bounds need no case of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.numbers import Number

Near = tuple[Number, Number]
"""A number, and how many infinitesimals it lies above."""

ZERO: Near = (0, 0)


class Simplex:
    """Columns with bounds, each bound with the reason that gave it; rows say which columns are sums of others."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        # A row says that its column, so many times, is a sum of others, each so many times: whole numbers are fast.
        self._rows: dict[int, tuple[int, dict[int, int]]] = {}
        self._values: list[Near] = []
        self._low: list[tuple[Near, int] | None] = []
        self._high: list[tuple[Near, int] | None] = []
        # Rows whose value or bounds have changed since all was well.
        self._moved: set[int] = set()
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
        times = lcm(*(self._rows[column][0] for column, _ in parts if column in self._rows))
        row: dict[int, int] = {}
        for column, sign in parts:
            count, shares = self._rows.get(column, (1, {column: 1}))
            for other, share in shares.items():
                row[other] = row.get(other, 0) + share * sign * (times // count)
        self._rows[made] = _reduced(times, row)
        number, more = ZERO
        for column, sign in parts:
            number, more = number + sign * self._values[column][0], more + sign * self._values[column][1]
        self._values[made] = (number, more)
        return made

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
        limit = _whole(limit[0]), _whole(limit[1])
        mine, other = (self._high, self._low) if upper else (self._low, self._high)
        now, against = mine[column], other[column]
        if now is not None and (now[0] <= limit if upper else now[0] >= limit):
            return None
        if against is not None and (against[0] > limit if upper else against[0] < limit):
            return [reason, against[1]]
        self._trail.append((column, upper, now))
        mine[column] = (limit, reason)
        value = self._values[column]
        if column in self._rows:
            self._moved.add(column)
        elif value > limit if upper else value < limit:
            self._move(column, limit)
        return None

    def _move(self, column: int, to: Near) -> None:
        now = self._values[column]
        by = to[0] - now[0], to[1] - now[1]
        self._values[column] = to
        for basic, (count, row) in self._rows.items():
            if share := row.get(column):
                self._shift(basic, by, share, count)

    def _shift(self, basic: int, by: Near, share: int, count: int) -> None:
        self._moved.add(basic)
        number, more = self._values[basic]
        if by[0]:
            number = _whole(number + _over(by[0] * share, count))
        if by[1]:
            more = _whole(more + _over(by[1] * share, count))
        self._values[basic] = (number, more)

    def check(self) -> list[int] | None:
        """None where all bounds can be met; else the reasons of those that cannot be met together."""
        while True:
            self._moved = {column for column in self._moved if self._beyond(column) is not None}
            if not self._moved:
                return None
            wrong = min(self._moved)
            self._effort.spend(10 + 2 * len(self._rows))
            upper = self._beyond(wrong)
            assert upper is not None
            column = min(
                (c for c, factor in self._rows[wrong][1].items() if self._can_move(c, (factor > 0) != upper)),
                default=None,
            )
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
        for column, factor in self._rows[wrong][1].items():
            held = (self._high if (factor > 0) != upper else self._low)[column]
            assert held is not None
            reasons.append(held[1])
        return reasons

    def _pivot(self, basic: int, column: int, to: Near) -> None:
        """The column takes the place of the basic one, which is put on a value."""
        count, row = self._rows.pop(basic)
        pivot = row.pop(column)
        value, now = self._values[basic], self._values[column]
        by = _over((to[0] - value[0]) * count, pivot), _over((to[1] - value[1]) * count, pivot)
        turn = -1 if pivot > 0 else 1
        times = abs(pivot)
        new = {other: share * turn for other, share in row.items()}
        new[basic] = -count * turn
        self._values[basic] = to
        self._values[column] = (_whole(now[0] + by[0]), _whole(now[1] + by[1]))
        for other, (total, parts) in self._rows.items():
            if share := parts.pop(column, None):
                merged = {each: part * times for each, part in parts.items()}
                for each, part in new.items():
                    merged[each] = merged.get(each, 0) + share * part
                self._rows[other] = _reduced(total * times, merged)
                self._shift(other, by, share, total)
        self._rows[column] = _reduced(times, new)
        self._moved.add(column)

    def numbers(self) -> list[Fraction]:
        """A number for each column, the infinitesimal made small enough for every bound."""
        size = Fraction(1)
        for value, low, high in zip(self._values, self._low, self._high, strict=True):
            for near, far in ((low and low[0], value), (value, high and high[0])):
                if near and far and near[0] < far[0] and near[1] > far[1]:
                    size = min(size, Fraction(far[0] - near[0]) / (near[1] - far[1]) / 2)
        return [Fraction(number + more * size) for number, more in self._values]


def _whole(number: Number) -> Number:
    return number if isinstance(number, int) or number.denominator != 1 else number.numerator


def _over(number: Number, count: int) -> Number:
    if isinstance(number, int):
        times, rest = divmod(number, count)
        return Fraction(number, count) if rest else times
    return number / count


def _reduced(count: int, row: dict[int, int]) -> tuple[int, dict[int, int]]:
    """A row in the smallest whole numbers."""
    by = gcd(count, *row.values())
    return count // by, {column: share // by for column, share in row.items() if share}
