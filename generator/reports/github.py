"""Annotations as a GitHub workflow prints them (workflow commands `::error file=…::message`)."""

from __future__ import annotations

from generator.findings import CODES, Finding, Severity
from generator.reports import Report
from generator.reports.quote import visible
from generator.reports.remarks import remarks

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github(report: Report) -> str:
    """One line for each finding; nothing where there is none."""
    return "".join(_annotation(finding, report) + "\n" for finding in report.findings)


def _annotation(finding: Finding, report: Report) -> str:
    lines = [finding.message.in_(report.language), *remarks(finding, report.language)]
    properties = {
        "file": report.prefix + finding.place.file,
        "line": str(finding.place.line),
        "col": str(finding.place.column),
        "title": f"{finding.code}: {CODES[finding.code].title.in_(report.language)}",
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join(visible(part) for line in lines for part in line.splitlines())
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
