"""检查表: one line for each rule that can be checked."""

from __future__ import annotations

from versions import beside

from generator.document.checklist import checklist

UPPER = """\
sections:
- id: s
  title: 受理
  clauses:
  - id: response
    text: 响应时间{{ 响应时间 }}，填入登记表。
    when: { 时段: 夜间 }
    must: { 响应时间: 不超过 60 秒 }
    implement: [desk]
  - { id: talk, text: 可以寒暄。, may: { 留有记录: 否 } }
  - id: levels
    text: 分级如下。
    table:
      columns: [时段, 响应]
      rows:
      - { cells: ["{{ 时段 }}", "{{ 响应时间 }}"], when: { 时段: 工作时间 }, should: { 响应时间: 不超过 30 秒 } }
forms: [{ id: form, number: F-1, title: 登记表, columns: [日期] }]
"""
OWN = """\
sections:
- id: s
  title: 受理
  clauses:
  - { id: one, text: 应留有记录。, must: { 留有记录: 是 } }
"""


def test_each_rule_is_a_line_that_says_what_to_look_at():
    policy, procedure, edition = beside(UPPER, OWN)
    master = procedure.master
    assert master is not None
    groups = checklist(master, procedure, policy).groups
    said = [
        (
            title,
            item.source.reference.text,
            "".join(part.text for paragraph in item.requirement for part in paragraph),
            item.whom,
            item.situation,
            item.evidence,
            item.advised,
        )
        for title, items in groups
        for item in items
    ]
    records = "查阅记录或统计，核对响应时间（从来电到应答）"
    assert said == [
        ("热线管理规程", "一1", "响应时间不超过60秒，填入登记表。", "客服部", "夜间", (records, "查阅《登记表》（F-1）"), False),
        ("热线管理规程", "一3", "响应时间宜不超过30秒。", "各部门", "工作时间", (records,), True),
        ("客服部实施细则", "一1", "应留有记录。", "客服部", "所有情形", ("抽查事例，核对“留有记录”（记录可以查到）",), False),
    ]  # fmt: skip
    assert [groups[1]] == list(checklist(edition, procedure, policy).groups)
