"""Propositions, true or false so that every clause has a true one: conflict-driven search (after MiniSat, Eén and Sörensson 2003).

Propositions are even numbers, their negations the odd ones after them. A theory beside the search knows what else cannot be
true together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import Protocol

from generator.reasoning.logic.effort import Effort

Clause = list[int]
TRUE, FALSE = 0, 1


class Theory(Protocol):
    """What propositions mean beyond their clauses."""

    def concerns(self, proposition: int) -> bool:
        """Whether it means anything to the theory."""

    def take(self, proposition: int) -> list[int] | None:
        """It is true now; the propositions that cannot be true together, if that shows at once."""

    def leaning(self, proposition: int) -> int:
        """It or its opposite, whichever is true as the theory has things now: to decide so costs nothing."""

    def check(self) -> list[int] | None:
        """The propositions among the true ones that cannot be true together, if there are some."""

    def mark(self) -> int:
        """A point to come back to."""

    def undo(self, mark: int) -> None:
        """Forgets what was taken since a mark."""

    def split(self) -> int | None:
        """A proposition that has to be decided before all is well, once all others are."""


class Propositions:
    """Clauses, to be satisfied again and again with more of them or more assumed. Raises `TooMuchWork` beyond its effort."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._theory: Theory | None = None
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
        self._head = self._told = 0
        self._failed = False

    def heed(self, theory: Theory) -> None:
        """From now on a theory has its say."""
        self._theory = theory

    def new(self, *, true: bool = False) -> int:
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

    def add(self, clause: Iterable[int]) -> None:
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
            self.back(0)
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

    def back(self, level: int) -> None:
        if len(self._starts) <= level:
            return
        start = self._starts[level]
        for proposition in self._trail[start:]:
            self._truth[proposition] = self._truth[proposition ^ 1] = 0
            heappush(self._waiting, (-self._activity[proposition >> 1], proposition & ~1))
        del self._trail[start:]
        if self._theory is not None:
            self._theory.undo(self._marks[level])
        del self._starts[level:], self._marks[level:]
        self._head = min(self._head, start)
        self._told = min(self._told, start)

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
            if self._theory is None:
                return None
            if (reasons := self._tell()) is not None:
                return [reason ^ 1 for reason in reasons]
            if self._head == len(trail):
                return None

    def _tell(self) -> list[int] | None:
        """Tells the theory what is true; the propositions that cannot be true together, if it knows some."""
        assert self._theory is not None
        told = False
        while self._told < len(self._trail):
            proposition = self._trail[self._told]
            self._told += 1
            if self._theory.concerns(proposition):
                told = True
                if (reasons := self._theory.take(proposition)) is not None:
                    return reasons
        return self._theory.check() if told else None

    def tell_again(self) -> None:
        """The theory has come to concern itself with more: it hears all that is true once more."""
        self._told = 0

    def true(self, proposition: int) -> bool:
        """Whether a proposition is true, after `solve` found that there are some."""
        return self._truth[proposition] > 0

    def solve(self, assumed: Sequence[int] = ()) -> bool:
        """Whether there are values, with some propositions assumed to be true."""
        self.back(0)
        while not self._failed:
            if (conflict := self._propagate()) is not None:
                deepest = max((self._level[each >> 1] for each in conflict), default=0)
                if deepest == 0:
                    self._failed = True
                    break
                self.back(deepest)
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
        self._marks.append(self._theory.mark() if self._theory is not None else 0)
        if proposition is not None:
            self._assign(proposition, None)

    def _next(self) -> int | None:
        """An open proposition; where none is left, one that the theory wants decided."""
        while self._waiting:
            _, proposition = heappop(self._waiting)
            if not self._truth[proposition]:
                if self._theory is not None and self._theory.concerns(proposition):
                    return self._theory.leaning(proposition)
                return self._phase[proposition >> 1]
        return self._theory.split() if self._theory is not None else None

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
        self.back(self._level[learned[1] >> 1] if len(learned) > 1 else 0)
        if len(learned) > 1:
            self._watch(learned)
        self._assign(learned[0], learned if len(learned) > 1 else None)
        self._bump *= 1.05

    def _raise(self, variable: int) -> None:
        self._activity[variable] += self._bump
        if self._bump > 1e100:
            self._activity = [each * 1e-100 for each in self._activity]
            self._bump *= 1e-100
