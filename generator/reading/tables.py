"""Tables, whose rows may carry rules, and pictures (section A document)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.model import Picture, Row, Table
from generator.reading.context import Context
from generator.reading.kinds import JSON, Line, ListOf
from generator.reading.nodes import Mapping, Node, Scalar, Sequence
from generator.reading.quoting import apart
from generator.reading.rules import RULE_KEYS, has_rule, own_rule
from generator.reading.shapes import Key, Shape
from generator.reading.text import TextKind, check_placeholders

_CELLS = ListOf(TextKind(may_be_empty=True), prose=True)

PICTURE = Shape("figure", "图", "a picture").define(
    [
        Key(
            "file",
            Line("PNG 文件名，如 flow.png", "the name of a PNG file, such as flow.png", r"\w[\w.\- ]*\.png"),
            "figures/ 文件夹里的 PNG 文件",
            "a PNG file in figures/",
            "file: flow.png",
            required=True,
        ),
        Key("title", Line(), "图题", "its caption", "title: 受理流程", required=True),
        Key(
            "alt",
            Line(),
            "给看不到图的人的文字说明",
            "the text for those who do not see it",
            "alt: 来电、分级、答复、回访四步",
            required=True,
        ),
    ],
    lambda values, node, context: Picture(values["file"], values["title"], values["alt"], place=context.place(node)),
)


def _row(values: dict[str, Any], node: Mapping, context: Context) -> Row:
    rule = own_rule(values, node, context)
    if rule or not has_rule(node):
        for cell in values["cells"]:
            check_placeholders(cell, (rule,) if rule else (), context)
    return Row(values["cells"], rule, place=context.place(node))


ROW = Shape("row", "表格的行", "a table row")
ROW.define(
    [
        Key(
            "cells",
            _CELLS,
            "各格的文字",
            "the text of each cell",
            'cells: [一级, "{{ 首次答复 }}"]',
            required=True,
        ),
        *RULE_KEYS,
    ],
    _row,
)


@dataclass(frozen=True)
class RowKind:
    """A row: a list of cells, or cells with a rule."""

    def read(self, node: Node, context: Context) -> Row | None:
        if isinstance(node, Sequence):
            cells = _CELLS.read(node, context)
            for cell in cells or ():
                check_placeholders(cell, (), context)
            return None if cells is None else Row(cells, place=context.place(node))
        row = ROW.read(node, context)
        return row if isinstance(row, Row) else None

    def schema(self) -> JSON:
        return {"anyOf": [_CELLS.schema(), ROW.schema()]}


def _wrong_length(row: Row, columns: int, rows: Node | None, context: Context) -> None:
    """Reports a row that has not a cell for each column; a full-width comma between two may be why."""
    listed = rows.items if isinstance(rows, Sequence) else []
    cells = next((node for node in listed if context.place(node) == row.place), None)
    joined = next((each for each in _plain(cells) if len(apart(each.text)) > 1), None)
    parts = apart(joined.text) if joined else []
    fits = len(row.cells) - 1 + len(parts) == columns
    zh = "各格之间要用英文逗号加空格（, ），这里有中文逗号“，”。" if joined else ""
    en = " Cells have an ASCII comma and a space between them; here is a full-width comma." if joined else ""
    context.report(
        "invalid-document",
        joined or Mapping([], row.place.line, row.place.column),
        zh=f"这一行有 {len(row.cells)} 格，表头有 {columns} 列。{zh}",
        en=f"This row has {len(row.cells)} cells, the table {columns} columns.{en}",
        fix=context.rewritten(joined, ", ".join(parts)) if joined and fits else None,
    )


def _plain(cells: Node | None) -> Iterator[Scalar]:
    """The cells of a row in brackets that stand there without quotes."""
    if isinstance(cells, Mapping):
        cells = cells.get("cells")
    if isinstance(cells, Sequence) and cells.flow:
        yield from (cell for cell in cells.items if isinstance(cell, Scalar) and cell.plain)


def _table(values: dict[str, Any], node: Mapping, context: Context) -> Table:
    table = Table(values["columns"], values["rows"], place=context.place(node))
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            _wrong_length(row, len(table.columns), node.get("rows"), context)
    return replace(table, rows=tuple(row for row in table.rows if len(row.cells) == len(table.columns)))


TABLE = Shape("table", "表格", "a table").define(
    [
        Key(
            "columns",
            ListOf(Line(), some=True),
            "表头",
            "the column titles",
            "columns: [等级, 首次答复]",
            required=True,
        ),
        Key("rows", ListOf(RowKind()), "各行", "the rows", "rows: [[三级, 次日]]", required=True),
    ],
    _table,
)
