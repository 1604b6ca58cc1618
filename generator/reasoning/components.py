"""Demands in groups that can be decided apart, without those that no contradiction can involve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.model import Vocabulary
from generator.reasoning.formulas import Demand, Variable, literals
from generator.reasoning.logic.constraints import every
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import possible
from generator.reasoning.memory import Memory
from generator.reasoning.plain import suspects
from generator.reasoning.settings import Person, settings


def components(
    demands: Sequence[Demand], vocabulary: Vocabulary, memory: Memory, *, whole: bool = False
) -> Sequence[Sequence[Demand]]:
    """Groups of demands that share no conduct, as `_components` makes them."""
    if whole:
        return tuple(_components(demands, vocabulary, memory, whole=True))
    return memory.groups(demands, lambda: _components(demands, vocabulary, memory, whole=False))


def _components(
    demands: Sequence[Demand], vocabulary: Vocabulary, memory: Memory, *, whole: bool
) -> Iterator[tuple[Demand, ...]]:
    """Groups of demands that share no conduct: a contradiction lies in one of them.

    Situations join nothing, since what can be followed in every situation by itself does not hinder the rest. Blocks
    that always can be followed, D within M, are left out where no guard of others stands in them, and of other blocks
    what never applies beside anything suspect; so are groups in which D says nothing. With `whole` nothing is left
    out, and all that M speaks of is one group.
    """
    guards = {
        variable: None
        for demand in demands
        for literal in demand.guards
        for variable in literal.variables
        if not vocabulary[variable[0]].given
    }
    blocks = list(joined(demands, guards))
    where = {variable: number for number, block in enumerate(blocks) for variable in block}
    inside: list[list[Demand]] = [[] for _ in blocks]
    loose: list[Demand] = []
    for demand in demands:
        first = next((v for literal in literals(demand.asks) for v in literal.variables), None)
        (inside[where[first]] if first is not None else loose).append(demand)
    of_term: dict[str, set[int]] = {}
    for (term, _), number in where.items():
        of_term.setdefault(term, set()).add(number)
    leads: list[set[int]] = [set() for _ in blocks]
    guarding: list[set[int]] = [set() for _ in blocks]
    for number, members in enumerate(inside):
        for demand in members:
            leads[number].update(where[v] for literal in demand.guards for v in literal.variables if v in where)
            leads[number].update(*(of_term.get(term, ()) for subject in demand.leaves for term, _ in subject))
        for led in leads[number]:
            guarding[led].add(number)
    groups: list[set[int]] = []
    starts = list(range(len(blocks)))
    if not whole:
        suspect = [_suspects(members, vocabulary, memory) for members in inside]
        starts = [number for number in starts if suspect[number]]
        for number in starts:
            # What is joined to others matters to them whole.
            if not leads[number] and not guarding[number]:
                inside[number] = list(suspect[number])
    for start in starts:
        reached, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            # A guard is held fixed wherever it stands in an ask, so whatever makes it a guard belongs to the group.
            new = (leads[here] | (guarding[here] if inside[here] else set())) - reached
            reached |= new
            waiting.extend(new)
        groups = _merged(groups, reached)
    if whole:
        spoken = [group for group in groups if any(d.depth for b in group for d in inside[b])]
        groups = _merged(groups, set().union(*spoken)) if spoken else []
    if not groups and not loose:
        return
    order = {id(demand): number for number, demand in enumerate(demands)}
    chosen = [sorted((d for b in group for d in inside[b]), key=lambda d: order[id(d)]) for group in groups]
    chosen.extend([demand] for demand in loose)
    for group in sorted(chosen, key=lambda group: order[id(group[0])]):
        if any(demand.depth == 0 for demand in group):
            yield tuple(group)


def _merged(groups: list[set[int]], new: set[int]) -> list[set[int]]:
    """The groups, those that share something with a new one made one with it."""
    apart = [group for group in groups if not group & new]
    return [*apart, new.union(*(group for group in groups if group & new))]


def _suspects(members: list[Demand], vocabulary: Vocabulary, memory: Memory) -> Sequence[Demand]:
    """The demands of a block that a contradiction can involve, at a glance or by the solver; none where it is quiet."""

    def ask() -> Sequence[Demand]:
        if _hangs_on_guards(members, vocabulary) or any(demand.grant for demand in members):
            return members
        found = suspects(members, vocabulary)
        return found if found is not None else () if _is_quiet(members, vocabulary) else members

    return memory.suspects(members, ask)


def _hangs_on_guards(members: list[Demand], vocabulary: Vocabulary) -> bool:
    """Whether D asks for several things under guards: others might ask for something else than what was stated."""
    own = [demand for demand in members if demand.depth == 0]
    return len(own) > 1 and any(not vocabulary[t].given for d in own for x in d.guards for t, _ in x.variables)


def _is_quiet(members: list[Demand], vocabulary: Vocabulary) -> bool:
    """Whether all that is ever asked of a block can be followed together, and each demand of D lies within M's."""
    bare = [Demand(d.member, None, None, d.asks, d.depth) for d in members]
    someone = Person("a")
    try:
        for setting in settings(bare, vocabulary):
            asks = {id(demand): setting.says(demand.asks, someone) for demand in bare}
            if possible(every(*asks.values()), setting.domain, Effort()) is None:
                return False
            beyond = setting.not_(every(*(asks[id(demand)] for demand in setting.above)))
            own = (asks[id(demand)] for demand in setting.own)
            if any(possible(every(ask, beyond), setting.domain, Effort()) is not None for ask in own):
                return False
    except TooMuchWork:
        return False
    return True


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
