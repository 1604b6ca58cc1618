"""`policy explain`: what a finding means, an example, how to mend it."""

from __future__ import annotations

import argparse

from generator.commands import Invocation, print_whole
from generator.commands.names import known_code
from generator.findings import CODES, Language, Words

EXAMPLE = "policy explain looser\npolicy explain"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        help=Words("问题的代码；不写则列出全部", "a finding's code; all are listed without it").in_(language),
    )


def run(invocation: Invocation) -> int:
    code, language = invocation.options.code, invocation.language
    if code is None:
        width = max(map(len, CODES))
        print_whole("".join(f"{name:<{width}}  {known.title.in_(language)}\n" for name, known in CODES.items()))
        return 0
    from generator.explanations import explanation

    print_whole(explanation(known_code(code), language).rstrip("\n") + "\n")
    return 0
