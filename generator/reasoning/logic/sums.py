"""Thresholds of quantities and sums as propositions, and the simplex that knows which of them cannot be true together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.numbers import Near, at_most, beyond
from generator.reasoning.logic.propositions import Propositions
from generator.reasoning.logic.simplex import Simplex


@dataclass(slots=True)
class Line:
    """The thresholds of a sum (or of one quantity) in order, each with its proposition: «at most this»."""

    step: Fraction | None
    column: int | None = None
    limits: list[Near] = field(default_factory=list)
    propositions: list[int] = field(default_factory=list)


class Sums:
    """The theory of lines that are sums of others. Lines that no sum needs have no column; their order is all there is to them."""

    def __init__(self, propositions: Propositions, effort: Effort) -> None:
        self._propositions = propositions
        self._simplex = Simplex(effort)
        self._thresholds: dict[int, tuple[Line, Near]] = {}
        self._columns: list[Line] = []

    def add(self, line: Line, parts: Sequence[tuple[Line, int]]) -> None:
        """Makes a line the sum of others, each with its sign."""
        line.column = self._simplex.row([(self._column(part), sign) for part, sign in parts])
        self._columns.append(line)
        self._propositions.heed(self)
        # The bounds that hold already are told again, to the new columns, too.
        self._propositions.tell_again()

    def _column(self, line: Line) -> int:
        if line.column is None:
            line.column = self._simplex.column()
            self._columns.append(line)
        return line.column

    def threshold(self, line: Line, limit: Near, *, true: bool = False) -> int:
        """The proposition that a line is at most a limit, tried as true or as false first."""
        at = bisect_left(line.limits, limit)
        if at < len(line.limits) and line.limits[at] == limit:
            return line.propositions[at]
        made = self._propositions.new(true=true)
        line.limits.insert(at, limit)
        line.propositions.insert(at, made)
        self._thresholds[made] = (line, limit)
        for lower, higher in pairwise(line.propositions[max(at - 1, 0) : at + 2]):
            self._propositions.add([lower ^ 1, higher])
        return made

    def concerns(self, proposition: int) -> bool:
        known = self._thresholds.get(proposition & ~1)
        return known is not None and known[0].column is not None

    def take(self, proposition: int) -> list[int] | None:
        line, limit = self._thresholds[proposition & ~1]
        assert line.column is not None
        upper = not proposition & 1
        return self._simplex.bound(line.column, upper, limit if upper else beyond(limit, line.step), proposition)

    def leaning(self, proposition: int) -> int:
        line, limit = self._thresholds[proposition]
        assert line.column is not None
        return proposition if self._simplex.within(line.column, limit) else proposition ^ 1

    def check(self) -> list[int] | None:
        return self._simplex.check()

    def mark(self) -> int:
        return self._simplex.mark()

    def undo(self, mark: int) -> None:
        self._simplex.undo(mark)

    def split(self) -> int | None:
        """A threshold that parts a fraction from where it should be whole."""
        stepped = [line for line in self._columns if line.step is not None]
        numbers = self._simplex.numbers() if stepped else []
        for line in stepped:
            assert line.column is not None
            assert line.step is not None
            if (numbers[line.column] / line.step).denominator != 1:
                return self.threshold(line, at_most(numbers[line.column], False, line.step))
        return None

    def numbers(self) -> Sequence[Fraction]:
        """A number for each column, after a search found that there are some."""
        return self._simplex.numbers()
