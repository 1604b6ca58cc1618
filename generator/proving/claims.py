"""What the engine's report of one document claims, as obligations (section Meaning, What is reported).

Of each contradiction: the document as it then stands has it; its set is, all alone, a contradiction of its kind; without any
one of its rules it is none; its witness shows it. Of the whole: with the named rules of D gone, D has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.model import Edition
from generator.proving.duties import Placed
from generator.proving.kinds import Holding, absent, beyond_ranges, holds, placed, shown_by
from generator.proving.obligations import Aspect, Obligation
from generator.reasoning import Contradiction, Key, Kind, Member


@dataclass(frozen=True, slots=True)
class Reported:
    """A document, those above it, what the engine reports of it, and the rules above that are left out (`without`)."""

    edition: Edition
    above: tuple[Edition, ...]
    found: tuple[Contradiction, ...]
    without: frozenset[Key] = frozenset()


def claims(reported: Reported) -> Iterator[Obligation]:
    """Every obligation of a document, numbered by kind."""
    numbers: dict[str, Iterator[int]] = {}
    for made in _claims(reported):
        yield replace(made, number=next(numbers.setdefault(made.kind, count(1))))


def _claims(reported: Reported) -> Iterator[Obligation]:
    own, above = placed(reported.edition, reported.above, reported.without)
    for each in reported.found:
        if each.name != "undecided":
            yield from _claims_of(each, reported, own, above)
        named = {member.key for member in each.members if member.edition.key == reported.edition.key}
        own = tuple(rule for rule in own if rule.key not in named)
    document = reported.edition.document
    for kind, holding in absent(own, above, reported.edition.vocabulary):
        yield Obligation(
            document.procedure,
            document.id,
            kind,
            Aspect.NONE_LEFT,
            holding.space,
            holding.formula,
            sat=False,
            place=document.place,
        )


def _claims_of(
    each: Contradiction, reported: Reported, own: Sequence[Placed], above: Sequence[Placed]
) -> Iterator[Obligation]:
    document, vocabulary = reported.edition.document, reported.edition.vocabulary
    members = [find(member, reported) for member in each.members]

    def obligation(
        aspect: Aspect, holding: Holding, *, sat: bool, always: bool = False, rule: Placed | None = None
    ) -> Obligation:
        return Obligation(
            document.procedure, document.id, each.kind, aspect, holding.space, holding.formula, sat=sat, always=always,
            place=each.members[0].rule.place, members=each.members, dropped=rule.member if rule else None,
        )  # fmt: skip

    alone = holds(each.kind, members, vocabulary)
    uncertain = each.name == "incomparable-units"
    if uncertain:
        yield obligation(Aspect.ALONE, alone, sat=True)
        yield obligation(Aspect.UNCERTAIN, alone, sat=False, always=True)
    else:
        yield obligation(Aspect.ALONE, alone, sat=True, always=True)
    for one in members:
        if each.kind is Kind.PERMITS_FORBIDDEN and not one.depth:
            continue  # without the one `may` there is nothing that is permitted
        rest = holds(each.kind, [other for other in members if other is not one], vocabulary)
        yield obligation(Aspect.MINIMAL, rest, sat=False, always=not uncertain, rule=one)
    if each.witness:
        yield obligation(Aspect.WITNESS, shown_by(each.witness, each.kind, members, vocabulary), sat=True)
    if each.kind in (Kind.CONFLICT, Kind.LOOSER) and not uncertain and any(one.clause.range for one in members):
        yield obligation(Aspect.RANGE, beyond_ranges(each.kind, members, vocabulary), sat=each.name != "out-of-range")
    whole = _in_whole(each.kind, members, own, above)
    yield obligation(Aspect.PRESENT, holds(each.kind, whole, vocabulary), sat=True)


def _in_whole(kind: Kind, members: Sequence[Placed], own: Sequence[Placed], above: Sequence[Placed]) -> list[Placed]:
    """The rules with which the document as it stands has to have the contradiction that a set of rules shows."""
    if kind is Kind.PERMITS_FORBIDDEN:
        own = [each for each in own if any(each.key == member.key for member in members)]
    return [*own, *above]


def find(member: Member, reported: Reported) -> Placed:
    """A member of a set, with its depth."""
    chain = [edition.key for edition in (reported.edition, *reported.above)]
    return Placed(member, chain.index(member.edition.key))
