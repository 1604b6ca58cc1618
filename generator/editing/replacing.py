"""One value in the place of another, in its style as far as that can say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.editing.layout import Laid
from generator.editing.lines import Lines
from generator.editing.paths import Found
from generator.editing.splices import Splice
from generator.editing.values import INDENT, Single, scalar
from generator.editing.writing import Value, entry_lines, indented, inline, item_lines
from generator.reports.quote import cells


def replaced(found: Found, value: Value, lines: Lines) -> Iterator[Splice]:
    """The changes that make a value another one."""
    old = found.value
    if old.style == "block":
        yield _instead_of_block(found, value, lines)
    elif isinstance(value, str | bool | date):
        yield from _single(found, value, lines)
    elif (rows := _rows(found, value, lines)) is not None:
        yield Splice(lines.colon(found), old.end, "\n" + "\n".join(rows))
    else:
        yield Splice(old.start, old.end, _spaced(found, inline(value), lines))


def _single(found: Found, value: Single, lines: Lines) -> Iterator[Splice]:
    old, flow = found.value, found.parent.style == "flow"
    line_end = lines.end(old.end)
    rest = "" if flow or old.style in ("|", ">") else lines.text[old.end : line_end]
    written = scalar(
        value,
        flow=flow,
        listed=found.parent.kind == "list",
        like=old,
        before=cells(lines.text[lines.begin(old.start) : old.start]),
        rest=rest,
    )
    tail = indented(written.tail, _indent(found, lines))
    head = _spaced(found, written.head, lines)
    if written.block and rest:
        yield Splice(old.start, old.end, head)
        yield Splice(line_end, line_end, "\n" + "\n".join(tail), rank=0)
    else:
        yield Splice(old.start, old.end, "\n".join([head, *tail]))


def _indent(found: Found, lines: Lines) -> int:
    """How far to the right the further lines of a text stand: as before, else a step behind the key or dash."""
    further = [line for line in found.value.source.split("\n")[1:] if line.strip()]
    if further:
        return len(further[0]) - len(further[0].lstrip(" "))
    if found.parent.style == "flow":
        return lines.column(found.value.start)
    return lines.column(lines.indicator(found)) + len(INDENT)


def _spaced(found: Found, text: str, lines: Lines) -> str:
    """A value where nothing stood so far."""
    if not found.value.empty:
        return text
    behind = lines.text[: found.value.start]
    if found.key is not None and ":" not in behind[found.key.end :]:
        return f": {text}"
    return text if behind.endswith(" ") else f" {text}"


def _rows(found: Found, value: Sequence[Value] | Mapping[str, Value], lines: Lines) -> list[str] | None:
    """The lines of a collection below its key, where they suit it better than one line and nothing is in the way."""
    if (
        found.key is None
        or found.parent.style == "flow"
        or lines.text[found.value.end : lines.end(found.value.end)].strip()
    ):
        return None
    rows = entry_lines(found.key.text, value)[1:]
    return indented(rows, lines.column(found.key.start)) if rows else None


def _instead_of_block(found: Found, value: Value, lines: Lines) -> Splice:
    old = found.value
    if (rows := _same_kind(old, value)) is not None:
        column = lines.column(old.start)
        return Splice(old.start, old.end, "\n".join(indented(rows, column)).lstrip(" "))
    rest = lines.text[old.end : lines.end(old.end)]
    text = scalar(value, flow=True, rest=rest).head if isinstance(value, str | bool | date) else inline(value)
    if found.key is None or (colon := lines.colon(found)) > old.start:
        return Splice(old.start, old.end, text)
    if lines.text[colon : old.start].strip():
        column = lines.column(found.key.start) + len(INDENT)
        return Splice(lines.begin(old.start), old.end, " " * column + text)
    return Splice(colon, old.end, f" {text}")


def _same_kind(old: Laid, value: Value) -> list[str] | None:
    if isinstance(value, Mapping) and old.kind == "mapping" and value:
        return [row for each in value.items() for row in entry_lines(*each)]
    if isinstance(value, Sequence) and not isinstance(value, str) and old.kind == "list" and value:
        flow = old.items[0].kind == "mapping" and old.items[0].style == "flow"
        return [row for item in value for row in item_lines(item, flow=flow)]
    return None
