"""Random small policies: what the engine reports is just what the definitions say, tried case by case."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import oracle
import pytest
from policies import department, procedure

from generator.model import Latitude
from generator.reasoning import Kind, Memory, contradictions

ROUNDS = int(os.environ.get("ORACLE_ROUNDS", "2000"))
ATOMS = [
    "次数: 不超过 1 次", "次数: 不少于 2 次", "次数: 1..2 次", "次数: 2 次", "次数: 超过 0 次", "渠道: 甲", "渠道: [甲, 乙]",
    "渠道: [乙, 丙]", "留痕: yes", "留痕: no", "抄送: 子", "抄送: 子和丑", "抄送: 仅限 子", "抄送: 子或丑",
]  # fmt: skip
GIVENS = ["时段: 昼", "时段: 夜", "急: yes", "急: no"]


def condition(dice, atoms, depth=0):
    shape = dice.random()
    if depth < 2 and shape < 0.12:
        return f"any: [{{{condition(dice, atoms, depth + 1)}}}, {{{condition(dice, atoms, depth + 1)}}}]"
    if depth < 2 and shape < 0.2:
        return f"not: {{{condition(dice, atoms, depth + 1)}}}"
    return dice.choice(atoms)


def rule(dice, *, may):
    parts = []
    if dice.random() < 0.4:
        parts.append(f"when: {{ {condition(dice, GIVENS + (ATOMS if dice.random() < 0.5 else []))} }}")
    if dice.random() < 0.15:
        parts.append(f"unless: {{ {condition(dice, GIVENS + ATOMS)} }}")
    kinds = ["must", "must", "must", "must_not", "should", *(["may"] if may else [])]
    parts.append(f"{dice.choice(kinds)}: {{ {condition(dice, ATOMS)} }}")
    return ", ".join(parts)


def holds(kind, own, above, fixed=frozenset()):
    may = next((r for r in own if r.may is not None), None)
    if kind == "self-conflict":
        alone = [replace(r, may=None) for r in own]
        return oracle.self_conflict(alone) or any(
            oracle.looser([replace(r, must=r.may, must_not=(), should=None, should_not=())], firm(alone))
            for r in own
            if r.may is not None
        )
    if kind == "permits-forbidden":
        return may is not None and oracle.looser(
            [replace(may, must=may.may, may=None, must_not=(), should=None, should_not=())], above
        )
    if kind == "departs-from-should":
        return oracle.conflict(own, firm(above)) or oracle.looser(own, firm(above))
    groups = {r.clause: [other for other in above if other.clause == r.clause] for r in above if r.clause in fixed}
    if kind == "fixed-changed":
        return any(oracle.fixed_changed(own, group) for group in groups.values())
    if kind == "forbids-permitted":
        mays = [r for group in groups.values() for r in group if r.may is not None]
        return any(oracle.forbids_permitted(own, above, granted) for granted in mays)
    return getattr(oracle, kind)(own, above)


def firm(rules):
    """Shoulds as musts, since O(X) of a document under check counts them."""
    made = []
    for r in rules:
        made.append(replace(r, should=None, should_not=(), must_not=(*r.must_not, *r.should_not)))
        if r.should is not None:
            made.append(replace(r, must=r.should, should=None, must_not=(), should_not=()))
    return made


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
    agree(upper, lower)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_reported_is_what_the_definitions_say(seed):
    dice = random.Random(seed)
    for _ in range(ROUNDS // 8):
        upper = [
            rule(dice, may=True) + (", latitude: fixed" if dice.random() < 0.25 else "")
            for _ in range(dice.randint(1, 3))
        ]
        lower = [rule(dice, may=True) for _ in range(dice.randint(1, 4))]
        agree(upper, lower)


def agree(upper, lower):
    """Engine and oracle say the same of a policy."""
    made = procedure(upper, lower, terms=oracle.TERMS)
    master = made.master
    assert master is not None
    edition = department(made)
    memory = Memory()
    named = frozenset(m.key for found in contradictions(master, (), memory=memory) for m in found.members)
    memory.keep_above()
    above = [r for r in master.document.rules() if ("m", r.clause, r.index) not in named]
    fixed = frozenset(clause.id for clause in master.document.all_clauses() if clause.latitude is Latitude.FIXED)
    found = contradictions(edition, (master,), named, memory)
    left = list(edition.document.rules())
    for each in found:
        own = [m.rule for m in each.members if m.edition is edition]
        over = [m.rule for m in each.members if m.edition is master]
        told = (upper, lower, each.name, [m.key for m in each.members])
        assert each.witness is not None, told  # it was replayed, and the evaluator agreed
        assert holds(each.name, own, over, fixed), told
        for one in [*own, *over]:
            if not (each.kind == "permits-forbidden" and one in own):
                rest = [r for r in own if r is not one], [r for r in over if r is not one]
                assert not holds(each.name, *rest, fixed), told
        left = [r for r in left if r not in own]
    for kind in Kind:
        cases = [[r] for r in left] if kind == "permits-forbidden" else [left]
        for case in cases:
            assert not holds(kind, case, above, fixed), (upper, lower, kind, [r.clause for r in left])
