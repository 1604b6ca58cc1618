"""`policy diff`: two versions of a document, or the whole policy at two git revisions, clause by clause."""

from __future__ import annotations

import argparse

from generator.commands import Invocation
from generator.findings import Language
from generator.project import ProjectError

EXAMPLE = (
    "policy diff customer-service@1.0 customer-service@1.1\n"
    "policy diff customer-service@1.1 customer-service@draft --word changes.docx\n"
    "policy diff main"
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    zh = language == "zh"
    parser.add_argument(
        "old",
        metavar="A",
        help="旧的一方：文件@版本（文件@draft 为草案）或 Git 版本"
        if zh
        else "the old side: DOCUMENT@VERSION (@draft: the draft) or a git revision",
    )
    parser.add_argument(
        "new",
        metavar="B",
        nargs="?",
        help="新的一方（默认：当前的文件）" if zh else "the new side (default: the files as they are)",
    )
    parser.add_argument(
        "--document",
        metavar="ID",
        help="比较 Git 版本时只看这份文件" if zh else "of two git revisions compare this document only",
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="输出格式（默认 text）" if zh else "format of the output (default: text)",
    )
    parser.add_argument(
        "--word",
        metavar="FILE",
        help="把一份文件的改动写成带修订标记的 Word 文件"
        if zh
        else "write the changes of one document as a Word file with tracked changes",
    )


def run(invocation: Invocation) -> int:
    raise ProjectError("diff 尚未提供。", "diff is not available yet.")
