"""Releasing a version: its source and its Word file frozen under `releases/`, both or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks.references import departments
from generator.findings import Finding, Severity
from generator.model import Document, Edition, Policy, Procedure, Release
from generator.project import Project, ProjectError
from generator.publishing.whole import write_whole
from generator.reading import Reading, read_policy
from generator.reading.frozen import bundle, frozen, source_digest

if TYPE_CHECKING:
    from generator.word.pagination import PageCounter

_GAPS = ("待填写", "正文待补")
"""What scaffolds and imports leave for people to fill in."""
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A released version as its two files: paths in the project, and what they hold."""

    record: str
    record_data: bytes
    word: str
    word_data: bytes


def in_the_way(findings: Iterable[Finding], edition: Edition, procedure: Procedure) -> tuple[Finding, ...]:
    """The errors that concern a document or one above it; those of documents below are for their own releases."""
    concerned = [edition, *procedure.above(edition)]
    names = {each.document.name for each in concerned}
    files = {each.document.file for each in concerned} | {
        f"policy/{procedure.id}/terms.yaml",
        "policy/organization.yaml",
    }

    def concerns(finding: Finding) -> bool:
        if finding.code == "peer-conflict" and edition.document.name in {clash.document for clash in finding.conflict}:
            return True
        return finding.document in names if finding.document else finding.place.file in files

    return tuple(finding for finding in findings if finding.severity is Severity.ERROR and concerns(finding))


def check_order(edition: Edition, procedure: Procedure) -> None:
    """Raises a `ProjectError` where the version is released already, or the one that it implements is not yet."""
    document = edition.document
    if edition.release:
        raise ProjectError(
            f"{document.id} {document.version} 版已于 {edition.release.on} 发布。要发布新内容，请先提高 version。",
            f"{document.id} {document.version} was released on {edition.release.on}. Raise version to release more.",
        )
    if document.implements is None:
        return
    above = procedure.above(edition)
    link = document.implements
    if not above:
        raise ProjectError(
            f"{document.id} 依据的 {link.document} {link.version} 版不存在。",
            f"{document.id} implements {link.document} {link.version}, which does not exist.",
        )
    if above[0].release is None:
        raise ProjectError(
            f"上位文件 {link.document} {link.version} 版尚未发布。请先运行 policy release {link.document}。",
            f"{link.document} {link.version} is not released yet. First run: policy release {link.document}",
        )


def check_finished(edition: Edition, procedure: Procedure, reading: Reading) -> None:
    """Raises a `ProjectError` where a scaffold's gaps are not filled, or a later version does not say what is new in it: for
    ever signed would be 待填写, or an empty line in 修订记录.
    """
    document = edition.document
    for number, line in enumerate(reading.sources[document.file].split("\n"), 1):
        if any(gap in _COMMENT.sub("", line) for gap in _GAPS):
            raise ProjectError(
                f"{document.file} 第 {number} 行还有待填写的内容，没有发布。请先填好：{line.strip()}",
                f"Not released: {document.file} has a gap in line {number} that is to be filled in first: {line.strip()}",
            )
    if document.changes is None and procedure.versions(document.id)[0] is not edition:
        raise ProjectError(
            f"{document.id} {document.version} 版没有写 changes，修订记录和修订对照表会没有说明。请写上，例如 "
            "changes: { summary: 夜间响应时间收紧。 }",
            f"{document.id} {document.version} has no `changes`, so its record of revisions would say nothing. Write, for example, "
            "changes: { summary: 夜间响应时间收紧。 }",
        )


def keep_signed(edition: Edition, root: Path) -> None:
    """Raises a `ProjectError` where a file of this version stands there, although no release of it is read."""
    if kept := [path for path in _paths(edition.document) if (root / path).exists()]:
        raise ProjectError(
            f"{'、'.join(kept)} 已经存在，但发布记录缺失或读不出来。已签署的文件不得覆盖：请从版本库恢复这一版的记录和 Word 文件；"
            "从未签署的残留文件，请删去后再发布。",
            f"{' and '.join(kept)} exists already, without a record that can be read. What was signed is never written over: "
            "restore the record and the Word file of this version from the repository; what is left of a release that was never "
            "signed, delete.",
        )


