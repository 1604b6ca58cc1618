"""Word files: what stands in them, that they hold together, that they are the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from odd_content import MANY
from ooxml_lint import lint
from specimen import SECTIONS, clause_texts, manuscript, paragraphs, read_back

from generator.document.annexes import Counterpart, ParentTable, Passage
from generator.document.blocks import Anchor, CrossReference, Definition, Definitions, Heading, Run
from generator.model import Version
from generator.project import Project
from generator.word import render
from generator.word.layouts import Layout
from generator.word.markup import paragraph, run
from generator.word.tables import table
from generator.word.widths import column_widths
from generator.word.writing import bookmark_name

ROOT = Path(__file__).resolve().parents[2]
CORPORATE, GBT = (Project(ROOT).layout(name) for name in ("corporate", "gbt9704"))


@pytest.fixture(scope="module")
def made():
    return manuscript(SECTIONS)


@pytest.fixture(scope="module")
def data(made):
    return render(made, CORPORATE)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_every_clause_stands_in_it_in_order_as_it_was_written(made, data):
    printed = iter(paragraphs(data))
    for text in clause_texts(made):
        assert text in printed


def test_it_holds_together(data):
    assert list(lint(data)) == []


def test_numbers_are_native_and_no_label_is_typed_before_a_clause(data):
    document = read_back(data)
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert styles["受理 <b>&"] == "heading 1" or styles["受理 <b>&"] == "Heading 1"
    assert not any(text.startswith(("1.", "（1）", "①")) for text in paragraphs(data))
    xml = part(data, "word/styles.xml")
    for level in range(9):
        assert f'<w:pStyle w:val="{["Heading1", "Heading2", *(f"Clause{n}" for n in range(1, 8))][level]}"/>' in part(
            data, "word/numbering.xml"
        )
    assert xml.count("<w:numPr>") >= 9


def test_properties_say_which_document_it_is(made, data):
    core = read_back(data).core_properties
    assert (core.title, core.subject, core.author) == ("热线管理规程", "T-1 V1.0", "集团 总部")
    custom = part(data, "docProps/custom.xml")
    for value in ("p/main", "1.0", made.digest, "2026-01-01"):
        assert f"<vt:lpwstr>{value}</vt:lpwstr>" in custom


def test_each_clause_is_in_a_control_with_its_id(data):
    document = part(data, "word/document.xml")
    for id in ("response", "second", "deep", "in-section", "annex-one"):
        assert f'<w:tag w:val="{id}"/>' in document


def test_only_drafts_have_a_watermark(made, data):
    assert "草稿" in part(data, "word/header.xml")
    signed = render(manuscript(SECTIONS, draft=False), CORPORATE)
    assert "草稿" not in part(signed, "word/header_cover.xml") + part(signed, "word/header.xml")


def test_a_number_beyond_twenty_in_a_circle_is_typed_and_those_before_are_counted():
    data = render(manuscript(MANY), CORPORATE)
    read = paragraphs(data)
    assert {"三层之20止。", "㉑三层之21止。", "㊿三层之50止。", "(51)三层之51止。", "二层之30止。"} <= {*read}
    assert part(data, "word/document.xml").count('<w:numId w:val="0"/>') == 35


def test_definitions_print_the_values_of_a_term_below_it():
    values = (Definition("大型会议", "三个部门参加", ("大会",)), Definition("小型会议", "其他会议"))
    entries = (Definition("会议类别", "按人数分", (), values), Definition("级别", "", ("档",), values[1:]))
    made = replace(manuscript(SECTIONS), blocks=(Heading("terms", 1, "一、", "术语"), Definitions(entries)))
    expected = [
        ("Definition", "会议类别：按人数分。"),
        ("Definition Choice", "——大型会议：三个部门参加（又称大会）；"),
        ("Definition Choice", "——小型会议：其他会议。"),
        ("Definition", "级别（又称档）："),
        ("Definition Choice", "——小型会议：其他会议。"),
    ]
    printed = [(each.style.name, each.text) for each in read_back(render(made, CORPORATE)).paragraphs]
    assert expected == [each for each in printed if each[0].startswith("Definition")]


def passage(text: str, id: str) -> Passage:
    return Passage(CrossReference("一1", Anchor("p", "upper", Version(1, 0), id)), None, ((Run(text),),))


@pytest.mark.parametrize(("remarks", "wide"), [((), False), (("经批准暂不执行。",), True)])
def test_each_line_beside_a_document_above_says_what_that_asks(remarks, wide):
    """A line may stand on another page than the one before it."""
    lines = (
        Counterpart(passage("上位要求。", "a"), passage("甲。", "x"), "tighter", "更严"),
        Counterpart(passage("上位要求。", "a"), passage("乙。", "y"), "waived", "豁免", remarks),
    )
    parent = CrossReference("《规程》", Anchor("p", "upper", Version(1, 0), None))
    made = replace(manuscript(SECTIONS), parents=(ParentTable(parent, lines, (), ()),))
    *_, table = read_back(render(made, CORPORATE)).tables
    assert [cell.text for cell in table.columns[1].cells] == ["上位要求", "上位要求。", "上位要求。"]
    assert wide == (table.columns[5].width > table.columns[4].width * 2)


SPACED = """\
- id: s
  title: 节
  clauses:
  - { id: lead, text: 遵守下列要求。, clauses: [{ id: below, text: 第一款。 }] }
  - { id: last, text: 见下表。, table: { columns: [甲, 乙], rows: [[一, 二]] } }
