"""`policy check`."""

from __future__ import annotations

import json
import sys

import pytest
from small_policy import DEPARTMENT_FILE, edit

from generator.findings import Clash, finding
from generator.model import Place

PROCEDURE_FILE = "policy/hotline/procedure.yaml"


@pytest.fixture
def warning(found):
    found.append(finding("wording", Place(DEPARTMENT_FILE, 3, 1), zh="用词。", en="Wording."))


def test_nothing_found_is_status_0(root, found, policy):
    assert policy("check") == (0, "未发现问题：2 份文件、3 条规则\n", "")


def test_a_fault_of_reading_is_status_1_with_its_place_and_the_nearest_name(root, found, policy):
    edit(root, DEPARTMENT_FILE, "implements: response", "implemets: response")
    status, out, _ = policy("check")
    assert status == 1
    assert out.startswith(f"{DEPARTMENT_FILE}:13:5 错误 invalid-document")
    assert "13 |     implemets: response" in out
    assert "建议：写成 implements" in out


def test_warnings_fail_only_when_strict(root, warning, policy):
    assert policy("check")[0] == 0
    assert policy("check", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [(DEPARTMENT_FILE, 1), ("policy/hotline/departments", 1), (".", 1), ("policy/hotline/terms.yaml", 0)],
)
def test_files_choose_what_is_shown(wanted, shown, root, warning, policy):
    said = json.loads(policy("check", wanted, "--format", "json")[1])
    assert len(said["findings"]) == shown


def test_a_file_shows_the_conflicts_that_it_takes_part_in(root, found, policy):
    clash = Clash("hotline/hotline", "response", Place(PROCEDURE_FILE, 14, 5), "一1")
    found.append(finding("looser", Place(DEPARTMENT_FILE, 16, 5), zh="宽", en="loose", conflict=(clash,)))
    assert policy("check", PROCEDURE_FILE)[0] == 1


@pytest.mark.parametrize(
    ("file", "id", "other"),
    [
        (
            "a-copy.yaml",
            "customer-service",
            "departments/customer-service.yaml",
        ),  # sorts before the one that it is a copy of
        ("z-copy.yaml", "customer-service", "departments/customer-service.yaml"),
        ("hotline.yaml", "hotline", "procedure.yaml"),
    ],
)
def test_an_id_is_taken_by_the_file_that_is_called_like_it(file, id, other, root, found, policy):
    copy = root / "policy/hotline/departments" / file
    text = (root / DEPARTMENT_FILE).read_text(encoding="utf-8")
    copy.write_text(text.replace("id: customer-service", f"id: {id}"), encoding="utf-8")
    (only,) = json.loads(policy("check", str(copy), "--format", "json")[1])["findings"]
    assert (only["code"], only["location"]["line"]) == ("duplicate-id", 1)
    assert only["message"] == f"文件的 id“{id}”已被 policy/hotline/{other} 使用。请另取一个。"


def test_paths_are_those_of_the_project_wherever_one_stands(root, warning, policy, monkeypatch):
    monkeypatch.chdir(root / "policy/hotline")
    said = json.loads(policy("check", "departments", "--format", "json")[1])
    assert [found["location"]["file"] for found in said["findings"]] == [DEPARTMENT_FILE]


def test_for_a_forge_paths_are_those_of_the_repository(root, warning, policy, monkeypatch):
    (root.parent / ".git").mkdir(exist_ok=True)
    try:
        assert f"file={root.name}/{DEPARTMENT_FILE}," in policy("check", "--format", "github")[1]
    finally:
        (root.parent / ".git").rmdir()


def test_the_second_opinion_agrees(root, found, policy):
    assert policy("check", "--prove") == (0, "未发现问题：2 份文件、3 条规则\n", "")


def test_what_the_second_opinion_disputes_is_an_error(root, found, policy, monkeypatch):
    from generator.proving import solving

    monkeypatch.setattr(solving, "_decided", lambda script, nested: "unknown")
    status, out, _ = policy("check", "--prove")
    assert status == 1
    assert "错误 undecided" in out
    assert "z3 复核没有得出结论" in out
    assert policy("check", "policy/hotline/terms.yaml", "--prove")[0] == 0  # only documents that are asked for


def test_without_z3_it_says_what_to_install(root, found, policy, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    status, out, err = policy("check", "--prove")
    assert (status, out) == (2, "")
    assert "pip install 'guizhang[prove]'" in err


def test_the_questions_are_written_without_z3(root, found, policy, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    assert policy("check", "--smt2", "out")[0] == 0
    names = sorted(path.name for path in (root / "out").iterdir())
    assert names[0] == "hotline.customer-service.looser.001.smt2"
    assert "(check-sat)" in (root / "out" / names[0]).read_text(encoding="utf-8")
