"""What a Word file is: told by its bytes, by its properties, and by what it says."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Literal

from generator.importing.content import GONE, NEW, WordFile
from generator.importing.package import MAX_FILE, package
from generator.importing.wordfile import read_word
from generator.model import Clause, Edition, Form, Policy, Procedure, Section, Version
from generator.project import Project, ProjectError, refusal
from generator.verifying.differences import Difference, differences
from generator.verifying.lines import FRONT, MARGINS, bookmarks, lines_of

Kind = Literal["released", "resaved", "edited", "draft", "superseded-draft", "unreleased", "companion", "unknown"]
Remark = Literal["marred", "tracked", "comments", "other-source"]
COMPANIONS: Mapping[str, tuple[str, str]] = {
    "comparison": ("修订对比文件", "a comparison of two versions"),
    "checklist": ("检查表", "a checklist"),
    "combined": ("合订本", "a combined edition"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is.

    released: byte for byte a released file. resaved: saved again, its text unchanged. edited: its text differs from the
    released file. draft: the current draft as built now. superseded-draft: a version that is not released, of other text than
    the draft is now. unreleased: of a version that does not exist here. companion: made from a document, but none itself.
    """

    kind: Kind
    digest: str
    procedure: Procedure | None = None
    edition: Edition | None = None
    claims: tuple[str, str] | None = None
    companion: str | None = None
    differences: tuple[Difference, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def genuine(self) -> bool:
        """Whether it says just what a released file says."""
        return self.kind in ("released", "resaved")


def verify(path: Path, policy: Policy, project: Project) -> Verdict:
    """What a file is. Raises a `ProjectError` where it cannot be read as a Word file."""
    data = _read(path)
    digest = sha256(data).hexdigest()
    for folder, released in _released(policy):
        if released.release and released.release.word_digest == digest:
            return Verdict("released", digest, folder, released)
    file = read_word(package(io.BytesIO(data), str(path)))
    claims = claims_of(file)
    if claims is None:
        return _unclaimed(file, digest, policy, project)
    found = claimed(claims, policy)
    if (companion := file.properties.get("PolicyKind")) in COMPANIONS:
        return Verdict("companion", digest, found and found[0], found and found[1], claims, companion)
    if found is None:
        return Verdict("unreleased", digest, claims=claims)
    return _compared(file, digest, *found, claims, policy, project)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as fault:
        why = refusal(fault)
        raise ProjectError(f"{path} 打不开：{why.zh}。", f"{path} cannot be opened: {why.en}.") from None
    if len(data) > MAX_FILE:
        raise ProjectError(f"{path} 超过 {MAX_FILE >> 20} MB。", f"{path} is over {MAX_FILE >> 20} MB.")
    return data


def _released(policy: Policy) -> Iterator[tuple[Procedure, Edition]]:
    for procedure in policy.procedures:
        yield from ((procedure, edition) for edition in procedure.releases)


def claims_of(file: WordFile) -> tuple[str, str] | None:
    """The document and version that its properties name."""
    named = file.properties.get("PolicyDocument"), file.properties.get("PolicyVersion")
    return (named[0], named[1]) if named[0] and named[1] else None


def claimed(claims: tuple[str, str], policy: Policy) -> tuple[Procedure, Edition] | None:
    """The version of that document (PROCEDURE/ID) in the policy."""
    folder, _, id = claims[0].partition("/")
    major, _, minor = claims[1].partition(".")
    if not (major.isascii() and minor.isascii() and major.isdigit() and minor.isdigit() and len(claims[1]) < 12):
        return None
    for procedure in policy.procedures:
        if procedure.id == folder and (edition := procedure.edition(id, Version(int(major), int(minor)))) is not None:
            return procedure, edition
    return None


def _compared(
    file: WordFile,
    digest: str,
    procedure: Procedure,
    edition: Edition,
    claims: tuple[str, str] | None,
    policy: Policy,
    project: Project,
) -> Verdict:
    from generator.publishing.word_files import word_bytes

    ours = word_bytes(edition, procedure, policy, project)
    if sha256(ours).hexdigest() == digest:
        return Verdict("draft", digest, procedure, edition, claims)
    ids = bookmarks(ids_of(edition))
    told = lines_of(read_word(package(io.BytesIO(ours), claims[0] if claims else edition.document.id)), ids)
    found = differences(told, lines_of(file, ids))
    remarks = tuple(_remarks(file, edition, found))
    if edition.release is None:
        return Verdict(
            "superseded-draft" if found else "draft", digest, procedure, edition, claims, None, found, remarks
        )
    return Verdict("edited" if found else "resaved", digest, procedure, edition, claims, None, found, remarks)


def ids_of(edition: Edition) -> list[str]:
    """The ids that bookmarks and content controls of a document's Word file are made from."""
    document = edition.document
    elements: Iterator[Section | Clause | Form] = chain(document.all_sections(), document.all_clauses(), document.forms)
    return [element.id for element in elements]


def _remarks(file: WordFile, edition: Edition, found: Sequence[Difference]) -> Iterator[Remark]:
    if any(each.mars for each in found):
        yield "marred"
    paragraphs = list(file.paragraphs())
    if any(piece.change in (*GONE, *NEW) for each in paragraphs for piece in each.pieces):
        yield "tracked"
    if file.comments:
        yield "comments"
    source = file.properties.get("SourceDigest")
    if edition.release and source and source != edition.release.source_digest:
        yield "other-source"


def _unclaimed(file: WordFile, digest: str, policy: Policy, project: Project) -> Verdict:
    """A file whose properties are gone is still known by the number that it prints, where it says what a release says."""
    said = [line.text for line in lines_of(file, {}) if line.owner in (FRONT, MARGINS)][:200]
    best: Verdict | None = None
    for procedure, edition in _released(policy):
        number, version = edition.document.number, f"V{edition.document.version}"
        if not any(number in text and version in text for text in said):
            continue
        verdict = _compared(file, digest, procedure, edition, None, policy, project)
        if verdict.kind == "resaved":
            return verdict
        if best is None or len(verdict.differences) < len(best.differences):
            best = verdict
    return best or Verdict("unknown", digest)
