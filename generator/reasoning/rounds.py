"""What is reported, in rounds: a minimal set of the first kind that is left, its rules taken out, until none is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.reasoning.deciding import Verdict, decided, verdicts
from generator.reasoning.definitions import Kind, looser
from generator.reasoning.formulas import Member, Variable, literals
from generator.reasoning.inquiries import Inquiry, inquiries, of_other_mays
from generator.reasoning.logic.effort import Incomparable, TooMuchWork
from generator.reasoning.rulings import Rulings
from generator.reasoning.witnesses import Case, first_case, rules_at_first_situation

Name = Literal[
    "self-conflict",
    "conflict",
    "looser",
    "permits-forbidden",
    "forbids-permitted",
    "fixed-changed",
    "out-of-range",
    "departs-from-should",
    "undecided",
    "incomparable-units",
]
MANY = 4
"""So many rules are dropped one by one at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """One contradiction: its name, the minimal set (D's rules first, in document order), the case that shows it and the
    variables that matter in it; `mays` are those that are at stake.
    """

    name: Name
    kind: Kind
    members: tuple[Member, ...]
    case: Case | None
    shown: frozenset[Variable] = frozenset()
    mays: tuple[Member, ...] = ()


def rounds(rules: Rulings) -> Iterator[Found]:
    """Every contradiction, as section Meaning reports them."""
    if rules.harmless:
        return
    left = list(rules.own)
    # A rule that is out no longer hides others, so each round begins with the first kind again.
    while left and (found := _first(left, rules)) is not None:
        if rules.memory.effort.left < 0:
            yield Found("undecided", found.kind, tuple(left), None)
            return
        yield found
        gone = {member.key for member in found.members}
        rest = [member for member in left if member.key not in gone]
        if len(rest) == len(left):
            return
        left = rest


def contradicted(rules: Rulings) -> bool:
    """Whether there is anything to report."""
    return not rules.harmless and any(held for _, held in _held(rules.own, rules))


def _first(left: Sequence[Member], rules: Rulings) -> Found | None:
    """The first kind that holds whatever uncertain conversions turn out to be, else the first that holds under some."""
    doubtful: list[tuple[Inquiry, Verdict]] = []
    for inquiry, held in _held(left, rules):
        if isinstance(held, TooMuchWork):
            return _undecided(inquiry, rules, held)
        if certain := next((verdict for verdict in held if verdict.certain), None):
            found = _reported(inquiry, certain, rules)
            if found.name != "incomparable-units":
                return found
        doubtful.extend((inquiry, verdict) for verdict in held)
    return _reported(*doubtful[0], rules) if doubtful else None


def _held(left: Sequence[Member], rules: Rulings) -> Iterator[tuple[Inquiry, Sequence[Verdict] | TooMuchWork]]:
    """Every question with its verdicts, in the order of the kinds."""
    loose: list[Verdict] = []
    for kind in Kind:
        for inquiry in inquiries(kind, left, rules):
            try:
                if kind is Kind.CONFLICT:
                    # Whoever follows D in a conflict breaks M on what D states, too: what is not looser is no conflict.
                    loose = list(_verdicts(replace(inquiry, definition=looser), inquiry.candidates, rules))
                    if not loose:
                        continue
                yield inquiry, loose if kind is Kind.LOOSER else list(_verdicts(inquiry, inquiry.candidates, rules))
            except TooMuchWork as why:
                yield inquiry, why


def _reported(inquiry: Inquiry, verdict: Verdict, rules: Rulings) -> Found:
    try:
        return _found(inquiry, verdict, rules)
    except TooMuchWork as why:
        return _undecided(inquiry, rules, why)


def _verdicts(inquiry: Inquiry, members: Sequence[Member], rules: Rulings) -> Iterator[Verdict]:
    return verdicts(inquiry.definition, inquiry.as_demands(members), rules.vocabulary, rules.memory)


def _holds(inquiry: Inquiry, members: Sequence[Member], rules: Rulings, *, certain: bool) -> bool:
    return any(verdict.certain or not certain for verdict in _verdicts(inquiry, members, rules))


