"""Departments that cannot all follow their documents with one shared conduct, in words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document import citations
from generator.findings import Clash, Finding, Witness, finding
from generator.model import Procedure
from generator.phrases import rule_words, said_words
from generator.reasoning import Key, Member, PeerConflict, peer_conflicts


def peers(procedure: Procedure, without: frozenset[Key]) -> Iterator[Finding]:
    """`peer-conflict` among a procedure's working documents; `without` names the rules that other findings name."""
    documents = [(edition, procedure.above(edition)) for edition in procedure.working if edition.document.implements]
    for each in peer_conflicts(documents, without):
        yield _finding(each)


def _finding(each: PeerConflict) -> Finding:
    clashes = tuple(_clash(member) for member in each.members)
    named = [
        f"《{m.edition.document.title}》{citations(m.edition.document)[m.rule.clause]}（{rule_words(m.rule)}）"
        for m in each.members
    ]
    if each.situation is None:
        return finding(
            "undecided",
            clashes[0].place,
            zh=f"几个部门共用的做法能否一致，在限定的工作量内判定不了：{'、'.join(named)}。请把规则写得简单些。",
            en=f"Whether the departments' shared conduct agrees could not be decided within the bound on work: {', '.join(named)}. "
            "Write simpler rules.",
            document=clashes[0].document,
            clause=clashes[0].clause,
            conflict=clashes,
        )
    shown = {term: said_words(value) for term, value in each.situation.situation.items()}
    case = "，".join(shown.values())
    return finding(
        "peer-conflict",
        clashes[0].place,
        zh=f"{case or '任何情况下'}：这些部门共用一种做法，各自的规定却没有一种做法能同时满足：{'、'.join(named)}。"
        "请有关部门商定一种。",
        en=f"{case or 'In any case'}: these departments share one conduct, and none satisfies the rules of all: "
        f"{', '.join(named)}. Let them agree on one.",
        document=clashes[0].document,
        clause=clashes[0].clause,
        conflict=clashes,
        witness=Witness(shown, {}),
    )


def _clash(member: Member) -> Clash:
    document = member.edition.document
    return Clash(document.name, member.rule.clause, member.rule.place, citations(document)[member.rule.clause])
