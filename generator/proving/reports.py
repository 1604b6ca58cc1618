"""The engine's reports of a policy, and every obligation that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks.contradictions import Named, decided
from generator.model import Document, Policy, Procedure
from generator.proving.claims import Reported, claims
from generator.proving.obligations import Obligation
from generator.proving.peers import ReportedPeers, peer_claims
from generator.reasoning import Key, Memory, peer_conflicts

Wanted = Callable[[Document], bool]


def obligations(policy: Policy, wanted: Wanted = lambda _: True) -> Iterator[Obligation]:
    """Those of every wanted working document; and of each procedure in which one is, those of what departments share."""
    for procedure in policy.procedures:
        yield from _of_procedure(procedure, wanted)


def _of_procedure(procedure: Procedure, wanted: Wanted) -> Iterator[Obligation]:
    named: Named = {}
    for edition, found, without in decided(procedure, named, Memory()):
        if wanted(edition.document):
            yield from claims(Reported(edition, procedure.above(edition), found, without))
    below = tuple((e, procedure.above(e)) for e in procedure.working if e.document.implements)
    if any(wanted(edition.document) for edition, _ in below):
        without = frozenset[Key]().union(*named.values())
        yield from peer_claims(ReportedPeers(below, tuple(peer_conflicts(below, without)), without))
