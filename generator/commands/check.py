"""`policy check`: everything that is wrong, in the format that is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import incremental
from generator.collecting import without_collecting
from generator.commands import Invocation, add_day, add_format, print_whole, wants_color
from generator.commands.files import concerns, holds, inside
from generator.findings import Finding, Language, Severity, Words
from generator.incremental.store import Store, cache_folder
from generator.model import Policy
from generator.project import ProjectError
from generator.reports import Report, render

EXAMPLE = "policy check\npolicy check --format sarif > findings.sarif\npolicy check --on 2027-04-01 --strict"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help=Words(
            "只显示这些文件或文件夹的问题（仍检查全部）", "show only what concerns these files (all are read)"
        ).in_(language),
    )
    add_format(parser, language, "text", "json", "sarif", "github", "gitlab")
    parser.add_argument(
        "--strict", action="store_true", help=Words("警告也算不通过", "warnings fail, too").in_(language)
    )
    add_day(parser, language)
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help=Words(
            "不用以前检查的结果，也不留下结果（同 POLICY_CACHE=off）",
            "neither use what earlier checks found nor keep anything (as POLICY_CACHE=off does)",
        ).in_(language),
    )
    parser.add_argument(
        "--prove",
        action="store_true",
        help=Words("用 z3 复核每个结论", "decide everything again with z3").in_(language),
    )
    parser.add_argument(
        "--smt2",
        metavar="DIR",
        help=Words("把要复核的问题写成 SMT-LIB 2.6 文件", "write the questions as SMT-LIB 2.6 files").in_(language),
    )


def run(invocation: Invocation) -> int:
    with without_collecting():
        return _check(invocation)


def _check(invocation: Invocation) -> int:
    options = invocation.options
    if options.prove:
        _need_z3()
    project = invocation.project()
    if options.smt2:
        project.check_target(Path(options.smt2))
    wanted = [inside(project, name) for name in options.files]
    today = invocation.today(project)
    store = Store(None if options.no_cache else cache_folder(project.root), project.root)
    content, left_out = project.gather()
    found, overview = incremental.check(content, today, store, project.layouts())
    every = [*left_out, *found]
    if options.prove or options.smt2:
        every += _second_opinion(invocation, project.load().policy, wanted)
    every.sort(key=lambda finding: finding.order)
    findings = tuple(finding for finding in every if not wanted or concerns(finding, wanted))
    report = Report(findings, overview, invocation.language, project.in_repository, wants_color())
    print_whole(render(options.format, report))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return int(any(finding.severity in failing for finding in findings))


def _need_z3() -> None:
    from generator import proving

    if not proving.available():
        raise ProjectError(
            "--prove 需要 z3，请先安装：pip install 'guizhang[prove]'。",
            "--prove needs z3; install it with: pip install 'guizhang[prove]'",
        )


def _second_opinion(invocation: Invocation, policy: Policy, wanted: list[str]) -> tuple[Finding, ...]:
    """Where z3 differs, if it is asked; the questions as files, if those are."""
    from generator import proving

    asked = tuple(proving.obligations(policy, lambda document: not wanted or holds(wanted, document.file)))
    if invocation.options.smt2:
        proving.write(Path(invocation.options.smt2), asked)
    if not invocation.options.prove:
        return ()
    invocation.progress(f"z3 复核 {len(asked)} 个问题……", f"z3 decides {len(asked)} questions…")
    try:
        return tuple(proving.prove(asked))
    finally:
        invocation.end_progress()
