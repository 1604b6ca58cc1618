"""Text that others wrote, inside Markdown that a forge renders: it prints as it stands and does nothing.

No emphasis, link, picture, HTML, table or heading comes of it; nobody is mentioned, no issue or commit referred to, no
word becomes a picture (`:tada:`), and no line begins with a command for the forge.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&@$^]")
_LIVE = re.compile(r"([#!~&$^]|(?<!\d)%|(?!(?<=[A-Za-z0-9_])@\d+\.\d+(?![\w.]))@)(?=\w)")
"""What makes a reference of the word behind it, on one forge or another, even after the page is rendered. Nobody can be
called `2.0` behind a name, nor anything behind a figure's %: so `expenses@2.0` and `5%以上` can be copied as they stand.
"""
_ADDRESS = re.compile(r"(?i)(:)(?=//|[a-z+-][\w+-]*:)|(?<=www)(\.)|(?<=GH)(-)(?=\d)")
_APART = "\u200b"
_SPACES = re.compile(r"\s+")
_FIRST = re.compile(r"\A(?:[-+=/:(!]|\d+[.)](?=\s|\Z))")
"""What makes something of a line at its beginning only: a list, a heading, a command, a reference's definition."""
_TICKS = re.compile("`+")
_CUT = "……"


def escaped(text: str, limit: int = 2_000) -> str:
    """One line of Markdown that prints a text; line breaks are printed as spaces. What is longer than `limit` is cut."""
    line = _SPACES.sub(" ", text)
    if len(line) > limit:
        line = line[: limit - len(_CUT)] + _CUT
    line = _LIVE.sub(rf"\1{_APART}", line)
    line = _ADDRESS.sub(lambda found: f"{found[0]}{_APART}", line)
    made = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", line)
    first = _FIRST.match(made)
    return f"{made[: first.end() - 1]}&#{ord(made[first.end() - 1])};{made[first.end() :]}" if first else made


def code(text: str) -> str:
    """A name in fixed type: no forge looks for anything in a code span, and what is copied out of it is the name itself."""
    line = _SPACES.sub(" ", text)
    fence = "`" * (1 + max(map(len, _TICKS.findall(line)), default=0))
    return f"{fence}{line}{fence}" if len(fence) == 1 else f"{fence} {line} {fence}"
