"""A Word file merged into a text that has gone on: three ways, conflicts shown, renamed clauses found, old drafts by git."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from repository import commit, git, needs_git, shipped
from sending import CUSTOMER_SERVICE, FILES, FOLDER, JSON, control, said, swap

from generator.cli import main
from generator.project import Project
from generator.publishing.word_files import word_files


def release_and_go_on(project: Path, *pairs: tuple[str, str]) -> None:
    """The working text becomes a draft of 1.2 with changes of its own."""
    path = project / CUSTOMER_SERVICE
    text = path.read_text(encoding="utf-8").replace('version: "1.1"', 'version: "1.2"')
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_file_of_a_release_is_merged_into_the_draft(bring, project):
    release_and_go_on(project, ("不少于 2 人", "不少于 4 人"))
    before = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    _, output = bring(swap(("不超过45秒", "不超过40秒")), "--write", *JSON)
    told = json.loads(output.out)
    assert (told["conflicts"], told["base"]["version"], told["base"]["released"]) == (([], "1.1", True))
    after = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    assert before.replace("不超过 45 秒", "不超过 40 秒") == after


@pytest.mark.parametrize(
    ("ours", "word", "what"),
    [
        (("不超过 45 秒", "不超过 30 秒"), swap(("不超过45秒", "不超过40秒")), "lines"),
        (("title: 核对身份", "title: 身份核对"), lambda text: control("hotline-identity").sub("", text), "removed"),
        (("title: 核对身份", "title: 身份核对"), swap(("核对身份　", "来电人身份　")), "title"),
        (
            ("about: 夜间同时在岗的坐席人数", "about: 夜间在岗人数"),
            swap(("夜间同时在岗的坐席人数", "夜间当班人数")),
            "about",
        ),
        (
            ("about: 夜间同时在岗的坐席人数", "about: 夜间同时在岗的坐席人数, aliases: [夜班人数]"),
            swap(("夜间同时在岗的坐席人数。", "夜间同时在岗的坐席人数（又称夜间人数）。")),
            "aliases",
        ),
        (
            ("title: 客户服务部沟通渠道管理实施细则", "title: 客户服务部实施细则"),
            swap((">客户服务部沟通渠道管理实施细则<", ">客服部实施细则<")),
            "title",
        ),
        (("effective: 2026-11-01", "effective: 2027-01-01"), swap(("2026年11月1日", "2027年2月1日")), "effective"),
        (
            ("title: 客户数据安全管理办法", "title: 数据管理办法"),
            swap(("客户数据安全管理办法", "客户数据管理办法")),
            "related",
        ),
        (("person: 客户服务部负责人", "person: 李平"), swap(("客户服务部负责人", "王平")), "sign_off"),
        (
            ("distribution: [customer-service, ", "distribution: ["),
            swap(("分发范围：客户服务部、", "分发范围：人力资源部、")),
            "distribution",
        ),
    ],
)
def test_conflicts_are_shown_and_nothing_is_written(bring, project, ours, word, what):
    release_and_go_on(project, ours)
    before = (project / CUSTOMER_SERVICE).read_bytes()
    status, output = bring(word, "--write", *JSON)
    told = json.loads(output.out)
    assert (1, [what], []) == (status, [each["what"] for each in told["conflicts"]], told["written"])
    assert before == (project / CUSTOMER_SERVICE).read_bytes()


def test_what_both_changed_alike_is_no_conflict(bring, project):
    release_and_go_on(project, ("不超过 45 秒", "不超过 40 秒"))
    status, output = bring(swap(("不超过45秒", "不超过40秒")), *JSON)
    assert (said((status, output))["conflicts"], said((status, output))["files"]) == ([], [])


def test_a_file_of_an_older_draft_is_refused(bring, project):
    release_and_go_on(project)
    stale = "0" * 64
    result = bring(
        swap(("不超过45秒", "不超过40秒")),
        parts={"docProps/custom.xml": f"{source_of('1.1')}</|{stale}</"},
    )
    assert result[0] == 2
    assert "--base" in result[1].err


def source_of(version: str) -> str:
    data = FILES[f"{FOLDER}/releases/customer-service/{version}.docx"]
    custom = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
    return re.search(r"[0-9a-f]{64}", custom)[0]


def test_other_names_of_a_term_come_back(bring, project):
    bring(swap(("夜间同时在岗的坐席人数。", "夜间同时在岗的坐席人数（又称夜间人数、夜班人数）。")), "--write")
    after = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    assert "about: 夜间同时在岗的坐席人数, aliases: [夜间人数, 夜班人数] }" in after


RUN = '</w:t></w:r><w:r><w:t xml:space="preserve">'


@pytest.mark.parametrize(
    ("change", "expected", "told"),
    [
        (
            ("涉及人身安全、群体事件或媒体关注的投诉；", "涉及人身安全的投诉（又称重大投诉）；"),
            "- { name: 一级投诉, about: 涉及人身安全的投诉, aliases: [重大投诉] }",
            [],
        ),
        (
            (f">一级投诉{RUN}：", f">特级投诉{RUN}："),
            "- { name: 一级投诉, about: 涉及人身安全、群体事件或媒体关注的投诉 }",
            ["choices"],
        ),
    ],
)
def test_what_a_value_means_comes_back(project, capsys, change, expected, told):
    release_and_go_on(project)
    policy = Project(project).load().policy
    made = [*word_files(policy, Project(project), "communication-channels/customer-service")][-1]
    (project / "sent.docx").write_bytes(edited(made.data, swap(change)))
    options = ["--root", str(project), "--on", "2026-11-24", "--into", "customer-service", "--write", *JSON]
    main(["import", *options, str(project / "sent.docx")])
    remarks = [each["remark"] for each in json.loads(capsys.readouterr().out)["remarks"]]
    assert (told, True) == (remarks, expected in (project / CUSTOMER_SERVICE).read_text(encoding="utf-8"))


def test_a_clause_that_is_renamed_since_is_found_by_its_earlier_id(bring, project):
    release_and_go_on(project, ("- id: hotline-day\n", "- id: hotline-hours\n      was: hotline-day\n"))
    path = project / CUSTOMER_SERVICE
    path.write_text(path.read_text(encoding="utf-8").replace('ref("hotline-day")', 'ref("hotline-hours")'), "utf-8")
    before = path.read_text(encoding="utf-8")
    change = swap(("不超过45秒", "不超过40秒"), ("核对身份　", "身份核对　"))
    told = said(bring(change, "--write", *JSON))
    assert (told["conflicts"], told["files"]) == ([], [CUSTOMER_SERVICE])
    after = before.replace("不超过 45 秒", "不超过 40 秒").replace("title: 核对身份", "title: 身份核对")
    assert after == path.read_text(encoding="utf-8")


def test_a_renamed_clause_that_is_removed_or_moved_in_word(bring, project):
    release_and_go_on(project, ("- id: hotline-identity\n", "- id: identity\n      was: hotline-identity\n"))
    bring(lambda text: control("hotline-identity").sub("", text), "--write")
    text = (project / CUSTOMER_SERVICE).read_text(encoding="utf-8")
    assert "identity" not in re.findall(r"- id: (\S+)", text)


@needs_git
def test_a_file_of_an_older_draft_is_merged_with_the_git_revision_that_it_was_built_from(tmp_path, capsys):
    root = shipped(tmp_path)
    release_and_go_on(root, ("不少于 2 人", "不少于 4 人"))
    then = commit(root, "草案")
    project = Project.at(root)
    drafts = word_files(project.load().policy, project, f"{FOLDER.removeprefix('policy/')}/customer-service")
    sent = root / "sent.docx"
    sent.write_bytes(
        edited(next(each for each in drafts if not each.edition.release).data, swap(("不超过45秒", "不超过40秒")))
    )
    path = root / CUSTOMER_SERVICE
    text = path.read_text(encoding="utf-8").replace("title: 核对身份", "title: 身份核对")
    path.write_text(text, encoding="utf-8")
    command = ["import", "--root", str(root), "--into", "customer-service", str(sent), "--write", "--on", "2026-11-24"]
    assert main(command) == 2
    assert "--base" in capsys.readouterr().err
    assert text == path.read_text(encoding="utf-8")
    assert main([*command, "--base", git(root, "rev-parse", "HEAD~1")]) == 2
    assert main([*command, "--base", then]) == 0
    assert text.replace("不超过 45 秒", "不超过 40 秒") == path.read_text(encoding="utf-8")


def edited(data: bytes, change) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part.decode()) if each == "word/document.xml" else part)
    return made.getvalue()
