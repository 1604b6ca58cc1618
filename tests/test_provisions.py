"""The shipped procedure provides everything that it has to, in both versions, with its figures bound to rules."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from generator.model import Bound, Choice, Clause, Condition, Document, Latitude, Version, atoms
from generator.project import Project

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ("general", "channels", "management", "evaluation", "final")
KEYS = [
    (key, Version(2, 0) if since == "2.0" else Version(1, 0))
    for line in (ROOT / "tests/provisions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#") and line not in CHAPTERS
    for key, _, since in [line.partition(" ")]
]
DEPARTMENTS = {
    "客户服务部",
    "品牌市场部",
    "公共关系部",
    "信息技术部",
    "人力资源部",
    "销售部",
    "行政部",
    "沟通管理部",
}


@pytest.fixture(scope="module")
def policy():
    return Project(ROOT).load().policy


@pytest.fixture(scope="module")
def versions(policy) -> dict[Version, Document]:
    (procedure,) = (p for p in policy.procedures if p.id == "communication-channels")
    return {e.document.version: e.document for e in procedure.versions("communication-channels")}


def provided(document: Document, key: str) -> list[Clause]:
    """The clauses whose id is the key or begins with it."""
    return [c for c in document.all_clauses() if c.id == key or c.id.startswith(key + "-")]


def test_the_table_of_provisions_is_whole():
    assert len(KEYS) == 54
    assert sum(since == Version(2, 0) for _, since in KEYS) == 15


@pytest.mark.parametrize("version", [Version(1, 0), Version(2, 0)], ids=str)
def test_every_provision_is_in_the_version_that_brought_it(versions, version):
    missing = [key for key, since in KEYS if since <= version and not provided(versions[version], key)]
    early = [key for key, since in KEYS if since > version and provided(versions[version], key)]
    assert (missing, early) == ([], [])


def test_version_1_has_one_clause_of_purpose_and_one_of_scope(versions):
    assert [len(provided(versions[Version(1, 0)], key)) for key in ("purpose", "scope")] == [1, 1]


def duties(clause: Clause) -> list[Condition]:
    return [rule.must for rule in clause.all_rules() if rule.must is not None]


@pytest.mark.parametrize("version", [Version(1, 0), Version(2, 0)], ids=str)
@pytest.mark.parametrize(
    ("key", "low", "high", "unit"),
    [
        ("hotline-response", None, 60, "秒"),
        ("social-plan", 3, 5, "次/周"),
        ("eval-satisfaction", 95, None, "%"),
    ],
)
def test_the_figures_are_rules(versions, version, key, low, high, unit):
    bounds = {
        (b.low and b.low.amount, b.high and b.high.amount, str((b.low or b.high).unit))
        for clause in provided(versions[version], key)
        for duty in duties(clause)
        for b in atoms(duty)
        if isinstance(b, Bound)
    }
    assert (low and Fraction(low), high and Fraction(high), unit) in bounds


@pytest.mark.parametrize("version", [Version(1, 0), Version(2, 0)], ids=str)
def test_major_matters_are_confirmed_by_mail_or_in_a_meeting(versions, version):
    choices = {
        frozenset(atom.choices)
        for clause in provided(versions[version], "im-confirm")
        for duty in duties(clause)
        for atom in atoms(duty)
        if isinstance(atom, Choice)
    }
    assert any(
        len(names) == 2 and any("邮件" in n for n in names) and any("会议" in n for n in names) for names in choices
    )


def test_each_channel_is_recommended_by_a_rule(versions):
    document = versions[Version(2, 0)]
    for key, _ in KEYS:
        if key.startswith("channel-"):
            assert any(r.should is not None for c in provided(document, key) for r in c.all_rules()), key
    assert document.finder is not None


def test_interpretation_is_fixed(versions):
    (clause,) = provided(versions[Version(2, 0)], "final-interpretation")
    assert clause.latitude is Latitude.FIXED


def test_eight_departments_have_rules_of_15_to_40_clauses(policy):
    (procedure,) = policy.procedures
    documents = [e.document for e in procedure.working if e.document.implements]
    direct = [d for d in documents if d.implements.document == procedure.id]
    assert {policy.department_title(d.department) for d in direct} >= DEPARTMENTS
    for document in direct:
        count = sum(len(section.clauses) for section in document.all_sections())
        assert 15 <= count <= 40, document.id
        assert sum(1 for _ in document.rules()) >= 10, document.id


def test_the_special_cases_are_there(policy):
    (procedure,) = policy.procedures
    documents = [e.document for e in procedure.working]
    clauses = [c for d in documents for c in d.all_clauses()]
    assert {Latitude.FIXED, Latitude.RANGE, Latitude.FREE} <= {c.latitude for c in clauses}
    assert any(row.rule for c in clauses if c.table for row in c.table.rows)
    assert any(d.implements and d.implements.document != procedure.id for d in documents), "a third level"
    assert procedure.waivers
    assert sum(len(procedure.versions(d.id)) > 1 for d in documents) >= 3, "the procedure and two departments"


def test_records_are_kept_on_forms(versions):
    titles = {form.title for form in versions[Version(2, 0)].forms}
    assert {"投诉登记表", "会议纪要", "媒体联络名单", "检查记录表"} <= titles


def test_no_sentence_stands_twice_in_one_document(policy):
    for procedure in policy.procedures:
        for edition in procedure.working:
            sentences = [
                sentence
                for clause in edition.document.all_clauses()
                for sentence in re.split("[。；]", "".join(p for p in clause.text.pieces() if isinstance(p, str)))
                if len(sentence) > 12
            ]
            assert len(sentences) == len(set(sentences)), edition.document.id
