"""A document with its head and its sections (section A document)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.model.clauses import Clause, Rule, Section
from generator.model.places import Place
from generator.model.quantities import Quantity
from generator.model.texts import Target
from generator.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """MAJOR.MINOR."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True)
class Implements:
    """`DOCUMENT@VERSION`: the version of the document above that a document was written against."""

    document: str
    version: Version
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class SignOff:
    """One line of 签署表."""

    role: str
    department: str
    person: str | None = None
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in this version. `clauses` gives a reason per clause id."""

    summary: str
    by: str | None = None
    clauses: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(kw_only=True, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Related:
    """A related document: number and title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Finder:
    """What the site's 找渠道 asks (situation terms) and answers (a conduct term)."""

    ask: tuple[str, ...]
    answer: str
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """An excuse from writing a clause for one above."""

    clause: Target
    because: str
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A record form, printed as 附件."""

    id: str
    number: str
    title: str
    columns: tuple[str, ...]
    keep: str | None = None
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A procedure or implementation rules, as one version says it.

    `procedure` is the folder that it belongs to. `file` is where it was read; `places` has the place of each
    top-level value by its key.
    """

    procedure: str
    id: str
    title: str
    number: str
    version: Version
    effective: date
    department: str
    sections: tuple[Section, ...]
    implements: Implements | None = None
    issued: date | None = None
    expires: date | None = None
    withdrawn: date | None = None
    review_every: Quantity | None = None
    classification: str | None = None
    layout: str = "corporate"
    numbering: Literal["outline", "articles"] = "outline"
    sign_off: tuple[SignOff, ...] = ()
    distribution: tuple[str, ...] = ()
    changes: Changes | None = None
    repeals: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    departments: tuple[str, ...] | Literal["all"] = ()
    finder: Finder | None = None
    terms: Vocabulary = field(default_factory=dict)
    not_applicable: tuple[NotApplicable, ...] = ()
    appendices: tuple[Section, ...] = ()
    forms: tuple[Form, ...] = ()
    file: str = field(kw_only=True, compare=False)
    place: Place = field(kw_only=True, compare=False)
    places: Mapping[str, Place] = field(kw_only=True, compare=False, default_factory=dict)

    @property
    def name(self) -> str:
        """PROCEDURE/ID, as findings name a document."""
        return f"{self.procedure}/{self.id}"

    @property
    def ends(self) -> date | None:
        """The day from which this version is no longer in force by itself."""
        return min((end for end in (self.expires, self.withdrawn) if end), default=None)

    def over(self, today: date) -> bool:
        """Whether it is no longer in force by itself."""
        return self.ends is not None and self.ends <= today

    def all_sections(self) -> Iterator[Section]:
        """Sections, then appendices, each with those below it."""
        for section in (*self.sections, *self.appendices):
            yield from section.walk()

    def all_clauses(self) -> Iterator[Clause]:
        """Every clause, sub-clauses and appendices included, in document order."""
        for section in (*self.sections, *self.appendices):
            yield from section.all_clauses()

    def clause(self, id: str) -> Clause | None:
        """The clause with this id."""
        return next((clause for clause in self.all_clauses() if clause.id == id), None)

    def rules(self) -> Iterator[Rule]:
        """Every rule, in document order."""
        for clause in self.all_clauses():
            yield from clause.all_rules()


def implements(clause: Clause, upper: Document, others: Sequence[Document]) -> Iterator[str]:
    """The ids of the clauses of `upper` that a clause implements; `others` are the other documents above."""
    for target in clause.implements:
        if target.document == upper.id or (
            target.document is None and not any(other.clause(target.clause) for other in others)
        ):
            yield target.clause
