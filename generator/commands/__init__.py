"""One module for each command: `configure` describes its arguments, `run` does it and gives the exit status."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.findings import Finding, Language, Words
from generator.project import Project

if TYPE_CHECKING:
    from generator.reading import Reading


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a command was called with."""

    options: argparse.Namespace
    language: Language

    def project(self) -> Project:
        """The project named by `--root`, else the one around the current folder."""
        root: str | None = getattr(self.options, "root", None)
        return Project.find(Path.cwd()) if root is None else Project.at(Path(root))

    def today(self, project: Project) -> date:
        """The day named by `--on`, else as the project says."""
        return project.today(getattr(self.options, "on", None))

    def say(self, zh: str, en: str) -> None:
        """Prints a line of the result."""
        sys.stdout.write(f"{zh if self.language == 'zh' else en}\n")

    def show(self, findings: tuple[Finding, ...], reading: Reading, project: Project) -> None:
        """Prints findings for people."""
        from generator.overview import Overview
        from generator.reports import Report, render

        overview = Overview.of(reading)
        print_whole(render("text", Report(findings, overview, self.language, project.in_repository, wants_color())))

    def progress(self, zh: str, en: str) -> None:
        """Says what is being done, on a terminal only."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{zh if self.language == 'zh' else en}")
            sys.stderr.flush()

    def end_progress(self) -> None:
        """Takes the line of progress away."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def print_whole(text: str) -> None:
    """Prints a report. A reader who leaves early (`| head`) does not change what the report means."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()


def discard_output() -> None:
    """After who read our output has left: nothing more is said to them, not even while Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def add_day(parser: argparse.ArgumentParser, language: Language) -> None:
    """`--on DATE`."""
    parser.add_argument(
        "--on",
        metavar="DATE",
        help=Words("以这一天为准（默认：今天）", "as of this day (default: today)").in_(language),
    )


def add_format(parser: argparse.ArgumentParser, language: Language, *formats: str) -> None:
    """`--format`, the first being what is printed without it."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        help=Words(f"输出格式（默认 {formats[0]}）", f"format of the output (default: {formats[0]})").in_(language),
    )


def add_page_numbers(parser: argparse.ArgumentParser, language: Language) -> None:
    """`--no-page-numbers`."""
    parser.add_argument(
        "--no-page-numbers",
        dest="page_numbers",
        action="store_false",
        help=Words(
            "目录不印页码（装有 LibreOffice 时默认印；同 POLICY_PAGE_NUMBERS=off）",
            "contents without page numbers (default with LibreOffice: with them; as POLICY_PAGE_NUMBERS=off)",
        ).in_(language),
    )


def wants_color() -> bool:
    """Colours are for terminals, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
