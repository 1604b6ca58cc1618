"""A small policy's obligations, and which of them z3 does not confirm."""

from __future__ import annotations

from policies import TERMS, department, procedure

from generator.proving.claims import Reported, claims
from generator.proving.solving import answer
from generator.reasoning import contradictions


def report(above, below, *, terms=TERMS) -> Reported:
    """What the engine reports of d."""
    made = procedure(above, below, terms=terms)
    edition = department(made)
    assert made.master is not None
    named = frozenset(m.key for found in contradictions(made.master, ()) for m in found.members)
    over = made.above(edition)
    return Reported(edition, over, contradictions(edition, over, named), named)


def member(reported: Reported, clause: str):
    """The member that a clause's one rule makes."""
    from generator.reasoning import Member

    return next(
        Member(edition, rule, c)
        for edition in (reported.edition, *reported.above)
        for c in edition.document.all_clauses()
        for rule in c.all_rules()
        if c.id == clause
    )


def disputed(reported: Reported) -> list[tuple[str, str]]:
    """(kind, aspect) of each obligation that z3 does not confirm."""
    return [(str(o.kind), str(o.aspect)) for o in claims(reported) if answer(o) != o.status]
