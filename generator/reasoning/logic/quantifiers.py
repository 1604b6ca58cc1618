"""«There is one such that for nobody …»: ∃∀ questions by counterexamples.

A candidate is proposed; whoever refutes it is asked for; what made the refutation possible is projected to the candidate's
own variables, and no such candidate is proposed again. Each projection is one of finitely many, so the search ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.reasoning.logic.constraints import (
    NEVER,
    Any,
    Constraint,
    Domains,
    Finite,
    Model,
    Name,
    Value,
    names_of,
    negated,
    reduced,
)
from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.numbers import plain
from generator.reasoning.logic.projection import implicant, projected
from generator.reasoning.logic.search import Search


def possible(constraint: Constraint, domains: Domains, effort: Effort) -> Model | None:
    """Values for all variables of a constraint. Raises `TooMuchWork`."""
    search = Search(domains, effort)
    search.require(constraint)
    return search.model() if search.solve() else None


class Exists:
    """Values of the outer variables for which `given` holds and no values of the `inner` people's make `never` hold."""

    def __init__(
        self, given: Constraint, never: Constraint, inner: frozenset[str], domains: Domains, effort: Effort
    ) -> None:
        self._never = never
        self._whose = inner
        self._domains = domains
        self._effort = effort
        self._search = Search(domains, effort)
        self._inner = dict.fromkeys(name for name in names_of(never) if name.whose in inner)
        for name in names_of(never):
            if name.whose not in inner:
                self._search.declare(name)
        self._search.require(given)

    def declare(self, names: Sequence[Name]) -> None:
        """Makes outer variables known, so that what is found has a value for each."""
        for name in names:
            self._search.declare(name)

    def find(self, assumed: Sequence[Constraint] = ()) -> Model | None:
        """Such values, with some more constraints assumed. Raises `TooMuchWork`."""
        propositions = [self._search.proposition(constraint) for constraint in assumed]
        while self._search.solve(propositions):
            model = self._search.model()
            self._effort.spend(50)
            refuted = self._refuted(model)
            if refuted is None:
                return model
            self._search.require(refuted)
        return None

    def _refuted(self, model: Model) -> Constraint | None:
        """What is to be asked beside, so that nothing is proposed that the same refutes."""
        left = reduced(self._never, model)
        if left == NEVER:
            return None
        answer = possible(left, self._domains, self._effort)
        if answer is None:
            return None
        full = {name: self._any_value(name) for name in self._inner if name not in answer} | dict(model) | dict(answer)
        why = implicant(self._never, full, self._is_inner)
        assert why is not None
        cube = projected(list(why[1]), full, self._is_inner, self._domains)
        return Any(tuple(negated(literal, self._domains) for literal in cube))

    def _is_inner(self, name: Name) -> bool:
        return name.whose in self._whose

    def _any_value(self, name: Name) -> Value:
        domain = self._domains(name)
        if isinstance(domain, Finite):
            return domain.values[0]
        low = None if domain.low is None else (domain.low, 1 if domain.low_open else 0)
        high = None if domain.high is None else (domain.high, -1 if domain.high_open else 0)
        return Fraction(plain(low, high, domain.step))
