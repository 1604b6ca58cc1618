"""Random small policies: what the engine reports is just what the definitions say, tried case by case.

ORACLE_ROUNDS is how many (2000); `differential.py` runs more of them outside pytest.
"""

from __future__ import annotations

import os
import sys

import plain_policies
import pytest
from differential import Tally, compare, run
from random_policies import FEATURES, Drawn

ROUNDS = int(os.environ.get("ORACLE_ROUNDS", "2000"))
SEEDS = range(8)
CODES = (
    "self-conflict", "conflict", "looser", "permits-forbidden", "forbids-permitted", "fixed-changed", "out-of-range",
    "departs-from-should", "departs-from-should (because)", "incomparable-units", "never-applies", "redundant",
    "peer-conflict",
)  # fmt: skip

FOUND_BEFORE = [
    (
        ["when: { 时段: 夜 }, must: { 次数: 2 次 }", "must_not: { 留痕: yes }"],
        ["should: { 渠道: [乙, 丙] }", "when: { 次数: 超过 0 次 }, must: { not: { 渠道: [甲, 乙] } }"],
    ),
    (
        ["unless: { any: [{ 次数: 2 次 }, { 渠道: [乙, 丙] }] }, must: { 留痕: yes }",
         "must: { any: [{ not: { 抄送: 子或丑 } }, { 次数: 不少于 2 次 }] }"],
        ["may: { 抄送: 子 }"],
    ),
    (
        ["when: { 次数: 不超过 1 次 }, must: { 抄送: 仅限 子 }", "must_not: { 抄送: 仅限 子 }"],
        ["must: { any: [{ 渠道: 甲 }, { 次数: 超过 0 次 }, { 留痕: no }] }"],
    ),
]  # fmt: skip
"""What looked harmless and was not: guards that only other rules hold, and blocks that look quiet."""


