"""What a new version says of the one before: ids that clauses had (`was`), and what changed (`changes`)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.scope import Scope
from generator.findings import Finding, Fix, Severity, finding
from generator.model import Clause, Document, Edition, Procedure
from generator.reading.nearest import suggestion


def check(scope: Scope) -> Iterator[Finding]:
    """`unknown-reference` and `duplicate-id` for `was`, `wrong-order-in-time` for `changes` that are those of the last version."""
    for edition in scope.editions:
        if before := _before(edition, scope.procedure):
            yield from _renamed(edition.document, before)
            yield from _left_over(edition.document, before[-1])


def _before(edition: Edition, procedure: Procedure) -> tuple[Document, ...]:
    """The released versions before a draft, the last one last."""
    document = edition.document
    if edition.release:
        return ()
    versions = (each for each in procedure.versions(document.id) if each.release)
    return tuple(each.document for each in versions if each.document.version < document.version)


def _renamed(document: Document, before: tuple[Document, ...]) -> Iterator[Finding]:
    last = before[-1]
    known = {clause.id for clause in last.all_clauses()}
    ever = {clause.id for version in before for clause in version.all_clauses()}
    kept = {clause.id for clause in document.all_clauses() if clause.was is None}
    taken: dict[str, Clause] = {}
    for clause in document.all_clauses():
        was, place = clause.was, clause.places.get("was", clause.place)
        if was is None or (was in ever and was not in known):
            continue  # the latter is left over from an earlier version, and does no harm
        if was not in ever:
            near, hint = suggestion(was, known)
            yield finding(
                "unknown-reference",
                place,
                zh=f"上一版 {last.version} 没有“{was}”这个条款，修订对照表会把本条当成新增。{hint.zh}新增的条款不写 was。",
                en=f"Version {last.version} has no clause '{was}', so this one would be shown as new. {hint.en} A new clause has "
                "no 'was'.",
                fix=Fix(near, place, was) if near else None,
                document=document.name,
                clause=clause.id,
            )
        elif was in kept:
            yield finding(
                "duplicate-id",
                place,
                zh=f"“{was}”这一条还在，本条不会是由它改名来的，修订对照表会把两条弄混。请删去本条的 was；"
                "从它拆出来的条款也不写 was。",
                en=f"The clause '{was}' is still there, so this one is not its new name, and comparisons would take one for the "
                "other. Remove 'was', also where this was split off from it.",
                document=document.name,
                clause=clause.id,
            )
        elif (first := taken.setdefault(was, clause)) is not clause:
            yield finding(
                "duplicate-id",
                place,
                zh=f"“{first.id}”（第 {first.place.line} 行）也写了 was: {was}，而上一版的一条只能改名成一条。"
                "请只留一处；另一条按新增办理，不写 was。",
                en=f"'{first.id}' (line {first.place.line}) has was: {was}, too, and one clause before can be one clause now. "
                "Keep one of them; the other is new and has no 'was'.",
                document=document.name,
                clause=clause.id,
            )


def _left_over(document: Document, last: Document) -> Iterator[Finding]:
    now, then = document.changes, last.changes
    if now and then and (now.summary, now.clauses) == (then.summary, then.clauses):
        yield finding(
            "wrong-order-in-time",
            document.places.get("changes", document.place),
            severity=Severity.WARNING,
            zh=f"changes 与上一版 {last.version} 的完全相同，修订记录会把上一版的说明和理由印在这一版的改动旁边。请写明 "
            f"{document.version} 版改了什么、为什么。",
            en=f"The changes are just those of version {last.version}: its summary and reasons would be printed beside what is "
            f"new in {document.version}. Say what changes in this version, and why.",
            document=document.name,
        )
