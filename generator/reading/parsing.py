"""YAML text to a tree of nodes. Nothing is executed, expanded or guessed; whatever the text is, the result is a tree.

The events come from libyaml where it is there, and become nodes one by one, so that no limit can be passed by more than
one value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.findings import Words
from generator.reading import traps
from generator.reading.decoding import FORBIDDEN, forbidden
from generator.reading.folding import unfolded
from generator.reading.mending import Mending
from generator.reading.nodes import Fault, Mapping, Node, Scalar, Sequence, Tree
from generator.reading.quoting import quoted_from
from generator.reading.stumbles import Stumble, explain

MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_REMEDIES = 20
"""So many times a text is read again, each time with what was wrong in it put right."""

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"\s#")
_MARKED = re.compile(r"\{\{|[0-9０-９]")
"""What may be wrong inside a text, so that its place there has to be known."""
_TOO_DEEP = Words(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} deep.")
_TOO_MANY = Words(f"文件里的值超过 {MAX_NODES:,} 个。", f"The file holds more than {MAX_NODES:,} values.")


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(text: str) -> Tree:
    """The tree of one YAML document. Behind a fault whose remedy is known the text is read on as it was meant."""
    mending = Mending(text.split("\n"))
    found: dict[Fault, None] = {}
    tree = _read(text, mending.lines)
    for _ in range(MAX_REMEDIES):
        if not (remedies := [fault for fault in tree.faults if fault.rewrite]):
            break
        found |= dict.fromkeys(map(mending.original, remedies))
        mending.rewrite(remedies)
        tree = _read("\n".join(mending.lines), mending.lines)
    mending.place(tree.root)
    return Tree(tree.root, list(found | dict.fromkeys(map(mending.original, tree.faults))))


def _read(text: str, lines: list[str]) -> Tree:
    """The tree of a text as it stands. What the parser stumbled on is told where nothing else explains it."""
    builder = _Builder(lines, comments=_COMMENT.search(text) is not None)
    try:
        for event in events(text):
            builder.take(event)
    except _Refused as refused:
        return Tree(None, [*builder.faults, refused.fault])
    except yaml.YAMLError as error:
        at = Stumble.of(error)
        near = [fault for fault in builder.faults if fault.rewrite or fault.line in (at.line, at.line + 1)]
        return Tree(None, builder.faults if near else [*builder.faults, explain(lines, at, _stumble)])
    except RecursionError:
        return Tree(None, [Fault(1, 1, _TOO_DEEP)])
    return Tree(builder.root, builder.faults)


def _stumble(text: str, past: int) -> Stumble | None:
    """Where the parser stumbles in a text before a value begins behind the line `past`, outside of all brackets."""
    brackets: list[bool] = []
    try:
        for event in events(text):
            if isinstance(event, yaml.CollectionEndEvent):
                brackets.pop()
            elif event.start_mark is not None and event.start_mark.line > past and not any(brackets):
                return None
            if isinstance(event, yaml.CollectionStartEvent):
                brackets.append(bool(event.flow_style))
    except yaml.YAMLError as error:
        return Stumble.of(error)
    return None


def events(text: str) -> Iterator[yaml.Event]:
    """What the YAML parser meets, one by one; raises `yaml.YAMLError` where it stumbles."""
    loader = _LOADER(text)
    try:
        while (event := loader.get_event()) is not None:  # type: ignore[no-untyped-call]
            yield event
    finally:
        loader.dispose()


def _at(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins, from 1."""
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1


class _Builder:
    """Takes the events of one file. `_keys` holds, for each mapping not yet ended, the key that waits for its value.

    Files have thousands of values, so what can be known of the whole file is (`comments`: whether there are any), and
    what is rare is looked at only where it can be.
    """

    def __init__(self, lines: list[str], *, comments: bool) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._lines = lines
        self._comments = comments
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._names: list[set[str]] = []
        self._documents = self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_magic(event)
            self._place(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Mapping([], *_at(event)), event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            self._names.pop()
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(Sequence([], *_at(event), bool(event.flow_style)), event)
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(self._markup(event, traps.ALIAS))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(Fault(*_at(event), traps.SECOND_DOCUMENT))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        plain = bool(event.implicit[0])
        text = event.value if start.line == end.line else unfolded(self._lines, event)
        scalar = Scalar(text, start.line + 1, start.column + 1, plain)
        if _MARKED.search(text):
            scalar.source = tuple(self._lines[start.line : end.line + 1])
        if not plain and (bad := FORBIDDEN.search(text)):
            self.faults.append(forbidden(bad[0], scalar.line, scalar.column))
        if self._comments and plain and (trap := traps.cut_by_comment(self._lines, text, end.line, end.column)):
            self.faults.append(Fault(end.line + 1, end.column + 1, trap.words, trap.rewrite))
        return scalar

    def _begin(self, node: Sequence | Mapping, event: yaml.CollectionStartEvent) -> None:
        self._refuse_magic(event)
        self._place(node)
        self._open.append(node)
        self._keys.append(None)
        self._names.append(set())
        if len(self._open) > MAX_DEPTH:
            raise _Refused(Fault(node.line, node.column, _TOO_DEEP))

    def _place(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Refused(Fault(node.line, node.column, _TOO_MANY))
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if isinstance(top, Sequence):
            top.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(node)
        else:
            self._keys[-1] = None
            top.entries.append((key, node))
            if key.plain and isinstance(node, Scalar) and node.plain and not node.text:
                trap = traps.cut_number(self._lines, key.text, key.line, key.column)
                self.faults += [Fault(key.line, key.column, trap.words, trap.rewrite)] if trap else []

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise _Refused(traps.not_a_key(self._lines, node.line, node.column))
        names = self._names[-1]
        if node.text in names:
            self.faults.append(Fault(node.line, node.column, traps.duplicate_key(node.text)))
        names.add(node.text)
        if node.plain and (trap := traps.misspelt_key(self._lines, node.text, node.line, node.column)):
            self.faults.append(Fault(node.line, trap.column + 1, trap.words, trap.rewrite))
        return node

    def _refuse_magic(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            raise _Refused(self._markup(event, traps.TAG))
        if event.anchor is not None:
            raise _Refused(self._markup(event, traps.ALIAS))

    def _markup(self, event: yaml.Event, words: Words) -> Fault:
        """Text taken for an alias, an anchor or a tag; in quotes it is text, which a list or a mapping is not."""
        line, column = _at(event)
        if isinstance(event, yaml.CollectionStartEvent):
            return Fault(line, column, words)
        return Fault(line, column, words, quoted_from(self._lines[line - 1], column - 1))
