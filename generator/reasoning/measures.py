"""Exact positions of quantities on one scale, and every order that uncertain conversions leave open (section Rules, units).

Durations convert by certainty: n 工作日 are at least n × 24 hours and have no certain upper bound; n months are as many
days as n consecutive months can have. Where that leaves the order of two quantities open, each possible order is a
*scale* of its own: what holds on all of them is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise

from generator.model import Quantity, Term, Unit
from generator.units import scale

DAY = 86_400
MAX_SCALES = 200

Scale = Mapping[Quantity, Fraction]
Reach = tuple[Fraction, Fraction | None]

_MONTHS = {"月": 1, "季度": 3, "年": 12}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31) * 8


class TooManyScales(Exception):  # noqa: N818 - a bound on work, turned into a verdict
    """The conversions leave more orders open than can be tried."""


@cache
def _days(months: int) -> tuple[int, int]:
    """The least and the most days that so many consecutive months have, over a span of leap and common years."""
    if months == 0:
        return 0, 0
    lengths = list(_LENGTHS)
    for february in range(13, len(lengths), 48):
        lengths[february] = 29
    if months > 48:
        low, high = _days(months - 48)
        return low + 1461, high + 1461
    spans = [sum(lengths[start : start + months]) for start in range(len(lengths) - months + 1)]
    return min(spans), max(spans)


def _duration(amount: Fraction, name: str) -> Reach:
    """What a duration can be in seconds."""
    if (factor := scale(name)) is not None:
        return amount * factor, amount * factor
    if name == "工作日":
        return amount * DAY, None
    months = amount * _MONTHS[name]
    whole, part = divmod(months, 1)
    low, high = _days(int(abs(whole)))
    return (low + part * 28) * DAY, (high + part * 31) * DAY


def reach(quantity: Quantity) -> Reach:
    """The least and the most that a quantity can be in its base unit (秒, 元, …, or per second); None is without limit."""
    unit = quantity.unit
    if unit.per is None:
        return _duration(quantity.amount, unit.name)
    shortest, longest = _duration(Fraction(1), unit.per)
    amount = quantity.amount * (scale(unit.name) or 1)
    return (amount / longest if longest else Fraction(0)), amount / shortest


def scales(term: Term, quantities: list[Quantity]) -> Iterator[Scale]:
    """Every order in which a term's quantities may stand, each as positions that keep it. One where all is certain."""
    units = {quantity.unit for quantity in quantities}
    if len(units) <= 1:
        yield {quantity: quantity.amount for quantity in quantities}
        return
    reaches = {quantity: reach(quantity) for quantity in quantities}
    factor = _factor(term.unit)
    certain = {q: low / factor for q, (low, high) in reaches.items() if low == high}
    open_ = sorted(
        (
            (q, low / factor, None if high is None else high / factor)
            for q, (low, high) in reaches.items()
            if low != high
        ),
        key=lambda item: (str(item[0].unit), item[0].amount),
    )
    yield from _inserted(certain, open_)


def _factor(unit: Unit | None) -> Fraction:
    if unit is None:
        return Fraction(1)
    low, high = reach(Quantity(Fraction(1), unit, ""))
    return low if low == high and low else Fraction(1)


def _inserted(
    placed: dict[Quantity, Fraction], rest: list[tuple[Quantity, Fraction, Fraction | None]]
) -> Iterator[Scale]:
    if not rest:
        yield placed
        return
    (quantity, low, high), *others = rest
    below = [p for q, p in placed.items() if q.unit == quantity.unit and q.amount < quantity.amount]
    above = [p for q, p in placed.items() if q.unit == quantity.unit and q.amount > quantity.amount]
    for position in _slots(sorted(set(placed.values())), low, high):
        if all(p < position for p in below) and all(position < p for p in above):
            yield from _inserted({**placed, quantity: position}, others)


def _slots(points: list[Fraction], low: Fraction, high: Fraction | None) -> Iterator[Fraction]:
    """One position in each place that a value between low and high can take among points, ends and gaps alike."""
    inside = [p for p in points if low <= p and (high is None or p <= high)]
    edges = sorted({low, *inside, *([high] if high is not None else [])})
    for left, right in pairwise(edges):
        yield left
        yield (left + right) / 2
    yield edges[-1]
    if high is None:
        yield edges[-1] + 1
