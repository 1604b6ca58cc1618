"""All rules that hold for a document, its own and those above it, with what they demand and what waivers excuse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.model import Condition, Edition, Rule, TermKind, Vocabulary, Waiver
from generator.reasoning.effective import Surroundings
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
    members_of,
)
from generator.reasoning.settings import Setting


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
        found = set(map(id, self._surroundings.near(frozenset(variables))))
        return [demand for demand in self.demands if id(demand) in found]

    def inherits(self, term: str) -> bool:
        """Whether nothing but the procedure's own rules bears on a term."""
        near = self.near(variables_of(term, self.vocabulary))
        return bool(self.top) and not self.waivers and all(demand.depth == self.top for demand in near)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings.of(self.demands, self.vocabulary)


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
