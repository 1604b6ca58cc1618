"""Which clauses differ between two versions of a document, told by their ids through moves and renaming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Clause, Document, Rule


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is new, changed or gone; `id` is its id in the new version, of one that is gone in the old."""

    kind: Literal["new", "changed", "gone"]
    id: str


def clause_changes(old: Document, new: Document) -> Iterator[ClauseChange]:
    """The clauses that differ, in the order of the new version; then those that are gone, in the order of the old."""
    before = {clause.id: clause for clause in old.all_clauses()}
    kept: set[str] = set()
    for clause in new.all_clauses():
        earlier = before.get(clause.was or clause.id) or before.get(clause.id)
        if earlier is None:
            yield ClauseChange("new", clause.id)
            continue
        kept.add(earlier.id)
        if not _same(earlier, clause):
            yield ClauseChange("changed", clause.id)
    yield from (ClauseChange("gone", id) for id in before if id not in kept)


def _same(old: Clause, new: Clause) -> bool:
    """Whether two versions of a clause say the same; its sub-clauses are compared by themselves."""
    return (
        old.title == new.title
        and old.text == new.text
        and [_bare(rule) for rule in old.rules] == [_bare(rule) for rule in new.rules]
        and old.table == new.table
        and old.figure == new.figure
        and (old.latitude, old.range, old.implement) == (new.latitude, new.range, new.implement)
    )


def _bare(rule: Rule) -> Rule:
    """A rule without the id of its clause, which may have a new one."""
    return replace(rule, clause="")
