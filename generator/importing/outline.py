"""From labelled paragraphs to a tree: which paragraph stands below which.

Levels are found as a reader finds them: a scheme that is open already goes on there, a new one begins a level below. Native
and typed numbers count alike. A number that is missing or stands twice is remembered as an anomaly; nothing hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.importing.content import Block, Paragraph, Table
from generator.importing.labels import FAMILIES, Label, native, typed

_ROOT = ("第X章", "附录", "附件")
_RANKS: tuple[Mapping[str, int], ...] = (
    {"第X章": 0, "第X节": 1, "第X条": 2},
    {"一、": 0, "（一）": 1, "1": 2, "1.": 2, "1、": 2, "（1）": 3, "1）": 3, "①": 4},
)
_SENTENCE = re.compile(r"[。；;：:，,！!？?]\s*$")
MAX_TITLE = 40


@dataclass(slots=True)
class Node:
    """A numbered paragraph or heading, what follows it without a number, and what stands below it.

    `skip` is how many characters of the paragraph's text are its typed label.
    """

    label: Label | None = None
    source: Paragraph | None = None
    skip: int = 0
    body: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What its paragraph says behind the label."""
        return self.source.text[self.skip :].strip() if self.source else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What it may be found by: its content controls, then its bookmarks."""
        return (*self.source.controls[::-1], *self.source.bookmarks) if self.source else ()

    @property
    def scheme(self) -> str:
        """The scheme of its label; empty without one."""
        return self.label.scheme if self.label else ""

    @property
    def is_heading(self) -> bool:
        """Whether its text names what follows, and is no sentence."""
        if self.source is None:
            return True
        text = self.text
        if not text or len(text) > 4 * MAX_TITLE:
            return False
        if self.source.outline is not None:
            return not text.endswith(("。", "；", "，")) or len(text) <= MAX_TITLE
        return len(text) <= MAX_TITLE and not _SENTENCE.search(text)

    def height(self) -> int:
        """How many levels stand below it."""
        return max((1 + child.height() for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A typed number that does not follow the one before: at which paragraph, what is written, what would follow."""

    paragraph: int
    written: str
    kind: str
    expected: int


@dataclass(slots=True)
class Outline:
    """A document's tree below `root`, whose body is what stands before the first number."""

    root: Node
    anomalies: list[Anomaly] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def label_of(paragraph: Paragraph, *, plain: bool) -> tuple[Label | None, int, bool]:
    """The label of a paragraph, how many characters of its text it takes, and whether it is both printed and typed."""
    text = paragraph.text
    written = typed(text, plain=plain)
    if paragraph.label is None:
        return written, written.length if written else 0, False
    shown = native(paragraph.label)
    if written is not None and shown.scheme == "•":
        return written, written.length, False
    if written is not None and FAMILIES.get(written.scheme, written.scheme) == FAMILIES.get(shown.scheme, shown.scheme):
        return shown, written.length, written.scheme != "•"
    return shown, 0, False


def is_plain_numbered(blocks: Iterable[Block]) -> bool:
    """Whether a document numbers its chapters with bare figures, as standards do: it then has 1.1 or headings, too."""
    found = 0
    for block in blocks:
        if isinstance(block, Paragraph) and (label := typed(block.text, plain=True)) is not None:
            if label.scheme == "1" and (block.outline is not None or block.bold or len(block.text) <= MAX_TITLE):
                found |= 1
            elif label.scheme == "1.1":
                found |= 2
    return found == 3


def outline_of(blocks: Iterable[Block]) -> Outline:
    """The tree of a document's body."""
    blocks = tuple(blocks)
    made = Outline(Node())
    plain = is_plain_numbered(blocks)
    bold_heads = _bold_heads(blocks, plain)
    stack: list[Node] = [made.root]
    for block in blocks:
        if isinstance(block, Table):
            stack[-1].body.append(block)
            continue
        label, skip, twice = label_of(block, plain=plain)
        if label is None and block.outline is None and block.number not in bold_heads:
            if block.text.strip() or block.pictures or block.objects:
                stack[-1].body.append(block)
            continue
        if twice:
            made.repeated.append(block.number)
        if not block.text[skip:].strip() and not block.pictures:
            continue
        node = Node(label, block, skip)
        _open(node, stack)
        if label is not None and label.scheme != "•":
            _notice(node, stack[-1], made)
        stack[-1].children.append(node)
        stack.append(node)
    return made


