"""A world: some demands, the cells of their variables, and what is asked in each context.

A *context* fixes a cell for each variable that a `when` or `unless` speaks about, situation (s) and conduct (g, the
guards) alike. In a context the demands that apply are known, and conduct falls into *blocks* of variables that no
demand joins; what is asked of a block is a bit mask over the product of its variables' cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from generator.model import TermKind, Vocabulary
from generator.reasoning.domains import Cell, cells_of, holds
from generator.reasoning.formulas import Demand, Every, Formula, Literal, Measure, Some, States, Variable, literals
from generator.reasoning.measures import Scale

MAX_CONTEXTS = 100_000
MAX_BLOCK = 20_000


class TooMuchWork(Exception):  # noqa: N818 - a bound on work, turned into a verdict
    """Deciding would take more contexts or combinations than are tried."""


Context = Mapping[Variable, int]
"""The index of the cell that each guard variable takes."""


@dataclass(frozen=True, slots=True)
class Block:
    """Conduct variables that demands join, with the number of cells of each. Combinations count like digits."""

    variables: tuple[Variable, ...]
    sizes: tuple[int, ...]
    axes: tuple[tuple[int, ...], ...]
    """For each variable and each of its cells, the mask of the combinations in which it takes that cell."""

    @property
    def everything(self) -> int:
        return (1 << prod(self.sizes)) - 1

    def indexes(self, combination: int) -> tuple[int, ...]:
        """The cell of each variable in a combination."""
        found = []
        for size in reversed(self.sizes):
            combination, index = divmod(combination, size)
            found.append(index)
        return tuple(reversed(found))

    def agreeing(self, combination: int, stated: Mapping[Variable, States]) -> int:
        """The combinations that agree with one on what is stated (section Meaning, *Pull*)."""
        mask = self.everything
        for variable, axis, index in zip(self.variables, self.axes, self.indexes(combination), strict=True):
            match stated.get(variable, States.NOTHING):
                case States.VALUE:
                    mask &= axis[index]
                case States.LOW:
                    mask &= _union(axis[: index + 1])
                case States.HIGH:
                    mask &= _union(axis[index:])
        return mask


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@dataclass(frozen=True, slots=True)
class Moment:
    """What is asked in one context: for each block what D allows and what M allows, and what D states."""

    own: tuple[int, ...]
    above: tuple[int, ...]
    stated: Mapping[Variable, States]

    @property
    def own_possible(self) -> bool:
        return all(self.own)

    @property
    def above_possible(self) -> bool:
        return all(self.above)

    @property
    def both_possible(self) -> bool:
        return all(own & above for own, above in zip(self.own, self.above, strict=True))


@dataclass(slots=True)
class World:
    """Demands over a vocabulary, quantities on one scale for each term. Raises `TooMuchWork` beyond its bounds."""

    demands: Sequence[Demand]
    vocabulary: Vocabulary
    scales: Mapping[str, Scale]
    cells: dict[Variable, tuple[Cell, ...]] = field(init=False)
    blocks: tuple[Block, ...] = field(init=False)
    situation: tuple[Variable, ...] = field(init=False)
    guards: tuple[Variable, ...] = field(init=False)
    _truths: dict[Literal, tuple[bool, ...]] = field(init=False, default_factory=dict)
    _masks: list[tuple[int, int]] = field(init=False)
    _moments: dict[tuple[object, ...], Moment] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = self._merged()
        guards = dict.fromkeys(v for d in self.demands for literal in d.guards for v in literal.variables)
        self.situation = tuple(v for v in guards if self.vocabulary[v[0]].given)
        self.guards = tuple(v for v in guards if not self.vocabulary[v[0]].given)
        self.blocks = tuple(self._block(variables) for variables in joined(self.demands, self.guards))
        where = {variable: number for number, block in enumerate(self.blocks) for variable in block.variables}
        self._masks = []
        for demand in self.demands:
            first = next((v for literal in literals(demand.asks) for v in literal.variables), None)
            number = where[first] if first is not None else -1
            self._masks.append((number, self._mask(demand.asks, self.blocks[number]) if first is not None else 0))

    def _merged(self) -> dict[Variable, tuple[Cell, ...]]:
        """The cells of each variable; choices that no literal tells apart are one, named by the first."""
        told: dict[Variable, dict[Literal, None]] = {}
        for demand in self.demands:
            for literal in (*literals(demand.asks), *demand.guards):
                if isinstance(literal, Measure) and len(literal.variables) > 1:
                    raise TooMuchWork
                for variable in literal.variables:
                    told.setdefault(variable, {})[literal] = None
        cells: dict[Variable, tuple[Cell, ...]] = {}
        for variable, known in told.items():
            term = self.vocabulary[variable[0]]
            scale = self.scales.get(term.name)
            found = cells_of(term, scale or {})
            if term.kind is not TermKind.QUANTITY:
                signatures = {tuple(holds(literal, cell, scale) for literal in known): cell for cell in reversed(found)}
                keep = set(signatures.values())
                found = tuple(cell for cell in found if cell in keep)
            cells[variable] = found
            for literal in known:
                self._truths[literal] = tuple(holds(literal, cell, scale) for cell in found)
        return cells

    def _block(self, variables: tuple[Variable, ...]) -> Block:
        sizes = tuple(len(self.cells[variable]) for variable in variables)
        if prod(sizes) > MAX_BLOCK:
            raise TooMuchWork
        axes = [[0] * size for size in sizes]
        for number, indexes in enumerate(product(*map(range, sizes))):
            for axis, index in zip(axes, indexes, strict=True):
                axis[index] |= 1 << number
        return Block(variables, sizes, tuple(map(tuple, axes)))

    def _mask(self, asks: Formula, block: Block) -> int:
        match asks:
            case Every(parts):
                mask = block.everything
                for part in parts:
                    mask &= self._mask(part, block)
                return mask
            case Some(parts):
                return _union(self._mask(part, block) for part in parts)
            case _:
                axis = block.axes[block.variables.index(asks.variables[0])]
                return _union(mask for mask, true in zip(axis, self._truths[asks], strict=True) if true)

    def own_masks(self) -> Iterator[int]:
        """What each demand of D allows on its block."""
        return (mask for demand, (_, mask) in zip(self.demands, self._masks, strict=True) if demand.depth == 0)

    def _true(self, formula: Formula, context: Context) -> bool:
        match formula:
            case Every(parts):
                return all(self._true(part, context) for part in parts)
            case Some(parts):
                return any(self._true(part, context) for part in parts)
            case _:
                return self._truths[formula][context[formula.variables[0]]]

    def applies(self, demand: Demand, context: Context) -> bool:
        """`when` holds and `unless` does not."""
        return (demand.when is None or self._true(demand.when, context)) and not (
            demand.unless is not None and self._true(demand.unless, context)
        )

    def situations(self) -> Iterator[tuple[int, ...]]:
        """Every situation, in the declared order of values."""
        sizes = [len(self.cells[variable]) for variable in self.situation + self.guards]
        if prod(sizes) > MAX_CONTEXTS:
            raise TooMuchWork
        return product(*(range(len(self.cells[variable])) for variable in self.situation))

    def moments(self, situation: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], Moment], ...]:
        """What is asked in a situation, for every value of the guards."""
        return tuple((guards, self.moment(situation, guards)) for guards in self.every_guard())

    def every_guard(self) -> Iterator[tuple[int, ...]]:
        """Every value of the guards."""
        return product(*(range(len(self.cells[variable])) for variable in self.guards))

    def context(self, situation: tuple[int, ...], guards: tuple[int, ...]) -> Context:
        """A situation and values of the guards, by variable."""
        return dict(zip(self.situation + self.guards, situation + guards, strict=True))

    def moment(self, situation: tuple[int, ...], guards: tuple[int, ...]) -> Moment:
        """What is asked in one context."""
        live = tuple(self.live(self.context(situation, guards)))
        key = (live, guards)
        if key not in self._moments:
            self._moments[key] = self._moment(live, guards)
        return self._moments[key]

    def live(self, context: Context) -> Iterator[int]:
        """The demands (by position) that hold in a context, latitude considered, nearest document first."""
        spoken: list[tuple[int, set[str]]] = []
        for number in sorted(range(len(self.demands)), key=lambda n: self.demands[n].depth):
            demand = self.demands[number]
            if not self.applies(demand, context):
                continue
            if demand.latitude != "none":
                below = any(depth < demand.depth and terms & demand.leaves for depth, terms in spoken)
                if below == (demand.latitude == "free"):
                    continue
            spoken.append((demand.depth, set(_stated_terms(demand))))
            yield number

    def _moment(self, live: tuple[int, ...], guards: tuple[int, ...]) -> Moment:
        base = [block.everything for block in self.blocks]
        for variable, index in zip(self.guards, guards, strict=True):
            for number, block in enumerate(self.blocks):
                if variable in block.variables:
                    base[number] &= block.axes[block.variables.index(variable)][index]
        own, above = list(base), list(base)
        stated: dict[Variable, States] = {}
        for position in live:
            demand = self.demands[position]
            number, mask = self._masks[position]
            side = above if demand.depth else own
            if number >= 0:
                side[number] &= mask
            else:
                side[:] = [part if self._true(demand.asks, {}) else 0 for part in side]
            if demand.depth == 0:
                for literal in literals(demand.asks):
                    for variable in literal.variables:
                        stated[variable] = stated.get(variable, States.NOTHING) | literal.states
        return Moment(tuple(own), tuple(above), stated)


def _stated_terms(demand: Demand) -> Iterator[str]:
    for literal in literals(demand.asks):
        if literal.states is not States.NOTHING:
            for term, _ in literal.variables:
                yield term


def joined(demands: Iterable[Demand], guards: Iterable[Variable]) -> Iterator[tuple[Variable, ...]]:
    """Conduct variables in groups that demands join, in the order of their first mention."""
    group: dict[Variable, list[Variable]] = {}
    for demand in demands:
        merged: list[Variable] = []
        for variable in dict.fromkeys(v for literal in literals(demand.asks) for v in literal.variables):
            for other in group.get(variable, [variable]):
                if other not in merged:
                    merged.append(other)
        for variable in merged:
            group[variable] = merged
    for variable in guards:
        group.setdefault(variable, [variable])
    seen: set[Variable] = set()
    for variable, members in group.items():
        if variable not in seen:
            seen.update(members)
            yield tuple(members)
