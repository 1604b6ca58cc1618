"""Approved deviations: what they excuse becomes a note, until they end (section Versions, waivers)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator.checks.profiles import Profile
from generator.findings import Finding, Fix, Severity, finding
from generator.model import Policy, Procedure, Waiver
from generator.reading.nearest import suggestion


def apply(policy: Policy, documents: Sequence[Profile], today: date, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that a running waiver excuses as notes; then what is wrong with the waivers themselves."""
    waivers = [(procedure, waiver) for procedure in policy.procedures for waiver in procedure.waivers]
    used: set[int] = set()
    lapsed: set[int] = set()  # those renewed by another one have done their work
    for each in found:
        covering = [n for n, (procedure, waiver) in enumerate(waivers) if _covers(waiver, procedure, each)]
        used.update(covering)
        running = next((waivers[n][1] for n in covering if waivers[n][1].runs(today)), None)
        if running is None:
            lapsed.update(covering)
            yield each
        else:
            yield each._replace(severity=Severity.NOTE, waiver=running)
    over = {(each.procedure, each.key[0]) for each in documents if each.working and each.over(today)}
    for number, (procedure, waiver) in enumerate(waivers):
        if (procedure.id, waiver.clause[0]) in over:
            continue  # it went with its document
        unknown = list(_unknown(waiver, procedure, documents))
        yield from unknown
        if unknown:
            continue
        if number not in used:
            yield finding(
                "waiver-unused",
                waiver.place,
                zh=f"豁免 {'/'.join(waiver.clause)} 没有对应的问题：两条已不矛盾。请删去这项豁免。",
                en=f"The waiver of {'/'.join(waiver.clause)} excuses nothing: the two clauses no longer contradict. Remove it.",
            )
        elif number in lapsed and today > waiver.until:
            yield finding(
                "waiver-expired",
                waiver.place,
                zh=f"豁免 {'/'.join(waiver.clause)} 已于 {waiver.until} 到期，它遮住的问题重新成为错误。请改正条款，或重新报批。",
                en=f"The waiver of {'/'.join(waiver.clause)} ended on {waiver.until}; what it excused is an error again. Mend the "
                "clause, or have it approved anew.",
            )
        elif number in lapsed and today < waiver.approved_on:
            yield finding(
                "waiver-unused",
                waiver.place,
                severity=Severity.NOTE,
                zh=f"豁免 {'/'.join(waiver.clause)} 自 {waiver.approved_on}（approved_on）起才生效，在那之前它遮住的问题仍是错误。",
                en=f"The waiver of {'/'.join(waiver.clause)} begins on {waiver.approved_on} (approved_on); until then what it "
                "excuses stays an error.",
            )


def _covers(waiver: Waiver, procedure: Procedure, each: Finding) -> bool:
    members = {(clash.document, clash.clause) for clash in each.conflict}
    wanted = {(f"{procedure.id}/{document}", clause) for document, clause in (waiver.clause, waiver.origin)}
    return wanted <= members


def _unknown(waiver: Waiver, procedure: Procedure, documents: Sequence[Profile]) -> Iterator[Finding]:
    # A document may still implement a release whose clauses the working file calls otherwise.
    own = [each for each in documents if each.procedure == procedure.id]
    for document, clause in (waiver.clause, waiver.origin):
        known = [f"{each.key[0]}/{clause}" for each in own for clause in each.clauses]
        if f"{document}/{clause}" not in known:
            near, hint = suggestion(f"{document}/{clause}", known)
            yield finding(
                "unknown-reference",
                waiver.place,
                zh=f"没有“{document}/{clause}”这个条款。{hint.zh}",
                en=f"There is no clause '{document}/{clause}'. {hint.en}".rstrip(),
                fix=Fix(near, waiver.place, f"{document}/{clause}") if near else None,
            )
