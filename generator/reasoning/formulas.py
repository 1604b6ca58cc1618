"""Rules as demands: what must hold where, with negations pushed down to the values (section Meaning, *Stated*).

`must_not: 超过 60 秒` reads 不超过 60 秒: one-sided bounds are turned over instead of negated. A condition on a
several-valued term is one on its choices, each a yes_no of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Flag
from typing import Literal as OneOf

from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Clause,
    Condition,
    Edition,
    Latitude,
    Not,
    Rule,
    TermKind,
    Vocabulary,
    YesNo,
)

Variable = tuple[str, str | None]
"""A term, or one choice of a several-valued term."""
Subject = tuple[Variable, ...]
"""What a rule speaks of: a variable, or the terms of a sum in the order of their names."""


def summed(bound: Bound) -> Subject:
    """The quantity or the sum that a bound speaks of."""
    return tuple((term, None) for term in sorted(bound.terms))


Key = tuple[str, str, int]
"""A rule by (document id, clause id, index of the rule in its clause)."""


class States(Flag):
    """What a literal says of its variable: a limit from below, from above, or (both) the value itself."""

    NOTHING = 0
    LOW = 1
    HIGH = 2
    VALUE = LOW | HIGH


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity, or a sum, lies between two ends; or, negated, does not."""

    bound: Bound
    negated: bool = False

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple((term, None) for term in self.bound.terms)

    @property
    def subject(self) -> Subject:
        return summed(self.bound)

    @property
    def states(self) -> States:
        """A negated exact value or range states nothing."""
        low, high = (
            (States.LOW if self.bound.low else States.NOTHING),
            (States.HIGH if self.bound.high else States.NOTHING),
        )
        return States.NOTHING if self.negated else low | high


@dataclass(frozen=True, slots=True)
class Pick:
    """The one value of a choice term is in a list; or, negated, is not."""

    choice: Choice
    negated: bool = False

    @property
    def variables(self) -> tuple[Variable, ...]:
        return ((self.choice.term, None),)

    @property
    def subject(self) -> Subject:
        return self.variables

    @property
    def states(self) -> States:
        """What is only excluded is no list."""
        return States.NOTHING if self.negated else States.VALUE


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes_no, or one choice of a several-valued term, is so or is not."""

    variable: Variable
    yes: bool

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (self.variable,)

    @property
    def subject(self) -> Subject:
        return self.variables

    @property
    def states(self) -> States:
        return States.VALUE


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Formula, ...]


Literal = Measure | Pick | Fact
Formula = Literal | Every | Some


def formula(condition: Condition, vocabulary: Vocabulary, negated: bool = False) -> Formula:
    """A condition with its negations pushed down to the values."""
    match condition:
        case Not(part):
            return formula(part, vocabulary, not negated)
        case AllOf(parts) | AnyOf(parts):
            made = tuple(formula(part, vocabulary, negated) for part in parts)
            return Every(made) if isinstance(condition, AllOf) != negated else Some(made)
        case Bound():
            return Measure(turned(condition)) if negated and _one_sided(condition) else Measure(condition, negated)
        case YesNo(term, yes):
            return Fact((term, None), yes != negated)
        case Choice(term=term) if vocabulary[term].kind is TermKind.SEVERAL:
            return _several(condition, vocabulary, negated)
        case Choice():
            return Pick(condition, negated)


def _one_sided(bound: Bound) -> bool:
    return (bound.low is None) != (bound.high is None)


def turned(bound: Bound) -> Bound:
    """What holds where a bound with one end does not."""
    return replace(bound, low=bound.high, high=bound.low, low_open=not bound.high_open, high_open=not bound.low_open)


def _several(choice: Choice, vocabulary: Vocabulary, negated: bool) -> Formula:
    names, yes = choice.choices, True
    if choice.among is Among.ONLY:
        names = tuple(c.name for c in vocabulary[choice.term].choices if c.name not in choice.choices)
        yes = False
    facts = tuple(Fact((choice.term, name), yes != negated) for name in names)
    return Some(facts) if (choice.among is Among.ANY) != negated else Every(facts)


def literals(made: Formula | None) -> Iterator[Literal]:
    """Every literal of a formula, in order."""
    if isinstance(made, Every | Some):
        for part in made.parts:
            yield from literals(part)
    elif made is not None:
        yield made


def conjuncts(made: Formula) -> Iterator[Formula]:
    """The parts of a formula that have to hold each by itself."""
    if isinstance(made, Every):
        for part in made.parts:
            yield from conjuncts(part)
    else:
        yield made


@dataclass(frozen=True, slots=True)
class Member:
    """A rule of an edition, as a contradiction's minimal set names it."""

    edition: Edition
    rule: Rule
    clause: Clause

    @property
    def key(self) -> Key:
        """By what the rule is known."""
        return (self.edition.document.id, self.rule.clause, self.rule.index)


