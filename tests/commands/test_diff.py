"""`policy diff`."""

from __future__ import annotations

import json
import zipfile

import pytest
from repository import ROOT, commit, git, needs_git
from small_policy import DEPARTMENT_FILE, edit

MASTER = "policy/hotline/procedure.yaml"


@pytest.fixture
def versions(root, policy, found, plain_word):
    """The procedure released as 1.0, with a draft 1.1."""
    assert policy("release", "hotline")[0] == 0
    for old, new in (
        ('version: "1.0"', 'version: "1.1"\nchanges: { summary: 响应时间收紧。 }'),
        ("不超过 60 秒", "不超过 45 秒"),
        ("  - id: record\n", "  - id: log\n    was: record\n"),
        ("来电应当留有记录", "来电应留有记录"),
    ):
        edit(root, MASTER, old, new)
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("hotline@1.0", "hotline@draft"),
        ("hotline@1.0", "hotline@1.1"),
        ("hotline/hotline@1.0",),
    ],
)
def test_two_versions_are_compared_clause_by_clause(arguments, versions, policy):
    status, out, _ = policy("diff", *arguments)
    assert status == 0
    assert (
        out
        == """\
《热线管理规程》1.0 版 → 1.1 版（草案）
  版本：1.0 → 1.1

一1 响应时间（response）  修改 · 更严
  - 来电响应时间不超过60秒。
  + 来电响应时间不超过45秒。
    规则 - 应：响应时间不超过60秒
    规则 + 应：响应时间不超过45秒
    60 秒：原来可以，现在不行。

一2（log）  修改 · 仅文字
  - 来电应当留有记录，见一1。
  + 来电应留有记录，见一1。

"""
    )


def test_as_json_it_tells_cases_and_former_ids(versions, policy):
    _, out, _ = policy("diff", "hotline@1.0", "hotline@draft", "--format", "json")
    (document,) = json.loads(out)["documents"]
    assert document["head"] == [{"key": "version", "old": "1.0", "new": "1.1"}]
    assert [(c["id"], c["old_id"], c["meaning"]) for c in document["clauses"]] == [
        ("response", None, "tighter"),
        ("log", "record", "editorial"),
    ]
    (aspect,) = document["clauses"][0]["aspects"]
    assert aspect["lost"] == {"situation": {}, "conduct": {"响应时间": "60 秒"}}


def test_as_markdown_words_are_marked(versions, policy):
    _, out, _ = policy("diff", "hotline@1.0", "hotline@draft", "--format", "markdown", "--lang", "en")
    assert out.startswith("### 《热线管理规程》1.0 → 1.1 (draft)\n")
    assert "> **old** 来电响应时间不超过<del><b>60秒</b></del>。<br>" in out
    assert "60 秒: was allowed, no longer is." in out


def test_the_other_way_round_it_is_looser(versions, policy):
    _, out, _ = policy("diff", "hotline@1.1", "hotline@1.0")
    assert "修改 · 更宽" in out
    assert "60 秒：原来不行，现在可以。" in out
    assert "一2（record）  修改 · 仅文字" in out  # called otherwise then, and the same clause all the same


def test_a_clause_is_followed_through_the_versions_between(versions, policy):
    assert policy("release", "hotline")[0] == 0
    edit(versions, MASTER, 'version: "1.1"', 'version: "1.2"')
    edit(versions, MASTER, "  - id: log\n    was: record\n", "  - id: journal\n    was: log\n")
    _, out, _ = policy("diff", "hotline@1.0", "hotline@1.2")
    assert "一2（journal）  修改 · 仅文字" in out
    assert "新增" not in out


def test_what_is_the_same_has_no_difference(versions, policy):
    assert policy("diff", "hotline@1.0", "hotline@1.0") == (0, "没有不同。\n", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hotline@9.9", "hotline@1.0"), "hotline 没有 9.9 版。有的版本：1.0、1.1。"),
        (("hotlin@1.0",), "没有“hotlin”这份文件"),
        (("hotline@1.0", "customer-service@1.0"), "不是同一份文件"),
        (("hotline@1.0", "main"), "“main”不是"),
        (("main", "hotline@1.0"), "“main”不是"),
        (("hotline@1.0", "--document", "hotline"), "--document 只用于比较 Git 版本"),
        (("--output=x",), "缺少参数：A"),
    ],
)
def test_what_cannot_be_compared_says_why(arguments, says, versions, policy):
    status, out, err = policy("diff", *arguments)
    assert (status, out) == (2, "")
    assert says in err


def test_without_a_draft_it_says_so(root, policy, found, plain_word):
    policy("release", "hotline")
    assert "hotline 没有草案" in policy("diff", "hotline@1.0", "hotline@draft")[2]


def test_outside_of_a_repository_revisions_are_no_versions(root, policy):
    status, _, err = policy("diff", "main")
    assert status == 2
    assert "不在 Git 版本库里" in err


@needs_git
def test_revisions_are_compared_over_the_whole_policy(root, policy):
    git(root, "init", "-q", "-b", "main")
    commit(root)
    edit(root, MASTER, "不超过 60 秒", "不超过 45 秒")
    edit(root, "policy/hotline/terms.yaml", "响应时间: { unit: 秒,", "响应时间: { unit: 秒, range: 0..600 秒,")
    (root / DEPARTMENT_FILE).unlink()
    out = policy("diff", "main")[1]
    assert "《热线管理规程》1.0 版（草案）\n" in out
    assert "术语 响应时间：做法，数量，单位秒，又称接听时间" in out
    assert "《客户服务部热线实施细则》删去（原 1.0 版（草案））" in out
    second = commit(root, "二")
    assert policy("diff", "main~1", second)[1] == out
    assert policy("diff", second) == (0, "没有不同。\n", "")
    only = policy("diff", "main~1", "main", "--document", "hotline", "--format", "json")[1]
    assert [each["document"] for each in json.loads(only)["documents"]] == ["hotline/hotline"]


def test_a_word_file_with_tracked_changes(root, policy, monkeypatch):
    """The new text with what changed marked; nothing is printed but where it is."""
    monkeypatch.chdir(ROOT)
    target = root / "changes.docx"
    status, out, _ = policy("diff", "customer-service@1.0", "customer-service@1.1", "--word", str(target))
    assert (status, out) == (0, f"已写成 {target}\n")
    with zipfile.ZipFile(target) as package:
        body = package.read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body


@needs_git
def test_a_word_file_is_of_one_document(root, policy):
    git(root, "init", "-q", "-b", "main")
    commit(root)
    edit(root, MASTER, "不超过 60 秒", "不超过 45 秒")
    edit(root, DEPARTMENT_FILE, "不超过 90 秒", "不超过 45 秒")
    status, _, err = policy("diff", "main", "--word", "x.docx")
    assert status == 2
    assert "请用 --document 指明一份" in err
    assert not (root / "x.docx").exists()
