"""Who has to put what into practice: missing documents, clauses that nobody implements, vague duties left vague."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.checks.profiles import Asked, Profile
from generator.checks.scope import Scope
from generator.document import citations
from generator.findings import Finding, finding
from generator.model import Clause, Edition, Policy, Procedure, implements

VAGUE = re.compile("及时|定期|尽快|适当|适时|酌情|经常|必要时")


def check(scope: Scope) -> Iterator[Finding]:
    """`not-made-concrete`."""
    for edition in scope.editions:
        yield from _vague(edition, scope.procedure)


def check_whole(policy: Policy, found: Sequence[Profile], today: date) -> Iterator[Finding]:
    """`missing-document` and `not-implemented`. What is no longer in force implements nothing."""
    for procedure in policy.procedures:
        own = [profile for profile in found if profile.procedure == procedure.id]
        yield from _missing(own, policy, today)
        yield from _not_implemented(own, policy, today)


def _missing(found: Sequence[Profile], policy: Policy, today: date) -> Iterator[Finding]:
    working = [profile for profile in found if profile.working]
    master = next((profile for profile in working if profile.master), None)
    if master is None:
        return
    have = {profile.department for profile in working if not profile.master and not profile.over(today)}
    ended = {profile.department: profile.ends for profile in working if not profile.master and profile.over(today)}
    for id in policy.organization.departments if master.wanted == "all" else master.wanted:
        if id in policy.organization.departments and id not in have:
            title = policy.department_title(id)
            yield finding(
                "missing-document",
                master.wanted_place,
                zh=f"规程要求{title}（{id}）制定实施细则，但"
                + (
                    f"它的实施细则自 {ended[id]} 起不再有效。请发布新的一版，"
                    if id in ended
                    else f" departments/ 里没有。可用 policy new department {id} 新建，"
                )
                + "或从 departments 中去掉它。",
                en=f"The procedure wants implementation rules of {title} ({id}), and "
                + (
                    f"theirs are not in force since {ended[id]}. Release a new version, "
                    if id in ended
                    else f"departments/ has none. Make them with `policy new department {id}`, "
                )
                + "or take it out of departments.",
                document=master.name,
                about=id,
            )


Line = tuple[Profile, Sequence[Profile]]
"""A document and those above it, nearest first."""


def _not_implemented(found: Sequence[Profile], policy: Policy, today: date) -> Iterator[Finding]:
    standing = {profile.key: profile for profile in found if profile.standing}
    working = (profile for profile in found if profile.working and (profile.master or not profile.over(today)))
    lines = [(profile, [standing[key] for key in profile.above]) for profile in working]
    for upper in {each.name: each for _, above in lines for each in reversed(above)}.values():
        if not upper.asked:
            continue
        below: dict[str, list[Line]] = {}
        for profile, above in lines:
            if any(each.key[0] == upper.key[0] for each in above):
                others = [each for each in above if each.key[0] != upper.key[0]]
                below.setdefault(profile.department, []).append((profile, others))
        for asked in upper.asked:
            yield from _unmet(asked, upper, below, policy)


def _unmet(asked: Asked, upper: Profile, below: Mapping[str, Sequence[Line]], policy: Policy) -> Iterator[Finding]:
    for id in below if asked.of == "all" else asked.of:
        own = below.get(id, ())
        done = any(_names(asked.clause, upper, profile.implemented, others) for profile, others in own)
        excused = any(_names(asked.clause, upper, profile.excused, others) for profile, others in own)
        if done or (excused and not asked.firm) or id not in policy.organization.departments:
            continue
        title = policy.department_title(id)
        remedy_zh = (
            "请写一条并注明" if asked.firm else "请写一条并注明，或在 not_applicable 里说明为何不适用；应写"
        ) + f" implements: {asked.clause}。"
        if excused:
            remedy_zh += "这一条不接受 not_applicable。"
        yield finding(
            "not-implemented",
            own[0][0].sections_place if own else asked.place,
            zh=f"{title}没有落实《{upper.title}》{asked.citation}（{asked.clause}）。{remedy_zh}",
            en=f"{title} does not implement {upper.title} {asked.citation} ({asked.clause}). Write a clause with "
            f"implements: {asked.clause}"
            + (", for which there is no excuse." if asked.firm else ", or excuse it in not_applicable."),
            document=own[0][0].name if own else upper.name,
            clause=None if own else asked.clause,
            about=f"{id} {upper.name}/{asked.clause}",
        )


def _names(clause: str, upper: Profile, named: frozenset[tuple[str | None, str]], others: Sequence[Profile]) -> bool:
    """Whether a clause of `upper` is among those named; `others` are the other documents above."""
    return (upper.key[0], clause) in named or (
        (None, clause) in named and not any(clause in other.clauses for other in others)
    )


def _vague(edition: Edition, procedure: Procedure) -> Iterator[Finding]:
    document = edition.document
    above = procedure.above(edition)
    for clause in document.all_clauses():
        if _ruled(clause):
            continue
        for position, upper in enumerate(above):
            others = tuple(e.document for e in above[:position])
            for id in implements(clause, upper.document, others):
                target = upper.document.clause(id)
                if target is None or _ruled(target):
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
                        about=f"{upper.document.name}/{id}",
                    )


def _ruled(clause: Clause) -> bool:
    """Whether a clause, or one below it, has a rule, be it one that could not be read."""
    return any(part.unread or any(True for _ in part.all_rules()) for part in clause.walk())
