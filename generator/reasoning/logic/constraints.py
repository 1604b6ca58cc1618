"""What is asked of the solver: values of named variables, joined by `All` and `Any`, negations pushed down to the values.

A variable is a term (or one choice of a several-valued term) as it is for someone: `Name(term, choice, whose)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Name(NamedTuple):
    """A variable of someone; of the situation, which is the same for all, where `whose` is empty."""

    term: str
    choice: str | None
    whose: str


Value = Fraction | str | bool
Model = Mapping[Name, Value]
Form = tuple[tuple[Name, int], ...]
"""A sum of quantities, each with its sign, sorted by name."""


@dataclass(frozen=True, slots=True)
class Finite:
    """The values that a choice, a yes or no can take."""

    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Numeric:
    """The numbers that a quantity can take: from `low` to `high`, multiples of `step` where it has one."""

    low: Fraction | None = Fraction(0)
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    step: Fraction | None = None


Domain = Finite | Numeric


class Is(NamedTuple):
    """A variable takes one of these values."""

    name: Name
    values: frozenset[str | bool]


class Bounded(NamedTuple):
    """A sum is at most (`upper`) or at least `limit`; below or above it, where it is `open`."""

    form: Form
    upper: bool
    limit: Fraction
    open: bool


class Same(NamedTuple):
    """Two variables of one finite domain have the same value; it is decided once one of them is known."""

    one: Name
    other: Name
    domain: Finite


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold; of none, always."""

    parts: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; of none, never."""

    parts: tuple[Constraint, ...]


Literal = Is | Bounded | Same
Constraint = Is | Bounded | Same | All | Any

ALWAYS = All(())
NEVER = Any(())


def form(names: Mapping[Name, int]) -> Form:
    """A sum without the variables that cancel out."""
    return tuple(sorted((name, sign) for name, sign in names.items() if sign))


def every(*parts: Constraint) -> Constraint:
    """All of some constraints, without what always holds."""
    kept: list[Constraint] = []
    for part in parts:
        kept.extend(part.parts if isinstance(part, All) else (part,))
    if NEVER in kept:
        return NEVER
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def some(*parts: Constraint) -> Constraint:
    """One of some constraints, without what never holds."""
    kept: list[Constraint] = []
    for part in parts:
        kept.extend(part.parts if isinstance(part, Any) else (part,))
    if ALWAYS in kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 else Any(tuple(kept))


def exactly(name: Name, value: Value) -> Constraint:
    """A variable has this value."""
    if isinstance(value, Fraction):
        of = ((name, 1),)
        return All((Bounded(of, True, value, False), Bounded(of, False, value, False)))
    return Is(name, frozenset((value,)))


Domains = Callable[[Name], Domain]


def negated(constraint: Constraint, domains: Domains) -> Constraint:
    """What holds where a constraint does not."""
    match constraint:
        case All(parts):
            return Any(tuple(negated(part, domains) for part in parts))
        case Any(parts):
            return All(tuple(negated(part, domains) for part in parts))
        case Bounded(of, upper, limit, open_):
            return Bounded(of, not upper, limit, not open_)
        case Is(name, values):
            domain = domains(name)
            assert isinstance(domain, Finite)
            return Is(name, frozenset(domain.values) - values)
        case Same():
            raise AssertionError("nobody asks for two to differ")


def names_of(constraint: Constraint) -> Iterator[Name]:
    """Every variable that a constraint speaks of, in order, with repetitions."""
    match constraint:
        case All(parts) | Any(parts):
            for part in parts:
                yield from names_of(part)
        case Is(name, _):
            yield name
        case Same(one, other):
            yield from (one, other)
        case Bounded(of):
            for name, _ in of:
                yield name


def holds(literal: Literal, model: Model) -> bool:
    """Whether a literal is true of the values of a model that knows all its variables."""
    if isinstance(literal, Is):
        return model[literal.name] in literal.values
    if isinstance(literal, Same):
        return model[literal.one] == model[literal.other]
    total = Fraction(0)
    for name, sign in literal.form:
        value = model[name]
        assert isinstance(value, Fraction)
        total += value * sign
    if literal.upper:
        return total < literal.limit if literal.open else total <= literal.limit
    return total > literal.limit if literal.open else total >= literal.limit


def known(bounded: Bounded) -> Constraint:
    """A bound on no variable at all, which always or never holds."""
    _, upper, limit, open_ = bounded
    true = (limit > 0 if open_ else limit >= 0) if upper else (limit < 0 if open_ else limit <= 0)
    return ALWAYS if true else NEVER


def of_other(constraint: Constraint, whose: Mapping[str, str]) -> Constraint:
    """The same said of other people."""

    def other(name: Name) -> Name:
        return Name(name.term, name.choice, whose.get(name.whose, name.whose))

    match constraint:
        case All(parts):
            return every(*(of_other(part, whose) for part in parts))
        case Any(parts):
            return some(*(of_other(part, whose) for part in parts))
        case Is(name, values):
            return Is(other(name), values)
        case Same(one, another, domain):
            return ALWAYS if other(one) == other(another) else Same(other(one), other(another), domain)
        case Bounded(of, upper, limit, open_):
            signs: dict[Name, int] = {}
            for name, sign in of:
                signs[other(name)] = signs.get(other(name), 0) + sign
            made = Bounded(form(signs), upper, limit, open_)
            return made if made.form else known(made)


def reduced(constraint: Constraint, model: Model) -> Constraint:
    """What is left to ask once the values of some variables are known."""
    match constraint:
        case All(parts):
            kept = []
            for part in parts:
                left = reduced(part, model)
                if left == NEVER:
                    return NEVER
                if left != ALWAYS:
                    kept.append(left)
            return kept[0] if len(kept) == 1 else All(tuple(kept))
        case Any(parts):
            kept = []
            for part in parts:
                left = reduced(part, model)
                if left == ALWAYS:
                    return ALWAYS
                if left != NEVER:
                    kept.append(left)
            return kept[0] if len(kept) == 1 else Any(tuple(kept))
        case Is(name, values):
            if name not in model:
                return constraint
            return ALWAYS if model[name] in values else NEVER
        case Same(one, other):
            if one in model and other in model:
                return ALWAYS if model[one] == model[other] else NEVER
            if one not in model:
                one, other = other, one
            if one not in model:
                return constraint
            value = model[one]
            assert not isinstance(value, Fraction)
            return Is(other, frozenset((value,)))
        case Bounded(of, upper, limit, open_):
            known = [(name, sign) for name, sign in of if name in model]
            if not known:
                return constraint
            for name, sign in known:
                value = model[name]
                assert isinstance(value, Fraction)
                limit -= value * sign
            rest = tuple(part for part in of if part[0] not in model)
            if rest:
                return Bounded(rest, upper, limit, open_)
            true = (limit > 0 if open_ else limit >= 0) if upper else (limit < 0 if open_ else limit <= 0)
            return ALWAYS if true else NEVER
