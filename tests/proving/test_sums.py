"""Sums of quantities: what the definitions say of the examples of section Meaning, whoever reports it."""

from __future__ import annotations

import pytest
from policies import TERMS, department, procedure

from generator.proving.kinds import holds, placed
from generator.proving.obligations import Aspect, Obligation
from generator.proving.solving import answer
from generator.reasoning import Kind

TOGETHER = ["must: { 受理 + 升级: 不超过 2 小时 }"]


def found(above, below, *, terms=TERMS):
    """Every kind that a document has, and the kinds that it still has without each one of its rules."""
    made = procedure(above, below, terms=terms)
    edition = department(made)
    own, over = placed(edition, made.above(edition), frozenset())

    def kinds_of(rules):
        for kind in Kind:
            asked = holds(kind, [*rules, *over], edition.vocabulary)
            question = Obligation(
                "m", "d", kind, Aspect.PRESENT, asked.space, asked.formula, sat=True, place=edition.document.place
            )
            if answer(question) == "sat":
                yield str(kind)

    return list(kinds_of(own)), [list(kinds_of([other for other in own if other is not rule])) for rule in own]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (TOGETHER, ["must: { 受理: 不超过 30 分钟 }"], []),
        (TOGETHER, ["must: { 受理: 不超过 150 分钟 }"], ["looser"]),
        (TOGETHER, ["must: { 受理 + 升级: 不超过 90 分钟 }"], []),
        (TOGETHER, ["must: { 升级 + 受理: 不超过 3 小时 }"], ["looser"]),
        (TOGETHER, ["must: { 受理: 不少于 150 分钟 }"], ["conflict"]),
        (TOGETHER, ["may: { 受理: 150 分钟 }"], ["permits-forbidden"]),
        # The sum is stated, not its terms.
        (["must: { 受理: 不超过 30 分钟 }"], ["must: { 受理 + 升级: 不超过 2 小时 }"], []),
        ([], ["must: { 受理: 不少于 90 分钟 }", "must: { 受理 + 升级: 不超过 1 小时 }"], ["self-conflict"]),
        ([f"{TOGETHER[0]}, latitude: free"], ["must: { 受理: 不超过 150 分钟 }"], []),
        ([f"{TOGETHER[0]}, latitude: free"], ["must: { 受理 + 升级: 不超过 3 小时 }"], []),
        # A fixed sum is spoken of by who states one of its terms.
        ([f"{TOGETHER[0]}, latitude: fixed"], ["must: { 受理: 不超过 30 分钟 }"], ["fixed-changed"]),
        # When it takes long in all, a word more: each term is a guard of its own.
        (
            ["when: { 受理 + 升级: 超过 2 小时 }, must: { 响应: 不超过 60 秒 }"],
            ["must: { 响应: 不超过 90 秒 }"],
            ["looser"],
        ),
    ],
)
def test_what_a_document_is_said_to_have_first(above, below, expected):
    kinds, _ = found(above, below)
    assert kinds[:1] == expected


def test_two_clauses_together_are_looser_and_neither_alone():
    kinds, without_one = found(TOGETHER, ["must: { 受理: 不超过 30 分钟 }", "must: { 升级: 不超过 100 分钟 }"])
    assert "looser" in kinds
    assert without_one == [[], []]


def test_whole_numbers_add_up_in_steps():
    terms = "  甲: { unit: 次, whole: true }\n  乙: { unit: 次, whole: true }\n"
    kinds, _ = found(["must: { 甲 + 乙: 不超过 5 次 }"], ["must: { 甲 + 乙: 少于 6 次 }"], terms=terms)
    assert kinds == []
