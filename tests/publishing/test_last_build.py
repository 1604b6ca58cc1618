"""Only what changed is made again, and what is taken from the last build is what would be made: byte for byte."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, edit, write

from generator.cli import main
from generator.word import pagination

OFFICE = "policy/hotline/departments/office.yaml"
PROCEDURE_FILE = "policy/hotline/procedure.yaml"
TERMS_FILE = "policy/hotline/terms.yaml"
ORGANIZATION_FILE = "policy/organization.yaml"
WAIVERS_FILE = "policy/hotline/waivers.yaml"
LAYOUT_FILE = "templates/word/corporate/layout.yaml"
SHIPPED = Path(__file__).resolve().parents[2] / "templates/word/corporate/layout.yaml"

THE_OFFICE = DEPARTMENT.replace("id: customer-service", "id: office").replace("GT-001-KF", "GT-001-BG")
THE_OFFICE = THE_OFFICE.replace("department: customer-service", "department: office").replace(
    "客户服务部", "总部办公室"
)
WAIVER = """\
waivers:
- findings: [looser]
  document: customer-service
  clause: hotline-night
  reason: 新系统上线之前人手不足。
  approved_by: office
  until: 2027-01-31
"""
PROCEDURE_WIDE = {"热线管理规程检查表", "热线管理规程及实施细则"}
CUSTOMER_SERVICE = {"客户服务部热线实施细则", "客户服务部热线实施细则检查表"}
PROCEDURE = {"热线管理规程"}
OFFICE_TOO = {"总部办公室热线实施细则", "总部办公室热线实施细则检查表"}
EVERYTHING = PROCEDURE_WIDE | CUSTOMER_SERVICE | PROCEDURE | OFFICE_TOO


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """The small policy with a second department, and a cache folder of the user's own."""
    write(tmp_path)
    write(tmp_path, {OFFICE: THE_OFFICE, LAYOUT_FILE: SHIPPED.read_text(encoding="utf-8")})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.delenv("POLICY_CACHE")
    return tmp_path


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """The titles of what is printed anew."""
    titles: list[str] = []
    render = pagination.render

    def noting(manuscript, layout, pages=None):
        titles.append(manuscript.title)
        return render(manuscript, layout, pages)

    monkeypatch.setattr("generator.word.pagination.render", noting)
    return titles


def build(*options: str) -> None:
    assert main(["build", "--only", "word", "--allow-findings", *options]) == 0


def files(root: Path, out: str) -> dict[str, bytes]:
    found = {path.relative_to(root / out).as_posix(): path for path in (root / out).rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


def replaced(name: str, old: str, new: str):
    return lambda root: edit(root, name, old, new)


CHANGES = {
    "a figure of a department": (
        replaced(DEPARTMENT_FILE, "不超过 90 秒", "不超过 50 秒"),
        CUSTOMER_SERVICE | PROCEDURE_WIDE,
    ),
    "the head of a department": (
        replaced(OFFICE, "GT-001-BG", "GT-001-ZB"),
        OFFICE_TOO | PROCEDURE_WIDE,
    ),
    "a figure of the procedure": (replaced(PROCEDURE_FILE, "不超过 60 秒", "不超过 70 秒"), EVERYTHING),
    "the title of the procedure": (replaced(PROCEDURE_FILE, "title: 响应时间", "title: 响应"), EVERYTHING),
    "another name of a term": (replaced(TERMS_FILE, "[接听时间]", "[接通时间]"), EVERYTHING),
    "the name of a department": (replaced(ORGANIZATION_FILE, "信息技术部", "数字化部"), EVERYTHING),
    "a waiver": (lambda root: write(root, {WAIVERS_FILE: WAIVER}), EVERYTHING),
    "the layout": (lambda root: write(root, {LAYOUT_FILE: SHIPPED.read_text(encoding="utf-8") + "# 新\n"}), EVERYTHING),
    "a document more": (
        lambda root: write(
            root, {"policy/hotline/departments/it.yaml": THE_OFFICE.replace("office", "it").replace("BG", "XX")}
        ),
        OFFICE_TOO | PROCEDURE_WIDE,
    ),
    "a document less": (lambda root: (root / OFFICE).unlink(), PROCEDURE_WIDE),
    "a release": (lambda root: main(["release", "hotline"]), EVERYTHING - PROCEDURE),
    "a file of the site": (lambda root: write(root, {"site/docs/new.md": "新"}), set()),
}


@pytest.mark.parametrize(("change", "again"), CHANGES.values(), ids=CHANGES)
def test_what_depends_on_a_change_is_made_again_and_nothing_else(change, again, root, printed):
    build()
    change(root)
    printed.clear()
    build()
    assert set(printed) == again
    build("--out", "afresh")  # nothing stands there
    assert files(root, "build") == files(root, "afresh")


@pytest.mark.parametrize("left", [None, ": [", "id: office\n"], ids=["gone", "no YAML", "broken"])
def test_a_release_without_a_working_file_is_built_and_known_again(left, root, printed):
    for file in (DEPARTMENT_FILE, OFFICE):
        edit(root, file, "不超过 90 秒", "不超过 50 秒")
    for document in ("hotline", "customer-service", "office"):
        assert main(["release", document]) == 0
    (root / OFFICE).unlink() if left is None else (root / OFFICE).write_text(left, encoding="utf-8")
    build()
    printed.clear()
    edit(root, DEPARTMENT_FILE, 'version: "1.0"', 'version: "1.1"')
    build()
    assert "总部办公室热线实施细则" not in printed
    assert "总部办公室热线实施细则检查表" not in printed


def test_another_day_is_another_build(root, printed):
    build()
    printed.clear()
    build("--on", "2027-01-01")
    assert set(printed) == EVERYTHING


def test_after_one_document_alone_the_others_are_still_known(root, printed):
    build()
    edit(root, OFFICE, "不超过 90 秒", "不超过 50 秒")
    build("--document", "office")
    printed.clear()
    build()
    assert set(printed) == PROCEDURE_WIDE


@pytest.mark.parametrize("harm", [b"", b"PK"], ids=["emptied", "overwritten"])
def test_a_file_that_is_not_as_it_was_written_is_made_again(harm, root, printed):
    build()
    name = "word/GT-001-BG-V1.0-总部办公室热线实施细则.docx"
    whole = (root / "build" / name).read_bytes()
    (root / "build" / name).write_bytes(harm)
    printed.clear()
    build()
    assert (root / "build" / name).read_bytes() == whole
    assert printed == ["总部办公室热线实施细则"]


def test_a_build_that_came_with_a_pull_request_is_not_believed(root, monkeypatch, printed, capsys):
    """Whoever forges a file forges the manifest with it; the user's own cache knows neither."""
    build()
    name = "word/GT-001-BG-V1.0-总部办公室热线实施细则.docx"
    whole = (root / "build" / name).read_bytes()
    forged = whole + b"\0"
    (root / "build" / name).write_bytes(forged)
    manifest = json.loads((root / "build/manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name]["sha256"] = sha256(forged).hexdigest()
    (root / "build/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for cache in (None, str(root.parent / "another-cache")):
        if cache:
            monkeypatch.setenv("XDG_CACHE_HOME", cache)
        build()
        assert (root / "build" / name).read_bytes() == whole
        (root / "build" / name).write_bytes(forged)
        (root / "build/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "没有变化" not in capsys.readouterr().out


def test_without_a_cache_everything_is_made_each_time(root, monkeypatch, printed):
    monkeypatch.setenv("POLICY_CACHE", "off")
    build()
    first, printed[:] = set(printed), []
    build()
    assert set(printed) == first == EVERYTHING
