"""What holds for a document: its own rules, and those above that they do not already contain."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import AllOf, Condition, Edition, Rule, Vocabulary
from generator.reasoning.formulas import Demand, Member, Variable, conjuncts, formula, literals
from generator.reasoning.logic.constraints import Constraint, every, some
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists, possible
from generator.reasoning.memory import Memory
from generator.reasoning.rulings import Rulings, rulings
from generator.reasoning.settings import Person, Setting, settings

Relation = Literal["same", "tighter", "looser", "added", "inherited"]


@dataclass(frozen=True, slots=True)
class Effective:
    """A rule that holds, and how it stands to the documents above: their very effect, more or less than it (within the
    latitude that they leave, or by a waiver), on a matter that they leave open, or theirs. Of a rule from above `rule` has
    only the duties that the document's own rules do not contain.
    """

    edition: Edition
    rule: Rule
    relation: Relation


def effective(edition: Edition, above: Sequence[Edition], memory: Memory | None = None) -> Iterator[Effective]:
    """The rules of a document, then those above that still say something next to them, nearest document first.

    `memory` keeps what is worked out for the next document.
    """
    rules = rulings(edition, above, frozenset(), memory)
    own = Surroundings.of(rules.read(rules.own, shoulds=True), rules.vocabulary)
    firm = rules.memory.once(("above", *map(id, above)), above, lambda: _firm(rules))
    for member in rules.own:
        yield Effective(edition, member.rule, _relation(member, own, firm, rules.memory))
    asked: dict[int, list[Demand]] = {}
    for demand in firm.demands:
        asked.setdefault(id(demand.member), []).append(demand)
    for member, _ in rules.above:
        mine = asked.get(id(member), [])
        left = [demand for demand in mine if not _said(demand, own, rules.memory)]
        if member.rule.may is not None or left or not mine:
            yield Effective(member.edition, _only(left, member) if mine else member.rule, "inherited")


def _only(left: Sequence[Demand], member: Member) -> Rule:
    """A rule without those of its duties of which no demand is left; what it permits stays."""
    rule, vocabulary = member.rule, member.edition.vocabulary
    asks = {(demand.asks, demand.advised) for demand in left}

    def stays(duty: Condition, *, negated: bool, advised: bool) -> bool:
        return any((part, advised) in asks for part in conjuncts(formula(duty, vocabulary, negated)))

    def asked(duty: Condition | None, *, advised: bool) -> Condition | None:
        parts = duty.parts if isinstance(duty, AllOf) else (duty,) if duty is not None else ()
        staying = tuple(part for part in parts if stays(part, negated=False, advised=advised))
        return AllOf(staying) if len(staying) > 1 else next(iter(staying), None)

    return replace(
        rule,
        must=asked(rule.must, advised=False),
        should=asked(rule.should, advised=True),
        must_not=tuple(duty for duty in rule.must_not if stays(duty, negated=True, advised=False)),
        should_not=tuple(duty for duty in rule.should_not if stays(duty, negated=True, advised=True)),
    )


def relation(
    member: Member, upper: Sequence[Member], above: Sequence[Member], vocabulary: Vocabulary, memory: Memory
) -> Relation:
    """How a rule of a document stands to some rules of one above it, which are some of all that are `above`.

    What a rule asks for besides makes it no tighter on the matter that both speak of, where others above speak of that; what
    no other speaks of makes it tighter.
    """

    def of(demands: Sequence[Demand]) -> Surroundings:
        return Surroundings.of(demands, vocabulary)

    def asked(members: Sequence[Member]) -> Surroundings:
        return of([demand for each in members for demand in memory.demands(each, 1, shoulds=True)])

    own, theirs = memory.demands(member, 0, shoulds=True), asked(upper)
    whole = _relation(member, of(own), theirs, memory)
    if whole != "tighter":
        return whole
    parts = [(of([demand]), _relation(member, of([demand]), theirs, memory)) for demand in own]
    if {stands for _, stands in parts} != {"same", "added"}:
        return whole
    besides, everything = [part for part, stands in parts if stands == "added"], asked(above)
    return whole if any(_relation(member, each, everything, memory) == "added" for each in besides) else "same"


def _firm(rules: Rulings) -> Surroundings:
    """What is asked above, but for what a range leaves to others."""
    asked = [d for member, depth in rules.above for d in rules.memory.demands(member, depth, shoulds=True)]
    return Surroundings.of([d for d in asked if d.latitude != "range"], rules.upper.vocabulary)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Demands with the conduct that each speaks of, for finding those that are near to something."""

    demands: Sequence[Demand]
    spoken: Sequence[Set[Variable]]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, demands: Sequence[Demand], vocabulary: Vocabulary) -> Surroundings:
        """Those of some demands."""
        return cls(demands, [_spoken(demand, vocabulary) for demand in demands], vocabulary)

    def near(self, reached: Set[Variable]) -> Sequence[Demand]:
        """The demands that say anything of some conduct, and of what those speak of, and so on; the nearest first."""
        left, found = list(zip(self.demands, self.spoken, strict=True)), list[Demand]()
        while near := [pair for pair in left if not pair[1].isdisjoint(reached)]:
            found += [demand for demand, _ in near]
            left = [pair for pair in left if pair[1].isdisjoint(reached)]
            reached = {*reached, *(variable for _, spoken in near for variable in spoken)}
        return found


