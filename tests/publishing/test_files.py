"""Files that appear whole, manifests, digests of inputs and names of Word files."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from small_policy import DEPARTMENT_FILE, FILES, write

from generator.project import Project, ProjectError
from generator.publishing import manifest
from generator.publishing.file_names import FileNames
from generator.publishing.inputs import inputs_digest
from generator.publishing.whole import aside, exchange, write_whole
from generator.publishing.word_files import word_files
from generator.reading import read_policy

DAY = date(2026, 11, 23)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "a/b.txt", b"one")
    write_whole(tmp_path / "a/b.txt", b"two")
    assert (tmp_path / "a/b.txt").read_bytes() == b"two"
    assert names(tmp_path) == ["a", "a/b.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_may_be_read_by_those_whom_the_umask_lets(tmp_path):
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    write_whole(tmp_path / "a", b"old")
    with pytest.raises(TypeError):
        write_whole(tmp_path / "a", "no bytes")  # type: ignore[arg-type]
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_all_are_exchanged_or_none(tmp_path):
    write(tmp_path, {"one/old": "", "two": "old"})
    with aside(tmp_path) as new:
        write(new, {"one/new": ""})
        with pytest.raises(FileNotFoundError):
            exchange(new, tmp_path, ("one", "two"))
    assert names(tmp_path) == ["one", "one/old", "two"]
    with aside(tmp_path) as new:
        write(new, {"one/new": "", "two": "new"})
        exchange(new, tmp_path, ("one", "two"))
    assert names(tmp_path) == ["one", "one/new", "two"]
    assert (tmp_path / "two").read_text() == "new"


def test_the_digest_of_word_parts_is_blind_to_packing(tmp_path):
    for name, order, method in (("a", "xy", zipfile.ZIP_STORED), ("b", "yx", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(tmp_path / name, "w", method) as package:
            for part in order:
                package.writestr(part, part * 100)
    assert manifest.parts_digest(tmp_path / "a") == manifest.parts_digest(tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "b", "a") as package:
        package.writestr("z", "more")
    assert manifest.parts_digest(tmp_path / "a") != manifest.parts_digest(tmp_path / "b")


def damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "甲乙丙丁" * 1000)
    data = path.read_bytes()
    path.write_bytes(data[:60] + b"\xff" * 8 + data[68:])


def swollen(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(5):
            package.writestr(str(number), bytes(manifest.MAX_UNPACKED // 4))


@pytest.mark.parametrize(
    "make", [lambda path: path.write_bytes(b"no zip"), damaged, swollen], ids=["text", "damaged", "bomb"]
)
def test_a_frozen_file_that_is_no_word_file_is_told(make, tmp_path):
    make(tmp_path / "1.0.docx")
    with pytest.raises(ProjectError, match="1.0.docx"):
        manifest.parts_digest(tmp_path / "1.0.docx")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format": 2}', '{"format": 1, "inputs": {}, "files": {"a": "b"}}', "\udcff"]
)
def test_what_is_no_manifest_of_ours_is_none(text, tmp_path):
    (tmp_path / manifest.NAME).write_bytes(text.encode(errors="surrogateescape"))
    assert manifest.read(tmp_path) is None


def test_a_manifest_reads_back_and_knows_whether_its_files_are_intact(tmp_path):
    write(tmp_path, {"site/index.html": "x"})
    made = manifest.Manifest({"site": "1"}, dict(manifest.files_below(tmp_path)))
    (tmp_path / manifest.NAME).write_text(made.text(), encoding="utf-8")
    read = manifest.read(tmp_path)
    assert read == made
    assert read.intact(tmp_path)
    write(tmp_path, {"site/index.html": "y"})
    assert not read.intact(tmp_path)


@pytest.fixture
def project(tmp_path) -> Project:
    write(tmp_path, {"templates/a": "", "site/b": "", "mkdocs.yml": ""})
    return Project(write(tmp_path))


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"policy/hotline/terms.yaml": "x"}, True),
        ({"policy/hotline/figures/new.png": "x"}, True),
        ({"policy/hotline/notes.txt": "x"}, False),
        ({"templates/a": "x"}, True),
        ({"site/b": "x"}, True),
        ({"site/docs/c": ""}, True),
        ({"mkdocs.yml": "x"}, True),
        ({"README.md": "x"}, False),
        ({"templates/~$a": "x", "site/.swp": "x"}, False),
    ],
)
def test_inputs_are_what_a_build_reads(change, counts, project):
    before = inputs_digest(project, project.files(), DAY)
    write(project.root, change)
    assert (inputs_digest(project, project.files(), DAY) != before) == counts


def test_the_day_is_an_input(project):
    assert inputs_digest(project, project.files(), DAY) != inputs_digest(project, project.files(), date(2026, 11, 24))


MASTER = "policy/hotline/procedure.yaml"
NAME = "GT-001-V1.0-热线管理规程"


def called(files: dict[str, str]) -> list[str]:
    """What the Word files are called, less `.docx`."""
    policy = read_policy({key: text.encode() for key, text in files.items()}).policy
    found = FileNames.of(policy)
    return [found.name(each).removesuffix(".docx") for procedure in policy.procedures for each in procedure.working]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("热线管理规程", NAME),
        ("热线/网络 <试行>: *?", "GT-001-V1.0-热线_网络 _试行__ __"),
        ("../../x", "GT-001-V1.0-.._.._x"),
        ("长" * 300, "GT-001-V1.0-" + "长" * 59 + "~54e4eecd"),
    ],
)
def test_word_files_are_named_by_number_version_and_title(title, name):
    assert called(FILES | {MASTER: FILES[MASTER].replace("热线管理规程", f"'{title}'")})[0] == name


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("GT-001", "热线管理规程"),
        ("gt-001", "热线管理规程"),
        ("GT-001-V1.0-热线管理规程", "热线管理规程"),
        ("GT-001", "热线管理规程-检查表"),
    ],
)
def test_no_two_files_of_two_documents_have_one_name(number, title):
    """Nor does one go on from another as its checklist would."""
    other = FILES[DEPARTMENT_FILE].replace("GT-001-KF", number).replace("客户服务部热线实施细则", title)
    first, second = called({**FILES, DEPARTMENT_FILE: other})
    assert first == NAME
    assert re.fullmatch(re.escape(f"{number}-V1.0-{title}") + "~[0-9a-f]{8}", second)


def test_word_files_may_be_those_of_one_document(project, monkeypatch):
    from generator.word import pagination

    (project.root / "templates/word").mkdir()
    monkeypatch.setattr(pagination, "render", lambda manuscript, layout: manuscript.title.encode())
    policy = project.load().policy
    assert [file.data.decode() for file in word_files(policy, project)] == ["热线管理规程", "客户服务部热线实施细则"]
    assert [file.name for file in word_files(policy, project, "hotline/hotline")] == ["GT-001-V1.0-热线管理规程.docx"]
