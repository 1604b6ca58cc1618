"""Sections, clauses and their rules (sections A document and Rules)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from generator.model.conditions import Atom, Bound, Condition, atoms, terms_of
from generator.model.places import Place
from generator.model.texts import Target, Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One `when / unless / must / …` mapping of a clause, or of a row of its table (section Rules).

    `must_not` and `should_not` hold one condition per entry, since each entry is forbidden by itself.
    `index` counts the rules of the clause from 0, its table rows' after its own.
    """

    clause: str
    index: int
    when: Condition | None = None
    unless: Condition | None = None
    must: Condition | None = None
    must_not: tuple[Condition, ...] = ()
    should: Condition | None = None
    should_not: tuple[Condition, ...] = ()
    may: Condition | None = None
    because: str | None = None
    place: Place = field(kw_only=True, compare=False)

    def duties(self) -> Iterator[Condition]:
        """The conditions that this rule states about conduct, whatever their strength, in the order must … may."""
        for condition in (self.must, *self.must_not, self.should, *self.should_not, self.may):
            if condition is not None:
                yield condition


def stated(term: str, rules: Iterable[Rule]) -> tuple[Atom, ...]:
    """What rules say of a term by itself: as conduct, or of the situation where none speaks of it as conduct.

    A placeholder prints it, so a text that has one needs exactly one (section Text).
    """
    rules = tuple(rules)
    duties = tuple(duty for rule in rules for duty in rule.duties())
    situations = tuple(condition for rule in rules for condition in (rule.when, rule.unless))
    for conditions in (duties, situations):
        if found := tuple(atom for c in conditions for atom in atoms(c) if terms_of(atom) == (term,)):
            return found
    return ()


class Latitude(StrEnum):
    """What documents below may do with a clause (end of section A document)."""

    FIXED = "fixed"
    TIGHTEN = "tighten"
    RANGE = "range"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a clause's table. `rule` is the rule that it carries."""

    cells: tuple[Text, ...]
    rule: Rule | None = None
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A clause's table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the procedure's `figures/` folder."""

    file: str
    title: str
    alt: str
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with everything said in and about it.

    `rules` holds the clause's own rules only; those of its table rows stand in the rows. `implement` is
    `"all"`, department ids, or empty. `unread`: it has a rule that could not be read.
    """

    id: str
    text: Text
    title: str | None = None
    was: str | None = None
    implements: tuple[Target, ...] = ()
    rules: tuple[Rule, ...] = ()
    clauses: tuple[Clause, ...] = ()
    table: Table | None = None
    figure: Picture | None = None
    latitude: Latitude = Latitude.TIGHTEN
    range: tuple[Bound, ...] = ()
    implement: tuple[str, ...] | Literal["all"] = ()
    unread: bool = False
    place: Place = field(kw_only=True, compare=False)
    places: Mapping[str, Place] = field(kw_only=True, compare=False, default_factory=dict)

    def all_rules(self) -> Iterator[Rule]:
        """The clause's rules and its table rows' rules, without sub-clauses, in document order."""
        yield from self.rules
        if self.table:
            for row in self.table.rows:
                if row.rule:
                    yield row.rule

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in document order."""
        yield self
        for clause in self.clauses:
            yield from clause.walk()

    def texts(self) -> Iterator[Text]:
        """Its text and the cells of its table."""
        yield self.text
        if self.table:
            for row in self.table.rows:
                yield from row.cells


@dataclass(frozen=True, slots=True)
class Section:
    """A section or an appendix; `show` prints a list made from other parts of the document."""

    id: str
    title: str
    text: Text | None = None
    show: Literal["terms", "related", "forms"] | None = None
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    place: Place = field(kw_only=True, compare=False)

    def walk(self) -> Iterator[Section]:
        """This section and those below it, in document order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def all_clauses(self) -> Iterator[Clause]:
        """Every clause in and below it, sub-clauses included, in document order: its own first, then its sections'."""
        for clause in self.clauses:
            yield from clause.walk()
        for section in self.sections:
            yield from section.all_clauses()
