"""Quantities as people write them (`45 秒`, `1小时30分钟`, `半小时`, `3..5 次/周`, `不超过 60 秒`) to exact ones.

Raises `Unreadable` with words for the owner; the callers know the place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from generator.findings import Words
from generator.model import Quantity, Unit
from generator.reading.nodes import Node
from generator.units import ALIASES, DIMENSIONS, Dimension, dimension, scale

_UNITS = "|".join(sorted(map(re.escape, ALIASES), key=len, reverse=True))
_NUMBER = r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?"
MAX_LENGTH = 200
_PART = re.compile(rf"\s*({_NUMBER}|半)\s*({_UNITS})?(半)?")
_RATE = re.compile(rf"\s*/\s*({_UNITS})")

_BETWEEN = re.compile(rf"(?P<low>.*?\S)\s*(?:\.\.|至|到|-|~|–|—)\s*(?P<high>(?:{_NUMBER}|半).*)")


class Unreadable(Exception):  # noqa: N818 - always caught by the reader that knows the place
    """A value that says nothing certain; `code` is the finding's. `fix` is what to write in the place of the value, or of
    its part `at`; with `source` it is YAML, in the place of what stands there.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        code: str = "invalid-document",
        fix: str | None = None,
        at: Node | None = None,
        source: bool = False,
    ) -> None:
        super().__init__(en)
        self.words, self.code, self.fix, self.at, self.source = Words(zh, en), code, fix, at, source


@dataclass(frozen=True, slots=True)
class Ends:
    """What a comparison says: its two ends, and whether they are excluded."""

    low: Quantity | None
    high: Quantity | None
    low_open: bool = False
    high_open: bool = False


_COMPARISONS: tuple[tuple[tuple[str, ...], Callable[[Quantity], Ends]], ...] = (
    (("不超过", "不高于", "不多于", "不大于", "至多", "最多", "<=", "≤", "≦"), lambda q: Ends(None, q)),
    (("不少于", "不低于", "不小于", "至少", "最少", ">=", "≥", "≧"), lambda q: Ends(q, None)),
    (("少于", "低于", "小于", "<"), lambda q: Ends(None, q, high_open=True)),
    (("超过", "高于", "多于", "大于", ">"), lambda q: Ends(q, None, low_open=True)),
    (("=", "等于"), lambda q: Ends(q, q)),
)


def normal(text: str) -> str:
    """Full-width digits, signs and letters as ASCII."""
    if len(text) > MAX_LENGTH:
        raise Unreadable(
            f"“{text[:40]}…”太长（{len(text):,} 个字符），不是一个值。",
            f"'{text[:40]}…' is too long for a value ({len(text):,} characters).",
        )
    return unicodedata.normalize("NFKC", text).strip()


def quantity(text: str, unit: Unit | None = None, *, usual: object = "秒") -> Quantity:
    """An amount with its unit; `unit` is taken where none is written (the lower end of `3..5 次/周`)."""
    text = normal(text)
    position, amounts = 0, []
    while position < len(text) and (match := _PART.match(text, position)) and match.end() > position:
        amounts.append(match)
        position = match.end()
    rate = _RATE.match(text, position)
    if rate:
        position = rate.end()
    if not amounts or text[position:].strip():
        raise Unreadable(
            f"看不懂数量“{text[:60]}”。请写成“数字 单位”，如 45 秒、3 次/周、1小时30分钟；可用的单位："
            + "、".join(DIMENSIONS)
            + "，以及它们的比率（次/周）。",
            f"'{text[:60]}' is no quantity. Write a number and a unit, such as 45 秒, 3 次/周 or 1小时30分钟; units: "
            + ", ".join(DIMENSIONS)
            + ", and their rates (次/周).",
        )
    per = ALIASES[rate[1]] if rate else None
    return _single(amounts[0], per, unit, text, usual) if len(amounts) == 1 else _compound(amounts, per, text)


def _number(text: str) -> Fraction:
    return Fraction(1, 2) if text == "半" else Fraction(text.replace(",", ""))


