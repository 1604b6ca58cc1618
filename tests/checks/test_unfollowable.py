"""A rule that can never be followed, all alone: the message says why, and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from generator.project import findings_of
from generator.reading import read_policy

TERMS = """\
terms:
  时段: { given: true, choices: [工作时间, 夜间] }
  满意度: { unit: "%", range: 0..100 % }
  次数: { unit: 次/周, whole: true }
  人数: { unit: 人, whole: true, range: 1..9 人 }
  响应: { unit: 秒 }
  转接: { unit: 秒 }
  渠道: { choices: [邮件, 会议] }
"""
MASTER = """\
id: main
title: 规程
number: T-1
version: "1.0"
effective: 2026-01-01
department: office
sections:
- id: s
  title: 节
  clauses:
  - {{ id: a, text: 甲。, {rule} }}
"""
RANGE, WHOLE, SELF = "请改数值，或改术语的 range。", "请改成以术语的单位计的整数", "请改掉其中一项。"


@pytest.mark.parametrize(
    ("rule", "why", "todo"),
    [
        ("must: { 满意度: 不低于 120 % }", "“满意度”的取值范围（range）是0至100%。", RANGE),
        ("must_not: { 满意度: 不低于 0 % }", "“满意度”的取值范围（range）是0至100%。", RANGE),
        ("must: { 响应: 不超过 -3 秒 }", "“响应”没有写 range，不会是负数。", RANGE),
        ("must: { 响应 + 转接: 少于 0 秒 }", "“响应”没有写 range，不会是负数；“转接”没有写 range", RANGE),
        ("must: { 次数: 3 次/月 }", "“次数”只取整数，而没有一个以 次/周 计的整数符合它。", WHOLE),
        ("must: { all: [{ 人数: 超过 9 人 }, { 人数: 少于 10 人 }] }", "“人数”只取整数，而没有一个以 人 计的整数符合它；"
         "“人数”的取值范围（range）是1至9人。", "请改数值，或改术语的 range 和 whole。"),
        ("must: { not: { 渠道: 邮件 }, 渠道: 邮件 }", "它要求的几项互相排斥。", SELF),
        ("must: { all: [{ 响应: 少于 3 秒 }, { 响应: 超过 3 秒 }] }", "它要求的几项互相排斥。", SELF),
        ("when: { 时段: 夜间 }, must: { 满意度: 超过 100 % }", "夜间时，这条规则永远做不到：", RANGE),
    ],
)  # fmt: skip
def test_the_limit_of_the_term_that_makes_it_so_is_named(rule, why, todo):
    (conflict,) = found(rule)
    assert (conflict.code, len(conflict.conflict)) == ("self-conflict", 1)
    assert "这条规则永远做不到：" in conflict.message.zh
    assert why in conflict.message.zh
    assert todo in conflict.message.zh
    assert "This rule can never be followed" in conflict.message.en


def test_rules_that_exclude_each_other_are_still_told_so():
    (conflict,) = found("rules: [{ must: { 渠道: 邮件 } }, { must: { 渠道: 会议 } }]")
    assert conflict.message.zh.startswith("任何情况下，这些规则不能同时遵守：")


def test_what_depends_on_a_conversion_has_no_half_sentence():
    (conflict,) = found("must: { 次数: 3 次/工作日 }")
    assert conflict.code == "incomparable-units"
    assert conflict.message.zh.endswith("没有确定的答案：一1（应：次数为3次/工作日）。请改用术语的单位。")
    assert conflict.message.en.endswith("none of hours): 一1 (应：次数为3次/工作日). Use the term's own unit.")


def found(rule):
    files = {
        "policy/organization.yaml": "organization: 集团\ndepartments: { office: { title: 总部 } }\n",
        "policy/p/terms.yaml": TERMS,
        "policy/p/procedure.yaml": MASTER.format(rule=rule),
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    return [each for each in findings_of(reading, date(2026, 2, 1)) if each.code != "unsaid-figure"]
