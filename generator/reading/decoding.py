"""Bytes to text: UTF-8, of bearable size, without characters that deceive the eye."""

from __future__ import annotations

import re

from generator.findings import Words
from generator.reading.nodes import Fault

MAX_BYTES = 1_048_576

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control, bidirectional and zero-width characters (section Text)."""


def decode(data: bytes) -> str | Fault:
    """The text of a file with `\\n` line ends, or why it cannot be had."""
    if len(data) > MAX_BYTES:
        return Fault(
            1,
            1,
            Words(
                f"文件有 {len(data):,} 字节，超过 {MAX_BYTES:,} 字节的上限。请拆成几个文件。",
                f"The file has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}. Split it into several files.",
            ),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data[: error.start])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := FORBIDDEN.search(text):
        before = text[: bad.start()]
        return forbidden(bad[0], before.count("\n") + 1, len(before) - before.rfind("\n"))
    return text


def forbidden(character: str, line: int, column: int) -> Fault:
    """The fault of a character that nobody sees."""
    return Fault(
        line,
        column,
        Words(
            f"这里有一个看不见的字符 U+{ord(character):04X}（控制符、双向排版符或零宽字符）。"
            "它会让文字看起来与实际不同，请删除。",
            f"There is an invisible character U+{ord(character):04X} here (control, bidirectional or zero-width). "
            "It makes text look other than it is; delete it.",
        ),
    )


def _not_utf8(before: bytes) -> Fault:
    readable = before.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Fault(
        readable.count("\n") + 1,
        len(readable) - readable.rfind("\n"),
        Words(
            "文件不是 UTF-8 编码。请在编辑器中选择“另存为 UTF-8”。",
            "The file is not UTF-8. Save it as UTF-8 in your editor.",
        ),
    )
