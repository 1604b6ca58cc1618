"""Conditions as owners write them, and what they mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import HEAD, TERMS, document, findings, read

from generator.findings import Severity
from generator.model import Bound, atoms
from generator.phrases import condition_words, number_words
from generator.project import Project


def words(condition: str) -> str:
    """A must, read and put into words."""
    reading = read(f"  - id: a\n    text: 甲。\n    must: {{ {condition} }}\n")
    assert [finding.message.zh for finding in reading.findings] == []
    (rule,) = document(reading).rules()
    assert rule.must is not None
    return condition_words(rule.must)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("响应: 不超过 60 秒", "响应不超过60秒"),
        ("响应: 至多60秒", "响应不超过60秒"),
        ("响应: <= 60 秒", "响应不超过60秒"),
        ("响应: ≤ 60 秒", "响应不超过60秒"),
        ("每周次数: 不少于 3 次/周", "每周次数不少于3次/周"),
        ("每周次数: 至少 3 次/周", "每周次数不少于3次/周"),
        ('每周次数: ">= 3 次/周"', "每周次数不少于3次/周"),
        ("每周次数: ≥ 3 次/周", "每周次数不少于3次/周"),
        ("满意度: 不低于 95 %", "满意度不低于95%"),
        ("满意度: 不低于 95％", "满意度不低于95%"),
        ("响应: 少于 60 秒", "响应少于60秒"),
        ("响应: < 60 秒", "响应少于60秒"),
        ("满意度: 高于 95 %", "满意度高于95%"),
        ('响应: "> 60 秒"', "响应超过60秒"),
        ("每周次数: 3..5 次/周", "每周次数3至5次/周"),
        ("每周次数: 3至5次/周", "每周次数3至5次/周"),
        ("每周次数: 3-5 次/周", "每周次数3至5次/周"),
        ("每周次数: 3～5 次/周", "每周次数3至5次/周"),
        ("每周次数: 3~5 次/周", "每周次数3至5次/周"),
        ("每周次数: = 2 次/周", "每周次数为2次/周"),
        ("每周次数: 2 次/周", "每周次数为2次/周"),
        ("响应: 不超过 1小时30分钟", "响应不超过1小时30分钟"),
        ("响应: 不超过 半小时", "响应不超过半小时"),
        ("渠道: 邮件", "渠道为邮件"),
        ("渠道: [邮件, 会议]", "渠道为邮件或会议"),
        ("渠道: 邮件或会议", "渠道为邮件或会议"),
        ("抄送: 仅限 上级", "抄送仅限上级"),
        ("抄送: 上级和同事", "抄送为上级和同事"),
        ("抄送: 上级或同事", "抄送为上级或同事"),
        ("留痕: yes", "留痕：是"),
        ("留痕: 否", "留痕：否"),
        ("any: [{ 渠道: 邮件 }, { 留痕: 是 }]", "渠道为邮件，或留痕：是"),
        ("not: { 渠道: 邮件 }", "并非（渠道为邮件）"),
    ],
)
def test_a_condition_in_words(written, meant):
    assert words(written) == meant


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("渠道: 邮箱", "unknown-reference", "邮件"),
        ("渠到: 邮件", "unknown-reference", "渠道"),
        ("响应: 不超过 60 次", "wrong-unit", "秒"),
        ("响应: 不超过 60", "wrong-unit", "60 秒"),
        ("费用: 不超过 60", "wrong-unit", "60 元"),
        ("响应: 60 秒以内左右", "invalid-document", ""),
        ("每周次数: 2.5 次/周", "invalid-document", "整数"),
        ("留痕: 也许", "invalid-document", "是"),
        ("时段: 夜间", "invalid-document", "时段"),
        ("响应: 5..3 秒", "invalid-document", ""),
        ("渠道: 不是邮件", "unknown-reference", "must_not: { 渠道: 邮件 }"),
        ("渠道: 除邮件和会议外", "unknown-reference", "not: { 渠道: [邮件, 会议] }"),
        ("渠道: 邮件和会议", "invalid-document", "[邮件, 会议]"),
        ("渠道: 邮件/会议", "unknown-reference", "[邮件, 会议]"),
        ("渠道: 邮件/面谈", "unknown-reference", "“面谈”"),
        ("抄送: 上级、同事", "unknown-reference", "都要做到，请写成 上级和同事；至少做到一个，请写成 上级或同事"),
        ("抄送: [上级、同事]", "unknown-reference", "英文逗号"),
        ("抄送: 上级和", "unknown-reference", "前后都要有取值"),
        ("响应: ≠ 60 秒", "invalid-document", "must_not: { 术语: 60 秒 }"),
        ("响应: 不等于 60 秒", "invalid-document", "must_not: { 术语: 60 秒 }"),
        ("2 * 响应: 60 秒", "unknown-reference", "只能用 + 相加"),
    ],
)
def test_a_condition_that_cannot_be_says_why(written, code, said):
    found = findings(f"  - id: a\n    text: 甲。\n    must: {{ {written} }}\n")
    assert [finding.code for finding in found] == [code]
    assert said in f"{found[0].message.zh}{found[0].fix}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 渠道 }}",
        "{{ os.system('x') }}",
        "{{ ref(s) }}",
        '{{ link("javascript:x", "y") }}',
        "{% if x %}{% endif %}{{",
        "{{ 响应",
    ],
)
def test_a_text_knows_three_placeholders_and_nothing_else(text):
    found = findings(f"  - id: a\n    text: {json.dumps(f'甲{text}。', ensure_ascii=False)}\n")
    assert found
    assert all(finding.code in ("invalid-document", "unknown-reference") for finding in found)


def test_a_unit_that_there_is_not_is_told_once():
    reading = read("  - { id: a, text: 甲。 }\n", terms=TERMS.replace("{ unit: 秒 }", "{ unit: 秒钟 }"))
    assert [each.code for each in reading.findings if each.severity is Severity.ERROR] == ["wrong-unit"]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("（一）丁", "丁"),
        ("1.甲", "甲"),
        ("二、丙", "丙"),
        ("第三条 甲", "甲"),
        ("①甲", "甲"),
        ("1.5倍赔付", None),
        ("一、二级响应", None),
        ("三级响应", None),
        ("24小时值守", None),
        ("第三条生产线", None),
        ("（试行）说明", None),
    ],
)
def test_a_typed_number_is_a_warning(title, bare):
    """The number of a clause is derived from its position."""
    found = findings(f"  - {{ id: a, title: {title}, text: 甲。 }}\n")
    assert [bare] * (bare is not None) == [each.fix.new for each in found if each.fix]
    assert all((each.code, each.severity) == ("invalid-document", Severity.WARNING) for each in found)


def test_what_is_wrong_in_a_text_is_told_where_it_stands():
    """On its line and in its column, and nothing follows from it."""
    found = findings(
        "  - id: a\n    text: |\n      甲{{ 响应 }}，{{ 响映 }}。\n\n      乙{{ 渠道 }}。\n    must: { 响应: 60 秒, 费用: 5 元 }\n"
        '  - { id: b, text: "见{{ 费用 }}", must: { 响应: 60 秒 } }\n  - { id: c, text: "甲{{ 留痕。" }\n'
    )
    first = HEAD.count("\n") + 1
    assert [(each.code, each.place.line - first, each.place.column) for each in found] == [
        ("unknown-reference", 2, 17),
        ("unknown-reference", 4, 8),
        ("unknown-reference", 6, 22),
        ("invalid-document", 7, 22),
    ]


def test_every_atom_of_the_shipped_policy_stands_where_its_place_says():
    reading = Project(Path(__file__).resolve().parents[2]).load()
    seen = 0
    for procedure in reading.policy.procedures:
        for edition in procedure.working:
            for rule in edition.document.rules():
                for duty in rule.duties():
                    for atom in atoms(duty):
                        line = reading.sources[atom.place.file].split("\n")[atom.place.line - 1]
                        rest = line[atom.place.column - 1 :]
                        assert not rest.startswith((" ", "{", "}", ",")), (atom.place, rest)
                        if isinstance(atom, Bound):
                            ends = [end for end in (atom.low, atom.high) if end]
                            assert all(number_words(end.amount) in rest for end in ends), (atom.place, rest)
                        seen += 1
    assert seen > 180
