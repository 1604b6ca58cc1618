"""The number that a case shows: at an end that belongs to what is allowed, else the simplest between."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.reasoning.logic.numbers import plain

F = Fraction
AT, ABOVE, BELOW = 0, 1, -1


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ((F(60), AT), (F(90), AT), 60),
        ((F(60), ABOVE), (F(90), AT), 90),
        ((F(60), ABOVE), (F(90), BELOW), 61),
        ((F(60), ABOVE), (F(61), BELOW), F(121, 2)),
        ((F(1, 3), ABOVE), (F(1, 2), BELOW), F(2, 5)),
        ((F(-1, 2), ABOVE), (F(-1, 3), BELOW), F(-2, 5)),
        ((F(-5), ABOVE), (F(5), BELOW), -4),
        (None, (F(90), BELOW), 0),
        ((F(60), ABOVE), None, 61),
        (None, None, 0),
    ],
)
def test_it_is_plain(low, high, shown):
    assert plain(low, high, None) == shown


@given(st.fractions(-5, 5, max_denominator=50), st.fractions(F(1, 500), 3))
@example(F(-7, 3), F(1, 12))
def test_no_fraction_between_has_a_lesser_denominator(low, gap):
    high = low + gap
    found = plain((low, ABOVE), (high, BELOW), None)
    assert low < found < high
    assert all(F(floor(low * less) + 1, less) >= high for less in range(1, found.denominator))


def test_a_gap_may_be_as_small_as_one_likes():
    assert plain((1 - F(1, 10**40), ABOVE), (F(1), BELOW), None) == F(10**40, 10**40 + 1)
