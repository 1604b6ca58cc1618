"""What may be chosen in a situation, by which rules, and what each choice asks for."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from policies import department, procedure

from generator.model import Choice, Place
from generator.reasoning import Extent, Ground, options
from generator.reasoning.evaluator import obeys

MAIL = "when: { 事项: 重大 }, must: { 渠道: [邮件, 会议] }"


def ground_of(above: list[str], below: list[str]) -> Ground:
    made = procedure(above, below)
    edition = department(made)
    return Ground.of(edition, made.above(edition))


def known(words: str) -> list[Choice]:
    """`时段=夜间 事项=重大`."""
    pairs = (each.split("=") for each in words.split())
    return [Choice(term, tuple(value.split("|")), place=Place("", 1, 1)) for term, value in pairs]


def judged(above: list[str], below: list[str], situation: str, term: str = "渠道") -> list[str]:
    """`邮件 recommended by m-1`, `电话 forbidden sometimes by d-1 (事项)`, what is simply allowed left out."""
    return [
        " ".join(
            [
                f"{each.choice} {each.verdict}",
                *(["sometimes"] if Extent.SOMETIMES in (each.allowed, each.recommended) else []),
                *([f"by {'+'.join(m.rule.clause for m in each.by)}"] if each.by else []),
                *([f"({' '.join(each.open)})"] if each.open else []),
            ]
        )
        for each in options(ground_of(above, below), term, known(situation))
        if each.verdict != "allowed" or each.allowed is not Extent.ALWAYS
    ]


@pytest.mark.parametrize(
    ("above", "below", "situation", "expected"),
    [
        ([], [], "", []),
        ([MAIL], [], "事项=重大", ["即时通讯 forbidden by m-1", "电话 forbidden by m-1"]),
        ([MAIL], [], "事项=一般", []),
        # What depends on the situation says on what.
        ([MAIL], [], "时段=夜间", ["即时通讯 allowed sometimes by m-1 (事项)", "电话 allowed sometimes by m-1 (事项)"]),
        # The department's rules and those above, both.
        (
            [MAIL],
            ["when: { 时段: 夜间 }, must_not: { 渠道: 会议 }"],
            "事项=重大 时段=夜间",
            ["会议 forbidden by d-1", "即时通讯 forbidden by m-1", "电话 forbidden by m-1"],
        ),
        # Two rules together exclude a choice that neither excludes alone.
        (
            ["when: { 渠道: 电话 }, must: { 留痕: 是 }", "when: { 时段: 夜间 }, must_not: { 留痕: 是 }"],
            [],
            "时段=夜间",
            ["电话 forbidden by m-1+m-2"],
        ),
        (
            ["should: { 渠道: 邮件 }"],
            [],
            "",
            [
                "邮件 recommended by m-1",
                "会议 discouraged by m-1",
                "即时通讯 discouraged by m-1",
                "电话 discouraged by m-1",
            ],
        ),
        # What a must forbids is not discouraged, but forbidden; of the rest, one is recommended.
        (
            [MAIL, "should: { 渠道: [会议, 电话] }"],
            [],
            "事项=重大",
            [
                "邮件 discouraged by m-2",
                "会议 recommended by m-2",
                "即时通讯 forbidden by m-1",
                "电话 forbidden by m-1",
            ],
        ),
        # No should speaks of the term there.
        (["when: { 时段: 夜间 }, should: { 渠道: 邮件 }"], [], "时段=工作时间", []),
        (["should: { 留痕: 是 }"], [], "", []),
        # Which one is recommended depends on the time of day.
        (
            ["when: { 时段: 夜间 }, should: { 渠道: 电话 }"],
            [],
            "",
            [
                "邮件 recommended sometimes by m-1 (时段)",
                "会议 recommended sometimes by m-1 (时段)",
                "即时通讯 recommended sometimes by m-1 (时段)",
                "电话 recommended by m-1",
            ],
        ),
        # A default gives way to what the department says.
        (
            ["must: { 渠道: 邮件 }, latitude: free"],
            ["must: { 渠道: 电话 }"],
            "",
            ["邮件 forbidden by d-1", "会议 forbidden by d-1", "即时通讯 forbidden by d-1"],
        ),
        # A quantity can exclude a choice, too.
        (
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }"],
            ["must: { 响应: 不少于 200 秒 }"],
            "",
            ["即时通讯 forbidden by d-1+m-1"],
        ),
        # A self-conflict forbids everything.
        (
            ["must: { 渠道: 邮件 }", "must_not: { 渠道: 邮件 }"],
            [],
            "",
            ["邮件 forbidden by m-2", *(f"{c} forbidden by m-1" for c in ("会议", "即时通讯", "电话"))],
        ),
    ],
)
def test_what_may_be_chosen_and_by_which_rules(above, below, situation, expected):
    assert judged(above, below, situation) == expected


@pytest.mark.parametrize(
    ("term", "rules", "expected"),
    [
        ("留痕", ["must: { 留痕: 是 }"], ["False forbidden by m-1"]),
        ("留痕", ["should_not: { 留痕: 是 }"], ["True discouraged by m-1", "False recommended by m-1"]),
        ("抄送", ["must_not: { 抄送: 外部 }"], ["外部 forbidden by m-1"]),
        ("抄送", ["must: { 抄送: 仅限 上级、同事 }"], ["外部 forbidden by m-1"]),
        ("响应", ["must: { 响应: 不超过 60 秒 }"], []),
    ],
)
def test_a_yes_no_and_each_choice_of_a_several_valued_term(term, rules, expected):
    assert judged(rules, [], "", term) == expected


@pytest.mark.parametrize(
    ("above", "below", "situation", "expected"),
    [
        # Because of the choice: what is asked of all anyway is not told.
        (
            ["when: { 渠道: 即时通讯 }, must: { 响应: 不超过 2 分钟 }", "must: { 留痕: 是 }"],
            [],
            "",
            {"即时通讯": ["must m-1"]},
        ),
        # Whether it is asked for depends on what is open, be it of the situation or of conduct.
        (
            ["when: { 渠道: [电话, 会议], 事项: 重大 }, must: { 留痕: 是 }"],
            [],
            "",
            {"会议": ["must m-1 事项"], "电话": ["must m-1 事项"]},
        ),
        (["when: { 渠道: 电话, 留痕: 否 }, must: { 响应: 60 秒 }"], [], "", {"电话": ["must m-1 留痕"]}),
        (["when: { 渠道: 电话, 事项: 重大 }, must: { 留痕: 是 }"], [], "事项=一般", {}),
        # Musts before shoulds; what it may do as well.
        (
            [
                "when: { 渠道: 电话 }, should: { 抄送: 上级 }, may: { 抄送: 外部 }",
                "when: { 渠道: 电话 }, must: { 留痕: 是 }",
            ],
            ["unless: { 渠道: [邮件, 会议, 即时通讯] }, must_not: { 抄送: 同事 }"],
            "",
            {"电话": ["must m-2", "must_not d-1", "should m-1", "may m-1"]},
        ),
        # A `when` that speaks of the term without its making a difference.
        (["when: { 渠道: [邮件, 会议, 即时通讯, 电话] }, must: { 留痕: 是 }"], [], "", {}),
        # What cannot be chosen asks for nothing.
        (["when: { 渠道: 电话 }, must: { 留痕: 是 }", "must_not: { 渠道: 电话 }"], [], "", {}),
        # Duties on the term itself are the choice, not what it asks for.
        (["when: { 渠道: [电话, 会议] }, must: { 渠道: 会议 }"], [], "", {}),
    ],
)
def test_what_each_choice_asks_for(above, below, situation, expected):
    found = options(ground_of(above, below), "渠道", known(situation))
    asks = {
        each.choice: [f"{d.strength} {d.member.rule.clause} {' '.join(d.open)}".rstrip() for d in each.asks]
        for each in found
        if each.asks
    }
    assert asks == expected


POOL = [
    MAIL,
    "when: { 时段: 夜间 }, must_not: { 渠道: [会议, 电话] }",
    "unless: { 事项: 一般 }, should: { 渠道: [邮件, 电话] }",
    "when: { 渠道: [电话, 即时通讯] }, must: { 留痕: 是 }",
    "when: { 时段: 夜间, 渠道: 即时通讯 }, must_not: { 留痕: 是 }",
    "must: { any: [{ 渠道: 邮件 }, { 抄送: 上级 }] }",
    "should_not: { 抄送: 上级 }",
    "when: { 事项: 一般 }, should: { 渠道: 即时通讯 }",
    "when: { 抄送: 外部 }, must: { 渠道: 邮件 }, should: { 留痕: 是 }",
    "should: { not: { 渠道: 会议, 留痕: 是 } }",
]
TIMES, MATTERS = ("工作时间", "夜间"), ("重大", "一般")
CHANNELS = ("邮件", "会议", "即时通讯", "电话")
COPIES = [frozenset(chosen) for n in range(4) for chosen in combinations(("上级", "同事", "外部"), n)]


def extent(ground: Ground, channel: str, situations, *, shoulds: bool) -> Extent:
    """The same by trying everything, with the evaluator."""

    def can(time: str, matter: str) -> bool:
        return any(
            all(
                obeys(
                    member.rule,
                    {"时段": time, "事项": matter, "渠道": channel, "留痕": kept, "抄送": copied},
                    lambda term, quantity: None,
                    shoulds=shoulds,
                )
                for member, _ in ground.members
            )
            for kept, copied in product((True, False), COPIES)
        )

    found = {can(*each) for each in situations}
    return Extent.SOMETIMES if len(found) > 1 else Extent.ALWAYS if found == {True} else Extent.NEVER


@pytest.mark.parametrize("seed", range(25))
def test_the_answers_are_those_of_trying_everything(seed):
    dice = random.Random(seed)
    ground = ground_of(dice.sample(POOL, 4), dice.sample(POOL, 2))
    for situation, times, matters in (
        ("", TIMES, MATTERS),
        ("时段=夜间", TIMES[1:], MATTERS),
        ("事项=重大", TIMES, MATTERS[:1]),
    ):
        cases = [*product(times, matters)]
        for each in options(ground, "渠道", known(situation)):
            assert each.allowed is extent(ground, each.choice, cases, shoulds=False)
            if each.recommended is not None:
                assert each.recommended is extent(ground, each.choice, cases, shoulds=True)
            assert (
                bool(each.open) is (Extent.SOMETIMES in (each.allowed, each.recommended))
                or len(times) == len(matters) == 2
            )
