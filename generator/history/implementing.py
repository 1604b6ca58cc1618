"""Which clauses above the clauses of two versions of a document implement, told through renamings above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from generator.history.renaming import ids_between
from generator.model import Clause, Document, Edition, Procedure, implements

Upper = tuple[Document, str]
"""A document above, and the id of a clause of it."""


@dataclass(frozen=True, slots=True)
class Uppers:
    """The documents above two versions, nearest first; by document, `earlier` has the id that each of its clauses had then."""

    old: Sequence[Document]
    new: Sequence[Document]
    earlier: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, old: Edition, before: Procedure, new: Edition, after: Procedure) -> Self:
        """Those above a version in the procedure as it was, and above another in the procedure as it is."""
        then, now = ([each.document for each in p.above(e)] for e, p in ((old, before), (new, after)))
        known = {document.id: document for document in then}
        earlier = {
            each.id: ids_between(known[each.id], each, after.versions(each.id)) for each in now if each.id in known
        }
        return cls(then, now, earlier)

    def apart(self, was: Clause, now: Clause) -> tuple[tuple[Upper, ...], tuple[Upper, ...]]:
        """What one version of a clause implements and the other does not, and the other way round."""
        before = {(document.id, id): (document, id) for document, id in _implemented(was, self.old)}
        after = {
            (document.id, self.earlier.get(document.id, {}).get(id, id)): (document, id)
            for document, id in _implemented(now, self.new)
        }
        gone = tuple(upper for key, upper in before.items() if key not in after)
        return gone, tuple(upper for key, upper in after.items() if key not in before)


def _implemented(clause: Clause, uppers: Sequence[Document]) -> Iterator[Upper]:
    for upper in uppers:
        others = [other for other in uppers if other is not upper]
        yield from ((upper, id) for id in implements(clause, upper, others) if upper.clause(id))
