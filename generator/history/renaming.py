"""Clauses told through renamings (`was`): the id that each of a version had in one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from generator.model import Document, Edition, Procedure, Version


def earlier_ids(procedure: Procedure, document: str, old: Version, new: Version) -> Mapping[str, str]:
    """The id that each clause of the new version had in the old one, through the renamings (`was`) of all versions between.

    Clauses that came in between are not in it. Versions may be in any order of release, but old ≤ new.
    """
    return ids_through([e.document for e in procedure.versions(document) if old <= e.document.version <= new])


def ids_through(versions: Sequence[Document]) -> Mapping[str, str]:
    """The id that each clause of the last of some versions had in the first, through all of them in their order."""
    if not versions:
        return {}
    ids = {clause.id: clause.id for clause in versions[0].all_clauses()}
    for version in versions[1:]:
        ids = {new: ids[before] for new, before in _renamed(version, ids.keys())}
    return ids


def ids_between(old: Document, new: Document, versions: Sequence[Edition]) -> Mapping[str, str]:
    """The old id of each clause that both have, by its new one, through those of all `versions` that lie between. Looked at
    backwards, a renaming counts all the same.
    """
    if new.version < old.version:
        return {before: now for now, before in ids_between(new, old, versions).items()}
    return ids_through(through(old, new, versions))


def through(old: Document, new: Document, versions: Sequence[Edition]) -> Sequence[Document]:
    """The old version, all of `versions` between, the new one."""
    return [old, *(e.document for e in versions if old.version < e.document.version < new.version), new]


def _renamed(document: Document, known: Set[str]) -> Iterator[tuple[str, str]]:
    """Each clause's id, and the one that it had in the version before, whose ids are `known`."""
    unnamed = {clause.id for clause in document.all_clauses() if clause.was is None}
    renamed = {
        clause.id: clause.was
        for clause in document.all_clauses()
        if clause.was in known and not (clause.id in known and clause.was in unnamed)  # `was` left over from earlier
    }
    taken = set(renamed.values())
    for clause in document.all_clauses():
        before = renamed.get(clause.id) or clause.id
        if before in known and (clause.id in renamed or before not in taken):
            yield clause.id, before
