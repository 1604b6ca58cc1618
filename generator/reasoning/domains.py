"""What values a variable takes, cut into cells that no rule can tell apart inside."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from generator.model import Bound, Term, TermKind
from generator.reasoning.formulas import Fact, Literal, Measure, Pick
from generator.reasoning.measures import Scale


@dataclass(frozen=True, slots=True)
class Cell:
    """A set of values that stand or fall together: a point or an open interval of positions, a choice, yes or no.

    `value` is a choice's name, or a bool; for quantities `low` and `high` are positions (None: unbounded), equal for a point.
    """

    value: str | bool | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def point(self) -> bool:
        return self.low is not None and self.low == self.high


def cells_of(term: Term, scale: Scale) -> tuple[Cell, ...]:
    """The cells of a term's variable (of one choice, where it is several-valued), in order."""
    match term.kind:
        case TermKind.QUANTITY:
            return _quantity_cells(term, scale)
        case TermKind.CHOICE:
            return tuple(Cell(choice.name) for choice in term.choices)
        case TermKind.SEVERAL:
            return (Cell(False), Cell(True))
        case TermKind.YES_NO:
            return (Cell(True), Cell(False))


def _quantity_cells(term: Term, scale: Scale) -> tuple[Cell, ...]:
    limits = term.range
    low = scale[limits.low] if limits and limits.low else (None if limits else Fraction(0))
    high = scale[limits.high] if limits and limits.high else None
    points = sorted({*scale.values(), *([low] if low is not None else [])})
    cells: list[Cell] = []
    edges: list[Fraction | None] = [None, *points, None]
    for left, right in pairwise(edges):
        cells.append(Cell(low=left, high=right))
        if right is not None:
            cells.append(Cell(low=right, high=right))
    return tuple(cell for cell in cells if _possible(cell, low, high, term.whole, limits))


def _possible(cell: Cell, low: Fraction | None, high: Fraction | None, whole: bool, limits: Bound | None) -> bool:
    if cell.low is not None and cell.low == cell.high:
        if low is not None and (cell.low < low or (cell.low == low and limits is not None and limits.low_open)):
            return False
        if high is not None and (cell.low > high or (cell.low == high and limits is not None and limits.high_open)):
            return False
        return not whole or cell.low.denominator == 1
    if low is not None and (cell.low is None or cell.low < low):
        return False
    if high is not None and (cell.high is None or cell.high > high):
        return False
    return not whole or cell.low is None or cell.high is None or floor(cell.low) + 1 <= ceil(cell.high) - 1


def holds(literal: Literal, cell: Cell, scale: Scale | None) -> bool:
    """Whether a literal on a single variable holds for the values of a cell."""
    match literal:
        case Measure(bound, negated):
            assert scale is not None
            return _within(bound, cell, scale) != negated
        case Pick(choice, negated):
            return (cell.value in choice.choices) != negated
        case Fact(_, yes):
            return cell.value is yes


def _within(bound: Bound, cell: Cell, scale: Scale) -> bool:
    if bound.low is not None:
        low = scale[bound.low]
        if cell.low is None or cell.low < low or (cell.point and cell.low == low and bound.low_open):
            return False
    if bound.high is not None:
        high = scale[bound.high]
        if cell.high is None or cell.high > high or (cell.point and cell.high == high and bound.high_open):
            return False
    return True


def position(cell: Cell, *, whole: bool) -> Fraction:
    """A value inside a quantity's cell: the point itself, else the simplest number of the gap."""
    if cell.low is not None and cell.low == cell.high:
        return cell.low
    if cell.low is None:
        return Fraction(ceil(cell.high) - 1) if cell.high is not None else Fraction(0)
    if cell.high is None or whole:
        return Fraction(floor(cell.low) + 1)
    return _simplest(cell.low, cell.high)


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """A number with the smallest denominator strictly between two."""
    denominator = 1
    while (candidate := Fraction(floor(low * denominator) + 1, denominator)) >= high:
        denominator += 1
    return candidate
