"""`policy serve`: the site on this machine, rebuilt as YAML is saved."""

from __future__ import annotations

import argparse

from generator.commands import Invocation, add_day
from generator.findings import Language, Words

EXAMPLE = "policy serve\npolicy serve --port 8080"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--port",
        type=int,
        default=8000,
        metavar="PORT",
        help=Words("端口（默认 8000）", "port (default: 8000)").in_(language),
    )
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    project = invocation.project()
    today = invocation.today(project)
    from generator.website.serving import serve_site

    serve_site(project, today, port=invocation.options.port)
    return 0
