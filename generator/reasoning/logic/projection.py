"""What made a constraint hold, told of some of its variables alone: model-based projection.

Of the numbers to be left out one after the other goes; between its greatest lower bound and its upper bounds it has room
for those that remain (Fourier-Motzkin; with whole numbers where every bound falls on one, else with the number kept as it is).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from generator.reasoning.logic.constraints import (
    All,
    Any,
    Bounded,
    Constraint,
    Domains,
    Is,
    Literal,
    Model,
    Name,
    Numeric,
    form,
    holds,
)
from generator.reasoning.logic.numbers import at_most


def implicant(
    constraint: Constraint, model: Model, inner: Callable[[Name], bool]
) -> tuple[int, dict[Literal, None]] | None:
    """Literals, true of the model, that make a constraint hold, with how many speak of other than `inner` variables: few."""
    match constraint:
        case All(parts):
            found: dict[Literal, None] = {}
            cost = 0
            for part in parts:
                if (one := implicant(part, model, inner)) is None:
                    return None
                cost += one[0]
                found.update(one[1])
            return cost, found
        case Any(parts):
            best: tuple[int, dict[Literal, None]] | None = None
            for part in parts:
                one = implicant(part, model, inner)
                if one is not None and (best is None or one[0] < best[0]):
                    best = one
                    if not best[0]:
                        break
            return best
        case Is(name, _):
            return (0 if inner(name) else 1, {constraint: None}) if holds(constraint, model) else None
        case Bounded(of):
            cost = 0 if all(inner(name) for name, _ in of) else 1
            return (cost, {constraint: None}) if holds(constraint, model) else None


@dataclass(frozen=True, slots=True)
class _AtMost:
    """Σ factor × name ≤ limit, or < where it is open."""

    factors: Mapping[Name, Fraction]
    limit: Fraction
    open: bool

    def at(self, model: Model, without: Name) -> Fraction:
        """What is left for one name, whose factor is 1 or -1, once the others have the model's values."""
        total = self.limit
        for name, factor in self.factors.items():
            if name != without:
                value = model[name]
                assert isinstance(value, Fraction)
                total -= value * factor
        return total


def projected(
    literals: Sequence[Literal], model: Model, inner: Callable[[Name], bool], domains: Domains
) -> list[Literal]:
    """Literals without `inner` variables, true of the model, under which those can be chosen so that all of the first hold."""
    kept: list[Literal] = []
    sums: list[_AtMost] = []
    for literal in literals:
        if isinstance(literal, Is):
            if not inner(literal.name):
                kept.append(literal)
        elif any(inner(name) for name, _ in literal.form):
            sums.append(_as_at_most(literal))
        else:
            kept.append(literal)
    while (name := next((n for each in sums for n in each.factors if inner(n)), None)) is not None:
        sums = list(_without(name, sums, model, domains))
    kept.extend(_as_literal(each) for each in sums if each.factors)
    return list(dict.fromkeys(kept))


def _as_at_most(bounded: Bounded) -> _AtMost:
    turn = 1 if bounded.upper else -1
    return _AtMost({n: Fraction(s * turn) for n, s in bounded.form}, bounded.limit * turn, bounded.open)


def _as_literal(each: _AtMost) -> Bounded:
    scale = Fraction(1)
    for factor in each.factors.values():
        scale *= (factor * scale).denominator
    numerators = [int(factor * scale) for factor in each.factors.values()]
    scale /= gcd(*numerators)
    return Bounded(form({n: int(f * scale) for n, f in each.factors.items()}), True, each.limit * scale, each.open)


def _without(name: Name, sums: Sequence[_AtMost], model: Model, domains: Domains) -> Sequence[_AtMost]:
    domain = domains(name)
    assert isinstance(domain, Numeric)
    rest = [each for each in sums if name not in each.factors]
    mine = [_scaled(each, name) for each in sums if name in each.factors]
    if domain.low is not None:
        mine.append(_AtMost({name: Fraction(-1)}, -domain.low, domain.low_open))
    if domain.high is not None:
        mine.append(_AtMost({name: Fraction(1)}, domain.high, domain.high_open))
    if domain.step is not None:
        whole = [_on_lattice(each, name, domain.step, domains) for each in mine]
        if any(each is None for each in whole):
            value = model[name]
            assert isinstance(value, Fraction)
            return [*rest, *(_given(each, name, value) for each in mine)]
        mine = [each for each in whole if each is not None]
    lower = [each for each in mine if each.factors[name] < 0]
    upper = [each for each in mine if each.factors[name] > 0]
    if len(lower) > 1 and len(upper) > 1:
        # The greatest lower bound stays between the others and the upper ones.
        best = max(lower, key=lambda each: (-each.at(model, name), each.open))
        rest.extend(_under(each, best, name) for each in lower if each is not best)
        lower = [best]
    return [*rest, *(_joined(low, high, name) for low in lower for high in upper)]


def _scaled(each: _AtMost, name: Name) -> _AtMost:
    by = 1 / abs(each.factors[name])
    return _AtMost({n: factor * by for n, factor in each.factors.items()}, each.limit * by, each.open)


def _on_lattice(each: _AtMost, name: Name, step: Fraction, domains: Domains) -> _AtMost | None:
    """The bound with its limit on the lattice of a name; None where its other variables can leave it."""
    for other, factor in each.factors.items():
        domain = domains(other)
        assert isinstance(domain, Numeric)
        if other != name and (domain.step is None or (factor * domain.step / step).denominator != 1):
            return None
    return _AtMost(each.factors, at_most(each.limit, each.open, step)[0], False)


def _given(each: _AtMost, name: Name, value: Fraction) -> _AtMost:
    factors = {n: factor for n, factor in each.factors.items() if n != name}
    return _AtMost(factors, each.limit - value * each.factors[name], each.open)


def _joined(low: _AtMost, high: _AtMost, name: Name) -> _AtMost:
    """What has to hold so that there is room between a lower and an upper bound."""
    factors = dict(low.factors)
    for other, factor in high.factors.items():
        factors[other] = factors.get(other, Fraction(0)) + factor
    assert not factors[name]
    return _AtMost({n: f for n, f in factors.items() if f}, low.limit + high.limit, low.open or high.open)


def _under(low: _AtMost, best: _AtMost, name: Name) -> _AtMost:
    """What has to hold so that one lower bound is not above another."""
    turned = _AtMost({n: -factor for n, factor in best.factors.items()}, -best.limit, low.open and not best.open)
    joined = _joined(low, turned, name)
    return _AtMost(joined.factors, joined.limit, low.open and not best.open)
