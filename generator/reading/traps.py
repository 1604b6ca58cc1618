"""From what the parser stumbled on to its cause and the remedy (section YAML as people trip over it)."""

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

_COMPARISON = re.compile(r"(?:^|[:\-{,]\s*)([>|]\s*=?\s*\d)")
_VALUE_START = re.compile(r"(?::|-)\s+(?=(\{\{|[\[*!%\"'&@`{]))")

_OPENERS = {
    "{{": ("以 {{ 开头的文字", "text that begins with {{"),
    "[": ("以 [ 开头的文字", "text that begins with ["),
    "*": ("以 * 开头的文字", "text that begins with *"),
    "&": ("以 & 开头的文字", "text that begins with &"),
    "!": ("以 ! 开头的文字", "text that begins with !"),
    "%": ("以 % 开头的文字", "text that begins with %"),
    '"': (
        "以英文双引号开头、后面又有其他文字的内容",
        "text that begins with a quotation mark and goes on after the closing one",
    ),
    "'": (
        "以英文单引号开头、后面又有其他文字的内容",
        "text that begins with a quotation mark and goes on after the closing one",
    ),
    "@": ("以 @ 开头的文字", "text that begins with @"),
    "`": ("以 ` 开头的文字", "text that begins with `"),
    "{": ("以 { 开头的文字", "text that begins with {"),
}


class Trap(NamedTuple):
    """What a line has that YAML misreads: the column from 0, words, and what to write instead."""

    column: int
    words: Words
    rewrite: Rewrite | None = None


def explain(lines: list[str], line: int, column: int, problem: str) -> Fault:
    """The likeliest cause of a syntax error that the parser met at a mark, whose line and column are from 0."""
    for number in (line, line - 1):
        if 0 <= number < len(lines) and (found := _cause(lines[number], lines[number - 1] if number else "")):
            return Fault(number + 1, found.column + 1, found.words, found.rewrite)
    if "mapping values are not allowed" in problem:
        rewrite = quoting.quoted_value(lines[line]) if line < len(lines) else None
        return Fault(line + 1, column + 1, _COLON, rewrite)
    return Fault(
        line + 1,
        column + 1,
        Words(
            "这里不符合 YAML 的写法。请检查这一行和上一行的缩进、冒号后的空格、引号和括号是否成对。",
            f"This is not valid YAML ({problem or 'syntax error'}). Look at the indentation of this line and "
            "the one before, the space after "
            "colons, and that quotes and brackets are paired.",
        ),
    )


_WIDE_COLON = Words(
    "这里是中文冒号“：”。YAML 的键后面要用英文冒号加一个空格（: ）。",
    "This is a full-width colon. A key is followed by an ASCII colon and a space (': ').",
)
_COLON = Words(
    "文字里有英文冒号加空格（“: ”），YAML 把它当成了新的一项。请改用中文冒号“：”，或给整个值加上英文双引号；"
    "也可能是上一行的缩进不对。",
    "The text holds a colon and a space (': '), which starts a new entry in YAML. Put the whole value in double "
    "quotes, or mend the indentation.",
)


