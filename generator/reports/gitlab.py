"""GitLab's code quality report."""

from __future__ import annotations

import json

from generator.findings import Severity
from generator.reports import Report
from generator.reports.fingerprint import fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(report: Report) -> str:
    """A JSON list with one issue for each finding."""
    issues = [
        {
            "description": finding.message.in_(report.language),
            "check_name": finding.code,
            "fingerprint": digest,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": report.prefix + finding.place.file, "lines": {"begin": finding.place.line}},
        }
        for finding, digest in fingerprints(report.findings)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
