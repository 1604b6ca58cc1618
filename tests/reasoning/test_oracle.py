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


@pytest.mark.parametrize(("upper", "lower"), FOUND_BEFORE)
def test_what_was_missed_once(upper, lower):
    assert compare(Drawn(plain_policies.TERMS, {"m": (None, upper), "d": ("m", lower)})) == []


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
