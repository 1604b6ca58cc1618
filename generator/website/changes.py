"""变了什么: for each clause of a version what became of it since the version before, word by word in one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.document.blocks import ClauseBlock, TableContent
from generator.document.comparison import BlockPair, Pair, compare, pair_paragraphs, pair_rows, paragraph_text, row_text
from generator.document.unprinted import unprinted
from generator.document.words import Piece, word_diff
from generator.history.changes import ClauseChange, edition_changes
from generator.history.implementing import Uppers
from generator.history.renaming import earlier_ids
from generator.model import Version
from generator.website.library import Entry
from generator.website.press import Press

Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause: its text with what is gone and what is new marked, and why. `silent` where its words are the
    same and what it asks for without printing it is not: its rules, what documents below may do with it, what it implements,
    what its terms mean.
    """

    kind: Literal["new", "changed"]
    lines: tuple[Line, ...]
    reason: str | None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since a version. `gone` are the clauses that are no longer there: number, title, text."""

    since: Version | None = None
    clauses: Mapping[str, Change] = field(default_factory=dict)
    gone: Sequence[tuple[str, str, str]] = ()


def changes(entry: Entry, before: Entry | None, press: Press) -> Changes:
    """What changed since the version before; nothing in a first version."""
    if before is None:
        return Changes()
    old, new = before.edition.document, entry.edition.document
    earlier = earlier_ids(entry.procedure, new.id, old.version, new.version)
    comparison = compare(press.manuscript(before), press.manuscript(entry), earlier)
    pairs = {pair.new.id: pair for pair in comparison.pairs if isinstance(pair.new, ClauseBlock)}
    reasons = new.changes.clauses if new.changes else {}
    uppers = Uppers.of(before.edition, entry.procedure, entry.edition, entry.procedure)
    found = [*edition_changes(before.edition, entry.edition, earlier, uppers)]
    unsaid = unprinted(found, before.edition, entry.edition, press.policy)
    made = {
        each.id: _change(each, pairs[each.id], reasons.get(each.id), unsaid.get(each.id, ()))
        for each in found
        if each.kind != "gone"
    }
    gone = [
        (pair.old.citation, pair.old.title or "", "".join(map(paragraph_text, pair.old.paragraphs)))
        for pair in comparison.pairs
        if pair.kind == "gone" and isinstance(pair.old, ClauseBlock)
    ]
    return Changes(old.version, made, gone)


def _change(change: ClauseChange, pair: BlockPair, reason: str | None, unsaid: Sequence[Pair[str]]) -> Change:
    if change.old is None or change.new is None or not isinstance(pair.old, ClauseBlock):
        return Change("new", (), reason)
    assert isinstance(pair.new, ClauseBlock)
    lines = tuple(line for line in _lines(pair.old, pair.new) if any(piece.kind != "same" for piece in line))
    return Change(
        "changed",
        lines or tuple(word_diff(each.old or "", each.new or "") for each in unsaid),
        reason,
        silent=not lines,
    )


def _lines(old: ClauseBlock, new: ClauseBlock) -> Iterator[Line]:
    if old.title != new.title:
        yield word_diff(old.title or "", new.title or "")
    for pair in pair_paragraphs(old.paragraphs, new.paragraphs):
        yield word_diff(paragraph_text(pair.old or ()), paragraph_text(pair.new or ()))
    nothing = TableContent((), ())
    was, now = old.table or nothing, new.table or nothing
    rows = pair_rows(was, now)
    if rows is None:
        yield from (word_diff(text, "") for text in _rows(was))
        yield from (word_diff("", text) for text in _rows(now))
    else:
        for row in rows:
            yield word_diff("　".join(row_text(row.old or ())), "　".join(row_text(row.new or ())))
    if (old.picture and old.picture.png) != (new.picture and new.picture.png):
        yield word_diff(
            f"图：{old.picture.title}" if old.picture else "", f"图：{new.picture.title}" if new.picture else ""
        )


def _rows(table: TableContent) -> Iterator[str]:
    yield from ("　".join(row_text(row)) for row in table.rows)
