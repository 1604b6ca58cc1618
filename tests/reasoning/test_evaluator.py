"""The evaluator, and that a witness which it does not confirm is never shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policies import department, procedure

from generator import reasoning
from generator.reasoning import contradictions
from generator.reasoning.evaluator import holds, obeys


def rule(text: str):
    (found,) = department(procedure(["must: { 留痕: 是 }"], [text])).document.rules()
    return found


def at(term, quantity):
    return quantity.amount


VALUES = {"响应": Fraction(60), "渠道": "邮件", "抄送": frozenset({"上级"}), "留痕": True, "时段": "夜间"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("must: { 响应: 不超过 60 秒 }", True),
        ("must: { 响应: 少于 60 秒 }", False),
        ("must: { 响应: 不少于 60 秒 }", True),
        ("must: { 响应: 超过 60 秒 }", False),
        ("must_not: { 渠道: 邮件 }", False),
        ("must: { 渠道: [会议, 邮件] }", True),
        ("must: { 抄送: 上级和同事 }", False),
        ("must: { 抄送: 上级或同事 }", True),
        ("must: { 抄送: 仅限 上级 }", True),
        ("must: { 抄送: 仅限 同事 }", False),
        ("must: { any: [{ 留痕: 否 }, { 渠道: 邮件 }] }", True),
        ("must: { not: { 留痕: 是 } }", False),
        ("when: { 时段: 工作时间 }, must: { 留痕: 否 }", True),
        ("unless: { 时段: 夜间 }, must: { 留痕: 否 }", True),
        ("when: { 时段: 夜间 }, must: { 留痕: 否 }", False),
        ("must: { 受理: 不超过 1 分钟 }", None),  # it depends on a term without a value
        ("must: { 受理: 不超过 1 分钟, 留痕: 否 }", False),  # it does not
        ("should: { 留痕: 否 }", False),
        ("may: { 留痕: 否 }", True),
    ],
)
def test_whether_a_rule_is_kept(text, kept):
    assert obeys(rule(text), VALUES, at, shoulds=True) is kept


def test_a_may_is_read_as_a_must_where_one_asks():
    assert obeys(rule("may: { 留痕: 否 }"), VALUES, at, shoulds=True, may=True) is False


def test_an_open_question_stays_open():
    condition = rule("must: { 受理: 不超过 1 分钟 }").must
    assert condition is not None
    assert holds(condition, {}, at) is None


def test_what_the_evaluator_does_not_confirm_is_undecided(monkeypatch):
    made = procedure(["must: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不超过 90 秒 }"])
    edition = department(made)
    assert [each.name for each in contradictions(edition, made.above(edition))] == ["looser"]
    monkeypatch.setattr(reasoning, "replayed", lambda found, own: False)
    (found,) = contradictions(edition, made.above(edition))
    assert (found.name, found.witness, found.fix) == ("undecided", None, None)
