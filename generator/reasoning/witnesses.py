"""The one case that shows a contradiction: the first in a fixed order, so that it is the same every time.

Situations go in the order in which values are declared; conduct begins at D's own bounds, then come other exact values,
then what lies between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from generator.model import Quantity, TermKind
from generator.phrases import number_words
from generator.reasoning.deciding import Answer
from generator.reasoning.formulas import Demand, Measure, Subject, Variable, literals
from generator.reasoning.logic import constraints
from generator.reasoning.logic.constraints import (
    ALWAYS,
    NEVER,
    Bounded,
    Constraint,
    Finite,
    Form,
    Is,
    Name,
    exactly,
    reduced,
)
from generator.reasoning.logic.numbers import plain
from generator.reasoning.settings import Person, Setting

Value = Quantity | str | bool | tuple[str, ...]
"""A quantity, a choice, yes or no, or the chosen ones of a several-valued term."""

SITUATION = Person("")


@dataclass(frozen=True, slots=True)
class Case:
    """A situation, and what someone does in it who follows D, or (not `follows_own`) M; no conduct where it is all one."""

    setting: Setting
    situation: Mapping[Variable, constraints.Value]
    conduct: Mapping[Variable, constraints.Value]
    follows_own: bool = True

    def true(self, constraint: Constraint, person: Person) -> bool:
        """Whether what is said of a person holds of whoever is in this case."""
        known = {**self.situation, **self.conduct}
        model = {self.setting.name(variable, person): value for variable, value in known.items()}
        return reduced(constraint, model) == ALWAYS


def first_case(answer: Answer) -> Case:
    """The first of all cases that an answer stands for. Raises `TooMuchWork`."""
    setting, question = answer.setting, answer.question
    chosen = _Chosen(answer)
    situation = [v for v in setting.variables if setting.given(v)]
    shown = question.shown
    conduct = [v for v in setting.variables if not setting.given(v)] if shown else []
    conduct.sort(key=lambda variable: variable not in setting.guards)
    chosen.know([setting.name(v, shown or SITUATION) for v in (*situation, *conduct)])
    for variable in situation:
        chosen.settle(setting.name(variable, SITUATION), (variable,), own_first=False)
    if shown:
        for subject in dict.fromkeys(
            x.subject for d in setting.own for x in literals(d.asks) if isinstance(x, Measure) and len(x.subject) > 1
        ):
            chosen.settle_sum(setting.form(subject, shown), subject)
        for variable in conduct:
            chosen.settle(setting.name(variable, shown), (variable,), own_first=True)
    return Case(
        setting,
        {v: chosen.model[setting.name(v, SITUATION)] for v in situation},
        {v: chosen.model[setting.name(v, shown)] for v in conduct} if shown else {},
        question.follows_own,
    )


def rules_at_first_situation(answer: Answer) -> Callable[[Demand], bool]:
    """Tells which demands can apply in the first situation of all that an answer stands for. Raises `TooMuchWork`."""
    setting = answer.setting
    situation = [v for v in setting.variables if setting.given(v)]
    chosen = _Chosen(answer)
    chosen.know([setting.name(v, SITUATION) for v in situation])
    for variable in situation:
        chosen.settle(setting.name(variable, SITUATION), (variable,), own_first=False)
    model = {setting.name(v, SITUATION): chosen.model[setting.name(v, SITUATION)] for v in situation}
    return lambda demand: reduced(setting.applies(demand, SITUATION), model) != NEVER


class _Chosen:
    """Values that are settled one after the other, each the first that the rest still allow."""

    def __init__(self, answer: Answer) -> None:
        self.model: dict[Name, constraints.Value] = dict(answer.model)
        self._setting = answer.setting
        self._search = answer.search
        self._fixed: list[Constraint] = []

    def know(self, names: list[Name]) -> None:
        """Makes sure that the model has a value for each of the names."""
        self._search.declare(names)
        found = self._search.find()
        assert found is not None
        self.model = dict(found)

    def settle(self, name: Name, subject: Subject, *, own_first: bool) -> None:
        """Settles a variable on a value."""
        domain = self._setting.domain(name)
        if isinstance(domain, Finite):
            self._take(Is(name, frozenset((value,))) for value in domain.values)
            return
        self._take(_numbers(self._setting, ((name, 1),), subject, own_first=own_first))
        self._fixed.append(exactly(name, self.model[name]))

    def settle_sum(self, of: Form, subject: Subject) -> None:
        """Settles a sum on a bound or between two."""
        self._take(_numbers(self._setting, of, subject, own_first=True))

    def _take(self, candidates: Iterator[Constraint]) -> None:
        # Whether one of those before the one that holds now is possible is asked of all of them at once.
        before = list(candidates)
        while True:
            now = next(n for n, candidate in enumerate(before) if reduced(candidate, self.model) == ALWAYS)
            chosen = before[now]
            before = before[:now]
            found = self._search.find([*self._fixed, _one_of(before)]) if before else None
            if found is None:
                self._fixed.append(chosen)
                return
            self.model = dict(found)


def _numbers(setting: Setting, of: Form, subject: Subject, *, own_first: bool) -> Iterator[Constraint]:
    """Every place on the line of a quantity or a sum, in the order of preference."""
    own: set[Fraction] = set()
    points: set[Fraction] = set()
    for demand in setting.demands:
        for literal in (*literals(demand.asks), *demand.guards):
            if isinstance(literal, Measure) and literal.subject == subject:
                ends = (literal.bound.low, literal.bound.high)
                at = {setting.scales[subject[0][0]].positions[end] for end in ends if end is not None}
                points |= at
                own |= at if not demand.depth else set()
    if len(of) == 1:
        domain = setting.domain(of[0][0])
        assert not isinstance(domain, Finite)
        points |= {end for end in (domain.low, domain.high) if end is not None}
    else:
        domain = None
    exact = {point: _at(of, point) for point in sorted(points)}
    if own_first:
        yield from (place for point, place in exact.items() if point in own)
        yield from (place for point, place in exact.items() if point not in own)
    edges = [None, *exact, None]
    for low, high in pairwise(edges):
        if not own_first and low is not None:
            yield exact[low]
        step = domain.step if domain else None
        inside = plain((low, 1) if low is not None else None, (high, -1) if high is not None else None, step)
        yield _at(of, inside)
        yield constraints.every(
            *([Bounded(of, False, low, True)] if low is not None else []),
            *([Bounded(of, True, high, True)] if high is not None else []),
        )


def _one_of(candidates: list[Constraint]) -> Constraint:
    """One of some places of the same variable."""
    values = [each for each in candidates if isinstance(each, Is)]
    if values:
        return Is(values[0].name, frozenset[str | bool]().union(*(each.values for each in values)))
    return constraints.Any(tuple(candidates))


def _at(of: Form, point: Fraction) -> Constraint:
    return constraints.All((Bounded(of, True, point, False), Bounded(of, False, point, False)))


@dataclass(frozen=True, slots=True)
class Witness:
    """One concrete situation, and conduct in it, by term; only terms that matter are named."""

    situation: Mapping[str, Value]
    conduct: Mapping[str, Value]


def witness(case: Case, shown: Set[Variable]) -> Witness:
    """The values of a case, of the variables that matter."""
    # Of a several-valued term all that is known is told, or it would look as if the rest were not chosen.
    several = {term for term, choice in shown if choice is not None}

    def told(values: Mapping[Variable, constraints.Value]) -> Mapping[str, Value]:
        return values_of(case.setting, {v: value for v, value in values.items() if v in shown or v[0] in several})

    return Witness(told(case.situation), told(case.conduct))


def values_of(setting: Setting, known: Mapping[Variable, constraints.Value]) -> Mapping[str, Value]:
    """Values by term, as rules write them."""
    values: dict[str, Value] = {}
    for (name, choice), value in known.items():
        if setting.vocabulary[name].kind is TermKind.SEVERAL and choice is not None:
            before = values.get(name, ())
            assert isinstance(before, tuple)
            values[name] = (*before, choice) if value else before
        else:
            values[name] = quantity_at(setting, name, value) if isinstance(value, Fraction) else value
    return values


def quantity_at(setting: Setting, term: str, at: Fraction) -> Quantity:
    """The amount at a position of a term's line, as rules write it where they do, D's rules first."""
    positions = setting.scales[term].positions
    for demand in sorted(setting.demands, key=lambda d: d.depth):
        for literal in (*literals(demand.asks), *demand.guards):
            if isinstance(literal, Measure) and literal.bound.terms == (term,):
                for end in (literal.bound.low, literal.bound.high):
                    if end is not None and positions[end] == at:
                        return end
    scale = setting.scales[term]
    assert scale.unit is not None
    return Quantity(at / scale.factor, scale.unit, f"{number_words(at / scale.factor)}{scale.unit}")
