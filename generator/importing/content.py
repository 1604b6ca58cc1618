"""What stands in a Word file, in the order of reading: paragraphs with their numbers and runs, tables, and what is beside.

Paragraphs and rows are counted from 1 over the whole body, those in tables and text boxes among them: these counts are
what reports speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.importing.looks import Marred
from generator.importing.numbering import NativeLabel
from generator.importing.package import Package

Change = Literal["", "inserted", "deleted", "moved here", "moved away"]
"""What a tracked change did to a text; who accepts everything drops what is deleted or moved away."""

GONE: tuple[Change, ...] = ("deleted", "moved away")
NEW: tuple[Change, ...] = ("inserted", "moved here")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with one look. `marred` is what its look takes from it; `anchor` is a bookmark that it leads to, `url` an
    address outside.
    """

    text: str
    change: Change = ""
    bold: bool = False
    style: str = ""
    hidden: bool = False
    marred: Marred = ""
    anchor: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture: its part, or the address of one that is not in the file; the text for those who do not see it."""

    part: str | None
    address: str | None
    alt: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `mark` is what a tracked change did to its end: a deleted one joins it with the next.

    `outline` counts from 0. `controls` are the tags of the content controls around it, outermost first. `objects` names
    what it holds that is no text: charts, formulas, embedded files. `size` is in half points.
    """

    number: int
    pieces: tuple[Piece, ...]
    style: str = ""
    label: NativeLabel | None = None
    outline: int | None = None
    size: int | None = None
    centred: bool = False
    controls: tuple[str, ...] = ()
    bookmarks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[PictureRef, ...] = ()
    objects: tuple[str, ...] = ()
    in_box: bool = False
    in_contents: bool = False
    mark: Change = ""

    @cached_property
    def kept(self) -> tuple[Piece, ...]:
        """The pieces that stay when every change is accepted, without hidden ones."""
        return tuple(piece for piece in self.pieces if piece.change not in GONE and not piece.hidden)

    @cached_property
    def text(self) -> str:
        """What it says when every change is accepted."""
        return "".join(piece.text for piece in self.kept)

    @property
    def original(self) -> str:
        """What it said before every change."""
        return "".join(piece.text for piece in self.pieces if piece.change not in NEW and not piece.hidden)

    @property
    def bold(self) -> bool:
        """Whether all of its text is bold."""
        said = [piece for piece in self.kept if piece.text.strip()]
        return bool(said) and all(piece.bold for piece in said)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `span` counts the columns it covers; `continued` when it belongs to the cell above."""

    blocks: tuple[Block, ...]
    span: int = 1
    continued: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        yield from paragraphs(self.blocks)

    @property
    def text(self) -> str:
        return "\n".join(text for each in self.paragraphs() if (text := each.text.strip()))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table. `skipped` counts columns left out before its first cell."""

    number: int
    cells: tuple[Cell, ...]
    skipped: int = 0
    change: Change = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows."""

    rows: tuple[TableRow, ...]
    controls: tuple[str, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment."""

    id: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """Everything that a Word file says.

    `margins` are the texts of headers and footers, each once. `notes` are foot- and endnotes by `footnote 2`.
    `properties` are the custom ones; `title` is that of the core properties. `outside` are addresses that the file
    points at by their kind; `unread` are parts that are not looked into (embedded files, charts).
    """

    package: Package
    blocks: tuple[Block, ...]
    margins: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    outside: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, in the order of reading."""
        yield from paragraphs(self.blocks)

    def rows(self) -> Iterator[TableRow]:
        """Every row of every table, in the order of reading."""
        yield from rows(self.blocks)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph of blocks, those in tables among them, in the order of reading."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def rows(blocks: tuple[Block, ...]) -> Iterator[TableRow]:
    """Every row of the tables among blocks, those of tables in tables among them."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield row
                for cell in row.cells:
                    yield from rows(cell.blocks)
