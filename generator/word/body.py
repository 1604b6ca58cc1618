"""The body of a Word file: a function for each kind of block.

How it looks is not said here: each paragraph names a style, and a layout's `styles.xml` says what the style is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.document.blocks import (
    ClauseBlock,
    CrossReference,
    Definition,
    Definitions,
    FormBlock,
    FormList,
    Heading,
    Hyperlink,
    Lead,
    Paragraph,
    PictureContent,
    RelatedList,
    Run,
)
from generator.document.manuscript import Manuscript
from generator.word.markup import NONE, Xml, bookmark, control, drawing, join, jump, link, paragraph, run
from generator.word.styling import ALONE, NO_LIST, Lists, Styled, styled
from generator.word.tables import table
from generator.word.widths import Cell, column_widths, shared_out
from generator.word.writing import Writing

FILLING = 510
"""Twips that a row of a form takes at least."""

BEFORE_TABLE, AFTER_TABLE = 100, 160
"""Twips between a table and what stands before and after it."""


def body(writing: Writing, manuscript: Manuscript, lists: Lists = ALONE) -> Xml:
    """All blocks of a manuscript, numbered in these lists."""
    all_styled = styled(manuscript.blocks, manuscript.numbering, lists)
    return join(_WRITERS[type(each.block)](writing, each, each.block) for each in all_styled)


def inline(writing: Writing, parts: Paragraph) -> Xml:
    """A paragraph's runs, references and links."""
    if len(parts) == 1 and isinstance(parts[0], Run):
        return run(parts[0].text)
    made = []
    for part in parts:
        match part:
            case Run():
                made.append(run(part.text))
            case CrossReference():
                anchor = writing.bookmark_of(part)
                made.append(jump(anchor, run(part.text, "Hyperlink")) if anchor else run(part.text))
            case Hyperlink():
                made.append(link(writing.rel_of(part.url), run(part.text, "Hyperlink")))
    return join(made)


def grid(
    writing: Writing,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    height: int = 0,
    shares: Sequence[int] = (),
    wide: bool = False,
) -> Xml:
    """A table as wide as the text (of a `wide` page, that on its side); its columns take their `shares` of that, or as much as
    what stands in them asks for.
    """
    layout = writing.layout
    whole = layout.page.wide_text_width if wide else layout.page.text_width
    widths = (
        shared_out(shares, whole) if shares else column_widths(columns, rows, whole, layout.values["sizes"]["table"])
    )
    head = [paragraph("TableHead", run(title)) for title in columns]
    return table(caption, head, ([_cell(writing, cell) for cell in row] for row in rows), widths, height=height)


def _cell(writing: Writing, cell: Cell) -> Xml:
    if isinstance(cell, str):
        return paragraph("TableText", run(cell) if cell else NONE)
    if len(cell) == 1:
        return paragraph("TableText", inline(writing, cell[0]))
    return join(paragraph("TableText", inline(writing, each)) for each in cell) or paragraph("TableText", NONE)


def _heading(writing: Writing, styled: Styled, block: Heading | FormBlock) -> Xml:
    content = bookmark(writing.mark(block.id)) + run(block.title)
    return paragraph(styled.style, Xml(content), numbering=styled.numbering, before=_before(writing, styled))


def _before(writing: Writing, styled: Styled) -> int | None:
    """The space before what stands after a table on its page, where its style has less."""
    if not styled.after_table or not styled.style.startswith(("Heading", "Clause")):
        return None
    return AFTER_TABLE if writing.layout.spaces_before.get(styled.style, 0) < AFTER_TABLE else None


def _lead(writing: Writing, styled: Styled, block: Lead) -> Xml:
    return join(paragraph("Lead", inline(writing, each)) for each in block.paragraphs)


def _clause(writing: Writing, styled: Styled, block: ClauseBlock) -> Xml:
    first, *others = block.paragraphs or ((),)
    title = run(f"{block.title}　", "ClauseTitle") if block.title else NONE
    typed = run(block.label) if styled.numbering == NO_LIST else NONE
    content = Xml(bookmark(writing.mark(block.id)) + typed + title + inline(writing, first))
    leads = styled.leads or block.table is not None or block.picture is not None
    after = BEFORE_TABLE if block.table and not others else None
    made = [
        paragraph(
            styled.style,
            content,
            keep_next=leads and not others,
            numbering=styled.numbering,
            before=_before(writing, styled),
            after=after,
        )
    ]
    for number, parts in enumerate(others, 1):
        last = number == len(others)
        after = BEFORE_TABLE if block.table and last else None
        made.append(paragraph("ClauseText", inline(writing, parts), keep_next=leads and last, after=after))
    if block.table:
        made.append(grid(writing, block.title or block.citation, block.table.columns, block.table.rows))
    if block.picture:
        made.append(_picture(writing, block.picture))
    return control(writing.control(), writing.tag(block.id), block.citation, join(made))


def _picture(writing: Writing, picture: PictureContent) -> Xml:
    shown = paragraph("Picture", drawing(writing.picture_of(picture), picture.alt))
    return Xml(shown + paragraph("Caption", run(f"图{picture.number}　{picture.title}")))


def _definitions(writing: Writing, styled: Styled, block: Definitions) -> Xml:
    made = []
    for entry in block.entries:
        made.append(paragraph("Definition", _defined(entry, "。"), keep_next=bool(entry.choices)))
        for left, choice in zip(reversed(range(len(entry.choices))), entry.choices, strict=True):
            said = Xml(run("——") + _defined(choice, "；" if left else "。"))
            made.append(paragraph("DefinitionChoice", said))
    return join(made)


def _defined(entry: Definition, end: str) -> Xml:
    others = f"（又称{'、'.join(entry.aliases)}）" if entry.aliases else ""
    said = f"：{entry.about}{others}{end}" if entry.about else f"{others}："
    return Xml(run(entry.name, "ClauseTitle") + run(said))


def _related(writing: Writing, styled: Styled, block: RelatedList) -> Xml:
    return grid(writing, "相关文件", ("文件编号", "文件名称"), block.entries)


def _forms(writing: Writing, styled: Styled, block: FormList) -> Xml:
    rows = [(entry.label, entry.number, entry.title, entry.keep or "") for entry in block.entries]
    return grid(writing, "记录表单", ("序号", "表单编号", "表单名称", "保存期限"), rows)


def _form(writing: Writing, styled: Styled, block: FormBlock) -> Xml:
    note = f"表单编号：{block.number}" + (f"　　保存期限：{block.keep}" if block.keep else "")
    empty = [[""] * len(block.columns)] * writing.layout.form_rows
    blank = grid(writing, block.title, block.columns, empty, height=FILLING)
    return Xml(_heading(writing, styled, block) + paragraph("Note", run(note), keep_next=True) + blank)


# Each function takes the one kind of block that it is listed for.
_WRITERS: Mapping[type, Callable[[Writing, Styled, Any], Xml]] = {
    Heading: _heading,
    Lead: _lead,
    ClauseBlock: _clause,
    Definitions: _definitions,
    RelatedList: _related,
    FormList: _forms,
    FormBlock: _form,
}
