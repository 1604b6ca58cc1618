"""`policy review`: what a change means, for those who review it.

Compares the working tree (or `--head`) with where it left `--base`, and prints Markdown for a comment on the pull
request, one JSON object, or text for a terminal.
Exit status: 0; 1 where the change brings errors that `policy check` did not find before; 2 where the work cannot be done.
"""

from __future__ import annotations

import argparse

from generator.commands import Invocation, add_day
from generator.findings import Language
from generator.project import ProjectError

EXAMPLE = "policy review --base main\npolicy review --base origin/main --format json > review.json"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    zh = language == "zh"
    parser.add_argument(
        "--base",
        metavar="REV",
        required=True,
        help="改动所基于的 Git 版本，如 main" if zh else "the git revision that the change is made to, such as main",
    )
    parser.add_argument(
        "--head",
        metavar="REV",
        help="改动后的 Git 版本（默认：当前文件）"
        if zh
        else "the git revision with the change (default: the files as they are)",
    )
    parser.add_argument(
        "--format",
        choices=("markdown", "json", "text"),
        default="markdown",
        help="输出格式（默认 markdown，不超过 65,536 个字符）"
        if zh
        else "format of the output (default: markdown, at most 65,536 characters)",
    )
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    raise ProjectError("review 尚未提供。", "review is not available yet.")
