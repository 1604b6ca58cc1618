"""What a document's text consists of: a sequence of blocks, the same for Word and for the site.

Nothing in here decides or looks anything up; renderers print it in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

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
    kind: Literal["section", "appendix"] = "section"


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
    """A term in 术语和定义 with those of its choices that say what they mean, or such a choice. The `about` of a term may be
    empty, then it stands there for its choices.
    """

    name: str
    about: str
    aliases: tuple[str, ...] = ()
    choices: tuple[Definition, ...] = ()


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