def _single(match: re.Match[str], per: str | None, unit: Unit | None, text: str, usual: object) -> Quantity:
    amount = _number(match[1]) + (Fraction(1, 2) if match[3] else 0)
    if match[2] is None:
        if unit is None:
            raise Unreadable(
                f"“{text}”没有单位。请写成“数字 单位”，如 {match[1]} {usual}。",
                f"'{text}' has no unit. Write a number and a unit, such as {match[1]} {usual}.",
                "wrong-unit",
            )
        return Quantity(amount, unit, f"{match[1]}{unit}")
    made = Unit(ALIASES[match[2]], per)
    half = match[3] or ""
    return Quantity(amount, made, f"{match[1].replace(',', '')}{match[2]}{half}" + (f"/{per}" if per else ""))


def _compound(amounts: list[re.Match[str]], per: str | None, text: str) -> Quantity:
    names = [ALIASES.get(match[2] or "") for match in amounts]
    if per or any(name is None or scale(name) is None for name in names):
        raise Unreadable(
            f"“{text}”把不能相加的单位写在了一起。只有 周、天、小时、分钟、秒 可以连写，如 1小时30分钟。",
            f"'{text}' joins units that cannot be added. Only 周, 天, 小时, 分钟 and 秒 can, such as 1小时30分钟.",
        )
    scales = [scale(name) or Fraction(0) for name in names if name]
    if scales != sorted(scales, reverse=True) or len(set(scales)) < len(scales):
        raise Unreadable(
            f"“{text}”的单位应当从大到小写，每个单位一次，如 1小时30分钟。",
            f"'{text}': write units from large to small, each once, such as 1小时30分钟.",
        )
    total = sum((_number(match[1]) * size for match, size in zip(amounts, scales, strict=True)), Fraction(0))
    return Quantity(total / scales[-1], Unit(str(names[-1])), "".join(f"{m[1]}{m[2]}{m[3] or ''}" for m in amounts))


@lru_cache(maxsize=10_000)
def comparison(text: str, *, usual: object = "秒") -> Ends:
    """What a written VALUE of a quantity says (table in section Rules). Messages offer the `usual` unit."""
    text = normal(text)
    if match := re.match(r"≠|!=|不等于|不是|非", text):
        value = text[match.end() :].strip()
        raise Unreadable(
            f"“{text}”是要排除一个值。请写在 must_not 里（must_not: {{ 术语: {value} }}），或写成 not: {{ 术语: {value} }}。",
            f"'{text}' excludes a value. Put it into must_not (must_not: {{ TERM: {value} }}), or write "
            f"not: {{ TERM: {value} }}.",
        )
    for words, ends in _COMPARISONS:
        for word in words:
            if text.startswith(word):
                return ends(quantity(text[len(word) :], usual=usual))
    if match := _BETWEEN.fullmatch(text):
        high = quantity(match["high"], usual=usual)
        low = quantity(match["low"], high.unit)
        if low.unit == high.unit and low.amount > high.amount:
            raise Unreadable(
                f"“{text}”的下限比上限大。请写成 {match['high'].strip()} 以内从小到大的范围。",
                f"'{text}' begins above its end. Write the smaller amount first.",
            )
        return Ends(low, high)
    exact = quantity(text, usual=usual)
    return Ends(exact, exact)


def must_measure(made: Quantity, unit: Unit, term: str) -> None:
    """Refuses a quantity of another dimension than the term's unit."""
    if dimension(made.unit) != dimension(unit):
        raise Unreadable(
            f"“{term}”的单位是 {unit}，不能用 {made.unit} 来衡量。请改写成以 {unit} 为单位的数量。",
            f"'{term}' is measured in {unit}, which {made.unit} cannot measure. Write a quantity in {unit}.",
            "wrong-unit",
        )


def unit(text: str) -> Unit:
    """A unit alone, `秒` or `次/周`."""
    name, slash, per = normal(text).partition("/")
    name, per = name.strip(), per.strip()
    if name in ALIASES and (not slash or (per in ALIASES and DIMENSIONS[ALIASES[per]] is Dimension.DURATION)):
        return Unit(ALIASES[name], ALIASES[per] if slash else None)
    raise Unreadable(
        f"没有“{text}”这个单位。可用的单位：" + "、".join(DIMENSIONS) + "，以及它们的比率，如 次/周。",
        f"There is no unit '{text}'. There are " + ", ".join(DIMENSIONS) + ", and rates such as 次/周.",
        "wrong-unit",
    )
