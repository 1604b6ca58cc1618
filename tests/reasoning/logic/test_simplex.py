"""Sums under bounds: what the simplex keeps while rows come and go."""

from __future__ import annotations

from fractions import Fraction

from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.simplex import Simplex


def test_a_sum_made_late_is_of_the_same_numbers():
    """By then one of its parts is no longer a column of its own but half of what others leave."""
    simplex = Simplex(Effort())
    a, b = simplex.column(), simplex.column()
    twice = simplex.row([(a, 1), (a, 1), (b, 1)])
    assert simplex.bound(twice, False, (Fraction(1), 0), reason=1) is None
    assert simplex.check() is None
    late = simplex.row([(a, 1), (b, 1)])
    numbers = simplex.numbers()
    assert numbers[twice] == 2 * numbers[a] + numbers[b] >= 1
    assert numbers[late] == numbers[a] + numbers[b]


def test_what_cannot_be_met_together_is_named_by_its_reasons():
    simplex = Simplex(Effort())
    a, b, c = (simplex.column() for _ in range(3))
    both = simplex.row([(a, 1), (b, 1)])
    for reason, (column, upper, limit) in enumerate([(a, False, 2), (b, False, 3), (c, True, 1), (both, True, 4)], 1):
        assert simplex.bound(column, upper, (Fraction(limit), 0), reason) is None
    assert sorted(simplex.check() or ()) == [1, 2, 4]


def test_a_strict_bound_leaves_room():
    simplex = Simplex(Effort())
    a, b = simplex.column(), simplex.column()
    both = simplex.row([(a, 1), (b, 1)])
    assert simplex.bound(a, False, (Fraction(0), 1), reason=1) is None  # more than 0
    assert simplex.bound(b, False, (Fraction(0), 1), reason=2) is None
    assert simplex.bound(both, True, (Fraction(1), -1), reason=3) is None  # less than 1
    assert simplex.check() is None
    numbers = simplex.numbers()
    assert numbers[a] > 0
    assert numbers[b] > 0
    assert numbers[both] == numbers[a] + numbers[b] < 1
