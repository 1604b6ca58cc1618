"""Single values as YAML, written so that the project's reader reads exactly what was meant.

What asks for quotes is not known here: each way of writing a text is tried, plain first, and read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import yaml

from generator.editing.layout import Laid, Style, laid_out, meaning
from generator.editing.wrapping import NARROWEST, wrapped
from generator.reading.kinds import paragraphs
from generator.reading.quoting import apart
from generator.reports.quote import cells

Single = str | bool | date
"""A text, true or false, a day."""

INDENT = "  "
_DAY = "tag:yaml.org,2002:timestamp"
_HEADER = re.compile(r"([|>])([-+]?)[0-9]?([-+]?)")


class Written(NamedTuple):
    """A value as it follows its key: the rest of that line, and further lines, not yet indented."""

    head: str
    tail: tuple[str, ...] = ()

    @property
    def block(self) -> bool:
        """Whether it is a block of text, whose first line ends with its header."""
        return bool(self.tail) and self.head.startswith(("|", ">"))


def scalar(
    value: Single, *, flow: bool, listed: bool = False, like: Laid | None = None, before: int = 0, rest: str = ""
) -> Written:
    """A single value. `like` is the one that it replaces, whose style it keeps as far as that can say it.

    It may stand inside braces or brackets (`flow`), as an item of a list (`listed`: there the project's reader takes a
    full-width comma without quotes for a slip), after some cells of its line (`before`), and the `rest` of the line
    after it (a comment) stays.
    """
    text = _text(value)
    slip = flow and listed and len(apart(text)) > 1
    for candidate in _candidates(text, value, flow, like, before):
        if not (slip and candidate.head[0] not in "'\"") and _reads_as(candidate, text, flow, rest):
            return candidate
    return Written(_double(meaning(text)))


def key_text(key: str, *, flow: bool) -> str:
    """A key, quoted where it has to be."""
    read = laid_out(f"{{ {key}: v }}" if flow else f"{key}: v\n")
    plain = isinstance(read, Laid) and read.meaning() == [(key, "v")] and _guess(key) is None
    return key if plain else _double(key)


def _text(value: Single) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case _:
            return value


def _candidates(text: str, value: Single, flow: bool, like: Laid | None, before: int) -> Iterator[Written]:
    """Ways to write a text, the one to be preferred first."""
    parts = paragraphs(text)
    if not parts:
        return
    style: Style = like.style if like and like.kind == "scalar" and not like.empty else "plain"
    width = _widths(like, before) if like else None
    if like and style in ("|", ">"):
        header = like.source.split("\n", 1)[0]
        yield Written(_HEADER.sub(r"\1\2\3", header, count=1), _lines(parts, width and (width[1], width[1])))
    lines = _lines(parts, width)
    if style in ("'", '"'):
        yield _quoted(style, lines)
        yield Written(_single(parts[0]) if style == "'" and len(parts) == 1 else _double(meaning(text)))
    elif not isinstance(value, str) or _guess(text) in (None, _DAY) or (like and _guess(like.text) == _guess(text)):
        # A text that other YAML programs take for a number or a yes stays unquoted only where one stood so.
        if len(parts) == 1 or width:
            yield Written(lines[0], lines[1:])
        if len(parts) == 1:
            yield Written(parts[0])
    if len(parts) > 1 and not flow:
        yield Written("|", _lines(parts, None))
    if len(parts) == 1 and "'" not in text and re.search(r'["\\]', text):
        yield Written(_single(parts[0]))


def _reads_as(candidate: Written, text: str, flow: bool, rest: str) -> bool:
    """Whether a value so written is read as the text, as an entry's value and as an item."""
    head, last = (candidate.head + rest, "") if candidate.block else (candidate.head, rest)
    one = "\n".join([head, *(INDENT + line if line else "" for line in candidate.tail)]) + last
    deeper = one.replace("\n", "\n" + INDENT)
    read = laid_out(f"[{{ k: {one}\n }}, {one}\n]" if flow else f"- k: {deeper}\n- {one}\n")
    return isinstance(read, Laid) and read.meaning() == [[("k", meaning(text))], meaning(text)]


def _guess(text: str) -> str | None:
    """What a program that guesses kinds takes a plain text for: a number, a day, a yes; None where for a text."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    return next((tag for tag, pattern in resolvers.get(text[:1], ()) if pattern.match(text)), None)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _double(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def _quoted(style: Style, lines: Sequence[str]) -> Written:
    """Lines in quotes, which stand around all of them."""
    write = _single if style == "'" else _double
    inner = [write(line)[1:-1] for line in lines]
    inner[0], inner[-1] = style + inner[0], inner[-1] + style
    if len(inner) == 1:
        return Written(write(lines[0]))
    return Written(inner[0], tuple(inner[1:]))


def _widths(like: Laid, before: int) -> tuple[int, int] | None:
    """The cells that a text over several lines takes of its first and of its further lines; None of one line."""
    first, *further = like.source.split("\n")
    if not further:
        return None
    edge = max(0 if like.style in ("|", ">") else before + cells(first), *map(cells, further))
    indent = min(len(line) - len(line.lstrip(" ")) for line in further if line.strip())
    return max(NARROWEST, edge - before), max(NARROWEST, edge - indent)


def _lines(parts: Sequence[str], widths: tuple[int, int] | None) -> tuple[str, ...]:
    """Paragraphs over lines, a blank line between two."""
    made: list[str] = []
    for number, part in enumerate(parts):
        made += [""] if number else []
        made += wrapped(part, widths[bool(number)], widths[1]) if widths else [part]
    return tuple(made)
