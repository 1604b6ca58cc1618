"""What holds for a document: its own rules, and those above that they do not already contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Edition, Rule, Vocabulary
from generator.reasoning.formulas import Demand, Member, Variable, demands, literals
from generator.reasoning.logic.constraints import Constraint, every, some
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists, possible
from generator.reasoning.rulings import rulings
from generator.reasoning.settings import Person, Setting, settings

Relation = Literal["same", "tighter", "looser", "added", "inherited"]


@dataclass(frozen=True, slots=True)
class Effective:
    """A rule that holds, and how it stands to the documents above: their very effect, more or less than it (within the
    latitude that they leave, or by a waiver), on a matter that they leave open, or theirs.
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
    joined = Joined(own, rules.vocabulary)
    for member, _ in rules.above:
        asked = [d for d in upper if d.member is member and d.latitude != "range"]
        if member.rule.may is not None or not asked or not all(_said(d, own, rules.vocabulary, joined) for d in asked):
            yield Effective(member.edition, member.rule, "inherited")


def _relation(member: Member, own: Sequence[Demand], upper: Sequence[Demand], vocabulary: Vocabulary) -> Relation:
    """How a rule stands to what is asked above wherever it applies, what is looser somewhere before all else."""
    mine = [demand for demand in own if demand.member is member]
    spoken = {variable for demand in mine for literal in literals(demand.asks) for variable in literal.variables}
    group = [
        *mine,
        *(
            replace(demand, depth=1, latitude="none")
            for demand in upper
            if demand.latitude != "range" and spoken & {v for x in literals(demand.asks) for v in x.variables}
        ),
    ]
    found: set[Relation] = set()
    try:
        for setting in settings(group, vocabulary):
            found.update(_compared(setting))
    except TooMuchWork:
        return "tighter"
    order: tuple[Relation, ...] = ("looser", "tighter", "same")
    return next((relation for relation in order if relation in found), "added")


def _compared(setting: Setting) -> Iterator[Relation]:
    """How one rule's demands stand to others where both apply: looser where somewhere they only allow more."""

    def allowed(person: Person, demands: Sequence[Demand], others: Sequence[Demand]) -> Constraint:
        """Both apply; the first are kept and the others are not."""
        return every(both(person), setting.obeys(person, demands), setting.not_(setting.obeys(person, others)))

    def both(person: Person) -> Constraint:
        sides = (some(*(setting.applies(d, person) for d in side)) for side in (setting.own, setting.above))
        return every(*sides)

    one, other = Person("a"), Person("b", "a", setting.guards)
    more, less = allowed(one, setting.own, setting.above), allowed(other, setting.above, setting.own)
    if Exists(more, less, {"b": "a"}, setting.domain, Effort()).find() is not None:
        yield "looser"
    elif any(possible(each, setting.domain, Effort()) is not None for each in (more, less)):
        yield "tighter"
    elif possible(both(one), setting.domain, Effort()) is not None:
        yield "same"


def _said(demand: Demand, own: Sequence[Demand], vocabulary: Vocabulary, joined: Joined) -> bool:
    """Whether a demand from above adds nothing: D's rules contain it, or, where it yields to them, speak of its terms."""
    if demand.latitude == "free":
        return any({x.subject for x in literals(d.asks)} & demand.leaves for d in own)
    return follows(demand, own, vocabulary, joined=joined)


def follows(
    demand: Demand,
    others: Sequence[Demand],
    vocabulary: Vocabulary,
    *,
    joined: Joined | None = None,
    whole: bool = False,
) -> bool:
    """Whether a demand already follows from others: from those near it, or from the `whole` of them, which takes longer and
    makes a difference only where they cannot always be followed. `joined` are the others, where they are joined already.
    """
    asked = replace(demand, depth=0, latitude="none")
    relevant = others if whole else (joined or Joined(others, vocabulary)).to(demand)
    group = [asked, *(replace(other, depth=1, latitude="none") for other in relevant)]
    someone = Person("a")
    try:
        return all(
            possible(
                every(setting.obeys(someone, setting.above), setting.not_(setting.keeps(asked, someone))),
                setting.domain,
                Effort(),
            )
            is None
            for setting in settings(group, vocabulary)
        )
    except TooMuchWork:
        return False


class Joined:
    """Demands, joined to each other where they speak of one conduct, or of what a third speaks of with it, and so on."""

    def __init__(self, demands: Sequence[Demand], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._groups: dict[Variable, list[int]] = {}
        """For each conduct the positions of the demands that it is joined to; one list for all that are joined."""
        for position, demand in enumerate(demands):
            spoken = _spoken(demand, vocabulary)
            groups = {id(group): group for v in spoken if (group := self._groups.get(v)) is not None}
            joined = sorted((*(n for group in groups.values() for n in group), position))
            reached = {v for n in joined for v in _spoken(demands[n], vocabulary)} if len(groups) > 1 else spoken
            if len(groups) == 1:
                (group,) = groups.values()
                group.append(position)
                joined = group
            self._groups.update(dict.fromkeys(reached, joined))
        self._demands = demands

    def near(self, variables: Iterable[Variable]) -> Sequence[Demand]:
        """The demands that anything joins to some conduct, in order."""
        positions = {position for v in variables for position in self._groups.get(v, ())}
        return [self._demands[position] for position in sorted(positions)]

    def to(self, demand: Demand) -> Sequence[Demand]:
        """The demands that anything joins to what a demand speaks of."""
        return self.near(_spoken(demand, self._vocabulary))


def _spoken(demand: Demand, vocabulary: Vocabulary) -> Set[Variable]:
    """The conduct that a demand speaks of."""
    return {v for x in (*literals(demand.asks), *demand.guards) for v in x.variables if not vocabulary[v[0]].given}
