"""`policy new`: what it writes reads without a fault."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_policy import DEPARTMENT_FILE, FILES, PROCEDURE, edit

from generator import checks
from generator.commands.prefilled import rule_value
from generator.editing import Put, edited
from generator.editing.writing import item_lines
from generator.project import Project
from generator.reading import read_policy

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
    assert "上位文件要求落实 1 条" in out
    reading = Project(root).load()
    assert reading.findings == ()
    (made,) = [e.document for e in reading.policy.procedures[0].working if e.document.id == "it"]
    assert made.title == "信息技术部热线管理实施细则"
    assert str(made.implements.version) == "1.0"
    clause = made.clause("response")
    assert [str(target) for target in clause.implements] == ["response"]
    assert "《热线管理规程》一1。余地（tighten）：下级文件只可更严。" in (
        root / "policy/hotline/departments/it.yaml"
    ).read_text("utf-8")


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


@pytest.mark.parametrize("asked", ["", "    implement: [it]\n"])
def test_a_clause_whose_name_another_document_above_has_too_is_named_with_its_document(asked, root, policy):
    """Whether that one is asked for as well or not."""
    edit(root, "policy/hotline/procedure.yaml", "implement: [customer-service]", "implement: all")
    edit(
        root,
        DEPARTMENT_FILE,
        "id: hotline-night\n    implements: response\n",
        f"id: response\n    implements: response\n{asked}",
    )
    assert policy("new", "department", "it", "--implements", "customer-service")[0] == 0
    reading = Project(root).load()
    wrong = checks.of_documents(reading.policy, date(2026, 11, 23))
    assert [each for each in wrong if each.code == "unknown-reference"] == []
    (made,) = [e.document for e in reading.policy.procedures[0].working if e.document.id == "it"]
    assert [str(target) for target in made.clause("response").implements] == ["hotline/response"]


def test_rules_are_in_force_with_the_document_above_at_the_earliest(root, policy):
    for effective, expected in (("2027-05-01", "2027-05-01"), ("2026-10-01", "2026-11-23")):
        edit(root, "policy/hotline/procedure.yaml", "effective: 2026-10-01", f"effective: {effective}")
        assert policy("new", "department", "it")[0] == 0
        path = root / "policy/hotline/departments/it.yaml"
        assert f"effective: {expected} " in path.read_text(encoding="utf-8")
        path.unlink()
        edit(root, "policy/hotline/procedure.yaml", f"effective: {effective}", "effective: 2026-10-01")


@pytest.mark.parametrize(
    ("kind", "id"), [("procedure", "hotline"), ("department", "customer-service"), ("template", "corporate")]
)
def test_what_exists_is_never_overwritten(kind, id, root, policy):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    status, _, err = policy("new", kind, id)
    assert status == 2
    assert err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


SHIPPED = Path(__file__).resolve().parents[2] / "policy"


@pytest.fixture
def everything_asked(tmp_path, monkeypatch) -> Path:
    """The shipped policy before its first release, its procedure asking every department for a clause for each clause."""
    shutil.copytree(
        SHIPPED, tmp_path / "policy", ignore=shutil.ignore_patterns("releases", "departments", "waivers.yaml")
    )
    edit(tmp_path, "policy/organization.yaml", "departments:\n", "departments:\n  legal: { title: 法务部 }\n")
    path = tmp_path / "policy/communication-channels/procedure.yaml"
    text = path.read_text("utf-8")
    ids = [clause.id for clause in Project(tmp_path).load().policy.procedures[0].master.document.all_clauses()]
    asked = [Put(f"…/clauses/[id={id}]", "implement", "all", after=("id", "title", "text")) for id in ids]
    path.write_bytes(edited(text.replace("departments: all", "departments: [legal]").encode(), asked, name=path.name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_draft_has_the_figures_of_the_procedure_and_contradicts_nothing(everything_asked, policy, monkeypatch):
    """Every clause above has its draft, with all that it asks for; the checks find no error in it."""
    monkeypatch.undo()
    monkeypatch.chdir(everything_asked)
    assert policy("new", "department", "legal")[0] == 0
    _, out, _ = policy("check", "--format", "json", "--on", "2026-11-01", "--no-cache")
    assert [each for each in json.loads(out)["findings"] if each["severity"] == "error"] == []
    (procedure,) = Project(everything_asked).load().policy.procedures
    (draft,) = [edition.document for edition in procedure.working if edition.document.id == "legal"]
    above = {clause.id: clause for clause in procedure.master.document.all_clauses()}
    drafted = {clause.implements[0].clause: clause for clause in draft.all_clauses() if clause.implements}
    assert list(drafted) == list(above)
    for id, clause in drafted.items():
        assert [replace(rule, clause=id, because=None) for rule in clause.all_rules()] == [
            replace(rule, because=None) for rule in above[id].all_rules()
        ]


def test_a_draft_says_what_room_there_is(root, policy):
    """Of each clause above: what documents below may do with it, and within which range."""
    edit(
        root,
        "policy/hotline/procedure.yaml",
        "implement: [customer-service]",
        "implement: all\n    latitude: range\n    range: { 响应时间: 30..90 秒 }",
    )
    policy("new", "department", "it")
    text = (root / "policy/hotline/departments/it.yaml").read_text("utf-8")
    assert text.endswith("""\
  # 《热线管理规程》一1。余地（range）：下级文件可在范围内另行规定：响应时间30至90秒。
  - id: response
    title: 响应时间
    implements: response
    text: 待填写：来电响应时间{{ 响应时间 }}。
    must: { 响应时间: 不超过 60 秒 }
""")


@pytest.mark.parametrize(
    "rule",
    [
        {"must": {"响应时间": "30 秒..2 分钟"}},
        {"must": {"响应时间": "少于 60 秒", "渠道": ["电话", "邮件"]}},
        {
            "when": {"any": [{"时段": "夜间"}, {"not": {"时段": "工作时间"}}]},
            "must_not": {"抄送对象": "仅限上级", "留有记录": "否"},
        },
        {"unless": {"时段": "夜间"}, "should": {"抄送对象": "上级和同事"}, "may": {"渠道": "电话"}},
        {"must": {"all": [{"not": {"渠道": "电话"}}, {"not": {"渠道": "邮件", "留有记录": "是"}}]}},
        {"must_not": {"all": [{"渠道": "电话"}, {"留有记录": "否"}]}, "should_not": {"响应时间": "超过 1小时30分钟"}},
    ],
    ids=str,
)
def test_a_rule_is_written_as_it_was_read(rule):
    """What the reader makes of a rule comes back as the same YAML."""
    clause = {"id": "a", "text": "甲。", **rule}
    written = "\n".join(["sections:", *item_lines({"id": "s", "title": "节", "clauses": [clause]})])
    text = PROCEDURE[: PROCEDURE.index("sections:")] + written + "\n"
    files = FILES | {"policy/hotline/procedure.yaml": text}
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [each for each in reading.findings if "customer-service" not in each.place.file] == []
    (read,) = reading.policy.procedures[0].master.document.clause("a").rules
    assert rule == rule_value(read)
