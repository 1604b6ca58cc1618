"""What a change of a clause means, decided by the engine: tighter, looser, equivalent, incomparable or editorial.

Each side is a clause with the rules of its table rows, read with its own version's terms. Five things are held against
each other, each by itself; a clause that is new or gone is held against one that says nothing.

| aspect      | what is compared                                                                | tighter if the new one |
|-------------|---------------------------------------------------------------------------------|------------------------|
| duties      | the (situation, conduct) in which every must and must_not is kept where it applies | allows fewer        |
| advice      | the same, where every should and should_not is kept, too                        | recommends fewer       |
| permissions | the (situation, conduct) that a may grants where it applies                     | grants fewer           |
| latitude    | what documents below may do: fixed < tighten < range < free; of two ranges the  | leaves less            |
|             | values of each term, one without a range having none                            |                        |
| implement   | which departments must have a clause for it                                     | names more             |

Of a situation all values count that either version knows. Of conduct that its rules state, a version allows, recommends
and grants only what it has a name for: a choice that is new, or a wider range, is more than there was. A term whose kind,
`given`, `whole` or dimension changed is another term, and makes an aspect that speaks of it incomparable; so do units
without a certain conversion where the answer hangs on it, and what takes too much work to decide (`doubt`).

Together: where nothing of it differs the change is *equivalent* if a rule, the meaning of a term in one, the latitude or the
clause above that it implements was written anew, else *editorial*; *tighter* or *looser* if some aspects are and the others
do not differ; else *incomparable*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from generator.history.changes import ClauseChange
from generator.model import AllOf, Clause, Edition, Latitude, Rule
from generator.reasoning.comparing import Contrast, Level, Said, contrast
from generator.reasoning.joint import Joint, spoken
from generator.reasoning.witnesses import Witness


class Direction(StrEnum):
    """What a change comes to."""

    TIGHTER = "tighter"
    LOOSER = "looser"
    EQUIVALENT = "equivalent"
    INCOMPARABLE = "incomparable"
    EDITORIAL = "editorial"


Name = Literal["duties", "advice", "permissions", "latitude", "implement"]
Doubt = Literal["units", "work", "terms"]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which two versions of a clause differ.

    `lost` is a case that only the old one lets happen, `gained` one that only the new one does; of `implement` and of the
    order of latitudes there are none.
    """

    name: Name
    direction: Direction
    lost: Witness | None = None
    gained: Witness | None = None
    doubt: Doubt | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a change comes to, and the aspects that differ."""

    direction: Direction
    aspects: tuple[Aspect, ...] = ()


def meaning(change: ClauseChange, old: Edition, new: Edition) -> Meaning:
    """What the change of a clause means."""
    return together([change], old, new)


def together(changes: Sequence[ClauseChange], old: Edition, new: Edition) -> Meaning:
    """What changes of several clauses of a document mean as one: a rule that only moved from one to another is none.

    Latitude and duties to implement belong to a clause, and are compared clause by clause.
    """
    before = tuple(rule for change in changes if change.old for rule in change.old.all_rules())
    after = tuple(rule for change in changes if change.new for rule in change.new.all_rules())
    found = [
        *_of_rules(Said(old, before), Said(new, after)),
        *(aspect for change in changes for aspect in _of_latitude(change, old, new)),
        *(aspect for change in changes for aspect in _of_implement(change)),
    ]
    aspects = tuple(found)
    return Meaning(_direction(aspects, written_anew=_written_anew(changes, before, after, old, new)), aspects)


def _direction(aspects: Sequence[Aspect], *, written_anew: bool) -> Direction:
    directions = {aspect.direction for aspect in aspects}
    if not directions:
        return Direction.EQUIVALENT if written_anew else Direction.EDITORIAL
    return directions.pop() if len(directions) == 1 else Direction.INCOMPARABLE


def _written_anew(
    changes: Sequence[ClauseChange], before: Sequence[Rule], after: Sequence[Rule], old: Edition, new: Edition
) -> bool:
    bare = [[replace(rule, clause="", index=0, because=None) for rule in rules] for rules in (before, after)]
    joint = Joint.of(old.vocabulary, new.vocabulary)
    terms = spoken(before) | spoken(after)
    left = [
        [(clause.latitude, clause.range, clause.implement) for clause in clauses if clause]
        for clauses in ([change.old for change in changes], [change.new for change in changes])
    ]
    moved = all(change.old and change.new for change in changes) and left[0] != left[1]
    implements = any(change.no_longer or change.newly for change in changes)
    return bare[0] != bare[1] or moved or implements or bool(terms & (joint.changed | frozenset(joint.others)))


_LEVELS: dict[Name, Level] = {
    "duties": Level.DUTIES,
    "advice": Level.ADVICE,
    "permissions": Level.PERMISSIONS,
}


def _of_rules(old: Said, new: Said) -> Iterator[Aspect]:
    for name, level in _LEVELS.items():
        rules = [rule for rule in (*old.rules, *new.rules) if _says(rule, level)]
        # Without a should what is recommended is what is allowed, which has been compared.
        if rules:
            yield from _aspect(name, contrast(_only(old, level), _only(new, level), level))


def _says(rule: Rule, level: Level) -> bool:
    match level:
        case Level.DUTIES:
            return rule.must is not None or bool(rule.must_not)
        case Level.ADVICE:
            return rule.should is not None or bool(rule.should_not)
        case Level.PERMISSIONS:
            return rule.may is not None


def _only(said: Said, level: Level) -> Said:
    """The rules that say something at a level, and nothing else of them."""
    match level:
        case Level.DUTIES:
            bare = [replace(r, should=None, should_not=(), may=None) for r in said.rules if _says(r, level)]
        case Level.ADVICE:
            bare = [replace(r, may=None) for r in said.rules if _says(r, level) or _says(r, Level.DUTIES)]
        case Level.PERMISSIONS:
            bare = [
                replace(r, must=None, must_not=(), should=None, should_not=()) for r in said.rules if _says(r, level)
            ]
    return Said(said.edition, tuple(bare))


def _aspect(name: Name, found: Contrast) -> Iterator[Aspect]:
    if found.doubt is not None or (found.lost and found.gained):
        yield Aspect(name, Direction.INCOMPARABLE, found.lost, found.gained, found.doubt, found.others)
    elif found.lost or found.gained:
        yield Aspect(name, Direction.TIGHTER if found.lost else Direction.LOOSER, found.lost, found.gained)


_FREEDOM = (Latitude.FIXED, Latitude.TIGHTEN, Latitude.RANGE, Latitude.FREE)


def _of_latitude(change: ClauseChange, old: Edition, new: Edition) -> Iterator[Aspect]:
    if change.old is None or change.new is None:
        return
    before, after = (_FREEDOM.index(clause.latitude) for clause in (change.old, change.new))
    if before != after:
        yield Aspect("latitude", Direction.TIGHTER if after < before else Direction.LOOSER)
    elif change.new.latitude is Latitude.RANGE:
        yield from _of_ranges(change.old, change.new, old, new)


def _of_ranges(before: Clause, after: Clause, old: Edition, new: Edition) -> Iterator[Aspect]:
    """Ranges of the same terms are compared by their values; a term without one is left nothing."""
    ranges = [{tuple(sorted(bound.terms)): bound for bound in clause.range} for clause in (before, after)]
    both = [terms for terms in ranges[0] if terms in ranges[1]]
    sides = [
        Said(edition, (Rule(clause.id, 0, must=AllOf(tuple(range[terms] for terms in both)), place=clause.place),))
        for edition, clause, range in ((old, before, ranges[0]), (new, after, ranges[1]))
    ]
    found = contrast(sides[0], sides[1], Level.DUTIES)
    less = bool(found.lost) or len(both) < len(ranges[0])
    more = bool(found.gained) or len(both) < len(ranges[1])
    if found.doubt is not None or (less and more):
        yield Aspect("latitude", Direction.INCOMPARABLE, found.lost, found.gained, found.doubt, found.others)
    elif less or more:
        yield Aspect("latitude", Direction.TIGHTER if less else Direction.LOOSER, found.lost, found.gained)


def _of_implement(change: ClauseChange) -> Iterator[Aspect]:
    before, after = (_bound(clause) for clause in (change.old, change.new))
    if before == after:
        return
    more = after is None or (before is not None and not after <= before)
    less = before is None or (after is not None and not before <= after)
    direction = Direction.INCOMPARABLE if more and less else Direction.TIGHTER if more else Direction.LOOSER
    yield Aspect("implement", direction)


def _bound(clause: Clause | None) -> frozenset[str] | None:
    """The departments that must have a clause for one; None is all of them."""
    if clause is None:
        return frozenset()
    return None if clause.implement == "all" else frozenset(clause.implement)
