"""Each kind of contradiction put to the rules under check: which rules may be part of it, and how they are read for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.model import Latitude
from generator.reasoning.definitions import DEFINITIONS, Definition, Kind, looser
from generator.reasoning.formulas import Demand, Member, demands, grant, permission
from generator.reasoning.rulings import Rulings


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A definition put to some rules: which of them are tried and which always stay, and as which demands."""

    kind: Kind
    definition: Definition
    candidates: tuple[Member, ...]
    as_demands: Callable[[Sequence[Member]], Sequence[Demand]]
    stays: tuple[Member, ...] = ()


def inquiries(kind: Kind, left: Sequence[Member], rules: Rulings) -> Iterator[Inquiry]:
    """What is asked to learn whether a kind holds of the rules of D that are left."""
    own = tuple(left)
    upper = tuple(member for member, _ in rules.above)
    definition = DEFINITIONS[kind]
    read = rules.read
    if kind is Kind.SELF_CONFLICT:
        yield Inquiry(kind, definition, own, read)
        for may in (member for member in own if member.rule.may is not None):
            yield _own_may(looser, may, own)
    elif not upper:
        return
    elif kind is Kind.PERMITS_FORBIDDEN:
        for may in (member for member in own if member.rule.may is not None):
            yield Inquiry(kind, definition, upper, partial(_beside, permission(may), read), (may,))
    elif kind is Kind.FORBIDS_PERMITTED:
        for may in (member for member in upper if _fixed(member)):
            if (granted := grant(may)) is not None:
                # The rule that permits it may ask for something, too.
                others = tuple(member for member in upper if member is not may)
                asked = (granted, *read([may]))
                yield Inquiry(kind, definition, (*own, *others), partial(_beside, asked, read), (may,))
    elif kind is Kind.FIXED_CHANGED:
        for clause in dict.fromkeys(member.key[:2] for member in upper if _fixed(member)):
            members = tuple(member for member in upper if member.key[:2] == clause)
            yield Inquiry(kind, definition, (*own, *members), read)
    elif kind is Kind.DEPARTS_FROM_SHOULD:
        if any(member.rule.should is not None or member.rule.should_not for member in upper):
            yield Inquiry(kind, definition, (*own, *upper), partial(read, shoulds=True))
    else:
        yield Inquiry(kind, definition, (*own, *upper), read)


def _fixed(member: Member) -> bool:
    return member.clause.latitude is Latitude.FIXED


def _beside(
    stays: Sequence[Demand], read: Callable[[Sequence[Member]], Sequence[Demand]], members: Sequence[Member]
) -> Sequence[Demand]:
    return [*stays, *read(members)]


def _against_itself(may: Member, members: Sequence[Member]) -> Sequence[Demand]:
    """A `may` against the musts of its own document, which leave it no latitude."""
    musts = (demand for member in (may, *members) for demand in demands(member, 0, shoulds=True))
    return [*permission(may), *(replace(demand, depth=1) for demand in musts)]


def of_other_mays(inquiry: Inquiry, members: Sequence[Member]) -> Iterator[Inquiry]:
    """Whether another `may` of a set that a document forbids itself is forbidden with any one rule left out, which can hide
    that: where nothing can be done at all, no `may` is forbidden.
    """
    whole = (*inquiry.stays, *members)
    for gone in whole if inquiry.kind is Kind.SELF_CONFLICT and inquiry.stays else ():
        rest = tuple(member for member in whole if member is not gone)
        for may in (member for member in rest if member.rule.may is not None and member not in inquiry.stays):
            yield _own_may(inquiry.definition, may, rest)


def _own_may(definition: Definition, may: Member, members: tuple[Member, ...]) -> Inquiry:
    others = tuple(member for member in members if member is not may)
    return Inquiry(Kind.SELF_CONFLICT, definition, others, partial(_against_itself, may), (may,))