def _found(inquiry: Inquiry, verdict: Verdict, rules: Rulings) -> Found:
    """What is reported of a verdict."""
    members = _concerned(inquiry, verdict, rules)
    members = _minimal(inquiry, members, rules, certain=verdict.certain)
    for narrower in of_other_mays(inquiry, members):
        if smaller := next(
            (v for v in _verdicts(narrower, narrower.candidates, rules) if v.certain >= verdict.certain), None
        ):
            return _found(narrower, smaller, rules)
    # A rule binds as a whole: where another part of it can be followed under some conversions only, so does this one.
    whole = decided(inquiry.definition, inquiry.as_demands(members), rules.vocabulary, rules.memory.effort)
    certain = (verdict.certain or _holds(inquiry, members, rules, certain=True)) and (whole is None or whole.certain)
    case, shown = _shown(inquiry, members, rules, whole, certain=certain)
    chosen = _in_order((*inquiry.stays, *members), rules)
    name: Name = inquiry.kind.value if certain else "incomparable-units"
    if certain and inquiry.kind in (Kind.CONFLICT, Kind.LOOSER) and _against_range(inquiry, members, rules):
        name = "out-of-range"
    return Found(name, inquiry.kind, chosen, case, shown, inquiry.stays)


def _against_range(inquiry: Inquiry, members: Sequence[Member], rules: Rulings) -> bool:
    """Whether nothing would be wrong if departments could go beyond the ranges that are given."""
    demands = inquiry.as_demands(members)
    free = [demand for demand in demands if demand.latitude != "range"]
    return len(free) < len(demands) and decided(inquiry.definition, free, rules.vocabulary, rules.memory.effort) is None


def _concerned(inquiry: Inquiry, verdict: Verdict, rules: Rulings) -> list[Member]:
    """The rules of a verdict's group; of many only those that can apply in the first situation in which it holds."""
    keys = {demand.member.key for demand in verdict.group}
    members = [member for member in inquiry.candidates if member.key in keys]
    if len(members) > MANY:
        there = rules_at_first_situation(verdict.answer)
        keys = {demand.member.key for demand in verdict.group if there(demand)}
        fewer = [member for member in members if member.key in keys]
        if _holds(inquiry, fewer, rules, certain=verdict.certain):
            return fewer
    return members


def _shown(
    inquiry: Inquiry, members: Sequence[Member], rules: Rulings, whole: Verdict | None, *, certain: bool
) -> tuple[Case, frozenset[Variable]]:
    """The case over all that the set speaks of, so that it can be replayed whole, and the variables that matter in it:
    those of demands without which it would be none.
    """
    demands = list(inquiry.as_demands(members))
    if whole is None:
        # Another part of the same rules cannot be followed there at all: then the part that matters is shown alone.
        whole = next(v for v in _verdicts(inquiry, members, rules) if v.certain >= certain)
        demands = list(whole.group)
    case = first_case(whole.answer)
    for demand in tuple(demands):
        if not any(other.member is demand.member for other in demands if other is not demand):
            continue  # All that a rule of a minimal set demands is needed.
        rest = [other for other in demands if other is not demand]
        if (
            found := decided(inquiry.definition, rest, rules.vocabulary, rules.memory.effort)
        ) and found.certain >= certain:
            demands = rest
    spoken = (v for d in demands for x in (*literals(d.asks), *d.guards) for v in x.variables)
    return case, frozenset(spoken)


def _in_order(members: Sequence[Member], rules: Rulings) -> tuple[Member, ...]:
    keys = {member.key for member in members}
    return tuple(member for member in (*rules.own, *(upper for upper, _ in rules.above)) if member.key in keys)


def _minimal(inquiry: Inquiry, members: list[Member], rules: Rulings, *, certain: bool) -> list[Member]:
    """Drops rules, those above first, while the contradiction stays; the order makes the set the same every time."""
    own = {demand.member.key for demand in inquiry.as_demands(members) if demand.depth == 0}
    while True:
        before = len(members)
        for member in sorted(members, key=lambda member: member.key in own):
            rest = [other for other in members if other is not member]
            if (rest or inquiry.stays) and _holds(inquiry, rest, rules, certain=certain):
                members = rest
        if len(members) == before:
            return members


def _undecided(inquiry: Inquiry, rules: Rulings, why: TooMuchWork) -> Found:
    """The first rule of D whose demands, with all of those above, are too much; it is named alone."""
    name: Name = "incomparable-units" if isinstance(why, Incomparable) else "undecided"
    own = [m for m in inquiry.candidates if any(not d.depth for d in inquiry.as_demands([m]))]
    others = [m for m in inquiry.candidates if m not in own]
    alone = next((m for m in own if _too_much(inquiry, [m, *others], rules)), None)
    chosen = (*inquiry.stays, *([alone] if alone else own))
    return Found(name, inquiry.kind, _in_order(chosen, rules), None)


def _too_much(inquiry: Inquiry, members: Sequence[Member], rules: Rulings) -> bool:
    try:
        list(_verdicts(inquiry, members, rules))
    except TooMuchWork:
        return True
    return False
