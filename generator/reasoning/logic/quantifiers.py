"""«There is one such that for nobody …»: ∃∀ questions by counterexamples.

A candidate is proposed; whoever refutes it is asked for; what made the refutation possible is projected to the candidate's
own variables, and no such candidate is proposed again. Each projection is one of finitely many, so the search ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.reasoning.logic.constraints import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Constraint,
    Domains,
    Finite,
    Literal,
    Model,
    Name,
    Value,
    names_of,
    negated,
    of_other,
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
    """Values of the outer variables for which `given` holds and no values of the `inner` people's make `never` hold.

    `inner` names these people, each with someone whose conduct they may as well have.
    """

    def __init__(
        self, given: Constraint, never: Constraint, inner: Mapping[str, str], domains: Domains, effort: Effort
    ) -> None:
        self._never = never
        self._whose = inner
        self._domains = domains
        self._effort = effort
        self._search = Search(domains, effort)
        spoken = list(names_of(never))
        self._size = len(spoken)
        self._inner = dict.fromkeys(name for name in spoken if name.whose in inner)
        self._outside: dict[int, tuple[Constraint, Constraint]] = {}
        self.declare([name for name in spoken if name.whose not in inner])
        self._search.require(given)
        if all(inner.values()):
            # Whoever does what an outer one does must not make it hold either.
            self._search.require(negated(of_other(never, inner), domains))

    def declare(self, names: Sequence[Name]) -> None:
        """Makes outer variables known, so that what is found has a value for each."""
        for name in names:
            self._search.declare(name)

    def find(self, assumed: Sequence[Constraint] = ()) -> Model | None:
        """Such values, with some more constraints assumed. Raises `TooMuchWork`."""
        propositions = [self._search.proposition(constraint) for constraint in assumed]
        while self._search.solve(propositions):
            model = self._search.model()
            self._effort.spend(50 + self._size)
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
        near: dict[Literal, None] = {}
        outside: dict[int, Constraint] = {}
        self._explain(self._never, full, near, outside)
        cube = projected(list(near), full, self._is_inner, self._domains)
        return Any((*(negated(literal, self._domains) for literal in cube), *outside.values()))

    def _explain(
        self, constraint: Constraint, model: Model, near: dict[Literal, None], outside: dict[int, Constraint]
    ) -> None:
        """Why a constraint holds: by literals that speak of inner variables, else by all that outer ones alone can do for it
        (whose opposite goes to `outside`).
        """
        if isinstance(constraint, All):
            for part in constraint.parts:
                self._explain(part, model, near, outside)
        elif (found := implicant(constraint, model, self._is_inner)) is not None:
            near.update(found)
        elif isinstance(constraint, Any):
            if (opposite := self._without_inner(constraint, model)) is not None:
                outside[id(constraint)] = opposite
            else:
                true = next(part for part in constraint.parts if reduced(part, model) == ALWAYS)
                self._explain(true, model, near, outside)
        else:
            outside[id(constraint)] = negated(constraint, self._domains)

    def _without_inner(self, constraint: Any, model: Model) -> Constraint | None:
        """The opposite of what outer variables alone can do for a constraint, where they do it."""
        if id(constraint) not in self._outside:
            alone = tuple(p for p in constraint.parts if not any(self._is_inner(name) for name in names_of(p)))
            self._outside[id(constraint)] = Any(alone), negated(Any(alone), self._domains)
        alone_holds, opposite = self._outside[id(constraint)]
        return opposite if reduced(alone_holds, model) == ALWAYS else None

    def _is_inner(self, name: Name) -> bool:
        return name.whose in self._whose

    def _any_value(self, name: Name) -> Value:
        domain = self._domains(name)
        if isinstance(domain, Finite):
            return domain.values[0]
        low = None if domain.low is None else (domain.low, 1 if domain.low_open else 0)
        high = None if domain.high is None else (domain.high, -1 if domain.high_open else 0)
        return Fraction(plain(low, high, domain.step))
