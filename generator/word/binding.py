"""合订本: several documents in one file, each numbered from the beginning, with references between them as links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document.blocks import Manuscript
from generator.word.body import body
from generator.word.layouts import Layout, Numbering
from generator.word.markup import Xml, bookmark, join, paragraph, run
from generator.word.styling import Lists
from generator.word.writing import Writing, part_name

_ABSTRACT = re.compile(r'<w:abstractNum w:abstractNumId="(\d+)">.*?</w:abstractNum>', re.DOTALL)
_OTHER = 10
"""What is added to the number of a list that comes from the other kind of numbering."""


def bound_bodies(writing: Writing) -> Xml:
    """The bodies of all documents, each with its title and what it is."""
    return join(_part(writing, number, part) for number, part in enumerate(writing.manuscript.bound, 1))


def _part(writing: Writing, number: int, part: Manuscript) -> Xml:
    writing.part = number
    title = bookmark(writing.named(part_name(number))) + run(part.title)
    status = "草稿" if part.draft else "已发布"
    said = f"文件编号：{part.number}　版本：V{part.version}（{status}）　实施日期：{part.effective}　责任部门：{part.department}"
    return join(
        (paragraph("BodyTitle", Xml(title)), paragraph("Note", run(said)), body(writing, part, lists_of(number, part)))
    )


def lists_of(number: int, part: Manuscript) -> Lists:
    """The lists of a document in a combined edition: numbers of ten each."""
    first = number * 10
    articles = first + 4 if part.numbering == "articles" else None
    return Lists(first + 1, articles, first + 2, first + 3)


def bound_numbering(manuscript: Manuscript, layout: Layout) -> bytes:
    """numbering.xml with the lists of every document, each beginning anew."""
    own = layout.fixed[manuscript.numbering]["word/numbering.xml"].decode()
    others: set[Numbering] = {part.numbering for part in manuscript.bound} - {manuscript.numbering}
    added = [_renumbered(layout, kind) for kind in sorted(others)]
    numbers = "".join(
        _lists(number, part, part.numbering != manuscript.numbering) for number, part in enumerate(manuscript.bound, 1)
    )
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


def _lists(number: int, part: Manuscript, other: bool) -> str:
    """The four lists of a document: sections, appendices, record forms, articles (abstract lists 0, 1, 2, 3)."""
    lists = lists_of(number, part)
    pairs: Sequence[tuple[int | None, int]] = (
        (lists.sections, 0),
        (lists.appendices, 1),
        (lists.forms, 2),
        (lists.articles, 3),
    )
    restarted = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(9)
    )
    return "".join(
        f'<w:num w:numId="{given}"><w:abstractNumId w:val="{abstract + _OTHER * other}"/>{_first(restarted, abstract)}</w:num>'
        for given, abstract in sorted((pair for pair in pairs if pair[0] is not None), key=lambda pair: pair[0] or 0)
    )


def _first(restarted: str, abstract: int) -> str:
    """Record forms are a list of one level."""
    return restarted[: restarted.index("</w:lvlOverride>") + len("</w:lvlOverride>")] if abstract == 2 else restarted
