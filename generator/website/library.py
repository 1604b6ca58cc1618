"""The documents of a policy as a reader meets them: which version stands where, since when, until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model import Edition, Policy, Procedure, Version
from generator.phrases import revision_words

Status = Literal["current", "future", "replaced", "ended", "draft"]
STATUS: Mapping[Status, str] = {
    "current": "现行",
    "future": "即将实施",
    "replaced": "已被替代",
    "ended": "已失效",
    "draft": "草案",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a document. `before` is the version before it; `until` the day from which it is no longer in force (None:
    open), `successor` the version that takes its place on that day.
    """

    procedure: Procedure
    edition: Edition
    status: Status
    before: Edition | None
    until: date | None = None
    successor: Version | None = None

    @property
    def label(self) -> str:
        """Its status in words."""
        return STATUS[self.status]

    @property
    def remark(self) -> str:
        """Since when, until when, and why no longer."""
        document = self.edition.document
        if self.status == "draft":
            return f"尚未发布，拟于 {document.effective} 实施"
        begins = f"将于 {document.effective} 生效" if self.status == "future" else f"{document.effective} 起实施"
        if self.until is None:
            return begins
        if self.until <= document.effective:
            return f"未曾实施，由 V{self.successor} 替代" if self.successor else "未曾实施"
        return f"{begins}，{self._end}"

    @property
    def news(self) -> str:
        """What is new in it."""
        return revision_words(self.edition.document, first=self.before is None)

    @property
    def _end(self) -> str:
        past = self.status in ("replaced", "ended")
        if self.successor:
            return f"{self.until} {'由' if past else '起由'} V{self.successor} 替代"
        withdrawn = self.edition.document.withdrawn == self.until
        if past:
            return f"已于 {self.until} {'废止' if withdrawn else '到期失效'}"
        return f"将于 {self.until} 废止" if withdrawn else f"有效期至 {self.until}"

    @property
    def ever(self) -> bool:
        """Whether it is, was or will be in force on some day."""
        return self.status != "draft" and (self.until is None or self.edition.document.effective < self.until)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All versions of one document, oldest first; `main` is the one that readers get."""

    procedure: Procedure
    entries: tuple[Entry, ...]
    main: Entry


def shelves(policy: Policy, today: date, *, drafts: bool) -> Iterator[Shelf]:
    """Every document: a procedure's own first, then as the organization lists its departments. With `drafts` an unreleased
    version is the main one.
    """
    for procedure in policy.procedures:
        for id in policy.documents(procedure):
            yield _shelf(procedure, id, today, drafts=drafts)


def _shelf(procedure: Procedure, id: str, today: date, *, drafts: bool) -> Shelf:
    versions = [_working(procedure, edition) if drafts else edition for edition in procedure.versions(id)]
    standing = procedure.text_on(id, today).document.version
    entries = tuple(
        Entry(
            procedure,
            edition,
            _status(edition, standing, today),
            versions[position - 1] if position else None,
            *_end(edition, versions[position + 1 :]),
        )
        for position, edition in enumerate(versions)
    )
    held = next(entry for entry in entries if entry.edition.document.version == standing)
    return Shelf(procedure, entries, entries[-1] if drafts else held)


def _end(edition: Edition, later: Sequence[Edition]) -> tuple[date | None, Version | None]:
    """The day from which a version is no longer in force, and the one that takes its place then."""
    starts = [(each.document.effective, each.document.version) for each in later if each.release]
    first = min(starts, default=None)
    ends = edition.document.ends
    if first is None or (ends is not None and ends < first[0]):
        return ends, None
    return first


def _working(procedure: Procedure, edition: Edition) -> Edition:
    """The working text of a version, so that who edits it sees it."""
    return next((working for working in procedure.working if working.key == edition.key), edition)


def _status(edition: Edition, standing: Version, today: date) -> Status:
    document = edition.document
    if edition.release is None:
        return "draft"
    if document.effective > today:
        return "future"
    if document.version < standing:
        return "replaced"
    return "ended" if document.over(today) else "current"
