"""Every Word file under releases/ comes back: text, numbers, tables and figures as they were shipped, and the same ids."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.document.blocks import (
    Block,
    ClauseBlock,
    Definitions,
    FormBlock,
    FormList,
    Heading,
    Lead,
    Paragraph,
    RelatedList,
)
from generator.document.compose import compose
from generator.importing.assembling import Imported, Target, assemble
from generator.importing.package import package
from generator.importing.wordfile import read_word
from generator.importing.writing import document_text, terms_text
from generator.project import Project
from generator.reading import read_policy
from generator.reviewing.differences import Stand

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
FILES = PROJECT.files()
POLICY = PROJECT.load().policy
EDITIONS = [
    (procedure, edition)
    for procedure in POLICY.procedures
    for id in dict.fromkeys(edition.document.id for edition in procedure.working)
    for edition in procedure.versions(id)
]
RELEASED = [(procedure, edition) for procedure, edition in EDITIONS if edition.release]
NAMES = [f"{edition.document.id}-{edition.document.version}" for _, edition in RELEASED]


def word_of(procedure, edition) -> bytes:
    document = edition.document
    return FILES[f"policy/{procedure.id}/releases/{document.id}/{document.version}.docx"]


def without_controls(data: bytes, *, bookmarks: bool = True) -> bytes:
    """The file with its content controls taken out, as some programs save it; without the bookmarks, too, if asked."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = re.sub(rb"<w:sdt>.*?<w:sdtContent>|</w:sdtContent></w:sdt>", b"", text, flags=re.DOTALL)
                assert b"<w:sdt" not in text
                if not bookmarks:
                    text = re.sub(
                        rb"<w:bookmarkStart[^>]*/>|<w:bookmarkEnd[^>]*/>|<w:hyperlink [^>]*>|</w:hyperlink>", b"", text
                    )
            target.writestr(name, text)
    return made.getvalue()


def written(data: bytes, procedure, edition) -> tuple[Imported, dict[str, bytes], str]:
    """The import of a file, a project with the YAML that it makes in the place of the document, and that YAML's name."""
    document = edition.document
    departments = {id: department.title for id, department in POLICY.organization.departments.items()}
    target = Target(departments, date(2026, 1, 1), id=document.id)
    base = f"policy/{procedure.id}"
    files = {"policy/organization.yaml": FILES["policy/organization.yaml"]}
    if document.implements:
        parent = procedure.above(edition)[0]
        target = replace(
            target,
            department=document.department,
            implements=str(f"{parent.document.id}@{parent.document.version}"),
            vocabulary=parent.vocabulary,
        )
        files |= {
            name: content
            for name, content in FILES.items()
            if "/departments/" not in name or "customer-service.yaml" in name
        }
        files = {name: content for name, content in files.items() if f"/departments/{document.id}" not in name}
        files = {name: content for name, content in files.items() if f"customer-service/{document.id}" not in name}
        files = {name: content for name, content in files.items() if f"/releases/{document.id}/" not in name}
    made = assemble(read_word(package(io.BytesIO(data), "released.docx")), target)
    for clause in made.draft.all_clauses():
        if clause.picture:
            files[f"{base}/figures/{clause.picture.file}"] = clause.picture.png
    where = f"{base}/departments/back.yaml" if document.implements else f"{base}/procedure.yaml"
    files[where] = document_text(made.draft, "released.docx", 2, terms=bool(document.implements)).encode()
    if not document.implements:
        files[f"{base}/terms.yaml"] = terms_text(made.draft, 2).encode()
    return made, files, where


def imported(data: bytes, procedure, edition) -> tuple[Imported, Stand]:
    """The import of a file, and the document that its YAML makes."""
    made, files, where = written(data, procedure, edition)
    reading = read_policy(files)
    assert [finding.message.zh for finding in reading.findings if finding.place.file == where] == []
    (folder,) = reading.policy.procedures
    (again,) = [e for e in folder.working if e.document.file == where]
    return made, Stand(again, folder, reading.policy)


@cache
def back(id: str, version: str) -> tuple[Imported, Stand]:
    """The import of a released file."""
    procedure, edition = RELEASED[NAMES.index(f"{id}-{version}")]
    return imported(word_of(procedure, edition), procedure, edition)


def shown(blocks: Iterable[Block], *, ids: bool = True, choices: bool = True) -> list[object]:
    """Blocks as readers see them: what a text refers to or which term prints a figure makes no difference. Without `choices`
    as they were printed before the values of terms were.
    """
    made: list[object] = []
    for block in blocks:
        match block:
            case Heading():
                made.append((block.id if ids else "", block.level, block.label, block.title, block.kind))
            case Lead():
                made.append(said(block.paragraphs))
            case ClauseBlock():
                table = block.table and (
                    block.table.columns,
                    [[said(cell) for cell in row] for row in block.table.rows],
                )
                figure = block.picture and (
                    block.picture.number,
                    block.picture.title,
                    block.picture.alt,
                    block.picture.png,
                )
                own = (block.depth, block.label, block.citation, block.title, said(block.paragraphs), table, figure)
                made.append((block.id if ids else "", *own))
            case Definitions(entries=entries) if not choices:
                made.append([replace(entry, choices=()) for entry in entries])
            case Definitions() | RelatedList() | FormList():
                made.append(block)
            case FormBlock():
                made.append(block if ids else replace(block, id=""))
    return made


def said(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return ["".join(part.text for part in paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize(("procedure", "edition"), RELEASED, ids=NAMES)
def test_text_numbers_tables_figures_and_ids_come_back(procedure, edition):
    shipped = compose(edition, procedure, POLICY)
    made, again = back(edition.document.id, str(edition.document.version))
    assert shown(shipped.blocks, choices=False) == shown(compose(*again).blocks, choices=False)
    assert made.ledger.counted()[0].get("unplaced", 0) == made.ledger.counted()[1].get("unplaced", 0) == 0


@pytest.mark.parametrize(("procedure", "edition"), RELEASED, ids=NAMES)
def test_the_head_comes_back(procedure, edition):
    document = edition.document
    draft = back(document.id, str(document.version))[0].draft
    assert (document.title, document.number, str(document.version)) == (draft.title, draft.number, draft.version)
    assert (document.issued, document.effective, document.classification) == (
        draft.issued,
        draft.effective,
        draft.classification or None,
    )
    assert [(s.role, s.department, s.person or "") for s in document.sign_off] == [
        (s.role, s.department, s.person) for s in draft.sign_off
    ]
    assert (list(document.distribution), list(document.repeals)) == (draft.distribution, draft.repeals)
    assert [(each.number, each.title) for each in document.related] == draft.related or not any(
        section.show == "related" for section in document.all_sections()
    )
    assert (document.changes.summary if document.changes else "首次发布。") == draft.summary
    assert draft.questions == []


@pytest.mark.parametrize(("procedure", "edition"), RELEASED, ids=NAMES)
def test_without_content_controls_bookmarks_give_the_ids(procedure, edition):
    shipped = compose(edition, procedure, POLICY)
    _, again = imported(without_controls(word_of(procedure, edition)), procedure, edition)
    assert shown(shipped.blocks, choices=False) == shown(compose(*again).blocks, choices=False)


@pytest.mark.parametrize(("procedure", "edition"), RELEASED, ids=NAMES)
def test_without_either_only_the_ids_differ(procedure, edition):
    shipped = compose(edition, procedure, POLICY)
    _, again = imported(without_controls(word_of(procedure, edition), bookmarks=False), procedure, edition)
    back = compose(*again).blocks
    assert shown(shipped.blocks, ids=False, choices=False) == shown(back, ids=False, choices=False)
