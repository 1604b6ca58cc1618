"""The numbers that Word prints: formats, levels, restarts, styles, lists kept in styles."""

from __future__ import annotations

import io

import pytest
from packages import docx, lvl, numbering, p, part, style

from generator.document.numbering import chinese
from generator.importing.content import Paragraph
from generator.importing.numerals import printed, value_of
from generator.importing.package import package
from generator.importing.wordfile import read_word


def labels(body: str, numbers: str, styles: str = "") -> list[str]:
    """What stands in front of each paragraph."""
    parts = {"numbering": numbers, "styles": part("styles", style("a", "Normal", default=True) + styles)}
    word = read_word(package(io.BytesIO(docx(body, parts=parts)), "x.docx"))
    return [each.label.text if each.label else "" for each in word.blocks if isinstance(each, Paragraph)]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 9, "⒐"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("ideographDigital", 12, "一二"),
        ("japaneseCounting", 111, "百一十一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 4, "㊃"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("none", 5, ""),
        ("somethingNew", 5, "5"),
    ],
)
def test_a_number_in_each_format(form, number, shown):
    assert shown == printed(number, form)


@pytest.mark.parametrize("number", [*range(1, 130), 999, 1001, 1010, 1999, 10_000, 10_001, 10_010, 12_345, 99_999])
def test_chinese_numerals_read_back(number):
    assert number == value_of(chinese(number))
    assert number == value_of(printed(number, "chineseLegalSimplified"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二六", 2026),
        ("廿三", 23),
        ("两百", 200),
        ("百二十", 120),
        ("12", 12),
        ("一百零", 100),
        ("甲", None),
        ("", None),
    ],
)
def test_a_numeral_in_other_writings(text, value):
    assert value == value_of(text)


OUTLINE = lvl(0, "chineseCounting", "%1、") + lvl(1, "decimal", "%2.") + lvl(2, "decimal", "%1-%2-%3")


def test_a_deeper_level_begins_anew_below_a_higher_one_and_shows_those_above():
    body = "".join(p("x", num=(1, level)) for level in (0, 1, 1, 2, 0, 1, 2))
    assert labels(body, numbering({0: OUTLINE}, {1: (0, "")})) == ["一、", "1.", "2.", "一-2-1", "二、", "1.", "二-1-1"]


def test_is_legal_shows_all_levels_as_figures():
    levels = lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2", more="<w:isLgl/>")
    body = p("x", num=(1, 0)) + p("x", num=(1, 1))
    assert labels(body, numbering({0: levels}, {1: (0, "")})) == ["第一章", "1.1"]


def test_articles_count_through_chapters_when_they_never_restart():
    levels = lvl(0, "chineseCounting", "第%1章") + lvl(1, "chineseCounting", "第%2条", more='<w:lvlRestart w:val="0"/>')
    body = "".join(p("x", num=(1, level)) for level in (0, 1, 1, 0, 1))
    assert labels(body, numbering({0: levels}, {1: (0, "")})) == ["第一章", "第一条", "第二条", "第二章", "第三条"]


def test_lists_of_one_definition_count_on_and_one_with_an_override_begins_anew():
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = numbering({0: lvl(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, begins)})
    body = "".join(p("x", num=(num, 0)) for num in (1, 1, 2, 3, 3))
    assert labels(body, numbers) == ["1.", "2.", "3.", "5.", "6."]


def test_a_list_may_replace_a_level_of_its_definition():
    other = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbers = numbering({0: lvl(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, other)})
    assert labels(p("x", num=(1, 0)) + p("x", num=(2, 0)), numbers) == ["1.", "B)"]


def test_a_level_begins_where_its_start_says():
    assert labels(p("x", num=(1, 0)), numbering({0: lvl(0, "decimal", "%1.", start=7)}, {1: (0, "")})) == ["7."]


def test_a_level_tied_to_a_style_counts_for_the_styles_based_on_it():
    levels = lvl(0, "decimal", "%1.", style="one") + lvl(1, "decimal", "（%2）", style="two")
    styles = style("one", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "two", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    styles += style("three", based="two")
    body = p("x", style="one") + p("x", style="two") + p("x", style="three") + p("x", style="a")
    assert labels(body, numbering({0: levels}, {1: (0, "")}), styles) == ["1.", "（1）", "（2）", ""]


def test_list_zero_takes_the_number_of_a_style_away():
    styles = style("one", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbers = numbering({0: lvl(0, "decimal", "%1.")}, {1: (0, "")})
    assert labels(p("x", style="one") + p("x", style="one", num=(0, 0)) + p("x", style="one"), numbers, styles) == [
        "1.",
        "",
        "2.",
    ]


def test_a_list_kept_in_a_style_is_found_through_it():
    numbers = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="kept"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="kept"/>{lvl(0, "chineseCounting", "（%1）")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )
    styles = style("kept", ppr='<w:numPr><w:numId w:val="2"/></w:numPr>')
    assert labels(p("x", num=(1, 0)), numbers, styles) == ["（一）"]


def test_a_deleted_paragraph_is_not_counted():
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
    )
    numbers = numbering({0: lvl(0, "decimal", "%1.")}, {1: (0, "")})
    assert labels(p("x", num=(1, 0)) + gone + p("x", num=(1, 0)), numbers) == ["1.", "", "2."]


@pytest.mark.parametrize("styles", [style("s", based="s"), style("s", based="t") + style("t", based="s")])
def test_styles_that_are_based_on_each_other_end(styles):
    assert labels(p("x", style="s"), numbering({}, {}), styles) == [""]


def test_a_list_or_level_that_is_not_there_gives_no_number():
    numbers = numbering({0: lvl(0, "decimal", "%1.")}, {1: (0, ""), 2: (9, "")})
    assert labels(p("x", num=(7, 0)) + p("x", num=(1, 3)) + p("x", num=(2, 0)), numbers) == ["", "", ""]
