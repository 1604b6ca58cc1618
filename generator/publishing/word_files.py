"""Every Word file of a policy: released versions as they were frozen, drafts made now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generator.incremental.crew import side_by_side
from generator.model import Edition, Policy, Procedure
from generator.publishing.file_names import FileNames
from generator.publishing.last_build import LastBuild, taken_or_made
from generator.reasoning import Memory

if TYPE_CHECKING:
    from generator.project import Project
    from generator.word.pagination import Job, PageCounter

WORTH_A_PROCESS = 100
"""So many files take longer to make than a process to start."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """One version of a document as a Word file; `name` is its file name in `build/word/`."""

    procedure: Procedure
    edition: Edition
    name: str
    data: bytes


def word_files(
    policy: Policy,
    project: Project,
    document: str | None = None,
    counter: PageCounter | None = None,
    last: LastBuild | None = None,
) -> Iterator[WordFile]:
    """The Word files of all versions of all documents, or of one (PROCEDURE/ID): by procedure, document, version.

    Released versions are as they were frozen; the contents of drafts have page numbers where there is a `counter`. Drafts
    that the `last` build made from the same are taken from it.
    """
    from generator.document.whole import whole
    from generator.word.pagination import printed

    wanted, memory, layout = [*_editions(policy, document)], Memory(), cache(project.layout)
    names = FileNames.of(policy)

    def job(draft: _Draft) -> Job:
        edition, procedure = draft.edition, draft.procedure
        return whole(edition, procedure, policy, memory), layout(edition.document.layout)

    def make(missing: Sequence[_Draft]) -> Iterator[bytes]:
        # LibreOffice, which counts pages, works for this process alone.
        if counter:
            yield from printed(map(job, missing), counter)
        else:
            yield from side_by_side(lambda each: next(printed([job(each)], None)), missing, worth=WORTH_A_PROCESS)

    drafts = [_Draft(procedure, edition, names.name(edition)) for procedure, edition in wanted if not edition.release]
    made = taken_or_made(drafts, make, last)
    for procedure, edition in wanted:
        data = (project.root / edition.release.word).read_bytes() if edition.release else next(made)
        yield WordFile(procedure, edition, names.name(edition), data)


class _Draft(NamedTuple):
    procedure: Procedure
    edition: Edition
    name: str

    @property
    def of(self) -> str:
        return self.edition.document.name


def _editions(policy: Policy, document: str | None) -> Iterator[tuple[Procedure, Edition]]:
    for procedure in policy.procedures:
        for id in dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases)):
            if document in (None, f"{procedure.id}/{id}"):
                yield from ((procedure, edition) for edition in procedure.versions(id))


def word_bytes(edition: Edition, procedure: Procedure, policy: Policy, project: Project) -> bytes:
    """The Word file of one edition: the frozen one, or a draft made now, without page numbers."""
    if edition.release:
        return (project.root / edition.release.word).read_bytes()
    from generator.document.whole import whole
    from generator.word import render

    return render(whole(edition, procedure, policy), project.layout(edition.document.layout))
