"""The words around a place of a text: of its sentence, and never further than a person would read."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[。；;！!？?\n]")
REACH = 300
"""Characters that are looked at before a place. What stands further off says nothing of it, and costs time."""


def near(text: str, at: int) -> str:
    """What stands right before a place."""
    return text[max(0, at - REACH) : at]


def sentence(text: str, at: int) -> str:
    """What the sentence of a place says before it."""
    return _ENDS.split(near(text, at))[-1]


def after(text: str, at: int) -> str:
    """What stands right behind a place."""
    return text[at : at + REACH]
