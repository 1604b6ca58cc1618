"""Parts to a package, the same bytes for the same parts (ECMA-376 part 2; .ZIP File Format Specification 6.3.3).

Written here and not through `zipfile`, so that the parts that all documents of a layout share are compressed once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

_FIRST = ("[Content_Types].xml", "_rels/.rels")

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1
"""Midnight of 1 January 1980, where this calendar begins."""

_LEVEL = 3
"""Of compression: a fifth more bytes than at 6, in less than half of the time."""

_BIG = 32 << 10
"""Parts of more bytes are a document's own."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package with its parts in fixed order, without dates and without traces of the machine."""
    names = [*(name for name in _FIRST if name in parts), *sorted(parts.keys() - set(_FIRST))]
    made: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in names:
        data = parts[name]
        checksum, packed = _deflated(data) if len(data) > _BIG else _kept(data)
        label = name.encode()
        told = (_UTF8, _DEFLATED, _TIME, _DATE, checksum, len(packed), len(data), len(label), 0)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, *told)
        directory.append(_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *told, 0, 0, 0, 0, offset) + label)
        made += (head, label, packed)
        offset += len(head) + len(label) + len(packed)
    return b"".join([*made, *directory, _end(directory, offset)])


def _end(directory: Sequence[bytes], offset: int) -> bytes:
    count = len(directory)
    return _END.pack(b"PK\5\6", 0, 0, count, count, sum(map(len, directory)), offset, 0)


def _deflated(data: bytes) -> tuple[int, bytes]:
    """The checksum of a part, and the part compressed."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(data), packing.compress(data) + packing.flush()


_kept = lru_cache(maxsize=64)(_deflated)
