"""A case as concrete values: the situation, and what someone does in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model import Quantity, TermKind
from generator.phrases import number_words
from generator.reasoning.domains import position
from generator.reasoning.formulas import Measure, Variable, literals
from generator.reasoning.verdicts import Case
from generator.reasoning.worlds import World

Value = Quantity | str | bool | tuple[str, ...]
"""A quantity, a choice, yes or no, or the chosen ones of a several-valued term."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One concrete situation, and conduct in it, by term; only terms that matter are named."""

    situation: Mapping[str, Value]
    conduct: Mapping[str, Value]


def witness(case: Case) -> Witness:
    """The values that a case stands for."""
    world = case.world
    whole = case.whole()
    shown = {variable for number in case.conduct for variable in world.blocks[number].variables}
    if case.guards is not None:
        shown.update(world.guards)
    # Of a several-valued term all that is known is shown, or it would look as if the rest were not chosen.
    terms = {name for name, choice in shown if choice is not None}
    conduct = {v: index for v, index in whole.items() if v in shown or v[0] in terms}
    given = set(world.situation)
    return Witness(
        values_of(world, {v: index for v, index in whole.items() if v in given}),
        values_of(world, {v: index for v, index in conduct.items() if v not in given}),
    )


def values_of(world: World, indexes: Mapping[Variable, int]) -> Mapping[str, Value]:
    """Cells as values, by term."""
    values: dict[str, Value] = {}
    for variable, index in indexes.items():
        name, choice = variable
        cell = world.cells[variable][index]
        kind = world.vocabulary[name].kind
        if kind is TermKind.SEVERAL and choice is not None:
            before = values.get(name, ())
            assert isinstance(before, tuple)
            values[name] = (*before, choice) if cell.value else before
        elif cell.value is not None:
            values[name] = cell.value
        else:
            values[name] = quantity_at(world, name, position(cell, whole=world.vocabulary[name].whole))
    return values


def quantity_at(world: World, term: str, at: Fraction, *, above: bool = False) -> Quantity:
    """The amount at a position of a term's scale, as rules write it where they do, D's rules first, or those `above`."""
    for demand in sorted(world.demands, key=lambda d: (d.depth == 0) == above):
        for literal in (*literals(demand.asks), *demand.guards):
            if isinstance(literal, Measure) and literal.bound.terms == (term,):
                for end in (literal.bound.low, literal.bound.high):
                    if end is not None and world.scales[term][end] == at:
                        return end
    units = {quantity.unit for quantity in world.scales[term]}
    unit = units.pop() if len(units) == 1 else world.vocabulary[term].unit
    assert unit is not None
    return Quantity(at, unit, f"{number_words(at)}{unit}")