- id: t
  title: 又一节
  sections:
  - id: u
    title: 节内
    clauses: [{ id: also, text: 见下表。, table: { columns: [甲, 乙], rows: [[一, 二]] } }, { id: end, text: 止。 }]
"""


def test_what_leads_to_the_clauses_below_it_stays_with_them():
    kept = {each.text: each.paragraph_format.keep_with_next for each in read_back_clauses(SPACED)}
    assert (kept["遵守下列要求。"], kept["第一款。"], kept["见下表。"]) == (True, None, True)


@pytest.mark.parametrize(("layout", "expected"), [(CORPORATE, {"止。": 8}), (GBT, {"又一节": 8, "止。": 8})])
def test_what_stands_after_a_table_keeps_the_space_of_its_style_or_more(layout, expected):
    """A chapter's heading has 18 points above it in the one layout, nothing in the other."""
    own = {each.text: each.paragraph_format.space_before for each in read_back_clauses(SPACED, layout)}
    assert expected == {text: space.pt for text, space in own.items() if space is not None}


def test_the_contents_print_a_label_as_its_heading_does(data):
    assert {"附录A　附表", "附件1　登记表"} <= {*paragraphs(data)}


def test_a_chapter_in_the_contents_stays_with_its_first_section(data):
    body = read_back(data).element.body
    made = [docx.text.paragraph.Paragraph(each, None) for each in body.iter(qn("w:p"))]
    listed = [
        (each.text, each.paragraph_format.keep_with_next) for each in made if (each._p.style or "") in ("TOC1", "TOC2")
    ]
    assert listed == [("一、受理 <b>&", True), ("（一）内节", None), ("附录A　附表", None), ("附件1　登记表", None)]


def test_what_is_said_below_the_sign_off_keeps_clear_of_it():
    head = "sign_off: [{ role: 编制, department: office }]\ndistribution: [office]\nrepeals: [旧规程]\n"
    said = read_back(render(manuscript(SECTIONS, head=head), CORPORATE)).paragraphs
    spaces = {each.text: each.paragraph_format.space_before for each in said if each.style.name == "Note"}
    assert [(text, space and space.pt) for text, space in spaces.items()][:2] == [
        ("替代文件：旧规程", 8),
        ("分发范围：总部", None),
    ]


@pytest.mark.parametrize(("side", "unbroken"), [("After", "/（《"), ("Before", "/个。）")])
def test_lines_do_not_break_a_rate_or_a_measure_word_off_its_figure(data, side, unbroken):
    (said,) = re.findall(rf'<w:noLineBreaks{side}\s+w:lang="zh-CN"\s+w:val="([^"]*)"', part(data, "word/settings.xml"))
    assert set(unbroken) <= set(said)


def read_back_clauses(sections: str, layout: Layout = CORPORATE) -> list[docx.text.paragraph.Paragraph]:
    """The headings and clauses of a document as paragraphs."""
    body = read_back(render(manuscript(sections), layout)).element.body
    made = [docx.text.paragraph.Paragraph(each, None) for each in body.iter(qn("w:p"))]
    return [each for each in made if (each._p.style or "").startswith(("Heading", "Clause"))]


def test_bookmark_names_are_short_and_each_its_own():
    ids = ["a", "a-b", "x" * 60, "x" * 59 + "y"]
    names = [bookmark_name(id) for id in ids]
    assert len(set(names)) == 4
    assert max(map(len, names)) <= 40


def test_columns_fill_the_width():
    widths = column_widths(["编号", "说明"], [["1", "很长的说明" * 20]], 8000)
    assert sum(widths) == 8000
    assert widths[1] > 3 * widths[0]


@pytest.mark.parametrize(
    ("rows", "words", "height", "kept"),
    [
        (1, "短", 0, 0),
        (6, "短", 0, 5),
        (12, "短", 0, 11),
        (13, "短", 0, 0),
        # Three lines each in a column of ten characters, and rows of two lines' height.
        (4, "长" * 25, 0, 3),
        (5, "长" * 25, 0, 0),
        (6, "短", 600, 5),
        (7, "短", 600, 0),
    ],
)
def test_a_table_of_a_few_lines_stays_on_one_page(rows, words, height, kept):
    cells = [[paragraph("TableText", run(words))] for _ in range(rows)]
    made = table("表", [paragraph("TableHead", run("列"))], cells, [10 * 210 + 240], height=height)
    assert made.count("<w:keepNext/>") == kept
