"""Finite spaces of situations and conducts in which every rule can be tried. Shares no code with `generator.reasoning`.

A set of conducts is an int: bit n is set when the n-th conduct is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations, pairwise, product
from math import prod
from operator import and_, or_
from typing import NamedTuple

from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Condition,
    Not,
    Quantity,
    Rule,
    Term,
    TermKind,
    YesNo,
    atoms,
)

Amount = Callable[[Quantity], Fraction]


class Chosen(NamedTuple):
    """Whether a choice of a several-valued term is among its values: a several-valued term is one yes_no per choice."""

    term: str
    choice: str


Variable = tuple[str, ...] | Chosen
"""A term alone, a sum of terms (sorted), or a choice of a several-valued term."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that are tried of a term. `first` are enough for what is chosen first, such as the a of «looser».

    `cuts` are the numbers between which one value is as good as another; None stands for all whole numbers.
    """

    values: tuple[Hashable, ...]
    first: frozenset[Hashable]
    cuts: tuple[Fraction, ...] | None = None


def domains(
    terms: Mapping[str, Term], rules: Iterable[Rule], ranges: Iterable[Bound], amount: Amount, finer: int = 0
) -> dict[str, Domain]:
    """Values of the terms that rules, and the ranges of clauses, speak of.

    To go `finer`, or higher, than needed should add nothing.
    """
    said = [*chain.from_iterable(conditions(rule) for rule in rules), *ranges]
    bounds = [atom for condition in said for atom in atoms(condition) if isinstance(atom, Bound)]
    named = {t for bound in bounds for t in bound.terms} | {
        a.term for c in said for a in atoms(c) if not isinstance(a, Bound)
    }
    reals = [t for t in terms if t in named and terms[t].kind is TermKind.QUANTITY and not terms[t].whole]
    return {
        name: _domain(term, terms, bounds, len(reals), amount, finer) for name, term in terms.items() if name in named
    }


def conditions(rule: Rule) -> list[Condition]:
    return [c for c in (rule.when, rule.unless, *rule.duties()) if c is not None]


def _domain(
    term: Term, terms: Mapping[str, Term], bounds: list[Bound], reals: int, amount: Amount, finer: int
) -> Domain:
    match term.kind:
        case TermKind.YES_NO:
            values: list[Hashable] = [True, False]
        case TermKind.CHOICE:
            values = [choice.name for choice in term.choices]
        case TermKind.SEVERAL:
            names = [choice.name for choice in term.choices]
            values = [frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size)]
        case TermKind.QUANTITY if term.whole:
            low, high = _ends(term, amount)
            assert high is not None
            values = list(_grid(low, high, 1))
        case TermKind.QUANTITY:
            return _real(term, terms, bounds, reals, amount, finer)
    return Domain(tuple(values), frozenset(values))


def _ends(term: Term, amount: Amount) -> tuple[Fraction, Fraction | None]:
    low = amount(term.range.low) if term.range and term.range.low else Fraction(0)
    return low, amount(term.range.high) if term.range and term.range.high else None


def _grid(low: Fraction, high: Fraction, steps: int) -> list[Fraction]:
    return [low + Fraction(n, steps) for n in range(int((high - low) * steps) + 1)]


def _real(term: Term, terms: Mapping[str, Term], bounds: list[Bound], reals: int, amount: Amount, finer: int) -> Domain:
    """Real values, as many as make a difference.

    A definition chooses values twice, one after the other: a, then a′ (or g, then a); a′ is compared with the numbers in
    the rules, openly or closed, and with a, closed.

    *One real term x that is never summed*: only the order matters. Of each open interval between the numbers one point
    is enough, since an a′ in the interval of a may as well be a.

    *Whole numbers, at most two real terms x and y, sums of them with each other and with whole terms*: what an a′ must
    satisfy is a system of bounds on x′, y′ and x′ + y′. The only positive combinations of these that cancel are those of
    x′ with −x′ (and so on) and of ±x′, ±y′ with ∓(x′ + y′), each with coefficient one, so a system can be satisfied when
    each such combination leaves room. Where a is left out of it, there is room of a whole number or none, and open ends
    at three bounds take less than three steps: thirds are enough for a (halves, with one real term and two bounds).
    Where a has a part, in thirds, at most two of the bounds are open: sixths are enough for a′ (halves with one).
    And which a find no a′ depends on x, y and x + y compared with whole numbers only, by the same combinations.

    Without an upper end, one value is as good as another once it is above all numbers by more than the others of its
    sums can reach, for so much lower an x′ may be where x′ + y′ is x + y; and so much higher, where y′ is the lowest y.
    """
    low, high = _ends(term, amount)
    own = {amount(end) for bound in bounds if term.name in bound.terms for end in (bound.low, bound.high) if end}
    summed = any(term.name in bound.terms and len(bound.terms) > 1 for bound in bounds)
    if reals == 1 and not summed:
        cuts = sorted(
            {low, *([high] if high is not None else []), *(n for n in own if low <= n and (high is None or n <= high))}
        )
        between = [(one + other) / 2 for one, other in pairwise(cuts)]
        values = sorted([*cuts, *between, *([] if high is not None else [cuts[-1] + 1])])
        return Domain(tuple(values), frozenset(values), tuple(cuts))
    assert reals <= 2
    assert all(n.denominator == 1 for n in own)
    coarse, fine = (2 + finer, 2 + finer) if reals == 1 else (3 + finer, 2 * (3 + finer))
    reach = _reach(term, terms, bounds, amount) if high is None else Fraction(0)
    top = high if high is not None else max(own, default=low) + 1 + reach + finer
    return Domain(tuple(_grid(low, top + reach, fine)), frozenset(_grid(low, top, coarse)))


def _reach(term: Term, terms: Mapping[str, Term], bounds: list[Bound], amount: Amount) -> Fraction:
    """How far apart the totals of what a term is summed with can lie."""
    others = {name for bound in bounds if term.name in bound.terms for name in bound.terms} - {term.name}
    found = Fraction(0)
    for name in others:
        low, high = _ends(terms[name], amount)
        assert high is not None
        found += high - low
    return found


class Space:
    """Every situation, and every conduct in it, with the sets of conducts where conditions are true."""

    def __init__(self, terms: Mapping[str, Term], tried: Mapping[str, Domain], amount: Amount) -> None:
        self.terms = terms
        self.amount = amount
        given = [term for term in tried if terms[term].given]
        conduct = [term for term in tried if not terms[term].given]
        self.situations = [
            dict(zip(given, values, strict=True)) for values in product(*(tried[term].values for term in given))
        ]
        self.size = prod(len(tried[term].values) for term in conduct)
        self.every = (1 << self.size) - 1
        self.having: dict[str, dict[Hashable, int]] = {}
        stride = 1
        for term in conduct:
            period = stride * len(tried[term].values)
            block = ((1 << stride) - 1) * (self.every // ((1 << period) - 1))
            self.having[term] = {value: block << (n * stride) for n, value in enumerate(tried[term].values)}
            stride = period
        self.first = reduce(
            and_, (reduce(or_, (self.having[t][v] for v in tried[t].first)) for t in conduct), self.every
        )
        self.top = {term: max(tried[term].first) for term in conduct if terms[term].kind is TermKind.QUANTITY}
        self.cuts = next((tried[term].cuts for term in conduct if tried[term].cuts is not None), None)
        self._true: dict[tuple[int, int], tuple[Condition, int]] = {}
        self._totals: dict[tuple[tuple[str, ...], int], dict[Fraction, int]] = {}
        self._moves: dict[tuple[Variable, frozenset[str]], list[tuple[int, int]]] = {}

    def alike(self, one: Fraction, other: Fraction) -> bool:
        """Whether rules cannot tell two values of a real term, or of a sum of two."""
        cuts = self.cuts if self.cuts is not None else (one.__floor__(), one.__ceil__())
        return all((one > cut) == (other > cut) and (one < cut) == (other < cut) for cut in cuts)

    def true(self, condition: Condition, n: int) -> int:
        """The conducts with which a condition is true in the n-th situation."""
        key = id(condition), n
        if key not in self._true:
            self._true[key] = condition, self._try(condition, n)
        return self._true[key][1]

    def _try(self, condition: Condition, n: int) -> int:
        match condition:
            case AllOf(parts):
                return reduce(and_, (self.true(part, n) for part in parts), self.every)
            case AnyOf(parts):
                return reduce(or_, (self.true(part, n) for part in parts), 0)
            case Not(part):
                return self.every & ~self.true(part, n)
            case Bound(terms):
                return reduce(
                    or_, (at for total, at in self.totals(terms, n).items() if self.within(condition, total)), 0
                )
            case Choice(term, choices, among):
                return self._where(term, n, lambda value: chosen(value, choices, among))
            case YesNo(term, yes):
                return self._where(term, n, lambda value: value is yes)

    def _where(self, term: str, n: int, fits: Callable[[Hashable], bool]) -> int:
        if self.terms[term].given:
            return self.every if fits(self.situations[n][term]) else 0
        return reduce(or_, (at for value, at in self.having[term].items() if fits(value)), 0)

    def within(self, bound: Bound, total: Fraction) -> bool:
        low, high = bound.low and self.amount(bound.low), bound.high and self.amount(bound.high)
        above = low is None or (total > low if bound.low_open else total >= low)
        return above and (high is None or (total < high if bound.high_open else total <= high))

    def totals(self, terms: tuple[str, ...], n: int) -> dict[Fraction, int]:
        """Each value that a sum can have in the n-th situation, with the conducts that give it."""
        if (terms, n) not in self._totals:
            found = {Fraction(0): self.every}
            for term in terms:
                addends = {self.situations[n][term]: self.every} if self.terms[term].given else self.having[term]
                more: dict[Fraction, int] = {}
                for total, at in found.items():
                    for value, where in addends.items():
                        if both := at & where:
                            more[total + value] = more.get(total + value, 0) | both
                found = more
            self._totals[terms, n] = found
        return self._totals[terms, n]

    def values(self, variable: Variable) -> dict[Hashable, int]:
        """Each value of a variable of conduct, with the conducts that have it."""
        if isinstance(variable, Chosen):
            yes = self._where(variable.term, 0, lambda value: variable.choice in value)
            return {value: at for value, at in ((True, yes), (False, self.every & ~yes)) if at}
        return self.having[variable[0]] if len(variable) == 1 else self.totals(variable, 0)

    def moves(self, variable: Variable, how: frozenset[str]) -> list[tuple[int, int]]:
        """For each value of a variable: the conducts that have it, and those that agree with it as far as it is stated."""
        if (variable, how) not in self._moves:
            values = self.values(variable)
            found = []
            for value, at in values.items():
                if how == {"low"}:
                    found.append((at, reduce(or_, (where for other, where in values.items() if other <= value))))
                elif how == {"high"}:
                    found.append((at, reduce(or_, (where for other, where in values.items() if other >= value))))
                else:
                    found.append((at, at))
            self._moves[variable, how] = found
        return self._moves[variable, how]


def chosen(value: Hashable, choices: tuple[str, ...], among: Among) -> bool:
    if not isinstance(value, frozenset):
        return value in choices
    match among:
        case Among.ANY:
            return bool(value & set(choices))
        case Among.ALL:
            return value >= set(choices)
        case Among.ONLY:
            return value <= set(choices)
