"""`policy new`: what it writes reads without a fault."""

from __future__ import annotations

import pytest
from small_policy import DEPARTMENT_FILE, edit

from generator.project import Project

pytestmark = pytest.mark.usefixtures("found")


def test_a_procedure_in_an_empty_folder_starts_a_project(tmp_path, monkeypatch, policy):
    monkeypatch.chdir(tmp_path)
    status, out, _ = policy("new", "procedure", "information-security")
    assert status == 0
    assert [line.split()[-1] for line in out.splitlines()[:3]] == [
        "policy/organization.yaml",
        "policy/information-security/procedure.yaml",
        "policy/information-security/terms.yaml",
    ]
    reading = Project(tmp_path).load()
    assert reading.findings == ()
    assert [p.id for p in reading.policy.procedures] == ["information-security"]
    assert policy("check")[0] == 0


def test_a_second_procedure_leaves_the_organisation_alone(root, policy):
    before = (root / "policy/organization.yaml").read_bytes()
    assert policy("new", "procedure", "security")[0] == 0
    assert (root / "policy/organization.yaml").read_bytes() == before
    reading = Project(root).load()
    assert reading.findings == ()
    assert reading.policy.procedures[-1].master.document.department == "office"


def test_a_departments_rules_have_a_clause_for_each_that_must_be_implemented(root, policy):
    edit(root, "policy/hotline/procedure.yaml", "implement: [customer-service]", "implement: all")
    status, out, _ = policy("new", "department", "it")
    assert status == 0
    assert "需要填写 1 条" in out
    reading = Project(root).load()
    assert reading.findings == ()
    (made,) = [e.document for e in reading.policy.procedures[0].working if e.document.id == "it"]
    assert made.title == "信息技术部热线管理实施细则"
    assert str(made.implements.version) == "1.0"
    clause = made.clause("response")
    assert [str(target) for target in clause.implements] == ["response"]
    assert "《热线管理规程》一1：来电响应时间…。" in (root / "policy/hotline/departments/it.yaml").read_text("utf-8")


@pytest.mark.parametrize("title", ['含"引号"和: 冒号', "以 # 开头 # 的", "{{ 括号", "[方括号]", "反斜杠\\n"])
def test_titles_that_yaml_would_trip_over_are_quoted(title, root, policy):
    edit(root, "policy/hotline/procedure.yaml", "implement: [customer-service]", "implement: all")
    edit(root, "policy/hotline/procedure.yaml", "title: 热线受理", f"title: '{title}'")
    edit(root, "policy/hotline/procedure.yaml", "title: 响应时间", f"title: '{title}'")
    edit(root, "policy/hotline/procedure.yaml", "title: 热线管理规程", f"title: '{title}'")
    policy("new", "department", "it")
    reading = Project(root).load()
    assert reading.findings == ()
    (made,) = [e.document for e in reading.policy.procedures[0].working if e.document.id == "it"]
    assert made.clause("response").title == title


def test_rules_may_implement_another_departments(root, policy):
    edit(root, DEPARTMENT_FILE, "implements: response\n", "implements: response\n    implement: [it]\n")
    assert policy("new", "department", "it", "--implements", "customer-service")[0] == 0
    reading = Project(root).load()
    assert reading.findings == ()
    (made,) = [e.document for e in reading.policy.procedures[0].working if e.document.id == "it"]
    assert made.implements.document == "customer-service"
    assert made.clause("hotline-night")


@pytest.mark.parametrize(
    ("kind", "id"), [("procedure", "hotline"), ("department", "customer-service"), ("template", "corporate")]
)
def test_what_exists_is_never_overwritten(kind, id, root, policy):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    status, _, err = policy("new", kind, id)
    assert status == 2
    assert err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
