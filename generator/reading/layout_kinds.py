"""Kinds of values that only layouts have: numbers within bounds, column titles."""

from __future__ import annotations

from dataclasses import dataclass

from generator.reading.context import Context
from generator.reading.kinds import JSON, Line, ListOf, scalar
from generator.reading.nodes import Node, shown


@dataclass(frozen=True)
class Number:
    """A number within bounds; `whole` ones are integers."""

    low: float
    high: float
    whole: bool = False

    def read(self, node: Node, context: Context) -> float | int | None:
        zh, en = f"{self.low:g} 到 {self.high:g} 之间的数", f"a number from {self.low:g} to {self.high:g}"
        if self.whole:
            zh, en = zh.removesuffix("数") + "整数", en.replace("a number", "a whole number")
        if (value := scalar(node, context, zh, en)) is None:
            return None
        try:
            number = int(value.text) if self.whole else float(value.text)
        except ValueError:
            number = self.low - 1
        if not self.low <= number <= self.high:
            context.report(
                "invalid-document",
                node,
                zh=f"这里应当是{zh}，却是“{shown(value.text)}”。",
                en=f"Expected {en}, found '{shown(value.text)}'.",
            )
            return None
        return number

    def schema(self) -> JSON:
        return {"type": "integer" if self.whole else "number", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Titles:
    """As many column titles as a table has columns."""

    count: int

    def read(self, node: Node, context: Context) -> tuple[str, ...] | None:
        titles = ListOf(Line()).read(node, context)
        if titles is not None and len(titles) != self.count:
            context.report(
                "invalid-document",
                node,
                zh=f"这张表有 {self.count} 列，这里写了 {len(titles)} 个列名。",
                en=f"This table has {self.count} columns; {len(titles)} titles stand here.",
            )
            return None
        return titles

    def schema(self) -> JSON:
        return {"type": "array", "items": Line().schema(), "minItems": self.count, "maxItems": self.count}
