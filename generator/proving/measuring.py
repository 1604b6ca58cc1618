"""Quantities as numbers, and as unknowns where no certain conversion exists (section Rules, units).

Units fall into families within which conversion is certain: 秒 … 周; 工作日; 月, 季度 and 年. Where the quantities that are
compared belong to one family, they are numbers. Else each quantity of an uncertain family is an unknown *conversion*
between its least and its most, and more of one unit is more.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from generator.model import Quantity, Unit
from generator.proving.formulas import Formula, number, symbol
from generator.units import scale

DAY = 86_400
_MONTHS = {"月": 1, "季度": 3, "年": 12}
Family = tuple[str, str | None]
CERTAIN: tuple[Family, ...] = (("", None), ("", ""))


@cache
def days(months: int) -> tuple[int, int]:
    """The least and the most days that so many consecutive months have, anywhere in the calendar's 400 years."""
    lengths = [monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(4800)]
    cycles, rest = divmod(months, 4800)
    starts = [0]
    for length in lengths + lengths[:rest]:
        starts.append(starts[-1] + length)
    spans = [starts[first + rest] - starts[first] for first in range(4800)]
    return min(spans) + cycles * starts[4800], max(spans) + cycles * starts[4800]


def _family(name: str) -> str:
    return "月" if name in _MONTHS else name if scale(name) is None else ""


def family(unit: Unit) -> Family:
    """What a unit converts to with certainty: '' stands for the base unit (秒, 元, …)."""
    return _family(unit.name), None if unit.per is None else _family(unit.per)


def _size(name: str) -> Fraction:
    return Fraction(_MONTHS[name]) if name in _MONTHS else scale(name) or Fraction(1)


def size(unit: Unit) -> Fraction:
    """One of a unit, in its family's own unit."""
    return _size(unit.name) / (1 if unit.per is None else _size(unit.per))


def _reach(name: str, amount: Fraction) -> tuple[Fraction, Fraction | None]:
    """The least and the most that an amount of a family's unit is in its base unit; None is without limit."""
    if name == "":
        return amount, amount
    if name == "工作日":
        return amount * DAY, None if amount else Fraction(0)
    whole, part = divmod(amount, 1)
    low, high = days(int(whole))
    return (low + part * 28) * DAY, (high + part * 31) * DAY


def reach(kind: Family, amount: Fraction) -> tuple[Fraction, Fraction | None]:
    """The least and the most that an amount can be, in the base unit, or per second."""
    name, per = kind
    low, high = _reach(name, amount)
    if per is None:
        return low, high
    shortest, longest = _reach(per, Fraction(1))
    return Fraction(0) if longest is None else low / longest, None if high is None else high / shortest


@dataclass(frozen=True, slots=True)
class Measure:
    """How a group of terms that are added to each other is counted.

    `unit` is the unit of the numbers where one family is enough (`mixed` is false), else they count the base unit.
    """

    unit: Unit
    mixed: bool

    def position(self, quantity: Quantity) -> Fraction | str:
        """A quantity as a number, or as the symbol of its conversion."""
        kind = family(quantity.unit)
        amount = quantity.amount * size(quantity.unit)
        if not self.mixed:
            return amount / size(self.unit)
        low, high = reach(kind, amount)
        return low if low == high else conversion(kind, amount)

    def step(self, unit: Unit) -> Fraction | None:
        """One of a term's unit in these numbers; None where that is not certain."""
        if not self.mixed:
            return size(unit) / size(self.unit)
        return size(unit) if family(unit) in CERTAIN else None


def measure(units: Iterable[Unit], usual: Unit) -> Measure:
    """How to count what is given in some units, in the usual unit where that can be."""
    families = {family(unit): unit for unit in units}
    if len(families) > 1:
        return Measure(usual, mixed=True)
    return Measure(usual if family(usual) in families or not families else next(iter(families.values())), mixed=False)


def conversion(kind: Family, amount: Fraction) -> str:
    """The unknown for an amount of an uncertain unit."""
    unit = kind[0] if kind[1] is None else f"{kind[0] or '1'}/{kind[1] or '秒'}"
    return symbol(f"c.{amount} {unit}")


def conversions(quantities: Iterable[Quantity]) -> Iterator[tuple[str, Formula]]:
    """Each unknown, with what is known of it: its least, its most, and that more of a unit is more."""
    by_family: dict[Family, set[Fraction]] = {}
    for quantity in quantities:
        by_family.setdefault(family(quantity.unit), set()).add(quantity.amount * size(quantity.unit))
    for kind, amounts in sorted(by_family.items(), key=str):
        unknown = [amount for amount in sorted(amounts) if len(set(reach(kind, amount))) > 1]
        for amount in unknown:
            name = conversion(kind, amount)
            low, high = reach(kind, amount)
            yield name, ("<=", number(low, whole=False), name)
            if high is not None:
                yield name, ("<=", name, number(high, whole=False))
        for less, more in pairwise(unknown):
            yield conversion(kind, more), ("<", conversion(kind, less), conversion(kind, more))
