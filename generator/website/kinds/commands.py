"""命令: each command of the program, from its own parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.cli import Parser, command_parsers
from generator.website.kinds.explanations import GROUP
from generator.website.page import SitePage, TocEntry
from generator.website.press import Press
from generator.website.search import SearchEntry

_OF_ALL = frozenset({"--help", "--root", "--lang"})


@dataclass(frozen=True, slots=True)
class Argument:
    """What a command takes, as it is typed, and what it is for."""

    typed: str
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its arguments and what its help shows as an example."""

    name: str
    summary: str
    arguments: Sequence[Argument]
    example: str


def pages(press: Press) -> Iterator[SitePage]:
    parsers = command_parsers("zh")
    made = [_command(name, parser) for name, parser in parsers.items()]
    shared = [_argument(each) for each in next(iter(parsers.values())).arguments if _of_all(each)]
    html = press.render("commands.html", "commands.md", commands=made, shared=shared)
    url = press.addresses.url("commands.md")
    toc = tuple(TocEntry(each.name, f"policy {each.name}", 1) for each in made)
    found = [SearchEntry(url, "命令", "")]
    found += [SearchEntry(f"{url}#{each.name}", f"policy {each.name}", each.summary) for each in made]
    yield SitePage("commands.md", "命令", html, toc, tuple(found), group=GROUP)


def _command(name: str, parser: Parser) -> Command:
    arguments = [_argument(each) for each in parser.arguments if not _of_all(each)]
    lines = (parser.epilog or "").splitlines()[1:]
    return Command(name, parser.description or "", arguments, "\n".join(line.strip() for line in lines))


def _of_all(action: argparse.Action) -> bool:
    return not _OF_ALL.isdisjoint(action.option_strings)


_HELP = {"show this help message and exit": "显示说明"}


def _argument(action: argparse.Action) -> Argument:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    value = "|".join(map(str, action.choices)) if action.choices else metavar
    if not action.option_strings:
        typed = {"?": f"[{value}]", "*": f"[{value}…]", "+": f"{value}…"}.get(str(action.nargs), value)
    elif action.nargs == 0:
        typed = ", ".join(action.option_strings)
    else:
        typed = f"{', '.join(action.option_strings)} {value}"
    said = str(action.help)
    return Argument(typed, _HELP.get(said, said))
