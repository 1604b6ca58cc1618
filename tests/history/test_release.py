"""What a release freezes, and in which order documents may be released."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from small_policy import DEPARTMENT, FILES, word_file, write

from generator.history import release
from generator.project import Project, ProjectError
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
