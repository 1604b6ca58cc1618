"""Findings to each output format. A format is a function from a `Report` to the text that is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from generator.findings import Finding, Language, Severity
from generator.overview import Overview

Format = Literal["text", "json", "sarif", "github", "gitlab"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a format has to say. `findings` are sorted by file, line, column, code.

    `prefix` is the project's path inside its repository (`docs/rules/`, or empty), for formats that a forge reads.
    `color` is only for a terminal.
    """

    findings: tuple[Finding, ...]
    overview: Overview
    language: Language
    prefix: str = ""
    color: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings are this bad."""
        return Counter(finding.severity for finding in self.findings)[severity]


def render(format: Format, report: Report) -> str:
    """The report in a format; a line break ends it. Only the module of that format is imported."""
    match format:
        case "text":
            from generator.reports.text import text

            return text(report)
        case "json":
            from generator.reports.json import json_object

            return json_object(report)
        case "sarif":
            from generator.reports.sarif import sarif

            return sarif(report)
        case "github":
            from generator.reports.github import github

            return github(report)
        case "gitlab":
            from generator.reports.gitlab import gitlab

            return gitlab(report)
