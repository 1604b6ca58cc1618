"""Released versions: `releases/<document>/<version>.yaml`, a record and the sources verbatim.

The file is a stream of YAML documents: the record (`format`, `released`, `source`, `word`, `pictures`, `organization`,
`departments`, `seal`), the document's source, and for a procedure the source of its terms. What follows the record is the
*bundle*; `source` is its SHA-256, `seal` that of the record's lines above it. Pictures stay where they are, and may not change
any more; the names of the organisation and of the departments are those that the document printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from generator.reading.dates import Date
from generator.reading.kinds import Line, MapOf, OneOf
from generator.reading.shapes import Key, Shape

_SEPARATOR = "---\n"
_DIGEST = Line("SHA-256 摘要", "a SHA-256 digest", "[0-9a-f]{64}")

RECORD = Shape("release", "发布记录", "the record of a release").define(
    [
        Key(
            "format",
            OneOf(("1",)),
            "格式的版本",
            "the version of the format",
            "format: 1",
            required=True,
        ),
        Key("released", Date(), "发布日期", "the day it was released", "released: 2026-11-20", required=True),
        Key("source", _DIGEST, "源文件摘要", "the digest of the sources", "source: 9f86…", required=True),
        Key("word", _DIGEST, "Word 文件摘要", "the digest of the Word file", "word: 60f1…", required=True),
        Key("pictures", MapOf(_DIGEST), "各图的摘要", "the digests of the pictures", "pictures: { flow.png: 2c26… }"),
        Key("organization", Line(), "当时的组织名称", "the name of the organisation then", "organization: 示例集团"),
        Key(
            "departments",
            MapOf(Line()),
            "当时的部门名称",
            "the names of the departments then",
            "departments: { customer-service: 客户服务部 }",
        ),
        Key("seal", _DIGEST, "以上各行的摘要", "the digest of the lines above", "seal: 5891…"),
    ],
    lambda values, node, context: values,
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The texts of a frozen file. `offsets` is how many lines stand before the document and before the terms."""

    record: str
    document: str
    terms: str | None
    offsets: tuple[int, int]
    bundle: str


def bundle(document_source: str, terms_source: str | None) -> str:
    """The sources of a version as one text, the same whatever the line ends and blank lines around them."""
    parts = [_tidy(source) for source in (document_source, terms_source) if source is not None]
    return _SEPARATOR.join(parts)


def _tidy(source: str) -> str:
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n")
    return re.sub(r"\A---[ ]*\n", "", text) + "\n"


def source_digest(text: str) -> str:
    """SHA-256 of a bundle, in hex."""
    return sha256(text.encode()).hexdigest()


def frozen(
    *,
    released: date,
    word: str,
    pictures: Named[str, str],
    text: str,
    organization: str | None = None,
    departments: Named[str, str] | None = None,
) -> str:
    """The whole file for a bundle; `word` and `pictures` are SHA-256 digests."""
    lines = [
        "# 由 policy release 写成的发布记录，不得手工修改。",
        "# Written by `policy release`; a released version never changes.",
        "format: 1",
        f"released: {released.isoformat()}",
        f"source: {source_digest(text)}",
        f"word: {word}",
    ]
    if pictures:
        lines += ["pictures:", *(f"  {name}: {digest}" for name, digest in sorted(pictures.items()))]
    if organization:
        lines.append(f"organization: {_quoted(organization)}")
    if departments:
        lines += ["departments:", *(f"  {id}: {_quoted(title)}" for id, title in sorted(departments.items()))]
    record = "\n".join(lines) + "\n"
    return f"{record}seal: {_seal(record)}\n{_SEPARATOR}{text}"


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _seal(record: str) -> str:
    return sha256(record.encode()).hexdigest()


def sealed(record: str) -> bool:
    """Whether a record is as it was written. Records of earlier programs have no seal, and nothing tells."""
    before, found, seal = record.partition("\nseal: ")
    return not found or _seal(before + "\n") == seal.strip()


def take_apart(text: str) -> Frozen:
    """A frozen file's parts; missing ones are empty."""
    record, _, rest = text.replace("\r\n", "\n").partition("\n" + _SEPARATOR)
    document, separator, terms = rest.partition("\n" + _SEPARATOR)
    before = record.count("\n") + 2
    return Frozen(
        record + "\n",
        document + "\n" if separator else document,
        terms if separator else None,
        (before, before + document.count("\n") + 2),
        rest,
    )
