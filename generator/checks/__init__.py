"""Everything that is wrong with a policy that was read: one module per family of findings, listed in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.checks import contradictions, coverage, dates, figures, outdated, references, waivers, wording
from generator.findings import Finding
from generator.model import Policy

Check = Callable[[Policy, date], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    references.check,
    coverage.check,
    dates.check,
    outdated.check,
    figures.check,
    wording.check,
    contradictions.check,
)


def run(policy: Policy, today: date) -> Iterator[Finding]:
    """What every check finds on a day; what a waiver excuses comes as a note."""
    found = [finding for check in CHECKS for finding in check(policy, today)]
    yield from waivers.apply(policy, today, found)
