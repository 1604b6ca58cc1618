"""A document as readers see it: a cover, some tables, and a sequence of blocks, the same for Word and for the site.

Nothing in here decides or looks anything up; renderers print it in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.document.words import Piece
from generator.model import Version


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text. `term` is set where the text prints a rule's condition on that term."""

    text: str
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A clause, section, form or term of one version of a document; where `id` is None, the document itself."""

    procedure: str
    document: str
    version: Version
    id: str | None


@dataclass(frozen=True, slots=True)
class CrossReference:
    """The number of a clause, and the clause that it leads to."""

    text: str
    target: Anchor


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link out; the address is http, https or mailto."""

    text: str
    url: str


Inline = Run | CrossReference | Hyperlink
Paragraph = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's or appendix's heading, of level 1 or 2. `label` stands before it: `一、`, `（一）`, `附录A`."""

    id: str
    level: int
    label: str
    title: str
    kind: Literal["section", "appendix", "forms"] = "section"


@dataclass(frozen=True, slots=True)
class Lead:
    """Text of a section before its clauses."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table: column titles and rows of cells; a cell is a sequence of paragraphs."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PictureContent:
    """A picture with its caption and the text for those who do not see it. `number` counts pictures from 1."""

    file: str
    number: int
    title: str
    alt: str
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClauseBlock:
    """A clause without its sub-clauses, which follow as blocks of the next `depth`: 1 is `1.`, 2 is `（1）`, 3 is `①`.

    `label` is its own number, `citation` the whole one (`三（二）1（1）`). `implements` are the clauses above that it
    implements.
    """

    id: str
    depth: int
    label: str
    citation: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    table: TableContent | None = None
    picture: PictureContent | None = None
    implements: tuple[CrossReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term in 术语和定义."""

    name: str
    about: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """The terms that a section shows."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class RelatedList:
    """Related documents: (number, title)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A record form as a list names it."""

    label: str
    number: str
    title: str
    keep: str | None


@dataclass(frozen=True, slots=True)
class FormList:
    """The record forms that a section lists."""

    entries: tuple[FormEntry, ...]


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A blank record form, on a page of its own. `label` is `附件1`."""

    id: str
    label: str
    number: str
    title: str
    columns: tuple[str, ...]
    keep: str | None


Block = Heading | Lead | ClauseBlock | Definitions | RelatedList | FormList | FormBlock

MarkedLine = tuple[Piece, ...]
"""A line of a text beside its other version; what only this version says is marked."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of 修订对照表: what became of a clause, heading or list, and why.

    `label` is its number now (of what is gone: then), `earlier` the number that it had, where it moved. `kinds` are words:
    新增, 删除, 修改, 移动, 更名, 调整 (what it
    asks for, not its words), 说明 (only a reason is given). `old` is empty for what is new, `new` for what is gone.
    """

    id: str
    label: str
    earlier: str | None
    title: str | None
    kinds: tuple[str, ...]
    old: tuple[MarkedLine, ...]
    new: tuple[MarkedLine, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """修订对照表: what changed since an older version."""

    since: Version
    changes: tuple[Change, ...]


Relation = Literal["tighter", "same", "added", "looser", "waived", "excused", "carried"]
"""How a clause stands to one above: by its rules (`tighter` to `looser`), by a waiver, by `not_applicable`, or, where it has
no rules, by carrying out in words what the other asks for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as a table quotes it."""

    reference: CrossReference
    title: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause above and one of this document that speaks of the same; one of the two may be missing.

    `label` is the relation in a word (更严, 相同, 补充, 放宽, 豁免, 落实), `remarks` say more: the reason and the end of a
    waiver, what the clause above leaves open.
    """

    upper: Passage | None
    own: Passage | None
    relation: Relation
    label: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentTable:
    """与上位规程对照表: this document beside one above it, in the order of the one above.

    `supplements` are the clauses of this document on which no document above says anything (in the last table only).
    `silent` are the stretches of clauses above of which this document says nothing, so that they hold as they are: the first
    and the last of each, which may be the same.
    """

    parent: CrossReference
    counterparts: tuple[Counterpart, ...]
    supplements: tuple[Counterpart, ...]
    silent: tuple[tuple[CrossReference, CrossReference], ...]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A line of 检查表: what is asked of whom in which situation, what to look at, and which clause asks for it."""

    requirement: tuple[Paragraph, ...]
    whom: str
    situation: str
    evidence: tuple[str, ...]
    source: Passage
    advised: bool = False
    """Whether it is only recommended."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """检查表: the rules that an inspection can check, those of one document together under its title."""

    groups: tuple[tuple[str, tuple[CheckItem, ...]], ...]


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """A line of 签署表."""

    role: str
    department: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of 修订记录: one version, what it changed, who made and who approved it."""

    version: Version
    effective: date
    summary: str
    clauses: tuple[str, ...]
    by: str | None
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One version of a document, ready to print.

    `draft` says whether it is not released; `parent` is the document above with the version that it implements;
    `digest` is the SHA-256 of its source. `labels` gives the citation of every section and clause id. `changes` and
    `parents` are there in a `whole` manuscript only. What is made from documents and is none itself has another `kind`:
    a `checklist`, or the documents `bound` together in a combined edition.
    """

    anchor: Anchor
    organization: str
    title: str
    number: str
    version: Version
    issued: date | None
    effective: date
    department: str
    classification: str | None
    layout: str
    numbering: Literal["outline", "articles"]
    draft: bool
    parent: CrossReference | None
    sign_off: tuple[SignOffLine, ...]
    distribution: tuple[str, ...]
    repeals: tuple[str, ...]
    revisions: tuple[Revision, ...]
    blocks: tuple[Block, ...]
    digest: str
    labels: Mapping[str, str]
    changes: ChangeTable | None = None
    parents: tuple[ParentTable, ...] = ()
    kind: Literal["document", "comparison", "checklist", "combined"] = "document"
    checklist: Checklist | None = None
    bound: tuple[Manuscript, ...] = ()
