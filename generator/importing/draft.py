"""A document on its way to YAML: what the format can say of it, with proposals that the owner has to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sure = Literal["high", "medium", "low"]
"""How sure a proposal is. What is low stands in the YAML as a comment only."""


@dataclass(frozen=True, slots=True)
class Cross:
    """A number of another place: the bookmark or the number that it leads by, and how it is written."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Out:
    """A link out of the document."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """A rule's figure, printed by its term."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference that has found its place."""

    id: str
    text: str


Segment = str | Cross | Out | Use | Ref
Line = list[Segment]
"""A paragraph of text."""


def said(line: Line) -> str:
    """What a line prints."""
    return "".join(part if isinstance(part, str) else part.text for part in line)


@dataclass(frozen=True, slots=True)
class ChoiceProposal:
    """A value of a term."""

    name: str
    about: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class TermProposal:
    """A term that rules speak about. `unit` for quantities, `choices` for one of several values, neither for yes or no."""

    name: str
    unit: str = ""
    whole: bool = False
    percent: bool = False
    choices: tuple[ChoiceProposal, ...] = ()
    given: bool = False
    about: str = ""
    aliases: tuple[str, ...] = ()
    why: str = ""


@dataclass(slots=True)
class RuleProposal:
    """A rule: `strength` must … may, the term and its value as typed, the situation; the words that it comes from, and why.

    `why` is a reason of the table in `reasons.py`.
    """

    strength: str
    term: str
    value: str
    words: str
    sure: Sure
    why: tuple[str, ...] = ()
    when: tuple[str, str] | None = None


@dataclass(slots=True)
class LinkProposal:
    """A clause above that this clause may implement; likeness from 0 to 1, or 1 where the text names it."""

    target: str
    citation: str
    likeness: float
    sure: Sure


@dataclass(slots=True)
class DraftRow:
    """A table's row: cells of lines, and its rules."""

    cells: list[list[Line]]
    rules: list[RuleProposal] = field(default_factory=list)


@dataclass(slots=True)
class DraftTable:
    """A clause's table."""

    columns: list[str]
    rows: list[DraftRow]


@dataclass(slots=True)
class DraftPicture:
    """A clause's picture. `file` is given when it is written."""

    png: bytes
    title: str
    alt: str
    file: str = ""


@dataclass(slots=True)
class DraftClause:
    """A clause. `source` is the paragraph that it begins with, `label` its number there, `keys` its tags and bookmarks."""

    lines: list[Line]
    title: str = ""
    id: str = ""
    source: int = 0
    label: str = ""
    keys: tuple[str, ...] = ()
    table: DraftTable | None = None
    picture: DraftPicture | None = None
    clauses: list[DraftClause] = field(default_factory=list)
    rules: list[RuleProposal] = field(default_factory=list)
    links: list[LinkProposal] = field(default_factory=list)

    def walk(self) -> Iterator[DraftClause]:
        yield self
        for clause in self.clauses:
            yield from clause.walk()


@dataclass(slots=True)
class DraftSection:
    """A section or appendix."""

    title: str
    id: str = ""
    source: int = 0
    label: str = ""
    keys: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    show: str = ""
    sections: list[DraftSection] = field(default_factory=list)
    clauses: list[DraftClause] = field(default_factory=list)

    def walk(self) -> Iterator[DraftSection]:
        yield self
        for section in self.sections:
            yield from section.walk()

    def all_clauses(self) -> Iterator[DraftClause]:
        for section in self.walk():
            for clause in section.clauses:
                yield from clause.walk()


@dataclass(slots=True)
class DraftForm:
    """A record form."""

    number: str
    title: str
    columns: list[str]
    keep: str = ""
    id: str = ""
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftSignOff:
    """Who signs: the department's id."""

    role: str
    department: str
    person: str


@dataclass(slots=True)
class Question:
    """What only the owner can answer: the key or place, and what was written there for the time being."""

    about: str
    zh: str
    en: str


@dataclass(slots=True)
class Draft:
    """A whole document."""

    id: str = ""
    title: str = ""
    number: str = ""
    version: str = "1.0"
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    review_every: str = ""
    classification: str = ""
    department: str = ""
    implements: str = ""
    numbering: str = "outline"
    sign_off: list[DraftSignOff] = field(default_factory=list)
    distribution: list[str] = field(default_factory=list)
    summary: str = ""
    by: str = ""
    repeals: list[str] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    terms: dict[str, TermProposal] = field(default_factory=dict)
    sections: list[DraftSection] = field(default_factory=list)
    appendices: list[DraftSection] = field(default_factory=list)
    forms: list[DraftForm] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    guesses: dict[str, str] = field(default_factory=dict)

    def all_sections(self) -> Iterator[DraftSection]:
        for section in (*self.sections, *self.appendices):
            yield from section.walk()

    def all_clauses(self) -> Iterator[DraftClause]:
        for section in (*self.sections, *self.appendices):
            yield from section.all_clauses()
