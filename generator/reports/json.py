"""One JSON object, for other programs. Its keys and codes never change with the language; the messages do."""

from __future__ import annotations

import json
from typing import Any

from generator.findings import Clash, Finding, Language, Severity
from generator.model import Place, Waiver
from generator.reports import Report


def json_object(report: Report) -> str:
    """The object described in the reference of the command line, a finding a line."""
    summary = {f"{severity}s": report.count(severity) for severity in Severity} | {
        "documents": report.overview.documents,
        "rules": report.overview.rules,
    }
    encode = json.JSONEncoder(ensure_ascii=False).encode
    findings = ",\n".join(encode(as_json(finding, report.language)) for finding in report.findings)
    return f'{{"format": 1, "summary": {json.dumps(summary)}, "findings": [\n{findings}\n]}}\n'


def as_json(finding: Finding, language: Language) -> dict[str, Any]:
    """A finding with the keys of the reference."""
    witness = finding.witness
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message.in_(language),
        "fix": finding.fix.new if finding.fix else None,
        "document": finding.document,
        "clause": finding.clause,
        "location": location(finding.place),
        "conflict": [_clash(clash) for clash in finding.conflict],
        "witness": {"situation": dict(witness.situation), "conduct": dict(witness.conduct)} if witness else None,
        "waiver": waived(finding.waiver) if finding.waiver else None,
    }


def location(place: Place) -> dict[str, Any]:
    """File relative to the project, line and column from 1, the column in code points."""
    return {"file": place.file, "line": place.line, "column": place.column}


def _clash(clash: Clash) -> dict[str, Any]:
    return {"document": clash.document, "clause": clash.clause, "location": location(clash.place)}


def waived(waiver: Waiver) -> dict[str, Any]:
    """A waiver with the keys of waivers.yaml."""
    return {
        "clause": "/".join(waiver.clause),
        "from": "/".join(waiver.origin),
        "because": waiver.because,
        "approved_by": waiver.approved_by,
        "approved_on": waiver.approved_on.isoformat(),
        "until": waiver.until.isoformat(),
    }
