"""What documents above assign to named departments (`implement:`): those that are not named need not read it as theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Edition, implements

Place = tuple[str, str]
"""A clause by its document's id and its own."""


def assigned(edition: Edition, above: Sequence[Edition]) -> Mapping[Place, tuple[str, ...]]:
    """For each clause above that is for other departments alone: their ids. What a document implements all the same is its own,
    as is what is assigned to the department of one that it stands below.
    """
    chain = [edition.document, *(each.document for each in above)]
    departments = {document.department for document in chain if document.implements}
    found: dict[Place, tuple[str, ...]] = {}
    for upper in chain[1:]:
        others = [document for document in chain[1:] if document is not upper]
        taken = {
            id
            for document in chain[: chain.index(upper)]
            for clause in document.all_clauses()
            for id in implements(clause, upper, others)
        }
        for clause in upper.all_clauses():
            named = clause.implement
            if isinstance(named, tuple) and named and departments.isdisjoint(named) and clause.id not in taken:
                found[upper.id, clause.id] = named
    return found
