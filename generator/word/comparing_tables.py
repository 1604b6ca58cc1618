"""修订对照表 and 与上位规程对照表: tables whose cells mark words or quote clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.document.annexes import Change, ChangeTable, Counterpart, MarkedLine, ParentTable, Passage
from generator.document.blocks import CrossReference
from generator.word.body import inline
from generator.word.markup import NONE, Xml, join, paragraph, run
from generator.word.tables import table
from generator.word.widths import shared_out, text_width
from generator.word.writing import Writing

_STYLES: Mapping[str, str] = {"same": "", "gone": "GoneWords", "new": "NewWords"}
_CHANGE_SHARES = (17, 32, 32, 19)
_PARENT_SHARES = (12, 25, 12, 25, 5, 21)
_SHARES_WITHOUT_REMARKS = (13, 30, 13, 30, 6, 8)
_SUPPLEMENT_SHARES = (20, 80)


def change_table(writing: Writing, changes: ChangeTable, columns: Sequence[str], caption: str) -> Xml:
    """修订对照表, as wide as the text."""
    numbers = [change.label for change in changes.changes]
    widths = numbered_widths(writing, columns, _CHANGE_SHARES, writing.layout.page.text_width, {0: numbers})
    return table(caption, heads(columns), map(_change, changes.changes), widths)


def _change(change: Change) -> Sequence[Xml]:
    moved = f"（原{change.earlier}）" if change.earlier else ""
    named = [f"{change.label}{moved}", *([change.title] if change.title else []), f"〔{'、'.join(change.kinds)}〕"]
    return (cell(named), _marked(change.old), _marked(change.new), cell([change.reason or ""]))


def _marked(lines: Sequence[MarkedLine]) -> Xml:
    """Lines with the words that only this side has in a style of their own."""
    return join(
        paragraph("TableText", join(run(piece.text, _STYLES[piece.kind]) for piece in line)) for line in lines
    ) or cell(["—"])


def parent_table(writing: Writing, beside: ParentTable, columns: Sequence[str], caption: str) -> Xml:
    """与上位规程对照表, as wide as a page on its side."""
    upper, own = (
        (
            [side.reference.text for side in sides if side]
            for sides in zip(*((line.upper, line.own) for line in beside.counterparts), strict=True)
        )
        if beside.counterparts
        else ((), ())
    )
    shares = _PARENT_SHARES if any(line.remarks for line in beside.counterparts) else _SHARES_WITHOUT_REMARKS
    widths = numbered_widths(writing, columns, shares, writing.layout.page.wide_text_width, {0: upper, 2: own})
    # A clause above is quoted again in each line, since lines that follow it may stand on another page.
    rows = (_counterpart(writing, line) for line in beside.counterparts)
    return table(caption, heads(columns), rows, widths)


def supplement_table(writing: Writing, beside: ParentTable, columns: Sequence[str], caption: str) -> Xml:
    """The clauses on which no document above says anything."""
    widths = shared_out(_SUPPLEMENT_SHARES, writing.layout.page.wide_text_width)
    rows = ((_named(writing, each.own, ""), _quoted(writing, each.own)) for each in beside.supplements)
    return table(caption, heads(columns), rows, widths) if beside.supplements else NONE


def _counterpart(writing: Writing, line: Counterpart) -> Sequence[Xml]:
    upper, own = line.upper, line.own
    return (
        _named(writing, upper, "—"),
        _quoted(writing, upper),
        _named(writing, own, "（未另订）"),
        _quoted(writing, own),
        cell([line.label]),
        cell(line.remarks or [""]),
    )


def _named(writing: Writing, passage: Passage | None, missing: str) -> Xml:
    if passage is None:
        return cell([missing])
    number = paragraph("TableText", inline(writing, (passage.reference,)))
    return Xml(number + (cell([passage.title]) if passage.title else NONE))


def _quoted(writing: Writing, passage: Passage | None) -> Xml:
    if passage is None:
        return cell(["—"])
    return join(paragraph("TableText", inline(writing, each)) for each in passage.paragraphs)


def stretches(silent: Iterable[tuple[CrossReference, CrossReference]]) -> str:
    """`一1至一5、二3`."""
    return "、".join(first.text if first == last else f"{first.text}至{last.text}" for first, last in silent)


def cell(lines: Iterable[str]) -> Xml:
    """A cell of plain lines."""
    return join(paragraph("TableText", run(line) if line else NONE) for line in lines)


def heads(columns: Iterable[str]) -> Sequence[Xml]:
    """The titles of columns."""
    return [paragraph("TableHead", run(title)) for title in columns]


def numbered_widths(
    writing: Writing, titles: Sequence[str], shares: Sequence[int], whole: int, numbers: Mapping[int, Sequence[str]]
) -> Sequence[int]:
    """Widths in these shares, but for columns whose title needs more for one line, or the longest of the `numbers` of clauses
    that it begins with; they get at most a quarter of the whole.
    """
    points = writing.layout.values["sizes"]["table"]
    widths = shared_out(shares, whole)
    needed = {
        column: min(
            max(map(text_width, (title, *numbers.get(column, ())))) * round(points * 10) + _CELL_MARGINS, whole // 4
        )
        for column, title in enumerate(titles)
    }
    least = {column: width for column, width in needed.items() if width > widths[column]}
    others = [column for column in range(len(shares)) if column not in least]
    rest = shared_out([shares[column] for column in others], whole - sum(least.values()))
    given = least | dict(zip(others, rest, strict=True))
    return [given[column] for column in range(len(shares))]


_CELL_MARGINS = 280
"""Twips that a cell keeps free at its sides, and a little more for what programs round differently."""
