"""Uncertain units by brute force: as many conversions of the quantities in a policy as can make a difference."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise, product

from generator.model import Bound, Quantity, Rule, atoms

MINUTES = {
    "秒": Fraction(1, 60),
    "分钟": Fraction(1),
    "小时": Fraction(60),
    "天": Fraction(1440),
    "周": Fraction(10080),
}
Conversion = dict[tuple[str, Fraction], Fraction]
"""(unit, how many) -> minutes."""


def quantities(rules: Iterable[Rule]) -> Iterator[Quantity]:
    """Every quantity that rules speak of."""
    for rule in rules:
        for condition in (rule.when, rule.unless, *rule.duties()):
            for atom in atoms(condition):
                if isinstance(atom, Bound):
                    yield from (end for end in (atom.low, atom.high) if end is not None)


def certain(quantity: Quantity) -> bool:
    return quantity.unit.name not in ("工作日", "月") or not quantity.amount


def amount_under(conversion: Conversion):
    """How much a quantity is under a conversion: minutes, or the number itself where it is no duration."""

    def amount(quantity: Quantity) -> Fraction:
        if certain(quantity):
            return quantity.amount * MINUTES.get(quantity.unit.name, 1)
        return conversion[quantity.unit.name, quantity.amount]

    return amount


def days(months: int) -> tuple[int, int]:
    """The least and the most days that so many consecutive months have."""
    lengths = [calendar.monthrange(2000 + n // 12, n % 12 + 1)[1] for n in range(12 * 8 + months)]
    sums = [sum(lengths[start : start + months]) for start in range(12 * 8)]
    return min(sums), max(sums)


def ends(unit: str, count: Fraction) -> tuple[Fraction, Fraction | None]:
    if unit == "工作日":
        return count * 1440, None
    least, most = days(int(count))
    return Fraction(least * 1440), Fraction(most * 1440)


def conversions(rules: Iterable[Rule], limits: Iterable[Bound] = (), also: Iterable[Quantity] = ()) -> list[Conversion]:
    """One of each kind that can be told apart.

    A policy without sums of such quantities only compares them with each other and with the certain ones, so what
    counts is their order. Every order has its representative here: between two certain numbers, or ends of what an
    uncertain one can be, there are as many points as there are uncertain quantities. `limits` are the ranges of terms
    and clauses, `also` more quantities.
    """
    said = [*quantities(rules), *also]
    said += [end for bound in limits for end in (bound.low, bound.high) if end]
    marks = {amount_under({})(q) for q in said if certain(q)} | {Fraction(0)}
    open_ones = sorted({(q.unit.name, q.amount) for q in said if not certain(q)})
    found: dict[tuple[int, ...], Conversion] = {}
    reach = {one: ends(*one) for one in open_ones}
    cuts = marks | {end for pair in reach.values() for end in pair if end is not None}
    for values in product(*(_candidates(*reach[one], cuts, len(open_ones)) for one in open_ones)):
        conversion = dict(zip(open_ones, values, strict=True))
        same_unit = [pair for pair in pairwise(open_ones) if pair[0][0] == pair[1][0]]
        if all(conversion[less] < conversion[more] for less, more in same_unit):
            line = sorted(marks | set(values))
            found.setdefault(tuple(line.index(value) for value in (*sorted(marks), *values)), conversion)
    return list(found.values())


def _candidates(least: Fraction, most: Fraction | None, cuts: set[Fraction], count: int) -> list[Fraction]:
    top = most if most is not None else max(cuts) + 1440
    marks = sorted({least, top, *(cut for cut in cuts if least < cut < top)})
    inside = [low + (high - low) * Fraction(n, count + 1) for low, high in pairwise(marks) for n in range(1, count + 1)]
    return sorted({*marks, *inside})
