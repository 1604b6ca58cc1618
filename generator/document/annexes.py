"""The tables that are made about a document: 修订对照表, 与上位规程对照表, 检查表; the same for Word and for the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.document.blocks import CrossReference, Paragraph
from generator.document.words import Piece
from generator.model import Version

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
