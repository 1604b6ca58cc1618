"""`policy build`: what it writes, when it refuses, when it has nothing to do."""

from __future__ import annotations

import hashlib
import json
import sys
import types
import zipfile

import jsonschema
import pytest
from small_policy import DEPARTMENT_FILE, edit

from generator.findings import finding
from generator.model import Place

pytestmark = pytest.mark.usefixtures("plain_word", "found", "cache")
WORD = [
    "word/GT-001-KF-V1.0-客户服务部热线实施细则-检查表.docx",
    "word/GT-001-KF-V1.0-客户服务部热线实施细则.docx",
    "word/GT-001-V1.0-热线管理规程-合订本.docx",
    "word/GT-001-V1.0-热线管理规程-检查表.docx",
    "word/GT-001-V1.0-热线管理规程.docx",
]
DATA = ["policy.json", "policy.schema.json"]
SITE = ["site/index.html"]


@pytest.fixture(autouse=True)
def built(monkeypatch) -> list[dict[str, object]]:
    """A site of one page; each time it is built, how is noted."""
    calls: list[dict[str, object]] = []

    def build_site(project, policy, findings, out, today, *, offline, words, companions):
        calls.append({"today": today.isoformat(), "offline": offline})
        out.mkdir(parents=True)
        (out / "index.html").write_text(f"第 {len(calls)} 次", encoding="utf-8")

    hook = types.ModuleType("generator.website.making")
    hook.build_site = build_site  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "generator.website.making", hook)
    return calls


@pytest.fixture
def error(found):
    found.append(finding("looser", Place(DEPARTMENT_FILE, 16, 5), zh="宽松。", en="Loose."))


def files(root, out="build") -> list[str]:
    return sorted(p.relative_to(root / out).as_posix() for p in (root / out).rglob("*") if p.is_file())


def manifest(root) -> dict:
    return json.loads((root / "build/manifest.json").read_text(encoding="utf-8"))


def test_a_build_leaves_word_files_the_site_and_data_and_says_where(root, policy, built):
    status, out, err = policy("build")
    assert (status, err) == (0, "")
    assert files(root) == sorted([*WORD, *SITE, *DATA, "manifest.json"])
    assert str(root / "build/site/index.html") in out
    assert str(root / "build/word") in out
    assert built == [{"today": "2026-11-23", "offline": False}]


def test_the_manifest_has_the_digest_of_every_file_and_of_word_parts(root, policy):
    policy("build")
    said = manifest(root)["files"]
    assert sorted(said) == sorted([*WORD, *SITE, *DATA])
    for name, digests in said.items():
        assert digests["sha256"] == hashlib.sha256((root / "build" / name).read_bytes()).hexdigest()
        assert ("parts" in digests) == name.endswith(".docx")
    with zipfile.ZipFile(root / "build" / WORD[-1]) as package:
        part = hashlib.sha256(package.read("word/document.xml")).hexdigest()
    lines = f"word/document.xml {part}\n"
    assert said[WORD[-1]]["parts"] == hashlib.sha256(lines.encode()).hexdigest()


def test_policy_json_fits_its_schema(root, policy):
    policy("build")
    schema = json.loads((root / "build/policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads((root / "build/policy.json").read_text(encoding="utf-8")), schema)


def test_nothing_changed_means_nothing_is_built(root, policy, built):
    policy("build")
    times = {name: (root / "build" / name).stat().st_mtime_ns for name in files(root)}
    status, out, _ = policy("build")
    assert status == 0
    assert "没有变化" in out
    assert str(root / "build/site/index.html") in out
    assert {name: (root / "build" / name).stat().st_mtime_ns for name in files(root)} == times
    assert len(built) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda root: edit(root, DEPARTMENT_FILE, "不超过 90 秒", "不超过 50 秒"),
        lambda root: edit(root, "site/docs/index.md", "首页", "主页"),
        lambda root: edit(root, "mkdocs.yml", "x", "y"),
        lambda root: (root / "templates/word/own.txt").write_text("新", encoding="utf-8"),
        lambda root: (root / "build" / WORD[0]).unlink(),
        lambda root: (root / "build" / SITE[0]).write_text("", encoding="utf-8"),
        lambda root: (root / "build/manifest.json").write_text(
            (root / "build/manifest.json").read_text(encoding="utf-8").replace('"site": "', '"site": "0'),
            encoding="utf-8",
        ),
    ],
    ids=["policy", "site", "mkdocs", "templates", "a file gone", "a file edited", "the manifest edited"],
)
def test_any_change_is_built(change, root, policy, built):
    policy("build")
    change(root)
    policy("build")
    assert len(built) == 2
    assert policy("build")[1].startswith("没有变化")


