"""What is reported, in rounds: a minimal set of the first kind that is left, its rules taken out, until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

from generator.model import Edition, Latitude, Vocabulary
from generator.reasoning.deciding import Verdict, decided, verdicts
from generator.reasoning.definitions import DEFINITIONS, Definition, Kind, looser
from generator.reasoning.formulas import Demand, Member, Variable, demands, grant, literals, permission
from generator.reasoning.logic.effort import Incomparable, TooMuchWork
from generator.reasoning.memory import Memory
from generator.reasoning.screening import Screen
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
Key = tuple[str, str, int]
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


@dataclass(frozen=True)
class Upper:
    """The rules above a document, nearest first, each with its depth."""

    members: tuple[tuple[Member, int], ...]
    vocabulary: Vocabulary
    memory: Memory

    @cached_property
    def depths(self) -> Mapping[Key, int]:
        """How far above each rule stands."""
        return {member.key: depth for member, depth in self.members}

    @cached_property
    def screen(self) -> Screen:
        """What is asked above, at a glance."""
        return Screen.of(self.members, self.vocabulary, self.memory)


@dataclass(frozen=True)
class Rulings:
    """The rules under check: D's own (depth 0), and those above."""

    own: tuple[Member, ...]
    upper: Upper
    vocabulary: Vocabulary
    memory: Memory

    @property
    def above(self) -> tuple[tuple[Member, int], ...]:
        """The rules above, nearest first, each with its depth."""
        return self.upper.members

    @property
    def harmless(self) -> bool:
        """Whether it shows at a glance that there is nothing to report."""
        return self.upper.screen.passes(self.own, self.vocabulary, self.memory)

    def read(self, members: Sequence[Member], *, shoulds: bool = False) -> list[Demand]:
        """D's rules with their shoulds as musts, and those above, theirs only with `shoulds`."""
        read: list[Demand] = []
        for member in members:
            depth = self.upper.depths.get(member.key, 0)
            read.extend(self.memory.demands(member, depth, shoulds=shoulds or not depth))
        return read


def rulings(
    edition: Edition, above: Sequence[Edition], without: frozenset[Key], memory: Memory | None = None
) -> Rulings:
    """The rules of a document and of those above it, but for rules above that findings of their own name."""
    memory = memory if memory is not None else Memory()
    key = (tuple(map(id, above)), without)
    if key not in memory.uppers:
        upper = tuple(
            (member, depth)
            for depth, each in enumerate(above, 1)
            for member in memory.members(each, above=True)
            if member.key not in without
        )
        vocabulary = above[0].vocabulary if above else edition.vocabulary
        memory.uppers[key] = (above, Upper(upper, vocabulary, memory))
    return Rulings(tuple(memory.members(edition, above=False)), memory.uppers[key][1], edition.vocabulary, memory)


@dataclass(frozen=True, slots=True)
class _Question:
    """A definition put to some rules: which of them are tried and which always stay, and as which demands."""

    kind: Kind
    definition: Definition
    candidates: tuple[Member, ...]
    as_demands: Callable[[Sequence[Member]], Sequence[Demand]]
    stays: tuple[Member, ...] = ()


def rounds(rules: Rulings) -> Iterator[Found]:
    """Every contradiction, as section Meaning reports them."""
    if rules.harmless:
        return
    left = list(rules.own)
    # A rule that is out no longer hides others, so each round begins with the first kind again.
    while left and (found := _first(left, rules)) is not None:
        yield found
        gone = {member.key for member in found.members}
        left = [member for member in left if member.key not in gone]


def contradicted(rules: Rulings) -> bool:
    """Whether there is anything to report."""
    return not rules.harmless and any(held for _, held in _held(rules.own, rules))


def _first(left: Sequence[Member], rules: Rulings) -> Found | None:
    """The first kind that holds whatever uncertain conversions turn out to be, else the first that holds under some."""
    doubtful: list[tuple[_Question, Verdict]] = []
    for question, held in _held(left, rules):
        if isinstance(held, TooMuchWork):
            return _undecided(question, rules, held)
        if certain := next((verdict for verdict in held if verdict.certain), None):
            return _reported(question, certain, rules)
        doubtful.extend((question, verdict) for verdict in held)
    return _reported(*doubtful[0], rules) if doubtful else None


def _held(left: Sequence[Member], rules: Rulings) -> Iterator[tuple[_Question, Sequence[Verdict] | TooMuchWork]]:
    """Every question with its verdicts, in the order of the kinds."""
    loose: list[Verdict] = []
    for kind in Kind:
        for question in _questions(kind, left, rules):
            try:
                if kind is Kind.CONFLICT:
                    # Whoever follows D in a conflict breaks M on what D states, too: what is not looser is no conflict.
                    loose = list(_verdicts(replace(question, definition=looser), question.candidates, rules))
                    if not loose:
                        continue
                yield question, loose if kind is Kind.LOOSER else list(_verdicts(question, question.candidates, rules))
            except TooMuchWork as why:
                yield question, why


def _reported(question: _Question, verdict: Verdict, rules: Rulings) -> Found:
    try:
        return _found(question, verdict, rules)
    except TooMuchWork as why:
        return _undecided(question, rules, why)


