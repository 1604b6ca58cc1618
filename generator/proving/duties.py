"""What rules demand, state and guard (section Meaning), and what `free` and `range` make of it for a document below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Clause,
    Condition,
    Latitude,
    Not,
    Rule,
    TermKind,
    Vocabulary,
    YesNo,
    atoms,
)
from generator.proving import formulas as f
from generator.proving.formulas import Formula
from generator.proving.spaces import Space, Variable
from generator.reasoning import Key, Member

Subject = tuple[tuple[str, ...], str | None]
"""What is stated: a term, a sum of several, or a choice of a `several` term."""
Statement = tuple[Subject, Literal["low", "high", "value"]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with its depth: 0 for the document under check, 1 for the one above it, and so on."""

    member: Member
    depth: int

    @property
    def rule(self) -> Rule:
        return self.member.rule

    @property
    def clause(self) -> Clause:
        return self.member.clause

    @property
    def key(self) -> Key:
        return self.member.key


@dataclass(frozen=True, slots=True)
class Duty:
    """Where its rule applies, `asks` holds.

    It holds only where none of the rules `lifted_by` applies and, unless that is None, one of those in `once` does.
    """

    of: Placed
    asks: Condition
    lifted_by: tuple[Rule, ...] = ()
    once: tuple[Rule, ...] | None = None

    def conditions(self) -> Iterator[Condition]:
        """Everything that it speaks of."""
        for rule in (self.of.rule, *self.lifted_by, *(self.once or ())):
            yield from (condition for condition in (rule.when, rule.unless) if condition is not None)
        yield self.asks


def demands(placed: Iterable[Placed], *, shoulds: bool) -> Iterator[Duty]:
    """The musts and must_nots of rules, and their shoulds where those count as musts."""
    for each in placed:
        for asks in wishes(each.rule, shoulds=shoulds):
            yield Duty(each, asks)


def wishes(rule: Rule, *, shoulds: bool) -> Iterator[Condition]:
    """What a rule asks for, negated where it forbids."""
    yield from (c for c in (rule.must, rule.should if shoulds else None) if c is not None)
    yield from (Not(c) for c in (*rule.must_not, *(rule.should_not if shoulds else ())))


def as_must(each: Placed) -> Placed:
    """A rule's `may`, read alone as if it were a must."""
    rule = replace(each.rule, must=each.rule.may, may=None, must_not=(), should=None, should_not=())
    return replace(each, member=replace(each.member, rule=rule))


def with_latitude(
    above: Sequence[Placed], own: Sequence[Placed], vocabulary: Vocabulary, *, shoulds: bool
) -> Iterator[Duty]:
    """O(M) as `free` and `range` make it for D (end of section A document). `own` are the rules of D."""
    for each in above:
        below = [other for other in (*own, *above) if other.depth < each.depth]
        match each.clause.latitude:
            case Latitude.FREE:
                said = {s for d in each.rule.duties() for s in spoken(d, vocabulary)}
                # Of a sum each term is a conduct term of the rule, too.
                said |= {((term,), choice) for terms, choice in said for term in terms}
                lifting = stating(below, said, vocabulary, shoulds=shoulds)
                yield from (Duty(each, asks, lifting) for asks in wishes(each.rule, shoulds=shoulds))
            case Latitude.RANGE:
                yield from _ranged(each, below, vocabulary, shoulds=shoulds)
            case _:
                yield from (Duty(each, asks) for asks in wishes(each.rule, shoulds=shoulds))


def _ranged(each: Placed, below: Sequence[Placed], vocabulary: Vocabulary, *, shoulds: bool) -> Iterator[Duty]:
    ranges = {subject: bound for bound in each.clause.range for subject in spoken(bound, vocabulary)}
    for part in (part for asks in wishes(each.rule, shoulds=shoulds) for part in conjuncts(asks)):
        bounded = set(spoken(part, vocabulary)) & set(ranges)
        yield Duty(each, part, stating(below, bounded, vocabulary, shoulds=shoulds))
    # A range binds those below whatever the strength of the rule that it is given for.
    said = {subject for duty in each.rule.duties() for subject in spoken(duty, vocabulary)}
    for subject, bound in ranges.items():
        if subject in said:
            yield Duty(each, bound, once=stating(below, {subject}, vocabulary, shoulds=shoulds))


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The parts that hold together."""
    match condition:
        case AllOf(parts):
            for part in parts:
                yield from conjuncts(part)
        case Not(AnyOf(parts)):
            for part in parts:
                yield from conjuncts(Not(part))
        case Not(Not(part)):
            yield from conjuncts(part)
        case _:
            yield condition


def stating(
    below: Iterable[Placed], subjects: set[Subject], vocabulary: Vocabulary, *, shoulds: bool
) -> tuple[Rule, ...]:
    """The rules that state one of some subjects; what a document in between recommends only where that counts (`shoulds`)."""

    def stated(each: Placed) -> Iterator[Subject]:
        for wish in wishes(each.rule, shoulds=shoulds or not each.depth):
            yield from (subject for subject, _ in states(wish, vocabulary))

    return tuple(other.rule for other in below if not subjects.isdisjoint(stated(other)))


def states(condition: Condition, vocabulary: Vocabulary, *, negated: bool = False) -> Iterator[Statement]:
    """What a condition states, once negations are pushed down to the values. Every branch of an `any` counts."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from states(part, vocabulary, negated=negated)
        case Not(part):
            yield from states(part, vocabulary, negated=not negated)
        case Bound(terms, low, high):
            terms = tuple(sorted(terms))
            if low and high:
                if not negated:
                    yield from (((terms, None), "low"), ((terms, None), "high"))
            else:
                yield (terms, None), "low" if (low is not None) != negated else "high"
        case Choice(term):
            if vocabulary[term].kind is TermKind.SEVERAL:
                for name in named_choices(condition, vocabulary):
                    yield ((term,), name), "value"
            elif not negated:
                yield ((term,), None), "value"
        case YesNo(term):
            yield ((term,), None), "value"


