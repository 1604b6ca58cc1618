"""A wrong report does not pass: each kind of mistake is noticed as what it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from questions import disputed, member, report

from generator.model import Quantity, Unit
from generator.proving import Aspect, prove, solving
from generator.proving.claims import claims
from generator.reasoning import Kind, Witness

M60 = ["must: { 响应: 不超过 60 秒 }"]
LOOSE = ["must: { 响应: 不超过 90 秒 }", "must: { 留痕: yes }"]
BY_KIND = {
    "self-conflict": ([], ["must: { 响应: 不超过 60 秒 }", "must: { 响应: 不少于 70 秒 }"]),
    "conflict": (M60, ["must: { 响应: 不少于 70 秒 }"]),
    "looser": (M60, LOOSE),
    "permits-forbidden": (["must: { 渠道: 邮件 }"], ["may: { 渠道: 电话 }"]),
    "forbids-permitted": (["may: { 渠道: 邮件 }, latitude: fixed"], ["must: { 渠道: 电话 }"]),
    "fixed-changed": (["must: { 响应: 不超过 60 秒 }, latitude: fixed"], ["must: { 响应: 不超过 45 秒 }"]),
    "departs-from-should": (["should: { 响应: 不超过 60 秒 }"], ["must: { 响应: 不超过 90 秒 }"]),
}


def changed(reported, **what):
    """The report with its one contradiction changed."""
    (each,) = reported.found
    return replace(reported, found=(replace(each, **what),))


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_finding_that_is_left_out(kind):
    reported = report(*BY_KIND[kind])
    assert [found.name for found in reported.found] == [kind]
    assert (kind, "none-left") in disputed(replace(reported, found=()))


def test_a_finding_that_is_made_up():
    reported = changed(report(M60, LOOSE), members=())
    wrong = replace(reported.found[0], members=(member(reported, "d-2"), member(reported, "m-1")), witness=None)
    assert ("looser", "alone") in disputed(replace(reported, found=(*report(M60, LOOSE).found, wrong)))


def test_rules_that_show_it_alone_while_the_document_as_a_whole_does_not():
    below = ["must: { 响应: 不超过 90 秒 }", "must: { 响应: 不超过 45 秒 }"]
    reported = report(M60, below)
    assert reported.found == ()
    (real,) = report(M60, below[:1]).found
    members = (member(reported, "d-1"), member(reported, "m-1"))
    assert disputed(replace(reported, found=(replace(real, members=members),))) == [("looser", "present")]


def test_a_rule_too_many_in_a_set():
    reported = report(M60, LOOSE)
    members = (*reported.found[0].members[:1], member(reported, "d-2"), *reported.found[0].members[1:])
    assert disputed(changed(reported, members=members)) == [("looser", "minimal")]


def test_a_rule_too_few_in_a_set():
    reported = report(M60, LOOSE)
    assert ("looser", "alone") in disputed(changed(reported, members=reported.found[0].members[:1]))


@pytest.mark.parametrize("seconds", [60, 91])
def test_a_value_in_the_witness_that_shows_nothing(seconds):
    said = Quantity(Fraction(seconds), Unit("秒"), f"{seconds}秒")
    wrong = Witness({}, {"响应": said})
    assert disputed(changed(report(M60, LOOSE), witness=wrong)) == [("looser", "witness")]


def test_a_situation_in_the_witness_that_shows_nothing():
    reported = report(["when: { 时段: 夜间 }, must: { 响应: 不超过 60 秒 }"], LOOSE)
    wrong = replace(reported.found[0].witness, situation={"时段": "工作时间"})
    assert disputed(changed(reported, witness=wrong)) == [("looser", "witness")]


def test_another_kind_than_it_is():
    wrong = changed(report(M60, LOOSE), kind=Kind.CONFLICT, name="conflict")
    assert ("conflict", "alone") in disputed(wrong)


def test_what_some_conversions_alone_show_told_as_certain():
    reported = report(["must: { 受理: 不超过 30 天 }"], ["must: { 受理: 不超过 1 月 }"])
    assert disputed(changed(reported, name="looser")) == [("looser", "alone")]


def test_what_every_conversion_shows_told_as_uncertain():
    reported = report(["must: { 受理: 不超过 24 小时 }"], ["must: { 受理: 不超过 3 工作日 }"])
    assert disputed(changed(reported, name="incomparable-units")) == [("looser", "uncertain")]


RANGED = ["must: { 响应: 不超过 60 秒 }, latitude: range, range: { 响应: 30..90 秒 }"]


def test_a_range_that_is_not_named_or_named_in_vain():
    reported = report(RANGED, ["must: { 响应: 30..100 秒 }"])
    assert disputed(changed(reported, name="looser")) == [("looser", "range")]
    # 受理 is not what the range is given for.
    above = ["must: { 响应: 不超过 60 秒, 受理: 不超过 1 小时 }, latitude: range, range: { 响应: 30..90 秒 }"]
    reported = report(above, ["must: { 受理: 不超过 2 小时 }"])
    assert disputed(changed(reported, name="looser")) == []
    assert disputed(changed(reported, name="out-of-range")) == [("looser", "range")]


def test_five_working_days_may_be_longer_than_a_month():
    reported = report(["must: { 受理: 不超过 5 工作日 }"], ["must: { 受理: 不超过 1 月 }"])
    assert disputed(changed(reported, name="looser", kind=Kind.LOOSER)) == [("looser", "alone")]
    assert disputed(changed(reported, name="incomparable-units", kind=Kind.LOOSER)) == []


def test_whole_days_are_whole_in_hours_too():
    days = "  天数: { unit: 天, whole: true }\n"
    reported = report(["must: { 天数: 不超过 24 小时 }"], ["must: { 天数: 不超过 30 小时 }"], terms=days)
    assert disputed(replace(reported, found=())) == []


def test_a_year_is_twelve_months():
    reported = report(["must: { 受理: 不超过 12 月 }"], ["must: { 受理: 不超过 1 年 }"])
    assert disputed(replace(reported, found=())) == []


def test_no_answer_is_no_agreement(monkeypatch):
    monkeypatch.setattr(solving, "_decided", lambda script, nested: "unknown")
    found = list(prove(claims(report(M60, LOOSE))))
    assert {each.code for each in found} == {"undecided"}
    assert "came to no answer" in found[0].message.en


@pytest.mark.parametrize("aspect", list(Aspect))
def test_every_dispute_says_in_words_what_it_is_about(aspect, monkeypatch):
    monkeypatch.setattr(solving, "_decided", lambda script, nested: "neither")
    ranged = report(RANGED, ["must: { 响应: 30..100 秒 }"])
    reports = [report(M60, LOOSE), ranged, report(["must: { 受理: 不超过 30 天 }"], ["must: { 受理: 不超过 1 月 }"])]
    asked = [o for reported in reports for o in claims(reported) if o.aspect is aspect]
    assert asked
    for each in prove(asked):
        assert "不一致" in each.message.zh
        assert "differs from this program" in each.message.en
