"""Values for all variables, or the certainty that there are none: conflict-driven search over yes and no, with sums beside it.

Each value of a choice and each threshold of a quantity or a sum is a proposition. Propositions are even numbers, their
negations the odd ones after them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from itertools import combinations, pairwise

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
from generator.reasoning.logic.simplex import Simplex

Clause = list[int]
TRUE, FALSE = 0, 1


@dataclass(slots=True)
class _Line:
    """The thresholds of a sum (or of one quantity) in order, each with its proposition: «at most this»."""

    step: Fraction | None
    column: int | None = None
    limits: list[Near] = field(default_factory=list)
    propositions: list[int] = field(default_factory=list)


class Search:
    """A question that can be asked again with more required or assumed. Raises `TooMuchWork` beyond its effort."""

    def __init__(self, domain: Domains, effort: Effort) -> None:
        self._domain = domain
        self._effort = effort
        self._truth: list[int] = [1, -1]
        self._watching: list[list[Clause]] = [[], []]
        self._reason: list[Clause | None] = [None]
        self._level: list[int] = [0]
        self._activity: list[float] = [0.0]
        self._phase: list[int] = [0]
        self._bump = 1.0
        self._waiting: list[tuple[float, int]] = []
        self._trail: list[int] = []
        self._starts: list[int] = []
        self._marks: list[int] = []
        self._head = self._bounds_head = 0
        self._failed = False
        self._choices: dict[Name, dict[str | bool, int]] = {}
        self._lists: dict[Is, int] = {}
        self._joints: dict[int, tuple[Constraint, int]] = {}
        self._lines: dict[Form, _Line] = {}
        self._thresholds: dict[int, tuple[_Line, Near]] = {}
        self._simplex = Simplex(effort)
        self._columns: dict[int, Form] = {}

    # What is asked

    def declare(self, name: Name) -> None:
        """Makes a variable known, so that the model has a value for it."""
        self._back(0)
        if isinstance(self._domain(name), Finite):
            self._values(name)
        else:
            self._line(((name, 1),))

    def require(self, constraint: Constraint) -> None:
        """What has to hold from now on."""
        self._back(0)
        match constraint:
            case All(parts):
                for part in parts:
                    self.require(part)
            case Any(parts):
                self._add([self._proposition(part) for part in parts])
            case _:
                self._add([self._proposition(constraint)])

    def proposition(self, constraint: Constraint) -> int:
        """A proposition that makes a constraint hold where it is true."""
        self._back(0)
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
        made = self._new(true=True)
        parts = [self._proposition(part) for part in constraint.parts]
        if isinstance(constraint, Any):
            self._add([made ^ 1, *parts])
        else:
            for part in parts:
                self._add([made ^ 1, part])
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
            self._lists[key] = self._new()
            self._add([self._lists[key] ^ 1, *inside])
        return self._lists[key]

    def _values(self, name: Name) -> dict[str | bool, int]:
        if name not in self._choices:
            domain = self._domain(name)
            assert isinstance(domain, Finite)
            if len(domain.values) == 1:
                self._choices[name] = {domain.values[0]: TRUE}
            elif len(domain.values) == 2:
                made = self._new()
                self._choices[name] = dict(zip(domain.values, (made, made ^ 1), strict=True))
            else:
                self._choices[name] = {value: self._new() for value in domain.values}
                propositions = list(self._choices[name].values())
                self._add(propositions)
                for one, other in combinations(propositions, 2):
                    self._add([one ^ 1, other ^ 1])
        return self._choices[name]

    def _bounded(self, of: Form, upper: bool, limit: Fraction, open_: bool) -> int:
        if of[0][1] < 0:
            of, upper, limit = tuple((name, -sign) for name, sign in of), not upper, -limit
        line = self._line(of)
        if upper:
            return self._threshold(line, at_most(limit, open_, line.step), true=True)
        return self._threshold(line, at_most(limit, not open_, line.step)) ^ 1

    def _line(self, of: Form) -> _Line:
        if of not in self._lines:
            domains = [self._domain(name) for name, _ in of]
            steps = [
                d.step * abs(sign)
                for d, (_, sign) in zip(domains, of, strict=True)
                if isinstance(d, Numeric) and d.step
            ]
            line = self._lines[of] = _Line(common_step(steps) if len(steps) == len(of) else None)
            if len(of) > 1:
                parts = [(self._column(((name, 1),)), sign) for name, sign in of]
                line.column = self._simplex.row(parts)
                self._columns[line.column] = of
            else:
                self._limit(of, domains[0])
        return self._lines[of]

    def _limit(self, of: Form, domain: Domain) -> None:
        assert isinstance(domain, Numeric)
        if domain.low is not None:
            self._add([self._bounded(of, False, domain.low, domain.low_open)])
        if domain.high is not None:
            self._add([self._bounded(of, True, domain.high, domain.high_open)])

    def _column(self, of: Form) -> int:
        line = self._line(of)
        if line.column is None:
            line.column = self._simplex.column()
            self._columns[line.column] = of
            # The bounds that hold already are told again, to the new column, too.
            self._bounds_head = 0
        return line.column

    def _threshold(self, line: _Line, limit: Near, *, true: bool = False) -> int:
        at = bisect_left(line.limits, limit)
        if at < len(line.limits) and line.limits[at] == limit:
            return line.propositions[at]
        made = self._new(true=true)
        line.limits.insert(at, limit)
        line.propositions.insert(at, made)
        self._thresholds[made] = (line, limit)
        for lower, higher in pairwise(line.propositions[max(at - 1, 0) : at + 2]):
            self._add([lower ^ 1, higher])
        return made

    # The search

    def _new(self, *, true: bool = False) -> int:
        """A proposition, tried as true or as false first."""
        made = len(self._truth)
        self._truth += (0, 0)
        self._watching += ([], [])
        self._reason.append(None)
        self._level.append(0)
        self._activity.append(0.0)
        self._phase.append(made if true else made + 1)
        heappush(self._waiting, (0.0, made))
        return made

    def _add(self, clause: Iterable[int]) -> None:
        """A clause that holds from now on; amid a search only one that is true there."""
        kept: Clause = []
        for each in clause:
            if each == TRUE or each ^ 1 in kept or (self._truth[each] > 0 and not self._level[each >> 1]):
                return
            if each not in kept and not (self._truth[each] < 0 and not self._level[each >> 1]):
                kept.append(each)
        if not kept:
            self._failed = True
        elif len(kept) == 1:
            self._back(0)
            self._assign(kept[0], None)
        else:
            self._watch(kept)

    def _watch(self, clause: Clause) -> None:
        self._watching[clause[0]].append(clause)
        self._watching[clause[1]].append(clause)

    def _assign(self, proposition: int, reason: Clause | None) -> None:
        self._truth[proposition], self._truth[proposition ^ 1] = 1, -1
        variable = proposition >> 1
        self._reason[variable] = reason
        self._level[variable] = len(self._starts)
        self._phase[variable] = proposition
        self._trail.append(proposition)

    def _back(self, level: int) -> None:
        if len(self._starts) <= level:
            return
        start = self._starts[level]
        for proposition in self._trail[start:]:
            self._truth[proposition] = self._truth[proposition ^ 1] = 0
            heappush(self._waiting, (-self._activity[proposition >> 1], proposition & ~1))
        del self._trail[start:]
        self._simplex.undo(self._marks[level])
        del self._starts[level:], self._marks[level:]
        self._head = min(self._head, start)
        self._bounds_head = min(self._bounds_head, start)

    def _propagate(self) -> Clause | None:
        """Draws every conclusion; a clause of which nothing is true, where there is one."""
        truth, watching, trail = self._truth, self._watching, self._trail
        while True:
            while self._head < len(trail):
                false = trail[self._head] ^ 1
                self._head += 1
                clauses = watching[false]
                self._effort.spend(1 + len(clauses))
                kept: list[Clause] = []
                for position, clause in enumerate(clauses):
                    if clause[0] == false:
                        clause[0], clause[1] = clause[1], false
                    first = clause[0]
                    if truth[first] > 0:
                        kept.append(clause)
                        continue
                    for other in range(2, len(clause)):
                        if truth[clause[other]] >= 0:
                            clause[1], clause[other] = clause[other], false
                            watching[clause[1]].append(clause)
                            break
                    else:
                        kept.append(clause)
                        if truth[first] < 0:
                            watching[false] = kept + clauses[position + 1 :]
                            return clause
                        self._assign(first, clause)
                watching[false] = kept
            if not self._columns:
                return None
            if (reasons := self._bound()) is not None:
                return [reason ^ 1 for reason in reasons]
            if self._head == len(trail):
                return None

    def _bound(self) -> list[int] | None:
        """Tells the sums what bounds hold; the propositions that cannot hold together, if they cannot."""
        told = False
        while self._bounds_head < len(self._trail):
            proposition = self._trail[self._bounds_head]
            self._bounds_head += 1
            if (known := self._thresholds.get(proposition & ~1)) is None or known[0].column is None:
                continue
            line, limit = known
            assert line.column is not None
            upper = not proposition & 1
            number, more = limit if upper else beyond(limit, line.step)
            told = True
            if (reasons := self._simplex.bound(line.column, upper, (number, more), proposition)) is not None:
                return reasons
        return self._simplex.check() if told else None

    def solve(self, assumed: Sequence[int] = ()) -> bool:
        """Whether there are values, with some propositions assumed to be true."""
        self._back(0)
        while not self._failed:
            if (conflict := self._propagate()) is not None:
                deepest = max((self._level[each >> 1] for each in conflict), default=0)
                if deepest == 0:
                    self._failed = True
                    break
                self._back(deepest)
                self._learn(conflict)
                continue
            if len(self._starts) < len(assumed):
                wanted = assumed[len(self._starts)]
                if self._truth[wanted] < 0:
                    return False
                self._decide(wanted if not self._truth[wanted] else None)
                continue
            chosen = self._next()
            if chosen is None:
                return True
            if not self._truth[chosen]:
                self._decide(chosen)
        return False

    def _decide(self, proposition: int | None) -> None:
        self._effort.spend(2)
        self._starts.append(len(self._trail))
        self._marks.append(self._simplex.mark())
        if proposition is not None:
            self._assign(proposition, None)

    def _next(self) -> int | None:
        """An open proposition; where none is left, one that parts a fraction from where it should be whole."""
        while self._waiting:
            _, proposition = heappop(self._waiting)
            if not self._truth[proposition]:
                return self._phase[proposition >> 1]
        if self._columns:
            numbers = self._simplex.numbers()
            for column, of in self._columns.items():
                line = self._lines[of]
                if line.step is not None and (numbers[column] / line.step).denominator != 1:
                    return self._threshold(line, at_most(numbers[column], False, line.step))
        return None

    def _learn(self, conflict: Clause) -> None:
        """A clause that keeps the search out of where it has failed, and the way back to where it says something."""
        level = len(self._starts)
        seen: set[int] = set()
        learned: Clause = []
        open_ = 0
        position = len(self._trail) - 1
        clause: Clause = conflict
        while True:
            self._effort.spend(len(clause))
            for each in clause:
                variable = each >> 1
                if variable in seen or not self._level[variable] or self._truth[each] > 0:
                    continue
                seen.add(variable)
                self._raise(variable)
                if self._level[variable] == level:
                    open_ += 1
                else:
                    learned.append(each)
            while self._trail[position] >> 1 not in seen:
                position -= 1
            proposition = self._trail[position]
            position -= 1
            open_ -= 1
            if not open_:
                break
            reason = self._reason[proposition >> 1]
            assert reason is not None
            clause = reason
        learned.sort(key=lambda each: -self._level[each >> 1])
        learned.insert(0, proposition ^ 1)
        self._back(self._level[learned[1] >> 1] if len(learned) > 1 else 0)
        if len(learned) > 1:
            self._watch(learned)
        self._assign(learned[0], learned if len(learned) > 1 else None)
        self._bump *= 1.05

    def _raise(self, variable: int) -> None:
        self._activity[variable] += self._bump
        if self._bump > 1e100:
            self._activity = [each * 1e-100 for each in self._activity]
            self._bump *= 1e-100

    # What was found

    def model(self) -> dict[Name, Value]:
        """A value for each variable that is known, after `solve` said that there are some."""
        found: dict[Name, Value] = {}
        for name, known in self._choices.items():
            found[name] = next(value for value, proposition in known.items() if self._truth[proposition] > 0)
        numbers = self._simplex.numbers() if self._columns else []
        for of, line in self._lines.items():
            if len(of) == 1:
                found[of[0][0]] = numbers[line.column] if line.column is not None else self._number(line)
        return found

    def _number(self, line: _Line) -> Fraction:
        low: Near | None = None
        high: Near | None = None
        for limit, proposition in zip(line.limits, line.propositions, strict=True):
            if self._truth[proposition] > 0:
                high = limit
                break
            low = beyond(limit, line.step)
        return plain(low, high, line.step)
