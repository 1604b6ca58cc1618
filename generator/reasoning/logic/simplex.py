"""Linear sums under bounds: the general simplex of Dutertre and de Moura («A fast linear-arithmetic solver for DPLL(T)», 2006).

Values are pairs (number, how many infinitesimals more), compared in that order, so that strict bounds need no case of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.numbers import Number, whole

Near = tuple[Number, int]
"""A number, and how many infinitesimals it lies above."""

ZERO: Near = (0, 0)


class Simplex:
    """Columns with bounds, each bound with the reason that gave it; rows say which columns are sums of others.

    Only columns without a row have a value of their own, and that is always one of their bounds: so nearly all that is
    reckoned is whole numbers.
    """

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        # A row says that its column, so many times, is a sum of others, each so many times.
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
        limit = whole(limit[0]), limit[1]
        mine, other = (self._high, self._low) if upper else (self._low, self._high)
        now, against = mine[column], other[column]
        if now is not None and (now[0] <= limit if upper else now[0] >= limit):
            return None
        if against is not None and (against[0] > limit if upper else against[0] < limit):
            return [reason, against[1]]
        self._trail.append((column, upper, now))
        mine[column] = (limit, reason)
        if column in self._rows:
            self._moved.add(column)
        elif self._values[column] > limit if upper else self._values[column] < limit:
            self._values[column] = limit
            self._moved.update(basic for basic, (_, row) in self._rows.items() if column in row)
        return None

    def within(self, column: int, limit: Near) -> bool:
        """Whether the value that a column has now is at most a limit."""
        count, row = self._rows.get(column, (1, {column: 1}))
        return self._total(row) <= (limit[0] * count, limit[1] * count)

    def check(self) -> list[int] | None:
        """None where all bounds can be met; else the reasons of those that cannot be met together."""
        while True:
            wrong = {column: upper for column in self._moved if (upper := self._beyond(column)) is not None}
            self._moved = set(wrong)
            if not wrong:
                return None
            basic = min(wrong)
            self._effort.spend(10 + 2 * len(self._rows))
            upper = wrong[basic]
            column = min(
                (c for c, factor in self._rows[basic][1].items() if self._can_move(c, (factor > 0) != upper)),
                default=None,
            )
            if column is None:
                return self._explained(basic, upper)
            bound = (self._high if upper else self._low)[basic]
            assert bound is not None
            self._values[basic] = bound[0]
            self._pivot(basic, column)

    def _beyond(self, basic: int) -> bool | None:
        """Whether the value of a row is above its upper bound (True) or below its lower one (False)."""
        high, low = self._high[basic], self._low[basic]
        if high is None and low is None:
            return None
        count, row = self._rows[basic]
        value = self._total(row)
        if high is not None and value > (high[0][0] * count, high[0][1] * count):
            return True
        return False if low is not None and value < (low[0][0] * count, low[0][1] * count) else None

    def _total(self, row: Mapping[int, int]) -> Near:
        number: Number = 0
        more = 0
        for column, share in row.items():
            value = self._values[column]
            number += value[0] * share
            more += value[1] * share
        return number, more

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

    def _pivot(self, basic: int, column: int) -> None:
        """The column takes the place of the basic one, which has a value of its own from now on."""
        count, row = self._rows.pop(basic)
        pivot = row.pop(column)
        turn = -1 if pivot > 0 else 1
        times = abs(pivot)
        new = {other: share * turn for other, share in row.items()}
        new[basic] = -count * turn
        for other, (total, parts) in self._rows.items():
            if share := parts.pop(column, None):
                merged = {each: part * times for each, part in parts.items()}
                for each, part in new.items():
                    merged[each] = merged.get(each, 0) + share * part
                self._rows[other] = _reduced(total * times, merged)
                self._moved.add(other)
        self._rows[column] = _reduced(times, new)
        self._moved.discard(basic)
        self._moved.add(column)

    def numbers(self) -> list[Fraction]:
        """A number for each column, the infinitesimal made small enough for every bound."""
        rows = [self._rows.get(column, (1, {column: 1})) for column in range(len(self._values))]
        times = [(count, *self._total(row)) for count, row in rows]
        size = Fraction(1)
        for (count, number, more), low, high in zip(times, self._low, self._high, strict=True):
            for bound, way in ((low, -1), (high, 1)):
                if bound is not None and (beyond := (more - bound[0][1] * count) * way) > 0:
                    room = (bound[0][0] * count - number) * way
                    size = min(size, Fraction(room) / beyond / 2)
        return [
            Fraction(number + more * size) / count if more else Fraction(number) / count
            for count, number, more in times
        ]


def _reduced(count: int, row: dict[int, int]) -> tuple[int, dict[int, int]]:
    """A row in the smallest whole numbers."""
    by = gcd(count, *row.values())
    return count // by, {column: share // by for column, share in row.items() if share}
