"""What made a constraint hold, told of some of its variables alone: model-based projection.

Of the numbers to be left out one after the other goes; between its greatest lower bound and its upper bounds it has room
for those that remain (Fourier-Motzkin; with whole numbers where every bound falls on one, else with the number kept as it is).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

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
    Same,
    form,
    holds,
    names_of,
)
from generator.reasoning.logic.numbers import Number, at_most, whole


def implicant(constraint: Constraint, model: Model, inner: Callable[[Name], bool]) -> dict[Literal, None] | None:
    """Literals, true of the model, that make a constraint hold: of `inner` variables, or of such and others together.

    Those of inner variables alone come first; None where it takes a literal of others alone.
    """
    match constraint:
        case All(parts):
            found: dict[Literal, None] = {}
            for part in parts:
                if (one := implicant(part, model, inner)) is None:
                    return None
                found.update(one)
            return found
        case Any(parts):
            best = None
            for part in parts:
                one = implicant(part, model, inner)
                if one is not None and all(inner(name) for literal in one for name in names_of(literal)):
                    return one
                best = best or one
            return best
        case _:
            mine = any(inner(name) for name in names_of(constraint))
            return {constraint: None} if mine and holds(constraint, model) else None


@dataclass(frozen=True, slots=True)
class _AtMost:
    """Σ factor × name ≤ limit, or < where it is open."""

    factors: Mapping[Name, Number]
    limit: Number
    open: bool

    def at(self, model: Model, without: Name) -> Number:
        """What is left for one name, whose factor is 1 or -1, once the others have the model's values."""
        total = self.limit
        for name, factor in self.factors.items():
            if name != without:
                value = model[name]
                assert isinstance(value, Fraction)
                total -= whole(value) * factor
        return total


def projected(
    literals: Sequence[Literal], model: Model, inner: Callable[[Name], bool], domains: Domains
) -> list[Literal]:
    """Literals without `inner` variables, true of the model, under which those can be chosen so that all of the first hold."""
    kept: list[Literal] = []
    sums: list[_AtMost] = []
    stands_for: dict[Name, Name] = {}
    for literal in literals:
        if isinstance(literal, Same):
            mine, theirs = (literal.one, literal.other) if inner(literal.other) else (literal.other, literal.one)
            if stands_for.setdefault(theirs, mine) != mine:
                value = model[theirs]
                assert not isinstance(value, Fraction)
                kept.extend(Is(name, frozenset((value,))) for name in (mine, stands_for[theirs]))
    for literal in literals:
        if isinstance(literal, Same):
            continue
        if isinstance(literal, Is):
            # Whoever has to do the same takes over what is asked.
            if not inner(literal.name) or literal.name in stands_for:
                kept.append(Is(stands_for.get(literal.name, literal.name), literal.values))
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
    return _AtMost({n: s * turn for n, s in bounded.form}, whole(bounded.limit) * turn, bounded.open)


def _as_literal(each: _AtMost) -> Bounded:
    times = lcm(*(factor.denominator for factor in each.factors.values()))
    scale = Fraction(times, gcd(*(int(factor * times) for factor in each.factors.values())))
    return Bounded(form({n: int(f * scale) for n, f in each.factors.items()}), True, each.limit * scale, each.open)


def _without(name: Name, sums: Sequence[_AtMost], model: Model, domains: Domains) -> Sequence[_AtMost]:
    domain = domains(name)
    assert isinstance(domain, Numeric)
    rest = [each for each in sums if name not in each.factors]
    mine = [_scaled(each, name) for each in sums if name in each.factors]
    if domain.low is not None:
        mine.append(_AtMost({name: -1}, -whole(domain.low), domain.low_open))
    if domain.high is not None:
        mine.append(_AtMost({name: 1}, whole(domain.high), domain.high_open))
    if domain.step is not None:
        stepped = [_on_lattice(each, name, domain.step, domains) for each in mine]
        if any(each is None for each in stepped):
            value = model[name]
            assert isinstance(value, Fraction)
            return [*rest, *(_given(each, name, value) for each in mine)]
        mine = [each for each in stepped if each is not None]
    lower = [each for each in mine if each.factors[name] < 0]
    upper = [each for each in mine if each.factors[name] > 0]
    if len(lower) > 1 and len(upper) > 1:
        # The greatest lower bound stays between the others and the upper ones; of equal ones another variable gives more
        # room than a number, and a sum is less simple than either.
        best = max(
            lower, key=lambda each: (-each.at(model, name), each.open, len(each.factors) == 2, -len(each.factors))
        )
        rest.extend(_under(each, best, name) for each in lower if each is not best)
        lower = [best]
    return [*rest, *(_joined(low, high, name) for low in lower for high in upper)]


def _scaled(each: _AtMost, name: Name) -> _AtMost:
    factor = each.factors[name]
    if factor in (1, -1):
        return each
    by = 1 / Fraction(factor if factor > 0 else -factor)
    return _AtMost({n: factor * by for n, factor in each.factors.items()}, each.limit * by, each.open)


def _on_lattice(each: _AtMost, name: Name, step: Fraction, domains: Domains) -> _AtMost | None:
    """The bound with its limit on the lattice of a name; None where its other variables can leave it."""
    for other, factor in each.factors.items():
        domain = domains(other)
        assert isinstance(domain, Numeric)
        if other != name and (domain.step is None or (factor * domain.step / step).denominator != 1):
            return None
    return _AtMost(each.factors, at_most(Fraction(each.limit), each.open, step)[0], False)


def _given(each: _AtMost, name: Name, value: Fraction) -> _AtMost:
    factors = {n: factor for n, factor in each.factors.items() if n != name}
    return _AtMost(factors, each.limit - value * each.factors[name], each.open)


def _joined(low: _AtMost, high: _AtMost, name: Name) -> _AtMost:
    """What has to hold so that there is room between a lower and an upper bound."""
    factors = dict(low.factors)
    for other, factor in high.factors.items():
        factors[other] = factors.get(other, 0) + factor
    assert not factors[name]
    return _AtMost({n: f for n, f in factors.items() if f}, low.limit + high.limit, low.open or high.open)


def _under(low: _AtMost, best: _AtMost, name: Name) -> _AtMost:
    """What has to hold so that one lower bound is not above another."""
    turned = _AtMost({n: -factor for n, factor in best.factors.items()}, -best.limit, low.open and not best.open)
    joined = _joined(low, turned, name)
    return _AtMost(joined.factors, joined.limit, low.open and not best.open)
