"""找渠道 and 数字对照: what the rules recommend, what that asks for, and the figures of all side by side."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from shipped import ROOT, TODAY

from generator.project import Project
from generator.reading import read_policy
from generator.website.boxes import box_words, boxes
from generator.website.finder import finder_json, recommendations
from generator.website.library import shelves
from generator.website.matrix import matrix

TERMS = """\
terms:
  用途: { given: true, choices: [{ name: 投诉, aliases: [抱怨] }, 咨询, 通知] }
  紧急: { given: true, yes_no: true }
  时段: { given: true, choices: [白天, 夜间] }
  渠道: { choices: [电话, 邮件, 公告] }
  留痕: { yes_no: true }
  响应: { unit: 秒 }
"""
HEAD = """\
id: p
title: 规程
number: N
version: "1.0"
effective: 2026-01-01
department: d
finder: { ask: [用途, 紧急], answer: 渠道 }
sections:
- id: s
  title: 节
  clauses:
"""


def found(*rules: str):
    """What a procedure of these rules answers."""
    clauses = "".join(f"  - {{ id: c{n}, text: 条款。, {rule} }}\n" for n, rule in enumerate(rules, 1))
    files = {
        "policy/organization.yaml": "organization: 集团\ndepartments: { d: { title: 部门 } }\n",
        "policy/p/terms.yaml": TERMS,
        "policy/p/procedure.yaml": HEAD + clauses,
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert reading.findings == ()
    return reading.policy.procedures[0].master, list(recommendations(reading.policy.procedures[0].master))


def lines(*rules: str) -> list[str]:
    return [
        f"{each.cases}: {'宜' if each.advised else '可'} {'/'.join(each.answers)}"
        + (f" 不得 {'/'.join(each.forbidden)}" if each.forbidden else "")
        + "".join(
            f" + {r.cases}{'：' if r.cases else ''}{r.words}" + (f"?{'/'.join(r.open)}" if r.open else "")
            for r in each.requirements
        )
        + f" [{' '.join(source.anchor.id for source in each.sources)}]"
        for each in found(*rules)[1]
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (["must: { 留痕: 是 }"], []),
        (["when: { 用途: [投诉, 咨询] }, should: { 渠道: 电话 }"], ["投诉、咨询: 宜 电话 [c1]"]),
        (["should: { 渠道: [电话, 邮件] }"], ["所有情形: 宜 电话/邮件 [c1]"]),
        (
            [
                "when: { 用途: 投诉 }, should: { 渠道: 电话 }",
                "when: { 用途: 投诉, 紧急: 是 }, must_not: { 渠道: 公告 }",
            ],
            ["投诉，紧急：是: 宜 电话 不得 公告 [c1 c2]", "投诉，紧急：否: 宜 电话 [c1]"],
        ),
        # Nothing recommended: what is left by what is not allowed.
        (["when: { 紧急: 是 }, must: { 渠道: 电话 }"], ["紧急：是: 可 电话 不得 邮件/公告 [c1]"]),
        # What else there is to do, because of the case or of the answer; what all have to do is not told.
        (
            [
                "should: { 渠道: [电话, 邮件] }",
                "when: { 渠道: 电话 }, must: { 响应: 不超过 60 秒 }",
                "when: { 紧急: 是 }, must: { 留痕: 是 }",
                "must: { 响应: 不超过 90 秒 }",
            ],
            ["所有情形: 宜 电话/邮件 + 电话：响应应不超过60秒 + 紧急：是：应留痕 [c1]"],
        ),
        # What is not asked stays open.
        (
            ["should: { 渠道: 邮件 }", "when: { 渠道: 邮件, 时段: 夜间 }, must: { 留痕: 是 }"],
            ["所有情形: 宜 邮件 + 应留痕?时段 [c1]"],
        ),
    ],
)
def test_what_a_finder_answers(rules, expected):
    assert lines(*rules) == expected


def test_what_people_call_it_besides_and_the_same_for_programs():
    edition, rows = found("when: { 用途: 投诉 }, should: { 渠道: 电话 }", "when: { 用途: 投诉 }, must: { 留痕: 是 }")
    (row,) = json.loads(finder_json(edition, rows))["rows"]
    assert row == {
        "cases": "投诉",
        "words": ["抱怨"],
        "answers": ["电话"],
        "recommended": True,
        "forbidden": [],
        "asks": [{"words": "应留痕", "cases": "", "depends_on": [], "clause": "c2", "citation": "一2"}],
        "by": [{"clause": "c1", "citation": "一1"}],
    }


def test_the_shipped_finder():
    rows = list(recommendations(Project(ROOT).load().policy.procedures[0].master))
    assert len(rows) == 10
    daily = next(row for row in rows if row.answers == ("即时通讯",))
    assert daily.cases == "日常沟通、快速同步"
    assert [(each.cases, each.words, each.source.anchor.id) for each in daily.requirements] == [
        ("重大事项", "应留有记录", "principle-traceable"),
        ("重大事项", "确认方式应为邮件或会议", "im-confirm"),
    ]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ("", []),
        ("ax ay bx by", [""]),
        ("ax bx", ["x"]),
        ("ax ay", ["a"]),
        ("ax ay bx", ["a", "b，x"]),
        ("ax by", ["a，x", "b，y"]),
    ],
)
def test_cases_in_few_words(cases, expected):
    whole = ((("a",), ("b",)), (("x",), ("y",)))
    assert [box_words(box, whole) for box in boxes([((c[0],), (c[1],)) for c in cases.split()])] == expected


@pytest.fixture(scope="module")
def shipped():
    policy = Project(ROOT).load().policy
    procedure, *others = shelves(policy, TODAY, drafts=False)
    return matrix(procedure, others, policy, TODAY)


def cell(shipped, term: str, column: str) -> list[tuple[str, str, str, list[str]]]:
    at = [title for title, _ in shipped.columns].index(column)
    row = next(row for row in shipped.rows if row.term.name == term)
    return [(each.cases, each.words, each.label, [anchor.id for anchor, _ in each.anchors]) for each in row.cells[at]]


@pytest.mark.parametrize(
    ("term", "column", "expected"),
    [
        ("热线响应时间", "规程", [("", "不超过60秒", "", ["hotline-response"])]),
        # Silent: the procedure's holds; or is for another department.
        ("每周发布次数", "客户服务部", [("", "3至5次/周", "由品牌市场部落实", ["social-plan"])]),
        ("热线响应时间", "销售部", [("", "不超过60秒", "由客户服务部落实", ["hotline-response"])]),
        (
            "热线响应时间",
            "客户服务部",
            [
                ("工作时间", "不超过45秒", "更严", ["hotline-day"]),
                ("夜间或节假日", "不超过60秒", "相同", ["hotline-off-hours"]),
            ],
        ),
        # Within its range, and by a waiver.
        (
            "会议时长",
            "行政部",
            [
                ("小型会议", "不超过45分钟", "更严", ["call-length-small"]),
                ("大型会议", "不超过90分钟", "放宽", ["call-length-large"]),
            ],
        ),
        (
            "会议纪要发出时限",
            "行政部",
            [
                ("小型会议", "不超过1个工作日", "更严", ["call-minutes-small"]),
                ("大型会议", "不超过3个工作日", "豁免", ["call-minutes-large"]),
            ],
        ),
        ("每周发布次数", "品牌市场部", [("", "4至5次/周", "更严", ["publishing-frequency"])]),
    ],
)
def test_the_figures_of_the_shipped_policy(shipped, term, column, expected):
    assert cell(shipped, term, column) == expected


def test_the_procedure_stands_first_and_every_figure_of_its_has_a_row(shipped):
    assert shipped.columns[0][0] == "规程"
    assert len(shipped.columns) == 10
    assert [row.term.name for row in shipped.rows][:7] == [
        "会前材料提前量", "会议纪要发出时限", "会议时长", "热线响应时间", "每周发布次数", "留言回复时限", "客户满意度",
    ]  # fmt: skip
    assert {title for title, _, _ in shipped.own} <= {title for title, _ in shipped.columns}


def test_the_page_of_figures_links_each_to_its_clause(site):
    html = (site / "matrix/index.html").read_text(encoding="utf-8")
    assert 'href="../communication-channels/administration/#call-minutes-large"' in html
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert "大型会议：不超过3个工作日 豁免" in text
    assert "未规定" in text


def test_the_finder_needs_no_script_and_is_there_for_programs(site):
    html = (site / "index.html").read_text(encoding="utf-8")
    assert "还要做到" in html
    assert "确认方式应为邮件或会议" in html
    said = json.loads((site / "finder/communication-channels.json").read_text(encoding="utf-8"))
    assert (said["ask"], said["answer"], len(said["rows"])) == (["用途", "事项"], "渠道", 10)
