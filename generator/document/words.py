"""How two texts differ, word by word: what both say, what only the old one says, what only the new one says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*\s?(?:个工作日|工作日|个月|分钟|小时|万元|季度|[秒天日周月年次人条份字元%％])?"
    r"(?:/[日周月年])?"  # a figure is one word with its unit: 60秒 becomes 45秒, not 6 becomes 4
    r"|[A-Za-z]+(?:['’-][A-Za-z]+)*|\s+|.",
    re.DOTALL,
)
_STRAY = 1
"""Characters that two changed texts share by chance: so short a stretch between two changes is shown as changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both versions have (`same`), or only the old (`gone`) or the new one (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def words(text: str) -> list[str]:
    """The words that changes are told by: a figure with its unit, a Latin word, else a character."""
    return _WORD.findall(text)


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts in order: `same` and `gone` make the old one, `same` and `new` the new one, exactly.

    What is gone stands before what has come in its place. No two neighbours are of one kind.
    """
    before, after = words(old), words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    spans = [("".join(before[a:b]), "".join(after[c:d]), op == "equal") for op, a, b, c, d in matcher.get_opcodes()]
    return tuple(_pieces(_without_strays(spans)))


def _without_strays(spans: Sequence[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Spans in which a shared character between two changes belongs to the change around it."""
    last = len(spans) - 1
    changed = [not same or (0 < place < last and len(old) <= _STRAY) for place, (old, _, same) in enumerate(spans)]
    for is_changed, group in groupby(zip(spans, changed, strict=True), key=lambda pair: pair[1]):
        parts = [span for span, _ in group]
        yield "".join(old for old, _, _ in parts), "".join(new for _, new, _ in parts), not is_changed


def _pieces(spans: Iterator[tuple[str, str, bool]]) -> Iterator[Piece]:
    for old, new, same in spans:
        if same:
            yield Piece("same", old)
            continue
        if old:
            yield Piece("gone", old)
        if new:
            yield Piece("new", new)
