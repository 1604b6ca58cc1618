"""Pictures: what is a whole PNG, and what is told of a clause that shows none."""

from __future__ import annotations

import struct
import zlib
from datetime import date

import pytest
from small_policy import FILES

from generator.document.blocks import ClauseBlock
from generator.document.compose import compose
from generator.pictures import MOST_DOTS, fault, size
from generator.project import findings_of
from generator.reading import read_policy


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 4, height: int = 3) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 5 * height)) + chunk(b"IEND", b"")


WHOLE = png()
BROKEN = [
    (b"", "它不是 PNG 文件"),
    (b"not a picture", "它不是 PNG 文件"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "它其实是 JPEG 文件"),
    (b"GIF89a", "它其实是 GIF 文件"),
    (WHOLE[:8], "它不完整或已损坏"),
    (WHOLE[:40], "它不完整或已损坏"),
    (WHOLE[:-1], "它不完整或已损坏"),
    (WHOLE[:-12], "它不完整或已损坏"),
    (WHOLE[:45] + bytes([WHOLE[45] ^ 1]) + WHOLE[46:], "它不完整或已损坏"),
    (WHOLE[:8] + WHOLE[33:], "它不完整或已损坏"),
    (WHOLE[:33] + chunk(b"IEND", b""), "它不完整或已损坏"),
    (WHOLE[:8] + b"\xff" * 4 + WHOLE[12:], "它不完整或已损坏"),
    (WHOLE[:33] + WHOLE[8:], "它不完整或已损坏"),
    (WHOLE[:33] + chunk(b"tEXt", b"") * 100_000 + WHOLE[33:], "它不完整或已损坏"),
    (png(0, 0), "它的尺寸是 0×0"),
    (png(4, 0), "它的尺寸是 4×0"),
    (png(MOST_DOTS + 1, 1), f"它有 {MOST_DOTS + 1}×1 点，每边最多 {MOST_DOTS} 点"),
]


def test_a_whole_one_has_no_fault_and_a_size():
    assert fault(WHOLE) is None
    assert size(WHOLE) == (4, 3)


@pytest.mark.parametrize(("data", "why"), BROKEN, ids=range(len(BROKEN)))
def test_others_are_told_with_the_reason(data, why):
    words = fault(data)
    assert words is not None
    assert words.zh == why


@pytest.mark.parametrize(("data", "codes"), [(WHOLE, []), (WHOLE[:40], ["invalid-document"])])
def test_a_check_refuses_one_that_is_broken_and_no_document_prints_it(data, codes):
    shown = "  - id: record\n    figure: { file: flow.png, title: 流程, alt: 三步 }"
    name = "policy/hotline/procedure.yaml"
    files = {path: text.encode() for path, text in FILES.items() if "departments" not in path}
    files[name] = (
        files[name].replace(b"  - id: record", shown.encode()).replace(b"    implement: [customer-service]\n", b"")
    )
    reading = read_policy({**files, "policy/hotline/figures/flow.png": data})
    found = findings_of(reading, date(2026, 11, 24))
    assert [each.code for each in found] == codes
    for each in found:
        assert (each.place.file, each.place.line, each.clause) == (name, 17, "record")
        assert "policy/hotline/figures/flow.png 不能用：它不完整或已损坏" in each.message.zh
    (procedure,) = reading.policy.procedures
    blocks = compose(procedure.working[0], procedure, reading.policy).blocks
    assert any(isinstance(block, ClauseBlock) and block.picture is not None for block in blocks) is not bool(codes)
