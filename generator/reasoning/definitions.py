"""The table of section Meaning: each definition as what there has to be, and what nobody may then be able to do.

D is what the demands of depth 0 ask for, M what those above do. `a` follows D, `m` follows M; `b` is whoever might follow both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.reasoning.formulas import literals
from generator.reasoning.logic.constraints import ALWAYS, NEVER, Constraint, every, some
from generator.reasoning.settings import Person, Setting, stated_by


class Kind(StrEnum):
    """Kinds of contradiction, by the code that reports them, in the order of the rounds."""

    SELF_CONFLICT = "self-conflict"
    CONFLICT = "conflict"
    LOOSER = "looser"
    PERMITS_FORBIDDEN = "permits-forbidden"
    FORBIDS_PERMITTED = "forbids-permitted"
    FIXED_CHANGED = "fixed-changed"
    DEPARTS_FROM_SHOULD = "departs-from-should"


A, B, M, C = Person("a"), Person("b"), Person("m"), Person("c")


@dataclass(frozen=True, slots=True)
class Question:
    """Is there a situation, with conduct of the people in `given`, in which `never` holds for no conduct of `others`?

    Each of the others may do as well what someone else does, where one is named. `shown` is whose conduct shows it, and
    whether that follows D; nobody's where it is all alike.
    """

    given: Constraint
    never: Constraint
    others: Mapping[str, str]
    shown: Person | None
    follows_own: bool = True


Definition = Callable[[Setting], Iterator[Question]]
"""The questions of which one has to be answered with yes."""


def self_conflict(setting: Setting) -> Iterator[Question]:
    """∃s. ¬∃a. O(X)(s,a)."""
    yield Question(ALWAYS, setting.obeys(B, setting.own), {"b": ""}, None)


def conflict(setting: Setting) -> Iterator[Question]:
    """In a possible s D can be followed by itself, and M and D together cannot; or so with the guards G held fixed."""
    own, above, guards = setting.own, setting.above, setting.guards
    follow = [setting.obeys(A, own)]
    if guards:
        alike, other = Person("m", "a", guards), Person("b", "a", guards)
        both = every(setting.obeys(other, own), setting.obeys(other, above))
        yield Question(every(*follow, setting.obeys(alike, above)), both, {"b": "a"}, A)
    both = every(setting.obeys(B, own), setting.obeys(B, above))
    yield Question(every(*follow, setting.obeys(M, above)), both, {"b": "a"}, A)


def looser(setting: Setting) -> Iterator[Question]:
    """∃ possible s, a. O(D)(s,a) ∧ ∀a′ ∈ Pull(a). ¬O(M)(s,a′), where a′ keeps a's values on G if M can be followed so."""
    own, above, guards = setting.own, setting.above, setting.guards
    follows = setting.obeys(A, own)
    alike, kept = Person("m", "a", guards), Person("b", "a", guards)
    pulled = every(setting.agrees(A, kept), setting.obeys(kept, own), setting.obeys(kept, above))
    yield Question(every(follows, setting.obeys(alike, above)), pulled, {"b": "a"}, A)
    if guards:
        keeper = Person("c", "a", guards)
        free = every(setting.agrees(A, B), setting.obeys(B, own), setting.obeys(B, above))
        never = some(setting.obeys(keeper, above), free)
        yield Question(every(follows, setting.obeys(M, above)), never, {"b": "a", "c": "a"}, A)


def departs_from_should(setting: Setting) -> Iterator[Question]:
    """Conflict or looser, once M's shoulds are musts, as they are in this setting; what is in conflict is looser, too."""
    yield from looser(setting)


def forbids_permitted(setting: Setting) -> Iterator[Question]:
    """In a possible situation where a `may` of M applies, O(D) rules out all that it grants and O(M) allows, which is not
    nothing.
    """

    def granted(person: Person) -> Constraint:
        grants = [demand for demand in setting.demands if demand.grant]
        said = (every(setting.applies(g, person), setting.says(g.asks, person)) for g in grants)
        return every(*said, setting.obeys(person, setting.above))

    if any(demand.grant for demand in setting.demands):
        yield Question(granted(A), every(granted(B), setting.obeys(B, setting.own)), {"b": "a"}, A, follows_own=False)


def fixed_changed(setting: Setting) -> Iterator[Question]:
    """In a possible situation where a rule of D states a conduct term of a fixed clause (here all of M), what D allows on
    the clause's conduct terms is not exactly what the clause allows.
    """
    own, above = setting.own, setting.above
    looked_at = frozenset(v for d in above for literal in literals(d.asks) for v in literal.variables)
    speaks = [d for d in own if looked_at & stated_by(d)]
    speaking = every(some(*(setting.applies(d, C) for d in speaks)), setting.obeys(M, above))
    if speaking == NEVER:
        return
    same = Person("b", "a", looked_at)
    yield Question(every(speaking, setting.obeys(A, own)), setting.obeys(same, above), {"b": "a"}, A)
    yield Question(every(speaking, setting.obeys(A, above)), setting.obeys(same, own), {"b": "a"}, A, follows_own=False)


DEFINITIONS: Mapping[Kind, Definition] = {
    Kind.SELF_CONFLICT: self_conflict,
    Kind.CONFLICT: conflict,
    Kind.LOOSER: looser,
    Kind.PERMITS_FORBIDDEN: looser,
    Kind.FORBIDS_PERMITTED: forbids_permitted,
    Kind.FIXED_CHANGED: fixed_changed,
    Kind.DEPARTS_FROM_SHOULD: departs_from_should,
}
