"""What the checks over a whole policy, and its reports, have to know of a document: no texts and no rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.document import citations
from generator.model import Edition, Latitude, Place, Policy, Procedure

Key = tuple[str, str]
"""A document's id and its version."""


class Asked(NamedTuple):
    """A clause that `implement:` asks others to put into practice. `of` is "all" or their departments."""

    clause: str
    citation: str
    of: str | tuple[str, ...]
    firm: bool
    place: Place


class Profile(NamedTuple):
    """One version of a document. `implemented` and `excused` are the clauses above that it names, each with the document
    where that is written; `wanted` is a procedure's `departments`, `above` what it implements, nearest first.

    `standing` versions are those that others mean by id and version; of a released one there may be a working text, too.
    A `master` implements nothing.
    """

    procedure: str
    key: Key
    title: str
    department: str
    working: bool
    standing: bool
    master: bool
    rules: int
    clauses: tuple[str, ...]
    above: tuple[Key, ...]
    implemented: frozenset[tuple[str | None, str]]
    excused: frozenset[tuple[str | None, str]]
    asked: tuple[Asked, ...]
    wanted: str | tuple[str, ...]
    wanted_place: Place
    sections_place: Place

    @property
    def name(self) -> str:
        """PROCEDURE/ID, as findings name a document."""
        return f"{self.procedure}/{self.key[0]}"


def profiles(policy: Policy) -> Iterator[Profile]:
    """Every version of every document: of each procedure the working ones, then the releases."""
    for procedure in policy.procedures:
        for edition in procedure.working:
            yield _profile(edition, procedure, working=True)
        for edition in procedure.releases:
            yield _profile(edition, procedure, working=False)


def _profile(edition: Edition, procedure: Procedure, *, working: bool) -> Profile:
    document = edition.document
    clauses = tuple(document.all_clauses())
    asked = [clause for clause in clauses if clause.implement]
    labels = citations(document) if asked else {}
    return Profile(
        procedure.id,
        _key(edition),
        document.title,
        document.department,
        working,
        procedure.edition(document.id, document.version) is edition,
        document.implements is None,
        sum(1 for clause in clauses for _ in clause.all_rules()),
        tuple(clause.id for clause in clauses),
        tuple(_key(upper) for upper in procedure.above(edition)),
        frozenset((target.document, target.clause) for clause in clauses for target in clause.implements),
        frozenset((excuse.clause.document, excuse.clause.clause) for excuse in document.not_applicable),
        tuple(
            Asked(
                clause.id,
                labels[clause.id],
                clause.implement,
                clause.latitude is Latitude.FIXED or clause.implement != "all",
                clause.places.get("implement", clause.place),
            )
            for clause in asked
        ),
        document.departments,
        document.places.get("departments", document.place),
        document.places.get("sections", document.place),
    )


def _key(edition: Edition) -> Key:
    return edition.document.id, str(edition.document.version)
