"""A text that is read on as it was meant: with the rewrites of its faults in it, and every place as in the text given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.reading.nodes import Fault, Mapping, Node, Scalar


class _Step(NamedTuple):
    """Characters of a line (from column 1) that gave way to others."""

    line: int
    column: int
    old: int
    new: int


class Mending:
    """The lines of a text, and what was rewritten in them so far."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = list(lines)
        self._steps: list[_Step] = []

    def rewrite(self, faults: Iterable[Fault]) -> None:
        """Does what the faults, whose places are those of the text as it now is, offer; of two that overlap the later."""
        begin = (len(self.lines) + 1, 0)
        for fault in sorted(set(faults), key=_begin, reverse=True):
            assert fault.rewrite is not None
            column, old, new = fault.rewrite
            source, start = self.lines[fault.line - 1], column - 1
            if not old or not source.startswith(old, start) or (fault.line, column + len(old)) > begin:
                continue
            self.lines[fault.line - 1] = source[:start] + new + source[start + len(old) :]
            self._steps.append(_Step(fault.line, column, len(old), len(new)))
            begin = (fault.line, column)

    def original(self, fault: Fault) -> Fault:
        """A fault of the text as it now is, with the place that it has in the text given."""
        if not self._steps:
            return fault
        rewrite = fault.rewrite and fault.rewrite._replace(column=self._column(fault.line, fault.rewrite.column))
        return Fault(fault.line, self._column(fault.line, fault.column), fault.words, rewrite)

    def place(self, root: Node | None) -> None:
        """Gives the nodes of the text as it now is the places that they have in the text given."""
        touched = {step.line for step in self._steps}
        if root is None or not touched:
            return
        for node in _all(root):
            if node.line in touched:
                node.column = self._column(node.line, node.column)

    def _column(self, line: int, column: int) -> int:
        for step in reversed(self._steps):
            if step.line == line and column >= step.column + step.new:
                column += step.old - step.new
            elif step.line == line and column > step.column:
                column = min(column, step.column + step.old - 1)
        return column


def _begin(fault: Fault) -> tuple[int, int]:
    assert fault.rewrite is not None
    return fault.line, fault.rewrite.column


def _all(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from _all(value)
    elif not isinstance(node, Scalar):
        for item in node.items:
            yield from _all(item)
