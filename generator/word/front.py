"""The rows of the tables before the contents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.document.blocks import Run
from generator.document.manuscript import Manuscript
from generator.phrases import chinese_date
from generator.word.widths import Cell


def sign_off_rows(manuscript: Manuscript) -> Sequence[Sequence[str]]:
    """签署表: places to sign stay empty."""
    return [(line.role, line.department, line.person or "", "", "") for line in manuscript.sign_off]


_LINES = 8
"""So many numbers of clauses stand one below the other; more of them run on."""


def _listed(numbers: Sequence[str]) -> Cell:
    return tuple((Run(number),) for number in numbers) if len(numbers) <= _LINES else "、".join(numbers)


def revision_rows(manuscript: Manuscript) -> Sequence[Sequence[Cell]]:
    """修订记录."""
    return [
        (
            f"V{each.version}",
            each.effective.isoformat(),
            _listed(each.clauses) or "全文",
            each.summary,
            each.by or "",
            each.approved_by or "",
        )
        for each in manuscript.revisions
    ]


def bound_rows(manuscript: Manuscript) -> Sequence[Sequence[str]]:
    """The documents of a combined edition."""
    return [
        (part.number, part.title, f"V{part.version}", part.effective.isoformat(), standing(part, manuscript.as_of))
        for part in manuscript.bound
    ]


def standing(part: Manuscript, day: date | None) -> str:
    """Whether a document is in force on the day of a combined edition."""
    return "草稿" if part.draft else "即将实施" if day is not None and part.effective > day else "现行"


def as_of(manuscript: Manuscript) -> str:
    """What a combined edition holds, in words; of another document nothing."""
    day = manuscript.as_of
    if day is None:
        return ""
    valid = all(standing(part, day) == "现行" for part in manuscript.bound)
    return f"截至{chinese_date(day)}的" + ("有效文本" if valid else "文本，含尚未实施的文件")
