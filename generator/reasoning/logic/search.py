"""Values for all variables, or the certainty that there are none: constraints as propositions, with sums beside them.

Each value of a choice and each threshold of a quantity or a sum is a proposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from generator.reasoning.logic.constraints import (
    All,
    Any,
    Bounded,
    Constraint,
    Domain,
    Domains,
    Finite,
    Form,
    Is,
    Name,
    Numeric,
    Same,
    Value,
)
from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.numbers import Near, at_most, beyond, common_step, plain
from generator.reasoning.logic.propositions import FALSE, TRUE, Propositions
from generator.reasoning.logic.sums import Line, Sums


class Search:
    """A question that can be asked again with more required or assumed. Raises `TooMuchWork` beyond its effort."""

    def __init__(self, domain: Domains, effort: Effort) -> None:
        self._domain = domain
        self._propositions = Propositions(effort)
        self._choices: dict[Name, dict[str | bool, int]] = {}
        self._lists: dict[Is, int] = {}
        self._joints: dict[int, tuple[Constraint, int]] = {}
        self._lines: dict[Form, Line] = {}
        self._sums = Sums(self._propositions, effort)

    def declare(self, name: Name) -> None:
        """Makes a variable known, so that the model has a value for it."""
        self._propositions.back(0)
        if isinstance(self._domain(name), Finite):
            self._values(name)
        else:
            self._line(((name, 1),))

    def require(self, constraint: Constraint) -> None:
        """What has to hold from now on."""
        self._propositions.back(0)
        match constraint:
            case All(parts):
                for part in parts:
                    self.require(part)
            case Any(parts):
                self._propositions.add([self._proposition(part) for part in parts])
            case _:
                self._propositions.add([self._proposition(constraint)])

    def proposition(self, constraint: Constraint) -> int:
        """A proposition that makes a constraint hold where it is true."""
        self._propositions.back(0)
        return self._proposition(constraint)

    def _proposition(self, constraint: Constraint) -> int:
        match constraint:
            case Is(name, values):
                return self._one_of(constraint, name, values)
            case Bounded(of, upper, limit, open_):
                return self._bounded(of, upper, limit, open_)
            case Same():
                raise AssertionError("one of the two is known before it is asked")
            case All(parts) | Any(parts):
                if not parts:
                    return TRUE if isinstance(constraint, All) else FALSE
                if id(constraint) not in self._joints:
                    self._joints[id(constraint)] = constraint, self._joint(constraint)
                return self._joints[id(constraint)][1]

    def _joint(self, constraint: All | Any) -> int:
        made = self._propositions.new(true=True)
        parts = [self._proposition(part) for part in constraint.parts]
        if isinstance(constraint, Any):
            self._propositions.add([made ^ 1, *parts])
        else:
            for part in parts:
                self._propositions.add([made ^ 1, part])
        return made

    def _one_of(self, key: Is, name: Name, values: frozenset[str | bool]) -> int:
        known = self._values(name)
        inside = [proposition for value, proposition in known.items() if value in values]
        if len(inside) == len(known):
            return TRUE
        if len(inside) == 1:
            return inside[0]
        if not inside:
            return FALSE
        if len(inside) == len(known) - 1:
            return next(proposition for value, proposition in known.items() if value not in values) ^ 1
        if key not in self._lists:
            made = self._lists[key] = self._propositions.new()
            self._propositions.add([made ^ 1, *inside])
            # The values outside go at once, not one by one as those inside do.
            for value, proposition in known.items():
                if value not in values:
                    self._propositions.add([made ^ 1, proposition ^ 1])
        return self._lists[key]

    def _values(self, name: Name) -> dict[str | bool, int]:
        if name not in self._choices:
            domain = self._domain(name)
            assert isinstance(domain, Finite)
            if len(domain.values) == 1:
                self._choices[name] = {domain.values[0]: TRUE}
            elif len(domain.values) == 2:
                made = self._propositions.new()
                self._choices[name] = dict(zip(domain.values, (made, made ^ 1), strict=True))
            else:
                self._choices[name] = {value: self._propositions.new() for value in domain.values}
                propositions = list(self._choices[name].values())
                self._propositions.add(propositions)
                for one, other in combinations(propositions, 2):
                    self._propositions.add([one ^ 1, other ^ 1])
        return self._choices[name]

    def _bounded(self, of: Form, upper: bool, limit: Fraction, open_: bool) -> int:
        if of[0][1] < 0:
            of, upper, limit = tuple((name, -sign) for name, sign in of), not upper, -limit
        line = self._line(of)
        if upper:
            return self._sums.threshold(line, at_most(limit, open_, line.step), true=True)
        return self._sums.threshold(line, at_most(limit, not open_, line.step)) ^ 1

    def _line(self, of: Form) -> Line:
        if of not in self._lines:
            domains = [self._domain(name) for name, _ in of]
            steps = [
                d.step * abs(sign)
                for d, (_, sign) in zip(domains, of, strict=True)
                if isinstance(d, Numeric) and d.step
            ]
            line = self._lines[of] = Line(common_step(steps) if len(steps) == len(of) else None)
            if len(of) > 1:
                self._sums.add(line, [(self._line(((name, 1),)), sign) for name, sign in of])
            else:
                self._limit(of, domains[0])
        return self._lines[of]

    def _limit(self, of: Form, domain: Domain) -> None:
        assert isinstance(domain, Numeric)
        if domain.low is not None:
            self._propositions.add([self._bounded(of, False, domain.low, domain.low_open)])
        if domain.high is not None:
            self._propositions.add([self._bounded(of, True, domain.high, domain.high_open)])

    def solve(self, assumed: Sequence[int] = ()) -> bool:
        """Whether there are values, with some propositions assumed to be true."""
        return self._propositions.solve(assumed)

    def model(self) -> dict[Name, Value]:
        """A value for each variable that is known, after `solve` said that there are some."""
        found: dict[Name, Value] = {}
        for name, known in self._choices.items():
            found[name] = next(value for value, proposition in known.items() if self._propositions.true(proposition))
        numbers = self._sums.numbers()
        for of, line in self._lines.items():
            if len(of) == 1:
                found[of[0][0]] = numbers[line.column] if line.column is not None else self._number(line)
        return found

    def _number(self, line: Line) -> Fraction:
        low: Near | None = None
        high: Near | None = None
        for limit, proposition in zip(line.limits, line.propositions, strict=True):
            if self._propositions.true(proposition):
                high = limit
                break
            low = beyond(limit, line.step)
        return plain(low, high, line.step)
