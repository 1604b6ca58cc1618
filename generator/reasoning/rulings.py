"""The rules under check: a document's own, and those of the documents above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.model import Edition, Vocabulary
from generator.reasoning.deciding import verdicts
from generator.reasoning.definitions import self_conflict
from generator.reasoning.formulas import Demand, Key, Member
from generator.reasoning.logic.effort import TooMuchWork
from generator.reasoning.memory import Memory
from generator.reasoning.screening import Screen


@dataclass(frozen=True)
class Upper:
    """The rules above a document, nearest first, each with its depth."""

    members: tuple[tuple[Member, int], ...]
    vocabulary: Vocabulary
    memory: Memory

    @cached_property
    def depths(self) -> Mapping[Key, int]:
        """How far above each rule stands."""
        return {member.key: depth for member, depth in self.members}

    @cached_property
    def firm(self) -> Sequence[Demand]:
        """What is demanded above whatever documents below say."""
        read = (self.memory.demands(member, depth, shoulds=False) for member, depth in self.members)
        return [demand for demands in read for demand in demands if demand.latitude == "none"]

    @cached_property
    def followable(self) -> bool:
        """Whether that can be followed in every situation; of one in which it cannot everything follows."""
        alone = [replace(demand, depth=0) for demand in self.firm]
        try:
            return next(verdicts(self_conflict, alone, self.vocabulary, self.memory), None) is None
        except TooMuchWork:
            return False

    @cached_property
    def screen(self) -> Screen:
        """What is asked above, at a glance."""
        return Screen.of(self.members, self.vocabulary, self.memory)


@dataclass(frozen=True)
class Rulings:
    """The rules under check: D's own (depth 0), and those above."""

    own: tuple[Member, ...]
    upper: Upper
    vocabulary: Vocabulary
    memory: Memory

    @property
    def above(self) -> tuple[tuple[Member, int], ...]:
        """The rules above, nearest first, each with its depth."""
        return self.upper.members

    @property
    def harmless(self) -> bool:
        """Whether it shows at a glance that there is nothing to report."""
        return self.upper.screen.passes(self.own, self.vocabulary, self.memory)

    def read(self, members: Sequence[Member], *, shoulds: bool = False) -> list[Demand]:
        """D's rules with their shoulds as musts, and those above, theirs only with `shoulds`."""
        read: list[Demand] = []
        for member in members:
            depth = self.upper.depths.get(member.key, 0)
            read.extend(self.memory.demands(member, depth, shoulds=shoulds or not depth))
        return read


def rulings(
    edition: Edition, above: Sequence[Edition], without: frozenset[Key], memory: Memory | None = None
) -> Rulings:
    """The rules of a document and of those above it, but for rules above that findings of their own name."""
    memory = memory if memory is not None else Memory()
    key = (tuple(map(id, above)), without)
    if key not in memory.uppers:
        upper = tuple(
            (member, depth)
            for depth, each in enumerate(above, 1)
            for member in memory.members(each, above=True)
            if member.key not in without
        )
        vocabulary = above[0].vocabulary if above else edition.vocabulary
        memory.uppers[key] = (above, Upper(upper, vocabulary, memory))
    return Rulings(tuple(memory.members(edition, above=False)), memory.uppers[key][1], edition.vocabulary, memory)
