"""Exact amounts in their units."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical names: `秒`, `%`, or a rate such as `次` per `周`."""

    name: str
    per: str | None = None

    def __str__(self) -> str:
        return f"{self.name}/{self.per}" if self.per else self.name


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount in a unit. `written` is how it prints (`1小时30分钟`, `95%`); it is not compared."""

    amount: Fraction
    unit: Unit
    written: str = field(compare=False)
