"""Rules as questions for the solver: what each demand means for someone in a situation, on one scale for each quantity.

O(D) and O(M) of section Meaning are `obeys` of the demands of either side; `agrees` is what makes a conduct one of Pull(a).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from generator.model import Bound, Choice, TermKind, Vocabulary
from generator.reasoning.formulas import (
    Demand,
    Every,
    Fact,
    Formula,
    Literal,
    Measure,
    Pick,
    Some,
    States,
    Subject,
    Variable,
    literals,
    summed,
)
from generator.reasoning.logic.constraints import (
    ALWAYS,
    Bounded,
    Constraint,
    Domain,
    Finite,
    Is,
    Name,
    Numeric,
    Same,
    every,
    form,
    negated,
    some,
)
from generator.reasoning.measures import Scales, orders


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a conduct of their own, but for what they do just as another does."""

    whose: str
    like: str = ""
    shares: frozenset[Variable] = frozenset()

    def name(self, variable: Variable, *, given: bool) -> Name:
        """A variable as it is for this person; the situation is the same for all."""
        whose = "" if given else self.like if variable in self.shares else self.whose
        return Name(*variable, whose)


@dataclass(slots=True)
class Setting:
    """Demands over a vocabulary, with a scale for each quantity that they speak of."""

    demands: Sequence[Demand]
    vocabulary: Vocabulary
    scales: Scales
    domains: dict[Variable, Domain] = field(default_factory=dict)
    """What each variable can be, as far as it was asked for; shared by settings that are asked about together."""
    beside: Sequence[Formula] = ()
    """What is spoken of beside the demands, such as what is known of the situation."""
    guards: frozenset[Variable] = field(init=False)
    """The conduct that a `when` or `unless` speaks about (section Meaning, *Guards*)."""
    _applying: dict[tuple[int, Person], Constraint] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        spoken = (v for d in self.demands for literal in d.guards for v in literal.variables)
        self.guards = frozenset(v for v in spoken if not self.vocabulary[v[0]].given)

    @property
    def own(self) -> list[Demand]:
        """D's demands."""
        return [demand for demand in self.demands if not demand.depth]

    @property
    def above(self) -> list[Demand]:
        """M's demands."""
        return [demand for demand in self.demands if demand.depth and not demand.grant]

    @property
    def variables(self) -> list[Variable]:
        """Every variable that the demands, and what is beside them, speak of, terms in the order of the vocabulary."""
        spoken = {v for x in spoken_of(self.demands, self.beside) for v in x.variables}
        order = {name: position for position, name in enumerate(self.vocabulary)}
        return sorted(spoken, key=lambda v: (order[v[0]], self._choice_order(v)))

    def _choice_order(self, variable: Variable) -> int:
        term, choice = variable
        return next((n for n, c in enumerate(self.vocabulary[term].choices) if c.name == choice), -1)

    def given(self, variable: Variable) -> bool:
        """Whether a variable belongs to the situation."""
        return self.vocabulary[variable[0]].given

    def name(self, variable: Variable, person: Person) -> Name:
        """A variable as it is for someone."""
        return person.name(variable, given=self.given(variable))

    # Domains

    def domain(self, name: Name) -> Domain:
        """The values that a variable can take; choices that no demand tells apart are one, named by the first."""
        variable = (name.term, name.choice)
        if variable not in self.domains:
            self.domains[variable] = self._domain_of(variable)
        return self.domains[variable]

    def _domain_of(self, variable: Variable) -> Domain:
        term = self.vocabulary[variable[0]]
        match term.kind:
            case TermKind.QUANTITY:
                scale = self.scales[term.name]
                step = scale.factor if term.whole else None
                limits = term.range
                if limits is None:
                    return Numeric(step=step)
                low = scale.positions[limits.low] if limits.low else None
                high = scale.positions[limits.high] if limits.high else None
                return Numeric(low, high, limits.low_open, limits.high_open, step)
            case TermKind.CHOICE:
                return Finite(tuple(dict.fromkeys(self.alike(term.name).values())))
            case TermKind.SEVERAL:
                return Finite((False, True))
            case TermKind.YES_NO:
                return Finite((True, False))

    def alike(self, term: str) -> Mapping[str, str]:
        """For each choice of a term, the first of those that nothing here tells from it."""
        told = {
            x.choice.choices: None
            for x in spoken_of(self.demands, self.beside)
            if isinstance(x, Pick) and x.choice.term == term
        }
        first: dict[tuple[bool, ...], str] = {}
        return {
            choice.name: first.setdefault(tuple(choice.name in names for names in told), choice.name)
            for choice in self.vocabulary[term].choices
        }

    # What rules say

    def _literal(self, literal: Literal, person: Person) -> Constraint:
        match literal:
            case Fact(variable, yes):
                return Is(self.name(variable, person), frozenset((yes,)))
            case Pick(choice, negated_):
                return self._pick(choice, person, wanted=not negated_)
            case Measure(bound, negated_):
                return self._measure(bound, person, negated_=negated_)

    def _pick(self, choice: Choice, person: Person, *, wanted: bool) -> Constraint:
        name = self.name((choice.term, None), person)
        domain = self.domain(name)
        assert isinstance(domain, Finite)
        return Is(name, frozenset(value for value in domain.values if (value in choice.choices) is wanted))

    def _measure(self, bound: Bound, person: Person, *, negated_: bool) -> Constraint:
        of = self.form(summed(bound), person)
        positions = self.scales[bound.terms[0]].positions
        ends: list[Constraint] = []
        if bound.low is not None:
            ends.append(Bounded(of, negated_, positions[bound.low], bound.low_open is not negated_))
        if bound.high is not None:
            ends.append(Bounded(of, not negated_, positions[bound.high], bound.high_open is not negated_))
        return some(*ends) if negated_ else every(*ends)

    def form(self, subject: Subject, *people: Person) -> tuple[tuple[Name, int], ...]:
        """A sum as it is for the first person, less what it is for the second."""
        counted: Counter[Name] = Counter()
        for sign, person in zip((1, -1), people, strict=False):
            for variable in subject:
                counted[self.name(variable, person)] += sign
        return form(counted)

    def says(self, formula: Formula, person: Person) -> Constraint:
        """A formula as it is for someone."""
        match formula:
            case Every(parts):
                return every(*(self.says(part, person) for part in parts))
            case Some(parts):
                return some(*(self.says(part, person) for part in parts))
            case _:
                return self._literal(formula, person)

    def not_(self, constraint: Constraint) -> Constraint:
        """What holds where a constraint does not."""
        return negated(constraint, self.domain)

    def applies(self, demand: Demand, person: Person) -> Constraint:
        """`when` holds and `unless` does not; and latitude lets it speak: where documents below state what it leaves to
        them, a `free` demand is silent, and only there a `range` demand speaks.
        """
        key = (id(demand), person)
        if key not in self._applying:
            parts = [self._meant(demand, person)]
            if demand.latitude != "none":
                lower = (d for d in self.demands if d.depth < demand.depth and not d.grant)
                below = (d for d in lower if _subjects(d) & demand.leaves)
                # A default states what it does even where it gives way itself.
                spoken = some(*(self._meant(each, person) for each in below))
                parts.append(spoken if demand.latitude == "range" else self.not_(spoken))
            self._applying[key] = every(*parts)
        return self._applying[key]

    def _meant(self, demand: Demand, person: Person) -> Constraint:
        """`when` holds and `unless` does not."""
        when = [self.says(demand.when, person)] if demand.when is not None else []
        return every(*when, *([self.not_(self.says(demand.unless, person))] if demand.unless is not None else []))

    def obeys(self, person: Person, demands: Iterable[Demand]) -> Constraint:
        """O(X)(s, a): wherever a demand applies, what it asks for is so."""
        return every(*(self.keeps(demand, person) for demand in demands))

    def keeps(self, demand: Demand, person: Person) -> Constraint:
        """One demand is kept."""
        return some(self.not_(self.applies(demand, person)), self.says(demand.asks, person))

    # Who does the same

    def same(self, variable: Variable, one: Person, other: Person) -> Constraint:
        """Two people do the same."""
        mine, theirs = self.name(variable, one), self.name(variable, other)
        if mine == theirs:
            return ALWAYS
        domain = self.domain(mine)
        if isinstance(domain, Numeric):
            return self._related((variable,), States.VALUE, one, other)
        return Same(mine, theirs, domain)

    def _related(self, subject: Subject, states: States, one: Person, other: Person) -> Constraint:
        """What the other does is not above (stated from below), not below (from above), or the same (both)."""
        of = self.form(subject, other, one)
        if not of:
            return ALWAYS
        parts: list[Constraint] = []
        if States.LOW in states:
            parts.append(Bounded(of, True, Fraction(0), False))
        if States.HIGH in states:
            parts.append(Bounded(of, False, Fraction(0), False))
        return every(*parts)

    def agrees(self, one: Person, other: Person) -> Constraint:
        """The other agrees with one on what D states where one is (section Meaning, *Pull*)."""
        parts: dict[Constraint, None] = {}
        for demand in self.own:
            for literal in dict.fromkeys(literals(demand.asks)):
                if literal.states is States.NOTHING:
                    continue
                if isinstance(literal, Measure):
                    relation = self._related(literal.subject, literal.states, one, other)
                else:
                    relation = every(*(self.same(variable, one, other) for variable in literal.variables))
                parts[some(self.not_(self.applies(demand, one)), relation)] = None
        return every(*parts)


def _subjects(demand: Demand) -> frozenset[Subject]:
    return frozenset(x.subject for x in literals(demand.asks) if x.states is not States.NOTHING)


def stated_by(demand: Demand) -> frozenset[Variable]:
    """The variables that a demand states, alone or in a sum."""
    return frozenset(v for x in literals(demand.asks) if x.states is not States.NOTHING for v in x.variables)


def spoken_of(demands: Iterable[Demand], beside: Iterable[Formula] = ()) -> Iterator[Literal]:
    """Every literal of some demands, guards included, and of some formulas."""
    for demand in demands:
        yield from literals(demand.asks)
        yield from demand.guards
    for formula in beside:
        yield from literals(formula)


def settings(demands: Sequence[Demand], vocabulary: Vocabulary, beside: Sequence[Formula] = ()) -> Iterator[Setting]:
    """The setting of some demands, once for each order that uncertain conversions leave open. Raises `TooMuchWork`.

    `beside` is what is spoken of beside them.
    """
    bounds = [x.bound for x in spoken_of(demands, beside) if isinstance(x, Measure)]
    for scales in orders(bounds, vocabulary):
        yield Setting(demands, vocabulary, scales, beside=beside)
