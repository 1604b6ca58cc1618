"""What values a variable takes, cut into cells that no rule can tell apart inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from generator.model import Among, Atom, Bound, Choice, Quantity, Term, TermKind, YesNo
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


def quantity_cells(term: Term, scale: Scale) -> tuple[Cell, ...]:
    """The points that rules name and the gaps between them, in order, within the term's range."""
    limits = term.range
    low = scale[limits.low] if limits and limits.low else (None if limits else Fraction(0))
    high = scale[limits.high] if limits and limits.high else None
    points = sorted({*scale.values(), *([low] if low is not None else [])})
    cells: list[Cell] = []
    edges: list[Fraction | None] = [None, *points, None]
    for left, right in zip(edges, edges[1:], strict=False):
        cells.append(Cell(low=left, high=right))
        if right is not None:
            cells.append(Cell(low=right, high=right))
    return tuple(cell for cell in cells if _possible(cell, low, high, term, limits))


def _possible(cell: Cell, low: Fraction | None, high: Fraction | None, term: Term, limits: Bound | None) -> bool:
    if cell.point:
        assert cell.low is not None
        if low is not None and (cell.low < low or (cell.low == low and limits and limits.low_open)):
            return False
        if high is not None and (cell.low > high or (cell.low == high and limits and limits.high_open)):
            return False
        return not term.whole or cell.low.denominator == 1
    if low is not None and (cell.low is None or cell.low < low):
        return False
    if high is not None and (cell.high is None or cell.high > high):
        return False
    return not term.whole or cell.low is None or cell.high is None or floor(cell.low) + 1 <= ceil(cell.high) - 1


def holds(atom: Atom, cells: Callable[[str, str | None], Cell], scale: Mapping[str, Scale], choices: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether an atom holds for the cells that variables are in. `choices` lists those of several-valued terms."""
    match atom:
        case Bound(terms=(term,)):
            return _within(atom, cells(term, None), scale[term])
        case Choice(term=term) if term in choices:
            chosen = {name for name in choices[term] if cells(term, name).value}
            if atom.among is Among.ALL:
                return chosen.issuperset(atom.choices)
            if atom.among is Among.ONLY:
                return chosen.issubset(atom.choices)
            return not chosen.isdisjoint(atom.choices)
        case Choice(term=term):
            return cells(term, None).value in atom.choices
        case YesNo(term=term, yes=yes):
            return cells(term, None).value is yes
    raise AssertionError(atom)


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


def cells_of(term: Term, scale: Scale) -> tuple[Cell, ...]:
    """The cells of a term's variable (of one choice, where it is several-valued)."""
    match term.kind:
        case TermKind.QUANTITY:
            return quantity_cells(term, scale)
        case TermKind.CHOICE:
            return tuple(Cell(choice.name) for choice in term.choices)
        case _:
            return (Cell(True), Cell(False))


def representative(cell: Cell, term: Term, written: Mapping[Fraction, Quantity]) -> tuple[Fraction, str | None]:
    """A value inside a quantity's cell: the point itself as somebody wrote it, else the simplest number of the gap."""
    if cell.point:
        assert cell.low is not None
        quantity = written.get(cell.low)
        return cell.low, quantity.written if quantity else None
    if cell.low is None:
        return (cell.high or Fraction(0)) - 1, None
    if cell.high is None:
        return Fraction(floor(cell.low) + 1), None
    return _simplest(cell.low, cell.high), None


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The number with the smallest denominator strictly between two."""
    for denominator in range(1, 10_000):
        candidate = Fraction(floor(low * denominator) + 1, denominator)
        if candidate < high:
            return candidate
    return (low + high) / 2
