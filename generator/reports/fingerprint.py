"""Fingerprints by which a forge knows a finding again after lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.findings import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its SHA-256: of the code, the document, the clauses and what it is about (else the English
    message), never of a line.

    Findings that agree in all of these are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        clauses = [f"{clash.document}#{clash.clause}" for clash in finding.conflict]
        what = clauses or [
            finding.document or finding.place.file,
            finding.clause or "",
            finding.about or finding.message.en,
        ]
        identity = "\n".join([finding.code, *what])
        seen[identity] += 1
        yield finding, hashlib.sha256(f"{identity}\n{seen[identity]}".encode(errors="backslashreplace")).hexdigest()
