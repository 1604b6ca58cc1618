"""A clause's table in the Word file as edits of its rows and cells; a new row gets the rule that its neighbours have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.document.comparison import longest_rising, paired
from generator.editing import Edit, Insert, Move, Remove, Replace, Step, Value
from generator.editing.layout import Laid
from generator.editing.paths import locate
from generator.model import Choice, Clause, Placeholder, Row
from generator.phrases import value_words
from generator.returning.elements import ALIKE, Content, Signs
from generator.returning.merging import Changes, Remark
from generator.returning.retelling import text_edits
from generator.returning.standing import Standing
from generator.returning.structure import path
from generator.returning.texts import Values, read_value, said_anew

if TYPE_CHECKING:
    from generator.returning.elements import TableText

Cells = tuple[tuple[str, ...], ...]


def table_edits(
    id: str,
    was: Content,
    now: Content,
    clause: Clause,
    working: Standing,
    root: Laid,
    signs: Signs,
    changes: Changes,
) -> Iterator[Edit]:
    """The edits of a table; one that is new, gone or has other columns is left to its owner."""
    if was.table is None or now.table is None or clause.table is None or len(was.table[0]) != len(now.table[0]):
        changes.remarks.append(Remark("table", id, _shown(now.table)))
        return
    where: tuple[Step, ...] = (*path(id), "table")
    for place, (before, after) in enumerate(zip(was.table[0], now.table[0], strict=True)):
        if before != after:
            yield Replace((*where, "columns", place), after)
    if was.table[1] == now.table[1]:
        return
    yield from _Rows(id, clause, (*where, "rows"), working, root, signs, changes).edits(was.table[1], now.table[1])


class _Rows:
    """The rows of one table."""

    def __init__(
        self,
        id: str,
        clause: Clause,
        where: tuple[Step, ...],
        working: Standing,
        root: Laid,
        signs: Signs,
        changes: Changes,
    ) -> None:
        assert clause.table is not None
        self.id, self.clause, self.where, self.rows = id, clause, where, clause.table.rows
        self.working, self.root, self.signs, self.changes = working, root, signs, changes

    def edits(self, was: Sequence[Cells], now: Sequence[Cells]) -> Iterator[Edit]:
        pairs = self._pairs(was, now)
        kept = {old for old, _ in pairs if old is not None}
        gone = [place for place in range(len(was)) if place not in kept]
        staying = _rising([old for old, _ in pairs if old is not None])
        if not staying:
            yield Replace(self.where, [self._new(row) for _, row in pairs])
            return
        yield from (Remove((*self.where, place)) for place in gone)
        last: int | None = None
        first = min(staying)
        for old, cells in pairs:
            if old in staying:
                last = old
            elif old is not None:
                yield Move((*self.where, old), **self._beside(last, first))
            else:
                yield Insert(self._new(cells), **self._beside(last, first))
            if old is not None:
                yield from self._cells(old, was[old], cells)

    def _beside(self, last: int | None, first: int) -> dict[str, tuple[Step, ...]]:
        return {"before": (*self.where, first)} if last is None else {"after": (*self.where, last)}

    def _pairs(self, was: Sequence[Cells], now: Sequence[Cells]) -> list[tuple[int | None, Cells]]:
        """Each row as it is now with the place of the one that it was."""
        found = paired(list(enumerate(was)), list(enumerate(now)), lambda row: _flat(row[1]))
        made = {pair.new[0]: pair.old[0] if pair.old else None for pair in found if pair.new}
        left = [pair.old[0] for pair in found if pair.old and not pair.new]
        for place, old in made.items():
            if old is not None or not left:
                continue
            ratios = [SequenceMatcher(None, _flat(was[other]), _flat(now[place])).ratio() for other in left]
            if max(ratios) >= ALIKE:
                made[place] = left.pop(ratios.index(max(ratios)))
        return [(made[place], cells) for place, cells in enumerate(now)]

    def _cells(self, place: int, was: Cells, now: Cells) -> Iterator[Edit]:
        row = self.rows[place]
        where = (*self.where, place, *(("cells",) if self._is_mapping(place) else ()))
        for number, (before, after) in enumerate(zip(was, now, strict=True)):
            if before == after:
                continue
            rules = (row.rule,) if row.rule else ()
            text, edits = text_edits(
                row.cells[number], after, rules, self.working, self.root, self.signs, self.changes, self.id
            )
            yield from edits
            if text is not None:
                yield Replace((*where, number), text)

    def _is_mapping(self, place: int) -> bool:
        return locate(self.root, (*self.where, place)).value.kind == "mapping"

    def _new(self, cells: Cells) -> Value:
        """A new row: figures of the columns in which its neighbours print theirs become its rule."""
        texts = [said_anew([], cell, Values((), {}), self.signs) for cell in cells]
        made = next((found for row in self.rows if (found := self._like(row, cells, texts)) is not None), None)
        if made is None:
            return texts
        self.changes.remarks.append(Remark("row-rule", self.id, " | ".join(map(" ".join, cells))))
        return made

    def _like(self, row: Row, cells: Cells, texts: list[str]) -> Value | None:
        """The row with a rule such as this one has, where it has a figure of each of its terms."""
        rule = row.rule
        if rule is None or rule.must is None or rule.unless or rule.must_not or rule.should or rule.may:
            return None
        vocabulary = self.working.edition.vocabulary
        must: dict[str, Value] = {}
        made = list(texts)
        for place, cell in enumerate(row.cells):
            pieces = list(cell.pieces())
            if len(pieces) != 1 or not isinstance(pieces[0], Placeholder):
                continue
            term, words = pieces[0].term, "\n".join(cells[place])
            atom = read_value(term, words, vocabulary)
            if atom is None or value_words(atom) != words:
                return None
            made[place], must[term] = f"{{{{ {term} }}}}", words
        if not must:
            return None
        result: dict[str, Value] = {"cells": made}
        if isinstance(rule.when, Choice):
            names = [choice.name for choice in vocabulary[rule.when.term].choices]
            chosen = next((name for name in names if any(name == text for text in texts)), None)
            if chosen is None:
                return None
            result["when"] = {rule.when.term: chosen}
        elif rule.when is not None:
            return None
        return {**result, "must": must}


def _rising(places: Sequence[int]) -> set[int]:
    return {places[at] for at in longest_rising(places)}


def _flat(cells: Cells) -> str:
    return "\t".join("\n".join(cell) for cell in cells)


def _shown(table: TableText | None) -> str:
    return (
        ""
        if table is None
        else " / ".join([" | ".join(table[0]), *(_flat(row).replace("\t", " | ") for row in table[1])])
    )
