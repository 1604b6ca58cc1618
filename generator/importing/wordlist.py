"""The words of procedures in English (`words.txt`), for ids that people can read; what they do not cover gets its position."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

IGNORED = frozenset("的与和及、之了对各本等其在部门科处室 　·—-（）()《》“”：:")
"""Characters that add nothing to an id. A department's name is as good without 部."""


@cache
def words() -> tuple[Mapping[str, str], int]:
    """English by Chinese, and how long the longest Chinese word is."""
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    found = dict(line.split(" ", 1) for line in lines)
    return found, max(map(len, found))
