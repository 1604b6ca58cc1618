"""The oracle by itself: the examples of section Meaning, and what is easily got wrong, with the truth as the text says it."""

from __future__ import annotations

import random

import pytest
from oracle_policy import Policy
from policies import documents
from random_policies import FEATURES, draw

TERMS = """\
  时段: { given: true, choices: [昼, 夜] }
  件数: { given: true, unit: 次, whole: true, range: 0..2 次 }
  响应: { unit: 分钟 }
  受理: { unit: 分钟, range: 0..4 分钟 }
  升级: { unit: 分钟, range: 0..4 分钟 }
  次数: { unit: 次, whole: true, range: 0..7 次 }
  回数: { unit: 次, whole: true, range: 0..2 次 }
  渠道: { choices: [邮件, 会议, 即时通讯, 电话] }
  抄送: { several: true, choices: [子, 丑] }
  留痕: { yes_no: true }
  期限: { unit: 天 }
"""
M60 = ["must: { 响应: 不超过 60 秒 }"]
WEEKLY = ["must: { 次数: 3..5 次 }"]
SUM = ["must: { 受理 + 升级: 不超过 2 分钟 }"]
MAJOR = ["must: { 渠道: [邮件, 会议] }"]
CHAT = ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }"]
RANGED = ["must: { 响应: 不超过 1 分钟 }, latitude: range, range: { 响应: 1..3 分钟 }"]
RANGED_SUM = ["must: { 受理 + 升级: 不超过 1 分钟 }, latitude: range, range: { 受理 + 升级: 0..3 分钟 }"]
FIXED = ["must: { 次数: 不超过 2 次 }, latitude: fixed"]
FREE = ["must: { 次数: 不超过 2 次 }, latitude: free"]