COUNTS = "  次数: { unit: 次, whole: true, range: 0..3 次 }\n  回数: { unit: 次, whole: true, range: 0..2 次 }\n"
CHOICES = "  渠道: { choices: [甲, 乙, 丙] }\n  留痕: { yes_no: true }\n"
OTHERS_FOUND_BEFORE = [
    # What is merely permitted makes no default above give way.
    Drawn(COUNTS, {
        "m": (None, ["when: { 回数: 0..1 次 }, must: { 次数 + 回数: 不少于 2 次 }, latitude: free",
                  "when: { 次数: 不超过 3 次 }, must: { 回数: 0..2 次 }"]),
        "d": ("m", ["when: { 次数: 不超过 0 次 }, may: { 回数 + 次数: 不超过 2 次 }, latitude: fixed"]),
        "t": ("d", ["should_not: { 次数 + 回数: 1..3 次 }"]),
    }),
    # A rule that permits one thing and demands another is held against itself.
    Drawn(CHOICES, {"m": (None, []), "d": ("m", ["may: { 渠道: 甲 }", "must: { 渠道: 丙 }, may: { 渠道: 乙 }"])}),
    # A rule can hide that another `may` of its set is forbidden: where the last one leaves no channel, 回数 shows nothing.
    Drawn(CHOICES + COUNTS, {
        "m": (None, ["may: { 留痕: yes }", "when: { 留痕: yes }, may: { 回数: 2 次 }, should_not: { 回数: 2 次, 渠道: [乙, 丙] }",
                     "when: { 渠道: 甲 }, should_not: { 渠道: [甲, 丙] }"]),
    }),
    # What cannot be done is not permitted, in whatever part of it.
    Drawn(COUNTS, {"m": (None, ["must: { 回数: 不少于 1 次 }"]), "d": ("m", ["may: { 回数: 0 次, 次数: 超过 3 次 }"])}),
    # A default gives way rule by rule.
    Drawn(CHOICES + COUNTS, {
        "m": (None, ["rules: [{ must_not: { 留痕: yes } }, { must: { 次数: 不超过 0 次 } }], latitude: free"]),
        "d": ("m", ["unless: { 次数: 0..2 次 }, must: { 留痕: yes }"]),
    }),
    # A default that gives way to one document has taken the place of the one above it all the same.
    Drawn(COUNTS + CHOICES, {
        "m": (None, ["must: { 留痕: yes }, latitude: free"]),
        "d": ("m", ["must: { 回数: 1 次, 留痕: yes }, latitude: free"]),
        "t": ("d", ["unless: { 留痕: yes }, must: { 回数: 不超过 2 次 }"]),
    }),
    # Where what stands above cannot be followed, everything follows from it.
    Drawn("  急: { given: true, yes_no: true }\n" + CHOICES + COUNTS, {
        "m": (None, ["when: { 急: yes }, must: { 渠道: [乙, 丙], 次数: 0 次 }",
                  "must: { 次数: 0..3 次 }, latitude: range, range: { 次数: 1..2 次 }"]),
        "d": ("m", ["when: { 急: yes }, must: { 次数: 不少于 1 次 }"]),
        "t": ("d", ["when: { 急: yes }, must: { 渠道: 丙 }"]),
    }),
    # Without an upper end, what shows a fault may lie above all the numbers in rules: 乙量 4, 整量 0.
    Drawn("  乙量: { unit: 分钟 }\n  整量: { unit: 分钟, whole: true, range: 0..2 分钟 }\n", {
        "m": (None, ["when: { 乙量 + 整量: 不少于 2 分钟 }, must: { 乙量: 少于 2 分钟 }"]),
        "d": ("m", ["when: { 整量: 不超过 0 分钟 }, must: { any: [{ 乙量 + 整量: 不超过 2 分钟 }, "
                    "{ not: { 乙量: 1..2 分钟 } }, { 乙量 + 整量: 不少于 1 分钟 }] }"]),
    }),
    # Whatever a working day and a month are, one of the two permissions goes too far; but neither is certain to.
    Drawn("  时段: { given: true, choices: [昼, 夜] }\n  期限: { unit: 天 }\n", {
        "m": (None, ["when: { 期限: 不少于 1 工作日 }, must: { 期限: 不超过 3 天 }, latitude: fixed"]),
        "d": ("m", ["when: { 时段: 夜 }, may: { 期限: 超过 1 月 }",
                    "rules: [{ may: { 期限: 不超过 1 工作日 } }, { when: { 时段: 昼 }, should: { 期限: 不少于 1 月 } }]"]),
    }),
    # Who speaks of what is shared in the case of a rule only is a peer, too.
    Drawn(
        "  留痕: { yes_no: true, shared: true }\n" + COUNTS,
        {
            "m": (None, []),
            "d1": ("m", ["when: { 留痕: yes }, must: { 次数: 1 次 }", "must: { 次数: 2 次 }"]),
            "d2": ("m", ["must: { 留痕: yes }"]),
        },
        shared=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("upper", "lower"), FOUND_BEFORE)
def test_what_was_missed_once(upper, lower):
    assert compare(Drawn(plain_policies.TERMS, {"m": (None, upper), "d": ("m", lower)})) == []


@pytest.mark.parametrize("drawn", OTHERS_FOUND_BEFORE, ids=range(len(OTHERS_FOUND_BEFORE)))
def test_what_else_was_missed_once(drawn):
    assert compare(drawn) == []


@pytest.fixture(scope="module")
def total():
    return Tally()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_reported_is_what_the_definitions_say(seed, total):
    tally = run(f"{seed}", ROUNDS // len(SEEDS))
    total.add(tally)
    assert "\n\n".join(tally.disagreements) == ""


def test_every_feature_and_every_code_came_up(total, capsys, record_testsuite_property):
    """A generator that goes blind for one of them would let anything pass."""
    with capsys.disabled():
        sys.stdout.write(f"\n{total}\n")
    record_testsuite_property("oracle", str(total))
    if total.policies < 2000:
        pytest.skip("too few policies to tell")
    assert [feature for feature in FEATURES if total.features[feature] < 10] == []
    assert [code for code in CODES if total.codes[code] < 3] == []
