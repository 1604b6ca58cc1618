"""`policy schema`: JSON Schema of the files, for editors and other programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from generator.commands import Invocation, print_whole
from generator.commands.completions import names_of
from generator.findings import Language, Words
from generator.project import ProjectError
from generator.publishing.policy_schema import policy_schema
from generator.publishing.whole import write_whole
from generator.reading.completions import NO_NAMES, Names
from generator.reading.kinds import JSON
from generator.reading.nearest import suggestion
from generator.reading.schema import schemas

EXAMPLE = "policy schema department\npolicy schema --out schema\npolicy schema --check schema"


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def words(zh: str, en: str) -> str:
        return Words(zh, en).in_(language)

    parser.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        help=words("文件种类：", "kind of file: ")
        + " | ".join(all_schemas())
        + words("；不写则全部", "; all without it"),
    )
    parser.add_argument(
        "--out", metavar="DIR", help=words("写到文件夹里，每种一个文件", "write them into a folder, a file each")
    )
    parser.add_argument(
        "--check",
        metavar="DIR",
        help=words(
            "不写，只看文件夹里的是否最新（不是则退出码为 1）",
            "write nothing; say whether those in a folder are current",
        ),
    )
    parser.add_argument(
        "--no-names",
        action="store_true",
        help=words(
            "只按格式，不带本项目的部门、术语、条款等名称",
            "of the format alone, without this project's names to complete",
        ),
    )


def all_schemas(names: Names = NO_NAMES) -> Mapping[str, JSON]:
    """The schemas of the policy's files, and that of policy.json; with a repository's names editors complete them."""
    return {**schemas(names), "policy": policy_schema()}


def schema_text(schema: JSON) -> str:
    """A schema as it is printed and kept."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def run(invocation: Invocation) -> int:
    options = invocation.options
    wanted = dict(all_schemas(_names(invocation)))
    if (kind := options.kind) is not None:
        if kind not in wanted:
            _, hint = suggestion(kind, wanted)
            raise ProjectError(
                f"没有“{kind}”这种文件。{hint.zh}", f"There is no kind of file '{kind}'. {hint.en}".rstrip()
            )
        wanted = {kind: wanted[kind]}
    if options.check is not None:
        return _check(wanted, Path(options.check), invocation)
    if options.out is None:
        print_whole(schema_text(wanted[kind] if kind else wanted))
        return 0
    for name, schema in wanted.items():
        path = _kept(Path(options.out), name)
        write_whole(path, schema_text(schema).encode())
        invocation.say(str(path), str(path))
    return 0


def _names(invocation: Invocation) -> Names:
    """Those of the project; none outside of one."""
    if invocation.options.no_names:
        return NO_NAMES
    try:
        project = invocation.project()
    except ProjectError:
        if getattr(invocation.options, "root", None) is not None:
            raise
        return NO_NAMES
    return names_of(project.load().policy, project)


def _kept(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.schema.json"


def _check(wanted: Mapping[str, JSON], folder: Path, invocation: Invocation) -> int:
    stale = [
        path
        for name, schema in wanted.items()
        if not (path := _kept(folder, name)).is_file()
        or path.read_text(encoding="utf-8", errors="replace") != schema_text(schema)
    ]
    for path in stale:
        invocation.say(f"{path} 不存在或已过时", f"{path} is missing or out of date")
    if stale:
        invocation.say(f"请运行 policy schema --out {folder}", f"Run: policy schema --out {folder}")
    return int(bool(stale))
