"""`policy codeowners`: who reviews which file, as GitHub and GitLab read it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from generator.commands import Invocation, print_whole
from generator.commands.names import must_all_be_read
from generator.findings import Language, Words
from generator.model import Edition, Policy, Procedure
from generator.project import Project

EXAMPLE = "policy codeowners > .github/CODEOWNERS\npolicy codeowners --check .github/CODEOWNERS"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--check",
        metavar="FILE",
        help=Words(
            "不写，只看这个文件是否最新（不是则退出码为 1）", "write nothing; say whether this file is current"
        ).in_(language),
    )


def run(invocation: Invocation) -> int:
    text = codeowners_text(invocation.project())
    if (kept := invocation.options.check) is None:
        print_whole(text)
        return 0
    path = Path(kept)
    current = path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text
    if not current:
        invocation.say(
            f"{kept} 不存在或已过时，请运行 policy codeowners > {kept}",
            f"{kept} is missing or out of date; run: policy codeowners > {kept}",
        )
    return int(not current)


def codeowners_text(project: Project) -> str:
    """The whole file, for the repository around the project. Raises a `ProjectError` where it would lack a document."""
    reading = project.load()
    must_all_be_read(reading)
    lines = [
        "# 由 policy codeowners 根据 policy/organization.yaml 的 owner: 生成。",
        "# Written by `policy codeowners` from the owner: entries of policy/organization.yaml.",
        *(f"{_pattern(project.in_repository + path)} {owner}" for path, owner in owners(reading.policy)),
    ]
    return "\n".join(lines) + "\n"


def owners(policy: Policy) -> Iterator[tuple[str, str]]:
    """Path in the project (a folder ends in `/`) and owner. The last line that fits a file counts, so wide ones come
    first: a procedure's folder belongs to the procedure's department, a document and its releases to its own.
    """
    for procedure in policy.procedures:
        base = f"policy/{procedure.id}/"
        if procedure.master and (owner := _owner(procedure.master, policy)):
            yield base, owner
        yield from _documents(procedure, base, policy)


def _documents(procedure: Procedure, base: str, policy: Policy) -> Iterator[tuple[str, str]]:
    for edition in procedure.working:
        if edition.document.implements and (owner := _owner(edition, policy)):
            yield edition.document.file, owner
            yield f"{base}releases/{edition.document.id}/", owner


def _owner(edition: Edition, policy: Policy) -> str | None:
    department = policy.organization.departments.get(edition.document.department)
    return department.owner if department else None


def _pattern(path: str) -> str:
    return "/" + re.sub(r"([\\\s#!\[\]*?])", r"\\\1", path)
