"""XML parts parsed safely: no DOCTYPE, no entities, no other encodings, bounded in size; and the names of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree
from lxml.etree import _Element

from generator.importing import refusals

MAX_TAGS = 250_000
MAX_ATTRIBUTES = 400_000

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": _W,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "o": "urn:schemas-microsoft-com:office:office",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _NAMESPACES["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", _NAMESPACES["wp"].encode()),
)
"""The namespaces of «Strict Open XML» (ISO/IEC 29500-1) and their usual ones."""
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']{1,40})[\"']")


@cache
def q(name: str) -> str:
    """`w:p` as lxml names it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


VAL = q("w:val")


def parse(data: bytes, part: str, name: str) -> _Element:
    """The root of an XML part; `name` is the file's, for refusals."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
        except UnicodeError:
            raise refusals.broken(name, f"其中的 {part} 不是文字", f"its part {part} is no text") from None
    declared = _DECLARED.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in data or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")):
        raise refusals.broken(name, f"其中的 {part} 不是 UTF-8 编码", f"its part {part} is not UTF-8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refusals.hostile(
            name, f"其中的 {part} 含有 DOCTYPE 或实体定义", f"its part {part} holds a DOCTYPE or entities"
        )
    if (tags := data.count(b"<")) > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES:
        raise refusals.too_large(
            name,
            f"其中的 {part} 有 {tags:,} 个标记（上限 {MAX_TAGS:,}，约合几百页）",
            f"its part {part} has {tags:,} tags (at most {MAX_TAGS:,}, some hundreds of pages)",
        )
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    # A parser of its own each time: nothing of one file can reach the next.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise refusals.broken(
            name, f"其中的 {part} 不是合格的 XML", f"its part {part} is no well-formed XML ({str(fault)[:120]})"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusals.hostile(name, f"其中的 {part} 含有 DOCTYPE", f"its part {part} holds a DOCTYPE")
    return root


def shallow(root: _Element) -> Iterator[_Element]:
    """The children that are elements."""
    return root.iterchildren("*")


def value(parent: _Element | None, name: str) -> str | None:
    """`w:val` of a child, None where there is no such child; an empty text where it has no value."""
    child = None if parent is None else parent.find(q(name))
    return None if child is None else child.get(VAL, "")


def number(text: str | None) -> int | None:
    """A whole number of at most nine digits, or None."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def switched(parent: _Element | None, name: str) -> bool | None:
    """A switch such as `w:b`: on, off, or not said."""
    said = value(parent, name)
    return None if said is None else said not in ("0", "false", "off", "none")
