"""`policy serve`: the site on this machine, rebuilt as YAML is saved."""

from __future__ import annotations

import argparse

from generator.commands import Invocation, add_day
from generator.findings import Language, Words
from generator.project import ProjectError

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
    port = invocation.options.port
    if not 0 < port < 65_536:
        raise ProjectError(
            f"没有 {port} 这个端口，请写 1 到 65535 之间的整数，如 8000。",
            f"There is no port {port}; write a whole number from 1 to 65535, such as 8000.",
        )
    project = invocation.project()
    today = invocation.today(project)
    from generator.website.serving import serve_site

    serve_site(project, today, port=port)
    return 0
