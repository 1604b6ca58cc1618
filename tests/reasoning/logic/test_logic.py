"""The solver against trying everything: random constraints over choices, whole numbers and numbers on a fine grid."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from generator.reasoning.logic.constraints import All, Any, Bounded, Finite, Is, Name, Numeric, form, holds
from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.projection import projected
from generator.reasoning.logic.quantifiers import Exists, possible

CHOICE, FLAG = Finite(("甲", "乙", "丙")), Finite((True, False))
WHOLE = Numeric(Fraction(0), Fraction(3), step=Fraction(1))
PAIRS = Numeric(Fraction(0), Fraction(4), step=Fraction(2))
REAL = Numeric(Fraction(0), Fraction(2))
GRID = [Fraction(n, 4) for n in range(9)]
"""Sums of two numbers with whole limits: wherever there is room, there is a quarter."""


def domains(kinds):
    return lambda name: kinds[name.term]


def values(domain):
    if isinstance(domain, Finite):
        return domain.values
    if domain.step:
        return [domain.step * n for n in range(int(domain.high / domain.step) + 1)]
    return GRID


def literal(dice, names, kinds):
    name = dice.choice(names)
    domain = kinds[name.term]
    if isinstance(domain, Finite):
        return Is(name, frozenset(dice.sample(domain.values, dice.randint(1, len(domain.values) - 1))))
    of = {name: 1}
    others = [n for n in names if n != name and isinstance(kinds[n.term], Numeric)]
    for other in dice.sample(others, min(len(others), dice.choice([0, 0, 1, 1, 2]))):
        of[other] = dice.choice([1, 1, -1])
    return Bounded(form(of), dice.random() < 0.5, Fraction(dice.randint(-1, 4)), dice.random() < 0.4)


def constraint(dice, names, kinds, depth=3):
    if not depth or dice.random() < 0.25:
        return literal(dice, names, kinds)
    parts = tuple(constraint(dice, names, kinds, depth - 1) for _ in range(dice.randint(1, 4)))
    return All(parts) if dice.random() < 0.5 else Any(parts)


def true(made, model):
    match made:
        case All(parts):
            return all(true(part, model) for part in parts)
        case Any(parts):
            return any(true(part, model) for part in parts)
        case _:
            return holds(made, model)


def everything(names, kinds):
    return [dict(zip(names, row, strict=True)) for row in product(*(values(kinds[name.term]) for name in names))]


@pytest.mark.parametrize("seed", range(4))
def test_there_are_values_just_where_trying_finds_some(seed):
    dice = random.Random(seed)
    kinds = {"c": CHOICE, "f": FLAG, "w": WHOLE, "v": WHOLE, "p": PAIRS, "r": REAL}
    for _ in range(150):
        terms = dice.sample(sorted(kinds), 4)
        names = [Name(term, None, "") for term in terms]
        if sum(kinds[t] is REAL for t in terms) > 2:
            continue
        made = All(tuple(constraint(dice, names, kinds) for _ in range(dice.randint(1, 4))))
        found = possible(made, domains(kinds), Effort())
        expected = any(true(made, model) for model in everything(names, kinds))
        assert (found is not None) == expected, made
        if found is not None:
            full = {name: values(kinds[name.term])[0] for name in names} | dict(found)
            assert true(made, full), (made, found)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("number", ["whole", "real"])
def test_there_is_one_that_nobody_refutes_just_where_trying_finds_one(number, seed):
    dice = random.Random(f"{number} {seed}")
    kinds = {
        "c": CHOICE,
        "f": FLAG,
        "x": WHOLE if number == "whole" else REAL,
        "y": WHOLE if number == "whole" else REAL,
    }
    for _ in range(40):
        outer = [Name("c", None, "a"), Name("x", None, "a")]
        inner = [Name("f", None, "b"), Name("y", None, "b"), *([Name("x", None, "b")] if number == "whole" else [])]
        given = constraint(dice, outer, kinds)
        never = All(tuple(constraint(dice, outer + inner, kinds) for _ in range(dice.randint(1, 3))))
        found = Exists(given, never, {"b": ""}, domains(kinds), Effort()).find()
        good = [
            model
            for model in everything(outer, kinds)
            if true(given, model) and not any(true(never, model | other) for other in everything(inner, kinds))
        ]
        assert (found is not None) == bool(good), (given, never, found)
        if found is not None:
            full = {name: values(kinds[name.term])[0] for name in outer} | dict(found)
            assert true(given, full)
            assert not any(true(never, full | other) for other in everything(inner, kinds))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("number", ["whole", "real"])
def test_what_is_projected_leaves_room_for_what_was_left_out(number, seed):
    dice = random.Random(f"{number} {seed}")
    kinds = dict.fromkeys("xyz", WHOLE if number == "whole" else REAL)
    outer, inner = [Name("x", None, "a"), Name("y", None, "a")], [Name("z", None, "b")]
    tried = 0
    while tried < 50:
        model = {name: dice.choice(values(kinds[name.term])) for name in outer + inner}
        made = [literal(dice, outer + inner, kinds) for _ in range(12)]
        true_ones = [each for each in made if holds(each, model)]
        if not any(name in inner for each in true_ones for name, _ in each.form):
            continue
        tried += 1
        found = projected(true_ones, model, lambda name: name in inner, domains(kinds))
        assert all(holds(each, model) for each in found), (true_ones, model, found)
        for other in everything(outer, kinds):
            if all(holds(each, other) for each in found):
                room = [z for z in fine(number) if all(holds(each, {**other, inner[0]: z}) for each in true_ones)]
                assert room, (true_ones, model, found, other)


def fine(number):
    return values(WHOLE) if number == "whole" else [Fraction(n, 16) for n in range(33)]
