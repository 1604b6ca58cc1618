"""What to write instead of a stretch of a line that YAML misreads. Columns given are from 0."""

from __future__ import annotations

import re

from generator.reading.nodes import Rewrite

_IN_BRACES = re.compile(r"(?:\{\{.*?\}\})?[^,}\]]*")
_COMMENT = re.compile(r"\s+#(?:[ !].*)?$")
_VALUE = re.compile(r"\s*(?:-\s+)*[^:{\[]+:\s+(?=\S)|\s*(?:-\s+)+(?=\S)")
_WIDE_COMMA = re.compile(r"，\s*(?=[^，,{}：]*:\s)")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")


def quoted_from(source: str, column: int) -> Rewrite | None:
    """A value, from where it begins, in quotes: to the end of the line, or of an entry in braces; not a comment."""
    before, rest = source[:column], source[column:]
    inside = before.count("{") + before.count("[") > before.count("}") + before.count("]")
    match = _IN_BRACES.match(rest) if inside else None
    value = (match[0] if match else _COMMENT.sub("", rest)).rstrip()
    return Rewrite(column + 1, value, quoted(value)) if value else None


def quoted_value(source: str) -> Rewrite | None:
    """The value of a line `key: value`, or `- value`, in quotes."""
    match = _VALUE.match(source)
    return quoted_from(source, match.end()) if match else None


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


def ascii_colon(source: str, column: int) -> Rewrite:
    """A colon and a space where a full-width colon stands, or one without a space."""
    match = re.compile(r"[:：]\s*").match(source, column)
    return Rewrite(column + 1, match[0] if match else "", ": ")


def without_thousands(source: str, column: int) -> Rewrite | None:
    """The number, one of whose groups of digits begins there, without its commas."""
    for match in _THOUSANDS.finditer(source):
        if match.start() <= column < match.end():
            return Rewrite(match.start() + 1, match[0], match[0].replace(",", ""))
    return None


def without_tabs(source: str, before: str) -> Rewrite:
    """An indentation of spaces: as deep as the line before, or a step deeper below a key."""
    indent = source[: len(source) - len(source.lstrip())]
    depth = len(before) - len(before.lstrip(" ")) + (2 if before.rstrip().endswith(":") else 0)
    return Rewrite(1, indent, " " * depth)
