"""Documents and findings as people name them: `customer-service`, or `communication-channels/customer-service`; `looser`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import CODES, Severity
from generator.model import Edition, Policy, Procedure
from generator.project import ProjectError
from generator.reading import Reading
from generator.reading.nearest import suggestion


def working(policy: Policy) -> Iterator[tuple[Procedure, Edition]]:
    """Every working document with its procedure."""
    for procedure in policy.procedures:
        for edition in procedure.working:
            yield procedure, edition


def document(reading: Reading, name: str) -> tuple[Procedure, Edition]:
    """The one working document of this name; a `ProjectError` says why there is none."""
    found = [
        (procedure, edition)
        for procedure, edition in working(reading.policy)
        if name in (edition.document.id, edition.document.name)
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
