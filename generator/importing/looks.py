"""How text looks, as far as that takes words from whoever reads them: struck out, hidden, or not to be seen.

ECMA-376 part 1, 17.3.1 (paragraphs) and 17.3.2 (runs). What stands nearer to the text is laid over what is further off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from lxml.etree import _Element

from generator.importing.markup import number, q, switched, value

Marred = Literal["", "struck", "pale", "small", "raised", "narrow", "web-hidden"]
"""What is done to text that stands there: a line through it, hardly another colour than what is behind it, too small to
read, out of its line, its letters one upon another, gone in some views. What is hidden altogether does not stand there.
"""

_LEAST_SIZE = 12
"""Half points: six points, half of what a line of text has."""
_LEAST_CONTRAST = 1.5
"""Of WCAG's 1 to 21; light grey on white has about as much."""
_LEAST_SCALE = 34
_DEFAULT_SIZE = 20
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE = "FFFFFF"
_PAPER = ("background1", "light1", "bg1", "lt1")
"""Theme colours that are the paper's, whatever `w:val` says beside them."""


@dataclass(frozen=True, slots=True)
class Look:
    """What properties say of how text looks; None is what they leave open.

    `size` and `position` are in half points, `spacing` and `line` (lines of just that height, else 0) in twentieths of a
    point, `scale` in percent; colours are RRGGBB, `auto` or `none`. `behind` is the colour of the paragraph or cell.
    """

    hidden: bool | None = None
    web_hidden: bool | None = None
    strike: bool | None = None
    double: bool | None = None
    size: int | None = None
    position: int | None = None
    scale: int | None = None
    spacing: int | None = None
    line: int | None = None
    color: str | None = None
    highlight: str | None = None
    shade: str | None = None
    behind: str | None = None

    def over(self, under: Look) -> Look:
        """This look, and the other one where this leaves something open."""
        if self == _OPEN:
            return under
        said = {name: mine for name in Look.__slots__ if (mine := getattr(self, name)) is not None}
        return replace(under, **said)

    def upon(self, under: Look) -> Look:
        """The look of a style upon that of a style of another kind: what either takes away is gone."""
        if self == _OPEN:
            return under
        return replace(
            self.over(under),
            hidden=self.hidden or under.hidden,
            web_hidden=self.web_hidden or under.web_hidden,
            strike=self.strike or under.strike,
            double=self.double or under.double,
        )

    @property
    def marred(self) -> Marred:
        """What is done to text of this look."""
        size = _DEFAULT_SIZE if self.size is None else self.size
        if self.strike or self.double:
            return "struck"
        if self.web_hidden:
            return "web-hidden"
        if size < _LEAST_SIZE or 0 < (self.line or 0) < _LEAST_SIZE * 10:
            return "small"
        if abs(self.position or 0) >= size:
            return "raised"
        if (100 if self.scale is None else self.scale) < _LEAST_SCALE or (self.spacing or 0) <= -5 * size:
            return "narrow"
        return "pale" if self._pale else ""

    @property
    def _pale(self) -> bool:
        if self.color == "none":
            return True
        marked = self.highlight is not None and self.highlight != "none"
        behind = next(
            (each for each in (self.highlight, self.shade, self.behind) if each and _COLOR.fullmatch(each)), _WHITE
        )
        if self.color is None or self.color == "auto":  # dark, or light where the shading is dark
            return marked and _contrast("000000", behind) < _LEAST_CONTRAST
        return _COLOR.fullmatch(self.color) is not None and _contrast(self.color, behind) < _LEAST_CONTRAST


_OPEN = Look()


def run_look(properties: _Element | None) -> Look:
    """What the properties of a run say (`w:rPr`)."""
    if properties is None or not len(properties):
        return _OPEN
    highlight = value(properties, "w:highlight")
    return Look(
        hidden=switched(properties, "w:vanish"),
        web_hidden=switched(properties, "w:webHidden"),
        strike=switched(properties, "w:strike"),
        double=switched(properties, "w:dstrike"),
        size=number(value(properties, "w:sz")),
        position=number(value(properties, "w:position")),
        scale=number((value(properties, "w:w") or "").rstrip("%")),
        spacing=number(value(properties, "w:spacing")),
        color=_color(properties),
        highlight=None if highlight is None else _HIGHLIGHTS.get(highlight, "none"),
        shade=_fill(properties),
    )


def paragraph_look(properties: _Element | None) -> Look:
    """What the properties of a paragraph say (`w:pPr`), beside those of its end."""
    if properties is None:
        return _OPEN
    spacing = properties.find(q("w:spacing"))
    line = None if spacing is None else number(spacing.get(q("w:line")))
    if spacing is not None and line is not None and spacing.get(q("w:lineRule")) != "exact":
        line = 0
    return Look(line=line, behind=_fill(properties))


def cell_look(properties: _Element | None) -> Look:
    """What the properties of a cell say (`w:tcPr`)."""
    return _OPEN if properties is None else Look(behind=_fill(properties))


def row_look(properties: _Element | None) -> Look:
    """What the properties of a row say (`w:trPr`): a height that cuts its lines off."""
    height = None if properties is None else properties.find(q("w:trHeight"))
    if height is None or height.get(q("w:hRule")) != "exact":
        return _OPEN
    least = number(height.get(q("w:val")))
    return Look(line=max(least, 1)) if least is not None and least < _LEAST_SIZE * 10 else _OPEN


def _color(properties: _Element) -> str | None:
    """The colour of letters; `none` where they are transparent."""
    filled = properties.find(q("w14:textFill"))
    if filled is not None:
        alpha = next((number(each.get(q("w14:val"))) or 0 for each in filled.iter(q("w14:alpha"))), 0)
        if filled.find(q("w14:noFill")) is not None or alpha > 60_000:
            return "none"
        for each in filled.iter(q("w14:srgbClr")):
            return each.get(q("w14:val"))
    color = properties.find(q("w:color"))
    if color is None:
        return None
    if color.get(q("w:themeColor")) not in _PAPER:
        return color.get(q("w:val"))
    darker = color.get(q("w:themeShade"), "FF")
    return darker * 3 if re.fullmatch("[0-9A-Fa-f]{2}", darker) else _WHITE


def _fill(properties: _Element) -> str | None:
    """The colour of a shading (`w:shd`): of its ground, or of a pattern that covers it."""
    shading = properties.find(q("w:shd"))
    if shading is None:
        return None
    pattern = shading.get(q("w:val"), "clear")
    ground, ink = shading.get(q("w:fill"), "auto"), shading.get(q("w:color"), "auto")
    share = 100 if pattern == "solid" else number(pattern.removeprefix("pct")) or 0
    if pattern == "nil" or (share == 0 and not _COLOR.fullmatch(ground)):
        return "none"
    parts = zip(_rgb(ink, "000000"), _rgb(ground, _WHITE), strict=True)
    return "".join(f"{(one * share + other * (100 - share)) // 100:02X}" for one, other in parts)


def _rgb(color: str, default: str) -> tuple[int, int, int]:
    color = color if _COLOR.fullmatch(color) else default
    return int(color[:2], 16), int(color[2:4], 16), int(color[4:], 16)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in _rgb(color, _WHITE))
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
