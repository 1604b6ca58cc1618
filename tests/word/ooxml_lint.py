"""What a Word file must have and the Open XML SDK does not look for: targets that exist, pairs that close.

Run on every file that is built.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def lint(data: bytes) -> Iterator[str]:
    """A line for each fault of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = fromstring(parts["word/document.xml"])
    styles = fromstring(parts["word/styles.xml"])
    numbering = fromstring(parts["word/numbering.xml"])
    relations = fromstring(parts["word/_rels/document.xml.rels"])
    yield from _targets(document, styles, numbering, relations, parts)
    yield from _tables(document)
    yield from _fields(document)
    for deleted in document.iter(f"{_W}del"):
        if any(True for _ in deleted.iter(f"{_W}t")):
            yield "a deletion holds w:t instead of w:delText"
    core = parts["docProps/core.xml"].decode()
    for date in re.findall(r"W3CDTF\">([^<]*)<", core):
        if not _DATE.fullmatch(date):
            yield f"core date {date!r} is none"


def _values(root: Element, tag: str, attribute: str = "val") -> Iterator[str]:
    for element in root.iter(_W + tag):
        value = element.get(_W + attribute)
        if value is not None:
            yield value


def _targets(
    document: Element, styles: Element, numbering: Element, relations: Element, parts: dict[str, bytes]
) -> Iterator[str]:
    known_styles = set(_values(styles, "style", "styleId"))
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for root in (document, numbering):
            for missing in sorted(set(_values(root, tag)) - known_styles):
                yield f"style {missing} does not exist"
    lists = set(_values(numbering, "num", "numId"))
    for missing in sorted({*_values(document, "numId"), *_values(styles, "numId")} - lists):
        yield f"list {missing} does not exist"
    bookmarks = Counter(_values(document, "bookmarkStart", "name"))
    for name, times in bookmarks.items():
        if times > 1:
            yield f"bookmark {name} stands {times} times"
        if len(name) > 40:
            yield f"bookmark {name} is longer than 40 characters"
    for missing in sorted(set(_values(document, "hyperlink", "anchor")) - set(bookmarks)):
        yield f"anchor {missing} does not exist"
    starts, ends = (set(_values(document, tag, "id")) for tag in ("bookmarkStart", "bookmarkEnd"))
    if starts != ends:
        yield "bookmarks do not close"
    ids = {element.get("Id"): element.get("Target") for element in relations}
    for element in document.iter():
        for attribute in ("id", "embed"):
            used = element.get(_R + attribute)
            if used is not None and used not in ids:
                yield f"relationship {used} does not exist"
    for element in relations:
        target = element.get("Target") or ""
        if element.get("TargetMode") != "External" and f"word/{target}" not in parts:
            yield f"part {target} does not exist"
    for control in Counter(_values(document, "tag")).items():
        if control[1] > 1 or len(control[0]) > 64:
            yield f"content control {control[0]} is not unique or longer than 64 characters"


def _tables(document: Element) -> Iterator[str]:
    for table in document.iter(f"{_W}tbl"):
        columns = sum(1 for _ in table.iter(f"{_W}gridCol"))
        for row in table.iter(f"{_W}tr"):
            spans = [cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc")]
            width = sum(int(span.get(f"{_W}val") or 1) if span is not None else 1 for span in spans)
            if width != columns:
                yield f"a row has {width} cells in a table of {columns} columns"
        for cell in table.iter(f"{_W}tc"):
            if cell.find(f"{_W}p") is None:
                yield "a cell has no paragraph"


def _fields(document: Element) -> Iterator[str]:
    depth = 0
    for kind in _values(document, "fldChar", "fldCharType"):
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth < 0:
            break
    if depth:
        yield "a field does not close"
