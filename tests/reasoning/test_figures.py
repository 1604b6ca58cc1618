"""The bounds of a quantity in each case that rules tell apart, who sets them, and how they stand to the procedure's."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from policies import department, procedure

from generator.model import Place, Waiver
from generator.phrases import condition_words, value_words
from generator.reasoning import Ground, figures

M60 = "must: { 响应: 不超过 60 秒 }"
NIGHT45 = "when: { 时段: 夜间 }, must: { 响应: 不超过 45 秒 }"
WAIVER = Waiver(("d", "d-1"), ("m", "m-1"), "因", "某", date(2026, 1, 1), date(2027, 1, 1), place=Place("", 1, 1))


def told(above: list[str], below: list[str], term: str = "响应", waivers: tuple[Waiver, ...] = ()) -> list[str]:
    """`不超过45秒 tighter by d-1 时段为夜间`, and what holds elsewhere."""
    made = procedure(above, below)
    edition = department(made)
    found = figures(Ground.of(edition, made.above(edition), waivers), term)
    assert found is not None
    return [
        " ".join(
            filter(
                None,
                (
                    value_words(each.bound) if each.bound else "-",
                    each.standing or "",
                    f"by {'+'.join(member.rule.clause for member in each.by)}" if each.by else "",
                    "/".join(
                        "&".join(condition_words(m.rule.when) for m in case if m.rule.when) for case in each.cases
                    ),
                ),
            )
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ([], [], ["-"]),
        ([M60], [], ["不超过60秒 inherited by m-1"]),
        ([M60], [M60], ["不超过60秒 same by d-1"]),
        ([M60], ["must: { 响应: 不超过 1 分钟 }"], ["不超过1分钟 same by d-1"]),
        ([M60], ["must: { 响应: 不超过 45 秒 }"], ["不超过45秒 tighter by d-1"]),
        ([M60], ["must: { 响应: 少于 60 秒 }"], ["少于60秒 tighter by d-1"]),
        ([M60], ["must: { 响应: 不少于 10 秒 }"], ["10至60秒 tighter by d-1+m-1"]),
        ([], ["must: { 响应: 不超过 45 秒 }"], ["不超过45秒 added by d-1"]),
        ([M60], ["must_not: { 响应: 超过 30 秒 }"], ["不超过30秒 tighter by d-1"]),
        # What the department says holds at night; the procedure's for the rest.
        ([M60], [NIGHT45], ["不超过45秒 tighter by d-1 时段为夜间", "不超过60秒 inherited by m-1"]),
        # Latitude: within its range, or free.
        (
            [M60 + ", latitude: range, range: { 响应: 不超过 90 秒 }"],
            ["must: { 响应: 不超过 80 秒 }"],
            ["不超过80秒 looser by d-1"],
        ),
        ([M60 + ", latitude: free"], ["must: { 响应: 不超过 80 秒 }"], ["不超过80秒 looser by d-1"]),
        ([M60 + ", latitude: free"], [], ["不超过60秒 inherited by m-1"]),
        # A looser rule alone changes nothing: both hold.
        ([M60], ["must: { 响应: 不超过 90 秒 }"], ["不超过60秒 same by m-1"]),
        # Cases of one figure are told together.
        (
            [],
            ["when: { 时段: 夜间 }, must: { 响应: 不超过 9 秒 }", "when: { 事项: 重大 }, must: { 响应: 不超过 60 秒 }"],
            [
                "不超过9秒 added by d-1 时段为夜间&事项为重大/时段为夜间",
                "不超过60秒 added by d-2 事项为重大",
                "-",
            ],
        ),
        # Shoulds set no figure.
        ([], ["should: { 响应: 不超过 9 秒 }"], ["-"]),
        ([M60 + ", latitude: free"], ["should: { 响应: 不超过 80 秒 }"], ["-"]),
    ],
)
def test_a_quantity(above, below, expected):
    assert told(above, below) == expected


@pytest.mark.parametrize(
    ("term", "above", "expected"),
    [
        ("受理", ["must: { 受理 + 升级: 不超过 2 小时 }"], ["不超过2小时 inherited by m-1"]),
        ("发布", ["must: { 发布: 3..5 次/周 }"], ["3至5次/周 inherited by m-1"]),
        # What the term's own range says is no rule's doing.
        ("发布", ["must: { 发布: 0..100 次/周 }"], ["-"]),
    ],
)
def test_sums_and_ranges(term, above, expected):
    assert told(above, [], term) == expected


def test_where_a_waiver_runs_the_department_has_its_own():
    below = ["when: { 时段: 夜间 }, must: { 响应: 不超过 90 秒 }"]
    assert told([M60], below, waivers=(WAIVER,)) == [
        "不超过90秒 looser by d-1 时段为夜间",
        "不超过60秒 inherited by m-1",
    ]
    # What else the department says of the quantity is not excused.
    day = "when: { 时段: 工作时间 }, must: { 响应: 不少于 10 秒 }"
    assert told([M60], [*below, day], waivers=(WAIVER,)) == [
        "不超过90秒 looser by d-1 时段为夜间",
        "10至60秒 tighter by d-2+m-1 时段为工作时间",
    ]
    other = replace(WAIVER, clause=("x", "x-1"))
    assert "不超过90秒" not in "".join(told([M60], below, waivers=(other,)))


def test_the_procedure_stands_to_nothing():
    made = procedure([M60], [])
    (found,) = figures(Ground.of(made.master, ()), "响应")
    assert (found.standing, [member.rule.clause for member in found.by]) == (None, ["m-1"])


BOUNDS = [
    "不超过 60 秒", "不超过 1 分钟", "少于 60 秒", "'> 20 秒'", "不少于 20 秒", "10..45 秒", "= 30 秒", "不少于 70 秒",
]  # fmt: skip
COUNTS = ["3..5 次/周", "少于 5 次/周", "'> 3 次/周'", "不少于 4 次/周", "= 4 次/周", "0..100 次/周"]
GUARDS = ["", "when: { 时段: 夜间 }, ", "unless: { 时段: 夜间 }, ", "when: { 时段: 工作时间, 事项: 重大 }, "]


@pytest.mark.parametrize("seed", range(60))
def test_what_intervals_answer_is_what_the_solver_answers(seed, monkeypatch):
    """Rules that each bound one quantity are compared as intervals; the solver, asked instead, says the same."""
    dice = random.Random(seed)
    term, values = dice.choice([("响应", BOUNDS), ("发布", COUNTS)])

    def rules() -> list[str]:
        kinds = (dice.choice(["must", "must", "must_not"]) for _ in range(dice.randint(0, 3)))
        besides = ["", "", ", 渠道: 邮件", ", 留痕: 是"]  # what a rule asks for on other matters
        return [
            f"{dice.choice(GUARDS)}{kind}: {{ {term}: {dice.choice(values)}{dice.choice(besides)} }}" for kind in kinds
        ]

    above, below = rules(), rules()
    quick = told(above, below, term)
    monkeypatch.setitem(figures.__globals__, "bounds_alone", lambda *_: False)
    assert told(above, below, term) == quick
