"""What is reported, in rounds: a minimal set of the first kind that is left, its rules taken out, until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Literal

from generator.model import Edition, Latitude, Vocabulary
from generator.reasoning.components import worlds
from generator.reasoning.deciding import DECIDE, Decide, Verdict, verdict
from generator.reasoning.formulas import Demand, Member, demands, grant, members_of, permission
from generator.reasoning.memory import Memory
from generator.reasoning.verdicts import Case, Kind, looser
from generator.reasoning.worlds import TooMuchWork

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
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One contradiction: its name, the minimal set (D's rules first, in document order) and the case that shows it."""

    name: Name
    kind: Kind
    members: tuple[Member, ...]
    case: Case | None


@dataclass(frozen=True)
class Rulings:
    """The rules under check: D's own (depth 0), and those above, nearest first, each with its depth."""

    own: tuple[Member, ...]
    above: tuple[tuple[Member, int], ...]
    vocabulary: Vocabulary
    memory: Memory = field(default_factory=Memory, compare=False)

    @cached_property
    def depths(self) -> Mapping[Key, int]:
        """How far above each rule stands."""
        return {member.key: depth for member, depth in self.above}

    def read(self, members: Sequence[Member], *, shoulds: bool = False) -> list[Demand]:
        """D's rules with their shoulds as musts, and those above, theirs only with `shoulds`."""
        read: list[Demand] = []
        for member in members:
            depth = self.depths.get(member.key, 0)
            read.extend(self.memory.demands(member, depth, shoulds=shoulds or not depth))
        return read


def rulings(
    edition: Edition, above: Sequence[Edition], without: frozenset[Key], memory: Memory | None = None
) -> Rulings:
    """The rules of a document and of those above it, but for rules above that findings of their own name."""
    memory = memory if memory is not None else Memory()
    upper = tuple(
        (member, depth)
        for depth, each in enumerate(above, 1)
        for member in _members(each, memory)
        if member.key not in without
    )
    return Rulings(tuple(_members(edition, memory)), upper, edition.vocabulary, memory)


def _members(edition: Edition, memory: Memory) -> Sequence[Member]:
    if id(edition) not in memory.members:
        memory.members[id(edition)] = (edition, tuple(members_of(edition)))
    return memory.members[id(edition)][1]


@dataclass(frozen=True, slots=True)
class _Question:
    """A definition put to some rules: which of them are tried and which always stay, and as which demands."""

    kind: Kind
    decide: Decide
    candidates: tuple[Member, ...]
    as_demands: Callable[[Sequence[Member]], Sequence[Demand]]
    stays: tuple[Member, ...] = ()


def rounds(rules: Rulings) -> Iterator[Found]:
    """Every contradiction, as section Meaning reports them."""
    left = list(rules.own)
    # A rule that is out no longer hides others, so each round begins with the first kind again.
    while left and (found := next((f for kind in Kind if (f := _first(kind, left, rules))), None)) is not None:
        yield found
        gone = {member.key for member in found.members}
        left = [member for member in left if member.key not in gone]


def _first(kind: Kind, left: Sequence[Member], rules: Rulings) -> Found | None:
    for question in _questions(kind, left, rules):
        found = _ask(question, rules)
        if found is not None:
            return found
    return None


def _questions(kind: Kind, left: Sequence[Member], rules: Rulings) -> Iterator[_Question]:
    own = tuple(left)
    upper = tuple(member for member, _ in rules.above)
    decide = DECIDE[kind]
    read = rules.read
    if kind is Kind.SELF_CONFLICT:
        yield _Question(kind, decide, own, read)
        for may in (member for member in own if member.rule.may is not None):
            yield _Question(kind, looser, own, partial(_against_itself, may), (may,))
    elif not upper:
        return
    elif kind is Kind.PERMITS_FORBIDDEN:
        for may in (member for member in own if member.rule.may is not None):
            yield _Question(kind, decide, upper, partial(_beside, permission(may), read), (may,))
    elif kind is Kind.FORBIDS_PERMITTED:
        for may in (member for member in upper if _fixed(member)):
            if (granted := grant(may)) is not None:
                yield _Question(kind, decide, (*own, *upper), partial(_beside, (granted,), read), (may,))
    elif kind is Kind.FIXED_CHANGED:
        for clause in dict.fromkeys(member.key[:2] for member in upper if _fixed(member)):
            members = tuple(member for member in upper if member.key[:2] == clause)
            yield _Question(kind, decide, (*own, *members), read)
    elif kind is Kind.DEPARTS_FROM_SHOULD:
        if any(member.rule.should is not None or member.rule.should_not for member in upper):
            yield _Question(kind, decide, (*own, *upper), partial(read, shoulds=True))
    else:
        yield _Question(kind, decide, (*own, *upper), read)


