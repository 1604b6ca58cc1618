"""What follows a heading or a clause without a number: more of its text, its table, its picture, and what is too much of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importing.content import Block, Paragraph, Table, WordFile
from generator.importing.draft import DraftClause, DraftPicture, DraftRow, DraftTable, Line
from generator.importing.ledger import Ledger, Step
from generator.importing.lines import lines_of, plain, run_in
from generator.importing.tables import grid_of, titles
from generator.pictures import fault

_CAPTION = re.compile(r"图[\s　]*[0-9A-Za-z.\-—一二三四五六七八九十]*[\s　:：.、]*(.*)")


@dataclass(slots=True)
class Holder:
    """Takes blocks in order into a clause, or, without one, into new `clauses`."""

    word: WordFile
    ledger: Ledger
    steps: list[Step]
    clause: DraftClause | None = None
    clauses: list[DraftClause] = field(default_factory=list)
    _captioned: DraftPicture | None = None

    def follow(self, blocks: Iterable[Block]) -> None:
        """Takes what follows a clause."""
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            else:
                self.text(block)

    def lead(self, blocks: Sequence[Block]) -> list[Line]:
        """The lead of a section; from the first table or picture on it needs clauses."""
        lines: list[Line] = []
        last = -1
        for place, block in enumerate(blocks):
            if isinstance(block, Table) or (block.pictures and self._usable(block)):
                break
            self._note(block)
            lines += lines_of(block)
            last = place
        rest = blocks[last + 1 :]
        if rest and isinstance(rest[0], Table) and lines:
            # A table needs a clause, and what introduces it is its text.
            first = next(b for b in reversed(blocks[: last + 1]) if isinstance(b, Paragraph))
            self._begin([lines.pop()], first.number, "numbered")
        self.follow(rest)
        return lines

    def each(self, blocks: Sequence[Block]) -> list[DraftClause]:
        """A clause for each paragraph."""
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            elif (lines := self._lines(block)) or block.pictures:
                if self._caption(block):
                    continue
                if lines:
                    self._begin(lines, block.number, "numbered")
                    title, skip = run_in(block, 0)
                    if title and self.clause:
                        self.clause.title, self.clause.lines = title, lines_of(block, skip)
                self.pictures_of(block)
        return self.clauses

    def text(self, block: Paragraph) -> None:
        """One more paragraph of the clause."""
        lines = self._lines(block)
        if lines and not self._caption(block):
            if self.clause is None:
                self._begin(lines, block.number, "numbered")
            else:
                if self.clause.table is not None or self.clause.picture is not None:
                    self._step("moved-up", block.number)
                self.clause.lines += lines
        self.pictures_of(block)

    def _lines(self, block: Paragraph) -> list[Line]:
        self._note(block)
        return lines_of(block)

    def _note(self, block: Paragraph) -> None:
        if block.text.strip():
            self.ledger.keep(block.number, "text")

    def _begin(self, lines: list[Line], paragraph: int, step: str) -> None:
        self.clause = DraftClause(lines, source=paragraph)
        self.clauses.append(self.clause)
        self._step(step, paragraph)

    def _step(self, kind: str, paragraph: int, text: str = "") -> None:
        self.steps.append(Step(kind, paragraph, text))

    def table(self, table: Table) -> None:
        """The clause's table; a second one gets a clause of its own."""
        grid = grid_of(table, self.ledger)
        if not grid.rows:
            return
        where = next((each.number for _, cells in grid.rows for cell in cells for each in cell), 0)
        if self.clause is None or self.clause.table is not None:
            self._begin([["见下表。"]], where, "added-text")
        assert self.clause is not None
        if grid.changed:
            self._step("unmerged", where)
        heads, rows = grid.rows[: grid.heads], grid.rows[grid.heads :]
        columns = [text or f"第{place}列" for place, text in enumerate(titles(grid), 1)]
        self.clause.table = DraftTable(columns, [])
        for row, cells in heads:
            self._row_kept(row.number, cells, "table")
        for row, cells in rows:
            lines = [map_lines(cell) for cell in cells]
            if any(lines) or not _all_empty(rows):
                self.clause.table.rows.append(DraftRow(lines))
            self._row_kept(row.number, cells, "table" if any(lines) else "empty")

    def _row_kept(self, row: int, cells: Iterable[Sequence[Paragraph]], reason: str) -> None:
        self.ledger.row(row, reason)
        for cell in cells:
            for each in cell:
                if each.text.strip():
                    self.ledger.keep(each.number, "table")
                else:
                    self.ledger.leave(each.number, "empty", "")
                for _ in each.pictures:
                    self.ledger.beside("image", each.text.strip(), each.number)

    def pictures_of(self, block: Paragraph) -> None:
        """The first picture of a clause is its figure; others are named."""
        if block.pictures:
            self.ledger.keep(block.number, "picture")
        for place, picture in enumerate(block.pictures):
            data = self._png(picture.part)
            if data is None:
                self.ledger.beside("image", picture.address or picture.part or picture.alt, block.number)
                continue
            if self.clause is None or self.clause.picture is not None:
                self._begin([["见下图。"]], block.number, "added-text")
            assert self.clause is not None
            title = picture.alt.strip() or (self.clause.title or plain(self.clause.lines))[:30]
            self.clause.picture = DraftPicture(data, title or f"图{place + 1}", picture.alt.strip() or title or "图")
            self._captioned = self.clause.picture

    def _usable(self, block: Paragraph) -> bool:
        return any(self._png(picture.part) is not None for picture in block.pictures)

    def _png(self, part: str | None) -> bytes | None:
        if part is None or not self.word.package.has(part):
            return None
        data = self.word.package.data(part)
        return data if fault(data) is None else None

    def _caption(self, block: Paragraph) -> bool:
        """`图1　受理流程` below a picture is its title."""
        if self._captioned is None or not (match := _CAPTION.fullmatch(block.text.strip())) or not match[1].strip():
            return False
        self._captioned.title = match[1].strip()[:200]
        self.ledger.keep(block.number, "picture")
        self._captioned = None
        return True


def map_lines(cell: Sequence[Paragraph]) -> list[Line]:
    """The lines of a cell."""
    return [line for each in cell for line in lines_of(each)]


def _all_empty(rows: Sequence[tuple[object, Sequence[Sequence[Paragraph]]]]) -> bool:
    return not any(each.text.strip() for _, cells in rows for cell in cells for each in cell)
