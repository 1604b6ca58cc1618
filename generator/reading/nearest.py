"""The nearest right name to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.findings import Words


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it at all (half of its characters or more)."""
    best, likeness = None, 0.0
    for candidate in sorted(set(known)):
        if (ratio := SequenceMatcher(None, name.casefold(), candidate.casefold(), autojunk=False).ratio()) > likeness:
            best, likeness = candidate, ratio
    return best if likeness >= 0.5 else None


def suggestion(name: str, known: Iterable[str]) -> tuple[str | None, Words]:
    """The nearest name, and a sentence that offers it or lists what there is."""
    names = sorted(set(known))
    if (best := nearest(name, names)) is not None:
        return best, Words(f"是否想写“{best}”？", f"Did you mean '{best}'?")
    if 0 < len(names) <= 12:
        return None, Words("可用的有：" + "、".join(names) + "。", "There are: " + ", ".join(names) + ".")
    return None, Words("", "")
