"""What a YAML file holds, as a tree of nodes that know where they stand; scalars stay as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.findings import Words


@dataclass(slots=True)
class Scalar:
    """A single value as written. `plain` is false for quoted and block scalars.

    `source` are the lines of the file that it takes, of a text that has figures or double braces.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    source: tuple[str, ...] = ()


@dataclass(slots=True)
class Sequence:
    """A list. `flow` is true where it stands in brackets."""

    items: list[Node]
    line: int
    column: int
    flow: bool = False


@dataclass(slots=True)
class Mapping:
    """Keys in the order written."""

    entries: list[tuple[Scalar, Node]]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class Rewrite(NamedTuple):
    """Characters of a line that others would have to replace; the column counts from 1."""

    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a file from being read, and what would mend it, on the same line.

    Line and column count from 1, columns in code points.
    """

    line: int
    column: int
    words: Words
    rewrite: Rewrite | None = None


@dataclass(slots=True)
class Tree:
    """What a file holds: its top node (None where it is empty or unreadable) and its faults."""

    root: Node | None
    faults: list[Fault] = field(default_factory=list)


def shown(text: str) -> str:
    """A text as messages quote it: one line, not too long."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:60] + "…"
