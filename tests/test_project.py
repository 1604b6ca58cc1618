"""A project on disk: where it is found, what of it is read, and which day it is."""

from __future__ import annotations

import os
from datetime import date

import pytest
from small_policy import FILES, write

from generator.project import MAX_BYTES, Project, ProjectError, today


@pytest.fixture
def project(tmp_path) -> Project:
    return Project.at(write(tmp_path))


@pytest.mark.parametrize("inside", [".", "policy", "policy/hotline/departments"])
def test_it_is_found_from_any_folder_inside(inside, project):
    assert Project.find(project.root / inside) == project


def test_the_folder_with_an_organisation_counts_before_any_other_called_policy(project):
    """A procedure may itself be called policy."""
    write(project.root, {"policy/policy/policy/x.yaml": ""})
    assert Project.find(project.root / "policy/policy") == project


def test_without_a_policy_folder_there_is_no_project(tmp_path):
    with pytest.raises(ProjectError, match="--root"):
        Project.find(tmp_path)
    with pytest.raises(ProjectError, match="no policy folder"):
        Project.at(tmp_path)


def test_files_of_the_policy_are_read_by_their_paths_in_order(project):
    assert list(project.files()) == sorted(FILES)


@pytest.mark.parametrize(
    "name",
    [".git/x.yaml", "hotline/.terms.yaml.swp.yaml", "hotline/~$1.0.docx", "hotline/notes.txt", "hotline/a.yaml~"],
)
def test_what_tools_leave_lying_about_is_passed_over(name, project):
    write(project.root, {f"policy/{name}": ""})
    assert list(project.files()) == sorted(FILES)


def link(at, to):
    try:
        at.symlink_to(to)
    except OSError:
        pytest.skip("this system makes no links")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("../../../outside.yaml", "out of the project"),
        ("nowhere.yaml", "nowhere"),
        ("/etc/passwd", "out of the project"),
    ],
)
def test_links_that_lead_out_or_nowhere_are_findings(target, says, tmp_path):
    (tmp_path / "outside.yaml").write_text("id: x")
    project = Project.at(write(tmp_path / "project"))
    link(project.root / "policy/hotline/link.yaml", target)
    (found,) = project.load().findings
    assert found.place.file == "policy/hotline/link.yaml"
    assert says in found.message.en


def test_a_link_inside_the_project_is_followed(project):
    kept = (project.root / "policy/hotline/terms.yaml").rename(project.root / "kept.yaml")
    link(project.root / "policy/hotline/terms.yaml", kept)
    assert project.load().findings == ()


def test_a_folder_behind_a_link_is_a_finding(project):
    link(project.root / "policy/more", project.root / "policy/hotline")
    assert [found.place.file for found in project.load().findings] == ["policy/more"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_what_is_no_file_is_a_finding_and_never_waited_for(project):
    os.mkfifo(project.root / "policy/hotline/pipe.yaml")
    (found,) = project.load().findings
    assert "no ordinary file" in found.message.en


def test_a_file_over_the_limit_is_a_finding(project):
    with (project.root / "policy/hotline/figures.png").open("wb") as file:
        file.truncate(MAX_BYTES[".png"] + 1)
    assert ["limit of 32 MiB" in found.message.en for found in project.load().findings] == [True]


@pytest.mark.parametrize(
    ("folder", "prefix"), [(".", ""), ("docs", "docs/"), ("docs/规章", "docs/规章/")], ids=["root", "one", "two"]
)
def test_its_path_inside_the_repository(folder, prefix, tmp_path):
    (tmp_path / ".git").mkdir()
    assert Project.at(write(tmp_path / folder)).in_repository == prefix


def test_an_asset_of_the_project_counts_before_the_one_that_came_with_the_program(project):
    write(project.root, {"mkdocs.yml": ""})
    assert project.asset("mkdocs.yml") == project.root / "mkdocs.yml"
    with pytest.raises(ProjectError):
        project.asset("no-such-asset")


@pytest.mark.parametrize(
    ("on", "epoch", "day"),
    [
        ("2026-12-01", None, date(2026, 12, 1)),
        ("2026-12-01", "0", date(2026, 12, 1)),
        (None, "1795392000", date(2026, 11, 23)),
        (None, "86399", date(1970, 1, 1)),
    ],
)
def test_the_day_is_the_one_asked_for_else_that_of_the_epoch(on, epoch, day, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today(on) == day


@pytest.mark.parametrize(("on", "epoch"), [("2026-02-30", "0"), ("heute", "0"), (None, "soon"), (None, "9" * 30)])
def test_what_is_no_day_is_refused(on, epoch, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ProjectError):
        today(on)