def _paths(document: Document) -> tuple[str, str]:
    """Where its record stands, and its Word file."""
    base = f"policy/{document.procedure}/releases/{document.id}/{document.version}"
    return f"{base}.yaml", f"{base}.docx"


def freeze(
    edition: Edition,
    procedure: Procedure,
    reading: Reading,
    project: Project,
    on: date,
    counter: PageCounter | None = None,
) -> Frozen:
    """What a release writes; with a `counter`, its contents have page numbers. Nothing is written here."""
    from generator.document.whole import whole
    from generator.word.pagination import printed

    document, policy = edition.document, reading.policy
    terms = reading.sources.get(f"policy/{procedure.id}/terms.yaml") if document.implements is None else None
    text = bundle(reading.sources[document.file], terms)
    record_path, word_path = _paths(document)
    # The Word file prints as released, but cannot hold its own digest.
    names = policy.organization.name, _departments(document, policy)
    signed = replace(edition, release=Release(on, source_digest(text), "", word_path, *names))
    (word,) = printed([(whole(signed, procedure, policy), project.layout(document.layout))], counter)
    record = frozen(
        released=on,
        word=sha256(word).hexdigest(),
        pictures=_pictures(edition, policy),
        text=text,
        organization=names[0],
        departments=names[1],
    )
    return Frozen(record_path, record.encode(), word_path, word)


def _departments(document: Document, policy: Policy) -> dict[str, str]:
    """The titles of the departments that a document names."""
    known = policy.organization.departments
    return {id: known[id].title for id, _ in departments(document) if id in known}


def _pictures(edition: Edition, policy: Policy) -> dict[str, str]:
    names = {clause.figure.file for clause in edition.document.all_clauses() if clause.figure}
    folder = f"policy/{edition.document.procedure}/figures/"
    return {
        name: sha256(policy.figures[folder + name]).hexdigest() for name in names if folder + name in policy.figures
    }


def read_back(made: Frozen, edition: Edition, project: Project) -> None:
    """Raises a `ProjectError` unless the files, once written, would read as a release of just this edition."""
    files = project.files() | {made.record: made.record_data, made.word: made.word_data}
    reading = read_policy(files)
    document = edition.document
    working = [each for procedure in reading.policy.procedures for each in procedure.working]
    released = next((each for each in working if each.key == edition.key and each.release), None)
    faults = [finding for finding in reading.findings if finding.place.file == made.record]
    if faults or released is None or released.document != document:
        why = faults[0].message if faults else None
        raise ProjectError(
            f"{document.id} 的发布记录读不回来，没有写入。{why.zh if why else ''}",
            f"The record of {document.id} would not read back; nothing was written. {why.en if why else ''}".rstrip(),
        )


def write(made: Frozen, root: Path) -> None:
    """Both files, or neither. The record is what makes a release, so it comes last."""
    write_whole(root / made.word, made.word_data)
    try:
        write_whole(root / made.record, made.record_data)
    except BaseException:
        (root / made.word).unlink(missing_ok=True)
        raise


def left_behind(edition: Edition, procedure: Procedure) -> tuple[Edition, ...]:
    """The working documents that implement an older version of this one."""
    document = edition.document
    return tuple(
        below
        for below in procedure.working
        if (link := below.document.implements) and link.document == document.id and link.version < document.version
    )


def waiting(edition: Edition, procedure: Procedure) -> tuple[Edition, ...]:
    """The drafts that implement this very version, which may be released next."""
    document = edition.document
    return tuple(
        below
        for below in procedure.working
        if (link := below.document.implements)
        and (link.document, link.version) == (document.id, document.version)
        and below.release is None
    )
