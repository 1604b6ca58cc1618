"""Paragraphs over lines of a width, so that the reader joins them to the same again."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.kinds import join_lines
from generator.reports.quote import cells

NARROWEST = 20
"""Cells of a line at least, however narrow the lines were before."""

_CLOSING = "，。、；：？！）》」』】〕”’…—,.;:?!)]}%"
_OPENING = "（《「『【〔“‘([{"


def wrapped(text: str, first: int, further: int) -> list[str]:
    """Lines of at most so many cells, the first and the further ones.

    They break between Han characters and at spaces, not inside double braces nor before a closing mark; what has no
    place to break is left too long.
    """
    lines: list[str] = []
    begin = last = taken = 0
    room = first
    breaks = set(_breaks(text))
    for at, character in enumerate(text):
        if at in breaks:
            last = at
        taken += cells(character)
        if taken > room and last > begin and character != " ":
            lines.append(text[begin:last].rstrip())
            begin, room = last, further
            taken = cells(text[begin : at + 1])
    return [*lines, text[begin:]]


def _breaks(text: str) -> Iterator[int]:
    """Where the second of two lines may begin."""
    depth = 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        depth += (before == "{") - (before == "}")
        if depth or after == " " or after in _CLOSING or before in _OPENING:
            continue
        # A line break becomes a space, or nothing between Han characters: only where that is what stands here.
        joined = text[at - 2 : at + 1] if before == " " else before + after
        if join_lines(f"{joined[0]}\n{after}") == joined:
            yield at
