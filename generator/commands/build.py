"""`policy build`: check, then the Word files and the site."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from generator import incremental
from generator.collecting import without_collecting
from generator.commands import Invocation, add_day, add_page_numbers
from generator.commands.names import document
from generator.findings import Language, Severity, Words
from generator.incremental.store import Store, cache_folder
from generator.project import Project, ProjectError
from generator.publishing.building import PARTS, Order, build, check_target, up_to_date
from generator.publishing.last_build import LastBuild
from generator.publishing.page_numbers import page_program, uncounted
from generator.reading import read_policy

EXAMPLE = "policy build\npolicy build --only word --document customer-service\npolicy build --offline --out dist"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def words(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    parser.add_argument(
        "--only", choices=PARTS, help=words("只生成 Word 文件或只生成网站", "the Word files alone, or the site alone")
    )
    parser.add_argument(
        "--document",
        metavar="ID",
        help=words("只生成这份文件的 Word 文件", "the Word files of this document alone"),
    )
    parser.add_argument(
        "--out", metavar="DIR", help=words("输出文件夹（默认 build）", "where to build (default: build)")
    )
    parser.add_argument(
        "--allow-findings", action="store_true", help=words("有错误也照样生成", "build in spite of errors")
    )
    parser.add_argument(
        "--offline",
        action="store_true",
        help=words("网站可从共享文件夹直接打开", "a site that opens from a file share"),
    )
    add_page_numbers(parser, language)
    add_day(parser, language)


def run(invocation: Invocation) -> int:
    options, project = invocation.options, invocation.project()
    order = _order(invocation, project)
    check_target(order)
    store = Store(cache_folder(project.root), project.root)
    last = LastBuild.of(store, order.out)
    files, left_out = project.gather()
    digests = order.digests(files)
    if up_to_date(order, digests, last):
        invocation.say("没有变化，不需要重新生成。", "Nothing has changed; nothing was rebuilt.")
        _where(invocation, order)
        return 0
    invocation.progress("正在检查……", "Checking …")
    with without_collecting():
        found, _ = incremental.check(files, order.today, store, project.layouts())
        reading = read_policy(files)
    findings = tuple(sorted((*left_out, *found), key=lambda finding: finding.order))
    if order.document:
        order = replace(order, document=document(reading, order.document)[1].document.name)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    invocation.end_progress()
    if errors and not options.allow_findings:
        invocation.show(errors, reading, project)
        invocation.say(
            "没有生成：请先改正上面的错误，或加 --allow-findings。",
            "Nothing was built: mend the errors above, or add --allow-findings.",
        )
        return 1
    last.keys = order.word_keys(files, reading.policy)
    try:
        made = build(order, reading.policy, findings, digests, lambda words: invocation.progress(*words), last)
    finally:
        invocation.end_progress()
    if findings:
        others = len(findings) - len(errors)
        invocation.say(
            f"检查：{len(errors)} 个错误，{others} 条警告或提示，详见 policy check。",
            f"Check: errors {len(errors)}, warnings and notes {others}; see policy check.",
        )
    invocation.say(f"已生成 {len(made.manifest.files)} 个文件。", f"Built {len(made.manifest.files)} files.")
    if made.uncounted:
        invocation.say(*uncounted(made.uncounted))
    _where(invocation, order)
    return 0


def _order(invocation: Invocation, project: Project) -> Order:
    options = invocation.options
    if options.document and options.only == "site":
        raise ProjectError("--document 不能与 --only site 同用。", "--document does not go with --only site.")
    parts = ("word",) if options.document else (options.only,) if options.only else PARTS
    out = Path(options.out).absolute() if options.out else project.build
    program = page_program(wanted=options.page_numbers and "word" in parts)
    return Order(project, out, invocation.today(project), parts, options.document, options.offline, program)


def _where(invocation: Invocation, order: Order) -> None:
    """Ends by saying where to look."""
    for part, zh, en, path in (
        ("word", "Word 文件", "Word files", order.out / "word"),
        ("site", "网站    ", "Site      ", order.out / "site/index.html"),
    ):
        if part in order.parts:
            invocation.say(f"  {zh}  {path}", f"  {en}  {path}")
