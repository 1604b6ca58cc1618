"""`policy import`: what it writes and where, what it says, what it leaves alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from small_policy import ORGANIZATION

from generator.project import Project

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "importing"))
from manners import MANNERS, annexes, native_styles, png, typed_outline
from packages import docx, p

RULES = docx(
    p("客户服务部热线实施细则")
    + p("文件编号：GT-001-KF　版本：V1.1　实施日期：2026年11月1日")
    + p("一、受理")
    + p("1.响应时间　夜间，来电的响应时间应不超过90秒。")
    + p("2.留痕　来电应当留有记录，见《热线管理规程》一2的要求。")
    + p("3.食堂　菜单每周更新一次。")
)


@pytest.fixture
def word(tmp_path_factory):
    """Puts a Word file somewhere outside the project."""

    def put(data: bytes, name: str = "旧规程.docx") -> str:
        path = tmp_path_factory.mktemp("word") / name
        path.write_bytes(data)
        return str(path)

    return put


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_where_nothing_is_yet_a_project_begins(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    status, out, err = policy("import", word(typed_outline()))
    assert (status, err) == (0, "")
    made = [
        "policy/customer-complaint-handling/procedure.yaml",
        "policy/customer-complaint-handling/terms.yaml",
        "policy/organization.yaml",
    ]
    assert made == files(tmp_path)
    assert all(f"已新建 {name}" in out for name in made)
    assert policy("check")[0] == 0
    reading = Project(tmp_path).load()
    assert reading.findings == ()
    assert reading.policy.organization.name == "华北物资集团有限公司"


@pytest.mark.parametrize("name", MANNERS)
def test_what_is_imported_passes_the_check(name, tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    assert policy("import", word(MANNERS[name]()), "--id", "old")[0] == 0
    status, out, _ = policy("check", "--format", "json")
    assert (status, json.loads(out)["summary"]["errors"]) == (0, 0)


def test_into_a_project_it_goes_beside_the_others(root, policy, word):
    before = {name: (root / name).read_bytes() for name in files(root)}
    status, out, _ = policy("import", word(native_styles()), "--id", "changes")
    assert status == 0
    assert {"policy/changes/procedure.yaml", "policy/changes/terms.yaml"} == set(files(root)) - set(before)
    assert before == {name: (root / name).read_bytes() for name in before}
    assert "policy check：0 个错误" in out


def test_departments_that_the_organisation_does_not_have_are_a_question(root, policy, word):
    data = docx(
        p("文件名称：甲管理办法　编号：A-1　版本：1.0　实施日期：2026-01-01　归口部门：后勤保障部")
        + p("一、总则")
        + p("1.略。")
    )
    out = policy("import", word(data), "--id", "new")[1]
    assert "department-1: { title: 后勤保障部 }" in out
    assert "unknown-reference" in out


def test_out_writes_elsewhere(root, tmp_path, policy, word):
    before = files(root)
    assert policy("import", word(native_styles()), "--out", str(tmp_path / "draft"))[0] == 0
    assert [name for name in files(root) if name not in before] == ["draft/procedure.yaml", "draft/terms.yaml"]


@pytest.mark.parametrize("existing", ["procedure.yaml", "terms.yaml"])
def test_what_exists_is_never_overwritten(existing, root, policy, word):
    (root / "policy/changes").mkdir()
    (root / "policy/changes" / existing).write_text("mine", encoding="utf-8")
    before = {name: (root / name).read_bytes() for name in files(root)}
    status, out, err = policy("import", word(native_styles()), "--id", "changes")
    assert (status, out) == (2, "")
    assert existing in err
    assert before == {name: (root / name).read_bytes() for name in files(root)}


def test_a_file_that_cannot_be_written_takes_the_others_back(root, policy, word, monkeypatch):
    from generator.commands import import_

    real, written = import_.write_whole, []

    def failing(path, data):
        if written:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        real(path, data)

    monkeypatch.setattr(import_, "write_whole", failing)
    before = files(root)
    status, _, err = policy("import", word(native_styles()), "--id", "changes")
    assert (status, "磁盘已满" in err) == (2, True)
    assert before == files(root)


def test_the_report_as_json_accounts_for_everything(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    report = json.loads(policy("import", word(annexes()), "--format", "json", "--lang", "en")[1])
    assert report["document"] == {"id": "emergency", "title": "应急管理规程", "version": "1.2"}
    for kind in ("paragraphs", "rows"):
        total = report[kind].pop("total")
        assert total == sum(report[kind].values())
    assert report["check"] == {"errors": 0, "warnings": 0}
    assert [each["change"] for each in report["changed"] if each["change"] == "folded"] == ["folded", "folded"]
    rule = report["rules"][0]
    assert (
        rule["term"],
        rule["value"],
        rule["when"],
        rule["sure"],
        rule["in_force"],
    ) == ("首次报告", "不超过 10 分钟", {"事件级别": "一级"}, "high", True)


def test_the_report_speaks_either_language(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    out = policy("import", word(MANNERS["wps"]()), "--lang", "en")[1]
    for words in (
        "Where every paragraph and row went",
        "comments",
        "foot- and endnotes",
        "hidden text",
        "text in text boxes",
    ):
        assert words in out
    assert "李审: 48小时太长" in out
    assert "file:///S:/templates/gw.dotx" in out


def test_one_paragraph_is_no_paragraphs(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    out = policy("import", word(docx(p("请假单"))), "--lang", "en")[1]
    assert out.startswith("旧规程.docx: 旧规程, 1 paragraph, 0 table rows\n")


def test_pictures_become_files(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    policy("import", word(MANNERS["wps"]()), "--id", "letters")
    assert png() == (tmp_path / "policy/letters/figures/letters-1.png").read_bytes()


def test_a_departments_rules_with_links_and_terms_of_the_document_above(root, policy, word):
    (root / "policy/hotline/departments/customer-service.yaml").unlink()
    status, out, _ = policy("import", word(RULES), "--as-department", "customer-service", "--implements", "hotline@1.0")
    assert status == 0
    (procedure,) = Project(root).load().policy.procedures
    (document,) = [e.document for e in procedure.working if e.document.id == "customer-service"]
    first, second, third = document.all_clauses()
    assert (first.implements[0].clause, second.implements[0].clause) == ("response", "record")
    assert third.implements == ()
    assert [atom.terms[0] for rule in first.rules for atom in rule.duties()] == ["响应时间"]
    assert "提议的对应关系" in out
    assert "正文写明" in (root / "policy/hotline/departments/customer-service.yaml").read_text(encoding="utf-8")


def test_a_contradiction_with_the_document_above_is_found_at_once(root, policy, word):
    """90 seconds at night, where the procedure has 60."""
    (root / "policy/hotline/departments/customer-service.yaml").unlink()
    out = policy("import", word(RULES), "--as-department", "customer-service")[1]
    assert "looser" in out
    assert policy("check")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.docx",), "nowhere.docx"),
        (("{}", "--id", "Ünder"), "Ünder"),
        (("{}", "--as-department", "sales"), "sales"),
        (("{}", "--as-department", "customer-service"), "customer-service"),
        (("{}", "--as-department", "it", "--implements", "hotlin"), "hotline"),
        (("{}", "--as-department", "it", "--implements", "hotline@9.9"), "9.9"),
        (("{}", "--implements", "hotline"), "--as-department"),
        (("{}", "--id", "a", "--as-department", "it"), "--id"),
        (("{}", "--on", "yesterday"), "yesterday"),
        ((), "FILE.docx"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_done_says_why_and_writes_nothing(arguments, says, language, root, policy, word):
    before = files(root)
    path = word(native_styles())
    status, out, err = policy("import", *(each.format(path) for each in arguments), "--lang", language)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
    assert before == files(root)


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "policy: . 是文件夹，不是 Word 文件。\n"), ("en", "policy: . is a folder, not a Word file.\n")],
)
def test_a_folder_is_no_word_file(language, told, root, policy):
    assert policy("import", ".", "--lang", language) == (2, "", told)


def test_a_broken_organisation_is_left_to_the_check(root, policy, word):
    (root / "policy/organization.yaml").write_text(
        ORGANIZATION.replace("departments:", "department:"), encoding="utf-8"
    )
    assert policy("import", word(native_styles()), "--id", "changes")[0] == 0


def test_out_without_a_project_holds_everything(tmp_path, monkeypatch, policy, word):
    monkeypatch.chdir(tmp_path)
    assert policy("import", word(native_styles()), "--out", "draft")[0] == 0
    assert files(tmp_path) == ["draft/organization.yaml", "draft/procedure.yaml", "draft/terms.yaml"]
