"""Rules and conditions as plain JSON, exact: amounts are fractions written `90` or `1/2`."""

from __future__ import annotations

from typing import Any

from generator.model import AllOf, AnyOf, Bound, Choice, Condition, Not, Quantity, Rule, Term, YesNo
from generator.phrases import condition_words

JSON = dict[str, Any]


def rule(rule: Rule) -> JSON:
    """A rule with the keys of the policy format; each condition also in words."""
    said: JSON = {"clause": rule.clause, "index": rule.index}
    for name, one in (("when", rule.when), ("unless", rule.unless), ("must", rule.must)):
        if one is not None:
            said[name] = condition(one)
    if rule.must_not:
        said["must_not"] = [condition(each) for each in rule.must_not]
    if rule.should is not None:
        said["should"] = condition(rule.should)
    if rule.should_not:
        said["should_not"] = [condition(each) for each in rule.should_not]
    if rule.may is not None:
        said["may"] = condition(rule.may)
    if rule.because:
        said["because"] = rule.because
    return said


def condition(condition: Condition) -> JSON:
    """A condition: `all`, `any`, `not`, or a statement about a term; `words` says it in Chinese."""
    return _condition(condition) | {"words": condition_words(condition)}


def _condition(condition: Condition) -> JSON:
    match condition:
        case AllOf(parts):
            return {"all": [_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_condition(part) for part in parts]}
        case Not(part):
            return {"not": _condition(part)}
        case Bound():
            return {"sum": list(condition.terms), **ends(condition)}
        case Choice():
            return {"term": condition.term, "among": str(condition.among), "choices": list(condition.choices)}
        case YesNo():
            return {"term": condition.term, "yes": condition.yes}


def ends(bound: Bound) -> JSON:
    """The two ends of a bound; an absent one is unbounded."""
    said: JSON = {}
    if bound.low:
        said["low"] = quantity(bound.low) | {"open": bound.low_open}
    if bound.high:
        said["high"] = quantity(bound.high) | {"open": bound.high_open}
    return said


def quantity(quantity: Quantity) -> JSON:
    """An exact amount with its unit, and as it prints."""
    return {"amount": str(quantity.amount), "unit": str(quantity.unit), "written": quantity.written}


def term(term: Term) -> JSON:
    """A term of a vocabulary."""
    said: JSON = {"kind": str(term.kind), "given": term.given, "shared": term.shared}
    if term.unit:
        said |= {"unit": str(term.unit), "whole": term.whole}
    if term.range:
        said["range"] = ends(term.range)
    if term.choices:
        said["choices"] = [
            {"name": choice.name, "about": choice.about, "aliases": list(choice.aliases)} for choice in term.choices
        ]
    return said | {"about": term.about, "aliases": list(term.aliases)}
