"""The nearest right name to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.findings import Words

_LONGEST = 100


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it at all (half of its characters or more)."""
    best, likeness = None, 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name[:_LONGEST].casefold())
    for candidate in sorted(set(known)):
        matcher.set_seq1(candidate[:_LONGEST].casefold())
        floor = max(likeness, 0.5 - 1e-9)
        if matcher.real_quick_ratio() > floor and matcher.quick_ratio() > floor and (now := matcher.ratio()) > floor:
            best, likeness = candidate, now
    return best


def suggestion(name: str, known: Iterable[str]) -> tuple[str | None, Words]:
    """The nearest name, and a sentence that offers it or lists what there is."""
    names = sorted(set(known))
    if (best := nearest(name, names)) is not None:
        return best, Words(f"是否想写“{best}”？", f"Did you mean '{best}'?")
    if 0 < len(names) <= 12:
        return None, Words("可用的有：" + "、".join(names) + "。", "There are: " + ", ".join(names) + ".")
    return None, Words("", "")
