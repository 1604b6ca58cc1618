"""What can be done to a YAML file. Places are those of the file as it was, whatever other edits do."""

from __future__ import annotations

from dataclasses import dataclass

from generator.editing.paths import Where
from generator.editing.writing import Value


@dataclass(frozen=True, slots=True)
class Replace:
    """Another value; a text keeps its quotes, or its block over several lines."""

    at: Where
    value: Value


@dataclass(frozen=True, slots=True)
class Rename:
    """Another key for an entry. A mark is that of the key."""

    at: Where
    key: str


@dataclass(frozen=True, slots=True)
class Put:
    """An entry of the mapping at a place: a new value where the key is there, else a new entry.

    That stands behind the last of the keys `after` that are there, else at the end.
    """

    at: Where
    key: str
    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """A new item of a list, next to another."""

    value: Value
    after: Where | None = None
    before: Where | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """A new last item of the list at a place."""

    to: Where
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """No such entry or item any more; comments that belong to it go with it."""

    at: Where


@dataclass(frozen=True, slots=True)
class Move:
    """An item to a place next to another, in its list or in one of the same layout."""

    at: Where
    after: Where | None = None
    before: Where | None = None


Edit = Replace | Rename | Put | Insert | Append | Remove | Move
