"""What an owner does with the shipped policy: change a figure, misspell something, follow the README, preview."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).resolve().parent.parent
RULES = "policy/communication-channels/departments/customer-service/customer-service.yaml"


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A copy of the shipped policy with its templates and site, as the current folder, on the day it was made for."""
    for name in ("policy", "templates", "site"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


SLOWER = (
    ("热线响应时间: 不超过 45 秒", "热线响应时间: 不超过 90 秒"),
    ('version: "1.1"', 'version: "1.2"'),
    ("summary: 工作时间的热线响应时间收紧，增加对客户承诺的留痕要求和夜间转接值班岗位的办法。", "summary: 放宽应答。"),
)
"""A change of a released document, with a version of its own that says so."""


def edit(project: Path, *changes: tuple[str, str]) -> None:
    text = (project / RULES).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (project / RULES).write_text(text, encoding="utf-8")


def check(capsys, *options: str) -> tuple[int, str]:
    status = main(["check", *options])
    return status, capsys.readouterr().out


def test_the_shipped_policy_has_no_errors_and_no_warnings(project, capsys):
    status, out = check(capsys, "--strict", "--format", "json")
    assert status == 0
    said = json.loads(out)
    assert said["summary"]["errors"] == said["summary"]["warnings"] == 0
    (note,) = said["findings"]
    assert (note["code"], note["severity"], note["waiver"]["until"]) == ("looser", "note", "2028-06-30")


def test_a_looser_figure_is_found_with_its_witness_both_places_and_a_fix(project, capsys):
    edit(project, *SLOWER)
    status, out = check(capsys, RULES, "--format", "json")
    assert status == 1
    (finding,) = json.loads(out)["findings"]
    assert (finding["code"], finding["clause"], finding["fix"]) == ("looser", "hotline-day", "不超过 60 秒")
    assert finding["witness"] == {"situation": {"时段": "工作时间"}, "conduct": {"热线响应时间": "90 秒"}}
    assert [member["clause"] for member in finding["conflict"]] == ["hotline-day", "hotline-response"]
    assert [member["location"]["file"].split("/")[-1] for member in finding["conflict"]] == [
        "customer-service.yaml",
        "procedure.yaml",
    ]
    status, out = check(capsys, RULES)
    assert "工作时间，90 秒：符合本细则，违反《沟通渠道管理规程》三（二）1（1）" in out
    assert f"{RULES}:113:" in out
    assert "建议：写成 不超过 60 秒" in out


def test_without_a_new_version_the_change_of_a_release_is_said_too(project, capsys):
    edit(project, ("热线响应时间: 不超过 45 秒", "热线响应时间: 不超过 90 秒"))
    codes = {finding["code"] for finding in json.loads(check(capsys, RULES, "--format", "json")[1])["findings"]}
    assert codes == {"looser", "changed-after-release"}


@pytest.mark.parametrize(
    ("old", "new", "code", "suggestion"),
    [
        ("title: 工作时间响应", "titel: 工作时间响应", "invalid-document", "title"),
        (
            "must: { 热线响应时间: 不超过 45 秒 }",
            "must: { 热线响应时限: 不超过 45 秒 }",
            "unknown-reference",
            "热线响应时间",
        ),
        ("implements: hotline-response", "implements: hotline-respons", "unknown-reference", "hotline-response"),
        (
            "department: customer-service\nimplements",
            "department: customer-servise\nimplements",
            "unknown-reference",
            "customer-service",
        ),
        ("when: { 时段: 工作时间 }", "when: { 时段: 工作时段 }", "unknown-reference", "工作时间"),
        ("communication-channels@2.0", "communication-channels@3.0", "unknown-reference", "communication-channels@2.0"),
    ],
)
def test_a_slip_of_the_pen_is_found_with_a_suggestion(old, new, code, suggestion, project, capsys):
    edit(project, (old, new))
    status, out = check(capsys, "--format", "json")
    assert status == 1
    found = [each for each in json.loads(out)["findings"] if each["code"] == code]
    assert any(suggestion in (each["fix"] or each["message"]) for each in found)


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_contradiction_of_the_readme_is_what_one_sees(readme, language, project, capsys):
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = re.search(r"```\n(policy/.*?)\n```", text, re.DOTALL)
    assert shown is not None
    edit(project, *SLOWER)
    assert "s/热线响应时间: 不超过 45 秒/热线响应时间: 不超过 90 秒/" in text
    assert check(capsys, RULES, "--lang", language)[1].strip() == shown[1]


def test_a_second_build_with_nothing_changed_builds_nothing(project, capsys, monkeypatch, tmp_path_factory):
    monkeypatch.delenv("POLICY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    assert main(["build"]) == 0
    capsys.readouterr()
    files = {path: path.stat().st_mtime_ns for path in (project / "build").rglob("*")}
    assert main(["build"]) == 0
    assert {path: path.stat().st_mtime_ns for path in (project / "build").rglob("*")} == files


def test_two_builds_give_the_same_bytes(project, capsys):
    assert main(["build", "--out", "one"]) == main(["build", "--out", "two"]) == 0
    one, two = (json.loads(Path(name, "manifest.json").read_text(encoding="utf-8"))["files"] for name in ("one", "two"))
    assert one == two


def test_a_site_for_a_file_share_has_links_to_files(project, capsys):
    assert main(["build", "--offline", "--only", "site"]) == 0
    home = Path("build/site/index.html").read_text(encoding="utf-8")
    assert 'href="communication-channels/customer-service.html"' in home
    assert Path("build/site/search/search_index.js").is_file()


def test_a_saved_file_shows_in_the_preview(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--port", str(port)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/communication-channels/customer-service/"
    try:
        assert "工作时间响应" in wait_for(address, "工作时间响应")
        edit(project, ("title: 工作时间响应", "title: 上班时间响应"), ('version: "1.1"', 'version: "1.2"'))
        assert "草案" in wait_for(address, "上班时间响应")
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, words: str) -> str:
    """The page, once it says the words; the last one seen if it never does."""
    page = ""
    for _ in range(120):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = answer.read().decode()
            if words in page:
                return page
        time.sleep(0.5)
    return page


def test_a_new_procedure_builds_from_its_scaffold(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "procedure", "safety"]) == 0
    assert main(["build"]) == 0
    assert Path("build/site/safety/index.html").is_file()
    assert list(Path("build/word").glob("*.docx"))


def test_an_installed_program_has_all_that_it_needs(tmp_path):
    """`pip install .` makes a wheel; what is not code has to be in it, too."""
    import zipfile

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    shipped = {
        f"generator/shipped/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "site")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert shipped | {"generator/shipped/mkdocs.yml", "generator/explanations/looser.md"} <= names


def test_outside_a_range_the_message_names_the_range(project, capsys):
    rules = project / "policy/communication-channels/departments/administration.yaml"
    text = rules.read_text(encoding="utf-8").replace("会议时长: 不超过 90 分钟", "会议时长: 不超过 150 分钟")
    rules.write_text(text.replace('version: "1.0"', 'version: "1.1"'), encoding="utf-8")
    status, out = check(capsys, str(rules))
    assert status == 1
    assert "大型会议，150 分钟：符合本细则，但超出上位文件给定的范围（会议时长不超过120分钟）" in out
    assert "建议：写成 不超过 120 分钟" in out
