"""The terms that random policies speak of, with values few enough to try them all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A term: how it is declared, how many values of it are tried at most, and the numbers that rules say of it."""

    name: str
    declared: str
    size: int
    unit: str = ""
    numbers: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()


GIVEN = (
    Word("时段", "given: true, choices: [昼, 夜]", 2, choices=("昼", "夜")),
    Word("急", "given: true, yes_no: true", 2),
    Word("件数", "given: true, unit: 次, whole: true, range: 0..2 次", 3, "次", (0, 1, 2)),
)
PLAIN = (
    Word("次数", "unit: 次, whole: true, range: 0..3 次", 4, "次", (0, 1, 2, 3)),
    Word("回数", "unit: 次, whole: true, range: 0..2 次", 3, "次", (0, 1, 2)),
    Word("整量", "unit: 分钟, whole: true, range: 0..2 分钟", 3, "分钟", (0, 1, 2)),
    Word("渠道", "choices: [甲, 乙, 丙]", 3, choices=("甲", "乙", "丙")),
    Word("留痕", "yes_no: true", 2),
)
SEVERAL = Word("抄送", "several: true, choices: [子, 丑]", 4, choices=("子", "丑"))
REALS = (
    Word("甲量", "unit: 分钟, range: 0..2 分钟", 13, "分钟", (0, 1, 2)),
    Word("乙量", "unit: 分钟, range: -1..1 分钟", 13, "分钟", (0, 1)),
)
ENDLESS = Word("乙量", "unit: 分钟", 17, "分钟", (0, 1, 2))
"""Alone among real terms."""
PERIOD = Word("期限", "unit: 天", 9, "天")
