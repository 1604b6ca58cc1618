"""Which style each block is printed in, and which list numbers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.document.blocks import Block, ClauseBlock, FormBlock, FormList, Heading, RelatedList

APPENDIX_LIST = 2
"""The list (`w:num` in numbering.xml) that numbers 附录A and what stands in it."""

DEEPEST = 8
"""The last level that a Word list has."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A block with its style. `numbering` is (list, level) where that is not the style's own; `after_table` says
    that a table stands right before it.
    """

    block: Block
    style: str = ""
    numbering: tuple[int, int] | None = None
    after_table: bool = False


def styled(blocks: Iterable[Block]) -> Iterator[Styled]:
    """The blocks with their styles; what stands in an appendix is numbered in a list of its own."""
    appendix = after_table = False
    for block in blocks:
        style, numbering = "", None
        match block:
            case Heading(level=1):
                appendix = block.kind == "appendix"
                style = "AppendixHeading" if appendix else "Heading1"
            case Heading():
                style, numbering = "Heading2", (APPENDIX_LIST, 1)
            case ClauseBlock(depth=depth):
                level = min(depth + 1, DEEPEST)
                style, numbering = f"Clause{level - 1}", (APPENDIX_LIST, level)
            case FormBlock():
                style = "AttachmentHeading"
        yield Styled(block, style, numbering if appendix else None, after_table)
        after_table = isinstance(block, RelatedList | FormList) or (
            isinstance(block, ClauseBlock) and bool(block.table) and not block.picture
        )
