"""Tables in WordprocessingML (ECMA-376 part 1, section 17.4); the short ones stay on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.word.markup import Xml, quoted
from generator.word.widths import MARGINS

_KEPT = 12
"""A table of so many lines stays on one page; of a longer one that would leave too much of a page empty."""
_LINE = 440
"""Twips that a line takes, in a row with a least height."""
_HAN = 210
"""Twips of a Han character, in letters of 10.5 points."""

_TEXT = re.compile(r">([^<]+)<")
_ALONE = '"/></w:pPr>'
_KEEPING = '"/><w:keepNext/></w:pPr>'
"""The properties of a paragraph in a cell end with its style; in the second, it stays on the page of the next."""


def table(
    caption: str, columns: Sequence[Xml], rows: Iterable[Sequence[Xml]], widths: Sequence[int], *, height: int = 0
) -> Xml:
    """A table with a head that repeats on every page. Cells are paragraphs; widths, and a row's least height, are twips."""
    rows = kept_together(list(rows), widths, height)
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    opened = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>' for width in widths
    ]
    made = [
        '<w:tbl><w:tblPr><w:tblStyle w:val="PolicyTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{quoted(caption)}"/></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
        *(f"{start}{cell}</w:tc>" for start, cell in zip(opened, columns, strict=True)),
        "</w:tr>",
    ]
    for row in rows:
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{tall}</w:trPr>")
        made.extend(f"{start}{cell}</w:tc>" for start, cell in zip(opened, row, strict=True))
        made.append("</w:tr>")
    made.append("</w:tbl>")
    return Xml("".join(made))


def kept_together(rows: list[Sequence[Xml]], widths: Sequence[int], height: int) -> list[Sequence[Xml]]:
    """The rows of a table; of a short one, each but the last on one page with the next."""
    if len(rows) > _KEPT:
        return rows
    left = _KEPT
    for row in rows:
        left -= max(height // _LINE + 1 if height else 1, *map(_lines, row, widths))
        if left < 0:
            return rows
    return [*([Xml(cell.replace(_ALONE, _KEEPING)) for cell in row] for row in rows[:-1]), *rows[-1:]]


def _lines(cell: Xml, width: int) -> int:
    """About how many lines a cell takes, as if all that stands in it were Chinese."""
    room = max(1, (width - MARGINS) // _HAN)
    paragraphs = cell.split("</w:p>")[:-1]
    return sum(-(-sum(map(len, _TEXT.findall(each))) // room) or 1 for each in paragraphs)
