"""Which style each block is printed in, and which list numbers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import Literal, NamedTuple

from generator.document.blocks import Block, ClauseBlock, FormBlock, FormList, Heading, RelatedList

APPENDIX_LIST = 2
"""The list (`w:num` in numbering.xml) that numbers 附录A and what stands in it."""

OWN_LISTS = 10
"""The first of the lists that each number the clauses of one section alone."""

DEEPEST = 8
"""The last level that a Word list has."""

NO_LIST = (0, 0)
"""What a paragraph counts in whose number is typed."""

_CLAUSES = [f"Clause{level - 1}" for level in range(DEEPEST + 1)]


class Styled(NamedTuple):
    """A block with its style. `numbering` is (list, level) where that is not the style's own, or `NO_LIST`; `after_table`
    says that a table stands right before it, `leads` that it is a clause whose sub-clauses follow.
    """

    block: Block
    style: str = ""
    numbering: tuple[int, int] | None = None
    after_table: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that number a document: its appendices, and from `own` on the sections that have one alone.

    The others are its styles' own, but in a document that several are bound together with, whose lists begin `anew`: one for
    sections, and for their clauses where these are no articles; then articles, then record forms.
    """

    appendices: int = APPENDIX_LIST
    own: int = OWN_LISTS
    anew: tuple[int, int, int] | None = None

    def of(self, style: str, numbering: Literal["outline", "articles"]) -> tuple[int, int] | None:
        """List and level of a paragraph in a style, where it is not the style's own."""
        if self.anew is None or not style:
            return None
        sections, articles, forms = self.anew
        if style.startswith("Clause"):
            depth = int(style.removeprefix("Clause"))
            return (articles, depth - 1) if numbering == "articles" else (sections, depth + 1)
        if style == "AppendixHeading":
            return self.appendices, 0
        return (forms, 0) if style == "AttachmentHeading" else (sections, int(style == "Heading2"))


ALONE = Lists()
"""Those of a document in a file of its own."""


def styled(
    blocks: Sequence[Block], numbering: Literal["outline", "articles"], lists: Lists = ALONE
) -> Iterator[Styled]:
    """The blocks with their styles.

    What stands in an appendix is numbered in a list of its own. So are clauses that stand before the sections of their
    section: a list that has passed level 3 by without level 2 counts its first （一） as the second.
    """
    appendix = after_table = False
    mixed = dict(zip(_mixed(blocks), count(lists.own), strict=False))
    own: int | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        style, place = "", None
        match block:
            case ClauseBlock():
                level = min(block.depth + 1, DEEPEST)
                style = _CLAUSES[level]
                if own is not None:
                    place = (own, level - 2)
                elif appendix:
                    place = (lists.appendices, level)
                if _beyond_twenty(block.label):
                    place = NO_LIST
            case Heading(level=1):
                appendix = block.kind == "appendix"
                style = "AppendixHeading" if appendix else "Heading1"
                own = mixed.get(block.id) if appendix or numbering == "outline" else None
            case Heading():
                style, own = "Heading2", None
                place = (lists.appendices, 1) if appendix else None
            case FormBlock():
                style = "AttachmentHeading"
        leads = isinstance(block, ClauseBlock) and isinstance(following, ClauseBlock) and following.depth > block.depth
        yield Styled(block, style, place or lists.of(style, numbering), after_table, leads)
        after_table = _ends_in_table(block)


def _beyond_twenty(label: str) -> bool:
    """Whether a number is one of ㉑, ㉒ …: Word counts on from ⑳ with a plain 21, LibreOffice does so from ㊿."""
    return "㉑" <= label <= "㊿" or label.startswith("(")


def _ends_in_table(block: Block) -> bool:
    if isinstance(block, ClauseBlock):
        return block.table is not None and block.picture is None
    return isinstance(block, RelatedList | FormList)


def own_lists(blocks: Iterable[Block]) -> int:
    """How many lists number the clauses of one section alone."""
    return sum(1 for _ in _mixed(blocks))


def _mixed(blocks: Iterable[Block]) -> Iterator[str]:
    """The sections that have both clauses and, after them, sections."""
    top, before, clauses = "", False, False
    for block in blocks:
        match block:
            case Heading(level=1):
                top, before, clauses = block.id, True, False
            case Heading():
                if before and clauses:
                    yield top
                before = False
            case ClauseBlock():
                clauses = True
