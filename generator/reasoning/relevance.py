"""Rules that say nothing: those that never apply, and those that already follow from the documents above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Edition
from generator.reasoning.effective import follows
from generator.reasoning.formulas import (
    Demand,
    Every,
    Fact,
    Key,
    Measure,
    Member,
    Pick,
    guards_of,
    literals,
    members_of,
)
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import possible
from generator.reasoning.memory import Memory
from generator.reasoning.rulings import rulings
from generator.reasoning.settings import Person, Setting, settings


def never_apply(edition: Edition) -> Iterator[Member]:
    """The rules whose `when` and not `unless` cannot hold in the declared domains (never-applies)."""
    for member in members_of(edition):
        when, unless = guards_of(member)
        # Nothing, one list or one yes or no can always be met.
        if unless is None and (when is None or isinstance(when, Fact) or (isinstance(when, Pick) and not when.negated)):
            continue
        bare = Demand(member, when, unless, Every(()), 0)
        try:
            if not any(_applies(setting) for setting in settings([bare], edition.vocabulary)):
                yield member
        except TooMuchWork:
            continue


def _applies(setting: Setting) -> bool:
    return possible(setting.applies(setting.demands[0], Person("a")), setting.domain, Effort()) is not None


def redundant(
    edition: Edition,
    above: Sequence[Edition],
    without: frozenset[Key] = frozenset(),
    memory: Memory | None = None,
) -> Iterator[tuple[Member, bool]]:
    """The rules that follow from those above and do not say which clause they implement (redundant); with each whether it
    takes those above, or holds of every figure that its terms can have.

    `without` names rules above that findings of their own name. A default that yields to documents below (free, range) is
    made firm by repeating it, so nothing follows from one.
    """
    rules = rulings(edition, above, without, memory)
    firm = rules.upper.firm
    for member in rules.own:
        if member.clause.implements or member.rule.may is not None:
            continue
        mine = rules.memory.demands(member, 0, shoulds=True)
        if not mine or not all(
            follows(demand, firm, rules.vocabulary, whole=not rules.upper.followable) for demand in mine
        ):
            continue
        by_above = not all(follows(demand, (), rules.vocabulary) for demand in mine)
        # Who lists all that there is means to; a figure that nothing can miss is a slip.
        if by_above or any(isinstance(said, Measure) for demand in mine for said in literals(demand.asks)):
            yield member, by_above
