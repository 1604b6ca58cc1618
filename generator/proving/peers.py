"""What the engine's report of departments that share one conduct claims, as obligations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.model import Edition, Vocabulary
from generator.proving import definitions as define
from generator.proving import formulas as f
from generator.proving.blocks import blocks
from generator.proving.definitions import Block, Pair
from generator.proving.duties import Placed
from generator.proving.kinds import fixed, placed
from generator.proving.obligations import Aspect, Obligation
from generator.proving.spaces import Space
from generator.reasoning import Key, Member, PeerConflict

KIND = "peer-conflict"


@dataclass(frozen=True, slots=True)
class ReportedPeers:
    """The documents of a procedure below it, each with those above; what is reported of them; the rules left out."""

    documents: tuple[tuple[Edition, tuple[Edition, ...]], ...]
    found: tuple[PeerConflict, ...]
    without: frozenset[Key]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of all."""
        return {name: term for edition, _ in self.documents for name, term in edition.vocabulary.items()}


@dataclass(frozen=True, slots=True)
class _Peer:
    edition: Edition
    own: tuple[Placed, ...]
    above: tuple[Placed, ...]

    def only(self, members: Sequence[Member]) -> _Peer:
        """With no rules but some."""
        keys = {member.key for member in members}
        return replace(
            self,
            own=tuple(each for each in self.own if each.key in keys),
            above=tuple(each for each in self.above if each.key in keys),
        )

    def lacking(self, keys: set[Key]) -> _Peer:
        """Without some rules of its own."""
        return replace(self, own=tuple(each for each in self.own if each.key not in keys))

    def pair(self, vocabulary: Vocabulary) -> tuple[str, Pair]:
        """Its document against those above it, and the name of its conduct."""
        return self.edition.document.id, define.against(self.own, self.above, vocabulary)


def peer_claims(reported: ReportedPeers) -> Iterator[Obligation]:
    """Every obligation about what departments share."""
    if not any(term.shared for term in reported.vocabulary.values()):
        return
    for number, made in zip(count(1), _claims(reported)):
        yield replace(made, number=number)


def _claims(reported: ReportedPeers) -> Iterator[Obligation]:
    peers = []
    for edition, above in reported.documents:
        own, over = placed(edition, above, reported.without)
        peers.append(_Peer(edition, tuple(each for each in own if each.key not in reported.without), over))
    for each in reported.found:
        if each.situation is not None:
            yield from _claims_of(each, peers, reported.vocabulary)
        gone = {member.key for member in each.members}
        peers = [peer.lacking(gone) for peer in peers]
    if peers:
        document = peers[0].edition.document
        for space, formula in _everywhere(peers, reported.vocabulary):
            yield Obligation(
                document.procedure,
                document.procedure,
                KIND,
                Aspect.NONE_LEFT,
                space,
                formula,
                sat=False,
                place=document.place,
            )


def _claims_of(each: PeerConflict, peers: Sequence[_Peer], vocabulary: Vocabulary) -> Iterator[Obligation]:
    first = each.members[0]
    assert each.situation is not None, each.members

    def obligation(
        aspect: Aspect, space: Space, formula: f.Formula, *, sat: bool, dropped: Member | None = None
    ) -> Obligation:
        procedure = first.edition.document.procedure
        return Obligation(
            procedure, procedure, KIND, aspect, space, formula, sat=sat, place=first.rule.place, members=each.members,
            dropped=dropped,
        )  # fmt: skip

    space, alone = _disagreeing([peer.only(each.members) for peer in peers], vocabulary)
    yield obligation(Aspect.ALONE, space, alone, sat=True)
    yield obligation(Aspect.WITNESS, space, f.conj((alone, *fixed(each.situation, space))), sat=True)
    for member in each.members:
        rest = [other for other in each.members if other is not member]
        space, formula = _disagreeing([peer.only(rest) for peer in peers], vocabulary)
        yield obligation(Aspect.MINIMAL, space, formula, sat=False, dropped=member)
    space, whole = _disagreeing(peers, vocabulary)
    yield obligation(Aspect.PRESENT, space, whole, sat=True)


def _disagreeing(peers: Sequence[_Peer], vocabulary: Vocabulary, block: Block | None = None) -> tuple[Space, f.Formula]:
    """The definition for departments that have rules of their own; the others do what the documents above say."""
    pairs = [peer.pair(vocabulary) for peer in peers if peer.own]
    space = Space(vocabulary, tuple(c for _, pair in pairs for c in pair.space.conditions))
    return space, define.peers_disagree(pairs, space, block)


def _everywhere(peers: Sequence[_Peer], vocabulary: Vocabulary) -> Iterator[tuple[Space, f.Formula]]:
    """The definition in each block that holds a shared term: what a block without one lacks, a department lacks alone."""
    pairs = [peer.pair(vocabulary)[1] for peer in peers]
    duties = [duty for pair in pairs for duty in (*pair.d, *pair.m)]
    for block in blocks(duties, vocabulary):
        if any(vocabulary[term].shared for term, _ in block):
            yield _disagreeing(peers, vocabulary, block)
