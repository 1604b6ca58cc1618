"""Two versions of a document's body as one: what stayed, what came and went, what moved; clauses and headings by their ids."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.document.comparison import longest_rising, paired
from generator.word.tracking.markup import Element, Marker, W
from generator.word.tracking.runs import ARRIVING, LEAVING, changed, merged, text_of
from generator.word.tracking.tables import changed_table, merged_table

Key = tuple[str, str]
"""What an element is: ("control", its tag), ("mark", the name of its first bookmark), or, of a line that does nothing but lead
somewhere, ("line", the name of the bookmark there).
"""


@dataclass(frozen=True)
class Merging:
    """A merge on its way. `floating` are the elements that moved, or stand under one that did, by their keys."""

    marker: Marker
    floating: Set[Key] = frozenset()

    def bodies(self, old: Sequence[Element], new: Sequence[Element]) -> Iterator[Element]:
        """The elements of a merged body."""
        before, after = _keyed(old), _keyed(new)
        both = [key for key in after if key in before and key not in self.floating]
        stays = [both[n] for n in longest_rising([before[key] for key in both])]
        moved = {key: f"move{n}" for n, key in enumerate((k for k in after if k in before and k not in set(stays)), 1)}
        partners = {key: (old[before[key]], new[after[key]]) for key in moved}
        was = now = 0
        for key in stays:
            yield from self._stretch(old[was : before[key]], new[now : after[key]], moved, partners)
            yield from self._both(old[before[key]], new[after[key]])
            was, now = before[key] + 1, after[key] + 1
        yield from self._stretch(old[was:], new[now:], moved, partners)

    def _stretch(
        self,
        old: Sequence[Element],
        new: Sequence[Element],
        moved: Mapping[Key, str],
        partners: Mapping[Key, tuple[Element, Element]],
    ) -> Iterator[Element]:
        for pair in paired(old, new, text_of, kind=_nameless):
            if pair.old is not None and pair.new is not None:
                yield from self._both(pair.old, pair.new)
                continue
            element = pair.new if pair.new is not None else pair.old
            assert element is not None
            key = key_of(element)
            if key is not None and key in moved:
                yield from self._moved(partners[key], moved[key], arriving=pair.old is None)
            else:
                yield from self._whole(element, "ins" if pair.old is None else "del")

    def _both(self, old: Element, new: Element) -> Iterator[Element]:
        """An element that both have; content controls are left out."""
        if etree.tostring(old) == etree.tostring(new):
            yield from map(deepcopy, _parts(new))
            return
        if new.tag == f"{W}sdt":
            # LibreOffice puts marks that stand in a content control in the wrong place.
            yield from self.bodies(inside(old), inside(new))
        elif new.tag == f"{W}tbl":
            yield merged_table(old, new, self.marker)
        elif new.tag == f"{W}p":
            yield merged(old, new, self.marker)
        else:
            yield deepcopy(new)

    def _whole(self, element: Element, kind: str) -> Iterator[Element]:
        """An element that is put in or taken out. It stands outside its content control, which no change could take away."""
        for part in _parts(element):
            if part.tag == f"{W}tbl":
                yield changed_table(part, "ins" if kind == "ins" else "del", self.marker)
            else:
                yield changed(part, "ins" if kind == "ins" else "del", self.marker)

    def _moved(self, sides: tuple[Element, Element], name: str, *, arriving: bool) -> Iterator[Element]:
        """An element where it moved to, or where it moved away from, between the marks that Word wants."""
        way = "moveTo" if arriving else "moveFrom"
        start = self.marker.mark(f"{way}RangeStart", name=name)
        yield start
        for pair in paired(_parts(sides[0]), _parts(sides[1]), text_of, kind=_kind):
            side = pair.new if arriving else pair.old
            if side is None:
                continue
            if side.tag == f"{W}tbl":
                yield changed_table(side, "ins" if arriving else "del", self.marker)
            elif pair.old is None or pair.new is None:
                yield changed(side, "ins" if arriving else "del", self.marker)
            else:
                made = merged(pair.old, pair.new, self.marker, ARRIVING if arriving else LEAVING)
                self.marker.paragraph_mark(made, "moveTo" if arriving else "moveFrom")
                yield made
        end = etree.Element(f"{W}{way}RangeEnd")
        end.set(f"{W}id", start.get(f"{W}id") or "")
        yield end


def key_of(element: Element) -> Key | None:
    """What an element of a body is; None where nothing names it."""
    if element.tag == f"{W}sdt":
        tag = element.find(f"{W}sdtPr/{W}tag")
        return None if tag is None else ("control", tag.get(f"{W}val") or "")
    if element.tag != f"{W}p":
        return None
    if (mark := element.find(f"{W}bookmarkStart")) is not None:
        return ("mark", mark.get(f"{W}name") or "")
    links = [child for child in element if child.tag != f"{W}pPr"]
    anchor = links[0].get(f"{W}anchor") if len(links) == 1 else None
    return ("line", anchor) if anchor else None


def inside(control: Element) -> Sequence[Element]:
    """What a content control holds."""
    content = control.find(f"{W}sdtContent")
    return [] if content is None else list(content)


def _parts(element: Element) -> Sequence[Element]:
    return inside(element) if element.tag == f"{W}sdt" else [element]


def _keyed(elements: Iterable[Element]) -> dict[Key, int]:
    return {key: place for place, element in enumerate(elements) if (key := key_of(element)) is not None}


def _style(element: Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val") or ""


def _nameless(element: Element) -> Hashable:
    """What an element is, which it has in common with what it may have become; what has a name is like nothing else."""
    return _kind(element) if key_of(element) is None else id(element)


def _kind(element: Element) -> Hashable:
    """What an element is, for all but what it says; of a table, how many columns it has."""
    columns = sum(1 for _ in element.iter(f"{W}gridCol")) if element.tag == f"{W}tbl" else 0
    return (element.tag, _style(element), element.find(f"{W}pPr/{W}sectPr") is not None, columns)
