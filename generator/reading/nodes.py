"""YAML text to a tree of nodes that know where they stand; scalars stay as written.

Whatever the bytes are, the result is a tree or a fault; nothing is executed, expanded or guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.findings import Words
from generator.reading import traps

MAX_BYTES = 1_048_576
MAX_DEPTH = 40
MAX_NODES = 100_000

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A single value as written. `plain` is false for quoted and block scalars."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    line: int
    column: int


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


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a file from being read. Line and column count from 1, columns in code points."""

    line: int
    column: int
    words: Words


class _Refused(Exception):  # noqa: N818 - leaves the builder, never the module
    def __init__(self, line: int, column: int, words: Words) -> None:
        self.fault = Fault(line, column, words)


@dataclass(slots=True)
class Tree:
    """What a file holds: its top node (None where it is empty or unreadable) and its faults."""

    root: Node | None
    faults: list[Fault] = field(default_factory=list)


def decode(data: bytes) -> str | Fault:
    """The text of a file: UTF-8, of bearable size, without characters that deceive the eye."""
    if len(data) > MAX_BYTES:
        return Fault(
            1,
            1,
            Words(
                f"文件有 {len(data):,} 字节，超过 {MAX_BYTES:,} 字节的上限。请拆成几个文件。",
                f"The file has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}. Split it into several files.",
            ),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        return Fault(
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
            Words(
                "文件不是 UTF-8 编码。请在编辑器中选择“另存为 UTF-8”。",
                "The file is not UTF-8. Save it as UTF-8 in your editor.",
            ),
        )
    if bad := FORBIDDEN.search(text):
        return _forbidden(bad[0], text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start()))
    return text


def _forbidden(character: str, line: int, column: int) -> Fault:
    return Fault(
        line,
        column,
        Words(
            f"这里有一个看不见的字符 U+{ord(character):04X}（控制符、双向排版符或零宽字符）。它会让文字看起来与实际不同，请删除。",
            f"There is an invisible character U+{ord(character):04X} here (control, bidirectional or zero-width). "
            "It makes text look other than it is; delete it.",
        ),
    )


def parse(text: str) -> Tree:
    """The tree of one YAML document."""
    lines = text.split("\n")
    try:
        root, faults = _build(text, lines)
    except _Refused as refused:
        return Tree(None, [refused.fault])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        found_line, found_column, words = traps.explain(lines, line, column, str(getattr(error, "problem", "") or ""))
        return Tree(None, [Fault(found_line + 1, found_column + 1, words)])
    except RecursionError:
        return Tree(None, [Fault(1, 1, _too_deep())])
    return Tree(root, faults)


def _too_deep() -> Words:
    return Words(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} deep.")


def _build(text: str, lines: list[str]) -> tuple[Node | None, list[Fault]]:
    faults: list[Fault] = []
    stack: list[Sequence | Mapping] = []
    keys: list[Scalar | None] = []
    root: Node | None = None
    documents = nodes = 0

    def place(node: Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        top = stack[-1]
        if isinstance(top, Sequence):
            top.items.append(node)
        elif (key := keys[-1]) is None:
            if not isinstance(node, Scalar):
                raise _Refused(*traps.not_a_key(lines, node.line, node.column))
            if any(name.text == node.text for name, _ in top.entries):
                faults.append(Fault(node.line, node.column, traps.duplicate_key(node.text)))
            keys[-1] = node
        else:
            keys[-1] = None
            if isinstance(node, Scalar) and node.plain and not node.text:
                if trap := traps.empty_value(lines, key.text, key.line, key.column):
                    faults.append(Fault(key.line, key.column, trap))
            top.entries.append((key, node))

    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _refuse_magic(event)
            start, end = event.start_mark, event.end_mark
            plain = bool(event.implicit[0])
            scalar = Scalar(event.value, start.line + 1, start.column + 1, plain)
            if not plain and (bad := FORBIDDEN.search(event.value)):
                faults.append(_forbidden(bad[0], scalar.line, scalar.column))
            if plain and (trap := traps.cut_by_comment(lines, event.value, end.line, end.column)):
                faults.append(Fault(end.line + 1, end.column + 1, trap))
            place(scalar)
            nodes += 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_magic(event)
            mark = event.start_mark
            made: Sequence | Mapping
            if kind is yaml.MappingStartEvent:
                made = Mapping([], mark.line + 1, mark.column + 1)
            else:
                made = Sequence([], mark.line + 1, mark.column + 1)
            place(made)
            stack.append(made)
            keys.append(None)
            nodes += 1
            if len(stack) > MAX_DEPTH:
                raise _Refused(mark.line + 1, mark.column + 1, _too_deep())
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            keys.pop()
        elif kind is yaml.AliasEvent:
            mark = event.start_mark
            raise _Refused(mark.line + 1, mark.column + 1, traps.ALIAS)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                mark = event.start_mark
                raise _Refused(mark.line + 1, mark.column + 1, traps.SECOND_DOCUMENT)
        if nodes > MAX_NODES:
            mark = event.start_mark
            raise _Refused(
                mark.line + 1,
                mark.column + 1,
                Words(f"文件里的值超过 {MAX_NODES:,} 个。", f"The file holds more than {MAX_NODES:,} values."),
            )
    return root, faults


def _refuse_magic(event: Any) -> None:
    if event.tag is not None:
        mark = event.start_mark
        raise _Refused(mark.line + 1, mark.column + 1, traps.TAG)
    if event.anchor is not None:
        mark = event.start_mark
        raise _Refused(mark.line + 1, mark.column + 1, traps.ALIAS)
