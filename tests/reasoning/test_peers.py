"""Departments that share one conduct."""

from __future__ import annotations

from itertools import combinations

import pytest
from policies import ORGANIZATION_OF_THREE, document_text

from generator.reading import read_policy
from generator.reasoning import peer_conflicts

TERMS = """\
  时段: { given: true, choices: [昼, 夜] }
  口径: { shared: true, choices: [甲, 乙, 丙] }
  频次: { shared: true, unit: 次/周, whole: true, range: 0..9 次/周 }
  留痕: { yes_no: true }
"""


def found(above: list[str], *departments: list[str]):
    files = {
        "policy/organization.yaml": ORGANIZATION_OF_THREE,
        "policy/m/terms.yaml": f"terms:\n{TERMS}",
        "policy/m/procedure.yaml": document_text("m", "", above),
    }
    for number, rules in enumerate(departments, 1):
        name = f"d{number}"
        files[f"policy/m/departments/{name}.yaml"] = document_text(name, "implements: m@1.0\n", rules)
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [finding.message.zh for finding in reading.findings] == []
    (procedure,) = reading.policy.procedures
    documents = [(edition, procedure.above(edition)) for edition in procedure.working if edition.document.implements]
    return [
        (" ".join(member.rule.clause for member in each.members), each.situation and dict(each.situation.situation))
        for each in peer_conflicts(documents)
    ]


@pytest.mark.parametrize(
    ("above", "departments", "expected"),
    [
        ([], [["must: { 口径: 甲 }"], ["must: { 口径: 乙 }"]], [("d1-1 d2-1", {})]),
        ([], [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"]], []),
        # Two at a time agree, three do not.
        (
            [],
            [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"], ["must: { 口径: [甲, 丙] }"]],
            [("d1-1 d2-1 d3-1", {})],
        ),
        # What a department does by itself is its own affair.
        ([], [["must: { 留痕: 是 }"], ["must: { 留痕: 否 }"]], []),
        # In one situation only.
        (
            [],
            [["when: { 时段: 夜 }, must: { 口径: 甲 }"], ["must: { 口径: [乙, 丙] }"]],
            [("d1-1 d2-1", {"时段": "夜"})],
        ),
        ([], [["when: { 时段: 夜 }, must: { 口径: 甲 }"], ["when: { 时段: 昼 }, must: { 口径: 乙 }"]], []),
        # The procedure takes part.
        (
            ["must_not: { 口径: 乙 }"],
            [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"]],
            [("d1-1 d2-1 m-1", {})],
        ),
        ([], [["must: { 频次: 不超过 3 次/周 }"], ["must: { 频次: 不少于 4 次/周 }"]], [("d1-1 d2-1", {})]),
        ([], [["must: { 频次: 不超过 4 次/周 }"], ["must: { 频次: 不少于 4 次/周 }"]], []),
        # What each asks of whoever uses 甲 leaves no way to use it, and the procedure wants it used.
        (
            ["must: { 口径: 甲 }"],
            [["when: { 口径: 甲 }, must: { 频次: 1 次/周 }"], ["when: { 口径: 甲 }, must: { 频次: 2 次/周 }"]],
            [("d1-1 d2-1 m-1", {})],
        ),
        # Who speaks of what is shared only in the case of a rule takes part, too.
        (
            [],
            [
                ["when: { 口径: 甲 }, must: { 留痕: 是 }", "must: { 留痕: 否 }"],
                ["must: { 口径: 甲 }"],
            ],
            [("d1-1 d1-2 d2-1", {})],
        ),
        # Two conflicts apart are two findings.
        (
            [],
            [["must: { 口径: 甲 }", "must: { 频次: 1 次/周 }"], ["must: { 口径: 乙 }", "must: { 频次: 2 次/周 }"]],
            [("d1-1 d2-1", {}), ("d1-2 d2-2", {})],
        ),
    ],
)
def test_who_cannot_all_be_followed(above, departments, expected):
    reported = found(above, *departments)
    assert sorted(reported, key=str) == sorted(expected, key=str)


def test_a_set_is_minimal():
    departments = [["must: { 口径: [甲, 乙] }"], ["must: { 口径: [乙, 丙] }"], ["must: { 口径: [甲, 丙] }"]]
    for pair in combinations(departments, 2):
        assert found([], *pair) == []
