"""What has been worked out, kept from question to question and from document to document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model import Edition
from generator.reasoning.formulas import Demand, Member, demands


@dataclass(slots=True)
class Memory:
    """Demands are kept by their rule, so that one rule has one identity; by that, blocks and groups are kept.

    Whatever is remembered is kept alive here, so an identity never comes to mean something else.
    """

    read: dict[tuple[int, int, bool], tuple[Member, Sequence[Demand]]] = field(default_factory=dict)
    quiet: dict[tuple[int, ...], tuple[Sequence[Demand], bool]] = field(default_factory=dict)
    groups: dict[tuple[int, ...], tuple[Sequence[Demand], Sequence[Sequence[Demand]]]] = field(default_factory=dict)
    members: dict[int, tuple[object, Sequence[Member]]] = field(default_factory=dict)
    above: dict[tuple[object, ...], tuple[Sequence[Edition], Any]] = field(default_factory=dict)

    def demands(self, member: Member, depth: int, *, shoulds: bool) -> Sequence[Demand]:
        """What a rule demands at a depth."""
        key = (id(member), depth, shoulds)
        if key not in self.read:
            self.read[key] = (member, tuple(demands(member, depth, shoulds=shoulds)))
        return self.read[key][1]

    def keep_above(self) -> None:
        """Forgets what belongs to the document under check; what stands above it comes again with the next one."""
        self.read = {key: value for key, value in self.read.items() if key[1]}
        self.quiet = {key: value for key, value in self.quiet.items() if all(d.depth for d in value[0])}
        self.groups = {}
        above = {id(member.edition) for member, _ in self.read.values()}
        self.members = {key: value for key, value in self.members.items() if key in above}
