"""What to write instead of a stretch of a line that YAML misreads. Columns given are from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reading.nodes import Rewrite

WIDE_SPACES = "\u3000\u00a0"
NEAR = 30
"""So many lines above tell in which columns things begin."""

_IN_BRACES = re.compile(r"(?:\{\{.*?\}\})?[^,}\]]*")
_COMMENT = re.compile(r"\s+#(?:[ !].*)?$")
_ENTRY_ENDS = re.compile(r"\s*[,}\]]")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_COLON = re.compile(rf"：\s*|:[{WIDE_SPACES}]+|:(?=[^\s:/]|$)")
_ENTRY = re.compile(r"([\w.+＋]+(?: *[+＋] *[\w.]+)*)\s*[:：]\s*(\S.*)")
_WIDE_COMMA = re.compile(r"，\s*(?=[^，,{}：]*:\s|\{)")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_WIDE_MARKS = str.maketrans({"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "，": ", ", "：": ": "})
_OPENING = {"{": "}", "[": "]"}


def in_flow(source: str, column: int) -> bool:
    """Whether braces or brackets that are open there began on this line."""
    before = source[:column]
    return before.count("{") + before.count("[") > before.count("}") + before.count("]")


def without_comment(source: str) -> str:
    """A line without the comment, and the spaces, at its end."""
    return _COMMENT.sub("", source).rstrip()


def quoted_from(source: str, column: int) -> Rewrite | None:
    """A value, from where it begins, in quotes: to the end of the line, or of an entry in braces; not a comment."""
    rest = source[column:]
    match = _IN_BRACES.match(rest) if in_flow(source, column) else None
    value = (match[0] if match else without_comment(rest)).rstrip()
    return Rewrite(column + 1, value, quoted(value)) if value else None


def quotings(source: str, column: int) -> Iterator[Rewrite]:
    """A value, from where it begins, in quotes: first as far as an entry in braces can be read to go, then further."""
    rest = without_comment(source)[column:]
    if in_flow(source, column):
        covered = [match.span() for match in _PLACEHOLDER.finditer(rest)]
        for match in _ENTRY_ENDS.finditer(rest):
            inside = any(begin < match.end() <= end for begin, end in covered)
            if not inside and (value := rest[: match.start()]):
                yield Rewrite(column + 1, value, quoted(value))
    if rest:
        yield Rewrite(column + 1, rest, quoted(rest))


def quoted(value: str) -> str:
    """A text in double quotes, or in single ones where it has double ones in it."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def ascii_commas(source: str, column: int) -> Rewrite | None:
    """Entries in braces with a comma and a space between them instead of a full-width comma."""
    rest = source[column:]
    made = _WIDE_COMMA.sub(", ", rest)
    return Rewrite(column + 1, rest, made) if made != rest else None


def apart(text: str) -> list[str]:
    """The parts of a text between its full-width commas, not those inside brackets or quotation marks."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "（《“「『") - (character in "）》”」』")
        if character == "，" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def ascii_marks(source: str, column: int) -> Rewrite:
    """Full-width braces, brackets, colons and commas as YAML has them, from a column on."""
    rest = without_comment(source)[column:]
    made = re.sub(r"([,:]) +", r"\1 ", rest.translate(_WIDE_MARKS))
    return Rewrite(column + 1, rest, made)


def colon_at(source: str, column: int) -> int | None:
    """Where a colon stands, from a column on, that is full-width or has no space behind it."""
    match = _COLON.search(source, column)
    return match.start() if match else None


def ascii_colon(source: str, key: int, at: int) -> Rewrite:
    """A key from where it begins, with a colon and a space where a full-width colon stands, or one without a space."""
    match = re.compile(r"[:：]\s*").match(source, at)
    end = match.end() if match else at
    return Rewrite(key + 1, source[key:end], source[key:at] + ": ")


def entries_meant(text: str, column: int) -> Rewrite | None:
    """A text, from a column (from 1) on, that is entries but for their colons or braces: `渠道：邮件`, `｛ 渠道: 邮件 ｝`."""
    if text.startswith("｛") and text.endswith("｝"):
        return Rewrite(column, text, ascii_marks(text, 0).new)
    lines = [_ENTRY.fullmatch(line) for line in text.split("\n")]
    if not all(lines):
        return None
    between = "\n" + " " * (column - 1)
    made = between.join(f"{match[1]}: {match[2]}" for match in lines if match)
    return Rewrite(column, text.replace("\n", between), made)


def without_thousands(source: str, column: int) -> Rewrite | None:
    """The number, one of whose groups of digits begins there, without its commas."""
    for match in _THOUSANDS.finditer(source):
        if match.start() <= column < match.end():
            return Rewrite(match.start() + 1, match[0], match[0].replace(",", ""))
    return None


def plain_indent(source: str, above: Sequence[str]) -> Rewrite:
    """An indentation of ASCII spaces: an item's as that of the item before, else as deep as the line before, or a step
    deeper below a key.
    """
    indent = source[: len(source) - len(source.lstrip())]
    item = source.lstrip().startswith("-")
    before = next((line for line in reversed(above) if line.strip()), "")
    if before.rstrip().endswith(":"):
        return Rewrite(1, indent, " " * (depth(before) + (0 if item else 2)))
    if item:
        before = next((line for line in reversed(above) if line.lstrip().startswith("- ")), before)
    return Rewrite(1, indent, " " * (depth(before) if item else len(before) - len(before.lstrip(" -"))))


def depth(source: str) -> int:
    """How many spaces a line begins with."""
    return len(source) - len(source.lstrip(" "))


def indented(source: str, column: int) -> Rewrite:
    """A line that begins at another column."""
    now = depth(source)
    return Rewrite(1, source[: now + 1], " " * column + source[now])


def paired(source: str) -> Iterator[Rewrite]:
    """A line whose braces and brackets are all closed, each by its like, where they are not: a closing one that belongs to
    an opening one before the last shows that the last was forgotten, or is itself the wrong one.
    """
    line = without_comment(source)
    first = min((at for at, mark in enumerate(line) if mark in _OPENING), default=None)
    if first is not None:
        for swapped in (False, True):
            made = _paired(line, swapped=swapped)
            if made != line:
                yield Rewrite(first + 1, line[first:], made[first:])


def _paired(line: str, *, swapped: bool) -> str:
    made = ""
    wanted: list[str] = []
    for mark in line:
        if mark in _OPENING:
            wanted.append(_OPENING[mark])
        elif mark in "}]":
            if mark in wanted and not swapped:
                while wanted[-1] != mark:
                    made = made.rstrip() + wanted.pop() + " "
            made += wanted.pop() if wanted else ""
            continue
        made += mark
    for mark in reversed(wanted):
        made += " }" if mark == "}" else "]"
    return made.rstrip()


def closed_quote(source: str, column: int) -> Iterator[Rewrite]:
    """A text whose quotation mark opens there and is not closed on its line: where a Chinese one stands, or at its end."""
    rest = without_comment(source)[column:]
    if (at := max(rest.rfind(mark) for mark in "”“＂")) > 0:
        yield Rewrite(column + 1, rest[: at + 1], rest[:at] + '"')
    if match := re.fullmatch(r"(.*?)(\s*[}\]]+)", rest):
        yield Rewrite(column + 1, rest, f'{match[1]}"{match[2]}')
    yield Rewrite(column + 1, rest, rest + '"')
