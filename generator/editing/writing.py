"""Entries and items as lines of YAML, in the layout of the shipped policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.editing.values import INDENT, key_text, scalar
from generator.reports.quote import cells

Value = str | bool | date | Sequence["Value"] | Mapping[str, "Value"]
"""What may be written: a text, true or false, a day, a list, or entries in their order."""

WIDTH = 110
"""Cells that a list or a mapping on one line may take; a wider one is written over several."""


def inline(value: Value) -> str:
    """A value as it stands inside braces or brackets, on one line."""
    match value:
        case Mapping():
            entries = [f"{key_text(key, flow=True)}: {inline(item)}" for key, item in value.items()]
            return f"{{ {', '.join(entries)} }}" if entries else "{}"
        case str() | bool() | date():
            return scalar(value, flow=True).head
        case _:
            return f"[{', '.join(map(_item, value))}]"


def _item(value: Value) -> str:
    return scalar(value, flow=True, listed=True).head if isinstance(value, str | bool | date) else inline(value)


def entry_lines(key: str, value: Value) -> list[str]:
    """The lines of an entry of a mapping that has a line for each, not yet indented."""
    name = key_text(key, flow=False)
    if isinstance(value, str | bool | date):
        written = scalar(value, flow=False)
        return [f"{name}: {written.head}", *indented(written.tail)]
    line = f"{name}: {inline(value)}"
    if not value or (cells(line) <= WIDTH and not (isinstance(value, Sequence) and any(map(_holds, value)))):
        return [line]
    if isinstance(value, Mapping):
        return [f"{name}:", *indented(line for each in value.items() for line in entry_lines(*each))]
    return [f"{name}:", *(line for item in value for line in item_lines(item))]


def item_lines(value: Value, *, flow: bool = False) -> list[str]:
    """The lines of an item of a list that has a line for each; `flow` where a mapping stands in braces."""
    if isinstance(value, str | bool | date):
        written = scalar(value, flow=False)
        return [f"- {written.head}", *indented(written.tail)]
    if isinstance(value, Mapping) and value and not flow:
        lines = [line for each in value.items() for line in entry_lines(*each)]
        return ["- " + lines[0], *indented(lines[1:])]
    return ["- " + inline(value)]


def indented(lines: Iterable[str], by: int = len(INDENT)) -> list[str]:
    """Lines moved to the right; blank ones stay empty."""
    return [" " * by + line if line else "" for line in lines]


def _holds(value: Value) -> bool:
    return not isinstance(value, str | bool | date)