def _questions(kind: Kind, left: Sequence[Member], rules: Rulings) -> Iterator[_Question]:
    own = tuple(left)
    upper = tuple(member for member, _ in rules.above)
    definition = DEFINITIONS[kind]
    read = rules.read
    if kind is Kind.SELF_CONFLICT:
        yield _Question(kind, definition, own, read)
        for may in (member for member in own if member.rule.may is not None):
            yield _own_may(looser, may, own)
    elif not upper:
        return
    elif kind is Kind.PERMITS_FORBIDDEN:
        for may in (member for member in own if member.rule.may is not None):
            yield _Question(kind, definition, upper, partial(_beside, permission(may), read), (may,))
    elif kind is Kind.FORBIDS_PERMITTED:
        for may in (member for member in upper if _fixed(member)):
            if (granted := grant(may)) is not None:
                # The rule that permits it may ask for something, too.
                others = tuple(member for member in upper if member is not may)
                asked = (granted, *read([may]))
                yield _Question(kind, definition, (*own, *others), partial(_beside, asked, read), (may,))
    elif kind is Kind.FIXED_CHANGED:
        for clause in dict.fromkeys(member.key[:2] for member in upper if _fixed(member)):
            members = tuple(member for member in upper if member.key[:2] == clause)
            yield _Question(kind, definition, (*own, *members), read)
    elif kind is Kind.DEPARTS_FROM_SHOULD:
        if any(member.rule.should is not None or member.rule.should_not for member in upper):
            yield _Question(kind, definition, (*own, *upper), partial(read, shoulds=True))
    else:
        yield _Question(kind, definition, (*own, *upper), read)


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


def _verdicts(question: _Question, members: Sequence[Member], rules: Rulings) -> Iterator[Verdict]:
    return verdicts(question.definition, question.as_demands(members), rules.vocabulary, rules.memory)


def _holds(question: _Question, members: Sequence[Member], rules: Rulings, *, certain: bool) -> bool:
    return any(verdict.certain or not certain for verdict in _verdicts(question, members, rules))


def _found(question: _Question, verdict: Verdict, rules: Rulings) -> Found:
    """What is reported of a verdict."""
    members = _concerned(question, verdict, rules)
    members = _minimal(question, members, rules, certain=verdict.certain)
    for narrower in _of_other_mays(question, members):
        if smaller := next(
            (v for v in _verdicts(narrower, narrower.candidates, rules) if v.certain >= verdict.certain), None
        ):
            return _found(narrower, smaller, rules)
    certain = verdict.certain or _holds(question, members, rules, certain=True)
    case, shown = _shown(question, members, rules, certain=certain)
    chosen = _in_order((*question.stays, *members), rules)
    name: Name = question.kind.value if certain else "incomparable-units"
    if certain and question.kind in (Kind.CONFLICT, Kind.LOOSER) and _against_range(question, members, rules):
        name = "out-of-range"
    return Found(name, question.kind, chosen, case, shown, question.stays)


def _of_other_mays(question: _Question, members: Sequence[Member]) -> Iterator[_Question]:
    """Whether another `may` of a set that a document forbids itself is forbidden by what is left without the first."""
    if question.kind is Kind.SELF_CONFLICT and question.stays:
        rest = tuple(member for member in members if member not in question.stays)
        for may in (member for member in rest if member.rule.may is not None):
            yield _own_may(question.definition, may, rest)


def _own_may(definition: Definition, may: Member, members: tuple[Member, ...]) -> _Question:
    others = tuple(member for member in members if member is not may)
    return _Question(Kind.SELF_CONFLICT, definition, others, partial(_against_itself, may), (may,))


def _against_range(question: _Question, members: Sequence[Member], rules: Rulings) -> bool:
    """Whether nothing would be wrong if departments could go beyond the ranges that are given."""
    demands = question.as_demands(members)
    free = [demand for demand in demands if demand.latitude != "range"]
    return len(free) < len(demands) and decided(question.definition, free, rules.vocabulary) is None


def _concerned(question: _Question, verdict: Verdict, rules: Rulings) -> list[Member]:
    """The rules of a verdict's group; of many only those that can apply in the first situation in which it holds."""
    keys = {demand.member.key for demand in verdict.group}
    members = [member for member in question.candidates if member.key in keys]
    if len(members) > MANY:
        there = rules_at_first_situation(verdict.answer)
        keys = {demand.member.key for demand in verdict.group if there(demand)}
        fewer = [member for member in members if member.key in keys]
        if _holds(question, fewer, rules, certain=verdict.certain):
            return fewer
    return members


def _shown(
    question: _Question, members: Sequence[Member], rules: Rulings, *, certain: bool
) -> tuple[Case, frozenset[Variable]]:
    """The case over all that the set speaks of, so that it can be replayed whole, and the variables that matter in it:
    those of demands without which it would be none.
    """
    demands = list(question.as_demands(members))
    whole = decided(question.definition, demands, rules.vocabulary)
    assert whole is not None
    case = first_case(whole.answer)
    for demand in tuple(demands):
        rest = [other for other in demands if other is not demand]
        if (found := decided(question.definition, rest, rules.vocabulary)) and found.certain >= certain:
            demands = rest
    spoken = (v for d in demands for x in (*literals(d.asks), *d.guards) for v in x.variables)
    return case, frozenset(spoken)


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
            if (rest or question.stays) and _holds(question, rest, rules, certain=certain):
                members = rest
        if len(members) == before:
            return members


def _undecided(question: _Question, rules: Rulings, why: TooMuchWork) -> Found:
    """The first rule of D whose demands, with all of those above, are too much; it is named alone."""
    name: Name = "incomparable-units" if isinstance(why, Incomparable) else "undecided"
    if question.stays:
        return Found(name, question.kind, question.stays, None)
    own = [m for m in question.candidates if any(not d.depth for d in question.as_demands([m]))]
    others = [m for m in question.candidates if m not in own]
    for member in own:
        try:
            list(_verdicts(question, [member, *others], rules))
        except TooMuchWork:
            return Found(name, question.kind, (member,), None)
    return Found(name, question.kind, tuple(own), None)
