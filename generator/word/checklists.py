"""检查表: the tables of a checklist, with space for what an inspector finds."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.annexes import CheckItem
from generator.word.body import inline
from generator.word.comparing_tables import cell, heads, numbered_widths
from generator.word.markup import Xml, join, paragraph
from generator.word.tables import table
from generator.word.writing import Writing

COLUMNS = ("序号", "检查内容", "责任部门", "适用情形", "检查方法", "依据", "检查结果", "证据与说明")
_SHARES = (5, 24, 9, 10, 22, 11, 8, 11)
_WHOM = 6
"""Names of departments up to so many characters stand in one line."""
RESULTS = ("□ 符合", "□ 不符合", "□ 不适用")


def check_tables(writing: Writing) -> Sequence[tuple[str, Xml]]:
    """A table for each document, with its title; lines are counted through all of them."""
    made: list[tuple[str, Xml]] = []
    checklist = writing.manuscript.checklist
    listed = [item for _, group in (checklist.groups if checklist else ()) for item in group]
    numbers = [item.source.reference.text for item in listed]
    whoms = [item.whom for item in listed if len(item.whom) <= _WHOM]
    texts = {2: whoms, 5: numbers, 6: RESULTS}
    widths = numbered_widths(writing, COLUMNS, _SHARES, writing.layout.page.wide_text_width, texts)
    number = 0
    for title, group in checklist.groups if checklist else ():
        rows = [_row(writing, number + place, item) for place, item in enumerate(group, 1)]
        number += len(group)
        made.append((title, table(title, heads(COLUMNS), rows, widths)))
    return made


def _row(writing: Writing, number: int, item: CheckItem) -> Sequence[Xml]:
    source = item.source
    asked = join(paragraph("TableText", inline(writing, each)) for each in item.requirement)
    return (
        cell([str(number)]),
        Xml(asked + cell(["〔建议〕"])) if item.advised else asked,
        cell([item.whom]),
        cell([item.situation]),
        cell(item.evidence or [""]),
        cell([source.reference.text, *([source.title] if source.title else [])]),
        cell(RESULTS),
        cell([""]),
    )
