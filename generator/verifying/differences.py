"""How a Word file differs from the released one, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.document.comparison import Pair, longest_rising, paired
from generator.document.words import Piece, word_diff
from generator.verifying.lines import BEHIND, FRONT, MARGINS, WRITTEN_IN, Line, is_marred

_NO_CLAUSES = (FRONT, BEHIND, MARGINS)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a clause (or of FRONT, BEHIND, MARGINS): its lines that differ, word by word; of one that is only numbered
    otherwise its two numbers. `behind` is the clause that one now follows which was added or moved, None at the beginning.
    """

    owner: str
    kind: Literal["changed", "added", "removed", "moved", "renumbered"]
    lines: tuple[tuple[Piece, ...], ...] = ()
    behind: str | None = None

    @property
    def clause(self) -> str | None:
        """The id of the clause, section or form; None for what has none."""
        return None if self.owner in _NO_CLAUSES or self.owner.endswith(WRITTEN_IN) else self.owner

    @property
    def mars(self) -> bool:
        """Whether it leaves text there that is struck out or cannot be read."""
        return any(piece.kind == "new" and is_marred(piece.text) for line in self.lines for piece in line)


_Placed = tuple[int, str]
"""A line's text, and where in its file it stands."""


def differences(released: Sequence[Line], sent: Sequence[Line]) -> tuple[Difference, ...]:
    """How a file differs from the released one, in the order of the released one; what is new comes behind what it follows.

    Numbers that differ are told where no clause came, went or moved, which would explain them.
    """
    sent = _owned(released, sent)
    before, after = _by_owner(released), _by_owner(sent)
    follows = _followed(sent)
    found: list[Difference] = []
    stayed: list[tuple[int, int, str]] = []
    for owner in dict.fromkeys((*before, *after)):
        old, new = before.get(owner, ()), after.get(owner, ())
        pairs = _pairs(owner, old, new)
        stayed += [(pair.new[0], pair.old[0], owner) for pair in pairs if pair.old and pair.new]
        texts = [(pair.old[1] if pair.old else "", pair.new[1] if pair.new else "") for pair in pairs]
        if lines := tuple(word_diff(was, now) for was, now in texts if was != now):
            kind: Literal["changed", "added", "removed"] = "added" if not old else "changed" if new else "removed"
            found.append(Difference(owner, kind, lines, follows.get(owner) if kind == "added" else None))
    found += [Difference(owner, "moved", (), follows.get(owner)) for owner in _moved(stayed)]
    if all(each.kind == "changed" for each in found):
        found += _renumbered(released, sent)
    order = {owner: place for place, owner in enumerate(before)}
    return tuple(sorted(found, key=lambda each: order.get(each.owner, order.get(each.behind or FRONT, -1) + 0.5)))


def _by_owner(lines: Sequence[Line]) -> Mapping[str, Sequence[_Placed]]:
    found: dict[str, list[_Placed]] = {}
    for place, line in enumerate(lines):
        found.setdefault(line.owner, []).append((place, line.text))
    return found


def _pairs(owner: str, old: Sequence[_Placed], new: Sequence[_Placed]) -> Sequence[Pair[_Placed]]:
    if owner == MARGINS and len(old) != len(new) and _runs(old) == _runs(new):
        return ()  # a section more or less, with the headers and footers of its neighbour
    if len(old) == len(new) and (owner == MARGINS or len(old) == 1):
        return [*map(Pair, old, new)]
    return paired(old, new, lambda placed: placed[1])


def _runs(lines: Sequence[_Placed]) -> Sequence[str]:
    return [text for text, _ in groupby(text for _, text in lines)]


def _followed(lines: Sequence[Line]) -> Mapping[str, str]:
    """By a clause, the one of the document that stands before it."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        if line.owner not in _NO_CLAUSES:
            found.setdefault(line.owner, last)
            last = line.owner.rstrip(WRITTEN_IN)
    return {owner: behind for owner, behind in found.items() if behind}


def _moved(stayed: Sequence[tuple[int, int, str]]) -> Sequence[str]:
    """The fewest clauses that, put elsewhere, bring both files into one order; a line is its place now, its place then, and
    its clause.
    """
    lines = sorted(line for line in stayed if line[2] not in _NO_CLAUSES)
    stands = {*longest_rising([then for _, then, _ in lines])}
    return [*dict.fromkeys(owner for place, (_, _, owner) in enumerate(lines) if place not in stands)]


def _renumbered(released: Sequence[Line], sent: Sequence[Line]) -> Iterator[Difference]:
    before, after = map(_numbers, (released, sent))
    for owner in before:
        if owner in after and before[owner] != after[owner]:
            yield Difference(owner, "renumbered", (word_diff(before[owner], after[owner]),))


def _numbers(lines: Sequence[Line]) -> Mapping[str, str]:
    """By a clause its number, empty where it has none."""
    return {
        **{line.owner: "" for line in lines},
        **{line.owner: line.number for line in reversed(lines) if line.number},
    }


def _owned(released: Sequence[Line], sent: Sequence[Line]) -> Sequence[Line]:
    """The lines of a file with their owners; where it names none, those of the lines that they are like."""
    if {line.owner for line in sent} & {line.owner for line in released} - {*_NO_CLAUSES}:
        return sent
    made: list[Line] = []
    owner = FRONT
    for pair in paired(released, sent, lambda line: line.text):
        owner = pair.old.owner if pair.old is not None else owner
        if pair.new is not None:
            made.append(Line(owner, pair.new.text, pair.new.number))
    return made


def shortened(line: Sequence[Piece], around: int = 16) -> Iterator[Piece]:
    """A line with long stretches that are the same cut down to what stands near a change."""
    last = len(line) - 1
    for place, piece in enumerate(line):
        if piece.kind != "same" or len(piece.text) <= 2 * around + 2:
            yield piece
            continue
        head = piece.text[:around] if place else ""
        tail = piece.text[-around:] if place < last else ""
        yield Piece("same", f"{head}……{tail}")
