"""What YAML reads without stumbling, but not as it was meant (section YAML as people trip over it)."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.findings import Words
from generator.reading import quoting
from generator.reading.nodes import Fault, Rewrite, shown

ALIAS = Words(
    "以 * 或 & 开头的内容在 YAML 中是“别名”，这里不允许使用。如果它是文字，请给整个值加上英文双引号。",
    "What begins with * or & is an alias in YAML, and aliases are not allowed. If it is text, put the whole "
    "value in double quotes.",
)
TAG = Words(
    "以 ! 开头的内容在 YAML 中是“标签”，这里不允许使用。如果它是文字，请给整个值加上英文双引号。",
    "What begins with ! is a tag in YAML, and tags are not allowed. If it is text, put the whole value in "
    "double quotes.",
)
SECOND_DOCUMENT = Words(
    "一个文件里只能有一份内容，请删除这里的 ---，或把后面的内容放进另一个文件。",
    "A file holds one document: delete this ---, or move what follows into a file of its own.",
)


class Trap(NamedTuple):
    """What a line has that YAML misreads: the column from 0, words, and what to write instead."""

    column: int
    words: Words
    rewrite: Rewrite | None = None


WIDE_COLON = Words(
    "这里是中文冒号“：”。YAML 的键后面要用英文冒号加一个空格（: ）。",
    "This is a full-width colon. A key is followed by an ASCII colon and a space (': ').",
)
NO_SPACE = Words(
    "冒号后面缺少空格，前后被当成了一个整体。请在英文冒号后面加一个空格（: ）。",
    "A space is missing after the colon, so that what stands on both sides of it is one word. Write ': '.",
)
WIDE_INDENT = Words(
    "缩进用了全角空格。YAML 只接受英文空格，请换成英文空格。",
    "The indentation has full-width spaces. YAML takes ASCII spaces only; replace them.",
)
MEANT_MAPPING = Words(
    "键后面要用英文冒号加一个空格（: ），花括号要用英文的 { }。",
    "A key is followed by an ASCII colon and a space (': '), and braces are ASCII ones, { }.",
)
BRACES_FIRST = Words(
    "以 {{ 开头的文字会被 YAML 当成特殊记号。请给整个值加上英文双引号。",
    "YAML takes text that begins with {{ for markup. Put the whole value in double quotes.",
)


def not_a_key(lines: list[str], line: int, column: int) -> Fault:
    """A mapping or list where a key should stand: nearly always a value that begins with {{. Line and column from 1."""
    source = lines[line - 1] if line <= len(lines) else ""
    if "{{" in source:
        at = source.index("{{")
        return Fault(line, at + 1, BRACES_FIRST, quoting.quoted_from(source, at))
    words = Words("这里应当是一个键（名称），却是一组内容。", "A key is expected here, not a group of values.")
    return Fault(line, column, words)


def misspelt_key(lines: list[str], key: str, line: int, column: int) -> Trap | None:
    """A key that begins with a wide space, or ends in a colon that YAML takes for a part of it, `{时段:夜间}`, `must：{ 渠道`.

    Line and column from 1.
    """
    wide = key.startswith(tuple(quoting.WIDE_SPACES))
    if not wide and ":" not in key and "：" not in key:
        return None
    source = lines[line - 1] if line <= len(lines) else ""
    if wide:
        return Trap(0, WIDE_INDENT, quoting.plain_indent(source, lines[max(0, line - 1 - quoting.NEAR) : line - 1]))
    at = quoting.colon_at(source, column - 1)
    if at is None or at >= column - 1 + len(key):
        return None
    if source[at] == "：":
        return Trap(at, WIDE_COLON, quoting.ascii_colon(source, column - 1, at))
    entry = shown(re.sub(r":\s*", ": ", key, count=1))
    words = Words(
        f"冒号后面缺少空格：“{shown(key)}”被当成了一个整体。请写成 {entry}（英文冒号加空格）。",
        f"A space is missing after the colon, so '{shown(key)}' is one word. Write {entry}.",
    )
    return Trap(at, words, quoting.ascii_colon(source, column - 1, at))


def duplicate_key(key: str) -> Words:
    """The same key twice in one mapping."""
    return Words(
        f"“{shown(key)}”在这里出现了两次，只有一次会生效。请合并或删除其中一个。",
        f"'{shown(key)}' stands here twice, and only one of them would count. Merge them, or delete one.",
    )


def cut_number(lines: list[str], key: str, line: int, column: int) -> Trap | None:
    """A key without a value that is the end of a number, `{ 费用: 1,000 元 }`. Line and column from 1."""
    source = lines[line - 1] if line <= len(lines) else ""
    if not key[:1].isdigit() or not re.search(r"(?<![0-9],)(?<![0-9])[0-9]+,$", source[: column - 1]):
        return None  # no figure, or not the first comma of it
    words = Words(
        f"花括号里的英文逗号把数字断开了（“{shown(key)}”成了单独一项）。请去掉千位逗号，例如写 1000。",
        f"A comma inside braces cut a number in two ('{shown(key)}' became an entry of its own). Write it "
        "without the comma: 1000.",
    )
    return Trap(column - 1, words, quoting.without_thousands(source, column - 1))


def cut_by_comment(lines: list[str], value: str, line: int, column: int) -> Trap | None:
    """A plain text that ` #` cuts short. `line` and `column` (from 0) are where the value ends.

    A comment that is meant as one has two spaces before `#` or follows a word without Chinese, and a space after `#`.
    """
    if line >= len(lines):
        return None
    rest = lines[line][column:]
    match = re.match(r"(\s+)#(.?)", rest)
    if not match or not value:
        return None
    prose = any("\u4e00" <= character <= "\u9fff" for character in value)
    if (match[2] and match[2] not in " #!\t") or (prose and len(match[1]) == 1):
        words = Words(
            "空格加 # 之后的内容会被 YAML 当作注释丢掉。如果它是文字的一部分，请给整个值加上英文双引号；"
            "如果确实是注释，请写成两个空格加“# ”。",
            "What follows a space and # is a comment in YAML and would be lost. If it belongs to the text, put "
            "the whole value in double "
            "quotes; if it is a comment, write two spaces and '# '.",
        )
        start = lines[line].find(value, 0, column)
        # With a space behind # it may be either: only its owner knows.
        meant = start >= 0 and match[2] not in ("", " ")
        return Trap(column, words, quoting.quoted_from(lines[line], start) if meant else None)
    return None
