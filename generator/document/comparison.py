"""Two versions of a document side by side: which blocks, paragraphs and table rows became which.

Word files with tracked changes, 修订对照表 and the site's comparisons all print this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Generic, Literal, TypeVar

from generator.document.blocks import (
    Block,
    ClauseBlock,
    CrossReference,
    FormBlock,
    Heading,
    Lead,
    Paragraph,
    PictureContent,
    TableContent,
)
from generator.document.manuscript import Manuscript

T = TypeVar("T")
Kind = Literal["same", "changed", "new", "gone"]

_ALIKE = 0.5
"""How much of two texts has to be the same for one to have become the other."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """Something of the old version and what became of it in the new one; one of the two may be missing."""

    old: T | None
    new: T | None

    @property
    def kind(self) -> Kind:
        """`changed` where both are there and differ."""
        if self.old is None:
            return "new"
        if self.new is None:
            return "gone"
        return "same" if self._same() else "changed"

    def _same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class BlockPair(Pair[Block]):
    """A block of both versions. Its `kind` compares what is `printed`; texts of a pair that is the `same` may still
    differ in the numbers that they refer to.

    `moved`: it stands under another heading or clause, or elsewhere among those that it stands with.
    """

    moved: bool = False

    def _same(self) -> bool:
        return self.old is not None and self.new is not None and printed(self.old) == printed(self.new)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one document; the blocks in the new order, each that is gone after what it followed."""

    old: Manuscript
    new: Manuscript
    pairs: tuple[BlockPair, ...]

    def changed(self) -> Iterator[BlockPair]:
        """The pairs that differ or moved."""
        return (pair for pair in self.pairs if pair.kind != "same" or pair.moved)


def compare(old: Manuscript, new: Manuscript, renamed: Mapping[str, str]) -> Comparison:
    """Pairs the blocks of two versions by their ids; `renamed` gives a clause's old id by its new one."""
    before, after = _placed(old.blocks, {}), _placed(new.blocks, renamed)
    moved = _moved(before, after)
    pairs = [
        BlockPair(before[key].block if key in before else None, placed.block, key in moved)
        for key, placed in after.items()
    ]
    position = {key: place for place, key in enumerate(after)}
    # A block that is gone is shown where it was: behind the one before it that is still there and did not move.
    gone: dict[int, list[BlockPair]] = {}
    last = -1
    for key, placed in before.items():
        if key not in after:
            gone.setdefault(last, []).append(BlockPair(placed.block, None))
        elif key not in moved:
            last = position[key]
    ordered = list(gone.get(-1, ()))
    for place, pair in enumerate(pairs):
        ordered += [pair, *gone.get(place, ())]
    return Comparison(old, new, tuple(ordered))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, and the heading or clause that it stands under."""

    block: Block
    under: Hashable


def _placed(blocks: Sequence[Block], renamed: Mapping[str, str]) -> dict[Hashable, _Placed]:
    """Blocks by what they are: ids where they have one, else the section that they stand in."""
    found: dict[Hashable, _Placed] = {}
    headings: list[Hashable] = []
    clauses: list[Hashable] = []
    for block in blocks:
        match block:
            case Heading(id=id, level=level):
                key: Hashable = ("section", id)
                under = headings[level - 2] if level > 1 else None
                headings[level - 1 :] = [key]
            case ClauseBlock(id=id, depth=depth):
                key = ("clause", renamed.get(id, id))
                under = clauses[depth - 2] if depth > 1 else headings[-1]
                clauses[depth - 1 :] = [key]
            case FormBlock(id=id):
                key, under = ("form", id), None
            case _:
                under = headings[-1]
                key = (type(block).__name__, under)
        found[key] = _Placed(block, under)
    return found


def _moved(before: Mapping[Hashable, _Placed], after: Mapping[Hashable, _Placed]) -> set[Hashable]:
    """Those that stand under something else, and those that changed places among what they stand with."""
    rank = {key: place for place, key in enumerate(before)}
    both = [key for key in after if key in before]
    moved = {key for key in both if before[key].under != after[key].under}
    siblings: dict[Hashable, list[Hashable]] = {}
    for key in both:
        if key not in moved:
            siblings.setdefault(after[key].under, []).append(key)
    for keys in siblings.values():
        moved |= set(keys) - {keys[n] for n in longest_rising([rank[key] for key in keys])}
    return moved


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    previous: list[int | None] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tails, number, key=numbers.__getitem__)
        previous.append(tails[pile - 1] if pile else None)
        tails[pile:] = [position] if pile == len(tails) else [position, *tails[pile + 1 :]]
    chain: list[int] = []
    at: int | None = tails[-1] if tails else None
    while at is not None:
        chain.append(at)
        at = previous[at]
    return chain[::-1]


def printed(block: Block) -> object:
    """What a block says by itself: without its id, its number, and the numbers of what it refers to.

    Those follow from positions; a document whose clauses are only renumbered says what it said.
    """
    match block:
        case Heading():
            return (block.title, block.kind)
        case ClauseBlock():
            table = block.table and (
                block.table.columns,
                [[[*map(_said, cell)] for cell in row] for row in block.table.rows],
            )
            return (block.title, [*map(_said, block.paragraphs)], table, picture(block))
        case FormBlock():
            return (block.number, block.title, block.columns, block.keep)
        case Lead():
            return [*map(_said, block.paragraphs)]
        case _:
            return block


def picture(block: Block | None) -> PictureContent | None:
    """A block's picture, without its number."""
    shown = block.picture if isinstance(block, ClauseBlock) else None
    return shown and replace(shown, number=0)


