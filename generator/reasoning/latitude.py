"""The definitions of section Meaning that guard what a fixed clause says and what it permits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod

from generator.reasoning.formulas import Variable, literals
from generator.reasoning.verdicts import MAX_STEPS, Case, preferred
from generator.reasoning.worlds import Moment, TooMuchWork, World, bits

Guards = tuple[int, ...]
Projection = tuple[tuple[int, ...], ...]
"""For each block, the cells of the variables that one looks at."""


def forbids_permitted(world: World) -> Case | None:
    """In a possible situation where a `may` of M applies, O(D) rules out all that it grants and O(M) allows, which is not
    nothing.
    """
    for situation in world.situations():
        granted: tuple[Guards, Moment] | None = None
        reachable = False
        for guards, moment in world.moments(situation):
            live = world.live(world.context(situation, guards))
            if moment.above_possible and any(world.demands[number].grant for number in live):
                granted = granted or (guards, moment)
                reachable = reachable or moment.both_possible
        if granted and not reachable:
            guards, moment = granted
            failing = tuple(n for n, above in enumerate(moment.above) if not above & moment.own[n])
            conduct = {n: next(preferred(world, n, moment.above[n])) for n in failing}
            return Case(world, situation, guards, failing, conduct, follows_own=False)
    return None


def fixed_changed(world: World) -> Case | None:
    """In a possible situation where a rule of D states a conduct term of a fixed clause (here all of M), what D allows on
    the clause's conduct terms is not exactly what the clause allows.
    """
    looked_at = {v for d in world.demands if d.depth for literal in literals(d.asks) for v in literal.variables}
    numbers = [n for n, block in enumerate(world.blocks) if looked_at & set(block.variables)]
    for situation in world.situations():
        moments = world.moments(situation)
        possible = any(moment.above_possible for _, moment in moments)
        stated = {variable for _, moment in moments for variable, said in moment.stated.items() if said}
        if not possible or not stated & looked_at:
            continue
        own, above = (_projected(world, moments, numbers, looked_at, own=side) for side in (True, False))
        for missing, side in ((own - above, True), (above - own, False)):
            if missing:
                return _difference(world, situation, moments, numbers, looked_at, min(missing), own=side)
    return None


def _difference(
    world: World,
    situation: tuple[int, ...],
    moments: Sequence[tuple[Guards, Moment]],
    numbers: Sequence[int],
    looked_at: set[Variable],
    chosen: Projection,
    *,
    own: bool,
) -> Case:
    """The case of a conduct that only one side allows."""
    for guards, moment in moments:
        if chosen in _projected(world, [(guards, moment)], numbers, looked_at, own=own):
            conduct: Mapping[int, int] = {
                n: next(
                    c
                    for c in preferred(world, n, (moment.own if own else moment.above)[n])
                    if part_of(world, n, c, looked_at) == part
                )
                for n, part in zip(numbers, chosen, strict=True)
            }
            return Case(world, situation, guards, tuple(numbers), conduct, own)
    raise AssertionError


def _projected(
    world: World,
    moments: Iterable[tuple[Guards, Moment]],
    numbers: Sequence[int],
    looked_at: set[Variable],
    *,
    own: bool,
) -> set[Projection]:
    """What can be done on some variables."""
    found: set[Projection] = set()
    for _, moment in moments:
        masks = moment.own if own else moment.above
        if all(masks):
            choices = [{part_of(world, n, c, looked_at) for c in bits(masks[n])} for n in numbers]
            if prod(map(len, choices)) > MAX_STEPS:
                raise TooMuchWork
            found.update(product(*choices))
    return found


def part_of(world: World, number: int, combination: int, looked_at: set[Variable]) -> tuple[int, ...]:
    """The cells that a combination has of the variables that one looks at."""
    block = world.blocks[number]
    indexes = zip(block.variables, block.indexes(combination), strict=True)
    return tuple(index for variable, index in indexes if variable in looked_at)
