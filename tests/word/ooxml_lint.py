"""What a Word file must have and the Open XML SDK does not look for: targets that exist, pairs that close, ids that are one's own.

Run on every file that is built, and on every frozen one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\dZ")


@dataclass
class Package:
    """A Word file's parts; those in XML, parsed."""

    data: bytes
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            self.entries = package.infolist()
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.xml = {name: fromstring(data) for name, data in self.parts.items() if name.endswith((".xml", ".rels"))}

    @cached_property
    def document(self) -> Element:
        return self.xml["word/document.xml"]

    @cached_property
    def styles(self) -> Element:
        return self.xml["word/styles.xml"]

    @cached_property
    def numbering(self) -> Element:
        return self.xml["word/numbering.xml"]

    @cached_property
    def stories(self) -> dict[str, Element]:
        """The document, headers and footers: what holds paragraphs."""
        return {name: root for name, root in self.xml.items() if root.tag in (f"{W}document", f"{W}hdr", f"{W}ftr")}


def lint(data: bytes) -> Iterator[str]:
    """A line for each fault of a Word file."""
    try:
        package = Package(data)
    except (ParseError, zipfile.BadZipFile, KeyError) as fault:
        yield f"no package of XML parts: {fault}"
        return
    for check in CHECKS:
        yield from check(package)


def values(root: Element, tag: str, attribute: str = "val") -> Iterator[str]:
    """The values of an attribute of all elements of a kind."""
    for element in root.iter(W + tag):
        value = element.get(W + attribute)
        if value is not None:
            yield value


def _styles_exist(package: Package) -> Iterator[str]:
    known = set(values(package.styles, "style", "styleId"))
    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        for root in (*package.stories.values(), package.numbering, package.styles):
            for missing in sorted(set(values(root, tag)) - known):
                yield f"style {missing} does not exist"


def _lists_exist(package: Package) -> Iterator[str]:
    lists = set(values(package.numbering, "num", "numId"))
    for missing in sorted({*values(package.document, "numId"), *values(package.styles, "numId")} - lists - {"0"}):
        yield f"list {missing} does not exist"
    kinds = set(values(package.numbering, "abstractNum", "abstractNumId"))
    used = {
        each.get(f"{W}val") or "" for num in package.numbering.iter(f"{W}num") for each in num.iter(f"{W}abstractNumId")
    }
    for missing in sorted(used - kinds):
        yield f"list definition {missing} does not exist"


def _bookmarks(package: Package) -> Iterator[str]:
    bookmarks = Counter(values(package.document, "bookmarkStart", "name"))
    for name, times in bookmarks.items():
        if times > 1:
            yield f"bookmark {name} stands {times} times"
        if len(name) > 40 or not re.fullmatch(r"[^\W\d]\w*", name):
            yield f"bookmark {name} is longer than 40 characters, or no name"
    for missing in sorted(set(values(package.document, "hyperlink", "anchor")) - set(bookmarks)):
        yield f"anchor {missing} does not exist"
    starts, ends = (Counter(values(package.document, tag, "id")) for tag in ("bookmarkStart", "bookmarkEnd"))
    if starts != ends or any(times > 1 for times in starts.values()):
        yield "bookmarks do not close"
    for text in package.document.iter(f"{W}instrText"):
        if (asked := re.match(r"\s*PAGEREF\s+(\S+)", text.text or "")) and asked[1] not in bookmarks:
            yield f"anchor {asked[1]} does not exist"


def _relationships(package: Package) -> Iterator[str]:
    for name, root in package.stories.items():
        rels = package.xml.get(join(dirname(name), "_rels", name.rsplit("/", 1)[1] + ".rels"))
        known = {each.get("Id") for each in rels} if rels is not None else set()
        for element in root.iter():
            for attribute in ("id", "embed", "link"):
                used = element.get(R + attribute)
                if used is not None and used not in known:
                    yield f"relationship {used} does not exist"
    reached = {"[Content_Types].xml"}
    for name, root in package.xml.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        for identifier, times in Counter(each.get("Id") for each in root).items():
            if times > 1:
                yield f"relationship {identifier} stands {times} times"
        for each in root:
            if each.get("TargetMode") != "External":
                target = normpath(join(dirname(dirname(name)), each.get("Target") or ""))
                reached.add(target)
                if target not in package.parts:
                    yield f"part {target} does not exist"
    for name in sorted(package.parts.keys() - reached):
        yield f"part {name} belongs to nothing"


