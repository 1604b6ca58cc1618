"""A situation that is known in part, and which rules apply in it: for certain, or depending on what is still open.

What is known is a list of conditions on `given` terms; every question is put to the solver, for each order of quantities
that uncertain conversions leave open (section Meaning).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from generator.reasoning.formulas import (
    Demand,
    Every,
    Formula,
    Member,
    Variable,
    guards_of,
    literals,
)
from generator.reasoning.ground import Ground
from generator.reasoning.logic.constraints import (
    ALWAYS,
    NEVER,
    All,
    Bounded,
    Constraint,
    Finite,
    Is,
    Name,
    Value,
    every,
    form,
    names_of,
    of_other,
    reduced,
    some,
)
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import possible
from generator.reasoning.settings import Person, Setting, settings

SOMEONE = Person("a")
_MOVED = {"": "then", "a": "b"}
"""Someone in another situation, with a conduct of their own."""


class Extent(StrEnum):
    """In how many of the situations that are still open something holds."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    UNDECIDED = "undecided"  # deciding would take too much work


@dataclass(frozen=True, slots=True)
class Applying:
    """Whether a rule applies, and the terms on which that still depends."""

    extent: Extent
    open: tuple[str, ...] = ()


def said(setting: Setting, known: Sequence[Formula]) -> Constraint:
    """What is known, as it is for anyone."""
    return every(*(setting.says(each, SOMEONE) for each in known))


def can_happen(ground: Ground, known: Sequence[Formula]) -> bool:
    """Whether a situation is none that shows to contradict itself."""
    try:
        return any(can_be(setting, said(setting, known)) for setting in settings([], ground.vocabulary, known))
    except TooMuchWork:
        return True


def can_be(setting: Setting, *constraints: Constraint) -> bool:
    """Whether all of some constraints can hold together. Raises `TooMuchWork`."""
    left = narrowed(every(*constraints))
    return left != NEVER and (left == ALWAYS or possible(left, setting.domain, Effort()) is not None)


def narrowed(whole: Constraint) -> Constraint:
    """A constraint with the values put in that its own parts settle; often nothing is left to search for."""
    return reduced(whole, fixed(whole))


def fixed(whole: Constraint) -> Mapping[Name, Value]:
    """The values that parts of a conjunction name one by one."""
    parts = whole.parts if isinstance(whole, All) else (whole,)
    return {part.name: next(iter(part.values)) for part in parts if isinstance(part, Is) and len(part.values) == 1}


def decides(setting: Setting, term: str, here: Constraint, there: Constraint) -> bool:
    """Whether a change of one term alone can lead from where one thing holds to where another does. Raises `TooMuchWork`."""
    names = dict.fromkeys((*names_of(here), *names_of(there)))
    return can_be(setting, here, *unlike(setting, term, names), of_other(there, _MOVED))


def unlike(setting: Setting, term: str, names: Iterable[Name]) -> Iterator[Constraint]:
    """All is in another situation as it is here, but for one term."""
    for name in names:
        if name.term != term:
            yield _equal(setting, name, name._replace(whose=_MOVED.get(name.whose, name.whose)))


def _equal(setting: Setting, one: Name, other: Name) -> Constraint:
    if one == other:
        return ALWAYS
    if isinstance(domain := setting.domain(one), Finite):
        return some(*(every(*(Is(name, frozenset((v,))) for name in (one, other))) for v in domain.values))
    difference = form({one: 1, other: -1})
    return every(*(Bounded(difference, upper, Fraction(0), False) for upper in (True, False)))


def applying(member: Member, ground: Ground, known: Sequence[Formula], *, because: str | None = None) -> Applying:
    """Whether a rule applies where something is known; with `because`, only as far as the value of that term decides it.

    What is known of `because` may be of conduct, too, such as the channel that was chosen.
    """
    speaks = _speaking(member, ground)
    below = [d for d in ground.demands if any(d.depth < each.depth and _states(d) & each.leaves for each in speaks)]
    can, surely, terms = False, True, dict[str, None]()
    try:
        for setting in settings([*speaks, *below], ground.vocabulary, known):
            circumstances = said(setting, known)
            applies = some(*(setting.applies(each, SOMEONE) for each in speaks))
            here, not_here = every(circumstances, applies), every(circumstances, setting.not_(applies))
            if because is not None:
                others = [each for each in known if because not in _terms(each)]
                elsewhere = every(said(setting, others), setting.not_(applies))
                if not decides(setting, because, here, elsewhere):
                    surely = False
                    continue
            if not can_be(setting, here):
                surely = False
                continue
            can = True
            if can_be(setting, not_here):
                surely = False
                names = {name.term: None for name in names_of(here) if name not in fixed(circumstances)}
                terms |= {term: None for term in names if decides(setting, term, here, not_here)}
    except TooMuchWork:
        return Applying(Extent.UNDECIDED)
    if not can:
        return Applying(Extent.NEVER)
    order = [term for term in ground.vocabulary if term in terms]
    return Applying(Extent.ALWAYS) if surely else Applying(Extent.SOMETIMES, tuple(order))


def _speaking(member: Member, ground: Ground) -> Sequence[Demand]:
    """What a rule demands; of one that only permits, that it does."""
    mine = [demand for demand in ground.demands if demand.member.key == member.key]
    return mine or [Demand(member, *guards_of(member), Every(()), 0)]


def _states(demand: Demand) -> frozenset[tuple[Variable, ...]]:
    return frozenset(x.subject for x in literals(demand.asks))


def _terms(formula: Formula) -> frozenset[str]:
    return frozenset(term for literal in literals(formula) for term, _ in literal.variables)


def minimal(items: Sequence[Member], enough: Callable[[Sequence[Member]], bool]) -> tuple[Member, ...]:
    """Rules that are enough, of which none can be left out; a single one where one is enough, the first such."""
    for item in items:
        if enough([item]):
            return (item,)
    left = list(items)
    for item in items:
        if enough(rest := [each for each in left if each is not item]):
            left = rest
    return tuple(left)
