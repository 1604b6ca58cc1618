"""What has been worked out, kept from question to question and from document to document."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.model import Edition
from generator.reasoning.formulas import Demand, Member, demands, members_of
from generator.reasoning.logic.effort import DOCUMENT, Effort

Demands = Sequence[Demand]
T = TypeVar("T")


@dataclass(slots=True)
class _Kept:
    read: dict[tuple[int, int, bool], tuple[Member, Demands]] = field(default_factory=dict)
    suspects: dict[tuple[int, ...], tuple[Demands, Demands]] = field(default_factory=dict)
    groups: dict[tuple[int, ...], tuple[Demands, Sequence[Demands]]] = field(default_factory=dict)
    members: dict[int, tuple[Edition, Sequence[Member]]] = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """Demands are kept by their rule, so that one rule has one identity; by that, blocks and groups are kept.

    Whatever is remembered is kept alive here, so an identity never comes to mean something else.
    """

    uppers: dict[tuple[object, ...], tuple[Sequence[Edition], Any]] = field(default_factory=dict)
    """What is worked out of the documents above, for all that implement them."""
    effort: Effort = field(default_factory=lambda: Effort(DOCUMENT))
    """What is left to all questions about the document under check."""
    answers: dict[Hashable, tuple[object, Any]] = field(default_factory=dict)
    """What was answered once, by a key that says all that the answer depends on."""
    _own: _Kept = field(default_factory=_Kept)
    _above: _Kept = field(default_factory=_Kept)

    def once(self, key: Hashable, alive: object, answer: Callable[[], T]) -> T:
        """An answer, worked out once for each key. `alive` are those whose identities stand in the key."""
        if key not in self.answers:
            self.answers[key] = (alive, answer())
        found: T = self.answers[key][1]
        return found

    def demands(self, member: Member, depth: int, *, shoulds: bool) -> Demands:
        """What a rule demands at a depth."""
        read = (self._above if depth else self._own).read
        key = (id(member), depth, shoulds)
        if key not in read:
            read[key] = (member, tuple(demands(member, depth, shoulds=shoulds)))
        return read[key][1]

    def members(self, edition: Edition, *, above: bool) -> Sequence[Member]:
        """The rules of an edition."""
        kept = (self._above if above else self._own).members
        if id(edition) not in kept:
            kept[id(edition)] = (edition, tuple(members_of(edition)))
        return kept[id(edition)][1]

    def suspects(self, block: Demands, ask: Callable[[], Demands]) -> Demands:
        """What of a block is suspect; each question asks again of mostly the same blocks."""
        kept = (self._above if all(demand.depth for demand in block) else self._own).suspects
        key = tuple(map(id, block))
        if key not in kept:
            kept[key] = (block, ask())
        return kept[key][1]

    def groups(self, found: Demands, part: Callable[[], Iterator[Demands]]) -> Sequence[Demands]:
        """The groups that demands fall into."""
        key = tuple(map(id, found))
        if key not in self._own.groups:
            self._own.groups[key] = (found, tuple(part()))
        return self._own.groups[key][1]

    def keep_above(self) -> None:
        """Forgets what belongs to the document under check; what stands above it comes again with the next one."""
        self._own = _Kept()
