"""The outline of a PDF: its headings and the pages that they stand on (PDF 1.4, sections 3.4 and 8.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST = 100_000
"""The most entries that are followed; a damaged file could lead in circles."""


def outline(pdf: bytes) -> list[tuple[str, int]] | None:
    """Each entry in order with its page, from 1; None for what is no PDF with an outline, or not one of version 1.4."""
    try:
        objects = _objects(pdf)
        catalog = objects[_reference(pdf[pdf.rindex(b"trailer") :], b"Root")]
        pages = {page: number for number, page in enumerate(_pages(objects, _reference(catalog, b"Pages")), 1)}
        top = objects[_reference(catalog, b"Outlines")]
        return [(title, pages[page]) for title, page in _entries(objects, top)]
    except (ValueError, KeyError, IndexError, RecursionError, UnicodeDecodeError):
        return None


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Every object's dictionary by its number, found through the table of cross references."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    found: dict[int, bytes] = {}
    lines = iter(pdf[start:].split(b"\n"))
    if next(lines).strip() != b"xref":
        raise ValueError
    number = 0
    for line in lines:
        match line.split():
            case [first, _count]:
                number = int(first)
            case [offset, _generation, kind]:
                if kind == b"n":
                    body = pdf[int(offset) : int(offset) + 65536]
                    found[number] = re.split(rb"\bstream\b|\bendobj\b", body, maxsplit=1)[0]
                number += 1
            case _:
                break
    return found


def _reference(dictionary: bytes, key: bytes) -> int:
    if (found := re.search(rb"/" + key + rb"\s+(\d+)\s+0\s+R", dictionary)) is None:
        raise KeyError(key)
    return int(found[1])


def _pages(objects: dict[int, bytes], number: int) -> Iterator[int]:
    """The numbers of the page objects below a node, in order."""
    node = objects[number]
    if kids := re.search(rb"/Kids\s*\[([^\]]*)\]", node):
        for kid in re.findall(rb"(\d+)\s+0\s+R", kids[1]):
            yield from _pages(objects, int(kid))
    else:
        yield number


def _entries(objects: dict[int, bytes], above: bytes) -> Iterator[tuple[str, int]]:
    """The entries below one, in order, each with the number of its page's object."""
    number: int | None = _reference(above, b"First") if b"/First" in above else None
    for _ in range(_MOST):
        if number is None:
            return
        entry = objects[number]
        title = re.search(rb"/Title\s*<([0-9A-Fa-f]*)>", entry)
        page = re.search(rb"/Dest\s*\[\s*(\d+)\s+0\s+R", entry)
        if not title or not page:
            raise ValueError
        yield bytes.fromhex(title[1].decode()).decode("utf-16").replace("\ufeff", ""), int(page[1])
        yield from _entries(objects, entry)
        number = _reference(entry, b"Next") if b"/Next" in entry else None
