"""`policy release`."""

from __future__ import annotations

import pytest
from small_policy import DEPARTMENT_FILE, edit

from generator.findings import Clash, Severity, finding
from generator.model import Place
from generator.project import Project

pytestmark = pytest.mark.usefixtures("plain_word")
RELEASES = "policy/hotline/releases"


@pytest.fixture
def project(root, found) -> Project:
    return Project(root)


def files(root) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / "policy").rglob("*.*") if path.is_file())


def test_a_release_is_a_record_and_a_word_file(project, policy):
    status, out, _ = policy("release", "hotline")
    assert status == 0
    assert f"{RELEASES}/hotline/1.0.yaml" in out
    assert "policy release customer-service" in out
    reading = project.load()
    assert reading.findings == ()
    (released,) = reading.policy.procedures[0].releases
    assert released.release
    assert released.release.on.isoformat() == "2026-11-23"
    assert "发布" in (project.root / released.release.word).read_bytes().decode(errors="replace")


def test_the_record_keeps_the_terms_of_its_day(project, policy):
    policy("release", "hotline", "--on", "2026-09-30")
    edit(project.root, "policy/hotline/procedure.yaml", 'version: "1.0"', 'version: "1.1"')
    edit(project.root, "policy/hotline/terms.yaml", "电话, about", "座机, about")
    reading = project.load()
    assert reading.findings == ()
    (released,) = reading.policy.procedures[0].releases
    assert released.vocabulary["渠道"].choices[0].name == "电话"


def test_the_document_above_is_released_first(project, policy):
    status, out, err = policy("release", "customer-service")
    assert (status, out) == (2, "")
    assert "policy release hotline" in err
    assert policy("release", "hotline")[0] == policy("release", "hotline/customer-service")[0] == 0


def test_a_version_is_released_once(project, policy):
    assert policy("release", "hotline")[0] == 0
    before = files(project.root)
    status, _, err = policy("release", "hotline", "--on", "2026-12-01")
    assert status == 2
    assert "2026-11-23" in err
    assert files(project.root) == before


@pytest.mark.parametrize("damaged", [b"", b"format: [\n", b"\xff", None])
def test_what_was_signed_is_never_written_over(damaged, project, policy):
    """The record is damaged, or (None) gone: the release is none any more, and its Word file stays what it was."""
    assert policy("release", "hotline")[0] == 0
    record = project.root / RELEASES / "hotline/1.0.yaml"
    record.unlink() if damaged is None else record.write_bytes(damaged)
    before = {path: path.read_bytes() for path in record.parent.iterdir()}
    status, out, err = policy("release", "hotline", "--on", "2026-12-01")
    assert (status, out) == (2, "")
    assert f"{RELEASES}/hotline/1.0.docx 已经存在" in err
    assert {path: path.read_bytes() for path in record.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("document", "blocked", "finding_of"),
    [
        ("hotline", True, "hotline/hotline"),
        ("hotline", False, "hotline/customer-service"),
        ("customer-service", True, "hotline/customer-service"),
        ("customer-service", True, "hotline/hotline"),
    ],
)
def test_errors_of_a_document_or_one_above_are_in_the_way(document, blocked, finding_of, project, policy, found):
    if document != "hotline":
        assert policy("release", "hotline")[0] == 0
    before = files(project.root)
    found.append(finding("conflict", Place(DEPARTMENT_FILE, 1, 1), zh="不能。", en="Cannot.", document=finding_of))
    status, out, _ = policy("release", document)
    assert (status == 1) == blocked
    assert ("错误 conflict" in out) == blocked
    assert (files(project.root) == before) == blocked


def test_a_conflict_with_another_department_and_faults_of_the_organisation_are_in_the_way(project, policy, found):
    """Whichever of the departments the finding names first."""
    assert policy("release", "hotline")[0] == 0
    place = Place("policy/hotline/departments/it.yaml", 1, 1)
    clashes = [Clash(f"hotline/{id}", "outlet", place, "一1") for id in ("it", "customer-service")]
    for fault in (
        finding("peer-conflict", place, zh="", en="", document="hotline/it", conflict=tuple(clashes)),
        finding("invalid-document", Place("policy/organization.yaml", 1, 1), zh="", en=""),
    ):
        found[:] = [fault]
        assert policy("release", "customer-service")[0] == 1
    found[:] = [finding("invalid-document", place, zh="", en="")]
    assert policy("release", "customer-service")[0] == 0


def test_warnings_are_not_in_the_way(project, policy, found):
    place = Place(DEPARTMENT_FILE, 1, 1)
    found.append(finding("looser", place, zh="", en="", severity=Severity.NOTE, document="hotline/hotline"))
    assert policy("release", "hotline")[0] == 0


def test_faults_of_the_terms_are_in_the_way(project, policy):
    edit(project.root, "policy/hotline/terms.yaml", "unit: 秒", "unit: 秒, wohle: true")
    assert policy("release", "hotline")[0] == 1


def test_a_changed_release_is_in_the_way_of_nothing_but_says_so(project, policy):
    policy("release", "hotline")
    edit(project.root, "policy/hotline/procedure.yaml", "不超过 60 秒", "不超过 50 秒")
    status, out, _ = policy("release", "hotline")
    assert status == 1
    assert "changed-after-release" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "title: 热线管理规程",
            "title: 待填写的名称",
            "procedure.yaml 第 2 行还有待填写的内容，没有发布。",
        ),
        ("来电应当留有记录", "（正文待补）", "第 18 行还有待填写的内容"),
        ('version: "1.0"', 'version: "1.1"', "hotline 1.1 版没有写 changes"),
    ],
)
def test_what_is_not_finished_is_not_signed(old, new, said, project, policy):
    if "version" in new:
        policy("release", "hotline")
    edit(project.root, "policy/hotline/procedure.yaml", old, f"{new}  # 待填写是说明")
    before = files(project.root)
    status, _, err = policy("release", "hotline")
    assert status == 2
    assert said in err
    assert files(project.root) == before


def test_documents_written_against_an_older_version_are_named(project, policy):
    policy("release", "hotline")
    edit(
        project.root, "policy/hotline/procedure.yaml", 'version: "1.0"', 'version: "1.1"\nchanges: { summary: 重发。 }'
    )
    out = policy("release", "hotline")[1]
    assert "仍依据旧版、需要修订的文件：customer-service。" in out


def test_where_the_record_cannot_be_written_there_is_no_word_file_either(project, policy, monkeypatch):
    from generator.history import release

    write = release.write_whole

    def fail(path, data):
        if path.suffix == ".yaml":
            raise OSError(28, "No space left on device", str(path))
        write(path, data)

    monkeypatch.setattr(release, "write_whole", fail)
    before = files(project.root)
    status, _, err = policy("release", "hotline")
    assert status == 2
    assert "磁盘已满" in err
    assert files(project.root) == before
