"""A pull request on the shipped policy: the procedure's hotline figure becomes 45 秒 instead of 60, and reviewers are told what
that does to whom.
"""

from __future__ import annotations

import json
import re

import pytest
from repository import ROOT, commit, edit, git, needs_git, shipped

from generator.cli import main

pytestmark = needs_git
PROCEDURE = "policy/communication-channels/procedure.yaml"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A branch on which the procedure, as its version 2.1, asks for 45 秒."""
    root = shipped(tmp_path)
    git(root, "checkout", "-q", "-b", "faster-hotline")
    edit(
        root / PROCEDURE,
        ("热线响应时间: 不超过 60 秒", "热线响应时间: 不超过 45 秒"),
        ('version: "2.0"', 'version: "2.1"'),
        ("effective: 2026-10-01", "effective: 2027-03-01"),
    )
    commit(root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return root


def review(capsys, *options: str) -> str:
    status = main(["review", "--base", "main", *options])
    assert status == 0
    return capsys.readouterr().out


def test_each_department_that_is_now_too_slow_is_named_with_clause_and_figure_and_those_that_are_not(project, capsys):
    said = json.loads(review(capsys, "--format", "json"))
    wrong = {each["document"].split("/")[1]: each for each in said["departments"] if each["wrong"]}
    fine = [each["document"].split("/")[1] for each in said["departments"] if not each["wrong"]]
    assert list(wrong) == ["customer-service"]
    assert fine == [
        "administration", "brand-marketing", "communications", "hotline-team", "human-resources",
        "information-technology", "public-relations", "sales",
    ]  # fmt: skip
    (finding,) = wrong["customer-service"]["new"]
    assert (finding["code"], finding["clause"]) == ("looser", "hotline-off-hours")
    assert finding["witness"] == {"situation": {"时段": "夜间"}, "conduct": {"热线响应时间": "60 秒"}}
    figures = {each["clause"]: each["says"] for each in wrong["customer-service"]["speaking"]}
    assert figures == {
        "hotline-day": "热线响应时间应不超过45秒（工作时间）",
        "hotline-off-hours": "热线响应时间应不超过60秒（夜间或节假日）",
    }


def test_a_reader_without_git_sees_it_on_the_first_screen(project, capsys):
    out = review(capsys)
    first = out.split("<details>")[0]
    assert len(first.splitlines()) <= 24
    assert "1 份下级文件将不合规，8 份不受影响" in first
    assert (
        "| **客户服务部** | 三（一）3 ← 《沟通渠道管理规程》三（二）1（1） | 热线响应时间应不超过60秒（夜间或节假日） |"
        in first
    )
    assert "《热线班组作业细则》 二1 热线响应时间应不超过40秒（工作时间）" in first
    assert "不超过<del><b>60秒</b></del>" in out
    assert "不超过<ins><b>45秒</b></ins>" in out
    assert "60 秒：原来可以，现在不行。" in out
    assert out.count("<details>") == out.count("</details>") >= 3


def test_the_change_of_the_clause_is_tighter_with_a_case(project, capsys):
    (document,) = json.loads(review(capsys, "--format", "json"))["documents"]
    assert (document["old"], document["new"]) == ({"version": "2.0", "draft": False}, {"version": "2.1", "draft": True})
    (clause,) = document["clauses"]
    assert (clause["id"], clause["meaning"]) == ("hotline-response", "tighter")
    assert clause["aspects"][0]["lost"] == {"situation": {}, "conduct": {"热线响应时间": "60 秒"}}
    assert clause["rules"] == {"old": ["应：热线响应时间不超过60秒"], "new": ["应：热线响应时间不超过45秒"]}


def test_it_says_which_version_this_needs_and_who_has_to_look_again(project, capsys):
    said = json.loads(review(capsys, "--format", "json"))
    (needed,) = said["versions"]
    assert (needed["version"], needed["least"], needed["enough"]) == ("2.1", "3.0", False)
    assert [each["reason"] for each in needed["because"]] == ["contradiction"]
    (outdated,) = said["outdated"]
    assert (outdated["document"], outdated["clauses"][0]["clauses"]) == (
        "communication-channels/customer-service",
        ["hotline-day", "hotline-off-hours"],
    )


def test_a_department_that_follows_in_the_same_pull_request_is_no_longer_wrong(project, capsys):
    rules = project / "policy/communication-channels/departments/customer-service/customer-service.yaml"
    edit(rules, ('version: "1.1"', 'version: "1.2"'), ("热线响应时间: 不超过 60 秒", "热线响应时间: 不超过 45 秒"))
    said = json.loads(review(capsys, "--format", "json"))
    assert [each["document"] for each in said["departments"] if each["wrong"]] == []
    # What is in force is the department's last release, which the change contradicts all the same.
    assert {each["document"].split("/")[1]: each["least"] for each in said["versions"]} == {
        "communication-channels": "3.0",
        "customer-service": "1.2",
    }


def test_whoever_forgets_to_raise_the_version_is_told_and_sees_the_rest(project, capsys):
    edit(project / PROCEDURE, ('version: "2.1"', 'version: "2.0"'))
    assert main(["review", "--base", "main", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in said["findings"]["new"]] == ["changed-after-release"]
    assert [each["document"] for each in said["departments"] if each["wrong"]] == [
        "communication-channels/customer-service"
    ]
    assert said["versions"][0]["least"] == "3.0"
    assert said["outdated"][0]["parent"] == "communication-channels@3.0"


def test_what_came_to_main_meanwhile_is_not_shown(project, capsys):
    git(project, "checkout", "-q", "main")
    edit(project / "policy/communication-channels/terms.yaml", ("一次沟通主要为了办成什么", "一次沟通为了办成什么"))
    commit(project, "别的改动")
    git(project, "checkout", "-q", "faster-hotline")
    (document,) = json.loads(review(capsys, "--format", "json"))["documents"]
    assert document["terms"] == []


def test_a_change_of_something_else_leaves_the_policy_as_it_was(project, capsys):
    git(project, "checkout", "-q", "main")
    (project / "README.md").write_text("你好", encoding="utf-8")
    assert re.fullmatch(r"<!-- policy review -->\n## .*\n\n这次改动不涉及规章。\n", review(capsys))


def test_the_same_change_as_text_and_in_english(project, capsys):
    out = review(capsys, "--format", "text", "--lang", "en")
    assert "✗ 《客户服务部沟通渠道管理实施细则》三（一）3 热线响应时间应不超过60秒（夜间或节假日）" in out
    assert "60 秒: was allowed, no longer is." in out
    assert "\x1b" not in out


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_readme_shows_what_is_printed(project, capsys, name, language):
    out = review(capsys, "--format", "text", "--lang", language).splitlines()
    (shown,) = re.findall(
        r"policy review --base main.*?```\n.*?```\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL
    )
    lines = [line for line in shown.splitlines() if line.strip(" …")]
    assert len(lines) > 8
    assert [line for line in lines if line not in out] == []


def test_two_revisions_are_reviewed_without_the_working_tree(project, capsys):
    git(project, "checkout", "-q", "main")
    said = json.loads(review(capsys, "--head", "faster-hotline", "--format", "json"))
    assert (said["base"], said["head"]) == ("main", "faster-hotline")
    assert [each["document"] for each in said["departments"] if each["wrong"]] == [
        "communication-channels/customer-service"
    ]


@pytest.mark.parametrize("name", ["--upload-pack=x", "nothing", "main faster-hotline"])
def test_a_base_that_is_none_is_refused(project, capsys, name):
    assert main(["review", f"--base={name}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert name.split("=")[0] in err
