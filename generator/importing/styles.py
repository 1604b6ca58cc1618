"""The styles of a Word file: names, what they are based on, and what a paragraph inherits (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from generator.importing.looks import Look, cell_look, paragraph_look, row_look, run_look
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
    """A style by itself, without what it inherits. `outline` counts from 0, as Word does; 9 is body text.

    `head` is how the first row of a table looks beside `look`, `parts` how its other rows and columns may.
    """

    id: str
    name: str
    based_on: str | None
    numbering: NumberingRef | None
    outline: int | None
    bold: bool | None
    centred: bool | None
    size: int | None
    look: Look
    head: tuple[Look, ...]
    parts: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id. Chains that are longer than any honest one, or go round, end at `MAX_CHAIN`."""

    all: Mapping[str, Style]
    default: str | None
    defaults: Look
    """How everything looks of which no style says anything."""

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

    def look(self, id: str | None) -> Look:
        """How its text looks."""
        return _laid(style.look for style in self.chain(id))

    def ground(self, paragraph: _Element, id: str | None) -> Look:
        """How text of a paragraph of this style looks that says nothing itself."""
        made = paragraph_look(paragraph.find(q("w:pPr"))).over(self.look(id))
        for around in paragraph.iterancestors(*_AROUND):
            if around.tag == q("w:txbxContent"):
                break
            if around.tag == q("w:tbl"):
                return made.upon(self._table(around, paragraph).upon(self.defaults))
            own = around.find(f"{around.tag}Pr")
            made = row_look(own).over(made) if around.tag == q("w:tr") else made.over(cell_look(own))
        return made.upon(self.defaults)

    def shown(self, properties: _Element | None, ground: Look) -> Look:
        """How text of a run with these properties looks, in a paragraph of that ground."""
        return run_look(properties).over(self.look(value(properties, "w:rStyle")).upon(ground))

    def _table(self, table: _Element, paragraph: _Element) -> Look:
        """How a table's style makes a paragraph of it look."""
        id = value(table.find(q("w:tblPr")), "w:tblStyle")
        first = next(table.iter(q("w:tr")), None)
        heads = first is not None and first in paragraph.iterancestors(first.tag)
        made = self.look(id)
        for style in reversed([*self.chain(id)]):
            for part in style.head if heads else style.parts:
                made = part.upon(made)
        return made

    def centred(self, id: str | None) -> bool:
        """Whether its paragraphs are centred."""
        return next((style.centred for style in self.chain(id) if style.centred is not None), False)

    def size(self, id: str | None) -> int | None:
        """Half points."""
        return next((style.size for style in self.chain(id) if style.size is not None), None)


_AROUND = tuple(q(f"w:{name}") for name in ("tc", "tr", "tbl", "txbxContent"))


def _laid(looks: Iterable[Look]) -> Look:
    """Looks laid one over another, the nearest first."""
    made = Look()
    for each in looks:
        made = made.over(each)
    return made


def _parts(style: _Element, *, first: bool) -> Iterator[Look]:
    """How the parts of a table look for which its style has looks of their own: the first row, or the others."""
    for each in style.iterchildren(q("w:tblStylePr")):
        if (each.get(q("w:type")) == "firstRow") == first:
            yield _look(each)


def _look(style: _Element) -> Look:
    run, paragraph, cell = (style.find(q(f"w:{name}")) for name in ("rPr", "pPr", "tcPr"))
    return run_look(run).over(paragraph_look(paragraph)).over(cell_look(cell))


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
            None if (alignment := value(paragraph, "w:jc")) is None else alignment == "center",
            number(value(run, "w:sz")),
            _look(each),
            tuple(_parts(each, first=True)),
            tuple(_parts(each, first=False)),
        )
        if each.get(q("w:type")) == "paragraph" and each.get(q("w:default")) in ("1", "true"):
            default = id
    return Styles(styles, default, _defaults(root))


def _defaults(root: _Element | None) -> Look:
    found = None if root is None else root.find(q("w:docDefaults"))
    if found is None:
        return Look()
    run, paragraph = found.find(f"{q('w:rPrDefault')}/{q('w:rPr')}"), found.find(f"{q('w:pPrDefault')}/{q('w:pPr')}")
    return run_look(run).over(paragraph_look(paragraph))