def _fixed(member: Member) -> bool:
    return member.clause.latitude is Latitude.FIXED


def _beside(
    stays: Sequence[Demand], read: Callable[[Sequence[Member]], Sequence[Demand]], members: Sequence[Member]
) -> Sequence[Demand]:
    return [*stays, *read(members)]


def _against_itself(may: Member, members: Sequence[Member]) -> Sequence[Demand]:
    """A `may` against the musts of its own document, which leave it no latitude."""
    musts = (demand for member in members for demand in demands(member, 0, shoulds=True))
    return [*permission(may), *(replace(demand, depth=1) for demand in musts)]


def _holds(question: _Question, members: Sequence[Member], rules: Rulings) -> Verdict | None:
    found = verdict(question.decide, question.as_demands(members), rules.vocabulary, rules.memory)
    return next((each for each, _ in found), None)


def _ask(question: _Question, rules: Rulings) -> Found | None:
    try:
        first = next(
            verdict(question.decide, question.as_demands(question.candidates), rules.vocabulary, rules.memory), None
        )
        if first is None:
            return None
        keys = {demand.member.key for demand in first[1]}
        members = [member for member in question.candidates if member.key in keys]
        members = _minimal(question, members, rules, certain=first[0].certain)
        last = _holds(question, members, rules)
        assert last is not None
    except TooMuchWork:
        return _undecided(question, rules)
    chosen = _in_order((*question.stays, *members), rules)
    ranged = any(demand.latitude == "range" for demand in question.as_demands(members))
    name: Name = question.kind.value if last.certain else "incomparable-units"
    if ranged and last.certain and question.kind in (Kind.CONFLICT, Kind.LOOSER):
        name = "out-of-range"
    return Found(name, question.kind, chosen, _shown(question, members, rules) or last.case)


def _shown(question: _Question, members: Sequence[Member], rules: Rulings) -> Case | None:
    """The case over all that the set speaks of, harmless parts included, so that it can be told and replayed whole."""
    try:
        cases = (question.decide(world) for world in worlds(question.as_demands(members), rules.vocabulary))
        return next((case for case in cases if case is not None), None)
    except TooMuchWork:
        return None


def _in_order(members: Sequence[Member], rules: Rulings) -> tuple[Member, ...]:
    keys = {member.key for member in members}
    return tuple(member for member in (*rules.own, *(upper for upper, _ in rules.above)) if member.key in keys)


def _minimal(question: _Question, members: list[Member], rules: Rulings, *, certain: bool) -> list[Member]:
    """Drops rules, those above first, while the contradiction stays; the order makes the set the same every time."""
    own = {demand.member.key for demand in question.as_demands(members) if demand.depth == 0}
    while True:
        before = len(members)
        for member in sorted(members, key=lambda member: member.key in own):
            rest = [other for other in members if other is not member]
            found = _holds(question, rest, rules) if rest else None
            if found is not None and found.certain == certain:
                members = rest
        if len(members) == before:
            return members


def _undecided(question: _Question, rules: Rulings) -> Found | None:
    """The first rule of D whose demands, with all of those above, are too much; it is named alone."""
    if question.stays:
        return Found("undecided", question.kind, question.stays, None)
    for member in question.candidates:
        if all(demand.depth for demand in question.as_demands([member])):
            continue
        others = [other for other in question.candidates if all(d.depth for d in question.as_demands([other]))]
        try:
            _holds(question, [member, *others], rules)
        except TooMuchWork:
            return Found("undecided", question.kind, (member,), None)
    own = [m for m in question.candidates if any(d.depth == 0 for d in question.as_demands([m]))]
    return Found("undecided", question.kind, tuple(own), None)
