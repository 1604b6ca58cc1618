"""Departments that share a conduct (terms with `shared: true`) and cannot all follow their documents with one (peer-conflict)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from generator.model import Edition, Vocabulary
from generator.reasoning.components import worlds
from generator.reasoning.formulas import Demand, Every, Literal, Member, Some, Variable, literals
from generator.reasoning.latitude import part_of
from generator.reasoning.memory import Memory
from generator.reasoning.rounds import Key, Rulings, rulings
from generator.reasoning.witnesses import Witness, values_of
from generator.reasoning.worlds import Moment, TooMuchWork, World, bits

Handed = frozenset[tuple[int, ...]]
"""The values of the shared conduct (as cells, in a fixed order) with which a department can follow all that it has to."""


@dataclass(frozen=True, slots=True)
class PeerConflict:
    """Rules of several departments that leave no one shared conduct in a situation. `situation` is None where the work
    was too much, and then the members are all that speak of shared conduct.
    """

    members: tuple[Member, ...]
    situation: Witness | None


@dataclass(frozen=True, slots=True)
class _Peer:
    rules: Rulings
    members: tuple[Member, ...]


def peer_conflicts(
    documents: Sequence[tuple[Edition, Sequence[Edition]]], without: frozenset[Key] = frozenset()
) -> Iterator[PeerConflict]:
    """In a possible situation each department can be followed together with what stands above it, but with no one shared
    conduct can all: a minimal set of their rules, that taken out, and again. `without` names rules that findings of
    their own name.
    """
    if not any(term.shared for edition, _ in documents for term in edition.vocabulary.values()):
        return
    memory = Memory()
    peers = [_peer(edition, above, without, memory) for edition, above in documents]
    peers = [peer for peer in peers if any(_speaks(member, peer.rules) for member in peer.members)]
    vocabulary = {name: term for peer in peers for name, term in peer.rules.vocabulary.items()}
    left = [[member for member in peer.members if member.key not in without] for peer in peers]
    while len([members for members in left if members]) > 1:
        try:
            if _clash(peers, left, vocabulary) is None:
                return
            chosen = _minimal(peers, left, vocabulary)
            situation = _clash(peers, chosen, vocabulary)
        except TooMuchWork:
            yield PeerConflict(
                tuple(m for p, ms in zip(peers, left, strict=True) for m in ms if _speaks(m, p.rules)), None
            )
            return
        members = _unique(peers, chosen)
        yield PeerConflict(members, situation)
        gone = {member.key for member in members}
        left = [[member for member in members_ if member.key not in gone] for members_ in left]


def _peer(edition: Edition, above: Sequence[Edition], without: frozenset[Key], memory: Memory) -> _Peer:
    rules = rulings(edition, above, without, memory)
    return _Peer(rules, (*rules.own, *(member for member, _ in rules.above)))


def _unique(peers: Sequence[_Peer], chosen: Sequence[Sequence[Member]]) -> tuple[Member, ...]:
    """The departments' rules, then those above, each once."""
    own = {member.key for peer in peers for member in peer.rules.own}
    members = {member.key: member for members in chosen for member in members}
    return tuple(sorted(members.values(), key=lambda member: member.key not in own))


def _speaks(member: Member, rules: Rulings) -> bool:
    return any(
        rules.vocabulary[term].shared for d in rules.read([member]) for x in literals(d.asks) for term, _ in x.variables
    )


def _minimal(
    peers: Sequence[_Peer], left: Sequence[Sequence[Member]], vocabulary: Vocabulary
) -> Sequence[Sequence[Member]]:
    """Drops rules, a rule above in every department at once, while the contradiction stays."""
    chosen = [list(members) for members in left]
    keys = list({member.key: None for members in reversed(chosen) for member in reversed(members)})
    while True:
        before = sum(map(len, chosen))
        for key in keys:
            tried = [[member for member in members if member.key != key] for members in chosen]
            if sum(map(len, tried)) < sum(map(len, chosen)) and _clash(peers, tried, vocabulary) is not None:
                chosen = tried
        if sum(map(len, chosen)) == before:
            return chosen


def _clash(peers: Sequence[_Peer], left: Sequence[Sequence[Member]], vocabulary: Vocabulary) -> Witness | None:
    """The first situation in which each department can be followed, and not all with one shared conduct."""
    read = [peer.rules.read(members) for peer, members in zip(peers, left, strict=True)]
    every = [demand for demands in read for demand in demands]
    given = dict.fromkeys(x for d in every for x in d.guards if vocabulary[x.variables[0][0]].given)
    shared = dict.fromkeys(
        x for d in every for x in (*literals(d.asks), *d.guards) if vocabulary[x.variables[0][0]].shared
    )
    if not every or not shared:
        return None
    variables = list(dict.fromkeys(variable for literal in shared for variable in literal.variables))
    cut = _cutting(every[0].member, given, shared)
    orders = [list(worlds([cut, *demands], vocabulary)) for demands in read]
    for chosen in product(*orders):
        for situation in chosen[0].situations():
            handed = [_handed(world, situation, variables) for world in chosen]
            if all(handed) and not reduce(frozenset.intersection, handed):
                indexes = dict(zip(chosen[0].situation, situation, strict=True))
                return Witness(values_of(chosen[0], indexes), {})
    return None


def _cutting(member: Member, given: Mapping[Literal, None], shared: Mapping[Literal, None]) -> Demand:
    """Asks for nothing, but speaks of all that anyone speaks of: so every department's world is cut into the same cells."""
    always = Every(())
    return Demand(member, Some((always, *given)), None, Some((always, *shared)), 0)


def _handed(world: World, situation: tuple[int, ...], variables: Sequence[Variable]) -> Handed:
    found: set[tuple[int, ...]] = set()
    wanted = set(variables)
    order = [v for block in world.blocks for v in block.variables if v in wanted]
    for _, moment in world.moments(situation):
        found.update(_in_order(chosen, order, variables) for chosen in _choices(world, moment, wanted))
    return frozenset(found)


def _choices(world: World, moment: Moment, wanted: set[Variable]) -> Iterator[tuple[int, ...]]:
    if not moment.both_possible:
        return
    parts = [
        {part_of(world, n, c, wanted) for c in bits(moment.own[n] & moment.above[n])} for n in range(len(world.blocks))
    ]
    for chosen in product(*parts):
        yield tuple(index for part in chosen for index in part)


def _in_order(chosen: tuple[int, ...], order: Sequence[Variable], variables: Sequence[Variable]) -> tuple[int, ...]:
    known = dict(zip(order, chosen, strict=True))
    return tuple(known[variable] for variable in variables)
