"""Exact positions of quantities on a line, and every order that uncertain conversions leave open (section Rules, units).

Durations convert by certainty: n 工作日 are at least n × 24 hours and have no certain upper bound; n months are as many
days as n consecutive months can have. Where that leaves the order of two quantities open, each possible order is a
*scale* of its own: what holds on all of them is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise, product

from generator.model import Bound, Quantity, Term, Unit, Vocabulary
from generator.reasoning.logic.effort import Incomparable, TooMuchWork
from generator.units import scale

DAY = 86_400
MAX_ORDERS = 256
MAX_ADDED = 6

Positions = Mapping[Quantity, Fraction]
Reach = tuple[Fraction, Fraction | None]

_MONTHS = {"月": 1, "季度": 3, "年": 12}
_CYCLE = [
    29 if month == 1 and year % 4 == 0 and (year % 100 or year % 400 == 0) else days
    for year in range(400)
    for month, days in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31))
]
"""The days of each month of the Gregorian calendar, which repeats after 400 years."""


@cache
def _days(months: int) -> tuple[int, int]:
    """The least and the most days that so many consecutive months have."""
    cycles, rest = divmod(months, len(_CYCLE))
    ends = [0, *accumulate(_CYCLE + _CYCLE)]
    spans = [ends[start + rest] - ends[start] for start in range(len(_CYCLE))]
    return cycles * sum(_CYCLE) + min(spans), cycles * sum(_CYCLE) + max(spans)


def _duration(amount: Fraction, name: str) -> Reach:
    """What a duration can be in seconds."""
    if (factor := scale(name)) is not None:
        return amount * factor, amount * factor
    if name == "工作日":
        return amount * DAY, None if amount else amount
    whole, part = divmod(amount * _MONTHS[name], 1)
    low, high = _days(int(abs(whole)))
    return (low + part * 28) * DAY, (high + part * 31) * DAY


def _in_months(quantity: Quantity) -> Quantity:
    """A year is twelve months and a quarter three, however long they are."""
    unit = quantity.unit
    if unit.name in _MONTHS:
        return Quantity(quantity.amount * _MONTHS[unit.name], Unit("月"), "")
    if unit.per in _MONTHS:
        return Quantity(quantity.amount / _MONTHS[unit.per], Unit(unit.name, "月"), "")
    return quantity


def reach(quantity: Quantity) -> Reach:
    """The least and the most that a quantity can be in its base unit (秒, 元, …, or per second); None is without limit."""
    unit = quantity.unit
    if unit.per is None:
        return _duration(quantity.amount, unit.name)
    shortest, longest = _duration(Fraction(1), unit.per)
    amount = quantity.amount * (scale(unit.name) or 1)
    return (amount / longest if longest else Fraction(0)), amount / shortest


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a term's quantities lie. One of its `unit` reaches as far as `factor`: terms that are added have a line in
    common.
    """

    positions: Positions
    unit: Unit | None
    factor: Fraction = Fraction(1)


Scales = Mapping[str, Scale]
"""By term."""


def orders(bounds: Sequence[Bound], vocabulary: Vocabulary) -> Iterator[Scales]:
    """Scales for all terms that some bounds speak of, once for each order that is open. Raises `TooMuchWork`."""
    lines = _lines(bounds)
    choices = [list(_of_line(terms, bounds, vocabulary)) for terms in lines]
    if len(lines) and _product(map(len, choices)) > MAX_ORDERS:
        raise TooMuchWork
    for chosen in product(*choices):
        yield {term: scale for scales in chosen for term, scale in scales.items()}


def _product(sizes: Iterable[int]) -> int:
    whole = 1
    for size in sizes:
        whole *= size
    return whole


def _lines(bounds: Sequence[Bound]) -> list[tuple[str, ...]]:
    """The terms, those that are added to each other together, in the order of their names."""
    groups: list[set[str]] = []
    for bound in bounds:
        joined = set(bound.terms).union(*(group for group in groups if group & set(bound.terms)))
        groups = [*(group for group in groups if not group & joined), joined]
    return sorted(tuple(sorted(group)) for group in groups)


