"""What departments share: the second opinion on a report of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from policies import ORGANIZATION_OF_THREE, document_text
from test_peers import TERMS

from generator.proving.peers import ReportedPeers, peer_claims
from generator.proving.solving import answer
from generator.reading import read_policy
from generator.reasoning import peer_conflicts

THREE = [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"], ["must: { 口径: [甲, 丙] }"]]


def report(above, *departments) -> ReportedPeers:
    files = {
        "policy/organization.yaml": ORGANIZATION_OF_THREE,
        "policy/m/terms.yaml": f"terms:\n{TERMS}",
        "policy/m/procedure.yaml": document_text("m", "", above),
    }
    for number, rules in enumerate(departments, 1):
        files[f"policy/m/departments/d{number}.yaml"] = document_text(f"d{number}", "implements: m@1.0\n", rules)
    (procedure,) = read_policy({name: text.encode() for name, text in files.items()}).policy.procedures
    documents = tuple((e, procedure.above(e)) for e in procedure.working if e.document.implements)
    return ReportedPeers(documents, tuple(peer_conflicts(documents)), frozenset())


def disputed(reported: ReportedPeers) -> list[str]:
    return [str(o.aspect) for o in peer_claims(reported) if answer(o) != o.status]


@pytest.mark.parametrize(
    ("found", "above", "departments"),
    [
        (1, [], [["must: { 口径: 甲 }"], ["must: { 口径: 乙 }"]]),
        (0, [], [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"]]),
        (1, [], THREE),
        (0, [], [["must: { 留痕: 是 }"], ["must: { 留痕: 否 }"]]),
        (1, [], [["when: { 时段: 夜 }, must: { 口径: 甲 }"], ["must: { 口径: [乙, 丙] }"]]),
        (1, ["must_not: { 口径: 乙 }"], [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"]]),
        (2, [], [["must: { 口径: 甲 }", "must: { 频次: 1 次/周 }"], ["must: { 口径: 乙 }", "must: { 频次: 2 次/周 }"]]),
    ],
)
def test_both_say_the_same(found, above, departments):
    reported = report(above, *departments)
    assert len(reported.found) == found
    assert disputed(reported) == []


def test_a_finding_that_is_left_out():
    assert disputed(replace(report([], *THREE), found=())) == ["none-left"]


def test_a_rule_too_few_in_a_set():
    reported = report([], *THREE)
    fewer = replace(reported.found[0], members=reported.found[0].members[:2])
    # What is left of it is noticed, too: with the rules named gone, it is no contradiction any more.
    assert disputed(replace(reported, found=(fewer,))) == ["alone", "witness"]


def test_a_rule_too_many_in_a_set():
    reported = report([], *THREE[:2], ["must: { 口径: 甲 }", "must: { 频次: 1 次/周 }"])
    (each,) = reported.found
    extra = next(m for m in _members(reported) if m.key == ("d3", "d3-2", 0))
    assert disputed(replace(reported, found=(replace(each, members=(*each.members, extra)),))) == ["minimal"]


def test_a_situation_that_shows_nothing():
    reported = report([], ["when: { 时段: 夜 }, must: { 口径: 甲 }"], ["must: { 口径: [乙, 丙] }"])
    (each,) = reported.found
    wrong = replace(each, situation=replace(each.situation, situation={"时段": "昼"}))
    assert disputed(replace(reported, found=(wrong,))) == ["witness"]


def _members(reported):
    from generator.reasoning import Member

    for edition, _ in reported.documents:
        for clause in edition.document.all_clauses():
            for rule in clause.all_rules():
                yield Member(edition, rule, clause)
