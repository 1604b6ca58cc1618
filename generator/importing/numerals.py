"""Numbers as Word prints them in lists, and Chinese numerals back to numbers (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.document.numbering import chinese

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_OLD = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_VALUES = {
    **{sign: place for place, sign in enumerate(_DIGITS)},
    **{sign: place for place, sign in enumerate(_LEGAL)},
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
NUMERALS = "".join(dict.fromkeys("".join((*_VALUES, *_POWERS, "廿"))))
"""Every character of a Chinese numeral."""


def value_of(text: str) -> int | None:
    """一百零五 -> 105, 二〇二六 -> 2026, 廿一 -> 21, 12 -> 12; None where it is no number below a hundred million."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    text = text.replace("廿", "二十")
    if not text or len(text) > 12 or any(each not in _VALUES and each not in _POWERS for each in text):
        return None
    if all(each in _VALUES for each in text):
        return int("".join(str(_VALUES[each]) for each in text))
    total, section, ones = 0, 0, 0
    for place, each in enumerate(text):
        if each in _VALUES:
            ones = _VALUES[each]
        elif each == "万":
            total, section, ones = total + (section + ones) * 10_000, 0, 0
        else:
            section += (1 if not ones and not (place and section) else ones) * _POWERS[each]
            ones = 0
    return total + section + ones


def _in_digits(number: int, zero: str = "〇") -> str:
    return "".join(zero if digit == "0" else _DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Below a hundred as one counts, from there digit by digit."""
    return chinese(number) if number < 100 else _in_digits(number, "○")


def _japanese(number: int) -> str:
    words = chinese(number).replace("零", "")
    for name in "百千":
        words = words.replace(f"一{name}", name)
    return words


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30) if number > 0 else ""


def _roman(number: int) -> str:
    words = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        times, number = divmod(min(number, 4999), value)
        words += sign * times
    return words


def _enclosed(number: int) -> str:
    """① to ㊿; beyond that plain."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return "⓪" if number == 0 else str(number)


def _block(first: int, last: int, code: int, number: int) -> str:
    return chr(code + number - first) if first <= number <= last else str(number)


def _cycle(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "decimalEnclosedFullstop": partial(_block, 1, 20, 0x2488),
    "decimalEnclosedParen": partial(_block, 1, 20, 0x2474),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": lambda number: f"{number}.",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _in_digits,
    "taiwaneseDigital": _in_digits,
    "japaneseDigitalTenThousand": _in_digits,
    "koreanDigital2": _in_digits,
    "japaneseCounting": _japanese,
    "koreanCounting": _japanese,
    "chineseLegalSimplified": partial(chinese, digits=_LEGAL, powers="拾佰仟", bare_ten=False),
    "ideographLegalTraditional": partial(chinese, digits=_LEGAL_OLD, powers="拾佰仟", bare_ten=False),
    "japaneseLegal": partial(chinese, digits=_LEGAL_OLD, powers="拾佰仟", bare_ten=False),
    "ideographEnclosedCircle": partial(_block, 1, 10, 0x3280),
    "ideographTraditional": partial(_cycle, _STEMS),
    "ideographZodiac": partial(_cycle, _BRANCHES),
    "ideographZodiacTraditional": lambda number: _cycle(_STEMS, number) + _cycle(_BRANCHES, number),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def printed(number: int, form: str) -> str:
    """A number of 0 or more in a numbering format by its name; in one that Word has and this table has not, as `decimal`."""
    if form in ("ideographTraditional", "ideographZodiac", "ideographZodiacTraditional") and number < 1:
        return str(number)
    return _FORMATS.get(form, str)(number)
