"""Page numbers in contents as commands offer them: with LibreOffice, unless switched off; a LibreOffice that fails is no fault."""

from __future__ import annotations

import pytest
from small_policy import DEPARTMENT_FILE, edit

from generator.publishing import page_numbers
from generator.word import office


@pytest.fixture
def broken_office(tmp_path_factory, monkeypatch):
    """A LibreOffice that starts, makes nothing, and leaves a line for each time it was started."""
    folder = tmp_path_factory.mktemp("office")
    program, log = folder / "soffice", folder / "log"
    program.write_text(f"#!/bin/sh\necho started >> {log}\nexit 77\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: program)
    monkeypatch.setenv(page_numbers.SWITCH, "on")
    return lambda: log.read_text().count("started") if log.exists() else 0


def test_a_build_without_them_says_so_and_tries_again(root, policy, broken_office):
    edit(root, DEPARTMENT_FILE, "不超过 90 秒", "不超过 50 秒")
    status, out, err = policy("build", "--only", "word")
    assert (status, err) == (0, "")
    assert "LibreOffice 没有给出" in out
    assert broken_office() == 1
    policy("build", "--only", "word")
    assert broken_office() == 2


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("way", ["option", "environment"])
def test_they_can_be_switched_off(way, root, policy, broken_office, monkeypatch):
    if way == "environment":
        monkeypatch.setenv(page_numbers.SWITCH, "off")
    edit(root, DEPARTMENT_FILE, "不超过 90 秒", "不超过 50 秒")
    options = ["--no-page-numbers"] if way == "option" else []
    assert policy("build", "--only", "word", *options)[0] == 0
    assert policy("release", "hotline", *options)[0] == 0
    assert broken_office() == 0
    assert "没有变化" not in policy("build", "--only", "word", *options)[1]
    assert "没有变化" in policy("build", "--only", "word", *options)[1]


def test_a_release_without_them_is_a_release(root, policy, broken_office):
    status, out, err = policy("release", "hotline")
    assert (status, err) == (0, "")
    assert "LibreOffice 没有给出" in out
    assert (root / "policy/hotline/releases/hotline/1.0.docx").is_file()


def test_another_office_or_other_fonts_are_another_build(root, policy, broken_office, monkeypatch):
    monkeypatch.setattr(office, "fingerprint", lambda program: "one")
    before = page_numbers.inputs(office.program())
    monkeypatch.setattr(office, "fingerprint", lambda program: "two")
    assert page_numbers.inputs(office.program()) != before
    assert page_numbers.inputs(None) == ""
