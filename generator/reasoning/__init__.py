"""What rules mean: exact decisions, with the set of rules, the case and the change that explain them (section Meaning).

`contradictions` finds them, `effective` says what holds, `never_apply` and `redundant` which rules say nothing, `barriers`
why one can never be followed; `applying`, `options` and `figures` answer for a situation: which rules apply, what may be
chosen, which bounds hold. No YAML, no printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Edition
from generator.reasoning.barriers import Barrier, barriers
from generator.reasoning.definitions import Kind
from generator.reasoning.duties import Duty, brought
from generator.reasoning.effective import Effective, effective, relation
from generator.reasoning.figures import Case, Figure, figures
from generator.reasoning.fixes import Fix, fix
from generator.reasoning.formulas import Key, Member, members_of
from generator.reasoning.ground import Ground
from generator.reasoning.judging import choices
from generator.reasoning.logic.effort import DOCUMENT, Effort
from generator.reasoning.memory import Memory
from generator.reasoning.options import Option, options
from generator.reasoning.peers import PeerConflict, peer_conflicts
from generator.reasoning.relevance import never_apply, redundant
from generator.reasoning.replay import replayed
from generator.reasoning.rounds import Found, Name, rounds
from generator.reasoning.rulings import Rulings, rulings
from generator.reasoning.situations import Applying, Extent, applying, can_happen
from generator.reasoning.witnesses import Value, Witness, witness

__all__ = [
    "Applying",
    "Barrier",
    "Case",
    "Contradiction",
    "Duty",
    "Effective",
    "Extent",
    "Figure",
    "Fix",
    "Ground",
    "Key",
    "Kind",
    "Member",
    "Memory",
    "Option",
    "PeerConflict",
    "Value",
    "Witness",
    "applying",
    "barriers",
    "brought",
    "can_happen",
    "choices",
    "contradictions",
    "effective",
    "figures",
    "members_of",
    "never_apply",
    "options",
    "peer_conflicts",
    "redundant",
    "relation",
]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction as it is reported: a minimal set of rules, D's first; a case that shows it; a change that ends it.

    `name` is the finding's code, `kind` the definition that holds; they differ where it holds of a range, or under some
    conversions of units only, or where the work was too much.
    """

    name: Name
    kind: Kind
    members: tuple[Member, ...]
    witness: Witness | None
    fix: Fix | None


def contradictions(
    edition: Edition,
    above: Sequence[Edition],
    without: frozenset[Key] = frozenset(),
    memory: Memory | None = None,
) -> tuple[Contradiction, ...]:
    """Every contradiction of a document with itself and with those above it, nearest first, as section Meaning reports.

    `without` names rules above (document, clause, index) that findings of their own name already. `memory` keeps what is
    worked out for the next document.
    """
    rules = rulings(edition, above, without, memory)
    rules.memory.effort = Effort(DOCUMENT)
    found = tuple(rounds(rules))
    return tuple(_explained(each, rules, found) for each in found)


def _explained(each: Found, rules: Rulings, found: Sequence[Found]) -> Contradiction:
    if not replayed(each, rules.own):
        # Two opinions on one case: that is no answer, and no answer is an error.
        return Contradiction("undecided", each.kind, each.members, None, None)
    shown = witness(each.case, each.shown) if each.case else None
    return Contradiction(each.name, each.kind, each.members, shown, fix(each, rules, found))
