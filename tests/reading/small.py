"""A procedure of a few lines to put text into, and what reading it finds."""

from __future__ import annotations

from generator.findings import Finding
from generator.model import Document
from generator.reading import Reading, read_policy

ORGANIZATION = "organization: 集团\ndepartments: { d: { title: 部门 } }\n"
TERMS = """\
terms:
  时段: { given: true, choices: [工作时间, 夜间] }
  响应: { unit: 秒 }
  每周次数: { unit: 次/周, whole: true }
  满意度: { unit: "%", range: 0..100 % }
  费用: { unit: 元 }
  办理: { unit: 工作日 }
  渠道: { choices: [邮件, 会议, 电话] }
  抄送: { several: true, choices: [上级, 同事] }
  留痕: { yes_no: true }
"""
HEAD = """\
id: p
title: 规程
number: N-1
version: "1.0"
effective: 2026-01-01
department: d
sections:
- id: s
  title: 节
  clauses:
"""
FILE = "policy/p/procedure.yaml"


def read(clauses: str = "", *, procedure: str | None = None, terms: str = TERMS) -> Reading:
    """A policy whose procedure has these clauses (or is this text)."""
    files = {
        "policy/organization.yaml": ORGANIZATION,
        "policy/p/terms.yaml": terms,
        FILE: procedure if procedure is not None else HEAD + clauses,
    }
    return read_policy({name: text.encode() for name, text in files.items()})


def findings(clauses: str) -> list[Finding]:
    return list(read(clauses).findings)


def document(reading: Reading) -> Document:
    (procedure,) = reading.policy.procedures
    assert procedure.master is not None
    return procedure.master.document
