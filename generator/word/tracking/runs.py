"""Two versions of a paragraph as one: words that both have, and those that were taken out or put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lxml import etree

from generator.document.words import word_diff
from generator.word.tracking.markup import XML_SPACE, Change, Element, Marker, W

Link = tuple[tuple[str, str], ...]
"""The attributes of a hyperlink; empty where there is none."""
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_FIRST_SIGN = 0x100000
"""Things that are no text stand in a comparison as characters of a private plane, each kind of thing by its own."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character, or a thing in its place (a tab, a picture, a field's mark), with its run's properties and its link."""

    sign: str
    thing: bytes | None
    properties: bytes
    link: Link


class Signs:
    """The signs that stand for things, the same for the same thing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._taken = {sign for text in texts for sign in text}
        self._signs: dict[bytes, str] = {}
        self._next = _FIRST_SIGN

    def of(self, thing: bytes) -> str:
        if thing not in self._signs:
            while chr(self._next) in self._taken:
                self._next += 1
            self._signs[thing] = chr(self._next)
            self._next += 1
        return self._signs[thing]


def characters(paragraph: Element, signs: Signs) -> list[Character]:
    """What a paragraph holds, without its properties and bookmarks."""
    return [each for child in paragraph for each in _inside(child, (), signs)]


def _inside(element: Element, link: Link, signs: Signs) -> Iterator[Character]:
    if element.tag == f"{W}pPr" or element.tag in _BOOKMARKS:
        return
    if element.tag == f"{W}hyperlink":
        attributes = tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))
        for child in element:
            yield from _inside(child, attributes, signs)
    elif element.tag == f"{W}r":
        found = element.find(f"{W}rPr")
        properties = b"" if found is None else etree.tostring(found)
        for child in element:
            if child.tag == f"{W}t":
                yield from (Character(sign, None, properties, link) for sign in child.text or "")
            elif child.tag != f"{W}rPr":
                thing = etree.tostring(child)
                yield Character(signs.of(thing), thing, properties, link)
    else:
        # Not a run (a simple field, say): a thing as a whole.
        thing = etree.tostring(element)
        yield Character(signs.of(thing), thing, b"whole", link)


def text_of(element: Element) -> str:
    """The text of anything, a paragraph or a table row."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


@dataclass(frozen=True, slots=True)
class Kinds:
    """How the words of a paragraph are marked; None leaves words out, `same` words are not marked where it is empty."""

    same: Change | None = None
    gone: Change | None = "del"
    new: Change | None = "ins"
    shows: frozenset[str] = frozenset(("same", "gone", "new"))


BOTH = Kinds()
LEAVING = Kinds(same="moveFrom", shows=frozenset(("same", "gone")))
"""A paragraph where it moved away from."""
ARRIVING = Kinds(same="moveTo", shows=frozenset(("same", "new")))
"""A paragraph where it moved to."""


def merged(old: Element, new: Element, marker: Marker, kinds: Kinds = BOTH) -> Element:
    """One paragraph from two, with the properties of the new one; a moved one's shows one side of the change."""
    signs = Signs((text_of(old), text_of(new)))
    made = _frame(old if kinds is LEAVING else new)
    for kind, before, after in _pieces(characters(old, signs), characters(new, signs)):
        if kind in kinds.shows:
            side = before if kind == "gone" or kinds is LEAVING else after
            made.extend(_runs(side, getattr(kinds, kind), marker))
    return _joined(made)


_Piece = tuple[Literal["same", "gone", "new"], Sequence[Character], Sequence[Character]]


def _pieces(old: Sequence[Character], new: Sequence[Character]) -> Iterator[_Piece]:
    """The pieces of two paragraphs, each as it is in both. Words that lead elsewhere now are not the same."""
    was, now = 0, 0
    for piece in word_diff("".join(each.sign for each in old), "".join(each.sign for each in new)):
        size = len(piece.text)
        before = old[was : was + size] if piece.kind != "new" else ()
        after = new[now : now + size] if piece.kind != "gone" else ()
        was, now = was + len(before), now + len(after)
        if piece.kind != "same":
            yield piece.kind, before, after
            continue
        for stays, group in groupby(zip(before, after, strict=True), key=lambda both: both[0].link == both[1].link):
            left, right = zip(*group, strict=True)
            if stays:
                yield "same", left, right
            else:
                yield "gone", left, ()
                yield "new", (), right


def changed(paragraph: Element, kind: Change, marker: Marker) -> Element:
    """A paragraph that is put in or taken out as a whole, its end included."""
    made = _frame(paragraph)
    made.extend(_runs(characters(paragraph, Signs((text_of(paragraph),))), kind, marker))
    marker.paragraph_mark(made, kind)
    return made


def _frame(paragraph: Element) -> Element:
    """A paragraph's properties and bookmarks, without what it says."""
    made = etree.Element(f"{W}p")
    made.extend(deepcopy(child) for child in paragraph if child.tag == f"{W}pPr" or child.tag in _BOOKMARKS)
    return made


def _runs(side: Sequence[Character], kind: Change | None, marker: Marker) -> Iterator[Element]:
    """Characters as runs, in their links, marked as changed."""
    for link, linked in groupby(side, key=lambda each: each.link):
        for whole, group in groupby(linked, key=lambda each: each.properties == b"whole"):
            if whole:
                runs = [etree.fromstring(each.thing) for each in group if each.thing]
            else:
                runs = [_run(list(alike), properties) for properties, alike in groupby(group, key=_properties)]
            made = [marker.wrap(kind, runs)] if kind else runs
            if not link:
                yield from made
                continue
            holder = etree.Element(f"{W}hyperlink", dict(link))
            holder.extend(made)
            yield holder


def _properties(character: Character) -> bytes:
    return character.properties


def _run(alike: Sequence[Character], properties: bytes) -> Element:
    run = etree.Element(f"{W}r")
    if properties:
        run.append(etree.fromstring(properties))
    for is_text, group in groupby(alike, key=lambda each: each.thing is None):
        if is_text:
            text = etree.SubElement(run, f"{W}t", {XML_SPACE: "preserve"})
            text.text = "".join(each.sign for each in group)
        else:
            run.extend(etree.fromstring(each.thing) for each in group if each.thing)
    return run


def _joined(paragraph: Element) -> Element:
    """Neighbouring links to one place as one link."""
    for child in list(paragraph):
        before = child.getprevious()
        if (
            before is not None
            and child.tag == before.tag == f"{W}hyperlink"
            and sorted(child.attrib.items()) == sorted(before.attrib.items())
        ):
            before.extend(list(child))
            paragraph.remove(child)
    return paragraph


def renamed_bookmarks(names: Mapping[str, str], element: Element) -> None:
    """Bookmarks, and the links to them, by other names."""
    for mark in element.iter(f"{W}bookmarkStart"):
        name = mark.get(f"{W}name") or ""
        mark.set(f"{W}name", names.get(name, name))
    for link in element.iter(f"{W}hyperlink"):
        if (anchor := link.get(f"{W}anchor")) is not None:
            link.set(f"{W}anchor", names.get(anchor, anchor))
