"""Situations and conducts as variables, and conditions as formulas over them (section Meaning).

`s` is a situation: a variable for each `given` term. `a`, `a′`, … are conducts: a variable for each other term. A `several`
term is one Bool a choice; a choice is the number of the value chosen; a quantity is a Real, or an Int where it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Condition,
    Not,
    Quantity,
    Term,
    TermKind,
    Unit,
    Vocabulary,
    YesNo,
    atoms,
    terms_of,
)
from generator.proving import formulas as f
from generator.proving.formulas import Formula
from generator.proving.measuring import CERTAIN, Measure, conversions, family, measure

A, A1, A2, A3 = "a", "a′", "a″", "a‴"
"""Conducts, as the definitions call them."""

Variable = tuple[str, str | None]
"""A term, or (term, choice) of a `several` one."""


@dataclass(frozen=True)
class Space:
    """The terms that some conditions speak of."""

    vocabulary: Vocabulary
    conditions: tuple[Condition, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """In the vocabulary's order."""
        named = {term for condition in self.conditions for atom in atoms(condition) for term in terms_of(atom)}
        return tuple(term for name, term in self.vocabulary.items() if name in named)

    @cached_property
    def _bounds(self) -> tuple[Bound, ...]:
        said = [atom for condition in self.conditions for atom in atoms(condition) if isinstance(atom, Bound)]
        return (*said, *(term.range for term in self.terms if term.range))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Of each quantity: terms that are added to each other are counted alike."""
        quantities = [term for term in self.terms if term.kind is TermKind.QUANTITY]
        groups = {term.name: {term.name} for term in quantities}
        for bound in self._bounds:
            joined = set().union(*(groups[name] for name in bound.terms))
            groups |= dict.fromkeys(joined, joined)
        made: dict[str, Measure] = {}
        for term in quantities:
            group = groups[term.name]
            units = [q.unit for bound in self._bounds if bound.terms[0] in group for q in ends(bound)]
            units += [_unit(other) for other in quantities if other.name in group and other.whole]
            first = next(other for other in quantities if other.name in group)
            made[term.name] = measure(units, _unit(first))
        return made

    @cached_property
    def conversions(self) -> dict[str, Formula]:
        """The unknown conversions, with all that is known of each."""
        mixed = [q for bound in self._bounds if self.measures[bound.terms[0]].mixed for q in ends(bound)]
        known: dict[str, list[Formula]] = {}
        for name, fact in conversions(q for q in mixed if family(q.unit) not in CERTAIN):
            known.setdefault(name, []).append(fact)
        return {name: f.conj(facts) for name, facts in known.items()}

    def name(self, variable: Variable, conduct: str) -> str:
        """The symbol of a variable; a situation is the same in every conduct."""
        term, choice = variable
        owner = "s" if self.vocabulary[term].given else conduct
        return f.symbol(f"{owner}.{term}" if choice is None else f"{owner}.{term}：{choice}")

    def whole(self, name: str) -> bool:
        """Whether a quantity is counted in steps of its unit."""
        term = self.vocabulary[name]
        return term.whole and self.measures[name].step(_unit(term)) is not None

    def sum(self, terms: Iterable[str], conduct: str) -> tuple[tuple[Fraction, str, bool], ...]:
        """A quantity, or several added up, as (factor, symbol, whether it is an Int)."""

        def part(name: str) -> tuple[Fraction, str, bool]:
            whole = self.whole(name)
            step = self.measures[name].step(_unit(self.vocabulary[name])) if whole else None
            return step or Fraction(1), self.name((name, None), conduct), whole

        return tuple(part(name) for name in terms)

    def holds(self, condition: Condition, conduct: str) -> Formula:
        """A condition of the situation and a conduct."""
        match condition:
            case AllOf(parts):
                return f.conj(self.holds(part, conduct) for part in parts)
            case AnyOf(parts):
                return f.disj(self.holds(part, conduct) for part in parts)
            case Not(part):
                return f.neg(self.holds(part, conduct))
            case Bound():
                return self._within(condition, conduct)
            case YesNo(term, yes):
                named = self.name((term, None), conduct)
                return named if yes else f.neg(named)
            case Choice(term, choices, among):
                return self._chosen(self.vocabulary[term], choices, among, conduct)

    def _within(self, bound: Bound, conduct: str) -> Formula:
        measure, sum_ = self.measures[bound.terms[0]], self.sum(bound.terms, conduct)
        low = f.compared(">" if bound.low_open else ">=", sum_, measure.position(bound.low)) if bound.low else f.TRUE
        high = (
            f.compared("<" if bound.high_open else "<=", sum_, measure.position(bound.high)) if bound.high else f.TRUE
        )
        return f.conj((low, high))

    def _chosen(self, term: Term, choices: tuple[str, ...], among: Among, conduct: str) -> Formula:
        if term.kind is TermKind.CHOICE:
            named = self.name((term.name, None), conduct)
            return f.disj(("=", named, value(term.name, choice)) for choice in choices)
        marks = {choice.name: self.name((term.name, choice.name), conduct) for choice in term.choices}
        match among:
            case Among.ANY:
                return f.disj(marks[choice] for choice in choices)
            case Among.ALL:
                return f.conj(marks[choice] for choice in choices)
            case Among.ONLY:
                return f.conj(f.neg(mark) for choice, mark in marks.items() if choice not in choices)

    def variables(self, conduct: str | None) -> Iterator[tuple[str, str, Formula]]:
        """Symbol, sort and domain of each variable of a conduct, or (None) of the situation."""
        for term in self.terms:
            if term.given != (conduct is None):
                continue
            choices = [choice.name for choice in term.choices] if term.kind is TermKind.SEVERAL else [None]
            for choice in choices:
                named = self.name((term.name, choice), conduct or "s")
                yield named, self._sort(term), self._domain(term, named, conduct or "s")

    def _sort(self, term: Term) -> str:
        match term.kind:
            case TermKind.QUANTITY:
                return "Int" if self.whole(term.name) else "Real"
            case TermKind.CHOICE:
                return "Int"
            case _:
                return "Bool"

    def _domain(self, term: Term, named: str, conduct: str) -> Formula:
        match term.kind:
            case TermKind.CHOICE:
                return f.conj(((">=", named, "0"), ("<", named, str(len(term.choices)))))
            case TermKind.QUANTITY:
                said = self._within(term.range, conduct) if term.range else f.TRUE
                natural = (
                    f.TRUE
                    if term.range and term.range.low
                    else f.compared(">=", self.sum((term.name,), conduct), Fraction(0))
                )
                return f.conj((natural, said))
            case _:
                return f.TRUE

    def exists(self, conduct: str, body: Formula) -> Formula:
        """∃ a conduct."""
        bound = self._occurring(conduct, body)
        return f.quantified("exists", ((n, sort) for n, sort, _ in bound), f.conj((*(d for *_, d in bound), body)))

    def forall(self, conduct: str, body: Formula) -> Formula:
        """∀ conducts."""
        bound = self._occurring(conduct, body)
        domains = f.conj(domain for *_, domain in bound)
        return f.quantified("forall", ((n, sort) for n, sort, _ in bound), f.implies(domains, body))

    def _occurring(self, conduct: str | None, body: Formula) -> list[tuple[str, str, Formula]]:
        # A variable that the body does not speak of has some value, whatever the domain.
        said = set(f.symbols(body))
        return [(named, sort, domain) for named, sort, domain in self.variables(conduct) if named in said]

    def equal(self, variables: Iterable[Variable], one: str, other: str) -> Formula:
        """Two conducts have the same values there."""
        return f.conj(
            ("=", self.name(v, one), self.name(v, other)) for v in variables if not self.vocabulary[v[0]].given
        )

    def free(self, body: Formula, *conducts: str) -> Iterator[tuple[str, str, Formula]]:
        """The variables of the situation, and of conducts, that a formula speaks of: symbol, sort, domain."""
        for conduct in (None, *conducts):
            yield from self._occurring(conduct, body)

    def constants(self, body: Formula) -> Iterator[tuple[str, int]]:
        """The symbols for values of choices in a formula, each with its number."""
        said = set(f.symbols(body))
        for term in self.terms:
            if term.kind is TermKind.CHOICE:
                for number, choice in enumerate(term.choices):
                    if (named := value(term.name, choice.name)) in said:
                        yield named, number


def value(term: str, choice: str) -> str:
    """The symbol for a value of a choice."""
    return f.symbol(f"{term}={choice}")


def ends(bound: Bound) -> Iterator[Quantity]:
    """The quantities that a bound names."""
    yield from (end for end in (bound.low, bound.high) if end)


def _unit(term: Term) -> Unit:
    assert term.unit is not None, term.name  # reading gives every quantity one
    return term.unit
