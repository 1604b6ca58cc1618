"""A policy small enough to read at a glance, and a stand-in for the Word writer, for tests that are about neither."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

ORGANIZATION = """\
organization: 示例集团
departments:
  office: { title: 总部办公室, owner: "@org/office" }
  customer-service: { title: 客户服务部, owner: "@org/customer-service" }
  it: { title: 信息技术部 }
"""
TERMS = """\
terms:
  时段: { given: true, choices: [工作时间, 夜间] }
  响应时间: { unit: 秒, about: 从来电接入到人工应答的时间, aliases: [接听时间] }
  渠道: { choices: [{ name: 电话, about: 热线电话 }, 邮件] }
  抄送对象: { several: true, choices: [上级, 同事] }
  留有记录: { yes_no: true }
"""
PROCEDURE = """\
id: hotline
title: 热线管理规程
number: GT-001
version: "1.0"
effective: 2026-10-01
department: office
sections:
- id: rules
  title: 热线受理
  text: 本章规定热线的受理。
  clauses:
  - id: response
    title: 响应时间
    text: 来电响应时间{{ 响应时间 }}。
    must: { 响应时间: 不超过 60 秒 }
    implement: [customer-service]
  - id: record
    text: 来电应当留有记录，见{{ ref("response") }}。
    when: { 时段: 夜间 }
    must: { 留有记录: yes }
    must_not: { 抄送对象: 仅限 上级 }
"""
DEPARTMENT = """\
id: customer-service
title: 客户服务部热线实施细则
number: GT-001-KF
version: "1.0"
effective: 2026-11-01
department: customer-service
implements: hotline@1.0
sections:
- id: night
  title: 夜间受理
  clauses:
  - id: hotline-night
    implements: response
    text: 夜间，来电响应时间{{ 响应时间 }}。
    when: { 时段: 夜间 }
    must: { 响应时间: 不超过 90 秒 }
"""
FILES = {
    "policy/organization.yaml": ORGANIZATION,
    "policy/hotline/terms.yaml": TERMS,
    "policy/hotline/procedure.yaml": PROCEDURE,
    "policy/hotline/departments/customer-service.yaml": DEPARTMENT,
}
DEPARTMENT_FILE = "policy/hotline/departments/customer-service.yaml"


def write(root: Path, files: dict[str, str] = FILES) -> Path:
    """Writes files below a root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replaces a part of a file, which has to be there."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def word_file(*lines: str) -> bytes:
    """A Word file in name only: a package with one part, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("word/document.xml"), "\n".join(lines))
    return made.getvalue()
