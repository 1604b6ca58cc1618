"""Every Word file of a policy: released versions as they were frozen, drafts made now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import Document, Edition, Policy, Procedure

if TYPE_CHECKING:
    from generator.project import Project


@dataclass(frozen=True, slots=True)
class WordFile:
    """One version of a document as a Word file; `name` is its file name in `build/word/`."""

    procedure: Procedure
    edition: Edition
    name: str
    data: bytes


def file_name(document: Document) -> str:
    """`<number>-V<version>-<title>.docx`, without what file systems refuse."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", f"{document.number}-V{document.version}-{document.title}.docx")


def word_files(policy: Policy, project: Project, document: str | None = None) -> Iterator[WordFile]:
    """The Word files of all versions of all documents, or of one (PROCEDURE/ID): by procedure, document, version."""
    for procedure in policy.procedures:
        for id in dict.fromkeys(edition.document.id for edition in (*procedure.working, *procedure.releases)):
            if document not in (None, f"{procedure.id}/{id}"):
                continue
            for edition in procedure.versions(id):
                yield WordFile(
                    procedure, edition, file_name(edition.document), word_bytes(edition, procedure, policy, project)
                )


def word_bytes(edition: Edition, procedure: Procedure, policy: Policy, project: Project) -> bytes:
    """The Word file of one edition: the frozen one for ever, or a draft made now."""
    if edition.release:
        return (project.root / edition.release.word).read_bytes()
    from generator.document.whole import whole
    from generator.word import render

    return render(whole(edition, procedure, policy), project.layout(edition.document.layout))
