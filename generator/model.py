"""What a policy is: documents, sections, clauses, rules, terms and quantities.

Plain frozen data, without files and without behaviour beyond walking itself. Section names in
the docstrings are those of the format's reference. Every element knows the `Place` it was read
from; places never take part in comparison, so two documents are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands: a file (relative to the project, with `/`), line and column from 1, columns in code points."""

    file: str
    line: int
    column: int




@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical names: `秒`, `%`, or a rate such as `次` per `周`."""

    name: str
    per: str | None = None

    def __str__(self) -> str:
        return f"{self.name}/{self.per}" if self.per else self.name


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount in a unit. `written` is how it prints (`1小时30分钟`, `95%`); it is not compared."""

    amount: Fraction
    unit: Unit
    written: str = field(compare=False)




@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity, or the sum of several, lies between two ends. An absent end is unbounded; an open one is excluded."""

    terms: tuple[str, ...]
    low: Quantity | None
    high: Quantity | None
    low_open: bool = False
    high_open: bool = False
    place: Place = field(kw_only=True, compare=False)


class Among(StrEnum):
    """How chosen values relate to a list of choices."""

    ANY = "any"  # the one choice is in the list; of a several-valued term: at least one of the list is chosen
    ALL = "all"  # of a several-valued term: all of the list are chosen
    ONLY = "only"  # of a several-valued term: nothing outside the list is chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """A term takes values from a list of its declared choices (canonical names, in the order written)."""

    term: str
    choices: tuple[str, ...]
    among: Among = Among.ANY
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class YesNo:
    """A yes_no term has this value."""

    term: str
    yes: bool
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. The empty one always does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Atom = Bound | Choice | YesNo
Condition = Atom | AllOf | AnyOf | Not


def atoms(condition: Condition | None) -> Iterator[Atom]:
    """Every atomic statement inside a condition, in the order written."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def terms_of(atom: Atom) -> tuple[str, ...]:
    """The names of the terms that an atom speaks about."""
    return atom.terms if isinstance(atom, Bound) else (atom.term,)


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




class TermKind(StrEnum):
    """What values a term takes."""

    QUANTITY = "quantity"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class TermChoice:
    """One declared value of a choice term."""

    name: str
    about: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary (section terms.yaml). `given` terms are situations, the others conduct.

    `range` is None where the format's default holds: quantities are never negative.
    """

    name: str
    kind: TermKind
    given: bool = False
    unit: Unit | None = None
    whole: bool = False
    range: Bound | None = None
    choices: tuple[TermChoice, ...] = ()
    about: str | None = None
    aliases: tuple[str, ...] = ()
    shared: bool = False
    place: Place = field(kw_only=True, compare=False)


Vocabulary = Mapping[str, Term]




@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{{ term }}`: the clause's (or row's) own condition on the term, in words."""

    term: str
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A clause named by its id, here or in a document above; `document` where it was written as `document/id`."""

    document: str | None
    clause: str
    place: Place = field(kw_only=True, compare=False)

    def __str__(self) -> str:
        return f"{self.document}/{self.clause}" if self.document else self.clause


@dataclass(frozen=True, slots=True)
class Reference:
    """`{{ ref("clause") }}`: prints the number of a clause and links to it."""

    target: Target


@dataclass(frozen=True, slots=True)
class Link:
    """`{{ link("https://…", "label") }}`."""

    url: str
    label: str
    place: Place = field(kw_only=True, compare=False)


Piece = str | Placeholder | Reference | Link


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of pieces. Line breaks inside a paragraph are already joined as Chinese typography wants."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    place: Place = field(kw_only=True, compare=False)

    def pieces(self) -> Iterator[Piece]:
        for paragraph in self.paragraphs:
            yield from paragraph




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
    `"all"`, department ids, or empty.
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
        """Every clause in it and below it, sub-clauses included, in document order: its own first, then its sections'."""
        for clause in self.clauses:
            yield from clause.walk()
        for section in self.sections:
            yield from section.all_clauses()


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




@dataclass(frozen=True, slots=True)
class Department:
    """A department of the organisation. `owner` is a CODEOWNERS name."""

    id: str
    title: str
    owner: str | None = None
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Organization:
    """organization.yaml."""

    name: str
    departments: Mapping[str, Department]
    site_url: str | None = None
    feedback: str | None = None
    style: Literal["plain", "gb-t-1.1", "engineering"] = "plain"
    literals: tuple[str, ...] = ()
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved deviation of one clause from one clause above, each as (document id, clause id) (section Versions, Waivers)."""

    clause: tuple[str, str]
    origin: tuple[str, str]
    because: str
    approved_by: str
    approved_on: date
    until: date
    place: Place = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Release:
    """The record of a frozen version: when it was frozen, and the SHA-256 digests (hex) of its source and of its Word file.

    `word` is the Word file's path in the project.
    """

    on: date
    source_digest: str
    word_digest: str
    word: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document with the words that it is read with.

    `vocabulary` is every term that its rules may use: those of terms.yaml (as frozen, for a released version), of
    the documents above and its own. `release` is None for a draft.
    """

    document: Document
    vocabulary: Vocabulary
    source_digest: str
    release: Release | None = None

    @property
    def key(self) -> tuple[str, str, Version]:
        """(procedure, document id, version)."""
        return (self.document.procedure, self.document.id, self.document.version)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure's folder: its working documents (the procedure first, then by file), frozen versions and waivers.

    A working document whose version is released and unchanged *is* that release: its edition carries the
    `release`, and the same version in `releases` is an equal document.
    """

    id: str
    terms: Vocabulary
    working: tuple[Edition, ...]
    releases: tuple[Edition, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def master(self) -> Edition | None:
        """The working edition of procedure.yaml."""
        return next((e for e in self.working if e.document.implements is None), None)

    def edition(self, document: str, version: Version) -> Edition | None:
        """That version of a document: the working file where it says that version unchanged or as a draft, else the frozen one."""
        for edition in self.working:
            if edition.document.id == document and edition.document.version == version and (
                edition.release or not any(e.key == edition.key for e in self.releases)
            ):
                return edition
        return next((e for e in self.releases if e.document.id == document and e.document.version == version), None)

    def versions(self, document: str) -> tuple[Edition, ...]:
        """Every version of a document, oldest first, a draft last."""
        keys = {e.document.version: e for e in self.working if e.document.id == document}
        keys |= {e.document.version: e for e in self.releases if e.document.id == document}
        return tuple(keys[version] for version in sorted(keys))

    def above(self, edition: Edition) -> tuple[Edition, ...]:
        """The chain of editions that an edition implements, nearest first; it stops at a missing or repeated one."""
        chain: list[Edition] = []
        seen = {edition.key}
        while (link := edition.document.implements) is not None:
            parent = self.edition(link.document, link.version)
            if parent is None or parent.key in seen:
                break
            seen.add(parent.key)
            chain.append(parent)
            edition = parent
        return tuple(chain)


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything under `policy/`."""

    organization: Organization
    procedures: tuple[Procedure, ...]
    figures: Mapping[str, bytes] = field(default_factory=dict)  # project path -> PNG

    def department_title(self, id: str) -> str:
        """A department's title, or its id where it is unknown."""
        department = self.organization.departments.get(id)
        return department.title if department else id