def kinds(above: list[str], below: list[str], between: list[str] | None = None) -> str:
    """Every kind that holds of the document below and all above it; with a question mark where units decide."""
    texts = {"m": (None, above)}
    if between is not None:
        texts["d"] = ("m", between)
    name = "d" if between is None else "t"
    texts[name] = ("m" if between is None else "d", below)
    policy = Policy(documents(TERMS, texts))
    own, upper = policy.rules(name), policy.above(name)
    found = []
    for kind in policy.kinds:
        verdicts = policy.verdicts(kind, own, upper)
        if any(verdicts):
            found.append(kind if all(verdicts) else f"{kind}?")
    if len(found) > 1 and found[-1].startswith("departs-from-should"):
        found.pop()  # what goes against musts goes against musts and shoulds
    return " ".join(found)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (M60, ["must: { 响应: 不超过 45 秒 }"], ""),
        (M60, ["must: { 响应: 不超过 90 秒 }"], "looser"),
        (M60, ["should: { 响应: 不超过 90 秒 }"], "looser"),
        (M60, ["must_not: { 响应: 超过 90 秒 }"], "looser"),
        (M60, ["must: { 响应: 不少于 70 秒 }"], "conflict looser"),
        (M60, ["must: { 响应: 不少于 60 秒 }"], ""),
        (M60, ["must: { 响应: 超过 60 秒 }"], "conflict looser"),
        (["must: { 响应: 少于 60 秒 }"], ["must: { 响应: 不超过 1 分钟 }"], "looser"),
        (["must: { 响应: 不超过 60 秒 }"], ["must: { 响应: 少于 1 分钟 }"], ""),
        (WEEKLY, ["must: { 次数: 不少于 4 次 }"], ""),
        (WEEKLY, ["must: { 次数: 不少于 2 次 }"], "looser"),
        # A negated exact value or range states nothing; one end of what is left is enough.
        (WEEKLY, ["must_not: { 次数: 4 次 }"], ""),
        (WEEKLY, ["must_not: { 次数: 3..5 次 }"], "conflict looser"),
        (SUM, ["must: { 受理: 不超过 1 分钟 }"], ""),
        (SUM, ["must: { 受理: 不超过 3 分钟 }"], "looser"),
        (SUM, ["must: { 受理: 不超过 1 分钟 }", "must: { 升级: 不超过 1 分钟 }"], ""),
        (SUM, ["must: { 受理: 不超过 1 分钟 }", "must: { 升级: 不超过 2 分钟 }"], "looser"),
        (SUM, ["must: { 受理 + 升级: 不超过 1 分钟 }"], ""),
        (SUM, ["must: { 受理 + 升级: 不超过 3 分钟 }"], "looser"),
        # What is stated is the sum, not its terms.
        (["must: { 受理: 不超过 1 分钟 }"], ["must: { 受理 + 升级: 不超过 3 分钟 }"], ""),
        (["must: { 受理: 不超过 1 分钟, 升级: 不超过 1 分钟 }"], ["must: { 受理 + 升级: 3 分钟 }"], "conflict looser"),
        (["must: { 次数 + 回数: 不超过 3 次 }"], ["must: { 次数: 不少于 4 次 }"], "conflict looser"),
        (SUM, ["should: { 受理 + 升级: 少于 2 分钟 }"], ""),
        (["must: { 受理 + 升级: 少于 2 分钟 }"], ["should: { 受理 + 升级: 不超过 2 分钟 }"], "looser"),
        (["when: { 次数 + 件数: 超过 3 次 }, must: { 留痕: yes }"], ["must: { 次数: 2 次, 留痕: no }"], "conflict looser"),
        (["when: { 次数 + 件数: 超过 4 次 }, must: { 留痕: yes }"], ["must: { 次数: 不超过 2 次 }", "must: { 留痕: no }"], ""),
        (MAJOR, ["must: { 渠道: [邮件, 即时通讯] }"], "looser"),
        (MAJOR, ["must: { 渠道: 即时通讯 }"], "conflict looser"),
        (MAJOR, ["may: { 渠道: 即时通讯 }"], "permits-forbidden"),
        (MAJOR, ["must_not: { 渠道: 会议 }"], ""),
        (CHAT, ["must: { 响应: 不超过 5 分钟 }"], "looser"),
        (CHAT, ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 5 分钟 }"], "looser"),
        ([], ["must: { 渠道: 邮件 }", "when: { 时段: 夜 }, may: { 渠道: 电话 }"], "self-conflict"),
        ([], ["unless: { 时段: 夜 }, must: { 渠道: 邮件 }", "when: { 时段: 夜 }, may: { 渠道: 电话 }"], ""),
        ([], ["must: { 受理 + 升级: 少于 1 分钟, 受理: 不少于 1 分钟 }"], "self-conflict"),
        (["must: { 抄送: 子和丑 }"], ["must: { 抄送: 仅限 子 }"], "conflict looser"),
        (["must_not: { 抄送: 丑 }"], ["must: { 抄送: 子或丑 }"], "looser"),
        # Forbidding things together leaves each of them.
        (["must_not: { all: [{ 次数: 不少于 3 次 }, { 留痕: no }] }"], ["must: { 次数: 不少于 3 次 }"], ""),
        (["must_not: { all: [{ 次数: 不少于 3 次 }, { 留痕: no }] }"], ["must: { 次数: 3 次, 留痕: no }"], "conflict looser"),
        (RANGED, ["must: { 响应: 1..2 分钟 }"], ""),
        (RANGED, ["must: { 响应: 1..4 分钟 }"], "looser"),
        (RANGED, ["must: { 留痕: yes }"], ""),
        (RANGED_SUM, ["must: { 受理 + 升级: 不超过 3 分钟 }"], ""),
        (RANGED_SUM, ["must: { 受理 + 升级: 不超过 4 分钟 }"], "looser"),
        # Whoever states a term of it has not stated the sum.
        (RANGED_SUM, ["must: { 受理: 2 分钟 }"], "conflict looser"),
        (FREE, ["must: { 次数: 不超过 5 次 }"], ""),
        (FREE, ["when: { 时段: 夜 }, must: { 次数: 不超过 5 次 }"], ""),
        (FREE, ["must: { 次数 + 回数: 不少于 6 次 }"], "conflict looser"),
        (["must: { 次数 + 回数: 不超过 2 次 }, latitude: free"], ["must: { 次数: 不超过 5 次 }"], ""),
        (FIXED, ["must: { 次数: 不超过 2 次 }"], ""),
        (FIXED, ["must: { 次数: 不超过 1 次 }"], "fixed-changed"),
        (FIXED, ["must: { 次数 + 回数: 不超过 2 次 }"], ""),
        (FIXED, ["must: { 次数 + 回数: 不超过 1 次 }"], "fixed-changed"),
        (FIXED, ["must: { 留痕: yes }"], ""),
        (["may: { 渠道: 电话 }, latitude: fixed"], ["must: { 渠道: 邮件 }"], "forbids-permitted"),
        (["may: { 渠道: [电话, 邮件] }, latitude: fixed"], ["must: { 渠道: 邮件 }"], ""),
        (["should: { 渠道: 邮件 }"], ["must: { 渠道: [邮件, 会议] }"], "departs-from-should"),
        (["should: { 渠道: 邮件 }"], ["must_not: { 渠道: 电话 }"], ""),
        (["must: { 期限: 不超过 24 小时 }"], ["must: { 期限: 不超过 3 工作日 }"], "looser"),
        (["must: { 期限: 不超过 4 天 }"], ["must: { 期限: 不超过 3 工作日 }"], "looser?"),
        (["must: { 期限: 不超过 3 工作日 }"], ["must: { 期限: 不超过 3 天 }"], ""),
        (["must: { 期限: 不超过 3 工作日 }"], ["must: { 期限: 不超过 2 工作日 }"], ""),
        (["must: { 期限: 不超过 2 工作日 }"], ["must: { 期限: 不超过 3 工作日 }"], "looser"),
        (["must: { 期限: 不超过 30 天 }"], ["must: { 期限: 不超过 1 月 }"], "looser?"),
        (["must: { 期限: 不超过 27 天 }"], ["must: { 期限: 不超过 1 月 }"], "looser"),
        (["must: { 期限: 不超过 2 月 }"], ["must: { 期限: 不超过 59 天 }"], ""),
        (["must: { 期限: 不超过 2 月 }"], ["must: { 期限: 不超过 63 天 }"], "looser"),
        (["must: { 期限: 不超过 1 月 }"], ["must: { 期限: 不超过 40 工作日 }"], "looser"),
        (["must: { 期限: 不少于 1 月 }"], ["must: { 期限: 不超过 31 工作日 }"], ""),
    ],
)  # fmt: skip
def test_what_holds_of_a_department(above, below, expected):
    assert kinds(above, below) == expected


