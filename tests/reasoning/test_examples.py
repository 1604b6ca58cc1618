"""The examples of section Meaning, and what they leave out: a table from rules to what is found."""

from __future__ import annotations

import pytest
from policies import department, procedure

from generator.phrases import typed
from generator.reasoning import Contradiction, contradictions

M60 = ["must: { 响应: 不超过 60 秒 }"]
WEEKLY = ["must: { 发布: 3..5 次/周 }"]
MAJOR = ["when: { 事项: 重大 }, must: { 渠道: [邮件, 会议] }"]
SUM = ["must: { 受理 + 升级: 不超过 2 小时 }"]
CHAT = ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }"]


def shown(found: Contradiction) -> str:
    """`looser d-1 m-1 | 响应 90秒 | 不超过 60 秒`."""
    conduct = " ".join(
        f"{term} {getattr(value, 'written', value)}"
        for term, value in (found.witness.conduct if found.witness else {}).items()
    )
    members = " ".join(member.rule.clause for member in found.members)
    return f"{found.name} {members} | {conduct} | {typed(found.fix.new) if found.fix else '-'}"


def check(above, below):
    made = procedure(above, below)
    edition = department(made)
    return [shown(found) for found in contradictions(edition, made.above(edition))]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (M60, ["must: { 响应: 不超过 45 秒 }"], []),
        (M60, ["must: { 响应: 不超过 90 秒 }"], ["looser d-1 m-1 | 响应 90秒 | 不超过 60 秒"]),
        (M60, ["should: { 响应: 不超过 90 秒 }"], ["looser d-1 m-1 | 响应 90秒 | 不超过 60 秒"]),
        (M60, ["must_not: { 响应: 超过 90 秒 }"], ["looser d-1 m-1 | 响应 90秒 | 超过 60 秒"]),
        (M60, ["must_not: { 响应: 超过 50 秒 }"], []),
        (M60, ["must: { 响应: 不少于 70 秒 }"], ["conflict d-1 m-1 | 响应 70秒 | 不超过 60 秒"]),
        (M60, ["must: { 响应: 不超过 2 分钟 }"], ["looser d-1 m-1 | 响应 2分钟 | 不超过 60 秒"]),
        (M60, ["when: { 时段: 夜间 }, must: { 响应: 不超过 90 秒 }"], ["looser d-1 m-1 | 响应 90秒 | 不超过 60 秒"]),
        (
            ["when: { 时段: 工作时间 }, must: { 响应: 不超过 60 秒 }"],
            ["when: { 时段: 夜间 }, must: { 响应: 不超过 90 秒 }"],
            [],
        ),
        (WEEKLY, ["must: { 发布: 不少于 4 次/周 }"], []),
        (WEEKLY, ["must: { 发布: 不少于 2 次/周 }"], ["looser d-1 m-1 | 发布 2次/周 | 不少于 3 次/周"]),
        (WEEKLY, ["must: { 发布: 2..6 次/周 }"], ["looser d-1 m-1 | 发布 2次/周 | 3至5 次/周"]),
        (MAJOR, ["must: { 渠道: [邮件, 即时通讯] }"], ["looser d-1 m-1 | 渠道 即时通讯 | 邮件"]),
        (MAJOR, ["must: { 渠道: 即时通讯 }"], ["conflict d-1 m-1 | 渠道 即时通讯 | 邮件或会议"]),
        (MAJOR, ["may: { 渠道: 即时通讯 }"], ["permits-forbidden d-1 m-1 | 渠道 即时通讯 | 邮件或会议"]),
        (MAJOR, ["may: { 渠道: 邮件 }"], []),
        (MAJOR, ["must_not: { 渠道: 会议 }"], []),
        (MAJOR, ["when: { 事项: 一般 }, may: { 渠道: 即时通讯 }"], []),
        (CHAT, ["must: { 响应: 不超过 5 分钟 }"], ["looser d-1 m-1 | 渠道 即时通讯 响应 5分钟 | 不超过 2 分钟"]),
        (
            CHAT,
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 5 分钟 }"],
            ["looser d-1 m-1 | 渠道 即时通讯 响应 5分钟 | 不超过 2 分钟"],
        ),
        (CHAT, ["when: { 渠道: 电话 }, must: { 响应: 不超过 5 分钟 }"], []),
        (
            [],
            ["must: { 渠道: 邮件 }", "when: { 事项: 重大 }, may: { 渠道: 电话 }"],
            ["self-conflict d-1 d-2 | 渠道 电话 | 邮件"],
        ),
        ([], ["unless: { 事项: 重大 }, must: { 渠道: 邮件 }", "when: { 事项: 重大 }, may: { 渠道: 电话 }"], []),
        ([], ["must: { 响应: 不超过 60 秒 }", "must: { 响应: 不少于 70 秒 }"], ["self-conflict d-1 d-2 |  | -"]),
        (["must: { 抄送: 上级和同事 }"], ["must: { 抄送: 仅限 上级、外部 }"], ["conflict d-1 m-1 | 抄送 () | -"]),
        (["must: { 抄送: 上级 }"], ["must: { 抄送: 仅限 上级、外部 }"], []),
        (["must_not: { 抄送: 外部 }"], ["must: { 抄送: 上级或外部 }"], ["looser d-1 m-1 | 抄送 ('外部',) | -"]),
        (["must: { 留痕: yes }"], ["must: { 留痕: no }"], ["conflict d-1 m-1 | 留痕 False | 是"]),
        # The contradiction names one rule above; what takes it away keeps the others, too.
        (
            [
                "when: { 事项: 重大 }, must: { 响应: 不超过 45 秒 }",
                "when: { 时段: 夜间 }, must: { 响应: 不超过 60 秒 }",
            ],
            ["must: { 响应: 不超过 90 秒 }"],
            ["looser d-1 m-2 | 响应 90秒 | 不超过 45 秒"],
        ),
        (
            [
                "when: { 时段: 夜间 }, must: { 响应: 不超过 60 秒 }",
                "when: { 事项: 重大 }, must: { 响应: 不超过 45 秒 }",
                "when: { 渠道: 邮件 }, must: { 响应: 不超过 50 秒 }",
            ],
            ["must_not: { 响应: 超过 90 秒 }"],
            ["looser d-1 m-3 | 渠道 邮件 响应 90秒 | 超过 45 秒"],
        ),
        # Two contradictions apart are two findings; one does not hide the other.
        (
            [*M60, *MAJOR],
            ["must: { 响应: 不超过 90 秒 }", "must: { 渠道: 即时通讯 }"],
            ["conflict d-2 m-2 | 渠道 即时通讯 | 邮件或会议", "looser d-1 m-1 | 响应 90秒 | 不超过 60 秒"],
        ),
        (
            M60,
            ["must: { 留痕: yes }", "must: { 留痕: no }", "must: { 响应: 不超过 90 秒 }"],
            ["self-conflict d-1 d-2 |  | -", "looser d-3 m-1 | 响应 90秒 | 不超过 60 秒"],
        ),
        # A range lets departments go beyond the clause's own bound, and bounds them in its place.
        (
            ["must: { 响应: 不超过 60 秒 }, latitude: range, range: { 响应: 30..90 秒 }"],
            ["must: { 响应: 30..80 秒 }"],
            [],
        ),
        (
            ["must: { 响应: 不超过 60 秒 }, latitude: range, range: { 响应: 30..90 秒 }"],
            ["must: { 响应: 30..100 秒 }"],
            ["out-of-range d-1 m-1 | 响应 100秒 | 30至90 秒"],
        ),
        # A free default gives way to what a document below states.
        (["must: { 响应: 不超过 60 秒 }, latitude: free"], ["must: { 响应: 不超过 90 秒 }"], []),
        # What only some conversions contradict has no certain answer.
        (
            ["must: { 受理: 不超过 24 小时 }"],
            ["must: { 受理: 不超过 3 工作日 }"],
            ["looser d-1 m-1 | 受理 3工作日 | 不超过 24 小时"],
        ),
        # The certain part of the set is what is reported, whatever stands before it.
        (
            ["must: { 受理: 不超过 20 天 }", "must: { 受理: 不超过 30 天 }"],
            ["must: { 受理: 不超过 1 月 }"],
            ["looser d-1 m-1 | 受理 1月 | 不超过 20 天"],
        ),
        (
            ["must: { 受理: 不超过 30 天 }"],
            ["must: { 受理: 不超过 1 月 }"],
            ["incomparable-units d-1 m-1 | 受理 1月 | 不超过 30 天"],
        ),
        # A rule binds as a whole: what one part of it contradicts is no more certain than that the others can be followed.
        (
            ["must: { 留痕: yes }"],
            ["must: { 受理: 不超过 60 小时, 留痕: no }, must_not: { 受理: 少于 1 工作日 }"],
            ["incomparable-units d-1 |  | -"],
        ),
        (
            ["must: { 留痕: yes }"],
            ["must: { 受理: 不超过 60 小时 }, must_not: { 受理: 少于 1 工作日 }", "must: { 留痕: no }"],
            ["conflict d-2 m-1 | 留痕 False | 是", "incomparable-units d-1 |  | -"],
        ),
        # A rule above that cannot be followed in one part still binds in the other; the checks name it by itself.
        (
            ["must: { 响应: 不超过 60 秒, 渠道: 邮件 }, must_not: { 渠道: 邮件 }"],
            ["must: { 响应: 不超过 90 秒 }"],
            ["looser d-1 m-1 | 响应 90秒 | 不超过 60 秒"],
        ),
        (SUM, ["must: { 受理: 不超过 30 分钟 }"], []),
        (SUM, ["must: { 受理: 不超过 150 分钟 }"], ["looser d-1 m-1 | 受理 150分钟 升级 0分钟 | 不超过 2 小时"]),
        (
            SUM,
            ["must: { 受理: 不超过 30 分钟 }", "must: { 升级: 不超过 100 分钟 }"],
            ["looser d-1 d-2 m-1 | 受理 30分钟 升级 100分钟 | 不超过 20 分钟"],
        ),
        (SUM, ["must: { 受理 + 升级: 不超过 90 分钟 }"], []),
        (SUM, ["must: { 升级 + 受理: 不超过 150 分钟 }"], ["looser d-1 m-1 | 受理 0分钟 升级 150分钟 | 不超过 2 小时"]),
    ],
)
def test_what_is_found_with_its_set_its_witness_and_its_fix(above, below, expected):
    assert check(above, below) == expected


TERMS_OF_TWO = "  批次: { unit: 分钟, whole: true }\n  限额: { unit: 元, range: 10..100 元 }\n"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # Between 80 and 90 seconds there is no whole minute, though each bound alone can be kept.
        (
            ["must: { 批次: 不超过 90 秒 }"],
            ["must: { 批次: 不少于 80 秒 }"],
            ["conflict d-1 m-1 | 批次 2分钟 | 不超过 90 秒"],
        ),
        (["must: { 批次: 不超过 90 秒 }"], ["must: { 批次: 不超过 80 秒 }"], []),
        # What the term cannot be, nobody can keep.
        ([], ["must: { 限额: 不超过 5 元 }"], ["self-conflict d-1 |  | -"]),
        ([], ["must: { 限额: 不少于 200 元 }"], ["self-conflict d-1 |  | -"]),
        ([], ["must: { 限额: 不超过 10 元 }"], []),
    ],
)
def test_what_a_term_can_be_counts(above, below, expected):
    made = procedure(above, below, terms=TERMS_OF_TWO)
    edition = department(made)
    assert [shown(found) for found in contradictions(edition, made.above(edition))] == expected
