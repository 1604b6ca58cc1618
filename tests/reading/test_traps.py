"""YAML as people trip over it: each slip gets a message that names the cause and the remedy, at its place."""

from __future__ import annotations

import pytest
from small import HEAD, findings, read

from generator.reading.parsing import parse

FIRST = HEAD.count("\n") + 1


@pytest.mark.parametrize(
    ("clause", "line", "column", "code", "said"),
    [
        ("  - { id: a, text: 甲。, must: { 满意度: >= 95 % } }\n", 0, 37, "invalid-yaml", "不低于 95 %"),
        ("  - id: a\n    text: 甲。\n    must:\n      满意度: >= 95 %\n", 3, 12, "invalid-yaml", "不低于 95 %"),
        ("  - id: a\n    text: {{ 响应 }}。\n", 1, 11, "invalid-yaml", "{{"),
        ("  - id: a\n    text: [甲]乙\n", 1, 11, "invalid-yaml", "双引号"),
        ("  - id: a\n    text: *甲\n", 1, 11, "invalid-yaml", "以 * 开头"),
        ("  - id: a\n    text: !甲 乙\n", 1, 11, "invalid-yaml", "以 ! 开头"),
        ("  - id: a\n    text: %甲\n", 1, 11, "invalid-yaml", "%"),
        ('  - id: a\n    text: "甲"乙\n', 1, 11, "invalid-yaml", "双引号"),
        ("  - id: a\n    text: 注意: 甲\n", 1, 13, "invalid-yaml", "冒号"),
        ("  - id: a\n    text: 甲 #乙\n", 1, None, "invalid-yaml", "注释"),
        (
            "  - id: a\n    text: 费用{{ 费用 }}。\n    must: { 费用: 不超过 1,000 元 }\n",
            2,
            None,
            "invalid-yaml",
            "1000",
        ),
        ("  - { id: a, text: 甲, must: { 费用: 1,000,000 元 } }\n", 0, 37, "invalid-yaml", "千位逗号"),
        ("  - id: a\n    text: 甲。\n    must: { 渠道: 邮件，留痕: 是 }\n", 2, None, "invalid-yaml", "中文逗号"),
        (
            "  - id: a\n    text: 甲。\n    when: {时段:夜间}\n    must: { 留痕: 是 }\n",
            2,
            None,
            "invalid-yaml",
            "时段: 夜间",
        ),
        ("  - id: a\n    text：甲。\n", 1, None, "invalid-yaml", "中文冒号"),
        ("  - id: a\n\ttext: 甲。\n", 1, 1, "invalid-yaml", "Tab"),
        ("  - id: a\n    text: 甲。\n    text: 乙。\n", 2, 5, "invalid-yaml", "两次"),
        ("  - id: a\n    text: 甲\u202e。\n", 1, None, "invalid-yaml", "202E"),
        ("  - id: a\n    text: &x 甲\n  - id: b\n    text: *x\n", 1, 11, "invalid-yaml", "别名"),
        ("  - { id: a, text: %甲 }\n", 0, 20, "invalid-yaml", "以 % 开头"),
        ("  - { id: a, text: 甲[乙 }\n", 0, 20, "invalid-yaml", "方括号"),
        ("  - { id: a, text: 注意: 甲 }\n", 0, 22, "invalid-yaml", "英文冒号"),
        ("  - { id: a, text: 甲\n  - { id: b, text: 乙 }\n", 0, 5, "invalid-yaml", "没有成对"),
        ("  - id: a\n    text: 甲。\n    must: { 渠道: [邮件, 会议 }\n", 2, 11, "invalid-yaml", "没有成对"),
        ("  - id: a\n    text: 甲。\n    must:{ 渠道: 邮件 }\n", 2, 9, "invalid-yaml", "must: { 渠道"),
        ("  - id: a\n    text:甲。\n    must: { 渠道: 邮件 }\n", 1, 9, "invalid-yaml", "缺少空格"),
        ("  - id: a\n    title：甲\n    text: 甲。\n", 1, 10, "invalid-yaml", "中文冒号"),
        ('  - id: a\n    text: "甲。”\n    must: { 渠道: "邮件" }\n', 1, 11, "invalid-yaml", "双引号没有成对"),
        ('  - id: a\n    text: "甲。\n    must: { 渠道: 邮件 }\n', 1, 11, "invalid-yaml", "双引号没有成对"),
        ("  - id: a\n    text: 甲。\n  -id: b\n    text: 乙。\n", 2, 3, "invalid-yaml", "连字符"),
        ("  - id: a\n     text: 甲。\n", 1, 6, "invalid-yaml", "缩进"),
        ("  - id: a\n    text: 甲。\n    must: ｛ 渠道: 邮件 ｝\n", 2, 11, "invalid-yaml", "全角"),
        ("  - id: a\n    text: 甲。\n　　must: { 渠道: 邮件 }\n", 2, 1, "invalid-yaml", "全角空格"),
        ("  - id: a\n    text: 甲。\n    must: { 抄送: 仅限 [上级] }\n", 2, 17, "invalid-yaml", "不加方括号"),
        ("  - id: a\n    text: 甲。\n    must:\n      渠道：邮件\n", 3, 7, "invalid-document", "英文冒号"),
        (
            "  - { id: a, text: 甲。, table: { columns: [甲，乙], rows: [[丙, 丁]] } }\n",
            0,
            43,
            "invalid-document",
            "中文逗号",
        ),
        (
            "  - { id: a, text: 甲。, table: { columns: [甲, 乙], rows: [[丙，丁]] } }\n",
            0,
            58,
            "invalid-document",
            "中文逗号",
        ),
        (
            "  - { id: a, text: 甲。, table: { columns: [甲, 乙], rows: [{ cells: [丙，丁], may: { 渠道: 邮件 } }] } }\n",
            0,
            67,
            "invalid-document",
            "中文逗号",
        ),
    ],
)
def test_a_slip_is_named_with_its_remedy(clause, line, column, code, said):
    first, *others = (finding for finding in findings(clause) if finding.code == code)
    assert [finding for finding in others if finding.place.line == first.place.line] == []
    assert first.place.line - FIRST == line
    assert column in (None, first.place.column)
    assert said.lower() in first.message.zh.lower()
    assert first.message.en