@pytest.mark.parametrize("option", [("--on", "2027-01-01"), ("--offline",)])
def test_another_day_or_kind_of_site_is_built(option, root, policy, built):
    policy("build")
    policy("build", *option)
    assert len(built) == 2


@pytest.mark.parametrize(("only", "left"), [("word", WORD), ("site", SITE)])
def test_only_a_part(only, left, root, policy):
    assert policy("build", "--only", only)[0] == 0
    assert files(root) == sorted([*left, *DATA, "manifest.json"])


def test_a_part_renewed_leaves_the_other_in_place_and_in_the_manifest(root, policy, built):
    policy("build")
    edit(root, DEPARTMENT_FILE, "夜间受理", "夜班受理")
    policy("build", "--only", "word")
    assert set(SITE) <= set(manifest(root)["files"])
    assert policy("build", "--only", "word")[1].startswith("没有变化")
    policy("build")
    assert len(built) == 2


def test_one_document_renews_its_word_files_alone(root, policy, built):
    policy("build")
    edit(root, DEPARTMENT_FILE, "title: 客户服务部热线实施细则", "title: 客服热线细则")
    before = (root / "build" / WORD[1]).read_bytes()
    assert policy("build", "--document", "customer-service")[0] == 0
    assert "word/GT-001-KF-V1.0-客服热线细则.docx" in files(root)
    assert (root / "build" / WORD[1]).read_bytes() == before
    assert len(built) == 1
    policy("build")
    assert [name for name in files(root) if name.endswith("热线实施细则.docx")] == []


def test_errors_stop_it_with_the_report_and_leave_the_last_build(root, policy, found, error):
    found_error = found.pop()
    policy("build")
    last = {name: (root / "build" / name).read_bytes() for name in files(root)}
    found.append(found_error)
    edit(root, DEPARTMENT_FILE, "不超过 90 秒", "不超过 95 秒")
    status, out, _ = policy("build")
    assert status == 1
    assert "错误 looser" in out
    assert "没有生成" in out
    assert {name: (root / "build" / name).read_bytes() for name in files(root)} == last


def test_errors_may_be_allowed(root, policy, error):
    status, out, _ = policy("build", "--allow-findings")
    assert status == 0
    assert "1 个错误" in out
    assert "policy check" in out
    # What was allowed once is not allowed for ever.
    status, out, _ = policy("build")
    assert status == 1
    assert "错误 looser" in out


@pytest.mark.parametrize(
    "command",
    [
        ["build", "--out", "policy/new"],
        ["diff", "main", "--word", "policy/organization.yaml"],
        ["diff", "main", "--word", "mkdocs.yml"],
        ["check", "--smt2", "policy"],
    ],
)
def test_no_output_is_written_among_the_sources(command, root, policy):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    status, _, err = policy(*command)
    assert status == 2
    assert "那里是项目的源文件" in err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_build_that_fails_leaves_the_last_one_whole(root, policy, monkeypatch):
    policy("build")
    last = {name: (root / "build" / name).read_bytes() for name in files(root)}
    edit(root, DEPARTMENT_FILE, "夜间受理", "夜班受理")

    def fail(project, policy, findings, out, today, *, offline, words, companions):
        out.mkdir()
        (out / "half.html").write_text("…", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["generator.website.making"], "build_site", fail)
    status, _, err = policy("build")
    assert status == 2
    assert "磁盘已满" in err
    assert {name: (root / "build" / name).read_bytes() for name in files(root)} == last


def test_the_same_input_gives_the_same_bytes_wherever_it_is_built(root, policy):
    policy("build", "--only", "word", "--out", "one")
    policy("build", "--only", "word", "--out", "two")
    assert files(root, "one") == files(root, "two")
    assert all((root / "one" / name).read_bytes() == (root / "two" / name).read_bytes() for name in files(root, "one"))


@pytest.mark.parametrize("out", [".", "policy", "site", "templates/word"])
def test_it_never_builds_over_sources(out, root, policy):
    before = files(root, ".")
    assert policy("build", "--out", out)[0] == 2
    assert files(root, ".") == before


def test_it_never_replaces_a_folder_that_it_did_not_write(root, policy):
    (root / "mine/word").mkdir(parents=True)
    (root / "mine/word/thesis.docx").write_text("…", encoding="utf-8")
    status, _, err = policy("build", "--out", "mine")
    assert status == 2
    assert "word" in err
    assert files(root, "mine") == ["word/thesis.docx"]


def test_released_versions_are_published_as_they_were_frozen(root, policy):
    policy("release", "hotline")
    frozen = (root / "policy/hotline/releases/hotline/1.0.docx").read_bytes()
    policy("build", "--only", "word")
    assert (root / "build" / WORD[-1]).read_bytes() == frozen
