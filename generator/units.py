"""The table of units: names, other spellings, dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from generator.model import Unit


class Dimension(StrEnum):
    """What a unit measures. Quantities of different dimensions never mix."""

    DURATION = "时间"
    TIMES = "次数"
    PEOPLE = "人数"
    ITEMS = "条数"
    COPIES = "份数"
    CHARACTERS = "字数"
    MONEY = "金额"
    PERCENT = "百分比"


DIMENSIONS: Mapping[str, Dimension] = {
    **dict.fromkeys(("秒", "分钟", "小时", "天", "周", "工作日", "月", "季度", "年"), Dimension.DURATION),
    "次": Dimension.TIMES,
    "人": Dimension.PEOPLE,
    "条": Dimension.ITEMS,
    "份": Dimension.COPIES,
    "字": Dimension.CHARACTERS,
    **dict.fromkeys(("元", "万元"), Dimension.MONEY),
    "%": Dimension.PERCENT,
}

ALIASES: Mapping[str, str] = {
    **{name: name for name in DIMENSIONS},
    "日": "天",
    "个工作日": "工作日",
    "个小时": "小时",
    "个月": "月",
    "个季度": "季度",
    "个人": "人",
    "％": "%",
}
"""Every accepted spelling -> canonical name."""


def dimension(unit: Unit) -> tuple[Dimension, Dimension | None]:
    """The dimension of a unit; of a rate, those of its two parts."""
    return DIMENSIONS[unit.name], DIMENSIONS[unit.per] if unit.per else None


_SCALES: Mapping[str, int] = {
    "秒": 1,
    "分钟": 60,
    "小时": 3600,
    "天": 86_400,
    "周": 604_800,
    "元": 1,
    "万元": 10_000,
}


def scale(name: str) -> Fraction | None:
    """How many of its dimension's base unit (秒, 元, or the unit itself) one is.

    None where no certain number exists (工作日, 月).
    """
    if name in _SCALES:
        return Fraction(_SCALES[name])
    return None if DIMENSIONS[name] is Dimension.DURATION else Fraction(1)