@pytest.mark.parametrize(
    ("above", "between", "below", "expected"),
    [
        (M60, [], ["must: { 响应: 不超过 90 秒 }"], "looser"),
        (M60, ["must: { 响应: 不超过 30 秒 }"], ["must: { 响应: 不超过 60 秒 }"], "looser"),
        # The department has stated what the procedure leaves free; the team is bound by the department.
        (FREE, ["must: { 次数: 不超过 5 次 }"], ["must: { 回数: 2 次 }"], ""),
        (FREE, ["must: { 次数: 不超过 5 次 }"], ["must: { 次数: 不超过 6 次 }"], "looser"),
        (FREE, ["must: { 次数: 不超过 5 次 }"], ["must: { 次数 + 回数: 6 次 }"], ""),
        (FREE, ["when: { 时段: 夜 }, must: { 次数: 不超过 5 次 }"], ["must: { 次数 + 回数: 6 次 }"], "conflict looser"),
        (RANGED, ["must: { 响应: 不超过 2 分钟 }"], ["must: { 响应: 1..3 分钟 }"], "looser"),
    ],
)
def test_what_holds_of_a_team(above, between, below, expected):
    assert kinds(above, below, between) == expected


@pytest.mark.parametrize("seed", range(4))
def test_finer_and_higher_steps_find_the_same(seed):
    """The values that are tried of real terms are as many as make a difference."""
    dice = random.Random(seed)
    tried = 0
    while tried < 15:
        drawn = draw(dice, [feature for feature in FEATURES if feature not in ("shared", "uncertain units")])
        if {"sums", "reals"} <= drawn.features:
            tried += 1
            made = documents(drawn.terms, drawn.texts)
            policy, finer = Policy(made), Policy(made, finer=2)
            for name in drawn.texts:
                for kind in policy.kinds:
                    said, again = (p.verdicts(kind, p.rules(name), p.above(name)) for p in (policy, finer))
                    assert said == again, (kind, str(drawn))
