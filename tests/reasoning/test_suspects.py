"""What shows at a glance to be part of no contradiction is not asked about; all that applies beside something suspect is."""

from __future__ import annotations

import pytest
from policies import department, procedure

from generator.reasoning import contradictions
from generator.reasoning.formulas import demands, members_of
from generator.reasoning.plain import suspects

DAY, NIGHT = "when: { 时段: 工作时间 }, ", "when: { 时段: 夜间 }, "
LIMITS = [DAY + "must: { 响应: 不超过 60 秒 }", NIGHT + "must: { 响应: 不超过 120 秒 }"]


def suspected(above: list[str], below: list[str]) -> list[str] | None:
    """The clauses that are suspect; None where it takes a closer look."""
    made = procedure(above, below)
    documents = (department(made), *made.above(department(made)))
    members = ((member, depth) for depth, each in enumerate(documents) for member in members_of(each))
    asked = [demand for member, depth in members for demand in demands(member, depth, shoulds=True)]
    found = suspects(asked, documents[0].vocabulary)
    return None if found is None else [demand.member.rule.clause for demand in found]


@pytest.mark.parametrize(
    ("above", "below", "suspect"),
    [
        # 100 seconds would be too many by day, but nobody asks for them then.
        (LIMITS, [NIGHT + "must: { 响应: 不超过 100 秒 }"], []),
        (LIMITS, ["must: { 响应: 不超过 60 秒 }"], []),
        (LIMITS, [NIGHT + "must: { 响应: 不超过 130 秒 }"], ["d-1", "m-2"]),
        (LIMITS, ["must: { 响应: 不超过 100 秒 }"], ["d-1", "m-1", "m-2"]),
        # Only what can apply where the suspect one does is asked about.
        (LIMITS, [DAY + "must: { 响应: 不超过 90 秒 }", NIGHT + "must: { 响应: 不超过 90 秒 }"], ["d-1", "m-1"]),
        (LIMITS, [DAY + "must: { 响应: 不少于 70 秒 }"], ["d-1", "m-1"]),
        ([], [DAY + "must: { 渠道: 邮件 }", NIGHT + "must: { 渠道: 会议 }"], []),
        ([], [DAY + "must: { 渠道: 邮件 }", "must: { 渠道: 会议 }"], ["d-1", "d-2"]),
        # Two by two they can be followed, all three cannot.
        ([], [f"must: {{ 渠道: [{each}] }}" for each in ("邮件, 会议", "会议, 电话", "电话, 邮件")], ["d-1", "d-2", "d-3"]),
        # What `unless` says is not looked at, so more is suspect than has to be.
        (LIMITS[:1], ["unless: { 时段: 工作时间 }, must: { 响应: 不超过 90 秒 }"], ["d-1", "m-1"]),
        # Conduct in a `when` tells nothing of the situation.
        (["when: { 渠道: 邮件 }, must: { 留痕: yes }"], ["when: { 渠道: 电话 }, must: { 留痕: no }"], ["d-1", "m-1"]),
        (LIMITS, ["must: { any: [{ 响应: 不超过 30 秒 }, { 响应: 不超过 40 秒 }] }"], None),
    ],
)  # fmt: skip
def test_what_is_suspect(above, below, suspect):
    assert suspect == suspected(above, below)
    made = procedure(above, below)
    if suspect == []:
        assert contradictions(department(made), made.above(department(made))) == ()


def test_what_is_harmless_matters_to_the_rules_that_it_guards():
    """By night the department writes mail, so what is asked of chats is not asked of it; that its channels by day are suspect,
    and turn out to be fine, changes nothing of that."""
    made = procedure(
        [
            "when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }",
            "when: { 时段: 工作时间, 事项: 重大 }, must: { 渠道: 会议 }",
        ],
        [
            NIGHT + "must: { 响应: 不超过 5 分钟 }",
            DAY + "unless: { 事项: 重大 }, must: { 渠道: 邮件 }",
            NIGHT + "must: { 渠道: 邮件 }",
        ],
    )
    assert contradictions(department(made), made.above(department(made))) == ()


def test_a_contradiction_among_many_rules_names_the_same_set_and_case_as_alone():
    situations = [
        f"when: {{ 时段: {when}, 事项: {what} }}, " for when in ("工作时间", "夜间") for what in ("重大", "一般")
    ]
    above = [f"{each}must: {{ 响应: 不超过 60 秒 }}" for each in situations]
    below = [f"{each}must: {{ 响应: 不超过 {45 + 45 * (n == 2)} 秒 }}" for n, each in enumerate(situations)]
    made, alone = procedure(above, below), procedure(above[2:3], below[2:3])
    (found,), (single,) = (contradictions(department(each), each.above(department(each))) for each in (made, alone))
    assert (single.name, single.witness) == (found.name, found.witness)
    assert [member.rule.clause for member in found.members] == ["d-3", "m-3"]
    assert found.fix is not None
    assert single.fix is not None
    assert single.fix.new.high == found.fix.new.high
