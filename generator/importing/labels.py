"""Numbers in front of paragraphs, typed or printed by Word: 一、（一）1.（1）①, 第X章 第X条, 1.1, 附录A, of either width.

A label has a scheme, which says how deep people usually use it, and a value. What only looks like one (2026年, 3.5 倍) is
left in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.importing.numbering import NativeLabel
from generator.importing.numerals import value_of

_NUMERALS = "〇○零一二三四五六七八九十百千两廿"
_CN = rf"[{_NUMERALS}](?:[ \u3000]?[{_NUMERALS}]){{0,7}}"
_NUM = "[0-9０-９]{1,3}"
_GAP = r"[ \t\u3000\xa0]*"
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_LETTERS = {ord("Ａ") + place: ord("A") + place for place in range(26)}

UNITS = (
    "版|稿|型|个|秒|分|小时|时|天|日|周|月|年|季|次|人|条|份|字|元|万|亿|千|百|%|％|‰|倍|米|公里|级|页|项|名|家|台|件|批|种|岁|℃|度|"
    "kg|km|mm|cm|GB|MB|KB"
)
_NO_UNIT = rf"(?!{_GAP}(?:个(?=[工月小季人自])|(?:{UNITS})(?=$|[^\u3400-\u9fff]|[内以前后之的及左至到为起])))"


@dataclass(frozen=True, slots=True)
class Label:
    """A number in front of a paragraph. `parts` are those of 3.2.1; `length` is what it takes of a typed text."""

    scheme: str
    text: str
    value: int
    parts: tuple[int, ...] = ()
    length: int = 0


FAMILIES: Mapping[str, str] = {
    "一、": "cn",
    "1.": "arabic",
    "1、": "arabic",
    "1": "arabic",
    "（1）": "brackets",
    "1）": "brackets",
    "a.": "letters",
    "（a）": "letters",
}
"""Schemes that careless authors mix in one list."""

STRUCTURAL = ("第X章", "第X节", "第X条", "一、", "附录", "附件")
"""Schemes that say by themselves that the document has begun."""


def _chinese(match: re.Match[str]) -> int | None:
    return value_of(re.sub(r"\s", "", match[1]).translate(_WIDE))


def _letter(match: re.Match[str]) -> int | None:
    return ord(match[1].translate(_LETTERS).lower()) - ord("a") + 1


_Reading = Callable[[re.Match[str]], int | None]


def _code(*blocks: tuple[int, int]) -> _Reading:
    def read(match: re.Match[str]) -> int | None:
        point, before = ord(match[1]), 0
        for first, last in blocks:
            if first <= point <= last:
                return point - first + before + 1
            before += last - first + 1
        return None

    return read


_AFTER = rf"{_GAP}[:：]?{_GAP}"


def _span(ends: str) -> str:
    """Every character of spans that are given by their first and last ones."""
    return "".join(
        map(chr, (code for a, b in zip(ends[::2], ends[1::2], strict=True) for code in range(ord(a), ord(b) + 1)))
    )


_FIGURES = _span("09０９")
_ALPHABET = _span("AZaz")
_TABLE: tuple[tuple[str, str, str, _Reading], ...] = (
    ("第", "第X章", rf"第{_GAP}({_CN}|{_NUM}){_GAP}[章编篇](?![程节]){_AFTER}", _chinese),
    ("第", "第X节", rf"第{_GAP}({_CN}|{_NUM}){_GAP}节{_AFTER}", _chinese),
    ("第", "第X条", rf"第{_GAP}({_CN}|{_NUM}){_GAP}条(?![第款项的规所中、，和至]){_AFTER}", _chinese),
    ("附", "附录", rf"附{_GAP}录{_GAP}([A-ZＡ-Ｚ])(?![A-Za-z]){_AFTER}", _letter),
    ("附", "附录", rf"附{_GAP}录{_GAP}({_CN}|{_NUM})(?![章条、，的]){_AFTER}", _chinese),
    ("附", "附件", rf"附{_GAP}[件表]{_GAP}({_CN}|{_NUM})(?![章条、，的和]){_AFTER}", _chinese),
    (
        "附",
        "附件",
        rf"附{_GAP}[件表]{_GAP}()[:：]{_GAP}(?=[\u3400-\u9fff]{{2,18}}(?:表|单|记录|台账|簿)\s*$)",
        lambda _: 1,
    ),
    (_NUMERALS, "一、", rf"({_CN}){_GAP}[、.．](?![{_NUMERALS}]{{1,3}}[、级等类期])(?![0-9]){_GAP}", _chinese),
    ("（(〔", "（一）", rf"[（(〔]{_GAP}({_CN}){_GAP}[）)〕][、.．]?{_GAP}", _chinese),
    ("（(", "（1）", rf"[（(]{_GAP}({_NUM}){_GAP}[）)][、.．]?{_GAP}", _chinese),
    (_span("⑴⒇"), "（1）", rf"([⑴-⒇]){_GAP}", _code((0x2474, 0x2487))),
    (
        _span("①⑳㉑㉟㊱㊿"),
        "①",
        rf"([①-⑳㉑-㉟㊱-㊿])[、.．]?{_GAP}",
        _code((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF)),
    ),
    (_span("❶❿"), "①", rf"([❶-❿]){_GAP}", _code((0x2776, 0x277F))),
    (_span("㈠㈩"), "㈠", rf"([㈠-㈩]){_GAP}", _code((0x3220, 0x3229))),
    (_span("⒈⒛"), "1.", rf"([⒈-⒛]){_GAP}", _code((0x2488, 0x249B))),
    (_FIGURES, "1、", rf"({_NUM}){_GAP}、{_GAP}", _chinese),
    (_FIGURES, "1.", rf"({_NUM}){_GAP}[.．](?![0-9０-９.．…]){_GAP}", _chinese),
    (_FIGURES, "1）", rf"({_NUM}){_GAP}[）)]{_GAP}", _chinese),
    ("（(", "（a）", rf"[（(]{_GAP}([A-Za-z]){_GAP}[）)]{_GAP}", _letter),
    (_ALPHABET, "a.", rf"([A-Za-z])[.．、)）]{_GAP}(?![A-Za-z]\.)", _letter),
    (_span("ⅠⅫ"), "Ⅰ", rf"([Ⅰ-Ⅻ])[、.．]?{_GAP}", _code((0x2160, 0x216B))),
    (_span("ⅰⅻ"), "ⅰ", rf"([ⅰ-ⅻ])[、.．)）]?{_GAP}", _code((0x2170, 0x217B))),
)
"""What a label begins with, its scheme, the pattern of the whole, how its value is read. Few are compiled in a run."""
_pattern = cache(re.compile)
_DECIMAL = re.compile(
    rf"([0-9０-９]{{1,3}}(?:[.．][0-9０-９]{{1,3}}){{1,7}})[.．、]?(?:[ \t\u3000\xa0]+|(?=[^0-9０-９.．\-~～至/A-Za-z])){_NO_UNIT}"
)
_PLAIN = re.compile(rf"({_NUM})(?:[ \t\u3000\xa0]+)(?=[\u3400-\u9fffA-Za-z]){_NO_UNIT}")
_BULLET = re.compile(r"([•●■◆▪◇○□➢►▶✓√·*※—–-])[ \t\u3000\xa0]*(?=[^\s\d.·*…—–-])")
_SPACE = re.compile(r"\s*")
_STARTS = re.compile(rf"[第附（(〔{_NUMERALS}0-9０-９A-Za-z①-⒛㈠-㈩㉑-㉟㊱-㊿❶-❿Ⅰ-ⅻ]|[^\w\s]")
_LONGEST = 64
"""No label reaches further into a text."""


def typed(text: str, *, plain: bool = False) -> Label | None:
    """The label that a text begins with. `plain` also takes a bare number and a space (`3 职责`), as standards do."""
    return _typed(text[:_LONGEST], plain)


@lru_cache(maxsize=4096)
def _typed(text: str, plain: bool) -> Label | None:
    start = _SPACE.match(text)
    at = start.end() if start else 0
    if at == len(text) or not _STARTS.match(text, at):
        return None
    for first, scheme, pattern, read in _TABLE:
        if text[at] in first and (match := _pattern(pattern).match(text, at)) and (value := read(match)) is not None:
            return Label(scheme, match[0].strip().rstrip(":：").strip(), value, length=match.end())
    if match := _DECIMAL.match(text, at):
        parts = tuple(int(part) for part in match[1].translate(_WIDE).split("."))
        return Label(f"1{'.1' * (len(parts) - 1)}", match[1].translate(_WIDE), parts[-1], parts, match.end())
    if plain and (match := _PLAIN.match(text, at)):
        return Label("1", match[1].translate(_WIDE), int(match[1]), (int(match[1]),), match.end())
    if match := _BULLET.match(text, at):
        return Label("•", match[1], 0, length=match.end())
    return None


def native(label: NativeLabel) -> Label:
    """The scheme of a number that Word prints, by how it looks; of one that looks like nothing known, by its list."""
    if label.is_bullet:
        return Label("•", label.text, 0)
    text = label.text.strip()
    if label.form in ("lowerRoman", "upperRoman") and len(re.findall(r"[A-Za-z]+", text)) == 1:
        return Label("ⅰ" if label.form == "lowerRoman" else "Ⅰ", text, label.value)
    found = typed(f"{text} 甲", plain=True)
    if found is None or found.length < len(text):
        return Label(f"list {label.definition}.{label.level}", text, label.value)
    return Label(found.scheme, text, label.value, found.parts)
