"""What rules say of terms: atomic statements, and how they combine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.places import Place
from generator.model.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity, or the sum of several, lies between two ends. An absent end is unbounded; an open one is excluded."""

    terms: tuple[str, ...]
    low: Quantity | None
    high: Quantity | None
    low_open: bool = False
    high_open: bool = False
    place: Place = field(kw_only=True, compare=False)


class Among(StrEnum):
    """How chosen values relate to a list of choices."""

    ANY = "any"  # the one choice is in the list; of a several-valued term: at least one of the list is chosen
    ALL = "all"  # of a several-valued term: all of the list are chosen
    ONLY = "only"  # of a several-valued term: nothing outside the list is chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """A term takes values from a list of its declared choices (canonical names, in the order written)."""

    term: str
    choices: tuple[str, ...]
    among: Among = Among.ANY
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class YesNo:
    """A yes_no term has this value."""

    term: str
    yes: bool
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. The empty one always does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Atom = Bound | Choice | YesNo
Condition = Atom | AllOf | AnyOf | Not


def atoms(condition: Condition | None) -> Iterator[Atom]:
    """Every atomic statement inside a condition, in the order written."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def terms_of(atom: Atom) -> tuple[str, ...]:
    """The names of the terms that an atom speaks about."""
    return atom.terms if isinstance(atom, Bound) else (atom.term,)
