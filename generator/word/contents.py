"""目录: a contents field whose entries are filled in already, with page numbers where these are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.document.blocks import FormBlock, Heading
from generator.document.manuscript import Manuscript
from generator.word.markup import NONE, Xml, field_end, field_start, join, jump, paragraph, run, tab
from generator.word.writing import Writing, bookmark_name, part_name

PARENTS = "annex_parents"
"""The bookmark of 与上位规程对照表, which has no id."""


_ALONE = '\\o "1-2" \\u'
_BOUND = '\\t "Body Title,1,heading 1,2,Appendix Heading,2,Attachment Heading,2"'
"""Which styles Word looks for when someone has it write the contents anew: of one document, of several that are bound."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its level, 1 or 2, what it says, and the id and bookmark that it leads to."""

    level: int
    text: str
    id: str
    name: str


def entries(manuscript: Manuscript, words: Mapping[str, Any]) -> Iterator[Entry]:
    """What the contents list: sections of both levels, appendices, record forms, and the table beside the documents above."""
    for number, part in enumerate(manuscript.bound, 1):
        yield Entry(1, f"{part.title}（V{part.version}）", part_name(number), part_name(number))
        for entry in entries(part, words):
            if entry.level == 1:
                yield Entry(2, entry.text, entry.id, bookmark_name(entry.id, number))
    for block in manuscript.blocks:
        if isinstance(block, Heading):
            space = "" if block.label.endswith(("、", "）")) else "　"
            yield Entry(block.level, f"{block.label}{space}{block.title}", block.id, bookmark_name(block.id))
        elif isinstance(block, FormBlock):
            yield Entry(1, f"{block.label}　{block.title}", block.id, bookmark_name(block.id))
    if manuscript.parents:
        yield Entry(1, words["parents"], PARENTS, PARENTS)


def headings(manuscript: Manuscript, words: Mapping[str, Any], part: int = 0) -> Iterator[tuple[str, str]]:
    """What has a place in the outline, in order, with its bookmark; of documents bound together their titles and all theirs."""
    for number, bound in enumerate(manuscript.bound, 1):
        yield bound.title, part_name(number)
        yield from headings(bound, words, number)
    for entry in entries(replace(manuscript, bound=()), words):
        yield entry.text, bookmark_name(entry.id, part) if part else entry.name


def contents(writing: Writing, pages: Mapping[str, int] | None) -> Xml:
    """The contents, below their heading; `pages` has the page of each bookmark, or there are no numbers.

    Word keeps what stands in the field and asks nothing when the file is opened.
    """
    words = writing.layout.values["words"]
    listed = [*entries(writing.manuscript, words)]
    levels = [*(entry.level for entry in listed[1:]), 0]
    last = len(listed) - 1
    field = f"TOC {_BOUND if writing.manuscript.bound else _ALONE} \\h \\z" + ("" if pages else " \\n")
    made = [paragraph("TOCHeading", run(words["contents"]))]
    for number, entry in enumerate(listed):
        page = NONE
        if pages:
            asked = field_start(f"PAGEREF {entry.name} \\h")
            page = Xml(tab() + asked + run(str(pages[entry.name])) + field_end())
        line = jump(entry.name, Xml(run(entry.text) + page))
        start = field_start(field) if number == 0 else NONE
        end = field_end() if number == last else NONE
        leads = entry.level < levels[number]
        made.append(paragraph(f"TOC{entry.level}", Xml(start + line + end), keep_next=leads))
    return Xml(
        f'<w:sdt><w:sdtPr><w:id w:val="{writing.control()}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{join(made)}</w:sdtContent></w:sdt>"
    )
