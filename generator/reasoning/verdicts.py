"""The definitions of the table in section Meaning, each decided on one world; what they find is a `Case`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.reasoning.formulas import Measure, Variable, literals
from generator.reasoning.worlds import Moment, TooMuchWork, World, bits

MAX_STEPS = 20_000


class Kind(StrEnum):
    """Kinds of contradiction, by the code that reports them, in the order of the rounds."""

    SELF_CONFLICT = "self-conflict"
    CONFLICT = "conflict"
    LOOSER = "looser"
    PERMITS_FORBIDDEN = "permits-forbidden"
    FORBIDS_PERMITTED = "forbids-permitted"
    FIXED_CHANGED = "fixed-changed"
    DEPARTS_FROM_SHOULD = "departs-from-should"


@dataclass(frozen=True, slots=True)
class Case:
    """Where a definition holds: a situation, the guards where they matter, and what is done in each block that matters.

    `failing` are the blocks in which it shows, `conduct` a combination for each block that one looks at. What is done
    follows D, or (not `follows_own`) M.
    """

    world: World
    situation: tuple[int, ...]
    guards: tuple[int, ...] | None
    failing: tuple[int, ...]
    conduct: Mapping[int, int]
    follows_own: bool = True

    def whole(self) -> Mapping[Variable, int]:
        """A cell for every variable: those of the case, and elsewhere what whoever is followed allows."""
        indexes = dict(zip(self.world.situation, self.situation, strict=True))
        if self.guards is None:
            return indexes
        indexes.update(zip(self.world.guards, self.guards, strict=True))
        moment = self.world.moment(self.situation, self.guards)
        masks = moment.own if self.follows_own else moment.above
        for number, block in enumerate(self.world.blocks):
            combination = self.conduct.get(number)
            if combination is None:
                combination = next(preferred(self.world, number, masks[number]), 0)
            indexes.update(zip(block.variables, block.indexes(combination), strict=True))
        return indexes


def self_conflict(world: World) -> Case | None:
    """∃s. ¬∃a. O(X)(s,a)."""
    for situation in world.situations():
        if not any(moment.own_possible for _, moment in world.moments(situation)):
            return Case(world, situation, None, tuple(range(len(world.blocks))), {})
    return None


def conflict(world: World) -> Case | None:
    """In a possible situation (or with the guards held fixed, too) D can be followed and M can, but not both."""
    for situation in world.situations():
        moments = world.moments(situation)
        if not any(moment.above_possible for _, moment in moments):
            continue
        found: Case | None = None
        for guards, moment in moments:
            if moment.above_possible and moment.own_possible and not moment.both_possible:
                return _clash(world, situation, guards, moment)
            if found is None and moment.own_possible:
                found = _clash(world, situation, guards, moment)
        if found and not any(moment.both_possible for _, moment in moments):
            return found
    return None


def _clash(world: World, situation: tuple[int, ...], guards: tuple[int, ...], moment: Moment) -> Case:
    failing = tuple(n for n, (own, above) in enumerate(zip(moment.own, moment.above, strict=True)) if not own & above)
    conduct = {n: next(preferred(world, n, moment.own[n])) for n in failing}
    return Case(world, situation, guards, failing, conduct)


def looser(world: World) -> Case | None:
    """∃ possible s, a. O(D)(s,a) ∧ ∀a′ ∈ Pull(a). ¬O(M)(s,a′)."""
    for situation in world.situations():
        moments = world.moments(situation)
        if not any(moment.above_possible for _, moment in moments):
            continue
        for guards, moment in moments:
            if not moment.own_possible:
                continue
            kept = [moment] if moment.above_possible else [other for _, other in moments]
            if (conduct := _unreachable(world, moment, kept)) is not None:
                return Case(world, situation, guards, tuple(sorted(conduct)), conduct)
    return None


def departs_from_should(world: World) -> Case | None:
    """Conflict or looser, once M's shoulds are musts, as they are in this world."""
    return conflict(world) or looser(world)


def _unreachable(world: World, moment: Moment, kept: Sequence[Moment]) -> Mapping[int, int] | None:
    """Conduct of D from which nothing that agrees, in any of the moments, follows both: one choice a block.

    In each moment one block has to fail; which one is tried, moments with the fewest ways first.
    """
    numbers = range(len(world.blocks))
    ways = {tuple(_failing(world, number, moment, other) for number in numbers) for other in kept}
    open_ = sorted(
        (row for row in ways if not any(mask == moment.own[number] for number, mask in enumerate(row))),
        key=lambda row: (sum(map(bool, row)), row),
    )
    certain = sorted(way for way in ways if way not in open_)
    steps = 0

    def cover(position: int, left: tuple[int, ...]) -> tuple[int, ...] | None:
        nonlocal steps
        steps += 1
        if steps > MAX_STEPS:
            raise TooMuchWork
        if position == len(open_):
            return left
        for number, mask in enumerate(open_[position]):
            if narrowed := left[number] & mask:
                found = cover(position + 1, (*left[:number], narrowed, *left[number + 1 :]))
                if found is not None:
                    return found
        return None

    allowed = cover(0, moment.own)
    if allowed is None:
        return None
    touched = {number for number in numbers if allowed[number] != moment.own[number]}
    for row in certain:
        if not any(row[number] & allowed[number] == allowed[number] for number in touched):
            touched.add(next(number for number in numbers if row[number] == moment.own[number]))
    return {number: next(preferred(world, number, allowed[number])) for number in sorted(touched)}


def _failing(world: World, number: int, moment: Moment, other: Moment) -> int:
    """The combinations of a block that D allows and from which nothing that agrees follows D and M in another moment."""
    both = other.own[number] & other.above[number]
    block = world.blocks[number]
    if block.variables and not any(variable in moment.stated for variable in block.variables):
        return 0 if both else moment.own[number]
    mask = 0
    for combination in bits(moment.own[number]):
        if not both & block.agreeing(combination, moment.stated):
            mask |= 1 << combination
    return mask


def preferred(world: World, number: int, mask: int) -> Iterator[int]:
    """The combinations of a mask, D's own bounds first, then other exact values, then what lies between."""
    block = world.blocks[number]
    bounds: dict[Variable, set[object]] = {}
    for demand in world.demands:
        if demand.depth == 0:
            for literal in literals(demand.asks):
                if isinstance(literal, Measure):
                    scale = world.scales[literal.bound.terms[0]]
                    ends = (literal.bound.low, literal.bound.high)
                    bounds.setdefault(literal.variables[0], set()).update(scale[end] for end in ends if end)

    def rank(combination: int) -> tuple[int, ...]:
        ranks = []
        for variable, index in zip(block.variables, block.indexes(combination), strict=True):
            cell = world.cells[variable][index]
            if cell.value is not None or (cell.point and cell.low in bounds.get(variable, ())):
                ranks.append(0)
            else:
                ranks.append(1 if cell.point else 2)
        return (*ranks, combination)

    yield from sorted(bits(mask), key=rank)
