"""The line breaks of scalars that YAML folds: it makes spaces of them, and Chinese has none (section Text)."""

from __future__ import annotations

import re

import yaml


def unfolded(lines: list[str], event: yaml.ScalarEvent) -> str:
    """A scalar's text with its line breaks as written, so that the reader of texts can join or keep them.

    A blank line is kept as one, whatever the style. Anything unusual (escaped line breaks, indentation indicators)
    stays as YAML reads it.
    """
    start, end = event.start_mark, event.end_mark
    text = str(event.value)
    if start is None or end is None or start.line == end.line or event.style == "|":
        return text
    raw = [line.strip() for line in _written(lines, start.line, start.column, end.line, end.column)]
    match event.style:
        case ">":
            found = "\n".join(raw[1:])
        case "'":
            found = "\n".join(raw)[1:-1].replace("''", "'")
        case '"':
            found = _unescaped("\\n".join(raw))
        case _:
            found = "\n".join(raw)
    return found.strip() if found.split() == text.split() else text


def _written(lines: list[str], first: int, column: int, last: int, end: int) -> list[str]:
    """The source between two marks, line by line."""
    inner = [*lines[first:last], lines[last][:end] if last < len(lines) else ""]
    return [inner[0][column:], *inner[1:]]


def _unescaped(source: str) -> str:
    """A double-quoted scalar on one line, read; empty where the joining made none of it."""
    if re.search(r"(?<!\\)(?:\\\\)*\\\\n", source):
        return ""
    try:
        event = next((e for e in yaml.parse(source, Loader=yaml.SafeLoader) if isinstance(e, yaml.ScalarEvent)), None)
    except yaml.YAMLError:
        return ""
    return str(event.value) if event else ""
