"""Who has to put what into practice: missing documents, clauses that nobody implements, vague duties left vague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.document import citations
from generator.findings import Finding, finding
from generator.model import Clause, Document, Edition, Latitude, Policy, Procedure, Target

VAGUE = re.compile("及时|定期|尽快|适当|适时|酌情|经常|必要时")


def check(policy: Policy, today: date) -> Iterator[Finding]:
    """`missing-document`, `not-implemented` and `not-made-concrete`."""
    for procedure in policy.procedures:
        yield from _missing(procedure, policy)
        yield from _not_implemented(procedure, policy)
        for edition in procedure.working:
            yield from _vague(edition, procedure)


def _missing(procedure: Procedure, policy: Policy) -> Iterator[Finding]:
    master = procedure.master
    if master is None:
        return
    document = master.document
    have = {edition.document.department for edition in procedure.working if edition.document.implements}
    wanted = tuple(policy.organization.departments) if document.departments == "all" else document.departments
    for id in wanted:
        if id in policy.organization.departments and id not in have:
            title = policy.department_title(id)
            yield finding(
                "missing-document",
                document.places.get("departments", document.place),
                zh=f"规程要求{title}（{id}）制定实施细则，但 departments/ 里没有。可用 policy new department {id} 新建，"
                "或从 departments 中去掉它。",
                en=f"The procedure wants implementation rules of {title} ({id}), and departments/ has none. Make them with "
                f"`policy new department {id}`, or take it out of departments.",
                document=document.name,
            )


def implements(clause: Clause, document: Document, upper: Document, others: tuple[Document, ...]) -> Iterator[str]:
    """The ids of the clauses of `upper` that a clause implements; `others` are the documents between."""
    for target in clause.implements:
        if _names(target, upper, others):
            yield target.clause


def _names(target: Target, upper: Document, others: tuple[Document, ...]) -> bool:
    if target.document is not None:
        return target.document == upper.id
    return not any(other.clause(target.clause) for other in others)


def _not_implemented(procedure: Procedure, policy: Policy) -> Iterator[Finding]:
    lines = [(edition.document, procedure.above(edition)) for edition in procedure.working]
    for upper in {each.document.name: each for _, above in lines for each in reversed(above)}.values():
        below = [
            (document, tuple(e.document for e in above if e.key != upper.key))
            for document, above in lines
            if any(each.document.id == upper.document.id for each in above)
        ]
        for clause in upper.document.all_clauses():
            yield from _unmet(clause, upper, below, policy)


def _unmet(
    clause: Clause, upper: Edition, below: list[tuple[Document, tuple[Document, ...]]], policy: Policy
) -> Iterator[Finding]:
    present = tuple(dict.fromkeys(document.department for document, _ in below))
    wanted = present if clause.implement == "all" else clause.implement
    citation = citations(upper.document)[clause.id] if wanted else ""
    for id in wanted:
        own = [(document, others) for document, others in below if document.department == id]
        done = any(clause.id in implements(c, d, upper.document, o) for d, o in own for c in d.all_clauses())
        firm = clause.latitude is Latitude.FIXED or clause.implement != "all"
        excused = any(
            e.clause.clause == clause.id and _names(e.clause, upper.document, o)
            for d, o in own
            for e in d.not_applicable
        )
        if done or (excused and not firm):
            continue
        if id not in policy.organization.departments:
            continue
        title = policy.department_title(id)
        remedy_zh = (
            "请写一条并注明" if firm else "请写一条并注明，或在 not_applicable 里说明为何不适用；应写"
        ) + f" implements: {clause.id}。"
        if excused:
            remedy_zh += "这一条不接受 not_applicable。"
        yield finding(
            "not-implemented",
            own[0][0].places.get("sections", own[0][0].place) if own else clause.places.get("implement", clause.place),
            zh=f"{title}没有落实《{upper.document.title}》{citation}（{clause.id}）。{remedy_zh}",
            en=f"{title} does not implement {upper.document.title} {citation} ({clause.id}). Write a clause with "
            f"implements: {clause.id}"
            + (", for which there is no excuse." if firm else ", or excuse it in not_applicable."),
            document=own[0][0].name if own else upper.document.name,
            clause=None if own else clause.id,
        )


def _vague(edition: Edition, procedure: Procedure) -> Iterator[Finding]:
    document = edition.document
    above = procedure.above(edition)
    for clause in document.all_clauses():
        if any(True for part in clause.walk() for _ in part.all_rules()):
            continue
        for position, upper in enumerate(above):
            others = tuple(e.document for e in above[:position])
            for id in implements(clause, document, upper.document, others):
                target = upper.document.clause(id)
                if target is None or any(True for part in target.walk() for _ in part.all_rules()):
                    continue
                said = "".join(piece for piece in target.text.pieces() if isinstance(piece, str))
                if found := VAGUE.search(said):
                    citation = citations(upper.document)[id]
                    yield finding(
                        "not-made-concrete",
                        clause.place,
                        zh=f"《{upper.document.title}》{citation} 只说“{found[0]}”，本条落实它却也没有规则。"
                        "多久、多少算数，请用一条规则（must 等）写明。",
                        en=f"{upper.document.title} {citation} only says '{found[0]}', and this clause, which implements it, "
                        "has no rule either. Say how soon or how often in a rule.",
                        document=document.name,
                        clause=clause.id,
                    )
