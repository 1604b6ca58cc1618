"""Versions, procedures and the whole policy (sections Files and Versions)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.model.documents import Document, Version
from generator.model.organization import Department, Organization
from generator.model.outlines import Outline
from generator.model.places import Place
from generator.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved deviation of one clause from one above, each as (document id, clause id) (section Versions)."""

    clause: tuple[str, str]
    origin: tuple[str, str]
    because: str
    approved_by: str
    approved_on: date
    until: date
    place: Place = field(kw_only=True, compare=False)

    def runs(self, today: date) -> bool:
        """Whether it is approved by that day and has not ended."""
        return self.approved_on <= today <= self.until


@dataclass(frozen=True, slots=True)
class Release:
    """The record of a frozen version: when it was frozen, and the SHA-256 digests (hex) of its source and Word file.

    `word` is the Word file's path in the project. `organization` and `departments` are the names that the document printed
    then, those of departments by their ids; records of earlier programs have none.
    """

    on: date
    source_digest: str
    word_digest: str
    word: str
    organization: str | None = None
    departments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document with the words that it is read with.

    `vocabulary` is every term that its rules may use: those of terms.yaml (as frozen, for a released version), of
    the documents above and its own. `release` is None for a draft. `whole` is false where some of those terms could not be
    read, so that rules may be missing.
    """

    document: Document
    vocabulary: Vocabulary
    source_digest: str
    release: Release | None = None
    whole: bool = True

    @property
    def key(self) -> tuple[str, str, Version]:
        """(procedure, document id, version)."""
        return (self.document.procedure, self.document.id, self.document.version)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure's folder: its working documents (the procedure first, then by file), frozen versions and waivers.

    A working document whose version is released and unchanged *is* that release: its edition carries the
    `release`, and the same version in `releases` is an equal document. `outlines` are of every document in the folder, also
    of those that could not be read, or were not asked for; `headless` are the files of which not even that is known.
    """

    id: str
    terms: Vocabulary
    working: tuple[Edition, ...]
    releases: tuple[Edition, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    outlines: tuple[Outline, ...] = ()
    headless: tuple[str, ...] = ()
    _working: Mapping[str, Sequence[Edition]] = field(init=False, repr=False, compare=False)
    _released: Mapping[str, Sequence[Edition]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_working", _by_id(self.working))
        object.__setattr__(self, "_released", _by_id(self.releases))

    @property
    def master(self) -> Edition | None:
        """The working edition of procedure.yaml."""
        return next((e for e in self.working if e.document.implements is None), None)

    def edition(self, document: str, version: Version) -> Edition | None:
        """That version of a document: the working file if it is a draft or an unchanged release, else the frozen."""
        released = self._released.get(document, ())
        for edition in self._working.get(document, ()):
            if edition.document.version == version and (
                edition.release or not any(e.document.version == version for e in released)
            ):
                return edition
        return next((e for e in released if e.document.version == version), None)

    def versions(self, document: str) -> tuple[Edition, ...]:
        """Every version of a document, oldest first, a draft last."""
        every = (*self._working.get(document, ()), *self._released.get(document, ()))
        keys = {e.document.version: e for e in every}
        return tuple(keys[version] for version in sorted(keys))

    def newest(self, document: str) -> Edition:
        """The newest released version of a document, or, of one that has none, its draft."""
        versions = self.versions(document)
        return next((edition for edition in reversed(versions) if edition.release), versions[-1])

    def text_on(self, document: str, day: date) -> Edition:
        """The version of a document that is in force on a day, or was last; of one that never was yet, the newest."""
        begun = [e for e in self.versions(document) if e.release and e.document.effective <= day]
        return begun[-1] if begun else self.newest(document)

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


def _by_id(editions: Iterable[Edition]) -> Mapping[str, Sequence[Edition]]:
    found: dict[str, list[Edition]] = {}
    for edition in editions:
        found.setdefault(edition.document.id, []).append(edition)
    return found


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything under `policy/`. `layouts` names the Word layouts that there are, where that is known."""

    organization: Organization
    procedures: tuple[Procedure, ...]
    figures: Mapping[str, bytes] = field(default_factory=dict)  # project path -> PNG
    layouts: frozenset[str] | None = None

    def as_of(self, edition: Edition) -> Policy:
        """With the organisation and its departments called as they were when an edition was released."""
        release = edition.release
        if release is None or (release.organization is None and not release.departments):
            return self
        now = self.organization
        known = dict(now.departments)
        for id, title in release.departments.items():
            known[id] = replace(known[id], title=title) if id in known else Department(id, title, place=now.place)
        named = replace(now, name=release.organization or now.name, departments=known)
        return replace(self, organization=named)

    def documents(self, procedure: Procedure) -> Sequence[str]:
        """The ids of a procedure's documents: its own first, then those nearest to it, as the organisation lists its
        departments.
        """
        departments = {id: n for n, id in enumerate(self.organization.departments)}
        order = [edition.document.id for edition in procedure.working]

        def rank(id: str) -> tuple[int, int, int]:
            newest = procedure.versions(id)[-1]
            depth = len(procedure.above(newest)) if newest.document.implements else -1
            named = departments.get(newest.document.department, len(departments))
            return depth, named, order.index(id) if id in order else len(order)

        return sorted(dict.fromkeys(e.document.id for e in (*procedure.working, *procedure.releases)), key=rank)

    def department_title(self, id: str) -> str:
        """A department's title, or its id where it is unknown."""
        department = self.organization.departments.get(id)
        return department.title if department else id