def _open(node: Node, stack: list[Node]) -> None:
    """Closes the levels that end before this node, so that the last one in the stack is its parent."""
    if node.scheme in _ROOT:
        del stack[1:]
        return
    at = _same_level(node, stack)
    if at is None:
        at = _below_heading(node, stack) if node.source and node.source.outline is not None else _by_rank(node, stack)
    del stack[at:]


def _look(node: Node) -> tuple[str, int | None, bool]:
    source = node.source
    if node.label is None:
        return "", source.outline if source else None, False
    return node.scheme, source.outline if source else None, bool(source and source.bold)


def _same_level(node: Node, stack: list[Node]) -> int | None:
    """Where in the stack the level of this node is open."""
    places = range(len(stack) - 1, 0, -1)
    if node.label is None:
        return next((place for place in places if _look(stack[place]) == _look(node)), None)
    family = FAMILIES.get(node.scheme, node.scheme)
    mates = [p for p in places if stack[p].label and FAMILIES.get(stack[p].scheme, stack[p].scheme) == family]
    alike = [p for p in mates if _look(stack[p]) == _look(node)]
    if node.scheme in ("第X条", "第X节") or node.label.parts:
        return next(iter([p for p in mates if stack[p].scheme == node.scheme] or alike), None)
    outlined = node.source is not None and node.source.outline is not None
    if outlined and (alike or node.source is None or node.source.label is not None):
        return next(iter(alike), None)
    follows = [p for p in mates if (before := stack[p].label) and before.value + 1 == node.label.value]
    exact = [p for p in follows if stack[p].scheme == node.scheme]
    if outlined:
        # A typed number says more than a style: 2. after 1. stands beside it, whatever headings they are.
        return next(iter(exact), None)
    same = [p for p in alike if stack[p].scheme == node.scheme]
    if node.label.value == 1 and node.scheme != "•":
        return next(iter(same), None)
    return next(iter([*exact, *same, *follows, *[p for p in mates if stack[p].scheme == node.scheme], *mates]), None)


def _below_heading(node: Node, stack: list[Node]) -> int:
    """A heading closes everything but headings of a higher level."""
    level = node.source.outline if node.source and node.source.outline is not None else 0
    for place in range(len(stack) - 1, 0, -1):
        outer = stack[place].source.outline if stack[place].source else None  # type: ignore[union-attr]
        if (outer is not None and outer < level) or (outer is None and stack[place].scheme in _ROOT):
            return place + 1
    return 1


def _by_rank(node: Node, stack: list[Node]) -> int:
    """A new scheme stands below the last one, unless that one usually stands below it."""
    for ranks in _RANKS:
        own = ranks.get(node.scheme)
        if own is None:
            continue
        place = len(stack)
        while place > 1:
            top = stack[place - 1]
            rank = ranks.get(top.scheme)
            if rank is None or rank <= own or (top.source and top.source.outline is not None):
                break
            place -= 1
        if place > 1 and place < len(stack):
            rank = ranks.get(stack[place - 1].scheme)
            if rank is not None and rank < own:
                return place
    return len(stack)


def _notice(node: Node, parent: Node, made: Outline) -> None:
    """Remembers a typed number that does not follow the one before it."""
    label = node.label
    if label is None or node.source is None:
        return
    family = FAMILIES.get(node.scheme, node.scheme)
    mates = (child.label for child in reversed(parent.children) if FAMILIES.get(child.scheme, child.scheme) == family)
    before = next(mates, None)
    if node.scheme == "第X条" and before is None:
        return
    if before is None and node.scheme != "1.1" and label.value != 1 and node.source.label is not None:
        return
    expected = before.value + 1 if before else 1
    if label.value != expected:
        kind = "repeated" if before and label.value <= before.value else "missing"
        made.anomalies.append(Anomaly(node.source.number, label.text, kind, expected))


def _bold_heads(blocks: tuple[Block, ...], plain: bool) -> frozenset[int]:
    """Short bold lines, where a document marks its headings by nothing else."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if any(each.outline is not None or each.label is not None for each in paragraphs):
        return frozenset()
    if any(
        (label := typed(each.text, plain=plain)) and label.scheme in ("第X章", "一、", "1", "第X条")
        for each in paragraphs
    ):
        return frozenset()
    return frozenset(
        each.number
        for each in paragraphs
        if each.bold and each.text.strip() and len(each.text.strip()) <= 20 and not _SENTENCE.search(each.text)
    )
