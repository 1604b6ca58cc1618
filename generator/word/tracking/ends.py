"""Which paragraph's end a new or deleted paragraph comes and goes with.

A paragraph that comes brings one more end. Word takes either for it: its own, or the one before it, which is what Word marks when
someone presses Enter behind a paragraph. LibreOffice (7.4) shows the numbers of the old version beside the new ones, and counts
them right only in the second way: an end that is not there joins a paragraph to the next, and to LibreOffice the first of the
two is what remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from generator.word.tracking.markup import Change, Element, Marker, W


def with_ends_before(body: Element, marker: Marker) -> None:
    """Marks the end before a stretch of new or deleted paragraphs in place of its last one's, where both paragraphs are of one
    kind, so that it does not matter whose properties remain.
    """
    for before, stretch in _stretches(list(body)):
        kind = _end(stretch[0])
        if kind and _end(before) is None and _kind(before) == _kind(stretch[-1]):
            marker.paragraph_mark(before, kind)
            unmarked(stretch[-1])


def unmarked(paragraph: Element) -> None:
    """Takes the mark off a paragraph's end."""
    run = paragraph.find(f"{W}pPr/{W}rPr")
    assert run is not None
    run.remove(run[0])


def _stretches(elements: Sequence[Element]) -> Iterator[tuple[Element, Sequence[Element]]]:
    """The paragraphs one behind the other whose ends came, or went, with what stands before them."""
    stretch: list[Element] = []
    start: Element | None = None
    for before, element in pairwise(elements):
        kind = _end(element)
        if stretch and kind != _end(stretch[-1]):
            assert start is not None
            yield start, stretch
            stretch = []
        if kind and (stretch or before.tag == f"{W}p"):
            start = start if stretch else before
            stretch.append(element)
    if stretch and start is not None:
        yield start, stretch


def _end(element: Element) -> Change | None:
    """What became of a paragraph's end, if it came or went."""
    if element.tag == f"{W}p":
        for kind in ("ins", "del"):
            if element.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None:
                return "ins" if kind == "ins" else "del"
    return None


def _kind(paragraph: Element) -> Sequence[bytes]:
    """Its properties, but for those of its end, and whether it stays on one page with the next."""
    properties = paragraph.find(f"{W}pPr")
    others = (f"{W}rPr", f"{W}keepNext")
    return [etree.tostring(each) for each in (() if properties is None else properties) if each.tag not in others]
