"""Engine and z3 say the same: of the shipped policy, of tests/cases, of an example of each kind, of random policies."""

from __future__ import annotations

import random
from pathlib import Path

import plain_policies
import pytest
from plain_policies import rule
from questions import disputed, report
from test_cases import CASES, load

from generator.project import Project
from generator.proving import obligations, prove
from generator.reading import read_policy

ROOT = Path(__file__).resolve().parents[2]
FIXED = ", latitude: fixed"
RANGED = "must: { 响应: 不超过 60 秒 }, latitude: range, range: { 响应: 30..90 秒 }"


def test_of_the_shipped_policy():
    asked = tuple(obligations(Project(ROOT).load().policy))
    assert len(asked) > 300
    assert [found.message.en for found in prove(asked)] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_of_the_cases(path):
    files, _ = load(path.read_text(encoding="utf-8"))
    policy = read_policy({name: content.encode() for name, content in files.items()}).policy
    assert [found.message.en for found in prove(obligations(policy))] == []


@pytest.mark.parametrize(
    ("name", "above", "below"),
    [
        ("self-conflict", [], ["must: { 响应: 不超过 60 秒 }", "must: { 响应: 不少于 70 秒 }"]),
        ("self-conflict", [], ["must: { 渠道: 邮件 }", "when: { 事项: 重大 }, may: { 渠道: 电话 }"]),
        ("conflict", ["must: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不少于 70 秒 }"]),
        ("conflict", ["must: { 渠道: [邮件, 会议] }"], ["must: { 渠道: 即时通讯 }"]),
        # Only with the guard held: whoever uses 即时通讯 cannot do both, others can.
        (
            "conflict",
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 60 秒 }"],
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不少于 70 秒 }"],
        ),
        ("looser", ["must: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不超过 90 秒 }"]),
        ("looser", ["must: { 响应: 不超过 60 秒 }"], ["should: { 响应: 不超过 90 秒 }"]),
        ("looser", ["must: { 发布: 3..5 次/周 }"], ["must: { 发布: 不少于 2 次/周 }"]),
        ("looser", ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }"], ["must: { 响应: 不超过 5 分钟 }"]),
        ("looser", ["must: { 受理: 不超过 24 小时 }"], ["must: { 受理: 不超过 3 工作日 }"]),
        ("permits-forbidden", ["must: { 渠道: [邮件, 会议] }"], ["may: { 渠道: 即时通讯 }"]),
        ("forbids-permitted", [f"may: {{ 渠道: [邮件, 会议] }}{FIXED}"], ["must: { 渠道: 电话 }"]),
        ("fixed-changed", [f"must: {{ 响应: 不超过 60 秒 }}{FIXED}"], ["must: { 响应: 不超过 45 秒 }"]),
        ("out-of-range", [RANGED], ["must: { 响应: 30..100 秒 }"]),
        # A range binds even where what it is given for is only recommended.
        ("out-of-range", [RANGED.replace("must", "should")], ["must: { 响应: 不超过 100 秒 }"]),
        ("departs-from-should", ["should: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不超过 90 秒 }"]),
        ("incomparable-units", ["must: { 受理: 不超过 30 天 }"], ["must: { 受理: 不超过 1 月 }"]),
        (None, ["must: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不超过 45 秒 }"]),
        (None, ["must: { 发布: 3..5 次/周 }"], ["must: { 发布: 不少于 4 次/周 }"]),
        (None, ["must: { 渠道: [邮件, 会议] }"], ["must_not: { 渠道: 会议 }"]),
        (
            None,
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }"],
            ["when: { 渠道: 电话 }, must: { 响应: 不超过 5 分钟 }"],
        ),
        (None, [RANGED], ["must: { 响应: 30..80 秒 }"]),
        (None, ["must: { 响应: 不超过 60 秒 }, latitude: free"], ["must: { 响应: 不超过 90 秒 }"]),
        (None, ["must: { 响应: 不超过 60 秒 }, latitude: free"], ["may: { 响应: 90 秒 }"]),
    ],
)
def test_of_an_example(name, above, below):
    reported = report(above, below)
    assert [found.name for found in reported.found] == ([name] if name else [])
    assert disputed(reported) == []


def test_where_z3_by_itself_was_wrong():
    """z3.Solver() of z3 5.4.1 says that these do not conflict: whoever copies 子 cannot do both, and may."""
    above = ["when: { 急: no }, must: { 次数: 不少于 2 次 }"]
    reported = report(above, ["when: { 抄送: 子 }, must: { 次数: 不超过 1 次 }"], terms=plain_policies.TERMS)
    assert [found.name for found in reported.found] == ["conflict"]
    assert disputed(reported) == []


@pytest.mark.parametrize("seed", range(3))
def test_of_random_policies(seed):
    dice = random.Random(seed)
    for _ in range(15):
        above = [rule(dice, may=True) + (FIXED if dice.random() < 0.25 else "") for _ in range(dice.randint(1, 3))]
        below = [rule(dice, may=True) for _ in range(dice.randint(1, 4))]
        assert disputed(report(above, below, terms=plain_policies.TERMS)) == [], (above, below)
