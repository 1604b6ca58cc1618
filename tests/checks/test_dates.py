"""When a review is due: months by the calendar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from generator.checks.dates import after
from generator.model import Quantity, Unit


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-01-31", 1, "月", "2026-02-28"),
        ("2028-01-31", 1, "月", "2028-02-29"),
        ("2026-11-15", 12, "月", "2027-11-15"),
        ("2026-11-15", 2, "季度", "2027-05-15"),
        ("2026-11-15", 2, "年", "2028-11-15"),
        ("2026-11-15", 2, "周", "2026-11-29"),
        ("2026-11-15", 30, "天", "2026-12-15"),
        ("9999-12-25", 10, "天", "9999-12-31"),  # the calendar ends there
        ("9999-12-25", 1, "月", "9999-12-31"),
        ("2026-11-15", 1_000_000, "年", "9999-12-31"),
    ],
)
def test_a_span_after_a_day(start, amount, unit, due):
    assert after(date.fromisoformat(start), Quantity(Fraction(amount), Unit(unit), "")) == date.fromisoformat(due)
