"""Values as YAML scalars that read back as they are: plain where that is safe, in double quotes otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLAIN = re.compile(
    r"[\u3400-\u9fffA-Za-z《（“①-⑳0-9](?:[^\x00-\x1f\x7f:#{}\[\],&*!|>'\"%@`\\]|:(?=[^\s]))*[^\s:\x00-\x1f\x7f#{}\[\],&*!|>'\"%@`\\]"
)
_WORDS = frozenset(("true", "false", "yes", "no", "null", "on", "off", "y", "n", "~"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text as a scalar on one line."""
    if len(text) > 1 and _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not re.fullmatch(r"[\d.\-:]+", text):
        return text
    if re.fullmatch(r"[\u3400-\u9fffA-Za-z]", text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def inside(text: str) -> str:
    """A text as a scalar inside brackets or braces, where commas and the like mean something."""
    return scalar(text) if not re.search(r"[，：]", text) else '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def listed(items: Iterable[str]) -> str:
    """[a, b]."""
    return f"[{', '.join(map(inside, items))}]"


def comment(text: str, limit: int = 160) -> str:
    """A text as it may stand in a comment: on one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
