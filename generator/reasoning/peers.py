"""Departments that share a conduct (terms with `shared: true`) and cannot all follow their documents with one (peer-conflict)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Edition, Vocabulary
from generator.reasoning.deciding import Answer
from generator.reasoning.definitions import Question
from generator.reasoning.formulas import Key, Member, literals
from generator.reasoning.logic.constraints import every
from generator.reasoning.logic.effort import Effort, TooMuchWork
from generator.reasoning.logic.quantifiers import Exists
from generator.reasoning.memory import Memory
from generator.reasoning.rulings import Rulings, rulings
from generator.reasoning.settings import Person, Setting, settings
from generator.reasoning.witnesses import Witness, first_case, witness


@dataclass(frozen=True, slots=True)
class PeerConflict:
    """Rules of several departments that leave no one shared conduct in a situation. `situation` is None where the work
    was too much, and then the members are all that speak of shared conduct.
    """

    members: tuple[Member, ...]
    situation: Witness | None


@dataclass(frozen=True, slots=True)
class _Peer:
    rules: Rulings
    members: tuple[Member, ...]


def peer_conflicts(
    documents: Sequence[tuple[Edition, Sequence[Edition]]], without: frozenset[Key] = frozenset()
) -> Iterator[PeerConflict]:
    """In a possible situation each department can be followed together with what stands above it, but with no one shared
    conduct can all: a minimal set of their rules, that taken out, and again. `without` names rules that findings of
    their own name.
    """
    if not any(term.shared for edition, _ in documents for term in edition.vocabulary.values()):
        return
    memory = Memory()
    peers = [_peer(edition, above, without, memory) for edition, above in documents]
    peers = [peer for peer in peers if any(_speaks(member, peer.rules) for member in peer.members)]
    vocabulary = {name: term for peer in peers for name, term in peer.rules.vocabulary.items()}
    left = [[member for member in peer.members if member.key not in without] for peer in peers]
    while len([members for members in left if members]) > 1:
        try:
            if _clash(peers, left, vocabulary) is None:
                return
            chosen = _minimal(peers, left, vocabulary)
            situation = _clash(peers, chosen, vocabulary)
        except TooMuchWork:
            yield PeerConflict(
                tuple(m for p, ms in zip(peers, left, strict=True) for m in ms if _speaks(m, p.rules)), None
            )
            return
        members = _unique(peers, chosen)
        yield PeerConflict(members, situation)
        gone = {member.key for member in members if member.edition.document.implements}
        if not gone:
            return
        left = [[member for member in members_ if member.key not in gone] for members_ in left]


def _peer(edition: Edition, above: Sequence[Edition], without: frozenset[Key], memory: Memory) -> _Peer:
    rules = rulings(edition, above, without, memory)
    return _Peer(rules, (*rules.own, *(member for member, _ in rules.above)))


def _unique(peers: Sequence[_Peer], chosen: Sequence[Sequence[Member]]) -> tuple[Member, ...]:
    """The departments' rules, then those above, each once."""
    own = {member.key for peer in peers for member in peer.rules.own}
    members = {member.key: member for members in chosen for member in members}
    return tuple(sorted(members.values(), key=lambda member: member.key not in own))


def _speaks(member: Member, rules: Rulings) -> bool:
    return any(
        rules.vocabulary[term].shared
        for d in rules.read([member])
        for x in (*literals(d.asks), *d.guards)
        for term, _ in x.variables
    )


def _minimal(
    peers: Sequence[_Peer], left: Sequence[Sequence[Member]], vocabulary: Vocabulary
) -> Sequence[Sequence[Member]]:
    """Drops rules, a rule above in every department at once, while the contradiction stays."""
    chosen = [list(members) for members in left]
    keys = list({member.key: None for members in reversed(chosen) for member in reversed(members)})
    while True:
        before = sum(map(len, chosen))
        for key in keys:
            tried = [[member for member in members if member.key != key] for members in chosen]
            if sum(map(len, tried)) < sum(map(len, chosen)) and _clash(peers, tried, vocabulary) is not None:
                chosen = tried
        if sum(map(len, chosen)) == before:
            return chosen


def _clash(peers: Sequence[_Peer], left: Sequence[Sequence[Member]], vocabulary: Vocabulary) -> Witness | None:
    """The first situation in which each department can be followed, and not all with one shared conduct."""
    read = [peer.rules.read(members) for peer, members in zip(peers, left, strict=True)]
    every_demand = [demand for demands in read for demand in demands]
    spoken = {v for d in every_demand for x in (*literals(d.asks), *d.guards) for v in x.variables}
    shared = frozenset(variable for variable in spoken if vocabulary[variable[0]].shared)
    if not shared:
        return None
    for whole in settings(every_demand, vocabulary):
        for variable in spoken:
            whole.domain(whole.name(variable, Person("")))
        parts = [Setting(demands, vocabulary, whole.scales, whole.domains) for demands in read]
        apart = (part.obeys(Person(f"p{number}"), part.demands) for number, part in enumerate(parts))
        # Each has a conduct of their own but for what is shared, which is as the first does it.
        together = (part.obeys(Person(f"q{number}", "q", shared), part.demands) for number, part in enumerate(parts))
        others = dict.fromkeys(("q", *(f"q{number}" for number in range(len(parts)))), "")
        question = Question(every(*apart), every(*together), others, None)
        search = Exists(question.given, question.never, others, whole.domain, Effort())
        if (model := search.find()) is not None:
            case = first_case(Answer(whole, question, search, model))
            return witness(case, set(case.situation))
    return None
