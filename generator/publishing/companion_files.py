"""Word files beside those of the documents: comparisons of versions, checklists, combined editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from generator.incremental.crew import side_by_side
from generator.model import Edition, Policy, Procedure
from generator.publishing.file_names import FileNames
from generator.publishing.last_build import LastBuild, taken_or_made
from generator.publishing.word_files import WORTH_A_PROCESS

if TYPE_CHECKING:
    from generator.project import Project
    from generator.word.pagination import PageCounter

Kind = Literal["comparison", "checklist", "combined"]


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """A Word file made from a document; `name` is its file name in `build/word/`. `old` is what a comparison compares with."""

    kind: Kind
    procedure: Procedure
    edition: Edition
    name: str
    data: bytes
    old: Edition | None = None


def companion_files(
    policy: Policy,
    project: Project,
    today: date,
    document: str | None = None,
    counter: PageCounter | None = None,
    last: LastBuild | None = None,
) -> Iterator[CompanionFile]:
    """All of them, or those of one document (PROCEDURE/ID): by procedure and document, then by version.

    Every version is compared with the one before it. The newest released version has a checklist, and so has the draft of
    what was never released; a procedure's holds those of all documents below it, and so does its combined edition of
    `today`, whose contents have page numbers where there is a `counter`. What the `last` build made from the same is taken
    from it.
    """
    names = FileNames.of(policy)
    files = [
        file
        for procedure in policy.procedures
        for id in dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases))
        if document in (None, f"{procedure.id}/{id}")
        for file in _companions(id, procedure, today, names)
    ]

    def make(missing: Sequence[_File]) -> Iterator[bytes | None]:
        # LibreOffice, which counts a combined edition's pages, works for this process alone.
        others = [file for file in missing if file.kind != "combined"]
        made = iter(side_by_side(lambda file: _data(file, policy, project, today, None), others, worth=WORTH_A_PROCESS))
        for file in missing:
            yield _data(file, policy, project, today, counter) if file.kind == "combined" else next(made)

    for file, data in zip(files, taken_or_made(files, make, last), strict=True):
        if data is not None:
            yield CompanionFile(file.kind, file.procedure, file.edition, file.name, data, file.old)


class _File(NamedTuple):
    """A file that may be made; of what has nothing in it there is none."""

    kind: Kind
    procedure: Procedure
    edition: Edition
    name: str
    of: str
    old: Edition | None = None


def _companions(id: str, procedure: Procedure, today: date, names: FileNames) -> Iterator[_File]:
    for old, new in pairwise(procedure.versions(id)):
        name = names.name(new, f"-对比V{old.document.version}")
        yield _File("comparison", procedure, new, name, new.document.name, old)
    main = procedure.newest(id)
    master = main.document.implements is None
    of = procedure.id if master else main.document.name
    yield _File("checklist", procedure, main, names.name(main, "-检查表"), of)
    if master:
        text = procedure.text_on(id, today)
        yield _File("combined", procedure, text, names.name(text, "-合订本"), of)


def _data(file: _File, policy: Policy, project: Project, today: date, counter: PageCounter | None) -> bytes | None:
    from generator.document.checklist import checklist_manuscript
    from generator.document.combined import combined
    from generator.document.whole import comparison_of
    from generator.word.pagination import printed
    from generator.word.tracking.comparing import render_comparison

    edition, procedure = file.edition, file.procedure
    if file.old is not None:
        comparison = comparison_of(file.old, edition, procedure, policy)
        return render_comparison(comparison, project.layout(edition.document.layout))
    checks = file.kind == "checklist"
    made = checklist_manuscript(edition, procedure, policy) if checks else combined(procedure, policy, today)
    if made is None:
        return None
    (data,) = printed([(made, project.layout(made.layout))], counter)
    return data
