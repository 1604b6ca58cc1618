"""Manuscripts with everything in them, and the texts of a Word file as python-docx reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import docx
from docx.document import Document

from generator.document.blocks import ClauseBlock, Paragraph
from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.model import Edition
from generator.reading import read_policy

ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 } }\n"
HEAD = """\
id: main
title: 热线管理规程
number: T-1
version: "1.0"
effective: 2026-01-01
department: office
"""

SECTIONS = """\
- id: rules
  title: 受理 <b>&
  text: 本章规定受理。
  clauses:
  - id: response
    title: 响应
    text: |
      响应时间{{ 响应时间 }}，金额*单价*数量，<script>alert("x")</script>，见{{ ref("deep") }}。

      第二段，{{ link("https://example.com/?a=1&b=2", "详情") }}。
    must: { 响应时间: 不超过 60 秒 }
    table: { columns: [等级, 要求], rows: [[一级, "]]>"]] }
    clauses:
    - id: second
      text: 二层。
      clauses:
      - { id: deep, text: 三层。 }
  sections:
  - { id: inner, title: 内节, clauses: [{ id: in-section, text: 节内。 }] }
appendices:
- { id: annex, title: 附表, clauses: [{ id: annex-one, text: 附录条款。 }, { id: annex-two, text: 又一条。 }] }
forms:
- { id: form, number: F-1, title: 登记表, keep: 3 年, columns: [日期, 经办人] }
"""


def manuscript(sections: str, *, head: str = "", draft: bool = True) -> Manuscript:
    """The manuscript of a procedure with these sections."""
    files = {
        "policy/organization.yaml": ORGANIZATION,
        "policy/p/terms.yaml": "terms:\n  响应时间: { unit: 秒, about: 应答用时 }\n",
        "policy/p/procedure.yaml": f"{HEAD}{head}sections:\n{sections}",
    }
    reading = read_policy({name: text.encode() for name, text in files.items()})
    assert [(finding.message.en, finding.place.line) for finding in reading.findings] == []
    (procedure,) = reading.policy.procedures
    edition: Edition | None = procedure.master
    assert edition is not None
    return replace(compose(edition, procedure, reading.policy), draft=draft)


def read_back(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def paragraphs(data: bytes) -> list[str]:
    """The text of every paragraph, content controls and tables included, in order."""
    body = read_back(data).element.body
    namespace = body.nsmap["w"]
    return [
        "".join(node.text or "" for node in paragraph.iter(f"{{{namespace}}}t"))
        for paragraph in body.iter(f"{{{namespace}}}p")
    ]


def clause_texts(made: Manuscript) -> Iterator[str]:
    """What a clause's paragraphs print, its title in front, its table cell by cell."""
    for block in made.blocks:
        if isinstance(block, ClauseBlock):
            for position, paragraph in enumerate(block.paragraphs):
                yield (f"{block.title}　" if block.title and not position else "") + plain(paragraph)
            if block.table:
                for row in block.table.rows:
                    for cell in row:
                        yield from map(plain, cell)


def plain(paragraph: Paragraph) -> str:
    return "".join(part.text for part in paragraph)


def broken(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same file with one part changed, which has to make a difference."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                changed = change(text.decode()).encode()
                assert changed != text
                text = changed
            target.writestr(name, text)
    return made.getvalue()
