"""What a file has to say after edits: the same edits done to its values, without regard to layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from generator.editing.edits import Append, Insert, Move, Put, Remove, Rename, Replace
from generator.editing.layout import Laid
from generator.editing.paths import Found
from generator.editing.planning import Located
from generator.editing.writing import Value


def carry_out(edits: Sequence[Located]) -> None:
    """Changes the values in place. What moves takes what comes to stand behind it along, not what comes before it; what
    goes away goes last.
    """
    placed: Counter[int] = Counter()
    for each in sorted(edits, key=_turn):
        match each.edit:
            case Replace(value=value):
                _become(each.at.value, value)
            case Rename(key=key):
                assert each.at.key is not None
                each.at.key.text = key
            case Put(key=key, value=value):
                if (old := each.at.value.get(key)) is not None:
                    _become(old, value)
                else:
                    _place((_new(key), _new(value)), each, each.at.value, placed)
            case Append(value=value) | Insert(value=value):
                _place(_new(value), each, each.at.value, placed)
            case Remove():
                _take_out(each.at)
            case Move():
                _move(each, placed)


def _turn(each: Located) -> int:
    match each.edit:
        case Insert() if not each.after:
            return 0
        case Move():
            return 1
        case Remove():
            return 3
        case _:
            return 2


def _move(each: Located, placed: Counter[int]) -> None:
    assert each.beside is not None
    if each.at.value is not each.beside.value:
        _take_out(each.at)
        _place(each.at.value, each, each.beside.parent, placed)


def _place(new: Laid | tuple[Laid, Laid], each: Located, holder: Laid, placed: Counter[int]) -> None:
    """Beside another; what came to stand behind the same one before keeps its place."""
    position = len(holder.entries) + len(holder.items)
    if each.beside is not None:
        position = each.beside.index
        if each.after:
            placed[id(each.beside.value)] += 1
            position += placed[id(each.beside.value)]
    if isinstance(new, Laid):
        holder.kind = "list"
        holder.items.insert(position, new)
    else:
        holder.kind = "mapping"
        holder.entries.insert(position, new)


def _take_out(found: Found) -> None:
    index = found.index
    del (found.parent.entries if found.key else found.parent.items)[index]


def _new(value: Value) -> Laid:
    made = Laid("scalar", "plain", 0, 0, 0, 0)
    _become(made, value)
    return made


def _become(laid: Laid, value: Value) -> None:
    laid.kind, laid.text, laid.items, laid.entries = "scalar", "", [], []
    match value:
        case bool():
            laid.text = "true" if value else "false"
        case date():
            laid.text = value.isoformat()
        case str():
            laid.text = value
        case Mapping():
            laid.kind, laid.entries = "mapping", [(_new(key), _new(item)) for key, item in value.items()]
        case _:
            laid.kind, laid.items = "list", [_new(item) for item in value]
