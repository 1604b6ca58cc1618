"""The styles of a Word file: names, what they are based on, and what a paragraph inherits (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from generator.importing.markup import number, q, switched, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
MAX_CHAIN = 40
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberingRef:
    """`numPr`: which list and which level; None where it is not said. List 0 takes numbering away."""

    num: int | None
    level: int | None


def numbering_ref(properties: _Element | None) -> NumberingRef | None:
    """The `numPr` of paragraph properties."""
    found = None if properties is None else properties.find(q("w:numPr"))
    return None if found is None else NumberingRef(number(value(found, "w:numId")), number(value(found, "w:ilvl")))


@dataclass(frozen=True, slots=True)
class Style:
    """A style by itself, without what it inherits. `outline` counts from 0, as Word does; 9 is body text."""

    id: str
    name: str
    based_on: str | None
    numbering: NumberingRef | None
    outline: int | None
    bold: bool | None
    hidden: bool | None
    centred: bool | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id. Chains that are longer than any honest one, or go round, end at `MAX_CHAIN`."""

    all: Mapping[str, Style]
    default: str | None

    def chain(self, id: str | None) -> Iterator[Style]:
        """A style and those it is based on, nearest first."""
        for _ in range(MAX_CHAIN):
            if id is None or (style := self.all.get(id)) is None:
                return
            yield style
            id = style.based_on

    def name(self, id: str | None) -> str:
        """What people call the style; empty where there is none."""
        style = self.all.get(id) if id else None
        return style.name if style else ""

    def outline(self, id: str | None) -> int | None:
        """The outline level that a style gives, 0 to 8, by its chain or by the name of a built-in heading."""
        for style in self.chain(id):
            if style.outline is not None:
                return style.outline if style.outline < 9 else None
            if match := _HEADING.fullmatch(style.name):
                return int(match[1]) - 1
        return None

    def is_contents(self, id: str | None) -> bool:
        """Whether it is a style of the lines of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self.chain(id))

    def bold(self, id: str | None) -> bool:
        """Whether its text is bold."""
        return next((style.bold for style in self.chain(id) if style.bold is not None), False)

    def hidden(self, id: str | None) -> bool:
        """Whether its text is hidden."""
        return next((style.hidden for style in self.chain(id) if style.hidden is not None), False)

    def centred(self, id: str | None) -> bool:
        """Whether its paragraphs are centred."""
        return next((style.centred for style in self.chain(id) if style.centred is not None), False)

    def size(self, id: str | None) -> int | None:
        """Half points."""
        return next((style.size for style in self.chain(id) if style.size is not None), None)


def read_styles(root: _Element | None) -> Styles:
    """The styles of `styles.xml`; none where it is missing."""
    styles: dict[str, Style] = {}
    default = None
    for each in () if root is None else root.iterchildren(q("w:style")):
        id = each.get(q("w:styleId"), "")
        paragraph, run = each.find(q("w:pPr")), each.find(q("w:rPr"))
        styles[id] = Style(
            id,
            value(each, "w:name") or id,
            value(each, "w:basedOn"),
            numbering_ref(paragraph),
            number(value(paragraph, "w:outlineLvl")),
            switched(run, "w:b"),
            switched(run, "w:vanish"),
            None if (alignment := value(paragraph, "w:jc")) is None else alignment == "center",
            number(value(run, "w:sz")),
        )
        if each.get(q("w:type")) == "paragraph" and each.get(q("w:default")) in ("1", "true"):
            default = id
    return Styles(styles, default)
