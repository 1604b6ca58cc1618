"""合订本: several documents in one file, each numbered from the beginning, with references between them as links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document.manuscript import Manuscript
from generator.word.body import body
from generator.word.front import standing
from generator.word.layouts import Layout, Numbering
from generator.word.markup import Xml, bookmark, join, paragraph, run
from generator.word.styling import Lists, own_lists
from generator.word.writing import Writing, part_name

_ABSTRACT = re.compile(r'<w:abstractNum w:abstractNumId="(\d+)">.*?</w:abstractNum>', re.DOTALL)
_OTHER = 10
"""What is added to the number of a list that comes from the other kind of numbering."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A document in a combined edition: its body with its title and what it is, and the name of the header of its pages."""

    body: Xml
    header: str


def bound_bodies(writing: Writing) -> Sequence[Bound]:
    """All documents, each a section of its own."""
    return [Bound(_part(writing, n, part), f"header_{n}") for n, part in enumerate(writing.manuscript.bound, 1)]


def bound_headers(manuscript: Manuscript, names: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """The headers of each document's pages: their names, each with the layout's header that it is made from and the number of
    the document; for even pages, too, where `names`, those of the layout, have one.
    """
    for number in range(1, len(manuscript.bound) + 1):
        yield from (
            (f"header_{number}{kind}", f"header{kind}", number) for kind in ("", "_even") if f"header{kind}" in names
        )


def _part(writing: Writing, number: int, part: Manuscript) -> Xml:
    writing.part = number
    title = bookmark(writing.named(part_name(number))) + run(part.title)
    status = standing(part, writing.manuscript.as_of)
    said = f"文件编号：{part.number}　版本：V{part.version}（{status}）"
    held = f"实施日期：{part.effective}　责任部门：{part.department}"
    return join(
        (
            paragraph("BodyTitle", Xml(title), outline=0),
            paragraph("Note", run(said), keep_next=True),
            paragraph("Note", run(held)),
            body(writing, part, lists_of(number)),
        )
    )


def lists_of(part: int) -> Lists:
    """The lists of a document in a combined edition: a thousand numbers each."""
    first = part * 1000
    return Lists(first + 2, first + 10, (first + 1, first + 4, first + 3))


def bound_numbering(manuscript: Manuscript, layout: Layout) -> bytes:
    """numbering.xml with the lists of every document, each beginning anew."""
    own = layout.fixed[manuscript.numbering]["word/numbering.xml"].decode()
    others: set[Numbering] = {part.numbering for part in manuscript.bound} - {manuscript.numbering}
    added = [_renumbered(layout, kind) for kind in sorted(others)]
    numbers = "".join(_lists(number, part, manuscript.numbering) for number, part in enumerate(manuscript.bound, 1))
    start = own.index("<w:num ")
    made = "".join((own[:start], *added, own[start:]))
    return made.replace("</w:numbering>", f"{numbers}</w:numbering>").encode()


def _renumbered(layout: Layout, kind: Numbering) -> str:
    """The abstract lists of the other kind of numbering under numbers of their own, tied to no style."""
    text = layout.fixed[kind]["word/numbering.xml"].decode()
    made = []
    for found in _ABSTRACT.finditer(text):
        number = int(found[1])
        whole = found[0].replace(f'w:abstractNumId="{number}"', f'w:abstractNumId="{number + _OTHER}"', 1)
        made.append(re.sub(r"<w:pStyle [^>]*/>", "", whole))
    return "".join(made)


def _lists(number: int, part: Manuscript, kind: Numbering) -> str:
    """The lists of a document, each beginning anew: sections, appendices, record forms, articles, sections alone (abstract
    lists 0 to 4, of which the third is there for articles only).
    """
    lists, away = lists_of(number), _OTHER if part.numbering != kind else 0
    assert lists.anew is not None
    sections, articles, forms = lists.anew
    pairs = [(sections, 0, 9), (lists.appendices, 1, 9), (forms, 2, 1)]
    if part.numbering == "articles":
        pairs.append((articles, 3, 9))
    pairs += [(lists.own + each, 4, 1) for each in range(own_lists(part.blocks))]
    return "".join(
        f'<w:num w:numId="{given}"><w:abstractNumId w:val="{abstract + away}"/>{_anew(levels)}</w:num>'
        for given, abstract, levels in pairs
    )


def _anew(levels: int) -> str:
    return "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(levels)
    )
