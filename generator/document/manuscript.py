"""One version of a document as readers see it: what stands on its cover, its blocks, and the tables around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.document.annexes import ChangeTable, Checklist, ParentTable
from generator.document.blocks import Anchor, Block, CrossReference
from generator.model import Version


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
    a `checklist`, or the documents `bound` together in a combined edition `as_of` a day.
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
    as_of: date | None = None
