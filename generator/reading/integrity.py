"""Whether what was released is as it was: records, Word files and pictures (changed-after-release)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from generator.findings import Finding, finding
from generator.model import Place
from generator.reading.frozen import Frozen, sealed, source_digest

Files = Mapping[str, bytes]


def edited(path: str, parts: Frozen, record: Mapping[str, Any], files: Files) -> Iterator[Finding]:
    """What was edited of a release, given by the path of its record."""
    if source_digest(parts.bundle) != record["source"]:
        yield _finding(
            path,
            "这份已发布的文本在发布之后被改动过（摘要不符）。已发布的版本永不更改，请从版本库恢复；要改内容，请修订工作文件并提高版本号。",
            "This released text was edited after its release (its digest differs). A released version never changes: restore it, "
            "and make changes in the working file under a new version.",
        )
    if not sealed(parts.record):
        yield _finding(
            path,
            "这份发布记录在发布之后被改动过（封印不符）。发布记录由 policy release 写成，请从版本库恢复。",
            "This record was edited after the release (its seal is broken). Records are written by `policy release`; restore it "
            "from version control.",
        )
    word = path.removesuffix(".yaml") + ".docx"
    data = files.get(word)
    if data is None or sha256(data).hexdigest() != record["word"]:
        was_zh, was_en = ("不见了", "is missing") if data is None else ("被改动过", "was edited")
        yield _finding(
            path,
            f"已发布的 Word 文件 {word} {was_zh}。签署过的文件永不更改，请从版本库恢复。",
            f"The released Word file {word} {was_en}. A signed file never changes: restore it from version control.",
        )
    base = path.split("/releases/", maxsplit=1)[0]
    for name, digest in record.get("pictures", {}).items():
        picture = files.get(f"{base}/figures/{name}")
        if picture is None or sha256(picture).hexdigest() != digest:
            yield _finding(
                path,
                f"已发布的版本使用的图片 figures/{name} 被改动或删除了。请恢复它；新的图片请另取文件名。",
                f"The picture figures/{name} of a released version was changed or removed. Restore it, and give a new picture a "
                "new name.",
            )


def without_record(base: str, files: Files) -> Iterator[Finding]:
    """Word files of a procedure's releases whose record is missing: it was removed, or a release was cut short."""
    for path in sorted(files):
        record = path.removesuffix(".docx") + ".yaml"
        if path.startswith(f"{base}releases/") and path.endswith(".docx") and record not in files:
            yield _finding(
                path,
                f"这个 Word 文件没有发布记录（{record}）。发布过的版本请从版本库恢复记录；发布时中断留下的，请删去它再运行 "
                "policy release。",
                f"This Word file has no record ({record}). Restore the record of a released version from version control; delete "
                "what a release that was cut short left behind, and run `policy release` again.",
            )


def _finding(path: str, zh: str, en: str) -> Finding:
    return finding("changed-after-release", Place(path, 1, 1), zh=zh, en=en)
