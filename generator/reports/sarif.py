"""SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.findings import CODES, Code, Finding, Severity
from generator.model import Place
from generator.reports import Report
from generator.reports.fingerprint import fingerprints
from generator.reports.remarks import remarks

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif(report: Report) -> str:
    """One run with the metadata of every code; columns count code points; a waived finding is a suppressed result."""
    index = {code: number for number, code in enumerate(CODES)}
    results = [
        _result(finding, digest, index[finding.code], report) for finding, digest in fingerprints(report.findings)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "guizhang",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code, report) for code in CODES.values()],
            }
        },
        "language": "zh-CN" if report.language == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": results,
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code, report: Report) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.title.in_(report.language)},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "help": {"text": f"policy explain {code.name}"},
    }


def _result(finding: Finding, digest: str, rule: int, report: Report) -> dict[str, Any]:
    lines = [finding.message.in_(report.language), *remarks(finding, report.language)]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(lines)},
        "locations": [_location(finding.place, report)],
        "partialFingerprints": {"finding/v1": digest},
    }
    if finding.conflict:
        result["relatedLocations"] = [
            {"id": number, **_location(clash.place, report), "message": {"text": f"{clash.document} {clash.citation}"}}
            for number, clash in enumerate(finding.conflict, 1)
        ]
    if finding.waiver:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waiver.because}]
    return result


def _location(place: Place, report: Report) -> dict[str, Any]:
    uri = quote((report.prefix + place.file).encode(errors="surrogateescape"), safe="/~")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