def members_of(edition: Edition) -> Iterator[Member]:
    """The rules of an edition, in document order."""
    for clause in edition.document.all_clauses():
        for rule in clause.all_rules():
            yield Member(edition, rule, clause)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a rule asks for: where `when` holds and `unless` does not, `asks` holds.

    `depth` is 0 for the document under check, 1 for the one above it, and so on. With `latitude`, what documents of less
    depth state of what is in `leaves` decides: a `free` demand is silent where they do, a `range` demand speaks only there.
    """

    member: Member
    when: Formula | None
    unless: Formula | None
    asks: Formula
    depth: int
    latitude: OneOf["none", "free", "range"] = "none"
    leaves: frozenset[Subject] = frozenset()
    grant: bool = False
    """Whether it is what a `may` above grants, which D must not take away."""
    advised: bool = False
    """Whether it is a should."""

    @property
    def guards(self) -> Iterator[Literal]:
        """What its `when` and `unless` speak about."""
        yield from literals(self.when)
        yield from literals(self.unless)


def demands(member: Member, depth: int, *, shoulds: bool) -> Iterator[Demand]:
    """What a rule demands, one conjunct at a time, with the latitude that it leaves to documents below.

    `shoulds`: count the shoulds as musts, as for a document under check.
    """
    rule, vocabulary = member.rule, member.edition.vocabulary
    when, unless = guards_of(member)
    conditions = [(rule.must, False, False), *((c, True, False) for c in rule.must_not)]
    if shoulds:
        conditions += [(rule.should, False, True), *((c, True, True) for c in rule.should_not)]
    made = [
        Demand(member, when, unless, part, depth, advised=advised)
        for condition, negated, advised in conditions
        if condition is not None
        for part in conjuncts(formula(condition, vocabulary, negated))
    ]
    latitude = member.clause.latitude
    if not depth or latitude in (Latitude.TIGHTEN, Latitude.FIXED):
        yield from made
        return
    spoken = [literal for duty in rule.duties() for literal in literals(formula(duty, vocabulary))]
    subjects = frozenset(subject for x in spoken for subject in (x.subject, *((v,) for v in x.variables)))
    ranged = [bound for bound in member.clause.range if summed(bound) in subjects]
    for demand in made:
        left = {literal.subject for literal in literals(demand.asks)} & {summed(bound) for bound in ranged}
        if latitude is Latitude.FREE:
            yield replace(demand, latitude="free", leaves=subjects)
        elif latitude is Latitude.RANGE and left:
            yield replace(demand, latitude="free", leaves=frozenset(left))
        else:
            yield demand
    if latitude is Latitude.RANGE:
        for bound in ranged:
            yield Demand(member, when, unless, Measure(bound), depth, "range", frozenset({summed(bound)}))


def grant(member: Member) -> Demand | None:
    """What a `may` above grants, as one demand."""
    if member.rule.may is None:
        return None
    when, unless = guards_of(member)
    return Demand(member, when, unless, formula(member.rule.may, member.edition.vocabulary), 1, grant=True)


def permission(member: Member) -> tuple[Demand, ...]:
    """A `may`, read as if it were a must of a document of its own, whole: what cannot be done in one part is not done."""
    if member.rule.may is None:
        return ()
    when, unless = guards_of(member)
    return (Demand(member, when, unless, formula(member.rule.may, member.edition.vocabulary), 0),)


def guards_of(member: Member) -> tuple[Formula | None, Formula | None]:
    """The `when` and the `unless` of a rule."""
    rule, vocabulary = member.rule, member.edition.vocabulary
    return (
        formula(rule.when, vocabulary) if rule.when is not None else None,
        formula(rule.unless, vocabulary) if rule.unless is not None else None,
    )
