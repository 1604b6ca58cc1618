"""What the check found, the worst first, and the approved deviations by the day on which they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document.blocks import Anchor
from generator.findings import CODES, SEVERITY_WORDS, Finding, Severity
from generator.model import Procedure, Waiver
from generator.website.kinds.explanations import GROUP, code_page
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry


def pages(press: Press) -> Iterator[SitePage]:
    severities = [(severity, SEVERITY_WORDS[severity].zh, _of(severity, press)) for severity in Severity]
    waivers = [
        _expiry(waiver, procedure, press) for procedure in press.policy.procedures for waiver in procedure.waivers
    ]
    html = press.render(
        "checks.html",
        "checks.md",
        severities=[each for each in severities if each[2]],
        codes=CODES,
        code_page=code_page,
        waivers=sorted(waivers, key=lambda each: (each.waiver.until, each.waiver.clause)),
    )
    toc = (TocEntry("findings", "问题", 1), TocEntry("waivers", "豁免", 1))
    entry = SearchEntry(press.addresses.url("checks.md"), "检查结果", "问题和豁免")
    yield SitePage("checks.md", "检查结果", html, toc, (entry,), group=GROUP)


def _of(severity: Severity, press: Press) -> Sequence[Finding]:
    return [finding for finding in press.occasion.findings if finding.severity is severity]


@dataclass(frozen=True, slots=True)
class Expiry:
    """A waiver, the clauses that it names (number and, where it exists, the place), and how many days are left of it."""

    waiver: Waiver
    clause: tuple[str, Anchor | None]
    origin: tuple[str, Anchor | None]
    left: int

    @property
    def state(self) -> str:
        return "error" if self.left < 0 else "warning" if self.left <= SOON else "current"


SOON = 90
"""A waiver that ends in so many days stands out."""


def _expiry(waiver: Waiver, procedure: Procedure, press: Press) -> Expiry:
    left = (waiver.until - press.today).days
    named = (_named(name, procedure, press) for name in (waiver.clause, waiver.origin))
    clause, origin = named
    return Expiry(waiver, clause, origin, left)


def _named(name: tuple[str, str], procedure: Procedure, press: Press) -> tuple[str, Anchor | None]:
    id, clause = name
    shelf = next((s for s in press.shelves if s.procedure is procedure and s.main.edition.document.id == id), None)
    if shelf is not None:
        document = shelf.main.edition.document
        if (citation := press.labels(document).get(clause)) is not None:
            return f"《{document.title}》{citation}", press.anchor(document, clause)
    return f"{id}/{clause}", None
