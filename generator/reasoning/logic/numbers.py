"""Numbers on a line: what a threshold means on a lattice, and a plain number between two ends."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd

Number = int | Fraction
"""Exact; whole ones are `int` where much is reckoned, which is many times as fast."""
Near = tuple[Fraction, int]
"""A number (0), or what lies just below (-1) or just above it (1). `f ≤ (c, -1)` is f < c; `f ≥ (c, 1)` is f > c."""


def whole(number: Number) -> Number:
    """The same number, as `int` where it is whole."""
    return number if isinstance(number, int) or number.denominator != 1 else number.numerator


def common_step(steps: list[Fraction]) -> Fraction:
    """The largest number of which all are multiples."""
    found = steps[0]
    for step in steps[1:]:
        down = found.denominator * step.denominator
        found = Fraction(gcd(found.numerator * step.denominator, step.numerator * found.denominator), down)
    return found


def at_most(limit: Fraction, open_: bool, step: Fraction | None) -> Near:
    """The greatest value that an upper bound allows."""
    if step is None:
        return limit, -1 if open_ else 0
    steps = floor(limit / step)
    return (steps - 1 if open_ and steps * step == limit else steps) * step, 0


def beyond(limit: Near, step: Fraction | None) -> Near:
    """The least value above what `limit` allows at most."""
    return (limit[0], limit[1] + 1) if step is None else (limit[0] + step, 0)


def plain(low: Near | None, high: Near | None, step: Fraction | None) -> Fraction:
    """A number from `low` to `high`, an end that belongs to it first, else the simplest between."""
    if low is not None and low[1] <= 0:
        return low[0]
    if high is not None and high[1] >= 0:
        return high[0]
    unit = step or Fraction(1)
    if low is None:
        return Fraction(0) if high is None or high[0] > 0 else (ceil(high[0] / unit) - 1) * unit
    if high is None:
        return (floor(low[0] / unit) + 1) * unit
    denominator = _least_denominator(low[0], high[0])
    return Fraction(floor(low[0] * denominator) + 1, denominator)


def _least_denominator(low: Fraction, high: Fraction) -> int:
    """The least denominator of a fraction between two numbers, neither of them included: that of the first fraction of the
    Stern–Brocot tree there, found by the continued fractions of the two.
    """
    whole = floor(low)
    if whole + 1 < high:
        return 1
    low, high = low - whole, high - whole
    # Both are between 0 and 1: a fraction between them is one over what lies between their inverses.
    return _between(1 / high, 1 / low if low else None)[0]


def _between(low: Fraction, high: Fraction | None) -> tuple[int, int]:
    """Numerator and denominator of the simplest fraction between two positive numbers, neither included."""
    whole = floor(low)
    if high is None or whole + 1 < high:
        return whole + 1, 1
    over, under = _between(1 / (high - whole), 1 / (low - whole) if low > whole else None)
    return whole * over + under, over
