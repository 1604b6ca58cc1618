"""Word's own numbering: which number a paragraph shows (ECMA-376 part 1, 17.9).

A paragraph's list comes from its own `numPr` or from its styles; the level from there or from the level that is tied to
the style. Levels count for all lists of one definition together, as Word does, and begin anew below a higher level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from generator.importing.looks import Look, run_look
from generator.importing.markup import number, q, switched, value
from generator.importing.numerals import printed
from generator.importing.styles import NumberingRef, Styles

_PLACE = re.compile(r"%([1-9])")
_BULLETS = re.compile(
    r"[\uf000-\uf0ff\u2022\u25cf\u25cb\u25a0\u25a1\u25c6\u25c7\u25b2\u25b6\u27a2\u2713\u2714\u221a\u00b7*○o-]"
)
MAX_LEVELS = 9
_LARGEST = 999_999


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts, what it prints, and how that looks. `restart` 0 never begins anew."""

    start: int
    form: str
    text: str
    style: str | None
    legal: bool
    restart: int | None
    look: Look


@dataclass(frozen=True, slots=True)
class NativeLabel:
    """A number that Word prints: its text (`（二）`), the number, the list and level that give it, and how it looks."""

    text: str
    value: int
    definition: int
    level: int
    form: str
    look: Look

    @property
    def is_bullet(self) -> bool:
        """Whether it is a sign that counts nothing."""
        return self.form == "bullet" or not self.text.strip() or _BULLETS.fullmatch(self.text.strip()) is not None


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted."""

    styles: Styles
    definitions: Mapping[int, Mapping[int, Level]]
    lists: Mapping[int, int]
    overrides: Mapping[int, Mapping[int, int]]
    replaced: Mapping[tuple[int, int], Level]
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def reference(self, own: NumberingRef | None, style: str | None) -> tuple[int, int] | None:
        """The list and level of a paragraph with this `numPr` and style."""
        num = own.num if own else None
        level = own.level if own else None
        if num is None:
            for each in self.styles.chain(style):
                if each.numbering is not None:
                    num = each.numbering.num if num is None else num
                    level = self._tied(num, each.id) if level is None else level
                    level = each.numbering.level if level is None else level
                    if num is not None:
                        break
        if not num or num not in self.lists:
            return None
        return num, min(max(level or 0, 0), MAX_LEVELS - 1)

    def _tied(self, num: int | None, style: str) -> int | None:
        levels = self.definitions.get(self.lists.get(num or 0, -1), {})
        return next((place for place, level in levels.items() if level.style == style), None)

    def next(self, num: int, place: int) -> NativeLabel | None:
        """Counts one more paragraph of a list and gives what it shows; None where its level is not defined."""
        definition = self.lists[num]
        levels = self.definitions.get(definition, {})
        level = self.replaced.get((num, place)) or levels.get(place)
        if level is None:
            return None
        counts = self._counts.setdefault(definition, [None] * MAX_LEVELS)
        for above in range(place):
            if counts[above] is None:
                counts[above] = self._start(num, above, levels)
        begins = self.overrides.get(num, {}).get(place)
        if begins is not None and (num, place) not in self._begun:
            counts[place] = begins
        else:
            before = counts[place]
            counts[place] = self._start(num, place, levels) if before is None else min(before + 1, _LARGEST)
        self._begun.add((num, place))
        for below in range(place + 1, MAX_LEVELS):
            deeper = levels.get(below)
            if deeper is None or deeper.restart is None or 0 < place + 1 <= deeper.restart:
                counts[below] = None

        def shown(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            form = (self.replaced.get((num, which)) or levels.get(which) or level).form
            count = counts[which]
            return printed(count if count is not None else 1, "decimal" if level.legal and form != "none" else form)

        return NativeLabel(_PLACE.sub(shown, level.text), counts[place] or 0, definition, place, level.form, level.look)

    def _start(self, num: int, place: int, levels: Mapping[int, Level]) -> int:
        begins = self.overrides.get(num, {}).get(place)
        level = levels.get(place)
        return begins if begins is not None else level.start if level else 1


def read_numbering(root: _Element | None, styles: Styles) -> Numbering:
    """The lists of `numbering.xml`; none where it is missing."""
    definitions: dict[int, dict[int, Level]] = {}
    links: dict[int, str] = {}
    lists: dict[int, int] = {}
    overrides: dict[int, dict[int, int]] = {}
    replaced: dict[tuple[int, int], Level] = {}
    for each in () if root is None else root.iterchildren(q("w:abstractNum")):
        id = number(each.get(q("w:abstractNumId")))
        if id is not None:
            definitions[id] = dict(filter(None, (_level(child) for child in each.iterchildren(q("w:lvl")))))
            if link := value(each, "w:numStyleLink"):
                links[id] = link
    for each in () if root is None else root.iterchildren(q("w:num")):
        id, definition = number(each.get(q("w:numId"))), number(value(each, "w:abstractNumId"))
        if id is None or definition is None:
            continue
        lists[id] = definition
        for override in each.iterchildren(q("w:lvlOverride")):
            place = number(override.get(q("w:ilvl")))
            if place is None:
                continue
            if (start := number(value(override, "w:startOverride"))) is not None:
                overrides.setdefault(id, {})[place] = max(0, start)
            if (whole := override.find(q("w:lvl"))) is not None and (made := _level(whole)) is not None:
                replaced[id, place] = made[1]
    for id, link in links.items():
        # A list that is kept in a style: the style names the list that defines it.
        for style in styles.chain(link):
            target = lists.get(style.numbering.num or 0) if style.numbering else None
            if target is not None and target != id and not definitions.get(id):
                definitions[id] = definitions.get(target, {})
                break
    return Numbering(styles, definitions, lists, overrides, replaced)


def _level(element: _Element) -> tuple[int, Level] | None:
    place = number(element.get(q("w:ilvl")))
    if place is None or not 0 <= place < MAX_LEVELS:
        return None
    form = value(element, "w:numFmt")
    if form is None:  # custom formats stand beside a usual one, for programs that do not know them
        usual = element.find(f"{q('mc:AlternateContent')}/{q('mc:Fallback')}/{q('w:numFmt')}")
        form = usual.get(q("w:val")) if usual is not None else None
    return place, Level(
        max(0, number(value(element, "w:start")) or 0) if value(element, "w:start") is not None else 0,
        form or "decimal",
        (value(element, "w:lvlText") or "")[:80],
        value(element, "w:pStyle"),
        bool(switched(element, "w:isLgl")),
        number(value(element, "w:lvlRestart")),
        run_look(element.find(q("w:rPr"))),
    )
