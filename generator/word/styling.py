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


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that number a document which does not begin with its styles' own: sections and their clauses (or, where they
    are articles, those in a list beside), appendices, record forms.
    """

    sections: int
    articles: int | None
    appendices: int
    forms: int

    def of(self, style: str, *, appendix: bool) -> tuple[int, int] | None:
        """List and level of a paragraph in a style."""
        depth = int(style.removeprefix("Clause")) if style.startswith("Clause") else 0
        if style == "AttachmentHeading":
            return self.forms, 0
        if appendix or style == "AppendixHeading":
            return self.appendices, depth + 1 if depth else int(style == "Heading2")
        if depth:
            return (self.articles, depth - 1) if self.articles is not None else (self.sections, depth + 1)
        return (self.sections, int(style == "Heading2")) if style else None


def styled(blocks: Iterable[Block], lists: Lists | None = None) -> Iterator[Styled]:
    """The blocks with their styles; what stands in an appendix is numbered in a list of its own, and everything is where the
    document has `lists` of its own.
    """
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
        numbering = lists.of(style, appendix=appendix) if lists else numbering if appendix else None
        yield Styled(block, style, numbering, after_table)
        after_table = isinstance(block, RelatedList | FormList) or (
            isinstance(block, ClauseBlock) and bool(block.table) and not block.picture
        )
