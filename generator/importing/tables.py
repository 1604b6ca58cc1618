"""Tables: those used as a frame for text, and the grid of the others with merged cells made whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importing.content import GONE, Block, Cell, Paragraph, Table, TableRow, paragraphs
from generator.importing.labels import STRUCTURAL, typed
from generator.importing.ledger import Ledger
from generator.importing.lines import clean
from generator.importing.records import table_kind

_FRAME_PARAGRAPHS = 6


def unwrapped(blocks: Iterable[Block], ledger: Ledger) -> Iterator[Block]:
    """The blocks, tables that merely frame text replaced by what they frame."""
    for block in blocks:
        for part in _parts(block) if isinstance(block, Table) else (block,):
            if isinstance(part, Table) and _is_frame(part):
                for row in part.rows:
                    ledger.row(row.number, "text")
                    for cell in row.cells:
                        yield from unwrapped(cell.blocks, ledger)
            else:
                yield part


def _parts(table: Table) -> Iterator[Table]:
    """Tables that stand without a line between them are saved as one by some programs; here they come apart again."""
    starts = [place for place, row in enumerate(table.rows) if place and _begins(table.rows, place)]
    for first, end in pairwise((0, *starts, len(table.rows))):
        yield replace(table, rows=table.rows[first:end])


def _begins(rows: Sequence[TableRow], place: int) -> bool:
    """Whether another table begins at a row: a frame, what follows one, or the head of a revision record or sign-off."""
    row, above = rows[place], rows[place - 1]
    framing = [_is_frame(Table((each,))) and len(each.cells) == 1 for each in (row, above)]
    return any(framing) or (
        len(row.cells) != len(above.cells) and table_kind(Table((row,))) in ("revision", "sign-off")
    )


def _is_frame(table: Table) -> bool:
    """Whether a table frames running text: cells with chapters in them, or one column of many paragraphs."""
    if table_kind(table):
        return False
    cells = [cell for row in table.rows for cell in row.cells]
    full = [cell for cell in cells if cell.text.strip()]
    if not full:
        return False
    most = max(len([each for each in cell.paragraphs() if each.text.strip()]) for cell in full)
    chapters = sum(1 for cell in full for each in cell.paragraphs() if _is_chapter(each))
    columns = max(len(row.cells) for row in table.rows)
    return (
        (chapters >= 2 and most >= 3)
        or (columns == 1 and most >= _FRAME_PARAGRAPHS)
        or (columns == 1 and any(isinstance(block, Table) for cell in cells for block in cell.blocks))
    )


def _is_chapter(paragraph: Paragraph) -> bool:
    if paragraph.outline is not None:
        return True
    label = typed(paragraph.text)
    return label is not None and label.scheme in STRUCTURAL and label.length < len(paragraph.text.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the format has it: rows of equal length. `changed` says that merged cells or inner tables were taken apart."""

    rows: tuple[tuple[TableRow, tuple[tuple[Paragraph, ...], ...]], ...]
    width: int
    changed: bool

    @property
    def heads(self) -> int:
        """How many rows are titles of columns: two where one title stands over several, and others reach down beside it."""
        if len(self.rows) < 3:
            return 1
        (first, _), (second, _) = self.rows[:2]
        return 2 if any(c.span > 1 for c in first.cells) and any(c.continued for c in second.cells) else 1


def titles(grid: Grid) -> list[str]:
    """The columns' titles; of two rows as one: 时限（首次回复）."""
    made = [""] * grid.width
    for row, cells in grid.rows[: grid.heads]:
        reach = [0] * row.skipped + [place for cell in row.cells for place in [cell.span] + [0] * (cell.span - 1)]
        above = ""
        for place, cell in enumerate(cells):
            own = " ".join(clean(each.text).strip() for each in cell if each.text.strip())
            above = own if place >= len(reach) or reach[place] else above
            if above and above != made[place]:
                made[place] = f"{made[place]}（{above}）" if made[place] else above
    return made


def grid_of(table: Table, ledger: Ledger) -> Grid:
    """The cells of a table by row and column; what is merged downwards is repeated, what is merged sideways stands first."""
    rows: list[tuple[TableRow, tuple[tuple[Paragraph, ...], ...]]] = []
    above: list[tuple[Paragraph, ...]] = []
    changed = False
    for row in table.rows:
        if row.change in GONE:
            ledger.row(row.number, "deleted")
            for cell in row.cells:
                for each in cell.paragraphs():
                    ledger.leave(each.number, "deleted", each.original)
            continue
        cells: list[tuple[Paragraph, ...]] = [()] * row.skipped
        for cell in row.cells:
            place = len(cells)
            said = _said(cell)
            if cell.continued and place < len(above):
                changed = True
                said = (*above[place], *(each for each in said if each.text.strip()))
            changed = changed or cell.span > 1 or any(isinstance(block, Table) for block in cell.blocks)
            cells += [said, *[()] * (cell.span - 1)]
        above = cells
        rows.append((row, tuple(cells)))
    width = max((len(cells) for _, cells in rows), default=0)
    changed = changed or any(len(cells) != width for _, cells in rows)
    return Grid(tuple((row, (*cells, *[()] * (width - len(cells)))) for row, cells in rows), width, changed)


def _said(cell: Cell) -> tuple[Paragraph, ...]:
    return tuple(paragraphs(cell.blocks))
