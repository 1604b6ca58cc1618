"""Which clauses differ between two versions of a document, told by their ids through moves and renaming."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.history.implementing import Upper, Uppers
from generator.model import (
    Clause,
    Document,
    Edition,
    Piece,
    Reference,
    Rule,
    Text,
    Vocabulary,
)
from generator.reasoning.joint import Joint, spoken


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is new, changed or gone: as the old version has it, and the new one. One of the two may be missing.

    A clause may have changed that reads as it did: `terms` are those that its rules speak of and that the new version defines
    otherwise; `no_longer` are the clauses above that it does not implement any more, `newly` those that it does now.
    """

    old: Clause | None
    new: Clause | None
    terms: tuple[str, ...] = ()
    no_longer: tuple[Upper, ...] = ()
    newly: tuple[Upper, ...] = ()

    @property
    def kind(self) -> Literal["new", "changed", "gone"]:
        return "new" if self.old is None else "gone" if self.new is None else "changed"

    @property
    def id(self) -> str:
        """Its id in the new version; of one that is gone, in the old."""
        clause = self.new or self.old
        assert clause is not None
        return clause.id


def _clause_changes(old: Document, new: Document, earlier: Mapping[str, str]) -> Iterator[ClauseChange]:
    """The clauses that differ by themselves."""
    before = {clause.id: clause for clause in old.all_clauses()}
    for clause in new.all_clauses():
        same = before.get(earlier.get(clause.id, ""))
        if same is None or _said(same, {}) != _said(clause, earlier):
            yield ClauseChange(same, clause)
    kept = {earlier[clause.id] for clause in new.all_clauses() if clause.id in earlier}
    yield from (ClauseChange(clause, None) for id, clause in before.items() if id not in kept)


def edition_changes(
    old: Edition, new: Edition, earlier: Mapping[str, str], uppers: Uppers | None = None
) -> Iterator[ClauseChange]:
    """The clauses that differ, and those whose rules speak of a term that has come to mean something else, in the order of the
    new version; then those that are gone, in the order of the old.

    `earlier` gives the old id of each clause that both versions have (`earlier_ids`). With `uppers` those have changed, too,
    that implement other clauses above.
    """
    redefined = changed_terms(old.vocabulary, new.vocabulary)
    changes = [*_clause_changes(old.document, new.document, earlier)]
    told = {change.new.id: change for change in changes if change.new}
    before = {clause.id: clause for clause in old.document.all_clauses()}
    for clause in new.document.all_clauses():
        same = before.get(earlier.get(clause.id, ""))
        about = spoken([*clause.all_rules(), *(same.all_rules() if same else ())])
        terms = tuple(name for name in redefined if name in about)
        no_longer, newly = uppers.apart(same, clause) if uppers and same else ((), ())
        if clause.id in told or (same and (terms or no_longer or newly)):
            change = told.get(clause.id) or ClauseChange(same, clause)
            yield replace(change, terms=terms, no_longer=no_longer, newly=newly)
    yield from (each for each in changes if each.new is None)


def changed_terms(old: Vocabulary, new: Vocabulary) -> tuple[str, ...]:
    """The terms of the new version whose values, unit or kind differ from those that they had; a renamed one is the same."""
    joint = Joint.of(old, new)
    return tuple(name for name in new if name in joint.changed or name in joint.others)


def _said(clause: Clause, earlier: Mapping[str, str]) -> Clause:
    """What a clause says, without its sub-clauses and without ids, which may be new: a reference by the `earlier` one."""
    rows = [
        replace(row, cells=tuple(_text(cell, earlier) for cell in row.cells), rule=row.rule and _bare(row.rule))
        for row in (clause.table.rows if clause.table else ())
    ]
    return replace(
        clause,
        id="",
        was=None,
        implements=(),
        clauses=(),
        text=_text(clause.text, earlier),
        rules=tuple(map(_bare, clause.rules)),
        table=clause.table and replace(clause.table, rows=tuple(rows)),
    )


def _text(text: Text, earlier: Mapping[str, str]) -> Text:
    def piece(each: Piece) -> Piece:
        if not isinstance(each, Reference) or each.target.clause not in earlier:
            return each
        return Reference(replace(each.target, clause=earlier[each.target.clause]))

    return replace(text, paragraphs=tuple(tuple(map(piece, paragraph)) for paragraph in text.paragraphs))


def _bare(rule: Rule) -> Rule:
    return replace(rule, clause="")
