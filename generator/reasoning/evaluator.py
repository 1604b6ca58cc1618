"""A second opinion in a few plain lines: does this situation and conduct satisfy these rules?

It knows nothing of worlds, masks or blocks. Every witness is replayed with it before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from generator.model import AllOf, Among, AnyOf, Bound, Choice, Condition, Not, Quantity, Rule, YesNo

Amount = Callable[[str, Quantity], Fraction | None]
"""The position of a quantity on its term's scale, as far as it is known."""
Values = Mapping[str, Fraction | str | bool | frozenset[str]]
"""What each term is, as far as it is known."""


def holds(condition: Condition, values: Values, at: Amount) -> bool | None:
    """Whether a condition holds; None where that depends on terms without a value."""
    match condition:
        case Not(part):
            inner = holds(part, values, at)
            return None if inner is None else not inner
        case AllOf(parts):
            found = [holds(part, values, at) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [holds(part, values, at) for part in parts]
            return True if True in found else None if None in found else False
        case Bound():
            return _within(condition, values, at)
        case Choice(term, choices, among):
            value = values.get(term)
            if not isinstance(value, frozenset):
                return None if value is None else value in choices
            chosen = {Among.ANY: bool(value & set(choices)), Among.ALL: value >= set(choices)}
            return chosen.get(among, value <= set(choices))
        case YesNo(term, yes):
            return None if term not in values else values[term] is yes


def _within(bound: Bound, values: Values, at: Amount) -> bool | None:
    total = Fraction(0)
    for term in bound.terms:
        value = values.get(term)
        if not isinstance(value, Fraction):
            return None
        total += value
    name = bound.terms[0]
    above: bool | None = True
    below: bool | None = True
    if bound.low is not None:
        low = at(name, bound.low)
        above = None if low is None else total > low if bound.low_open else total >= low
    if bound.high is not None:
        high = at(name, bound.high)
        below = None if high is None else total < high if bound.high_open else total <= high
    return False if False in (above, below) else None if None in (above, below) else True


def obeys(rule: Rule, values: Values, at: Amount, *, shoulds: bool, may: bool = False) -> bool | None:
    """Whether a rule is kept: where it applies, what it demands holds. `may` reads it as if its `may` were its must."""
    applies = True if rule.when is None else holds(rule.when, values, at)
    if rule.unless is not None and applies is not False:
        excepted = holds(rule.unless, values, at)
        applies = False if excepted else None if excepted is None else applies
    if applies is not True:
        return True if applies is False else None
    asked = [rule.may] if may else [rule.must, *([rule.should] if shoulds else [])]
    banned = () if may else (*rule.must_not, *(rule.should_not if shoulds else ()))
    found = [holds(condition, values, at) for condition in asked if condition is not None]
    found += [None if (broken := holds(condition, values, at)) is None else not broken for condition in banned]
    return False if False in found else None if None in found else True
