"""A comparison of two versions of a document as a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document.blocks import ClauseBlock, Heading
from generator.document.comparison import Comparison
from generator.document.manuscript import Manuscript
from generator.word.layouts import Layout
from generator.word.rendering import render
from generator.word.tracking.bodies import Key
from generator.word.tracking.markup import Marker
from generator.word.tracking.packages import Identity, merge
from generator.word.writing import bookmark_name


def render_comparison(comparison: Comparison, layout: Layout) -> bytes:
    """The Word file of the new version, in its layout, with what changed since the old one as tracked changes.

    Their author is who made the new version, their date that of its issue.
    """
    old, new = comparison.old, comparison.new
    older = render(replace(old, layout=new.layout, numbering=new.numbering), layout)
    revision = next((each for each in new.revisions if each.version == new.version), None)
    author = (revision.by if revision else None) or new.department
    day = (new.issued or new.effective).isoformat()
    newer = render(replace(new, kind="comparison"), layout)
    return merge(older, newer, _identity(comparison), Marker(author, f"{day}T00:00:00Z"))


def _identity(comparison: Comparison) -> Identity:
    pairs = [(old, new) for pair in comparison.pairs if (old := _id(pair.old)) and (new := _id(pair.new))]
    moved = {id for pair in comparison.pairs if pair.moved and (id := _id(pair.new))}
    floating = set(_with_those_below(comparison.new, moved))
    return Identity(
        dict(pairs),
        {bookmark_name(old): bookmark_name(new) for old, new in pairs},
        frozenset(key for id in floating for key in _keys(id)),
    )


def _id(block: object) -> str | None:
    return getattr(block, "id", None)


def _keys(id: str) -> tuple[Key, Key]:
    return ("control", id), ("mark", bookmark_name(id))


def _with_those_below(manuscript: Manuscript, moved: set[str]) -> Iterator[str]:
    """Those that moved, with the headings and clauses that stand under them."""
    sections: list[bool] = []
    clauses: list[bool] = []
    for block in manuscript.blocks:
        match block:
            case Heading(id=id, level=level):
                floats = id in moved or any(sections[: level - 1])
                sections[level - 1 :], clauses = [floats], []
            case ClauseBlock(id=id, depth=depth):
                floats = id in moved or any(sections) or any(clauses[: depth - 1])
                clauses[depth - 1 :] = [floats]
            case _:
                continue
        if floats:
            yield id
