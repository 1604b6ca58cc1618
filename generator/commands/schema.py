"""`policy schema`: JSON Schema of the files, for editors and other programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from generator.commands import Invocation, print_whole
from generator.findings import Language, Words
from generator.project import ProjectError
from generator.publishing.policy_schema import policy_schema
from generator.publishing.whole import write_whole
from generator.reading.kinds import JSON
from generator.reading.nearest import suggestion
from generator.reading.schema import schemas

EXAMPLE = "policy schema department\npolicy schema --out schema"


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


def all_schemas() -> Mapping[str, JSON]:
    """The schemas of the policy's files, and that of policy.json."""
    return {**schemas(), "policy": policy_schema()}


def schema_text(schema: JSON) -> str:
    """A schema as it is printed and kept."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def run(invocation: Invocation) -> int:
    options, wanted = invocation.options, dict(all_schemas())
    if (kind := options.kind) is not None:
        if kind not in wanted:
            _, hint = suggestion(kind, wanted)
            raise ProjectError(
                f"没有“{kind}”这种文件。{hint.zh}", f"There is no kind of file '{kind}'. {hint.en}".rstrip()
            )
        wanted = {kind: wanted[kind]}
    if options.out is None:
        print_whole(schema_text(wanted[kind] if kind else wanted))
        return 0
    for name, schema in wanted.items():
        path = Path(options.out) / f"{name}.schema.json"
        write_whole(path, schema_text(schema).encode())
        invocation.say(str(path), str(path))
    return 0