def test_behind_a_slip_the_rest_is_read_as_it_was_meant():
    """What else is wrong is told in the same run, at the places of the file as it is."""
    found = findings(
        "  - { id: a, title: %甲, text: 甲。, must: {渠道:邮件, 渠到: 会议} }\n  - { id: a, text: @乙, must: 丙 }\n"
    )
    assert [(each.code, each.place.line - FIRST, each.place.column) for each in found] == [
        ("invalid-yaml", 0, 21),
        ("invalid-yaml", 0, 44),
        ("unknown-reference", 0, 49),
        ("duplicate-id", 1, 5),
        ("invalid-yaml", 1, 20),
        ("invalid-document", 1, 30),
    ]


@pytest.mark.parametrize("text", ["*a", "a: *b c\n", "a: !x [b\n", "a: &x\n", "{{{{: [", "a: {b:c, 1,000\n", '"' * 99])
def test_a_remedy_that_does_not_help_is_not_tried_for_ever(text):
    """What cannot be mended ends in a fault."""
    assert parse(text).faults


def test_a_comma_of_the_text_is_no_slip():
    """In quotes, inside brackets, in the cells of a table that has them all."""
    rows = 'rows: [["丙，丁", 戊，己], [庚（辛，壬）, 癸]]'
    assert findings(f"  - {{ id: a, text: 甲，乙。, table: {{ columns: [甲（乙，丙）, '丁，戊'], {rows} }} }}\n") == []


@pytest.mark.parametrize("text", ["1:30", "3.10", "NO", "2.0", "yes", "0x10", "1e3", "~", "2026-01-01", "null"])
def test_scalars_are_read_as_written(text):
    reading = read(f"  - {{ id: a, text: {text} }}\n")
    assert reading.findings == ()
    (procedure,) = reading.policy.procedures
    assert procedure.master is not None
    (clause,) = procedure.master.document.all_clauses()
    assert clause.text.paragraphs == ((text,),)


def test_all_faults_of_all_files_come_in_one_run():
    reading = read(
        "  - { id: a, titel: 甲, text: 甲。 }\n  - { id: a, text: 乙。, must: { 渠道: 信件 } }\n",
        terms="terms:\n  响应: { unti: 秒 }\n  渠道: { choices: [邮件, 会议] }\n",
    )
    assert {finding.code for finding in reading.findings} == {"invalid-document", "duplicate-id", "unknown-reference"}
    assert {finding.place.file.split("/")[-1] for finding in reading.findings} == {"procedure.yaml", "terms.yaml"}
    assert {finding.fix.new for finding in reading.findings if finding.fix} >= {"title", "unit"}
