"""What a change of a clause means: examples, and random changes held against an oracle that tries every case.

MEANING_PAIRS is how many random changes (400); `random_changes.py` runs more of them outside pytest.
"""

from __future__ import annotations

import os
import sys

import pytest
from policies import TERMS
from random_changes import edition, run

from generator.history.changes import edition_changes
from generator.history.meaning import Meaning, meaning, together
from generator.history.renaming import ids_through
from generator.model import Edition
from generator.phrases import said_words
from generator.reasoning import Witness, comparing

PAIRS = int(os.environ.get("MEANING_PAIRS", "400"))
SEEDS = range(4)


def changed(old: Edition, new: Edition):
    return list(edition_changes(old, new, ids_through([old.document, new.document])))


def meant(old: str, new: str, *, terms: str = TERMS, terms_after: str | None = None) -> Meaning:
    before, after = edition(terms, old), edition(terms_after or terms, new)
    (change,) = changed(before, after)
    return meaning(change, before, after)


def case(witness: Witness | None) -> str | None:
    return witness and "，".join(f"{t} {said_words(v)}" for t, v in {**witness.situation, **witness.conduct}.items())


SIXTY = "must: { 响应: 不超过 60 秒 }"


@pytest.mark.parametrize(
    ("old", "new", "direction", "lost", "gained"),
    [
        (SIXTY, "must: { 响应: 不超过 45 秒 }", "tighter", "响应 60 秒", None),
        (SIXTY, "must: { 响应: 不超过 90 秒 }", "looser", None, "响应 90 秒"),
        (SIXTY, "must: { 响应: 不超过 1 分钟 }", "equivalent", None, None),
        (SIXTY, "must_not: { 响应: 超过 60 秒 }", "equivalent", None, None),
        (SIXTY, "must: { 响应: 30..90 秒 }", "incomparable", "响应 0 秒", "响应 90 秒"),
        # A duty that becomes a recommendation, and one that holds at night only.
        (SIXTY, "should: { 响应: 不超过 60 秒 }", "looser", None, "响应 61 秒"),
        (SIXTY, f"when: {{ 时段: 夜间 }}, {SIXTY}", "looser", None, "时段 工作时间，响应 61 秒"),
        (f"when: {{ 时段: 夜间 }}, {SIXTY}", f"unless: {{ 时段: 工作时间 }}, {SIXTY}", "equivalent", None, None),
        (f"{SIXTY}, should: {{ 响应: 不超过 30 秒 }}", SIXTY, "looser", None, "响应 60 秒"),
        ("must: { 渠道: [邮件, 会议] }", "must: { 渠道: [会议, 电话] }", "incomparable", "渠道 邮件", "渠道 电话"),
        (f"{SIXTY}, may: {{ 渠道: 电话 }}", SIXTY, "tighter", "渠道 电话", None),
        (SIXTY, f"{SIXTY}, may: {{ 渠道: 电话 }}", "looser", None, "渠道 电话"),
        ("must: { 抄送: 上级 }", "must: { 抄送: 上级和同事 }", "tighter", "抄送 上级", None),
        ("must: { 受理 + 升级: 不超过 2 小时 }", "must: { 受理 + 升级: 不超过 90 分钟 }", "tighter",
         "受理 0 分钟，升级 120 分钟", None),
        # What documents below may do.
        (f"{SIXTY}, latitude: fixed", SIXTY, "looser", None, None),
        (SIXTY, f"{SIXTY}, latitude: range, range: {{ 响应: 不超过 90 秒 }}", "looser", None, None),
        (f"{SIXTY}, latitude: range, range: {{ 响应: 不超过 90 秒 }}",
         f"{SIXTY}, latitude: range, range: {{ 响应: 不超过 80 秒 }}", "tighter", "响应 90 秒", None),
        (f"{SIXTY}, latitude: range, range: {{ 响应: 不超过 90 秒 }}",
         f"{SIXTY}, latitude: range, range: {{ 响应: 不超过 1.5 分钟 }}", "equivalent", None, None),
        (SIXTY, f"{SIXTY}, implement: [d]", "tighter", None, None),
        (f"{SIXTY}, implement: all", f"{SIXTY}, implement: [d]", "looser", None, None),
        (f"{SIXTY}, implement: [d]", "must: { 响应: 不超过 90 秒 }", "looser", None, "响应 90 秒"),
        (f"{SIXTY}, implement: [d]", "must: { 响应: 不超过 45 秒 }", "incomparable", "响应 60 秒", None),
        ("implement: [d], latitude: free", "implement: [d]", "tighter", None, None),
    ],
)  # fmt: skip
def test_a_change_is_told_with_a_case(old, new, direction, lost, gained):
    found = meant(old, new)
    assert direction == found.direction
    first = next((a for a in found.aspects if a.lost or a.gained), None)
    assert (lost, gained) == ((case(first.lost), case(first.gained)) if first else (None, None))


