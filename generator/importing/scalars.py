"""Values as YAML scalars that read back as they are: plain where that is safe, in double quotes otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.reading.decoding import FORBIDDEN

_FIRST = re.compile(r"[\u3400-\u9fffA-Za-z《（“①-⑳0-9]")
_MARKUP = re.compile(r":\s|\s#|[\x00-\x1f\x7f]|:$|\s$")
_FLOW = re.compile(r"[,，:：\[\]{}]")
_WORDS = frozenset(("true", "false", "yes", "no", "null", "on", "off", "y", "n", "~"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text as a scalar on one line."""
    if (
        _FIRST.match(text)
        and not _MARKUP.search(text)
        and text.lower() not in _WORDS
        and not re.fullmatch(r"[\d.\-]+", text)
    ):
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def inside(text: str) -> str:
    """A text as a scalar inside brackets or braces, where commas and the like mean something."""
    if _FLOW.search(text):
        return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
    return scalar(text)


def block(text: str, indent: str) -> str:
    """A text as a scalar: on one line, or, where it has several paragraphs, line by line below its key."""
    if "\n" not in text or text[0].isspace():
        return scalar(text)
    lines = (f"{indent}  {line}".rstrip() for line in text.split("\n"))
    return "|\n" + "\n".join(lines)


def listed(items: Iterable[str]) -> str:
    """[a, b]."""
    return f"[{', '.join(map(inside, items))}]"


def comment(text: str, limit: int = 160) -> str:
    """A text as it may stand in a comment: on one line, not too long."""
    flat = " ".join(FORBIDDEN.sub("", text).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
