"""How wide the columns of a table are: by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from generator.document.blocks import Paragraph

Cell = str | tuple[Paragraph, ...]

_LEAST = 4
_GROWTH = 0.7
MARGINS = 240
"""Twips that a cell keeps free at its sides."""


def column_widths(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], whole: int, points: float = 10.5
) -> list[int]:
    """Widths in twips that sum up to `whole`, for letters of a size in points; a column needs its longest word and grows
    with its text, less than in proportion.
    """
    half = points * 10  # twips of half a Han character
    texts = [[title, *(_text(row[n]) for row in rows if n < len(row))] for n, title in enumerate(columns)]
    widest = [max(map(text_width, column)) for column in texts]
    least = [max(_LEAST, min(wide, 10)) * half + MARGINS for wide in widest]
    wishes = [(wide + _LEAST) ** _GROWTH for wide in widest]
    left = max(0.0, whole - sum(least))
    widths = [round(base + left * wish / sum(wishes)) for base, wish in zip(least, wishes, strict=True)]
    return shared_out(widths, whole)


def shared_out(shares: Sequence[int], whole: int) -> list[int]:
    """Widths in twips in these proportions, that sum up to `whole`."""
    widths = [round(share * whole / sum(shares)) for share in shares]
    widths[-1] += whole - sum(widths)
    return widths


def _text(cell: Cell) -> str:
    """What stands in a cell, or in the longest of its paragraphs."""
    if isinstance(cell, str):
        return cell
    if len(cell) == 1 and len(cell[0]) == 1:
        return cell[0][0].text
    return max(("".join(part.text for part in paragraph) for paragraph in cell), key=len, default="")


class _Widths(dict[str, int]):
    """Characters in halves of a Han character, as wide as Chinese fonts have them; looked up once each."""

    def __missing__(self, character: str) -> int:
        self[character] = width = 2 if east_asian_width(character) in "WFA" else 1
        return width


_WIDTHS = _Widths()


def text_width(text: str) -> int:
    """How wide a text is, in halves of a Han character."""
    return sum(map(_WIDTHS.__getitem__, text))
