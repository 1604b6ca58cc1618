"""The nearest right name to a wrong one, and whether the wrong one is it with a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.findings import Words

_LONGEST = 100
_QUOTES = str.maketrans("", "", "“”‘’「」『』《》\"' \u3000")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_PARTS = re.compile(r"[-_./@ ]")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it at all: half of its characters are the same, of Latin letters
    two thirds.
    """
    best, likeness = None, 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name[:_LONGEST].casefold())
    least = (1 / 2 if _HAN.search(name) else 2 / 3) - 1e-9
    for candidate in sorted(set(known)):
        matcher.set_seq1(candidate[:_LONGEST].casefold())
        floor = max(likeness, least)
        if matcher.real_quick_ratio() > floor and matcher.quick_ratio() > floor and (now := matcher.ratio()) > floor:
            best, likeness = candidate, now
    return best


def suggestion(name: str, known: Iterable[str]) -> tuple[str | None, Words]:
    """The name that was surely meant, and a sentence that offers the nearest or lists what there is."""
    names = sorted(set(known))
    if (best := nearest(name, names)) is not None:
        return best if mistyped(name, best) else None, Words(f"是否想写“{best}”？", f"Did you mean '{best}'?")
    if 0 < len(names) <= 12:
        return None, Words("可用的有：" + "、".join(names) + "。", "There are: " + ", ".join(names) + ".")
    return None, Words("", "")


def mistyped(name: str, known: str) -> bool:
    """Whether a name is a known one with a slip of the pen in it, and could not mean anything else.

    Quotation marks around it, capitals, two neighbours that changed places, a character typed twice; in Latin words of four
    letters or more also one letter missing, wrong or too many, in long ones two. Another Han character is another word: 上级
    and 下级 are as alike as two names can be. So are 邮件 and 不是邮件: more words around a name say something else.
    """
    name, known = (text.translate(_QUOTES).casefold()[:_LONGEST] for text in (name, known))
    if name == known or _swapped(name, known) or _doubled(name, known):
        return True
    if _HAN.search(name + known):
        return False
    parts, others = _PARTS.split(name), _PARTS.split(known)
    if len(parts) != len(others):
        return "".join(parts) == "".join(others)
    return all(part == other or _letters(part, other) for part, other in zip(parts, others, strict=True))


def _swapped(name: str, known: str) -> bool:
    """Two neighbours, no figures, changed places in a name of three characters or more."""
    at = [index for index, pair in enumerate(zip(name, known, strict=False)) if pair[0] != pair[1]]
    if len(name) != len(known) or len(name) < 3 or len(at) != 2 or at[0] + 1 != at[1]:
        return False
    pair = name[at[0] : at[1] + 1]
    return pair[::-1] == known[at[0] : at[1] + 1] and not re.search(r"\d", pair)


def _doubled(name: str, known: str) -> bool:
    """A character, no figure, stands twice that stands once in a name of two characters or more."""
    return len(known) >= 2 and any(
        name[:at] + name[at + 1 :] == known and name[at] == name[at - 1] and not name[at].isdigit()
        for at in range(1, len(name))
    )


def _letters(part: str, other: str) -> bool:
    """Few letters of a Latin word are missing, wrong or too many; figures and short words have none to spare."""
    length = max(len(part), len(other))
    if length < 4 or re.sub(r"\D", "", part) != re.sub(r"\D", "", other):
        return False
    return _distance(part, other) <= (2 if length >= 8 and part[:1] == other[:1] else 1)


def _distance(part: str, other: str) -> int:
    """How many letters have to be put in, taken out or changed."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(part, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != wanted)))
        before = now
    return before[-1]
