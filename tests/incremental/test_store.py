"""What is kept is the user's own, or counts as nothing."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

import pytest
from small_policy import write

from generator import incremental
from generator.incremental import Store, run
from generator.incremental.store import MAX_BYTES, cache_folder
from generator.project import Project

TODAY = date(2026, 11, 23)


class Trap:
    """Pickled, it leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


@pytest.fixture
def project(tmp_path) -> Project:
    (tmp_path / "project").mkdir()
    return Project.at(write(tmp_path / "project"))


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "cache"


def look(project: Project, folder: Path | None):
    return incremental.check(project.files(), TODAY, Store(folder, project.root))


def test_a_second_look_reads_nothing(project, folder, monkeypatch):
    first = look(project, folder)
    monkeypatch.setattr(run, "Run", None)
    second = look(project, folder)
    assert second[0] == first[0]
    assert second[1].titles == first[1].titles


def test_after_one_change_only_that_document_is_read(project, folder, monkeypatch):
    look(project, folder)
    read = []
    outcomes = run.Whole.outcomes
    monkeypatch.setattr(
        run.Whole, "outcomes", lambda self, names, today: read.append(names) or outcomes(self, names, today)
    )
    path = project.root / "policy/hotline/departments/customer-service.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("90 秒", "80 秒"), encoding="utf-8")
    findings, _ = look(project, folder)
    assert read == [["hotline/customer-service"]]
    assert any("80 秒" in finding.message.zh for finding in findings)


@pytest.mark.parametrize("where", [0, 10, 40, -1])
def test_a_damaged_file_is_none(project, folder, where):
    first = look(project, folder)
    for path in folder.iterdir():
        data = bytearray(path.read_bytes())
        data[where] ^= 1
        path.write_bytes(data)
    assert look(project, folder)[0] == first[0]


@pytest.mark.parametrize("spoil", [lambda path: path.chmod(0o666), lambda path: path.parent.chmod(0o777)])
def test_what_others_can_write_is_not_read(project, folder, spoil):
    store = Store(folder, project.root)
    store.keep("result", b"x")
    assert store.load("result") == b"x"
    spoil(next(folder.iterdir()))
    assert store.load("result") == b""


def test_a_link_is_not_followed(project, folder, tmp_path):
    store = Store(folder, project.root)
    store.keep("result", b"x")
    (kept,) = folder.iterdir()
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert store.load("result") == b""


def test_what_another_program_wrote_is_never_unpickled(project, folder, tmp_path):
    look(project, folder)
    for path in folder.iterdir():
        path.write_bytes(bytes(32) + pickle.dumps(Trap(tmp_path / "mark")))
    look(project, folder)
    assert not (tmp_path / "mark").exists()


def test_only_the_user_can_read_it(project, folder):
    look(project, folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_written_does_no_harm(project, tmp_path):
    (tmp_path / "file").write_text("")
    assert look(project, tmp_path / "file/cache")[0] == look(project, None)[0]


def test_the_oldest_go_when_there_is_too_much(project, folder):
    store = Store(folder, project.root)
    store.keep("result", b"x")
    old = folder / "old"
    with old.open("wb") as file:
        file.truncate(MAX_BYTES)
    os.utime(old, (0, 0))
    store.keep("result", b"y")
    assert not old.exists()
    assert store.load("result") == b"y"


def test_nothing_grows_without_end(project, folder):
    path = project.root / "policy/hotline/departments/customer-service.yaml"
    text = path.read_text(encoding="utf-8")
    sizes = []
    for seconds in range(40, 60):
        path.write_text(text.replace("90 秒", f"{seconds} 秒"), encoding="utf-8")
        look(project, folder)
        sizes.append(sum(each.stat().st_size for each in folder.iterdir()))
    assert sizes[-1] < 3 * sizes[0]


def test_never_in_the_project_nor_where_it_is_switched_off(tmp_path, monkeypatch):
    monkeypatch.delenv("POLICY_CACHE")
    root = tmp_path / "repository/rules"
    (tmp_path / "repository/.git").mkdir(parents=True)
    root.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert cache_folder(root) == tmp_path / "home/guizhang"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "repository/.cache"))
    assert cache_folder(root) is None
    (tmp_path / "link").symlink_to(tmp_path / "repository/.cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "link"))
    assert cache_folder(root) is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("POLICY_CACHE", "off")
    assert cache_folder(root) is None
