"""Located edits as splices of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.editing.edits import Append, Insert, Move, Put, Remove, Rename, Replace
from generator.editing.lines import Lines
from generator.editing.paths import Found, inside, twice
from generator.editing.planning import Located
from generator.editing.removing import removals
from generator.editing.replacing import replaced
from generator.editing.splices import Cut, Splice
from generator.editing.values import key_text
from generator.editing.writing import entry_lines, indented, inline, item_lines
from generator.project import ProjectError


def changes(edits: Sequence[Located], text: str) -> Iterator[Splice]:
    """All edits of a text as changes of its stretches.

    What empties a collection, or fills an empty one, is done to the collection as a whole.
    """
    lines = Lines(text)
    gone: dict[int, list[Found]] = {}
    filled: dict[int, list[Located]] = {}
    for each in edits:
        match each.edit:
            case Replace(value=value):
                yield from replaced(each.at, value, lines)
            case Rename(key=key):
                assert each.at.key is not None
                name = key_text(key, flow=each.at.parent.style == "flow")
                yield Splice(each.at.key.start, each.at.key.end, name)
            case Put(key=key, value=value) if each.at.value.get(key) is not None:
                old = next(found for found in inside(each.at) if found.key and found.key.text == key)
                yield from replaced(old, value, lines)
            case Put() | Append() | Insert():
                if each.beside is None:
                    filled.setdefault(id(each.at.value), []).append(each)
                else:
                    yield _added(each, each.beside, lines)
            case Move():
                assert each.beside is not None
                if each.at.value is not each.beside.value:
                    yield _moved(each.at, each.beside, each.after, lines)
                    gone.setdefault(id(each.at.parent), []).append(each.at)
            case Remove():
                gone.setdefault(id(each.at.parent), []).append(each.at)
    beside = {id(each.beside.parent) for each in edits if each.beside is not None}
    for holder, group in gone.items():
        if holder in beside and len(group) == len(group[0].siblings):
            raise twice()
        yield from _taken_out(group, lines)
    for fills in filled.values():
        yield from _filled(fills, lines)


def _taken_out(group: Sequence[Found], lines: Lines) -> Iterator[Splice]:
    holder, siblings = group[0].holder, group[0].siblings
    assert holder is not None
    if len(group) < len(siblings):
        yield from removals(siblings, {found.index for found in group}, lines)
    else:
        yield from replaced(holder, [] if holder.value.kind == "list" else {}, lines)


def _filled(fills: Sequence[Located], lines: Lines) -> Iterator[Splice]:
    at = fills[0].at
    entries = {each.edit.key: each.edit.value for each in fills if isinstance(each.edit, Put)}
    items = [each.edit.value for each in fills if isinstance(each.edit, Append)]
    if at.holder is not None:
        yield from replaced(at, entries or items, lines)
        return
    rows = [row for each in entries.items() for row in entry_lines(*each)]
    end = len(lines.text)
    yield Splice(end, end, ("" if lines.column(end) == 0 else "\n") + "\n".join(rows) + "\n")


def _added(each: Located, beside: Found, lines: Lines) -> Splice:
    if beside.parent.style == "flow":
        return _beside_in_flow(beside, _in_line(each), each.after)
    at = lines.indicator(beside)
    column = lines.column(at)
    begin, end = lines.stretch(beside)
    rows = indented(_rows(each, beside), column)
    if each.after:
        return Splice(end, end, "\n" + "\n".join(rows))
    if lines.leads(at):
        return Splice(begin, begin, "\n".join(rows) + "\n")
    return Splice(at, at, "\n".join(rows).lstrip(" ") + "\n" + " " * column)


def _rows(each: Located, beside: Found) -> list[str]:
    match each.edit:
        case Put(key=key, value=value):
            return entry_lines(key, value)
        case Append(value=value) | Insert(value=value):
            return item_lines(value, flow=beside.value.kind == "mapping" and beside.value.style == "flow")
        case _:
            raise AssertionError(each.edit)


def _in_line(each: Located) -> str:
    match each.edit:
        case Put(key=key, value=value):
            return f"{key_text(key, flow=True)}: {inline(value)}"
        case Append(value=value) | Insert(value=value):
            return inline(value)
        case _:
            raise AssertionError(each.edit)


def _beside_in_flow(beside: Found, text: str, after: bool, cut: Cut | None = None) -> Splice:
    start, end = (beside.key or beside.value).start, beside.value.end
    return Splice(end, end, f", {text}", cut) if after else Splice(start, start, text, cut, ", ")


def _moved(found: Found, beside: Found, after: bool, lines: Lines) -> Splice:
    """The item's place among others; what it leaves is another change."""
    if found.parent.style != beside.parent.style or found.parent.kind != beside.parent.kind:
        raise ProjectError(
            "只能在写法相同的列表之间移动（都是每行一项，或都在方括号里）。请手工移动。",
            "Items move only between lists of the same layout (both a line each, or both in brackets). Move it by hand.",
        )
    if any(each is beside.value for each in found.value.all()):
        raise ProjectError("不能把一项移到它自己里面。", "An item cannot be moved into itself.")
    if found.parent.style == "flow":
        return _beside_in_flow(beside, "", after, Cut(found.value.start, found.value.end))
    begin, end = lines.stretch(found)
    next_begin, next_end = lines.stretch(beside)
    if not lines.leads(lines.indicator(found)) or not (after or lines.leads(lines.indicator(beside))):
        raise ProjectError(
            "“- - ”的写法不能自动移动，请手工移动。", "A list on the line of a dash ('- - ') moves by hand only."
        )
    cut = Cut(begin, end, lines.column(lines.indicator(beside)) - lines.column(lines.indicator(found)))
    return Splice(next_end, next_end, "\n", cut) if after else Splice(next_begin, next_begin, "", cut, "\n")
