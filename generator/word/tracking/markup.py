"""The marks of tracked changes: who, when, and the elements that say what was put in, taken out or moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element
Change = Literal["ins", "del", "moveFrom", "moveTo"]
REMOVED: frozenset[Change] = frozenset(("del", "moveFrom"))
"""What is not there once all changes are accepted."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Makes marks in the name of one author, on one day; numbers are unique in a document."""

    author: str
    date: str
    numbers: Iterable[int] = field(default_factory=lambda: count(1))

    def mark(self, kind: str, **attributes: str) -> Element:
        """An element that says who changed something, and when."""
        said = {"id": self.number(), "author": self.author, "date": self.date, **attributes}
        return etree.Element(W + kind, {W + name: value for name, value in said.items()})

    def number(self) -> str:
        return str(next(iter(self.numbers)))

    def wrap(self, kind: Change, runs: Iterable[Element]) -> Element:
        """Runs as changed; what is taken out is no text any more."""
        made = self.mark(kind)
        for run in runs:
            if kind == "del":
                _take_out(run)
            made.append(run)
        return made

    def paragraph_mark(self, paragraph: Element, kind: Change) -> None:
        """The end of a paragraph as changed: without it the paragraph runs on into the next."""
        properties = properties_of(paragraph, "pPr", 0)
        run = properties.find(f"{W}rPr")
        if run is None:
            run = etree.Element(f"{W}rPr")
            # Only the section that ends here, and an older form of the properties, may stand behind it.
            behind = [child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")]
            properties.insert(len(properties) - len(behind), run)
        run.insert(0, self.mark(kind))

    def row(self, row: Element, kind: Literal["ins", "del"]) -> None:
        """A whole row as put in or taken out."""
        # Exceptions to the table's properties come first in a row.
        place = 1 if len(row) and row[0].tag == f"{W}tblPrEx" else 0
        properties_of(row, "trPr", place).append(self.mark(kind))


def properties_of(element: Element, name: str, place: int) -> Element:
    """The properties of a paragraph or row, made where there are none."""
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(place, found)
    return found


def _take_out(run: Element) -> None:
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText"
    for instruction in run.iter(f"{W}instrText"):
        instruction.tag = f"{W}delInstrText"
