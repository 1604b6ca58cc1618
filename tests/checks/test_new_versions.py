"""What a draft says of the version before it: former ids, and reasons."""

from __future__ import annotations

from datetime import date

import pytest
from test_outdated import ORGANIZATION, TERMS, released

from generator.findings import Finding, Severity
from generator.project import findings_of
from generator.reading import read_policy

HEAD = """\
id: main
title: 热线管理规程
number: T-1
version: "{version}"
effective: 2026-0{month}-01
department: office
changes: {{ summary: {summary}, clauses: {{ {reasons} }} }}
sections:
- id: s
  title: 节
  clauses:
"""


def text(month: int, clauses: list[str], summary: str = "", reasons: str = "") -> str:
    head = HEAD.format(version=f"1.{month - 1}", month=month, summary=summary or f"第 {month} 稿。", reasons=reasons)
    return head + "".join(f"  - {{ {clause}, text: 甲。 }}\n" for clause in clauses)


def found(*versions: str) -> list[Finding]:
    """What is found in the last of some versions, whose others are released."""
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": versions[-1].encode(),
    }
    for version in versions[:-1]:
        files |= released(version, date(2026, 1, 1))
    return list(findings_of(read_policy(files), date(2026, 8, 1)))


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["id: a", "id: b"], []),
        (["id: a", "id: c, was: b"], []),
        (["id: b, was: a", "id: a, was: b"], []),
        (["id: b, was: a", "id: c, was: b"], []),
        (["id: a", "id: b", "id: c, was: a"], [("duplicate-id", 14, "c", None)]),
        (["id: a", "id: b, was: a"], [("duplicate-id", 13, "b", None)]),
        (["id: a", "id: c, was: bb"], [("unknown-reference", 13, "c", None)]),
        (["id: a", "id: c, was: zzz"], [("unknown-reference", 13, "c", None)]),
        (["id: c, was: a", "id: d, was: a", "id: b"], [("duplicate-id", 13, "d", None)]),
    ],
)
def test_a_clause_is_what_one_clause_was_that_is_no_longer_there(clauses, expected):
    told = found(text(1, ["id: a", "id: b"]), text(2, clauses))
    assert [(each.code, each.place.line, each.clause, each.fix and each.fix.new) for each in told] == expected


def test_what_was_is_left_in_a_later_version_and_may_be_any_in_a_first_one():
    first, second = text(1, ["id: a", "id: b"]), text(2, ["id: a", "id: c, was: b"])
    assert found(first, second, text(3, ["id: a", "id: c, was: b"])) == []
    assert found(first, second, text(3, ["id: a", "id: c, was: b", "id: b"])) == []
    assert found(text(1, ["id: a, was: zzz"])) == []


@pytest.mark.parametrize(
    ("summary", "reasons", "codes"),
    [
        ("第 1 稿。", "a: 甲。", ["wrong-order-in-time"]),
        ("第 1 稿。", "a: 乙。", []),
        ("第 2 稿。", "a: 甲。", []),
    ],
)
def test_the_reasons_of_the_last_version_are_not_those_of_this_one(summary, reasons, codes):
    told = found(text(1, ["id: a"], reasons="a: 甲。"), text(2, ["id: a"], summary, reasons))
    assert [each.code for each in told] == codes
    assert all((each.severity, each.place.line) == (Severity.WARNING, 7) for each in told)