def _said(paragraph: Paragraph) -> list[object]:
    return [
        (part.target.procedure, part.target.document, part.target.id) if isinstance(part, CrossReference) else part.text
        for part in paragraph
    ]


def paragraph_text(paragraph: Paragraph) -> str:
    """A paragraph as it prints."""
    return "".join(part.text for part in paragraph)


def row_text(row: Sequence[Sequence[Paragraph]]) -> tuple[str, ...]:
    """A table row as it prints, cell by cell."""
    return tuple("\n".join(map(paragraph_text, cell)) for cell in row)


def pair_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Pair[Paragraph], ...]:
    """Which paragraph became which."""
    return paired(old, new, paragraph_text)


Row = tuple[tuple[Paragraph, ...], ...]


def pair_rows(old: TableContent, new: TableContent) -> tuple[Pair[Row], ...] | None:
    """Which row became which; None where the columns differ, so that the table is another one."""
    if old.columns != new.columns:
        return None
    return paired(old.rows, new.rows, lambda row: "\t".join(row_text(row)))


def _one_kind(thing: object) -> Hashable:
    return None


def paired(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], *, kind: Callable[[T], Hashable] = _one_kind
) -> tuple[Pair[T], ...]:
    """Pairs what is the same, and in each stretch between those what is alike, in order; and only what is of one `kind`."""
    matcher = SequenceMatcher(
        None, [(kind(item), text(item)) for item in old], [(kind(item), text(item)) for item in new], autojunk=False
    )
    pairs: list[Pair[T]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            pairs += map(Pair, old[a:b], new[c:d])
        else:
            pairs += _alike(old[a:b], new[c:d], text, kind)
    return tuple(pairs)


def _alike(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], kind: Callable[[T], Hashable]
) -> Iterator[Pair[T]]:
    """Pairs of what is alike; what is gone stands before what has come in its place."""
    start = 0
    came: list[Pair[T]] = []
    for item in new:
        ratios = [_likeness(text(other), text(item)) if kind(other) == kind(item) else 0.0 for other in old[start:]]
        best = max(range(len(ratios)), key=ratios.__getitem__, default=None)
        if best is None or ratios[best] < _ALIKE:
            came.append(Pair(None, item))
            continue
        yield from (Pair(other, None) for other in old[start : start + best])
        yield from came
        yield Pair(old[start + best], item)
        start, came = start + best + 1, []
    yield from (Pair(other, None) for other in old[start:])
    yield from came


def _likeness(old: str, new: str) -> float:
    """How much of two texts is the same, from 0 to 1; of texts too unlike to matter an upper bound, which is quicker."""
    if old == new:
        return 1.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    bound = matcher.quick_ratio()
    return bound if bound < _ALIKE else matcher.ratio()
