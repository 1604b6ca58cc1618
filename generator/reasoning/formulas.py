"""Rules as demands: what must hold where, with negations pushed down to the values.

A *literal* is an atom, positive or negated; one-sided bounds are turned over instead of negated, so that
`must_not: 超过 60 秒` reads 不超过 60 秒 (section Meaning, Stated).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from generator.model import (
    AllOf,
    AnyOf,
    Atom,
    Bound,
    Choice,
    Condition,
    Edition,
    Latitude,
    Not,
    Rule,
    TermKind,
    Vocabulary,
    YesNo,
    atoms,
)

Variable = tuple[str, str | None]
"""A term, or one choice of a several-valued term (which is one yes_no per choice)."""


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom that holds, or (negated) does not."""

    atom: Atom
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Formula, ...]


Formula = Literal | Every | Some


def formula(condition: Condition, negated: bool = False) -> Formula:
    """A condition with its negations pushed down."""
    match condition:
        case Not(part):
            return formula(part, not negated)
        case AllOf(parts) | AnyOf(parts):
            made = tuple(formula(part, negated) for part in parts)
            return Every(made) if isinstance(condition, AllOf) != negated else Some(made)
        case Bound(low=low, high=high) if negated and low is None and high is not None:
            return Literal(Bound(condition.terms, high, None, not condition.high_open, False, place=condition.place))
        case Bound(low=low, high=high) if negated and high is None and low is not None:
            return Literal(Bound(condition.terms, None, low, False, not condition.low_open, place=condition.place))
        case YesNo(term, yes):
            return Literal(YesNo(term, yes != negated, place=condition.place))
        case _:
            return Literal(condition, negated)


def literals(made: Formula) -> Iterator[Literal]:
    """Every literal of a formula, in order."""
    if isinstance(made, Literal):
        yield made
    else:
        for part in made.parts:
            yield from literals(part)


def conjuncts(made: Formula) -> Iterator[Formula]:
    """The parts that all have to hold."""
    if isinstance(made, Every):
        for part in made.parts:
            yield from conjuncts(part)
    else:
        yield made


def variables(atom: Atom, vocabulary: Vocabulary) -> tuple[Variable, ...]:
    """The variables that an atom reads."""
    match atom:
        case Bound(terms=terms):
            return tuple((term, None) for term in terms)
        case Choice(term=term):
            declared = vocabulary[term]
            if declared.kind is TermKind.SEVERAL:
                return tuple((term, choice.name) for choice in declared.choices)
            return ((term, None),)
        case YesNo(term=term):
            return ((term, None),)


@dataclass(frozen=True, slots=True)
class Member:
    """A rule of an edition, as a contradiction's minimal set names it."""

    edition: Edition
    rule: Rule

    @property
    def key(self) -> tuple[str, str, int]:
        """(document id, clause id, index)."""
        return (self.edition.document.id, self.rule.clause, self.rule.index)


Strength = OneOf["must", "may", "range"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a rule asks for: where `when` holds and `unless` does not, `asks` holds.

    `yields_to` names the variables on which documents below may speak instead (latitude free and range): where one of
    them states any, the demand is silent. `depth` is 0 for the document under check, 1 for the one above it, …
    """

    member: Member
    when: Formula | None
    unless: Formula | None
    asks: Formula
    strength: Strength
    depth: int
    yields_to: frozenset[str] = frozenset()


def _parts(rule: Rule, *, shoulds: bool) -> Iterator[Formula]:
    """O(X), one conjunct at a time: the musts and must_nots, and the shoulds where they count as musts."""
    conditions = [(rule.must, False), *((c, True) for c in rule.must_not)]
    if shoulds:
        conditions += [(rule.should, False), *((c, True) for c in rule.should_not)]
    for condition, negated in conditions:
        if condition is not None:
            yield from conjuncts(formula(condition, negated))


def demands(edition: Edition, depth: int, *, shoulds: bool) -> Iterator[Demand]:
    """What an edition demands, clause by clause, with the latitude that it leaves to documents below."""
    for clause in edition.document.all_clauses():
        spare = {term for bound in clause.range for term in bound.terms} if clause.latitude is Latitude.RANGE else set()
        for rule in clause.all_rules():
            member = Member(edition, rule)
            when = formula(rule.when) if rule.when else None
            unless = formula(rule.unless) if rule.unless else None
            own = [term for duty in rule.duties() for atom in atoms(duty) for term in _names(atom)]
            for part in _parts(rule, shoulds=shoulds):
                yields: frozenset[str] = frozenset()
                if depth and clause.latitude is Latitude.FREE:
                    yields = frozenset(own)
                elif depth and spare:
                    yields = frozenset(spare.intersection(n for literal in literals(part) for n in _names(literal.atom)))
                yield Demand(member, when, unless, part, "must", depth, yields)
        if depth and clause.latitude is Latitude.RANGE and (first := next(clause.all_rules(), None)):
            for bound in clause.range:
                yield Demand(Member(edition, first), None, None, Literal(bound), "range", depth)


def permission(member: Member) -> tuple[Demand, ...]:
    """A `may`, read as if it were a must of a document of its own."""
    rule = member.rule
    if rule.may is None:
        return ()
    when = formula(rule.when) if rule.when else None
    unless = formula(rule.unless) if rule.unless else None
    return tuple(Demand(member, when, unless, part, "may", 0) for part in conjuncts(formula(rule.may)))


def _names(atom: Atom) -> tuple[str, ...]:
    return atom.terms if isinstance(atom, Bound) else (atom.term,)