def _of_line(terms: tuple[str, ...], bounds: Sequence[Bound], vocabulary: Vocabulary) -> Iterator[Scales]:
    mine = [bound for bound in bounds if set(bound.terms) <= set(terms)]
    mine += [limits for term in terms if (limits := vocabulary[term].range) is not None]
    known = list(dict.fromkeys(end for bound in mine for end in (bound.low, bound.high) if end is not None))
    if len(terms) == 1:
        for scale in scales(vocabulary[terms[0]], known):
            yield {terms[0]: scale}
        return
    units = {term: vocabulary[term].unit for term in terms}
    if len({*(end.unit for end in known), *units.values()}) == 1:
        yield {term: Scale({end: end.amount for end in known}, unit) for term, unit in units.items()}
        return
    reaches = {unit: reach(Quantity(Fraction(1), unit, "")) for unit in units.values() if unit is not None}
    if any(low != high for low, high in reaches.values()):
        raise Incomparable
    base = reaches[min(reaches, key=lambda unit: reaches[unit][0])][0]
    sums = {tuple(sorted(bound.terms)) for bound in mine if len(bound.terms) > 1}
    for positions in _converted(known, base, alone=False, few=len(sums) <= 2):
        yield {
            term: Scale(positions, unit, reaches[unit][0] / base) for term, unit in units.items() if unit is not None
        }


def scales(term: Term, quantities: Sequence[Quantity]) -> Iterator[Scale]:
    """Every order in which a term's quantities may stand, each as positions that keep it. One where all is certain."""
    alike = {quantity: _in_months(quantity) for quantity in quantities}
    units = {quantity.unit for quantity in alike.values()}
    if not units or (len(units) == 1 and (not term.whole or term.unit in units)):
        yield Scale({quantity: other.amount for quantity, other in alike.items()}, units.pop() if units else term.unit)
        return
    # Told in the term's own unit, or in one that is sure to say how much it is.
    days = Unit("天") if term.unit is None or term.unit.per is None else Unit(term.unit.name, "天")
    known = ((unit, _factor(unit)) for unit in (term.unit, *sorted(units, key=str), days))
    unit, factor = next((unit, factor) for unit, factor in known if factor)
    for positions in _converted(quantities, factor, alone=True, few=True):
        yield Scale(positions, unit)


def _converted(quantities: Sequence[Quantity], factor: Fraction, *, alone: bool, few: bool) -> Iterator[Positions]:
    """Positions in multiples of `factor`. Quantities that are added (not `alone`) are placed among sums and differences,
    too: with `few` sums no others decide what can be followed.
    """
    alike = {quantity: _in_months(quantity) for quantity in quantities}
    reaches: dict[Quantity, Reach] = {}
    for quantity, other in alike.items():
        low, high = reach(quantity)
        before = reaches.get(other, (low, high))
        ends = [end for end in (high, before[1]) if end is not None]
        reaches[other] = max(low, before[0]), min(ends, default=None)
    certain = {q: low / factor for q, (low, high) in reaches.items() if low == high}
    open_ = [(q, low / factor, high and high / factor) for q, (low, high) in reaches.items() if low != high]
    if open_ and not alone and (not few or len(quantities) > MAX_ADDED):
        raise TooMuchWork
    # What has an upper limit goes first: among what is placed already fewer ends of others count.
    open_.sort(key=lambda item: (item[2] is None, str(item[0].unit), item[0].amount))
    for placed in _inserted(certain, open_, alone=alone):
        yield {quantity: placed[other] for quantity, other in alike.items()}


def _factor(unit: Unit | None) -> Fraction | None:
    """What a unit is in the base unit; None where that is not certain."""
    low, high = reach(Quantity(Fraction(1), unit, "")) if unit is not None else (None, None)
    return low if low == high else None


def _inserted(
    placed: Mapping[Quantity, Fraction], rest: Sequence[tuple[Quantity, Fraction, Fraction | None]], *, alone: bool
) -> Iterator[Positions]:
    """Every way to place the rest, among what is placed and the ends of what can still be anywhere between."""
    if not rest:
        yield placed
        return
    (quantity, low, high), *others = rest
    below = [p for q, p in placed.items() if q.unit == quantity.unit and q.amount < quantity.amount]
    above = [p for q, p in placed.items() if q.unit == quantity.unit and q.amount > quantity.amount]
    points = {*placed.values(), *(end for _, *both in others for end in both if end is not None)}
    if not alone:
        points = {sum(chosen, Fraction(0)) for chosen in product(*((-p, Fraction(0), p) for p in sorted(points)))}
    for position in _slots(sorted(points), low, high):
        if all(p < position for p in below) and all(position < p for p in above):
            yield from _inserted({**placed, quantity: position}, others, alone=alone)


def _slots(points: Sequence[Fraction], low: Fraction, high: Fraction | None) -> Iterator[Fraction]:
    """One position in each place that a value between low and high can take among points, ends and gaps alike."""
    inside = [p for p in points if low <= p and (high is None or p <= high)]
    edges = sorted({low, *inside, *([high] if high is not None else [])})
    for left, right in pairwise(edges):
        yield left
        yield (left + right) / 2
    yield edges[-1]
    if high is None:
        yield edges[-1] + 1
