"""References that depend on what was, or on what a document is called itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_policy import DEPARTMENT, DEPARTMENT_FILE, FILES
from test_outdated import ORGANIZATION, TERMS, procedure, released

from generator import incremental
from generator.incremental import Store
from generator.project import Project, findings_of
from generator.reading import read_policy

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("clause", "codes"), [("transfer", []), ("transfers", ["unknown-reference"])])
def test_a_reason_may_be_given_for_a_clause_that_an_earlier_version_had(clause, codes):
    second = procedure("1.1", "2026-06-01", 60, 20)
    second = second[: second.index("  - id: transfer")]
    second = second.replace(
        "sections:", f"changes: {{ summary: 并入别的规程。, clauses: {{ {clause}: 不再转接。 }} }}\nsections:"
    )
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        "policy/p/procedure.yaml": second.encode(),
        **released(procedure("1.0", "2026-01-01", 60, 20), date(2026, 1, 1)),
    }
    assert codes == [each.code for each in findings_of(read_policy(files), date(2026, 6, 1))]


def test_a_document_is_not_offered_itself_as_the_one_above():
    text = DEPARTMENT.replace("implements: hotline@1.0", "implements: customer-servic@1.0")
    files = {name: text.encode() for name, text in {**FILES, DEPARTMENT_FILE: text}.items()}
    (finding,) = [f for f in findings_of(read_policy(files), date(2026, 11, 23)) if f.code == "unknown-reference"]
    assert finding.message.zh == "没有“customer-servic”这个文件。可用的有：hotline。"


@pytest.mark.parametrize(
    ("layout", "line", "offered"), [("corporate", 0, None), ("gb9704", 7, "gbt9704"), ("ours", 7, None)]
)
def test_a_layout_is_one_of_those_that_there_are(layout, line, offered, tmp_path):
    text = DEPARTMENT.replace("\nimplements:", f"\nlayout: {layout}\nimplements:").replace("90 秒", "45 秒")
    files = {name: text.encode() for name, text in {**FILES, DEPARTMENT_FILE: text}.items()}
    layouts = Project.at(ROOT).layouts()
    found, _ = incremental.check(files, date(2026, 11, 23), Store(None, tmp_path), layouts)
    reading = read_policy(files)
    reading = replace(reading, policy=replace(reading.policy, layouts=layouts))
    assert found == findings_of(reading, date(2026, 11, 23))
    expected = [("unknown-reference", DEPARTMENT_FILE, line, offered)] if line else []
    assert [(each.code, each.place.file, each.place.line, each.fix and each.fix.new) for each in found] == expected


def test_a_document_above_whose_head_cannot_be_read_is_not_said_to_be_missing():
    master = "policy/hotline/procedure.yaml"
    files = {name: text.encode() for name, text in {**FILES, master: FILES[master].replace('"1.0"', "v1")}.items()}
    (finding,) = [f for f in findings_of(read_policy(files), date(2026, 11, 23)) if f.code == "unknown-reference"]
    assert (finding.place.file, finding.fix) == (DEPARTMENT_FILE, None)
    assert f"它可能是有错误、读不出来的 {master}，请先改正。" in finding.message.zh
