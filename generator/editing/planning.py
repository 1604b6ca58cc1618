"""Edits as changes of stretches of the text; every place is found before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.editing.edits import Append, Edit, Insert, Move, Put, Remove, Rename, Replace
from generator.editing.layout import Laid
from generator.editing.paths import Found, Where, inside, locate, locate_key, written
from generator.project import ProjectError


@dataclass(frozen=True, slots=True)
class Located:
    """An edit with what it speaks of: the value, and the entry or item beside which something comes to stand."""

    edit: Edit
    at: Found
    beside: Found | None = None

    @property
    def after(self) -> bool:
        """Whether that comes after the other, not before it."""
        return not (isinstance(self.edit, Insert | Move) and self.edit.before is not None)


def located(edits: Sequence[Edit], root: Laid) -> list[Located]:
    """Finds the places of all edits; a `ProjectError` where one is not there."""
    return [_located(edit, root) for edit in edits]


def _located(edit: Edit, root: Laid) -> Located:
    match edit:
        case Rename(at=at):
            return Located(edit, locate_key(root, at))
        case Put(at=at, after=after):
            mapping = locate(root, at)
            _must_be("mapping", mapping, at)
            entries = list(inside(mapping))
            wanted = [each for each in entries if each.key and each.key.text in after] or entries
            return Located(edit, mapping, wanted[-1] if wanted else None)
        case Append(to=to):
            listed = locate(root, to)
            _must_be("list", listed, to)
            items = list(inside(listed))
            return Located(edit, listed, items[-1] if items else None)
        case Insert():
            beside = _beside(edit, root)
            assert beside.holder is not None
            return Located(edit, beside.holder, beside)
        case Move(at=at):
            return Located(edit, locate(root, at), _beside(edit, root))
        case Replace(at=at) | Remove(at=at):
            return Located(edit, locate(root, at))


def _must_be(kind: str, found: Found, where: Where) -> None:
    if found.value.kind != kind and not found.value.empty:
        zh = "一组“键: 值”" if kind == "mapping" else "一个列表"
        raise ProjectError(f"{written(where)} 不是{zh}。", f"{written(where)} is no {kind}.")


def _beside(edit: Insert | Move, root: Laid) -> Found:
    where = edit.after if edit.after is not None else edit.before
    if where is None or (edit.after is not None and edit.before is not None):
        raise ValueError("an item comes to stand either after another or before it")
    found = locate(root, where)
    if found.parent.kind != "list":
        raise ProjectError(f"{written(where)} 不是列表中的一项。", f"{written(where)} is no item of a list.")
    return found
