"""What the check found, and the approved deviations by the day on which they end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import SEVERITY_WORDS
from generator.website.page import SitePage
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    findings = [
        (finding, SEVERITY_WORDS[finding.severity].zh, f"{finding.place.file}:{finding.place.line}")
        for finding in press.occasion.findings
    ]
    waivers = [(p, w) for p in press.policy.procedures for w in sorted(p.waivers, key=lambda w: w.until)]
    html = press.render("checks.html", "checks.md", findings=findings, waivers=waivers)
    entry = SearchEntry(press.addresses.url("checks.md"), "检查结果", "")
    yield SitePage("checks.md", "检查结果", html, entries=(entry,))
