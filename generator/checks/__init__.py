"""Everything that is wrong with a policy that was read: one module per family of findings.

`CHECKS` look at a document with what stands above it; what concerns several documents side by side is in `of_whole`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from generator.checks import (
    contradictions,
    coverage,
    dates,
    figures,
    numbers,
    outdated,
    references,
    revisions,
    waivers,
    wording,
)
from generator.checks.profiles import Profile
from generator.checks.profiling import profiles
from generator.checks.scope import Scope
from generator.findings import Finding
from generator.model import Policy

Check = Callable[[Scope], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    references.check,
    coverage.check,
    dates.check,
    revisions.check,
    outdated.check,
    figures.check,
    wording.check,
    contradictions.check,
)

WHOLE_CHECKS = (references.check_whole, numbers.check_whole, coverage.check_whole, figures.check_whole)


def run(policy: Policy, today: date) -> Iterator[Finding]:
    """What every check finds on a day; what a waiver excuses comes as a note."""
    found = (*of_documents(policy, today), *of_peers(policy))
    yield from of_whole(policy, tuple(profiles(policy)), today, found)


def of_documents(policy: Policy, today: date, names: Container[str] | None = None) -> Iterator[Finding]:
    """What is found in working documents, or in those of these names (PROCEDURE/ID); each finding names its document."""
    for procedure in policy.procedures:
        editions = (e for e in procedure.working if names is None or e.document.name in names)
        scope = Scope(policy, procedure, tuple(editions), today)
        for check in CHECKS:
            yield from check(scope)


def of_peers(policy: Policy) -> Iterator[Finding]:
    """What is found among documents that share a conduct; those that do not speak of it, nor stand on one that does, may
    be missing."""
    yield from contradictions.check_peers(policy)


def of_whole(policy: Policy, documents: Sequence[Profile], today: date, found: Iterable[Finding]) -> Iterator[Finding]:
    """To what was found in documents, what concerns all of them together; what a waiver excuses comes as a note.

    Of the policy itself are needed the organization, the outlines and the waivers.
    """
    told = (check(policy, documents, today) for check in WHOLE_CHECKS)
    yield from waivers.apply(policy, documents, today, (*found, *chain.from_iterable(told)))