def named_choices(choice: Choice, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The choices of a `several` term that a condition bears upon: those listed, or for 仅限 all others."""
    only = choice.among is Among.ONLY
    return tuple(c.name for c in vocabulary[choice.term].choices if (c.name in choice.choices) != only)


def spoken(condition: Condition, vocabulary: Vocabulary) -> Iterator[Subject]:
    """Every term, sum or choice of a `several` term that a condition speaks of."""
    for atom in atoms(condition):
        match atom:
            case Bound(terms):
                yield tuple(sorted(terms)), None
            case Choice(term) if vocabulary[term].kind is TermKind.SEVERAL:
                yield from (((term,), name) for name in named_choices(atom, vocabulary))
            case Choice(term) | YesNo(term):
                yield (term,), None


def variables(condition: Condition, vocabulary: Vocabulary) -> Iterator[Variable]:
    """The conduct variables that a condition speaks of: of a sum, each term."""
    for terms, choice in spoken(condition, vocabulary):
        yield from ((term, choice) for term in terms if not vocabulary[term].given)


def guards(duties: Iterable[Duty], vocabulary: Vocabulary) -> tuple[Variable, ...]:
    """G: the conduct terms that a `when` or `unless` of rules with a duty speaks about."""
    rules = dict.fromkeys((duty.of.rule.when, duty.of.rule.unless) for duty in duties)
    found = (v for pair in rules for c in pair if c is not None for v in variables(c, vocabulary))
    return tuple(dict.fromkeys(found))


def applies(rule: Rule, space: Space, conduct: str) -> Formula:
    """`when` holds and `unless` does not."""
    when = f.TRUE if rule.when is None else space.holds(rule.when, conduct)
    unless = f.FALSE if rule.unless is None else space.holds(rule.unless, conduct)
    return f.conj((when, f.neg(unless)))


def obeyed(duties: Iterable[Duty], space: Space, conduct: str) -> Formula:
    """O(X)(s, a): every duty, where it applies."""

    def one(duty: Duty) -> Formula:
        here = [applies(duty.of.rule, space, conduct)]
        here += [f.neg(f.disj(applies(rule, space, conduct) for rule in duty.lifted_by))]
        if duty.once is not None:
            here.append(f.disj(applies(rule, space, conduct) for rule in duty.once))
        return f.implies(f.conj(here), space.holds(duty.asks, conduct))

    return f.conj(one(duty) for duty in duties)


def agreed(rules: Iterable[Rule], space: Space, one: str, other: str) -> Formula:
    """`other` agrees with `one` on what rules state at (s, one): equal on what is stated both ways, on choices and yes_nos;
    not above it where only a lower bound is stated, not below it where only an upper one.
    """
    where: dict[Statement, list[Rule]] = {}
    for rule in rules:
        for wish in wishes(rule, shoulds=True):
            for statement in states(wish, space.vocabulary):
                where.setdefault(statement, []).append(rule)
    parts = []
    for ((terms, choice), how), said_by in where.items():
        here = f.disj(applies(rule, space, one) for rule in said_by)
        if how == "value":
            same: Formula = space.equal([(terms[0], choice)], one, other)
        else:
            mine, theirs = (_total(space, terms, conduct) for conduct in (one, other))
            # Stated from both sides, it is both not above and not below: equal.
            same = ("<=" if how == "low" else ">=", theirs, mine)
        parts.append(f.implies(here, same))
    return f.conj(parts)


def _total(space: Space, terms: Iterable[str], conduct: str) -> Formula:
    sum_ = space.sum(terms, conduct)
    return f.total(sum_, whole=all(is_int and factor.denominator == 1 for factor, _, is_int in sum_))


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """Everything that a rule says."""
    return tuple(c for c in (rule.when, rule.unless, *rule.duties()) if c is not None)
