"""What holds for a department: its rules beside the procedure's, and what is left of those."""

from __future__ import annotations

import pytest
from policies import department, procedure

from generator.phrases import rule_words
from generator.reasoning import Memory, effective

M60 = "must: { 响应: 不超过 60 秒 }"


def held(above: list[str], below: list[str]) -> list[str]:
    made = procedure(above, below)
    edition = department(made)
    return [f"{each.rule.clause} {each.relation}" for each in effective(edition, made.above(edition))]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ([M60], ["must: { 响应: 不超过 45 秒 }"], ["d-1 tighter"]),
        ([M60], [M60], ["d-1 same"]),
        ([M60], ["must: { 响应: 不超过 90 秒 }"], ["d-1 looser", "m-1 inherited"]),
        ([M60], ["must: { 留痕: 是 }"], ["d-1 added", "m-1 inherited"]),
        # A rule for a part of the day leaves the procedure's for the rest.
        ([M60], ["when: { 时段: 夜间 }, must: { 响应: 不超过 45 秒 }"], ["d-1 tighter", "m-1 inherited"]),
        (["when: { 时段: 夜间 }, " + M60], ["must: { 响应: 不超过 45 秒 }"], ["d-1 tighter"]),
        # A default gives way to what a department says.
        ([M60 + ", latitude: free"], ["must: { 响应: 不超过 90 秒 }"], ["d-1 looser"]),
        ([M60 + ", latitude: free"], ["must: { 留痕: 是 }"], ["d-1 added", "m-1 inherited"]),
        # Looser in one case and tighter in another is looser: that is what one has to know.
        (
            [
                "when: { 时段: 夜间 }, must: { 响应: 不超过 90 秒 }",
                "when: { 时段: 工作时间 }, must: { 响应: 不超过 30 秒 }",
            ],
            [M60],
            ["d-1 looser", "m-2 inherited"],
        ),
        (["may: { 渠道: 邮件 }"], ["must: { 渠道: [邮件, 会议] }"], ["d-1 added", "m-1 inherited"]),
    ],
)
def test_each_rule_that_holds_and_how_it_stands_to_those_above(above, below, expected):
    assert held(above, below) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("must: { 留痕: 是, 响应: 不超过 60 秒 }", "must: { 响应: 不超过 45 秒 }", "应：留痕：是"),
        (
            "must: { 留痕: 是, 响应: 不超过 60 秒 }",
            "when: { 时段: 夜间 }, must: { 响应: 不超过 45 秒 }",
            "应：留痕：是，且响应不超过60秒",
        ),
        ("must_not: { 响应: 超过 60 秒, 渠道: 会议 }", "must: { 渠道: 邮件 }", "不得：响应超过60秒"),
        ("must: { 留痕: 是 }, should: { 响应: 不超过 60 秒 }", "must: { 留痕: 是 }", "宜：响应不超过60秒"),
        (
            "must: { 响应: 不超过 60 秒 }, should: { 响应: 不超过 45 秒 }",
            "must: { 响应: 不超过 60 秒 }",
            "宜：响应不超过45秒",
        ),
        ("must: { 留痕: 是 }, may: { 渠道: 邮件 }", "must: { 留痕: 是 }", "可：渠道为邮件"),
    ],
)
def test_of_a_rule_above_the_duties_that_the_own_rules_contain_are_left_out(above, below, expected):
    made = procedure([above], [below])
    edition = department(made)
    *_, last = effective(edition, made.above(edition))
    assert (last.relation, rule_words(last.rule)) == ("inherited", expected)


def test_what_was_worked_out_for_one_document_is_right_for_the_next():
    """The same rules of other documents, with the same terms and with other ones."""
    memory = Memory()
    for below in (["d: 45", "d: 60"], ["d: 60", "d: 45"]):
        rules = [f"must: {{ 响应: 不超过 {rule.removeprefix('d: ')} 秒 }}" for rule in below]
        made = procedure([M60, "must: { 渠道: [邮件, 会议] }"], rules)
        edition = department(made)
        alone = [*effective(edition, made.above(edition))]
        assert [(e.rule, e.relation) for e in effective(edition, made.above(edition), memory)] == [
            (e.rule, e.relation) for e in alone
        ]
        memory.keep_above()
