"""The body of a Word file: from its XML to paragraphs and tables (ECMA-376 part 1, 17.2 to 17.5 and 17.13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from generator.importing import refusals
from generator.importing.content import GONE, Block, Cell, Change, Paragraph, Table, TableRow
from generator.importing.inline import Inline, Reference
from generator.importing.looks import run_look
from generator.importing.markup import VAL, number, q, shallow, value
from generator.importing.numbering import Numbering
from generator.importing.styles import Styles, numbering_ref

MAX_PARAGRAPHS = 5_000
MAX_COLUMNS = 63

_MARKS: tuple[tuple[str, Change], ...] = (
    ("w:del", "deleted"),
    ("w:moveFrom", "moved away"),
    ("w:ins", "inserted"),
    ("w:moveTo", "moved here"),
)
_WRAPPERS = frozenset(q(name) for name in ("w:customXml", "w:smartTag", "w:ins", "w:moveTo"))
_P, _TBL, _SDT, _TR, _TC = (q(f"w:{name}") for name in ("p", "tbl", "sdt", "tr", "tc"))


@dataclass(slots=True)
class Reader:
    """Reads one body. `where` resolves the relationships of the part."""

    styles: Styles
    numbering: Numbering
    references: dict[str, Reference]
    name: str
    count: int = 0
    row_count: int = 0
    inline: Inline = field(default_factory=Inline)

    def blocks(
        self, parent: _Element, controls: tuple[str, ...] = (), *, box: bool = False, contents: bool = False
    ) -> Iterator[Block]:
        """The paragraphs and tables in an element, through wrappers."""
        for child in shallow(parent):
            if child.tag == _P:
                yield from self.paragraph(child, controls, box=box, contents=contents)
            elif child.tag == _TBL:
                yield self.table(child, controls, box=box)
            elif child.tag == _SDT:
                tags, gallery = _control(child)
                inner = child.find(q("w:sdtContent"))
                if inner is not None:
                    listed = contents or gallery == "Table of Contents"
                    yield from self.blocks(inner, (*controls, *tags), box=box, contents=listed)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, controls, box=box, contents=contents)
            elif child.tag == q("mc:AlternateContent"):
                chosen = child.find(q("mc:Choice"))
                chosen = child.find(q("mc:Fallback")) if chosen is None else chosen
                if chosen is not None:
                    yield from self.blocks(chosen, controls, box=box, contents=contents)

    def paragraph(
        self, element: _Element, controls: tuple[str, ...], *, box: bool, contents: bool
    ) -> Iterator[Paragraph | Table]:
        """A paragraph, and after it what stands in its text boxes."""
        self.count += 1
        if self.count > MAX_PARAGRAPHS:
            raise refusals.too_large(
                self.name, f"超过 {MAX_PARAGRAPHS:,} 个段落", f"it has more than {MAX_PARAGRAPHS:,} paragraphs"
            )
        here = self.count
        properties = element.find(q("w:pPr"))
        style = value(properties, "w:pStyle") or self.styles.default
        run = None if properties is None else properties.find(q("w:rPr"))
        said = self.inline.read(element, self.references, self.styles, style)
        mark = _mark(run)
        gone = mark in GONE and not any(p.text.strip() for p in said.pieces if p.change not in GONE)
        label = None
        found = self.numbering.reference(numbering_ref(properties), style)
        if found is not None and not gone:
            label = self.numbering.next(*found)
        if label is not None:
            ground = self.styles.ground(element, style)
            label = replace(label, look=label.look.over(run_look(run).over(ground)))
        outline = number(value(properties, "w:outlineLvl"))
        alignment = value(properties, "w:jc")
        yield Paragraph(
            here,
            tuple(said.pieces),
            self.styles.name(style),
            label,
            self.styles.outline(style) if outline is None else outline if outline < 9 else None,
            said.size or self.styles.size(style),
            self.styles.centred(style) if alignment is None else alignment == "center",
            (*controls, *said.controls),
            tuple(said.bookmarks),
            tuple(dict.fromkeys(said.comments)),
            tuple(said.notes),
            tuple(said.pictures),
            tuple(said.objects),
            box,
            contents or said.in_contents or self.styles.is_contents(style),
            mark,
        )
        for each in said.boxes:
            # A field does not reach into a text box.
            outer, self.inline = self.inline, Inline()
            yield from self.blocks(each, controls, box=True)
            self.inline = outer

    def table(self, element: _Element, controls: tuple[str, ...], *, box: bool) -> Table:
        return Table(tuple(self._rows(element, box)), controls)

    def _rows(self, parent: _Element, box: bool) -> Iterator[TableRow]:
        for child, controls in _unwrapped(parent, _TR):
            self.row_count += 1
            here = self.row_count
            properties = child.find(q("w:trPr"))
            change = _mark(properties)
            skipped = min(max(number(value(properties, "w:gridBefore")) or 0, 0), MAX_COLUMNS)
            cells = tuple(self._cell(cell, (*controls, *inner), box) for cell, inner in _unwrapped(child, _TC))
            yield TableRow(here, cells, skipped, change)

    def _cell(self, element: _Element, controls: tuple[str, ...], box: bool) -> Cell:
        properties = element.find(q("w:tcPr"))
        merged = None if properties is None else properties.find(q("w:vMerge"))
        span = number(value(properties, "w:gridSpan")) or 1
        return Cell(
            tuple(self.blocks(element, controls, box=box)),
            min(max(span, 1), MAX_COLUMNS),
            merged is not None and merged.get(VAL, "continue") != "restart",
        )


def _mark(properties: _Element | None) -> Change:
    """What a tracked change did to the end of a paragraph, or to a row."""
    return next(
        (change for tag, change in _MARKS if properties is not None and properties.find(q(tag)) is not None), ""
    )


def _unwrapped(
    parent: _Element, tag: str, controls: tuple[str, ...] = ()
) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    """The rows or cells in an element, through content controls and other wrappers."""
    for child in shallow(parent):
        if child.tag == tag:
            yield child, controls
        elif child.tag == _SDT:
            inner = child.find(q("w:sdtContent"))
            if inner is not None:
                yield from _unwrapped(inner, tag, (*controls, *_control(child)[0]))
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag, controls)


def _control(element: _Element) -> tuple[tuple[str, ...], str | None]:
    """The tag of a content control, and the gallery that it comes from."""
    properties = element.find(q("w:sdtPr"))
    tag = value(properties, "w:tag")
    part = None if properties is None else properties.find(q("w:docPartObj"))
    return (tag,) if tag else (), value(part, "w:docPartGallery")