def _cause(source: str, before: str) -> Trap | None:
    body = source.split(" #", 1)[0]
    if "\t" in source[: len(source) - len(source.lstrip())] or re.match(r"\s*\t", source):
        words = Words(
            "缩进用了制表符（Tab）。YAML 只接受空格，请把 Tab 换成空格。",
            "The indentation has a tab. YAML takes spaces only; replace it with spaces.",
        )
        return Trap(source.index("\t"), words, quoting.without_tabs(source, before))
    if match := _COMPARISON.search(body):
        words = Words(
            '没有加引号的 > 在 YAML 中表示“多行文字”。请写成 ≥ 95 % 或 不低于 95 %，或者加上英文双引号：">= 95 %"。',
            'An unquoted > starts a block of text in YAML. Write ≥ 95 % or 不低于 95 %, or quote it: ">= 95 %".',
        )
        return Trap(match.start(1), words, quoting.quoted_from(source, match.start(1)))
    if "{" in body and "，" in body[body.index("{") :] and "{{" not in body:
        words = Words(
            "花括号里的各项要用英文逗号加空格（, ）分隔，这里是中文逗号“，”。",
            "Entries inside braces are separated by a comma and a space; this is a full-width comma.",
        )
        at = body.index("，", body.index("{"))
        return Trap(at, words, quoting.ascii_commas(source, at))
    if match := _VALUE_START.search(body):
        zh, en = _OPENERS[match[1]]
        words = Words(
            f"{zh}会被 YAML 当成特殊记号。请给整个值加上英文双引号（值里面的双引号改用中文引号“ ”）。",
            f"YAML takes {en} for markup. Put the whole value in double quotes (and use “ ” inside it).",
        )
        return Trap(match.start(1), words, quoting.quoted_from(source, match.start(1)))
    if match := re.match(r"\s*(?:-\s+)?[\w.+ ]+(：)", body):
        return Trap(match.start(1), _WIDE_COLON, quoting.ascii_colon(source, match.start(1)))
    if match := re.search(r":\s+\S.*?(: )", body):
        return Trap(match.start(1), _COLON, quoting.quoted_value(source))
    return None


def not_a_key(lines: list[str], line: int, column: int) -> Fault:
    """A mapping or list where a key should stand: nearly always a value that begins with {{. Line and column from 1."""
    source = lines[line - 1] if line <= len(lines) else ""
    if "{{" in source:
        zh, en = _OPENERS["{{"]
        at = source.index("{{")
        words = Words(
            f"{zh}会被 YAML 当成特殊记号。请给整个值加上英文双引号。",
            f"YAML takes {en} for markup. Put the whole value in double quotes.",
        )
        return Fault(line, at + 1, words, quoting.quoted_from(source, at))
    words = Words("这里应当是一个键（名称），却是一组内容。", "A key is expected here, not a group of values.")
    return Fault(line, column, words)


def wide_colon(lines: list[str], key: str, line: int, column: int) -> Trap | None:
    """A key with a full-width colon in it, `must： { 渠道`: its mapping begins earlier. Line and column from 1."""
    source = lines[line - 1] if line <= len(lines) else ""
    at = source.find("：", column - 1)
    return Trap(at, _WIDE_COLON, quoting.ascii_colon(source, at)) if "：" in key and at >= 0 else None


def duplicate_key(key: str) -> Words:
    """The same key twice in one mapping."""
    return Words(
        f"“{shown(key)}”在这里出现了两次，只有一次会生效。请合并或删除其中一个。",
        f"'{shown(key)}' stands here twice, and only one of them would count. Merge them, or delete one.",
    )


def empty_value(lines: list[str], key: str, line: int, column: int) -> Trap | None:
    """A key without a value that shows a slip: `{时段:夜间}`, `{a: 1,000}`. Line and column from 1."""
    source = lines[line - 1] if line <= len(lines) else ""
    flow = "{" in source[: column - 1] or "{" in source
    if flow and key[:1].isdigit() and re.search(r"[0-9],$", source[: column - 1]):
        words = Words(
            f"花括号里的英文逗号把数字断开了（“{shown(key)}”成了单独一项）。请去掉千位逗号，例如写 1000。",
            f"A comma inside braces cut a number in two ('{shown(key)}' became an entry of its own). Write it "
            "without the comma: 1000.",
        )
        return Trap(column - 1, words, quoting.without_thousands(source, column - 1))
    if ":" in key:
        name, _, value = key.partition(":")
        entry = shown(f"{name.strip()}: {value.strip()}")
        words = Words(
            f"冒号后面缺少空格：“{shown(key)}”被当成了一个整体。请写成 {entry}（英文冒号加空格）。",
            f"A space is missing after the colon, so '{shown(key)}' is one word. Write {entry}.",
        )
        at = source.find(":", column - 1)
        return Trap(column - 1, words, quoting.ascii_colon(source, at) if at >= 0 else None)
    return None


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
