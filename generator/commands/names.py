"""Documents and findings as people name them: `customer-service`, `communication-channels/customer-service`, or by the number
that is printed on a document, `CY-GC-001-KF`; `looser`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import CODES, Severity
from generator.model import Document, Edition, Policy, Procedure
from generator.project import ProjectError
from generator.reading import Reading
from generator.reading.nearest import suggestion
from generator.reading.outlines import document_files


def working(policy: Policy) -> Iterator[tuple[Procedure, Edition]]:
    """Every working document with its procedure."""
    for procedure in policy.procedures:
        for edition in procedure.working:
            yield procedure, edition


def is_called(document: Document, name: str) -> bool:
    """Whether people mean a document by a name."""
    return name in (document.id, document.name, document.number)


def document(reading: Reading, name: str) -> tuple[Procedure, Edition]:
    """The one working document of this name; a `ProjectError` says why there is none."""
    found = [
        (procedure, edition) for procedure, edition in working(reading.policy) if is_called(edition.document, name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = [edition.document.name for _, edition in found]
        raise ProjectError(
            f"有多份文件叫“{name}”，请写成 {' 或 '.join(names)}。",
            f"Several documents are called '{name}'; write {' or '.join(names)}.",
        )
    _, hint = suggestion(name, [edition.document.id for _, edition in working(reading.policy)])
    raise ProjectError(
        f"没有“{name}”这份文件。{hint.zh}{_unread(reading)[0]}",
        f"There is no document '{name}'. {hint.en}{_unread(reading)[1]}".rstrip(),
    )


def version(procedure: Procedure, working: Edition, said: str) -> Edition:
    """A version of a document by its number, or its draft by `draft`; a `ProjectError` says which there are."""
    id = working.document.id
    if said == "draft":
        if working.release:
            raise ProjectError(
                f"{id} 没有草案：现在的文件就是已发布的 {working.document.version} 版。",
                f"{id} has no draft: the file as it is is the released version {working.document.version}.",
            )
        return working
    versions = procedure.versions(id)
    chosen = next((each for each in versions if str(each.document.version) == said), None)
    if chosen is None:
        known = "、".join(str(each.document.version) for each in versions)
        raise ProjectError(
            f"{id} 没有 {said} 版。有的版本：{known}。",
            f"{id} has no version {said}. There are: {known.replace('、', ', ')}.",
        )
    return chosen


def must_be_whole(reading: Reading, procedure: Procedure, edition: Edition) -> None:
    """Raises a `ProjectError` where a document, or one above it, is not read as its owner wrote it: less would be said of it
    than it says.
    """
    chain = (edition, *procedure.above(edition))
    files = {each.document.file for each in chain} | {f"policy/{procedure.id}/terms.yaml"}
    for finding in reading.findings:
        if finding.severity is Severity.ERROR and finding.place.file in files:
            where = f"{finding.place.file}:{finding.place.line}"
            raise ProjectError(
                f"{where} 有错误，没有完整读出来，所以说不准：{finding.message.zh}",
                f"{where} has a fault and was not read in full, so nothing certain can be said: {finding.message.en}",
            )
    link = chain[-1].document.implements
    if link is not None and procedure.edition(link.document, link.version) is None:
        raise ProjectError(
            f"{chain[-1].document.id} 依据的 {link.document} {link.version} 版不存在或读不出来。请先运行 policy check。",
            f"{chain[-1].document.id} implements {link.document} {link.version}, which does not exist or could not be read. Run "
            "policy check first.",
        )


def must_all_be_read(reading: Reading) -> None:
    """Raises a `ProjectError` where nothing is read of a document, or not all of the organisation: what is told of all of them
    would lack it.
    """
    faulty = {finding.place.file for finding in reading.findings if finding.severity is Severity.ERROR}
    read = {edition.document.file for _, edition in working(reading.policy)}
    documents = (file for file in document_files(sorted(faulty - read)) if "/releases/" not in file)
    if missing := [*sorted(faulty & {"policy/organization.yaml"}), *documents]:
        raise ProjectError(
            f"{'、'.join(missing)} 有错误，读不出来，结果会缺它。请先运行 policy check，改正后再试。",
            f"{', '.join(missing)} could not be read and would be missing here. Run policy check first, and mend it.",
        )


def _unread(reading: Reading) -> tuple[str, str]:
    """A document may be missing because it could not be read."""
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        return "另外有文件读不出来，请先运行 policy check。", " Some files could not be read; run policy check first."
    return "", ""


def known_code(code: str) -> str:
    """The code of a finding; a `ProjectError` where there is none."""
    if code in CODES:
        return code
    near, hint = suggestion(code, CODES)
    every = ("", "") if near else ("运行 policy explain 可列出全部。", "`policy explain` lists all.")
    raise ProjectError(
        f"没有“{code}”这类问题。{hint.zh}{every[0]}", f"There is no finding '{code}'. {hint.en}{every[1]}"
    )
