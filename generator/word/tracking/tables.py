"""Two versions of a table as one: rows put in and taken out, and in the others the words of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Literal

from lxml import etree

from generator.document.comparison import Pair, paired
from generator.word.tracking.ends import unmarked
from generator.word.tracking.markup import Change, Element, Marker, W
from generator.word.tracking.runs import changed, merged, text_of

_PROPERTIES = (f"{W}tblPr", f"{W}tblGrid", f"{W}tblPrEx", f"{W}trPr", f"{W}tcPr")


def merged_table(old: Element, new: Element, marker: Marker) -> Element:
    """One table from two, with the properties and widths of the new one."""
    made = _frame(new)
    widths = [cell.get(f"{W}w") or "0" for cell in new.iter(f"{W}gridCol")]
    for pair in paired(old.findall(f"{W}tr"), new.findall(f"{W}tr"), _row_text):
        if pair.old is None or pair.new is None:
            made.append(_whole_row(pair, widths, marker))
        elif len(pair.old.findall(f"{W}tc")) == len(pair.new.findall(f"{W}tc")):
            made.append(_merged_row(pair.old, pair.new, marker))
        else:
            made.append(_whole_row(Pair(pair.old, None), widths, marker))
            made.append(_whole_row(Pair(None, pair.new), widths, marker))
    return made


def changed_table(table: Element, kind: Literal["ins", "del"], marker: Marker) -> Element:
    """A table that is put in or taken out as a whole."""
    made = _frame(table)
    made.extend(_changed_row(row, kind, marker) for row in table.findall(f"{W}tr"))
    return made


def _row_text(row: Element) -> str:
    return "\t".join(text_of(cell) for cell in row.findall(f"{W}tc"))


def _frame(element: Element) -> Element:
    made = etree.Element(element.tag)
    made.extend(deepcopy(child) for child in element if child.tag in _PROPERTIES)
    return made


def _whole_row(pair: Pair[Element], widths: Sequence[str], marker: Marker) -> Element:
    if pair.new is not None:
        return _changed_row(pair.new, "ins", marker)
    assert pair.old is not None
    made = _changed_row(pair.old, "del", marker)
    cells = made.findall(f"{W}tc/{W}tcPr/{W}tcW")
    if len(cells) == len(widths):
        for cell, width in zip(cells, widths, strict=True):
            cell.set(f"{W}w", width)
    return made


def _changed_row(row: Element, kind: Literal["ins", "del"], marker: Marker) -> Element:
    made = _frame(row)
    marker.row(made, kind)
    for cell in row.findall(f"{W}tc"):
        own = _frame(cell)
        own.extend(changed(paragraph, kind, marker) for paragraph in cell.findall(f"{W}p"))
        made.append(own)
    return made


def _merged_row(old: Element, new: Element, marker: Marker) -> Element:
    if etree.tostring(old) == etree.tostring(new):
        return deepcopy(new)
    made = _frame(new)
    for before, after in zip(old.findall(f"{W}tc"), new.findall(f"{W}tc"), strict=True):
        cell = _frame(after)
        cell.extend(merged_paragraphs(before.findall(f"{W}p"), after.findall(f"{W}p"), marker))
        made.append(cell)
    return made


def merged_paragraphs(old: Sequence[Element], new: Sequence[Element], marker: Marker) -> Iterator[Element]:
    """The paragraphs of a cell, header or footer. The end of its last paragraph cannot change: where the last paragraphs are
    all new or all gone, it is the end before them that does.
    """
    pairs = _with_last_paired(paired(old, new, text_of))
    kept = max(n for n, pair in enumerate(pairs) if pair.old is not None and pair.new is not None)
    ends: list[Change | None] = [None if p.old is not None and p.new is not None else _kind(p) for p in pairs]
    ends[kept:] = [*ends[kept + 1 :], None]
    for pair, end in zip(pairs, ends, strict=True):
        if pair.old is not None and pair.new is not None:
            made = merged(pair.old, pair.new, marker)
        else:
            side = pair.new if pair.new is not None else pair.old
            assert side is not None
            made = changed(side, _kind(pair), marker)
            unmarked(made)
        if end:
            marker.paragraph_mark(made, end)
        yield made


def _kind(pair: Pair[Element]) -> Literal["ins", "del"]:
    return "del" if pair.new is None else "ins"


def _with_last_paired(pairs: Sequence[Pair[Element]]) -> list[Pair[Element]]:
    """Pairs of which none is behind the last that stands on both sides but those of one kind."""
    made = list(pairs)
    last = max((n for n, pair in enumerate(made) if pair.old is not None and pair.new is not None), default=-1)
    tail = made[last + 1 :]
    gone = [pair for pair in tail if pair.new is None]
    new = [pair for pair in tail if pair.old is None]
    if gone and new:
        joined = Pair(gone[-1].old, new[-1].new)
        made[last + 1 :] = [*gone[:-1], *new[:-1], joined]
    return made