def _content_types(package: Package) -> Iterator[str]:
    types = package.xml["[Content_Types].xml"]
    overrides = {(each.get("PartName") or "").lstrip("/") for each in types if each.tag.endswith("Override")}
    defaults = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    for missing in sorted(overrides - package.parts.keys()):
        yield f"content type of {missing}, which does not exist"
    for name in package.parts:
        suffix = name.rsplit(".", 1)[-1]
        if name not in overrides and (suffix not in defaults or suffix == "xml") and name != "[Content_Types].xml":
            yield f"part {name} has no content type"


def _controls(package: Package) -> Iterator[str]:
    for tag, times in Counter(values(package.document, "tag")).items():
        if times > 1 or len(tag) > 64:
            yield f"content control {tag} is not unique or longer than 64 characters"
    for title in values(package.document, "alias"):
        if len(title) > 64:
            yield f"title {title} of a content control is longer than 64 characters"
    numbers = Counter(each.get(f"{W}val") for each in package.document.iterfind(f".//{W}sdtPr/{W}id"))
    for number, times in numbers.items():
        if times > 1:
            yield f"content control's number {number} stands {times} times"


def _pictures(package: Package) -> Iterator[str]:
    numbers = Counter(each.get("id") for each in package.document.iter(f"{WP}docPr"))
    for number, times in numbers.items():
        if times > 1:
            yield f"picture's number {number} stands {times} times"
    shapes = [
        each.get("{urn:schemas-microsoft-com:office:office}spid")
        for root in package.stories.values()
        for each in root.iter("{urn:schemas-microsoft-com:vml}shape")
    ]
    for number, times in Counter(shapes).items():
        if times > 1:
            yield f"shape's number {number} stands {times} times"


def _tables(package: Package) -> Iterator[str]:
    for table in package.document.iter(f"{W}tbl"):
        grid = [int(each.get(f"{W}w") or 0) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            place = 0
            for cell in row.findall(f"{W}tc"):
                span = int(next(values(cell, "gridSpan"), "1"))
                width = int(next(values(cell, "tcW", "w"), "0"))
                if width and width != sum(grid[place : place + span]) and place + span <= len(grid):
                    yield "a cell is not as wide as its columns"
                place += span
            if place != len(grid):
                yield f"a row has {place} cells in a table of {len(grid)} columns"
        for cell in table.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield "a cell has no paragraph at its end"


def _fields(package: Package) -> Iterator[str]:
    for name, root in package.stories.items():
        depth = 0
        for kind in values(root, "fldChar", "fldCharType"):
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if depth < 0:
                break
        if depth:
            yield f"a field does not close in {name}"


def _deletions(package: Package) -> Iterator[str]:
    for deleted in package.document.iter(f"{W}del"):
        if any(True for _ in deleted.iter(f"{W}t")):
            yield "a deletion holds w:t instead of w:delText"
    inside = {id(each) for deleted in package.document.iter(f"{W}del") for each in deleted.iter(f"{W}delText")}
    if any(id(each) not in inside for each in package.document.iter(f"{W}delText")):
        yield "w:delText stands outside of a deletion"


def _spaces(package: Package) -> Iterator[str]:
    for root in package.stories.values():
        for text in root.iter(f"{W}t"):
            said = text.text or ""
            if said != said.strip(" \t\n") and text.get(f"{XML}space") != "preserve":
                yield f"the spaces around {said!r} would be lost"


def _core(package: Package) -> Iterator[str]:
    core = package.parts["docProps/core.xml"].decode()
    dates = re.findall(r"W3CDTF\">([^<]*)<", core)
    for date in dates:
        if not _DATE.fullmatch(date):
            yield f"core date {date!r} is none"
    if not dates:
        yield "core dates are missing"


def _sections(package: Package) -> Iterator[str]:
    sections = [*package.document.iter(f"{W}sectPr")]
    if not sections or package.document.find(f"{W}body/{W}sectPr") is None:
        yield "the body does not end in a section"
    settings = package.xml["word/settings.xml"]
    kinds = {"default"} | ({"even"} if settings.find(f"{W}evenAndOddHeaders") is not None else set())
    for section in sections:
        has = {each.get(f"{W}type") for each in section.iterfind(f"{W}headerReference")}
        if kinds - has:
            yield f"a section has no header of kind {', '.join(sorted(kinds - has))}"


CHECKS: tuple[Callable[[Package], Iterator[str]], ...] = (
    _styles_exist,
    _lists_exist,
    _bookmarks,
    _relationships,
    _content_types,
    _controls,
    _pictures,
    _tables,
    _fields,
    _deletions,
    _spaces,
    _core,
    _sections,
)
