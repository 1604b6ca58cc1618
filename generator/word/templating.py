"""Templates of Word parts: Jinja in a sandbox, written over many lines, printed without the lines.

Between elements of a Word part a line break would only be ballast, so breaks in a template, with the spaces around them,
do not get into the part. Inside a tag, between two attributes, a break is one space. (Keep an optional attribute and the
space before it on one line.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

TWIPS_IN_MILLIMETRE = 1440 / 25.4
TWIPS_IN_POINT = 20

_BETWEEN_ATTRIBUTES = re.compile(r"(?<=[^>\s])[ \t]*\n\s*(?=[^<\s])")
_BREAK = re.compile(r"\s*\n\s*")

BUILT_IN = frozenset(
    ("heading 1", "heading 2", "Title", "caption", "header", "footer", "toc 1", "toc 2", "TOC Heading")
)
"""The styles that Word knows by these names; all others are custom ones."""


class OneLine(Extension):
    """Takes line breaks out of what a template prints; faults still name the line that they stand in."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                yield token
            elif value := _BREAK.sub("", _BETWEEN_ATTRIBUTES.sub(" ", token.value)):
                yield Token(token.lineno, "data", value)


def environment(folders: Sequence[Path]) -> Environment:
    """An environment that finds a template in the first of these folders that has it."""
    made: Environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, extensions=[OneLine]
    )
    made.filters |= {"twips": twips, "half": half}
    made.globals["builtin"] = BUILT_IN.__contains__
    return made


def twips(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * TWIPS_IN_POINT)


def half(points: float) -> int:
    """Points in half points, as Word counts sizes of letters."""
    return round(points * 2)


def part_names(folders: Iterable[Path]) -> list[str]:
    """The parts of a package that these folders have templates for: what stands in folders of theirs, or begins with `[`."""
    names = {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}
    return sorted(name for name in names if "/" in name or name.startswith("["))
