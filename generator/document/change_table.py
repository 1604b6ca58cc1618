"""修订对照表: what two versions say differently, clause by clause, with the words that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.document.annexes import Change, ChangeTable, MarkedLine
from generator.document.blocks import (
    Block,
    ClauseBlock,
    Definition,
    Definitions,
    FormBlock,
    FormList,
    Heading,
    Lead,
    RelatedList,
)
from generator.document.comparison import BlockPair, Comparison, Pair, paired, paragraph_text, picture, row_text
from generator.document.manuscript import Manuscript
from generator.document.words import Piece, word_diff

_OMITTED: MarkedLine = (Piece("same", "……"),)
_SAME, _BELOW = "（文字未变）", "（本条文字未变，改动见其下各条）"
_ASIDE = {Lead: "引言", Definitions: "术语", RelatedList: "相关文件"}


def change_table(
    comparison: Comparison, unsaid: Mapping[str, Sequence[Pair[str]]], reasons: Mapping[str, str]
) -> ChangeTable:
    """What changed, in the order of the new version. By clause id: `unsaid` is what clauses ask for otherwise without printing
    it, `reasons` say why. What is only renumbered, or refers to a clause by its new id, does not stand in it.
    """
    sections = _sections(comparison.old) | _sections(comparison.new)
    made: list[Change] = []
    for place, pair in enumerate(comparison.pairs):
        block = pair.new or pair.old
        id = getattr(block, "id", None)
        if isinstance(block, FormList):
            continue  # it follows from the forms, which are compared themselves
        if kinds := tuple(_kinds(pair)):
            made.append(_change(pair, kinds, comparison, sections, reasons))
        elif isinstance(block, ClauseBlock) and (id in unsaid or id in reasons):
            kind = "调整" if id in unsaid else "说明"
            same = _BELOW if _changed_below(comparison.pairs, place, block.depth) else _SAME
            old, new = _unsaid(same, unsaid.get(block.id, ()))
            made.append(Change(block.id, block.citation, None, block.title, (kind,), old, new, reasons.get(block.id)))
    return ChangeTable(comparison.old.version, tuple(made))


def _sections(manuscript: Manuscript) -> dict[int, str]:
    """The section in which each block stands that has no id of its own."""
    found: dict[int, str] = {}
    section = ""
    for block in manuscript.blocks:
        if isinstance(block, Heading):
            section = block.id
        found[id(block)] = section
    return found


def _change(
    pair: BlockPair,
    kinds: tuple[str, ...],
    comparison: Comparison,
    sections: Mapping[int, str],
    reasons: Mapping[str, str],
) -> Change:
    old, new = pair.old, pair.new
    block = new or old
    assert block is not None
    # A clause's title stands beside its number already, where it stayed.
    both = old is not None and new is not None
    shown = isinstance(block, Heading) or (both and getattr(old, "title", None) != getattr(new, "title", None))
    before, after = (_lines(side, titled=shown) if side else () for side in (old, new))
    if both:
        whole = isinstance(block, Heading | ClauseBlock | Lead)
        marked = _beside(before, after, whole=whole) if pair.kind == "changed" else (_plain(before), _plain(after))
    else:
        marked = _plain(before), _plain(after)
    manuscript = comparison.new if new else comparison.old
    named = getattr(block, "id", None) or sections[id(block)]
    earlier = comparison.old.labels.get(getattr(old, "id", "")) if old and pair.moved else None
    label = manuscript.labels.get(named, "")
    title = _ASIDE.get(type(block)) or getattr(block, "title", None)
    return Change(
        named,
        label,
        earlier if earlier != label else None,
        title,
        kinds,
        *marked,
        reasons.get(named),
    )


def _kinds(pair: BlockPair) -> Iterator[str]:
    if pair.kind == "new":
        yield "新增"
    elif pair.kind == "gone":
        yield "删除"
    else:
        titles = [getattr(side, "title", None) for side in (pair.old, pair.new)]
        renamed = titles[0] != titles[1]
        if renamed:
            yield "更名"
        if pair.kind == "changed":
            old, new = (_lines(side, titled=False) for side in (pair.old, pair.new) if side)
            if old != new or picture(pair.old) != picture(pair.new):
                yield "修改"
        if pair.moved:
            yield "移动"


def _lines(block: Block, *, titled: bool) -> tuple[str, ...]:
    """What a block says, line by line, its title first."""
    title = getattr(block, "title", None) if titled else None
    return ((title,) if title else ()) + tuple(_said(block))


def _said(block: Block) -> Sequence[str]:
    match block:
        case Heading() | FormList():
            return ()
        case Lead(paragraphs=paragraphs):
            return tuple(map(paragraph_text, paragraphs))
        case ClauseBlock():
            table = block.table
            rows = [table.columns, *map(row_text, table.rows)] if table else []
            return (
                *map(paragraph_text, block.paragraphs),
                *("｜".join(row).replace("\n", " ") for row in rows),
                *((f"图：{block.picture.title}",) if block.picture else ()),
            )
        case Definitions(entries=entries):
            return tuple(
                line
                for entry in entries
                for line in (_defined(entry), *(f"——{_defined(choice)}" for choice in entry.choices))
            )
        case RelatedList(entries=pairs):
            return tuple(f"{number}《{title}》" for number, title in pairs)
        case FormBlock():
            keep = (f"保存期限：{block.keep}",) if block.keep else ()
            return (f"表单编号：{block.number}", f"栏目：{'、'.join(block.columns)}", *keep)


def _defined(entry: Definition) -> str:
    return f"{entry.name}：{entry.about}" + (f"（又称{'、'.join(entry.aliases)}）" if entry.aliases else "")


def _plain(lines: Sequence[str]) -> tuple[MarkedLine, ...]:
    return tuple((Piece("same", line),) for line in lines if line)


def _beside(
    old: Sequence[str], new: Sequence[str], *, whole: bool
) -> tuple[tuple[MarkedLine, ...], tuple[MarkedLine, ...]]:
    """The lines of both that differ, marked; where they are of one `whole`, dots stand for those left out."""
    left: list[MarkedLine] = []
    right: list[MarkedLine] = []
    for same, group in groupby(paired(old, new, str), key=lambda pair: pair.kind == "same"):
        if same:
            if whole:
                left.append(_OMITTED)
                right.append(_OMITTED)
            continue
        for pair in group:
            _mark(pair, left, right)
    return tuple(left), tuple(right)


def _changed_below(pairs: Sequence[BlockPair], place: int, depth: int) -> bool:
    """Whether a clause below the one at a place, which is of this depth, is another one now."""
    for pair in pairs[place + 1 :]:
        block = pair.new or pair.old
        if not isinstance(block, ClauseBlock) or block.depth <= depth:
            return False
        if pair.kind != "same" or pair.moved:
            return True
    return False


def _unsaid(same: str, pairs: Sequence[Pair[str]]) -> tuple[tuple[MarkedLine, ...], tuple[MarkedLine, ...]]:
    """Beside that the words are the `same`, what is not."""
    left, right = [*_plain((same,))], [*_plain((same,))]
    for pair in pairs:
        _mark(pair, left, right)
    return tuple(left), tuple(right)


def _mark(pair: Pair[str], left: list[MarkedLine], right: list[MarkedLine]) -> None:
    pieces = word_diff(pair.old or "", pair.new or "")
    if pair.old is not None:
        left.append(tuple(piece for piece in pieces if piece.kind != "new"))
    if pair.new is not None:
        right.append(tuple(piece for piece in pieces if piece.kind != "gone"))
