"""Which choices of a term the rules allow in a situation, which they recommend, and what each asks for.

A choice is *allowed* where some conduct with it obeys O(M) ∧ O(D), musts alone, and *recommended* where it also obeys every
should, if these tell the choices apart at all (section Meaning; rules that nothing joins to the term are left out).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Choice, Condition, TermKind, YesNo
from generator.reasoning.duties import Duty, brought
from generator.reasoning.formulas import Demand, Formula, Member, Variable, formula, literals
from generator.reasoning.logic.constraints import ALWAYS, Constraint, every, names_of, of_other, reduced
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists
from generator.reasoning.settings import Person, Setting, settings
from generator.reasoning.situations import (
    SOMEONE,
    Extent,
    Ground,
    can_be,
    fixed,
    minimal,
    narrowed,
    said,
    unlike,
    variables_of,
)

ANYONE = Person("b")
Verdict = Literal["recommended", "allowed", "discouraged", "forbidden", "undecided"]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a term: a declared choice, or yes or no.

    `recommended` is None where no should tells the choices apart. `by` is a minimal set of rules that exclude it (with any one
    dropped it would be allowed, or no longer advised against), or the rules that recommend it. `open` are the given terms on
    which the answer depends where it is `sometimes`.
    """

    choice: str | bool
    allowed: Extent
    recommended: Extent | None = None
    by: tuple[Member, ...] = ()
    open: tuple[str, ...] = ()
    asks: tuple[Duty, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What it comes to, in the situations in which it can be chosen at all."""
        if self.allowed is Extent.UNDECIDED:
            return "undecided"
        if self.allowed is Extent.NEVER:
            return "forbidden"
        if self.recommended is None:
            return "allowed"
        return "recommended" if _some(self.recommended) else "discouraged"


def options(ground: Ground, term: str, known: Sequence[Condition] = (), *, asks: bool = True) -> tuple[Option, ...]:
    """Every choice of a term where something is known of the situation, in the order declared; none of a quantity.

    Without `asks` it is left open what each asks for.
    """
    asked = _Asked.of(ground, term, known)
    alike = asked.alike
    meant = {choice: formula(condition, ground.vocabulary) for choice, condition in choices(ground, term)}
    found = {first: _Judged(meant[first], asked) for first in dict.fromkeys(alike.values())}
    told = any(each.told for each in found.values()) and asked.advised()
    made = {first: each.option(first, [*found.values()], told=told) for first, each in found.items()}

    def option(choice: str | bool) -> Option:
        judged = made[alike[choice]]
        if not asks or not _some(judged.allowed):
            return replace(judged, choice=choice)
        return replace(judged, choice=choice, asks=brought(ground, [*asked.known, meant[choice]], (term,)))

    return tuple(option(choice) for choice in meant)


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
class _Asked:
    """A term, what is known, and the demands that anything joins to the term and that can ask for something there."""

    ground: Ground
    term: str
    known: Sequence[Formula]
    demands: Sequence[Demand]
    settings: Sequence[Setting] | None
    """None where the conversions of units leave too many orders open."""

    @classmethod
    def of(cls, ground: Ground, term: str, known: Sequence[Condition]) -> _Asked:
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


class _Judged:
    """One choice, judged."""

    def __init__(self, picked: Formula, asked: _Asked) -> None:
        self.picked, self._asked = picked, asked
        self.allowed = self._extent(asked.of_rules(asked.members, shoulds=False))
        self.advised = self._extent(asked.demands) if _some(self.allowed) else self.allowed

    @property
    def told(self) -> bool:
        """Whether the shoulds tell it from others."""
        return self.allowed is not self.advised

    def option(self, choice: str | bool, judged: Sequence[_Judged], *, told: bool) -> Option:
        """What is said of it beside all that are judged."""
        if Extent.UNDECIDED in (self.allowed, self.advised):
            return Option(choice, Extent.UNDECIDED)
        recommended = self.advised if told and _some(self.allowed) else None
        try:
            return Option(choice, self.allowed, recommended, self._by(judged, recommended), self._open(recommended))
        except TooMuchWork:
            return Option(choice, Extent.UNDECIDED)

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

    def _by(self, others: Sequence[_Judged], recommended: Extent | None) -> tuple[Member, ...]:
        asked = self._asked
        if recommended is not None and _some(recommended):
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

    def _recommends(self, member: Member, others: Sequence[_Judged]) -> bool:
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

    def _open(self, recommended: Extent | None) -> tuple[str, ...]:
        """The given terms of which a change alone can make it allowed (or recommended) no more."""
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


def _some(extent: Extent) -> bool:
    return extent in (Extent.ALWAYS, Extent.SOMETIMES)
