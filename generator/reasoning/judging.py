"""One choice of a term, judged by the solver: can it be made in the situations that are open, and which rules decide that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Choice, Condition, TermKind, YesNo
from generator.reasoning.formulas import Demand, Formula, Member, Variable, literals
from generator.reasoning.ground import Ground, variables_of
from generator.reasoning.logic.constraints import ALWAYS, Constraint, every, names_of, of_other, reduced
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists
from generator.reasoning.settings import Person, Setting, settings
from generator.reasoning.situations import SOMEONE, Extent, can_be, fixed, minimal, narrowed, said, unlike

ANYONE = Person("b")


def choices(ground: Ground, term: str) -> Iterator[tuple[str | bool, Condition]]:
    """The choices of a term, each with what it means; of a several-valued one, that it is among the chosen."""
    declared = ground.vocabulary[term]
    match declared.kind:
        case TermKind.CHOICE | TermKind.SEVERAL:
            for each in declared.choices:
                yield each.name, Choice(term, (each.name,), place=declared.place)
        case TermKind.YES_NO:
            for yes in (True, False):
                yield yes, YesNo(term, yes, place=declared.place)
        case TermKind.QUANTITY:
            return


@dataclass(frozen=True)
class Asked:
    """A term, what is known, and the demands that anything joins to the term and that can ask for something there."""

    ground: Ground
    term: str
    known: Sequence[Formula]
    demands: Sequence[Demand]
    settings: Sequence[Setting] | None
    """None where the conversions of units leave too many orders open."""

    @classmethod
    def of(cls, ground: Ground, term: str, known: Sequence[Condition]) -> Asked:
        formulas = ground.formulas(known)
        demands = ground.near(variables_of(term, ground.vocabulary))
        try:
            made = tuple(settings(demands, ground.vocabulary, formulas))
        except TooMuchWork:
            return cls(ground, term, formulas, demands, None)
        values = [fixed(said(setting, formulas)) for setting in made]

        def silent(demand: Demand) -> bool:
            """Whether it shows at a glance that a demand asks for nothing where this is known."""
            keeps = (setting.keeps(demand, SOMEONE) for setting in made)
            return all(reduced(kept, known) == ALWAYS for kept, known in zip(keeps, values, strict=True))

        return cls(ground, term, formulas, [demand for demand in demands if not silent(demand)], made)

    @property
    def alike(self) -> Mapping[str | bool, str | bool]:
        """For each choice, the first of those that no rule tells from it."""
        names = [choice for choice, _ in choices(self.ground, self.term)]
        if not self.settings or self.ground.vocabulary[self.term].kind is not TermKind.CHOICE:
            return dict(zip(names, names, strict=True))
        return dict(self.settings[0].alike(self.term).items())

    @property
    def members(self) -> list[Member]:
        """The rules of the demands, each once, in order."""
        return list({demand.member.key: demand.member for demand in self.demands}.values())

    def advised(self) -> bool:
        """Whether a should that speaks of the term applies in a situation that is open."""
        advice = [d for d in self.demands if d.advised and any(t == self.term for t, _ in _variables(d))]
        try:
            return any(
                can_be(setting, said(setting, self.known), setting.applies(demand, SOMEONE))
                for setting in self.settings or ()
                for demand in advice
            )
        except TooMuchWork:
            return True

    def of_rules(self, members: Sequence[Member], *, shoulds: bool) -> list[Demand]:
        """What some rules demand."""
        keys = {member.key for member in members}
        return [d for d in self.demands if d.member.key in keys and (shoulds or not d.advised)]


class Judged:
    """One choice, judged."""

    def __init__(self, picked: Formula, asked: Asked) -> None:
        self.picked, self._asked = picked, asked
        self.allowed = self._extent(asked.of_rules(asked.members, shoulds=False))
        self.advised = self._extent(asked.demands) if some(self.allowed) else self.allowed

    @property
    def told(self) -> bool:
        """Whether the shoulds tell it from others."""
        return self.allowed is not self.advised

    def _extent(self, demands: Sequence[Demand]) -> Extent:
        if self._asked.settings is None:
            return Extent.UNDECIDED
        try:
            if not any(self._can(setting, demands) for setting in self._asked.settings):
                return Extent.NEVER
            always = not any(self._cannot(setting, demands) for setting in self._asked.settings)
            return Extent.ALWAYS if always else Extent.SOMETIMES
        except TooMuchWork:
            return Extent.UNDECIDED

    def _can(self, setting: Setting, demands: Sequence[Demand]) -> bool:
        """Whether in some situation that is open someone can choose it."""
        return can_be(setting, said(setting, self._asked.known), self._obeys(setting, demands, SOMEONE))

    def _cannot(self, setting: Setting, demands: Sequence[Demand]) -> bool:
        """Whether in some situation that is open nobody can."""
        known = said(setting, self._asked.known)
        never = reduced(self._obeys(setting, demands, ANYONE), fixed(known))
        if not any(not name.whose for name in names_of(never)):
            return not can_be(setting, never)
        return Exists(narrowed(known), never, {"b": ""}, setting.domain, Effort()).find() is not None

    def _obeys(self, setting: Setting, demands: Sequence[Demand], person: Person) -> Constraint:
        return every(setting.says(self.picked, person), setting.obeys(person, demands))

    def by(self, others: Sequence[Judged], recommended: Extent | None) -> tuple[Member, ...]:
        """The rules that recommend it beside others, or a minimal set of those that exclude it. Raises `TooMuchWork`."""
        asked = self._asked
        if recommended is not None and some(recommended):
            recommending = tuple(member for member in asked.members if self._recommends(member, others))
            if recommending or recommended is Extent.ALWAYS:
                return recommending
        if recommended is None and self.allowed is Extent.ALWAYS:
            return ()
        extent, shoulds = (self.allowed, False) if self.allowed is not Extent.ALWAYS else (self.advised, True)

        def excluded(members: Sequence[Member]) -> bool:
            found = self._extent(asked.of_rules(members, shoulds=shoulds))
            return found is Extent.NEVER or (found is Extent.SOMETIMES and extent is Extent.SOMETIMES)

        return minimal(asked.members, excluded)

    def _recommends(self, member: Member, others: Sequence[Judged]) -> bool:
        """Whether a should of a rule applies in a situation that is open, and leaves this choice where it leaves no other."""
        advice = [demand for demand in self._asked.demands if demand.advised and demand.member is member]
        for setting in self._asked.settings or ():
            known = said(setting, self._asked.known)
            for demand in advice:
                kept = every(known, setting.applies(demand, SOMEONE), setting.says(demand.asks, SOMEONE))
                if can_be(setting, kept, setting.says(self.picked, SOMEONE)) and not all(
                    can_be(setting, kept, setting.says(other.picked, SOMEONE)) for other in others
                ):
                    return True
        return False

    def open(self, recommended: Extent | None) -> tuple[str, ...]:
        """The given terms of which a change alone can make it allowed (or recommended) no more. Raises `TooMuchWork`."""
        asked = self._asked
        if self.allowed is Extent.SOMETIMES:
            demands: Sequence[Demand] = asked.of_rules(asked.members, shoulds=False)
        elif recommended is Extent.SOMETIMES:
            demands = asked.demands
        else:
            return ()
        terms: dict[str, None] = {}
        for setting in asked.settings or ():
            known = said(setting, asked.known)
            here = every(known, self._obeys(setting, demands, SOMEONE))
            never = of_other(self._obeys(setting, demands, ANYONE), {"": "then"})
            given = [name for name in dict.fromkeys(names_of(here)) if not name.whose]
            for term in dict.fromkeys(name.term for name in given if name not in fixed(known)):
                there = every(of_other(known, {"": "then"}), *unlike(setting, term, given))
                if Exists(every(here, there), never, {"b": ""}, setting.domain, Effort()).find() is not None:
                    terms[term] = None
        return tuple(term for term in asked.ground.vocabulary if term in terms)


def _variables(demand: Demand) -> Iterator[Variable]:
    for literal in literals(demand.asks):
        yield from literal.variables


def some(extent: Extent) -> bool:
    """Whether something holds in a situation that is open."""
    return extent in (Extent.ALWAYS, Extent.SOMETIMES)
