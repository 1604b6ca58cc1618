"""PNG pictures: whether a file is a whole one, and how large it is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from generator.findings import Words

MOST_DOTS = 20_000
"""The most dots that a side may have: what shows a picture needs room for every one, however small the file."""
MOST_CHUNKS = 100_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OTHERS = {b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"RIFF": "WebP", b"%PDF": "PDF", b"<svg": "SVG"}


def size(png: bytes) -> tuple[int, int]:
    """The width and height in dots of a PNG that has no fault."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def fault(data: bytes) -> Words | None:
    """Why a file is no picture that can be shown; None where it is a whole PNG. Takes no longer than reading the file."""
    if not data.startswith(_SIGNATURE):
        kind = next((name for start, name in _OTHERS.items() if data.startswith(start)), None)
        return (
            Words(f"它其实是 {kind} 文件", f"it is a {kind} file") if kind else Words("它不是 PNG 文件", "it is no PNG")
        )
    broken = Words("它不完整或已损坏", "it is cut short or damaged")
    kinds = [*_chunks(data)]
    if not kinds or kinds[0] != b"IHDR" or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        return broken
    width, height = size(data)
    if not width or not height:
        return Words(f"它的尺寸是 {width}×{height}", f"its size is {width} by {height}")
    if max(width, height) > MOST_DOTS:
        return Words(
            f"它有 {width}×{height} 点，每边最多 {MOST_DOTS} 点",
            f"it has {width} by {height} dots, at most {MOST_DOTS} a side",
        )
    return None


def _chunks(data: bytes) -> Iterator[bytes]:
    """The kinds of the chunks up to the last one, as long as they are unharmed."""
    at = len(_SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(data):
            return
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or (kind == b"IHDR") != (at == 8 and length == 13):
            return
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != struct.unpack(">I", data[end - 4 : end])[0]:
            return
        yield kind
        if kind == b"IEND":
            return
        at = end
