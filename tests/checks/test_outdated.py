"""A parent with a newer release: a note, a warning, then an error, with the clauses to look at again."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from generator.findings import Severity
from generator.project import findings_of
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen

ORGANIZATION = "organization: 集团\ndepartments: { office: { title: 总部 }, desk: { title: 热线部 } }\n"
TERMS = "terms:\n  响应时间: { unit: 秒 }\n  转接时间: { unit: 秒 }\n"


def procedure(version: str, effective: str, response: int, transfer: int) -> str:
    return f"""\
id: main
title: 热线管理规程
number: T-1
version: "{version}"
effective: {effective}
department: office
sections:
- id: s
  title: 节
  clauses:
  - id: response
    text: 响应时间{{{{ 响应时间 }}}}。
    must: {{ 响应时间: 不超过 {response} 秒 }}
  - id: transfer
    text: 转接时间{{{{ 转接时间 }}}}。
    must: {{ 转接时间: 不超过 {transfer} 秒 }}
"""


DEPARTMENT = """\
id: own
title: 热线部实施细则
number: T-2
version: "1.0"
effective: 2026-02-01
department: desk
implements: main@1.0
sections:
- id: s
  title: 节
  clauses:
  - id: a
    implements: response
    text: 响应时间{{ 响应时间 }}。
    must: { 响应时间: 不超过 30 秒 }
"""


def released(text: str, on: date) -> dict[str, bytes]:
    version = text.split('version: "')[1][:3]
    word = b"signed"
    record = frozen(released=on, word=sha256(word).hexdigest(), pictures={}, text=bundle(text, TERMS))
    base = f"policy/p/releases/main/{version}"
    return {f"{base}.yaml": record.encode(), f"{base}.docx": word}


def found(response: int, transfer: int, today: str):
    first, second = procedure("1.0", "2026-01-01", 60, 20), procedure("1.1", "2026-06-01", response, transfer)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        "policy/p/departments/own.yaml": DEPARTMENT.encode(),
        **released(first, date(2025, 12, 1)),
        **released(second, date(2026, 5, 1)),
    }
    return findings_of(read_policy(files), date.fromisoformat(today))


@pytest.mark.parametrize(
    ("response", "transfer", "today", "severity", "named"),
    [
        (50, 20, "2026-05-15", Severity.WARNING, True),  # before the new version is in force
        (50, 20, "2026-06-01", Severity.ERROR, True),
        (60, 10, "2026-06-01", Severity.NOTE, False),  # another clause changed, whose term nobody here states
    ],
)
def test_its_weight_depends_on_the_day_and_on_what_changed(response, transfer, today, severity, named):
    (finding,) = found(response, transfer, today)
    assert (finding.code, finding.severity, finding.fix) == ("outdated-parent", severity, "main@1.1")
    assert ("一1（response）" in finding.message.zh) is named
    assert "transfer" not in finding.message.zh


def test_a_document_is_checked_against_the_version_that_it_names():
    """30 秒 keeps to version 1.0, and is checked against it although 1.1 asks for 10."""
    assert [finding.code for finding in found(10, 20, "2026-05-15")] == ["outdated-parent"]


def test_an_edited_released_version_is_found():
    first = procedure("1.0", "2026-01-01", 60, 20)
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": first.replace("不超过 60 秒", "不超过 70 秒").encode(),
        **released(first, date(2025, 12, 1)),
    }
    (finding,) = findings_of(read_policy(files), date(2026, 1, 2))
    assert (finding.code, finding.place.line, finding.fix) == ("changed-after-release", 4, '"1.1"')