@pytest.mark.parametrize(
    ("rule", "term", "becomes", "direction", "lost", "gained"),
    [
        ("must_not: { 渠道: 电话 }", "即时通讯, 电话]", "即时通讯, 电话, 视频]", "looser", None, "渠道 视频"),
        ("must: { 渠道: 电话 }", "即时通讯, 电话]", "即时通讯, 电话, 视频]", "equivalent", None, None),
        ("must: { 发布: 不少于 3 次/周 }", "0..100", "0..50", "tighter", "发布 51 次/周", None),
        ("must: { 响应: 不超过 60 秒 }", "响应: { unit: 秒 }", "响应: { unit: 分钟 }", "equivalent", None, None),
        ("must: { 响应: 不超过 60 秒 }", "响应: { unit: 秒 }", "响应: { unit: 秒, whole: true }", "incomparable", None, None),
        # What is only called by another name.
        ("must: { 渠道: 即时通讯 }", "即时通讯", "{ name: 飞书, aliases: [即时通讯] }", "equivalent", None, None),
        ("when: { 时段: 夜间 }, must: { 留痕: 是 }", "夜间]", "夜间, 凌晨]", "equivalent", None, None),
        ("unless: { 时段: 夜间 }, must: { 留痕: 是 }", "夜间]", "夜间, 凌晨]", "equivalent", None, None),
    ],
)  # fmt: skip
def test_a_clause_changes_with_its_terms(rule, term, becomes, direction, lost, gained):
    found = meant(rule, rule, terms_after=TERMS.replace(term, becomes))
    assert direction == found.direction
    (aspect,) = found.aspects or (None,)
    assert (lost, gained) == ((case(aspect.lost), case(aspect.gained)) if aspect else (None, None))


def test_whole_numbers_of_another_unit_are_another_thing():
    """Whole minutes are not among whole hours, however they convert; without `whole` they are the same amounts."""
    for whole, doubt in (("", None), (", whole: true", "terms")):
        before, after = (f"  时长: {{ unit: {unit}{whole} }}\n" for unit in ("分钟", "小时"))
        found = meant("must: { 时长: 不超过 2 小时 }", "must: { 时长: 不超过 1 小时 }", terms=before, terms_after=after)
        assert [doubt] == [aspect.doubt for aspect in found.aspects]


def test_what_goes_by_another_name_is_the_same():
    renamed = TERMS.replace("响应: { unit: 秒 }", "应答: { unit: 秒, aliases: [响应] }").replace(
        "即时通讯", "{ name: 飞书, aliases: [即时通讯] }"
    )
    old = "when: { 渠道: 即时通讯 }, must: { 响应: 不超过 60 秒 }"
    assert (
        meant(old, "when: { 渠道: 飞书 }, must: { 应答: 不超过 60 秒 }", terms_after=renamed).direction == "equivalent"
    )
    tighter = meant(old, "when: { 渠道: 飞书 }, must: { 应答: 不超过 45 秒 }", terms_after=renamed)
    assert case(tighter.aspects[0].lost) == "渠道 飞书，应答 60 秒"


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("must: { 响应: 不超过 30 天 }", "must: { 响应: 不超过 1 月 }", "units"),
        ("must: { 受理 + 升级: 不超过 2 小时 }", "must: { 受理 + 升级: 不超过 1 工作日 }", None),
    ],
)
def test_where_the_answer_hangs_on_conversions_it_is_in_doubt(old, new, doubt):
    found = meant(old, new)
    assert [doubt] == [aspect.doubt for aspect in found.aspects]
    assert (doubt is not None) == (found.direction == "incomparable")


def test_rules_that_only_moved_from_one_clause_to_another_mean_nothing_together():
    rules = ["must: { 响应: 不超过 60 秒 }, may: { 渠道: 电话 }", "must: { 留痕: 是 }"]
    before, after = edition(TERMS, ", ".join(rules[:1])), edition(TERMS, rules[1])
    (one,) = changed(before, after)
    (back,) = changed(after, before)
    assert meaning(one, before, after).direction == "incomparable"
    both = [one, back]
    assert together(both, before, after).aspects == ()


def test_a_case_that_the_evaluator_does_not_confirm_is_not_shown(monkeypatch):
    monkeypatch.setattr(comparing._Side, "confirmed", lambda self, case: None)
    (aspect,) = meant(SIXTY, "must: { 响应: 不超过 45 秒 }").aspects
    assert (aspect.direction, aspect.lost, aspect.doubt) == ("incomparable", None, "work")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_says_what_the_table_says(seed, capsys):
    tally, found = run(f"{seed}", PAIRS // len(SEEDS))
    with capsys.disabled():
        sys.stdout.write(f"\n{dict(sorted(tally.items()))}\n")
    assert "\n\n".join(found) == ""
    assert [
        word for word in ("tighter", "looser", "incomparable", "equivalent", "terms changed") if not tally[word]
    ] == []
