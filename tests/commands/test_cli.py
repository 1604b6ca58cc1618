"""The command line as a whole: help, languages, exit statuses, and no traceback for bad input."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from small_policy import edit, write

from generator.cli import COMMANDS, main


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "heading"), [("zh", "例如："), ("en", "example:")])
def test_every_command_has_help_with_an_example(command, language, heading, capsys):
    with pytest.raises(SystemExit) as left:
        main([command, "--help", "--lang", language])
    assert left.value.code == 0
    assert f"{heading}\n  policy {command}" in capsys.readouterr().out


def test_the_summary_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "COMMAND"),
        (("chekc",), "chekc"),
        (("check", "--format", "xml"), "--format"),
        (("check", "--wrong"), "--wrong"),
        (("check", "--on"), "--on"),
        (("check", "--on", "2026-02-30"), "2026-02-30"),
        (("check", "missing.yaml"), "missing.yaml"),
        (("check", "--root", "nowhere"), "nowhere"),
        (("release",), "DOCUMENT"),
        (("release", "hotlin"), "hotline"),
        (("check", ".."), ".."),  # a folder, and not one of the project
        (("explain", "loser"), "looser"),
        (("explain", "xyz"), "policy explain"),
        (("fix", "--file", ".."), ".."),
        (("serve", "--port", "99999"), "65535"),
        (("serve", "--port", "http"), "http"),
        (("diff", "hotline"), "policy diff hotline@1.0"),
        (("effective", "custmer-service"), "customer-service"),
        (("schema", "departmnt"), "department"),
        (("new", "department", "sales"), "sales"),
        (("new", "procedure", "Ünder"), "Ünder"),
        (("new", "procedure", "-"), "'-'"),
        (("build", "--document", "nobody"), "nobody"),
        (("build", "--only", "site", "--document", "hotline"), "--only site"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_done_says_why_with_status_2(arguments, says, language, root, found, policy):
    status, out, err = policy(*arguments, "--lang", language)
    assert (status, out) == (2, "")
    assert err.startswith("policy: ")
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("hotline/procedure.yaml", "id: hotline", "id: ["),  # nothing is read of it
        ("hotline/procedure.yaml", "不超过 60 秒", "不超过 60"),  # all but a rule
        ("hotline/terms.yaml", "unit: 秒", "unit: 秒钟头"),
        ("hotline/departments/customer-service.yaml", "hotline@1.0", "hotline@3.0"),
    ],
)
def test_what_is_read_in_part_is_not_told_as_if_it_were_all(file, old, new, root, policy):
    edit(root, f"policy/{file}", old, new)
    status, out, err = policy("effective", "customer-service")
    assert (status, out) == (2, "")
    assert "读" in err
    lacks = new == "id: ["
    assert (policy("codeowners")[0] == 2) == lacks


def test_where_there_is_no_project_it_says_so(tmp_path, monkeypatch, policy):
    monkeypatch.chdir(tmp_path)
    status, _, err = policy("check")
    assert status == 2
    assert "policy 文件夹" in err


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("columns", [40, 60, 200])
def test_chinese_help_has_no_english_phrase_however_wide(columns, command, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit):
        main([*([command] if command else []), "--help", "--lang", "zh"])
    shown = capsys.readouterr().out
    assert shown.startswith("用法：")
    assert not re.findall(r"\b(?:show|this|exit|usage|options|arguments|number)\b|^\S+:$", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("build", "--only", "x"), "参数 --only：不能是“x”（可选：“word”、“site”）。"),
        (("check", "--format"), "参数 --format：后面缺少一个值。"),
        (("serve", "--port", "x"), "参数 --port：应是整数，不能是“x”。"),
        (("check", "--frob"), "不认识的参数：--frob。"),
        (("release",), "缺少参数：DOCUMENT。"),
    ],
)
def test_what_is_mistyped_is_told_in_chinese(typed, said, policy):
    assert policy(*typed, "--lang", "zh")[2].startswith(f"policy: {said}")


@pytest.mark.parametrize(
    ("setting", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(setting, language, monkeypatch, policy):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert ("没有“loser”" in policy("explain", "loser")[2]) == (language == "zh")


def test_a_bad_epoch_is_no_traceback(root, monkeypatch, policy):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert policy("check")[0] == 2


@pytest.mark.parametrize(
    "data", ids=repr, argvalues=[b"\xff\xfe\x00", b"{{{{", b"a: &a [*a, *a]\n", b"\x00" * 50, b"- - - -\n", b"?"]
)
@pytest.mark.parametrize("file", ["organization.yaml", "hotline/terms.yaml", "hotline/procedure.yaml"])
@pytest.mark.parametrize("command", [("check",), ("build", "--out", "out"), ("codeowners",), ("fix",)])
def test_whatever_bytes_a_file_holds_there_is_no_traceback(command, file, data, root, found, policy):
    (root / "policy" / file).write_bytes(data)
    status, _, err = policy(*command)
    lacking = command == ("codeowners",) and file != "hotline/terms.yaml"
    assert status in ((2,) if lacking else (0, 1))
    assert "Traceback" not in err
    assert bool(err) == lacking


def test_a_check_loads_neither_the_site_nor_word(tmp_path):
    write(tmp_path)
    script = (
        "import sys; from generator.cli import main; main(['check']);"
        "print(sorted({'mkdocs', 'jinja2', 'docx', 'lxml', 'importlib.metadata', 'z3'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]", ran.stdout + ran.stderr


def test_a_reader_who_leaves_early_is_no_fault(tmp_path):
    write(tmp_path)
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m generator schema | head -1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("{\n", "")
