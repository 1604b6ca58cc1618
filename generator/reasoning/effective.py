"""What holds for a document: its own rules, and those above that they do not already contain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Edition, Rule, Vocabulary, atoms, terms_of
from generator.reasoning.components import worlds
from generator.reasoning.formulas import Demand, Member, demands, literals
from generator.reasoning.rounds import rulings
from generator.reasoning.worlds import TooMuchWork, World

Relation = Literal["same", "tighter", "added", "inherited"]


@dataclass(frozen=True, slots=True)
class Effective:
    """A rule that holds, and how it stands to the documents above: their very effect, more than it, on a matter that
    they leave open, or theirs.
    """

    edition: Edition
    rule: Rule
    relation: Relation


def effective(edition: Edition, above: Sequence[Edition]) -> Iterator[Effective]:
    """The rules of a document, then those above that still say something next to them, nearest document first."""
    rules = rulings(edition, above, frozenset())
    own = [d for member in rules.own for d in demands(member, 0, shoulds=True)]
    upper = [d for member, depth in rules.above for d in demands(member, depth, shoulds=True)]
    for member in rules.own:
        yield Effective(edition, member.rule, _relation(member, own, upper, rules.vocabulary))
    for member, _ in rules.above:
        asked = [d for d in upper if d.member is member and d.latitude != "range"]
        if member.rule.may is not None or not asked or not all(_said(d, own, rules.vocabulary) for d in asked):
            yield Effective(member.edition, member.rule, "inherited")


def _relation(member: Member, own: Sequence[Demand], upper: Sequence[Demand], vocabulary: Vocabulary) -> Relation:
    spoken = {name for duty in member.rule.duties() for atom in atoms(duty) for name in terms_of(atom)}
    concerned = [d for d in upper if spoken & {name for x in literals(d.asks) for name, _ in x.variables}]
    if not concerned:
        return "added"
    mine = [demand for demand in own if demand.member is member]
    bare = [replace(demand, latitude="none") for demand in concerned if demand.latitude != "range"]
    return "same" if all(_follows(demand, bare, vocabulary) for demand in mine) else "tighter"


def _said(demand: Demand, own: Sequence[Demand], vocabulary: Vocabulary) -> bool:
    """Whether a demand from above adds nothing: D's rules contain it, or, where it yields to them, speak of its terms."""
    if demand.latitude == "free":
        return any({name for x in literals(d.asks) for name, _ in x.variables} & demand.leaves for d in own)
    return _follows(demand, own, vocabulary)


def _follows(demand: Demand, others: Sequence[Demand], vocabulary: Vocabulary) -> bool:
    """Whether a demand already follows from others."""
    spoken = {variable for literal in literals(demand.asks) for variable in literal.variables}
    near = [other for other in others if spoken & {v for x in literals(other.asks) for v in x.variables}]
    if not near:
        return False
    asked = replace(demand, depth=0, latitude="none")
    group = [asked, *(replace(other, depth=1, latitude="none") for other in near)]
    try:
        return all(_contained(world) for world in worlds(group, vocabulary))
    except TooMuchWork:
        return False


def _contained(world: World) -> bool:
    return all(
        not above & ~own
        for situation in world.situations()
        for _, moment in world.moments(situation)
        if moment.above_possible
        for own, above in zip(moment.own, moment.above, strict=True)
    )
