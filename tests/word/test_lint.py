"""The lint and the house rules: silent on what is made, and a broken specimen of each kind that they must catch."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from house_rules import house_rules
from ooxml_lint import lint
from specimen import SECTIONS, broken, manuscript

from generator.document.blocks import ClauseBlock, PictureContent
from generator.project import Project
from generator.word import render
from generator.word.writing import bookmark_name

PROJECT = Project(Path(__file__).resolve().parents[2])
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELS, TYPES, SETTINGS, CORE = (
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
    "word/settings.xml",
    "docProps/core.xml",
)


def a_picture(number: int) -> PictureContent:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 4, 4, 8, 0, 0, 0, 0)
    return PictureContent("a.png", number, "流程", "四步", head + struct.pack(">I", zlib.crc32(head[12:])))


@pytest.fixture(scope="module")
def made():
    """A draft with everything in it, two pictures included."""
    document = manuscript(SECTIONS)
    clauses = [block for block in document.blocks if isinstance(block, ClauseBlock)]
    pictures = {clauses[0].id: a_picture(1), clauses[1].id: a_picture(2)}
    blocks = (
        replace(block, picture=pictures[block.id]) if isinstance(block, ClauseBlock) and block.id in pictures else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


@pytest.fixture(scope="module")
def data(made):
    return render(made, PROJECT.layout("gbt9704"))


@pytest.fixture(scope="module")
def numbered(made):
    names = {bookmark_name(block.id): 4 for block in made.blocks if hasattr(block, "id")}
    return render(made, PROJECT.layout("gbt9704"), names)


@pytest.mark.parametrize("layout", ["corporate", "gbt9704"])
@pytest.mark.parametrize("numbering", ["outline", "articles"])
@pytest.mark.parametrize("draft", [True, False])
def test_what_is_made_has_no_fault(layout, numbering, draft, made):
    data = render(replace(made, numbering=numbering, draft=draft), PROJECT.layout(layout))
    assert [*lint(data), *house_rules(data)] == []


def test_contents_with_pages_have_no_fault(numbered):
    assert [*lint(numbered), *house_rules(numbered)] == []


def swap(old: str, new: str, times: int = -1):
    return lambda text: text.replace(old, new, times)


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        (DOCUMENT, swap('w:pStyle w:val="Lead"', 'w:pStyle w:val="Nope"'), "style Nope does not exist"),
        (DOCUMENT, swap('w:rStyle w:val="Hyperlink"', 'w:rStyle w:val="Nope"'), "style Nope does not exist"),
        (DOCUMENT, swap('w:tblStyle w:val="PolicyTable"', 'w:tblStyle w:val="Nope"'), "style Nope does not exist"),
        ("word/footer_even.xml", swap('w:pStyle w:val="Footer"', 'w:pStyle w:val="Nope"'), "style Nope does not exist"),
        (STYLES, swap('w:basedOn w:val="Normal"', 'w:basedOn w:val="Nope"', 1), "style Nope does not exist"),
        (NUMBERING, swap('w:num w:numId="3"', 'w:num w:numId="33"'), "list 3 does not exist"),
        (NUMBERING, swap('w:abstractNumId w:val="2"', 'w:abstractNumId w:val="9"'), "list definition 9"),
        (DOCUMENT, swap('w:anchor="c_deep"', 'w:anchor="c_gone"'), "anchor c_gone"),
        (DOCUMENT, swap('w:name="c_second"', 'w:name="c_deep"'), "bookmark c_deep stands 2 times"),
        (DOCUMENT, swap('w:name="c_second"', f'w:name="c_{"x" * 39}"'), "bookmark c_xxx"),
        (DOCUMENT, swap('<w:bookmarkEnd w:id="2"/>', ""), "bookmarks do not close"),
        (DOCUMENT, swap('<w:bookmarkEnd w:id="2"/>', '<w:bookmarkEnd w:id="1"/>'), "bookmarks do not close"),
        (DOCUMENT, swap('w:fldCharType="end"', 'w:fldCharType="separate"'), "a field does not close"),
        ("word/footer.xml", swap('w:fldCharType="begin"', 'w:fldCharType="separate"'), "a field does not close"),
        (DOCUMENT, swap("<w:gridCol ", "<w:gridCol/><w:gridCol ", 1), "a row has"),
        (DOCUMENT, swap("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>', 1), "a row has"),
        (DOCUMENT, lambda s: re.sub(r'(<w:tcW w:w=")\d+', r"\g<1>77", s, count=1), "a cell is not as wide"),
        (DOCUMENT, lambda s: re.sub(r"(</w:tcPr>)<w:p>.*?</w:p>", r"\1", s, count=1), "a cell has no paragraph"),
        (DOCUMENT, swap('r:id="link1"', 'r:id="link9"'), "relationship link9 does not exist"),
        (DOCUMENT, swap('r:embed="image1"', 'r:embed="image9"'), "relationship image9 does not exist"),
        (DOCUMENT, swap('r:id="footer_even"', 'r:id="footer_odd"'), "relationship footer_odd does not exist"),
        (RELS, swap("styles.xml", "gone.xml"), "part word/gone.xml does not exist"),
        (RELS, swap('Id="image2"', 'Id="image1"'), "relationship image1 stands 2 times"),
        (RELS, swap("image2.png", "image1.png"), "part word/media/image2.png belongs to nothing"),
        (TYPES, swap('PartName="/word/header_even.xml"', 'PartName="/word/gone.xml"'), "content type of word/gone.xml"),
        (
            TYPES,
            swap('PartName="/word/header_even.xml"', 'PartName="/word/gone.xml"'),
            "part word/header_even.xml has no",
        ),
        (TYPES, swap('Extension="png"', 'Extension="gif"'), "part word/media/image1.png has no content type"),
        (DOCUMENT, swap('<w:tag w:val="second"/>', '<w:tag w:val="deep"/>'), "content control deep"),
        (DOCUMENT, swap('<w:tag w:val="second"/>', f'<w:tag w:val="{"x" * 65}"/>'), "content control xxx"),
        (DOCUMENT, swap('<w:alias w:val="', f'<w:alias w:val="{"x" * 65}', 1), "title xxx"),
        (
            DOCUMENT,
            lambda s: re.sub(r'(<w:sdtPr>.*?<w:id w:val=")2"', r'\g<1>1"', s, count=1),
            "content control's number",
        ),
        (DOCUMENT, swap('<wp:docPr id="2"', '<wp:docPr id="1"'), "picture's number 1 stands 2 times"),
        ("word/header_even.xml", swap("_x0000_s2052", "_x0000_s2051"), "shape's number _x0000_s2051"),
        (DOCUMENT, swap("<w:body>", "<w:body><w:p><w:del><w:r><w:t/></w:r></w:del></w:p>"), "a deletion holds w:t"),
        (DOCUMENT, swap("<w:body>", "<w:body><w:p><w:r><w:delText/></w:r></w:p>"), "w:delText stands outside"),
        (DOCUMENT, swap('<w:t xml:space="preserve">响应　', "<w:t> 响应　"), "the spaces around"),
        (CORE, swap("T00:00:00Z", ""), "core date"),
        (CORE, swap("-01-01T", "-13-01T"), "core date"),
        (CORE, lambda s: re.sub(r"<dcterms:.*</dcterms:modified>", "", s), "core dates are missing"),
        (
            DOCUMENT,
            swap('<w:headerReference w:type="even" r:id="header_even"/>', ""),
            "a section has no header of kind even",
        ),
        (
            DOCUMENT,
            lambda s: re.sub(r"<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr></w:body>", "</w:body>", s),
            "the body does",
        ),
        (DOCUMENT, swap("</w:body>", ""), "no package of XML parts"),
    ],
)
def test_the_lint_catches_what_is_broken(part, change, fault, data):
    assert any(line.startswith(fault) for line in lint(broken(data, part, change)))


def test_the_lint_catches_a_page_of_a_bookmark_that_is_gone(numbered):
    spoilt = broken(numbered, DOCUMENT, swap("PAGEREF c_rules", "PAGEREF c_gone"))
    assert "anchor c_gone does not exist" in [*lint(spoilt)]


def unless(pattern: str, replacement: str = ""):
    return lambda text: re.sub(pattern, replacement, text, count=1)


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        (STYLES, unless(r' w:eastAsia="仿宋"'), "the defaults name no font for Chinese"),
        (STYLES, unless(r"(styleId=\"Lead\".*?)<w:rFonts[^>]*>", r"\1"), "style Lead names no font for Chinese"),
        (STYLES, swap('w:eastAsia="zh-CN"', 'w:eastAsia="ja-JP"'), "the language is not zh-CN"),
        (STYLES, swap('w:eastAsia="黑体"', 'w:eastAsia="隶书"'), "font 隶书 has no other to stand in"),
        (STYLES, unless(r"w:ascii=", "w:asciiTheme="), "a theme's font is asked for"),
        (NUMBERING, swap('<w:pStyle w:val="Clause1"/>', ""), "style Clause1 and level 2 are not tied"),
        (STYLES, unless(r'(styleId="Heading2".*?)<w:numPr>.*?</w:numPr>', r"\1"), "style Heading2 and level 1 are not"),
        (NUMBERING, unless("<w:suff", '<w:lvlRestart w:val="0"/><w:suff'), "a level restarts"),
        (NUMBERING, unless('<w:suff w:val="nothing"/>', '<w:suff w:val="space"/>'), "a number is followed by more"),
        (NUMBERING, unless('<w:suff w:val="nothing"/>'), "a number is followed by a tab"),
        (STYLES, swap('"heading 1"', '"Überschrift 1"'), "style Heading1 is not Word's own"),
        (
            STYLES,
            unless(r'(styleId="Clause1".*?)</w:pPr>', r'\1<w:outlineLvl w:val="2"/></w:pPr>'),
            "style Clause1 has",
        ),
        (DOCUMENT, swap('"Heading1"', '"Lead"'), "a heading of level 2 follows none"),
        (SETTINGS, swap("<w:compat>", '<w:updateFields w:val="true"/><w:compat>'), "opening the file prompts"),
        (DOCUMENT, swap('w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"'), "opening the file prompts"),
        (DOCUMENT, swap("Table of Contents", "Custom"), "there is no table of contents"),
        (DOCUMENT, unless(r" TOC \\o", " XE "), "the contents have no entries"),
        (DOCUMENT, unless(r" \\n "), "the contents have pages for some entries only"),
        (
            DOCUMENT,
            unless(r'(TOC1"/></w:pPr>.*?)<w:hyperlink[^>]*>(.*?)</w:hyperlink>', r"\1\2"),
            "an entry of the contents",
        ),
        (DOCUMENT, swap('<w:tag w:val="deep"/>', ""), "a clause stands outside"),
        (DOCUMENT, unless("<w:tblCaption[^>]*>"), "a table has no caption"),
        (DOCUMENT, unless("<w:tblHeader/>"), "table 修订记录 has no head"),
        (DOCUMENT, unless("<w:cantSplit/>"), "a row of table 修订记录 may break"),
        (DOCUMENT, unless("<w:gridCol[^>]*>(<w:gridCol[^>]*>)*"), "table 修订记录 has no grid"),
        (STYLES, unless(r'(styleId="TableHead".*?)<w:keepNext/>', r"\1"), "table 修订记录 may break"),
        (
            STYLES,
            unless(r'(styleId="FrontHeading".*?)<w:keepNext/>', r"\1"),
            "what leads to table 修订记录 may stay behind",
        ),
        (DOCUMENT, swap("<w:body>", "<w:body><w:p/>"), "an empty paragraph makes space"),
        (DOCUMENT, swap('descr="四步"', 'descr=""'), "picture image1.png has no words"),
        ("word/header.xml", swap('alt="草稿"', ""), "shape Draft3 has no words"),
        ("word/header_even.xml", unless("<w:r>.*</w:r>"), "some headers are marked as a draft"),
        (CORE, unless("热线管理规程"), "property dc:title is empty"),
        (CORE, unless("<dc:language>.*</dc:language>"), "property dc:language is empty"),
        ("docProps/custom.xml", swap("SourceDigest", "Digest"), "property SourceDigest is empty"),
        (DOCUMENT, unless("<w:p>", '<w:p w:rsidR="00A1">'), "an id of an editing session"),
    ],
)
def test_the_house_rules_catch_what_they_forbid(part, change, fault, data):
    assert any(line.startswith(fault) for line in house_rules(broken(data, part, change)))


def test_the_house_rules_catch_contents_with_pages_for_some(numbered):
    spoilt = broken(numbered, DOCUMENT, unless(r" PAGEREF c_inner \\h ", " PAGE "))
    assert "the contents have pages for some entries only" in [*house_rules(spoilt)]


def repacked(data: bytes, names, **entry) -> bytes:
    """The same parts in another order or with other marks of where and when they were packed."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in names(source.namelist()):
            info = source.getinfo(name)
            content = source.read(name)
            for key, value in entry.items():
                setattr(info, key, value)
            target.writestr(info, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda data: repacked(data, sorted), ""),
        (lambda data: repacked(data, lambda names: names[::-1]), "parts are out of order"),
        (lambda data: repacked(data, list, date_time=(2026, 1, 1, 0, 0, 0)), "a part carries a time or a system"),
        (lambda data: repacked(data, list, create_system=3), "a part carries a time or a system"),
    ],
)
def test_the_house_rules_catch_traces_of_a_machine(change, fault, data):
    found = [*house_rules(change(data))]
    assert (fault in found) if fault else found == []