def _structure(demand: Demand) -> Hashable:
    """What a demand says, whoever says it."""
    return (demand.when, demand.unless, demand.asks, demand.latitude, demand.depth)


def _words(demands: Sequence[Demand], vocabulary: Vocabulary) -> Hashable:
    """The terms that some demands speak of, as they are declared."""
    found = dict.fromkeys(v[0] for d in demands for x in (*literals(d.asks), *d.guards) for v in x.variables)
    return tuple(vocabulary[name] for name in found)


def _relation(member: Member, own: Surroundings, upper: Surroundings, memory: Memory) -> Relation:
    """How a rule stands to what is asked above wherever it applies, what is looser somewhere before all else."""
    mine = [demand for demand in own.demands if demand.member is member]
    asked = {variable for demand in mine for literal in literals(demand.asks) for variable in literal.variables}
    beside = [
        demand
        for demand, spoken in zip(upper.demands, upper.spoken, strict=True)
        if not spoken.isdisjoint(asked) and asked & {v for x in literals(demand.asks) for v in x.variables}
    ]
    key = ("relation", *map(_structure, mine), *map(id, beside), _words(mine, own.vocabulary))
    return memory.once(key, beside, lambda: _worked_out(mine, beside, own.vocabulary))


def _worked_out(mine: Sequence[Demand], beside: Sequence[Demand], vocabulary: Vocabulary) -> Relation:
    group = [*mine, *(replace(demand, depth=1, latitude="none") for demand in beside)]
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


def _said(demand: Demand, own: Surroundings, memory: Memory) -> bool:
    """Whether a demand from above adds nothing: D's rules contain it, or, where it yields to them, speak of its terms."""
    if demand.latitude == "free":
        return any({x.subject for x in literals(d.asks)} & demand.leaves for d in own.demands)
    near = own.near(_spoken(demand, own.vocabulary))
    key = ("said", id(demand), *map(_structure, near), _words(near, own.vocabulary))
    return memory.once(key, (demand,), lambda: follows(demand, near, own.vocabulary, whole=True))


def follows(demand: Demand, others: Sequence[Demand], vocabulary: Vocabulary, *, whole: bool = False) -> bool:
    """Whether a demand already follows from others: from those near it, or from the `whole` of them, which takes longer and
    makes a difference only where they cannot always be followed.
    """
    asked = replace(demand, depth=0, latitude="none")
    relevant = others if whole else near(_spoken(demand, vocabulary), others, vocabulary)
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


def near(reached: Set[Variable], others: Sequence[Demand], vocabulary: Vocabulary) -> Sequence[Demand]:
    """The demands that say anything of some conduct, and of what those speak of, and so on."""
    return Surroundings.of(others, vocabulary).near(reached)


def _spoken(demand: Demand, vocabulary: Vocabulary) -> Set[Variable]:
    """The conduct that a demand speaks of."""
    return {v for x in (*literals(demand.asks), *demand.guards) for v in x.variables if not vocabulary[v[0]].given}
