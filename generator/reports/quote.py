"""Source lines as a terminal shows them: numbered, a caret under the place, nothing that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.model import Place

WIDTH = 100
"""Cells of a source line that are shown; a longer line is cut around its caret."""

BLOCK = 8
"""Lines of a clause that are shown."""

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NESTED = re.compile(r"\s*(?:clauses|sections):")


def visible(text: str) -> str:
    """Text whose control, bidirectional and zero-width characters are written out, as `\\x1b` or `\\u202e`."""
    return _OBEYED.sub(lambda match: ascii(match[0])[1:-1], text)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: a Han character two, a combining mark none."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def quote(source: str, place: Place, *, whole: bool = False) -> Iterator[tuple[int | None, str]]:
    """(line number, line) pairs for a place; the caret's line has no number. `whole` quotes the mapping that begins
    there. A place outside the source yields nothing.
    """
    lines = source.split("\n")
    if not 1 <= place.line <= len(lines):
        return
    first = lines[place.line - 1].rstrip("\r")
    before = visible(first[: place.column - 1].replace("\t", " "))
    shown, cut = _window(before, visible(first[place.column - 1 :].replace("\t", " ")))
    yield place.line, shown
    yield None, " " * cut + "^"
    if whole:
        for offset, line in _block(lines[place.line :], place.column - 1):
            yield (None, line) if offset is None else (place.line + offset, _window("", line)[0])


def _window(before: str, after: str) -> tuple[str, int]:
    """A line that fits, and the cells before its caret."""
    start, room = len(before), WIDTH // 2
    while start and (room := room - _cells(before[start - 1])) >= 0:
        start -= 1
    left = f"…{before[start:]}" if start else before
    room, right = WIDTH - cells(left), ""
    for character in after:
        if (room := room - _cells(character)) < 0:
            return f"{left}{right}…", cells(left)
        right += character
    return left + right, cells(left)


def _block(lines: list[str], indent: int) -> Iterator[tuple[int | None, str]]:
    """The lines that go on a mapping whose keys stand at an indentation, without what is nested in it, until there are
    too many."""
    for offset, raw in enumerate(lines, 1):
        line = visible(raw.rstrip("\r").replace("\t", " "))
        depth = len(line) - len(line.lstrip())
        if not line.strip() or depth < indent or (depth == indent and _NESTED.match(line)):
            return
        if offset >= BLOCK:
            yield None, " " * indent + "…"
            return
        yield offset, line
