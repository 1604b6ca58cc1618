"""A first look that lets most documents pass without more: each rule beside all that is asked above of the same variable.

Where each variable that D asks something of is asked for by itself, all that is ever asked of it can be followed together,
and D's part lies within M's, none of the definitions can hold (so it is for the blocks of `components`; here they are
single variables). Whatever is not as plain as that is decided in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Latitude, Vocabulary
from generator.reasoning.formulas import Demand, Fact, Measure, Member, Pick, Variable, grant, literals
from generator.reasoning.memory import Memory
from generator.reasoning.plain import Ask, plain, together, within


@dataclass(frozen=True, slots=True)
class Screen:
    """What is asked above: of each variable, all of it together; and the variables that need a closer look."""

    asked: dict[Variable, Ask]
    unplain: frozenset[Variable]

    @classmethod
    def of(cls, above: Sequence[tuple[Member, int]], vocabulary: Vocabulary, memory: Memory) -> Screen:
        """The screen of the rules above, each with its depth; recommendations count as demands."""
        asks: dict[Variable, list[Ask]] = {}
        groups: list[set[Variable]] = []
        closer: set[Variable] = set()
        for member, depth in above:
            demands = memory.demands(member, depth, shoulds=True)
            spoken = {v for demand in demands for v in _variables(demand)}
            if (granted := grant(member)) is not None:
                spoken |= _variables(granted)
            groups = _joined(groups, {v for v in spoken if not vocabulary[v[0]].given})
            if member.clause.latitude is Latitude.FIXED:
                closer |= spoken
            for demand in demands:
                ask = plain(demand.asks, vocabulary)
                if ask is None:
                    closer |= spoken
                else:
                    asks.setdefault(_variables_asked(demand)[0], []).append(ask)
        asked = {variable: together(each) for variable, each in asks.items()}
        closer |= {variable for variable, ask in asked.items() if ask is None}
        # What is not plain concerns all that is joined to it, by guards as well.
        closer = closer.union(*(group for group in groups if group & closer))
        return cls({variable: ask for variable, ask in asked.items() if ask is not None}, frozenset(closer))

    def passes(self, own: Sequence[Member], vocabulary: Vocabulary, memory: Memory) -> bool:
        """Whether it shows at a glance that a document contradicts neither itself nor what stands above it."""
        mine: dict[Variable, Ask] = {}
        guarded: set[Variable] = set()
        for member in own:
            if member.rule.may is not None:
                return False
            for demand in memory.demands(member, 0, shoulds=True):
                ask = plain(demand.asks, vocabulary)
                if ask is None:
                    return False
                variable = _variables_asked(demand)[0]
                limit = self.asked.get(variable)
                if variable in self.unplain or (limit is not None and not within(ask, limit)):
                    return False
                on_conduct = [v for literal in demand.guards for v in literal.variables if not vocabulary[v[0]].given]
                if any(v in self.unplain for v in on_conduct) or (
                    variable in mine and (on_conduct or variable in guarded)
                ):
                    return False
                if on_conduct:
                    guarded.add(variable)
                left = together(
                    (limit, ask) if variable not in mine and limit is not None else (mine.get(variable, ask), ask)
                )
                if left is None:
                    return False
                mine[variable] = left
        return True


def _variables_asked(demand: Demand) -> tuple[Variable, ...]:
    assert isinstance(demand.asks, Measure | Pick | Fact)
    return demand.asks.variables


def _variables(demand: Demand) -> set[Variable]:
    return {v for literal in (*literals(demand.asks), *demand.guards) for v in literal.variables}


def _joined(groups: list[set[Variable]], new: set[Variable]) -> list[set[Variable]]:
    apart = [group for group in groups if not group & new]
    return [*apart, new.union(*(group for group in groups if group & new))]
