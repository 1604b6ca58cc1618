"""Which rules apply where a situation is known in part, and on what that still depends."""

from __future__ import annotations

import pytest
from policies import department, procedure

from generator.model import YesNo
from generator.reading.situations import situation
from generator.reasoning import Extent, Ground, applying


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        ("must: { 留痕: 是 }", [], "always"),
        ("must: { 留痕: 是 }", ["时段=夜间"], "always"),
        ("when: { 时段: 夜间 }, must: { 留痕: 是 }", ["时段=夜间"], "always"),
        ("when: { 时段: 夜间 }, must: { 留痕: 是 }", ["时段=工作时间"], "never"),
        ("when: { 时段: 夜间 }, must: { 留痕: 是 }", ["事项=重大"], "sometimes 时段"),
        ("when: { 时段: 夜间 }, unless: { 事项: 一般 }, must: { 留痕: 是 }", ["事项=一般"], "never"),
        ("when: { 时段: 夜间 }, unless: { 事项: 一般 }, must: { 留痕: 是 }", ["时段=夜间"], "sometimes 事项"),
        ("when: { 时段: 夜间, 渠道: 邮件 }, must: { 留痕: 是 }", ["时段=夜间"], "sometimes 渠道"),
        # That it names a term does not make it depend on it.
        ("when: { 时段: [夜间, 工作时间], 渠道: 邮件 }, must: { 留痕: 是 }", [], "sometimes 渠道"),
        ("when: { any: [{ 时段: 夜间 }, { 渠道: 邮件 }] }, must: { 留痕: 是 }", ["时段=夜间"], "always"),
        ("when: { 时段: 夜间 }, may: { 留痕: 是 }", ["时段=夜间"], "always"),
        ("when: { 人数: 超过 50 人 }, must: { 留痕: 是 }", ["人数=超过 60 人"], "always"),
        ("when: { 人数: 超过 50 人 }, must: { 留痕: 是 }", ["人数=不少于 50 人"], "sometimes 人数"),
        ("when: { 人数: 超过 50 人 }, must: { 留痕: 是 }", ["人数<=50 人"], "never"),
        # 3 工作日 are at least 72 hours: more than two days for certain, more than four perhaps.
        ("when: { 时长: 超过 2 天 }, must: { 留痕: 是 }", ["时长=3 工作日"], "always"),
        ("when: { 时长: 超过 4 天 }, must: { 留痕: 是 }", ["时长=3 工作日"], "sometimes"),
    ],
)
def test_a_rule(rule, known, expected):
    terms = """\
  时段: { given: true, choices: [工作时间, 夜间] }
  事项: { given: true, choices: [重大, 一般] }
  人数: { given: true, unit: 人 }
  时长: { given: true, unit: 小时 }
  渠道: { choices: [邮件, 会议] }
  留痕: { yes_no: true }
"""
    made = procedure([], [rule], terms=terms)
    edition = department(made)
    ground = Ground.of(edition, made.above(edition))
    conditions = [situation(each, edition.vocabulary) for each in known]
    found = applying(ground.members[0][0], ground, ground.formulas(conditions))
    assert f"{found.extent.value} {' '.join(found.open)}".rstrip() == expected


def test_a_default_applies_only_where_the_department_says_nothing():
    made = procedure(["must: { 渠道: 邮件 }, latitude: free"], ["when: { 时段: 夜间 }, must: { 渠道: 电话 }"])
    edition = department(made)
    ground = Ground.of(edition, made.above(edition))
    (default,) = (member for member, depth in ground.members if depth)
    for time, extent in (("夜间", Extent.NEVER), ("工作时间", Extent.ALWAYS)):
        known = ground.formulas([situation(f"时段={time}", edition.vocabulary)])
        assert applying(default, ground, known).extent is extent


def test_choices_that_no_rule_tells_apart():
    made = procedure(["when: { 渠道: [邮件, 会议] }, may: { 留痕: 是 }"], [])
    assert dict(Ground.of(made.master, ()).alike("渠道")) == {
        "邮件": "邮件", "会议": "邮件", "即时通讯": "即时通讯", "电话": "即时通讯",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["时段=夜间", " 时段 = 夜间 ", "时段＝夜间"])
def test_a_situation_as_people_type_it(typed):
    vocabulary = procedure([], []).terms
    assert situation(typed, vocabulary).choices == ("夜间",)
    assert not isinstance(situation(typed, vocabulary), YesNo)
