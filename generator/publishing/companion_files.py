"""Word files beside those of the documents: comparisons of versions, checklists, combined editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from generator.document.blocks import Manuscript
from generator.model import Edition, Policy, Procedure
from generator.publishing.word_files import file_name

if TYPE_CHECKING:
    from generator.project import Project
    from generator.word.pagination import PageCounter


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """A Word file made from a document; `name` is its file name in `build/word/`. `old` is what a comparison compares with."""

    kind: Literal["comparison", "checklist", "combined"]
    procedure: Procedure
    edition: Edition
    name: str
    data: bytes
    old: Edition | None = None


def companion_files(
    policy: Policy, project: Project, document: str | None = None, counter: PageCounter | None = None
) -> Iterator[CompanionFile]:
    """All of them, or those of one document (PROCEDURE/ID): by procedure and document, then by version.

    Every version is compared with the one before it. The newest released version has a checklist, and so has the draft of
    what was never released; a procedure's holds those of all documents below it, and so does its combined edition,
    whose contents have page numbers where there is a `counter`.
    """
    for procedure in policy.procedures:
        for id in dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases)):
            if document in (None, f"{procedure.id}/{id}"):
                yield from _companions(id, procedure, policy, project, counter)


def _companions(
    id: str, procedure: Procedure, policy: Policy, project: Project, counter: PageCounter | None
) -> Iterator[CompanionFile]:
    from generator.document.checklist import checklist_manuscript
    from generator.document.combined import combined
    from generator.document.whole import comparison_of
    from generator.word.tracking.comparing import render_comparison

    for old, new in pairwise(procedure.versions(id)):
        data = render_comparison(comparison_of(old, new, procedure, policy), project.layout(new.document.layout))
        name = file_name(new.document, f"-对比V{old.document.version}")
        yield CompanionFile("comparison", procedure, new, name, data, old)
    main = procedure.newest(id)
    if (checks := checklist_manuscript(main, procedure, policy)) is not None:
        yield _rendered("checklist", checks, main, "-检查表", procedure, project, None)
    if main.document.implements is None and (bound := combined(procedure, policy)) is not None:
        yield _rendered("combined", bound, main, "-合订本", procedure, project, counter)


def _rendered(
    kind: Literal["checklist", "combined"],
    made: Manuscript,
    edition: Edition,
    ending: str,
    procedure: Procedure,
    project: Project,
    counter: PageCounter | None,
) -> CompanionFile:
    from generator.word.pagination import printed

    (data,) = printed([(made, project.layout(made.layout))], counter)
    return CompanionFile(kind, procedure, edition, file_name(edition.document, ending), data)
