"""Where each value of a YAML file begins and ends, and how it is written; what `reading` keeps no longer than it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import yaml

from generator.reading.kinds import paragraphs
from generator.reading.nodes import Fault, Mapping, Node, Scalar, Sequence
from generator.reading.parsing import events, parse

Style = Literal["plain", "'", '"', "|", ">", "flow", "block"]

Meaning = str | list["Meaning"] | list[tuple[str, "Meaning"]]
"""What a value says: a text, a list, or entries in their order."""


@dataclass(eq=False, slots=True)
class Laid:
    """A value and the stretch of the file's text that it takes, `start` to `end` in characters.

    `text` is a scalar's as the project's own reader has it, `source` as it is written; `items` are a list's, `entries`
    a mapping's keys and values.
    """

    kind: Literal["scalar", "list", "mapping"]
    style: Style
    start: int
    end: int
    line: int
    column: int
    text: str = ""
    source: str = ""
    items: list[Laid] = field(default_factory=list)
    entries: list[tuple[Laid, Laid]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is written here (`key:` without a value)."""
        return self.kind == "scalar" and self.start == self.end

    def get(self, key: str) -> Laid | None:
        """The value of a key."""
        return next((value for name, value in self.entries if name.text == key), None)

    def below(self) -> Iterator[Laid]:
        """The values directly in it."""
        yield from self.items
        yield from (value for _, value in self.entries)

    def all(self) -> Iterator[Laid]:
        """Itself and every value in it, in the order written."""
        yield self
        for value in self.below():
            yield from value.all()

    def meaning(self) -> Meaning:
        """What it says, however it is laid out: line breaks are read as the reader of texts reads them."""
        match self.kind:
            case "scalar":
                return meaning(self.text)
            case "list":
                return [item.meaning() for item in self.items]
            case _:
                return [(key.text, value.meaning()) for key, value in self.entries]


def meaning(text: str) -> str:
    """A text as it is read: each paragraph on one line."""
    return "\n\n".join(paragraphs(text))


def laid_out(text: str) -> Laid | Fault:
    """The top value of a text with `\\n` line ends, or why it cannot be read."""
    tree = parse(text)
    if tree.faults:
        return tree.faults[0]
    if tree.root is None:
        return Laid("mapping", "block", len(text), len(text), text.count("\n") + 1, 1)
    return _joined(tree.root, iter(_stretches(text)), text)


@dataclass(slots=True)
class _Stretch:
    start: int
    end: int
    style: Style


def _stretches(text: str) -> list[_Stretch]:
    """The stretch of each value and key, in the order in which they begin."""
    found: list[_Stretch] = []
    open_: list[_Stretch] = []
    ended = 0
    for event in events(text):
        start = event.start_mark.index if event.start_mark else 0
        end = min(event.end_mark.index, len(text)) if event.end_mark else start
        if isinstance(event, yaml.ScalarEvent):
            style: Style = event.style or "plain"  # type: ignore[assignment]
            # A block of text ends for YAML where the next value begins.
            ended = start + len(text[start:end].rstrip()) if style in ("|", ">") else end
            found.append(_Stretch(start, ended, style))
        elif isinstance(event, yaml.CollectionStartEvent):
            found.append(_Stretch(start, end, "flow" if event.flow_style else "block"))
            open_.append(found[-1])
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = open_.pop()
            closed.end = ended = end if closed.style == "flow" else ended
    return found


def _joined(node: Node, stretches: Iterator[_Stretch], text: str) -> Laid:
    at = next(stretches)
    match node:
        case Scalar():
            source = text[at.start : at.end]
            return Laid("scalar", at.style, at.start, at.end, node.line, node.column, node.text, source)
        case Sequence():
            items = [_joined(item, stretches, text) for item in node.items]
            return Laid("list", at.style, at.start, at.end, node.line, node.column, items=items)
        case Mapping():
            entries = [(_joined(key, stretches, text), _joined(value, stretches, text)) for key, value in node.entries]
            return Laid("mapping", at.style, at.start, at.end, node.line, node.column, entries=entries)
