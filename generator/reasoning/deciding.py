"""A definition put to demands: group by group, on every order that uncertain conversions leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Vocabulary
from generator.reasoning.components import components, worlds
from generator.reasoning.formulas import Demand
from generator.reasoning.latitude import fixed_changed, forbids_permitted
from generator.reasoning.memory import Memory
from generator.reasoning.verdicts import Case, Kind, conflict, departs_from_should, looser, self_conflict
from generator.reasoning.worlds import World

Decide = Callable[[World], Case | None]

DECIDE: Mapping[Kind, Decide] = {
    Kind.SELF_CONFLICT: self_conflict,
    Kind.CONFLICT: conflict,
    Kind.LOOSER: looser,
    Kind.PERMITS_FORBIDDEN: looser,
    Kind.FORBIDS_PERMITTED: forbids_permitted,
    Kind.FIXED_CHANGED: fixed_changed,
    Kind.DEPARTS_FROM_SHOULD: departs_from_should,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case, and whether it holds whatever uncertain conversions turn out to be."""

    case: Case
    certain: bool


def verdict(
    decide: Decide, demands: Sequence[Demand], vocabulary: Vocabulary, memory: Memory
) -> Iterator[tuple[Verdict, Sequence[Demand]]]:
    """For each group of demands in which a definition holds, its verdict. Raises `TooMuchWork`."""
    # What is stricter than a fixed clause changes it, too, so nothing is left out as harmless.
    for group in components(demands, vocabulary, memory, whole=decide is fixed_changed):
        cases = [decide(world) for world in worlds(group, vocabulary)]
        found = [case for case in cases if case is not None]
        if found:
            yield Verdict(found[0], len(found) == len(cases)), group
