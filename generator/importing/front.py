"""What stands before the first chapter: cover, sign-off, revision record, table of contents; and such tables at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.importing.content import Block, Paragraph, Table, WordFile, paragraphs
from generator.importing.cover import FRONT_HEADINGS, ISSUED_BY, ORGANIZATION, TITLE, Front, read_line, read_table
from generator.importing.fields import day, pairs, squeezed
from generator.importing.labels import STRUCTURAL, native, typed
from generator.importing.ledger import Ledger
from generator.importing.records import table_kind
from generator.importing.tables import unwrapped

_CONTENTS_HEADING = re.compile(r"目录|目次|contents|tableofcontents", re.IGNORECASE)
_PAGE = re.compile(r"(?:…+|\.{3,}|·{3,}|。{3,}|\t|—{2,}|[ 　]{2,})\s*[-—]?\s*(\d{1,4}|[IVXivx]{1,6})\s*[-—]?\s*$")
ANNEX = "Annex Heading"
"""The style of 与上位规程对照表 in the generator's own files."""


def front_of(word: WordFile, ledger: Ledger) -> tuple[Front, list[Block]]:
    """The front of a file, and the blocks of its body; each paragraph and row that ends here is in the ledger."""
    blocks = list(_without_annex(unwrapped(word.blocks, ledger), ledger))
    listed = _contents(blocks)
    start = _start(blocks, listed)
    front = Front()
    title = _title([b for b in blocks[:start] if isinstance(b, Paragraph) and b.number not in listed], word)
    front.title = "".join(each.text.strip() for each in title)
    for each in title:
        ledger.keep(each.number, "cover")
    if start == len(blocks) and title:
        start = next(place for place, b in enumerate(blocks) if b is title[-1]) + 1
    for place, block in enumerate(blocks[:start]):
        if isinstance(block, Table):
            read_table(block, front, ledger)
        elif any(map(_is_comparison, blocks[place + 1 : place + 2])) and block.number not in ledger.paragraphs:
            ledger.leave(block.number, "generated", block.text)  # what explains 修订对照表
        elif block.number in listed:
            ledger.leave(block.number, "contents", block.text)
        elif block.number not in ledger.paragraphs:
            read_line(block, front, ledger)
    end = 1 + max((place for place, block in enumerate(blocks) if _is_numbered(block)), default=-1)
    body = (
        block
        for place, block in enumerate(blocks)
        if place >= start and _is_body(block, front, ledger, listed, place >= end)
    )
    return front, list(body)


def _without_annex(blocks: Iterable[Block], ledger: Ledger) -> Iterator[Block]:
    """The blocks before the table beside the documents above, which the generator makes anew."""
    made = False
    for block in blocks:
        made = made or (isinstance(block, Paragraph) and block.style == ANNEX)
        if not made:
            yield block
        elif isinstance(block, Paragraph):
            ledger.leave(block.number, "generated" if block.text.strip() else "empty", block.text)
        else:
            _generated(block, ledger)


def _generated(table: Table, ledger: Ledger) -> None:
    for row in table.rows:
        ledger.row(row.number, "generated")
        ledger.beside("generated", " | ".join(cell.text.replace("\n", " ") for cell in row.cells))
        for each in paragraphs(tuple(block for cell in row.cells for block in cell.blocks)):
            ledger.paragraphs.setdefault(each.number, "generated")


def _is_comparison(block: Block) -> bool:
    return isinstance(block, Table) and table_kind(block) == "comparison"


def _is_numbered(block: Block) -> bool:
    return isinstance(block, Paragraph) and (
        block.label is not None or block.outline is not None or typed(block.text) is not None
    )


def _is_body(block: Block, front: Front, ledger: Ledger, listed: frozenset[int], last: bool) -> bool:
    """Whether a block after the front belongs to the text; revision tables stand anywhere, sign-offs at the end, too."""
    if isinstance(block, Table):
        kind = table_kind(block)
        if kind in ("revision", "comparison") or (kind == "sign-off" and last):
            read_table(block, front, ledger)
            return False
        return True
    text = block.text.strip()
    if block.number in listed:
        ledger.leave(block.number, "contents", text)
        return False
    if block.in_box:
        for each in pairs(text):
            front.said.setdefault(each[0], each[2])
        ledger.leave(block.number, "text-box" if text else "empty", text)
        return False
    if text and squeezed(text) == squeezed(front.title) and block.outline is None and block.label is None:
        ledger.leave(block.number, "generated", text)
        return False
    if FRONT_HEADINGS.fullmatch(squeezed(text)) and block.label is None:
        ledger.leave(block.number, "generated", text)
        return False
    return True


def _start(blocks: Sequence[Block], listed: frozenset[int]) -> int:
    """Where the text begins: at the first heading or number that is not the cover's."""
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.in_box or block.number in listed:
            continue
        text = block.text.strip()
        if not text or FRONT_HEADINGS.fullmatch(squeezed(text)) or block.style.lower() in ("title", "subtitle", "标题"):
            continue
        if _CONTENTS_HEADING.fullmatch(squeezed(text)):
            continue
        if block.label is not None and native(block.label).scheme != "•":
            return place
        if block.outline is not None and not TITLE.search(text):
            return place
        written = typed(text, plain=True)
        if written is None or written.scheme == "•":
            continue
        if written.scheme in STRUCTURAL or (written.value == 1 and written.length < len(text)):
            return place
    return len(blocks)


def _contents(blocks: Sequence[Block]) -> frozenset[int]:
    """The paragraphs of tables of contents: of Word's own, or typed below 目录."""
    listed = {each.number for each in paragraphs(tuple(blocks)) if each.in_contents}
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _CONTENTS_HEADING.fullmatch(squeezed(block.text)):
            continue
        listed.add(block.number)
        after = [b for b in blocks[place + 1 :] if isinstance(b, Paragraph) and b.text.strip()]
        texts = [squeezed(_PAGE.sub("", each.text)) for each in after]
        entries = 0
        while entries < len(after) and _PAGE.search(after[entries].text):
            entries += 1
        if not entries and texts and texts[0] in texts[1:]:
            entries = texts.index(texts[0], 1)
        listed |= {each.number for each in after[:entries]}
    return frozenset(listed)


def _title(lines: Sequence[Paragraph], word: WordFile) -> list[Paragraph]:
    """The lines of the title: styled as one, else the largest that end like one."""
    lines = [each for each in lines if each.text.strip() and not any(True for _ in pairs(each.text))]
    lines = [each for each in lines if not day(each.text) and not _CONTENTS_HEADING.fullmatch(squeezed(each.text))]
    if styled := [each for each in lines if each.style.lower() in ("title", "标题")]:
        return styled[:1]
    named = [each for each in lines if TITLE.search(each.text.strip()) and len(each.text) <= 60]
    named = [each for each in named if not FRONT_HEADINGS.fullmatch(squeezed(each.text))]
    if named:
        last = max(named, key=lambda each: (each.size or 0, each.centred, -each.number))
        if len(squeezed(last.text)) <= 5:  # 沟通渠道 / 管理规程 on two lines
            before = [each for each in lines if each.number < last.number and each.size == last.size]
            if before and not ORGANIZATION.search(before[-1].text.strip()):
                return [before[-1], last]
        return [last]
    if word.title and (same := [each for each in lines if squeezed(each.text) == squeezed(word.title)]):
        return same[:1]
    centred = [
        each for each in lines if each.centred and 4 <= len(each.text.strip()) <= 40 and not ISSUED_BY.match(each.text)
    ]
    return [max(centred, key=lambda each: (each.size or 0, -each.number))] if centred else []
