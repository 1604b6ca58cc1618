"""Accepting and rejecting all tracked changes of a Word file, as ECMA-376 part 1, section 17.13.5 describes them.

Written without a look at the program: it knows only what the marks mean.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PUT_IN, TAKEN_OUT = ("ins", "moveTo"), ("del", "moveFrom")


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def accepted(root: etree._Element) -> etree._Element:
    """What is left once all changes are accepted."""
    return _resolved(root, keeps=PUT_IN, drops=TAKEN_OUT)


def rejected(root: etree._Element) -> etree._Element:
    """What is left once all changes are rejected."""
    return _resolved(root, keeps=TAKEN_OUT, drops=PUT_IN)


def _resolved(root: etree._Element, *, keeps: tuple[str, ...], drops: tuple[str, ...]) -> etree._Element:
    root = etree.fromstring(etree.tostring(root))
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{kind}") is not None for kind in drops):
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for paragraph in list(root.iter(f"{W}p")):
        for kind in drops:
            for change in paragraph.findall(f".//{W}{kind}"):
                if change.getparent().tag != f"{W}rPr":
                    change.getparent().remove(change)
    # An end that goes joins what is left of its paragraph to the next one, whose properties stay.
    for paragraph in list(root.iter(f"{W}p")):
        if not any(paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None for kind in drops):
            continue
        following = paragraph.getnext()
        while following is not None and following.tag in (f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd"):
            following = following.getnext()
        left = [run for run in paragraph if run.tag != f"{W}pPr"]
        said = "".join(node.text or "" for run in left for node in run.iter(f"{W}t", f"{W}delText"))
        if said:
            assert following is not None, "what is left has no paragraph to go to"
            assert following.tag == f"{W}p", "what is left has no paragraph to go to"
            place = 1 if following.find(f"{W}pPr") is not None else 0
            for run in reversed(left):
                following.insert(place, run)
        elif paragraph.getparent().tag == f"{W}tc":
            assert following is not None, "the last end of a cell cannot go"
        paragraph.getparent().remove(paragraph)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    assert all(kind in keeps or not list(root.iter(f"{W}{kind}")) for kind in (*PUT_IN, *TAKEN_OUT))
    return root


def text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def content(root: etree._Element) -> list[object]:
    """Everything that a reader sees, in order: paragraphs as (style, text, links), tables as rows of cells."""
    return [*_content(root)]


def _content(element: etree._Element) -> Iterator[object]:
    for child in element:
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            links = [
                (link.get(f"{W}anchor") or "out", text(link)) for link in child.iter(f"{W}hyperlink") if text(link)
            ]
            # Two stretches of one link may have had something between them.
            links = [
                (key, "".join(said for _, said in group)) for key, group in groupby(links, key=lambda each: each[0])
            ]
            pictures = len(list(child.iter(f"{W}drawing")))
            yield (None if style is None else style.get(f"{W}val"), text(child), links, pictures)
        elif child.tag == f"{W}tbl":
            yield [[[*_content(cell)] for cell in row.findall(f"{W}tc")] for row in child.findall(f"{W}tr")]
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}body"):
            yield from _content(child)
