"""What goes away when entries and items are taken out: their lines, or their part of a line with its comma."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator.editing.lines import Lines
from generator.editing.paths import Found
from generator.editing.splices import Splice


def removals(siblings: Sequence[Found], gone: Collection[int], lines: Lines) -> Iterator[Splice]:
    """The changes that take out some of what stands in one mapping or list (by index), but not all of it."""
    if siblings[0].parent.style == "flow":
        yield from _in_flow(siblings, gone, lines)
        return
    amid = 0
    if 0 in gone and not lines.leads(lines.indicator(siblings[0])):
        amid = min(set(range(len(siblings))) - set(gone))
        yield _amid_line(siblings[0], siblings[amid], lines)
    for number in sorted(gone):
        begin, end = lines.stretch(siblings[number])
        if number < amid:
            continue
        if end < len(lines.text):
            yield Splice(begin, end + 1)
        else:
            yield Splice(max(0, begin - 1), end)


def _amid_line(first: Found, kept: Found, lines: Lines) -> Splice:
    """The first of an item's entries stand on the line of its dash: the next that is kept moves up there."""
    begin = lines.stretch(kept)[0]
    spaces = len(lines.text[begin:]) - len(lines.text[begin:].lstrip(" "))
    return Splice(lines.indicator(first), begin + spaces)


def _in_flow(siblings: Sequence[Found], gone: Collection[int], lines: Lines) -> Iterator[Splice]:
    starts = [(found.key or found.value).start for found in siblings]
    kept = [number for number in range(len(siblings)) if number not in gone]
    for number in sorted(gone):
        found = siblings[number]
        if number < kept[-1]:
            yield Splice(starts[number], _behind_comma(found, lines))
            continue
        before, start, end = siblings[number - 1].value.end, starts[number], found.value.end
        if "#" not in lines.text[before:start]:
            yield Splice(before, end)
        elif lines.leads(start) and not lines.text[end : lines.end(end)].strip(" ,"):
            yield Splice(lines.begin(start), lines.end(end) + 1)
        else:
            # A comment before it speaks of what is kept; a comma may stay behind at the end.
            yield Splice(start, end)


def _behind_comma(found: Found, lines: Lines) -> int:
    """Where what follows an item and its comma begins: a comment on a line of its own, or the next item."""
    text, at = lines.text, lines.after_gap(found.value.end) + 1
    rest = text[at : lines.end(at)].lstrip(" ")
    if rest.startswith("#"):
        at = lines.end(at)
    while at < len(text) and text[at] in " \n":
        at += 1
    return at
