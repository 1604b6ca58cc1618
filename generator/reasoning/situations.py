"""A situation that is known in part, and which rules apply in it: for certain, or depending on what is still open.

What is known is a list of conditions on `given` terms; every question is put to the solver, for each order of quantities
that uncertain conversions leave open (section Meaning).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from generator.model import Condition, Edition, Rule, TermKind, Vocabulary, Waiver
from generator.reasoning.effective import near
from generator.reasoning.formulas import (
    Demand,
    Every,
    Formula,
    Member,
    Some,
    Variable,
    demands,
    formula,
    guards_of,
    literals,
    members_of,
)
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


@dataclass(frozen=True)
class Ground:
    """All rules of a document (depth 0) and of those above it, with what they demand, shoulds included.

    What a waiver excuses is not asked where the rules of the excused clause apply.
    """

    members: tuple[tuple[Member, int], ...]
    vocabulary: Vocabulary
    top: int = 0
    """The depth of the procedure: how many documents stand above."""
    waivers: tuple[Waiver, ...] = ()

    @classmethod
    def of(cls, edition: Edition, above: Sequence[Edition], waivers: Sequence[Waiver] = ()) -> Ground:
        """The ground of a document, with the waivers that run."""
        chain = (edition, *above)
        members = tuple((member, depth) for depth, each in enumerate(chain) for member in members_of(each))
        ids = {each.document.id for each in chain}
        held = tuple(w for w in waivers if {w.clause[0], w.origin[0]} <= ids)
        return cls(members, edition.vocabulary, len(above), held)

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What all rules demand, in the order of the rules."""
        made: list[Demand] = []
        for member, depth in self.members:
            excused = [waiver.clause for waiver in self.waivers if depth and waiver.origin == member.key[:2]]
            instead = [_guard(other) for other, below in self.members if below < depth and other.key[:2] in excused]
            for demand in demands(member, depth, shoulds=True):
                unless = [] if demand.unless is None else [demand.unless]
                made.append(replace(demand, unless=Some((*unless, *instead))) if instead else demand)
        return tuple(made)

    def member(self, edition: Edition, rule: Rule) -> Member:
        """A rule as a member of the ground."""
        key = (edition.document.id, rule.clause, rule.index)
        return next(member for member, _ in self.members if member.key == key)

    def formulas(self, known: Sequence[Condition]) -> Sequence[Formula]:
        """What is known of a situation, as it is asked about."""
        return [formula(condition, self.vocabulary) for condition in known]

    def alike(self, term: str) -> Mapping[str, str]:
        """For each choice of a term, the first of those that no rule tells from it."""
        guards = [made for member, _ in self.members for made in guards_of(member) if made is not None]
        return Setting(self.demands, self.vocabulary, {}, beside=guards).alike(term)

    def near(self, variables: Collection[Variable]) -> Sequence[Demand]:
        """The demands that anything joins to some conduct; no others can exclude any of it."""
        found = set(map(id, near(frozenset(variables), self.demands, self.vocabulary)))
        return [demand for demand in self.demands if id(demand) in found]


def _guard(member: Member) -> Formula:
    """`when` holds and `unless` does not."""
    rule, vocabulary = member.rule, member.edition.vocabulary
    when = () if rule.when is None else (formula(rule.when, vocabulary),)
    return Every(when if rule.unless is None else (*when, formula(rule.unless, vocabulary, negated=True)))


def variables_of(term: str, vocabulary: Vocabulary) -> tuple[Variable, ...]:
    """The variables of a term: of a several-valued one, each of its choices."""
    if vocabulary[term].kind is TermKind.SEVERAL:
        return tuple((term, choice.name) for choice in vocabulary[term].choices)
    return ((term, None),)


def said(setting: Setting, known: Sequence[Formula]) -> Constraint:
    """What is known, as it is for anyone."""
    return every(*(setting.says(each, SOMEONE) for each in known))


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
