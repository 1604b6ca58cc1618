"""What a release freezes, and in which order documents may be released."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from small_policy import DEPARTMENT, FILES, word_file, write

from generator.document.compose import compose
from generator.history import release
from generator.project import Project, ProjectError, findings_of
from generator.reading.frozen import take_apart
from generator.word import pagination

DAY = date(2026, 11, 23)


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    (tmp_path / "templates/word").mkdir(parents=True)
    monkeypatch.setattr(pagination, "render", lambda manuscript, layout: word_file(repr(manuscript.draft)))
    return Project(write(tmp_path))


def parts(project: Project, id: str):
    reading = project.load()
    (procedure,) = reading.policy.procedures
    (edition,) = [each for each in procedure.working if each.document.id == id]
    return reading, procedure, edition


def freeze(project: Project, id: str = "hotline") -> release.Frozen:
    reading, procedure, edition = parts(project, id)
    return release.freeze(edition, procedure, reading, project, DAY)


def test_the_record_holds_the_sources_word_for_word(project):
    frozen = take_apart(freeze(project).record_data.decode())
    assert frozen.document == FILES["policy/hotline/procedure.yaml"]
    assert frozen.terms == FILES["policy/hotline/terms.yaml"]
    assert take_apart(freeze(project, "customer-service").record_data.decode()).terms is None


def test_the_record_names_the_digest_of_the_word_file_which_is_no_draft(project):
    made = freeze(project)
    assert f"word: {sha256(made.word_data).hexdigest()}\n" in made.record_data.decode()
    assert b"False" in made.word_data


def test_the_same_version_freezes_to_the_same_bytes(project):
    assert freeze(project) == freeze(project)


def test_pictures_are_sealed_with_the_version_that_shows_them(project):
    file = project.root / "policy/hotline/procedure.yaml"
    figure = "    figure: { file: flow.png, title: 流程, alt: 流程图 }\n"
    file.write_text(file.read_text("utf-8").replace("    implement:", figure + "    implement:"), "utf-8")
    (project.root / "policy/hotline/figures").mkdir()
    picture = project.root / "policy/hotline/figures/flow.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    made = freeze(project)
    assert f"pictures:\n  flow.png: {sha256(picture.read_bytes()).hexdigest()}\n" in made.record_data.decode()
    release.write(made, project.root)
    assert project.load().findings == ()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert [finding.code for finding in project.load().findings] == ["changed-after-release"]


def test_written_it_reads_as_a_release(project):
    made = freeze(project)
    release.read_back(made, parts(project, "hotline")[2], project)
    release.write(made, project.root)
    reading, _, edition = parts(project, "hotline")
    assert reading.findings == ()
    assert edition.release
    assert edition.release.on == DAY


def test_a_record_that_would_not_read_back_is_refused(project):
    made = freeze(project)
    spoiled = release.Frozen(made.record, made.record_data.replace(b"60", b"61"), made.word, made.word_data)
    with pytest.raises(ProjectError):
        release.read_back(spoiled, parts(project, "hotline")[2], project)


@pytest.mark.parametrize(
    ("implements", "says"),
    [("hotline@1.0", "policy release hotline"), ("hotline@9.9", "9.9"), ("nothing@1.0", "nothing")],
)
def test_a_parent_comes_first(implements, says, tmp_path, project):
    write(
        tmp_path,
        {"policy/hotline/departments/customer-service.yaml": DEPARTMENT.replace("hotline@1.0", implements)},
    )
    _, procedure, edition = parts(project, "customer-service")
    with pytest.raises(ProjectError, match=says):
        release.check_order(edition, procedure)


def test_a_failed_record_takes_its_word_file_back(project, monkeypatch):
    made = freeze(project)
    (project.root / made.record).mkdir(parents=True)  # in the way of the record
    with pytest.raises(OSError, match="."):
        release.write(made, project.root)
    assert not (project.root / made.word).exists()


@pytest.fixture
def released(project) -> Project:
    """The procedure is released."""
    release.write(freeze(project), project.root)
    return project


RECORD = "policy/hotline/releases/hotline/1.0.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("released: 2026-11-23", "released: 2026-11-20"),
        ("organization: ", "organization: 别的"),
        ("  office: ", "  office: 别的"),
        ("# Written", "# written"),
        ("不超过 60 秒", "不超过 90 秒"),
        ("unit: 秒", "unit: 分钟"),
    ],
)
def test_whatever_is_edited_in_a_record_is_found(released, old, new):
    assert released.load().findings == ()
    record = released.root / RECORD
    text = record.read_text("utf-8")
    assert old in text
    record.write_text(text.replace(old, new, 1), "utf-8")
    assert {"changed-after-release"} == {finding.code for finding in released.load().findings}


def test_a_record_whose_terms_were_broken_is_told_and_what_stands_below_is_checked_all_the_same(released):
    """The working file says what was released, and documents below are held against that."""
    record = released.root / RECORD
    before = findings_of(released.load(), DAY)
    record.write_text(record.read_text("utf-8").replace("several: true, choices:", 'several: true, choices":'), "utf-8")
    after = findings_of(released.load(), DAY)
    assert [each for each in after if each.place.file != RECORD] == list(before)
    assert {each.code for each in after} - {each.code for each in before} == {
        "changed-after-release",
        "invalid-document",
    }


def test_a_record_of_an_earlier_program_has_no_seal_and_is_read_all_the_same(released):
    record = released.root / RECORD
    lines = [
        line for line in record.read_text("utf-8").split("\n") if not line.startswith(("seal: ", "organization: "))
    ]
    record.write_text("\n".join(lines), "utf-8")
    assert released.load().findings == ()


def test_an_edit_of_the_working_text_or_of_its_terms_is_found(released):
    for name, old, new in (
        ("policy/hotline/procedure.yaml", "不超过 60 秒", "不超过 50 秒"),
        ("policy/hotline/terms.yaml", "从来电接入到人工应答的时间", "等待时间"),
    ):
        file = released.root / name
        before = file.read_text("utf-8")
        file.write_text(before.replace(old, new), "utf-8")
        (finding,) = released.load().findings
        assert (finding.code, finding.place.file) == ("changed-after-release", "policy/hotline/procedure.yaml")
        file.write_text(before, "utf-8")


def test_a_word_file_without_its_record_is_found(released):
    """Its record was removed, or the machine went down between the two files."""
    (released.root / RECORD).unlink()
    (finding,) = released.load().findings
    assert (finding.code, finding.place.file) == ("changed-after-release", RECORD.replace(".yaml", ".docx"))


def test_an_old_page_keeps_the_names_of_its_day(released):
    """Everything that it printed comes from the repository, whatever the organisation is called now."""
    before = composed(released)
    organization = released.root / "policy/organization.yaml"
    text = organization.read_text("utf-8")
    organization.write_text(text.replace("示例集团", "新集团").replace("总部办公室", "规章办公室"), "utf-8")
    assert composed(released) == before
    assert (before.organization, before.department) == ("示例集团", "总部办公室")


def composed(project: Project):
    policy = project.load().policy
    (procedure,) = policy.procedures
    (edition,) = procedure.releases
    return compose(edition, procedure, policy)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError])
def test_an_interruption_between_the_two_files_leaves_neither(project, monkeypatch, interruption):
    made = freeze(project)
    write_whole = release.write_whole

    def interrupted(path, data):
        if path.suffix == ".yaml":
            raise interruption
        write_whole(path, data)

    monkeypatch.setattr(release, "write_whole", interrupted)
    with pytest.raises(interruption):
        release.write(made, project.root)
    assert [path for path in (project.root / "policy").rglob("*") if "releases" in str(path) and path.is_file()] == []
