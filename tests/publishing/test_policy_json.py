"""policy.json: the whole resolved policy, and the schema that describes it."""

from __future__ import annotations

import json

import jsonschema
import pytest
from small_policy import FILES

from generator.publishing.policy_json import policy_json
from generator.publishing.policy_schema import policy_schema
from generator.reading import read_policy

RICH = """\
id: hotline
title: 热线管理规程
number: GT-001
version: "1.0"
effective: 2026-10-01
department: office
terms: { 升级时限: { unit: 分钟, range: 0..90 分钟 } }
sections:
- id: rules
  title: 热线受理
  clauses:
  - id: response
    text: |
      来电响应时间{{ 响应时间 }}。

      详见{{ link("https://example.com/a", "说明") }}。
    must: { 响应时间: 不超过 60 秒 }
    latitude: range
    range: { 响应时间: 30..90 秒 }
    implement: all
    figure: { file: flow.png, title: 流程, alt: 流程图 }
    table:
      columns: [时段, 要求]
      rows:
      - { cells: [夜间, "{{ 升级时限 }}"], when: { 时段: 夜间 }, must: { 升级时限: 不超过 30 分钟 } }
    clauses:
    - id: sub
      text: 见{{ ref("response") }}。
  sections:
  - id: inner
    title: 附则
appendices:
- id: levels
  title: 分级
forms:
- { id: log, number: JL-1, title: 登记表, columns: [日期] }
"""
WAIVERS = """\
waivers:
- clause: customer-service/hotline-night
  from: hotline/response
  because: 人手不足。
  approved_by: 办公室
  approved_on: 2026-11-01
  until: 2027-03-31
"""


def said(files: dict[str, str]) -> dict:
    return json.loads(policy_json(read_policy({name: text.encode() for name, text in files.items()}).policy))


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        FILES | {"policy/hotline/procedure.yaml": RICH},
        FILES | {"policy/hotline/waivers.yaml": WAIVERS},
        {name: text for name, text in FILES.items() if name.endswith("organization.yaml")},
        {},
    ],
    ids=["small", "rich", "waivers", "organisation only", "nothing"],
)
def test_it_fits_its_schema(files):
    jsonschema.validate(said(files), policy_schema())


def test_texts_and_numbers_are_resolved():
    procedure, department = said(FILES | {"policy/hotline/procedure.yaml": RICH})["procedures"][0]["documents"]
    (version,) = procedure["versions"]
    assert (version["status"], version["word"]) == ("draft", "word/GT-001-V1.0-热线管理规程.docx")
    (section,) = version["sections"]
    (clause,) = section["clauses"]
    assert clause["text"] == ["来电响应时间不超过60秒。", "详见说明（https://example.com/a）。"]
    assert clause["table"]["rows"] == [[["夜间"], ["不超过30分钟"]]]
    assert [rule["clause"] for rule in clause["rules"]] == ["response", "response"]
    assert clause["clauses"][0] == {
        "id": "sub",
        "citation": "一1（1）",
        "title": None,
        "text": ["见一1。"],
        "implements": [],
        "latitude": "tighten",
        "range": [],
        "implement": [],
        "rules": [],
        "clauses": [],
    }
    assert version["terms"]["响应时间"]["aliases"] == ["接听时间"]
    (below,) = department["versions"]
    assert below["parent"] == {"document": "hotline/hotline", "version": "1.0"}
    assert below["department"] == {"id": "customer-service", "title": "客户服务部"}
    assert below["sections"][0]["clauses"][0]["implements"] == ["hotline/hotline#response"]


def test_a_key_that_the_schema_does_not_know_is_refused():
    """So that the schema cannot fall behind what is written."""
    policy = said(FILES)
    policy["procedures"][0]["documents"][0]["versions"][0]["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(policy, policy_schema())
