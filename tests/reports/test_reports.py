"""What each format of `policy check` says about the same findings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from small_policy import DEPARTMENT_FILE, FILES

from generator.findings import CODES, Clash, Finding, Fix, Severity, Witness, Words, finding
from generator.model import Place, Waiver
from generator.overview import Overview
from generator.reading import read_policy
from generator.reports import Report, render

CHILD = Clash("hotline/customer-service", "hotline-night", Place(DEPARTMENT_FILE, 16, 5), "一1")
PARENT = Clash("hotline/hotline", "response", Place("policy/hotline/procedure.yaml", 15, 5), "一1")
LOOSER = finding(
    "looser",
    CHILD.place,
    zh="夜间，90 秒：符合本细则，违反规程一1",
    en="夜间, 90 秒: follows these rules, breaks 一1 of the procedure",
    fix=Fix("不超过 60 秒", CHILD.place),
    document=CHILD.document,
    clause=CHILD.clause,
    conflict=(CHILD, PARENT),
    witness=Witness({"时段": "夜间"}, {"响应时间": "90 秒", "抄送对象": ("上级", "同事")}),
)
WAIVER = Waiver(
    ("customer-service", "hotline-night"),
    ("hotline", "response"),
    "夜间值守人手不足。",
    "办公室",
    date(2026, 11, 1),
    date(2027, 3, 31),
    place=Place("policy/hotline/waivers.yaml", 2, 3),
)
WAIVED = Finding(
    LOOSER.code, LOOSER.message, LOOSER.place, Severity.NOTE, LOOSER.fix, LOOSER.document, LOOSER.clause,
    LOOSER.conflict, LOOSER.witness, WAIVER,
)  # fmt: skip


def report(*findings: Finding, language="zh", prefix="", color=False, **files: str) -> Report:
    sources = FILES | {f"policy/hotline/{name}.yaml": text for name, text in files.items()}
    reading = read_policy({name: text.encode() for name, text in sources.items()})
    return Report(findings, Overview.of(reading), language, prefix, color)


def at(line: int, column: int, file: str = DEPARTMENT_FILE, zh: str = "有问题。", code: str = "wording") -> Finding:
    return finding(code, Place(file, line, column), zh=zh, en="Something is wrong.")


def test_a_contradiction_for_people_quotes_both_clauses_and_offers_a_fix():
    assert render("text", report(LOOSER)).splitlines() == [
        "policy/hotline/departments/customer-service.yaml:16:5 错误 looser 比上位文件宽松",
        "  夜间，90 秒：符合本细则，违反规程一1",
        "  --> 《客户服务部热线实施细则》一1  policy/hotline/departments/customer-service.yaml:16:5",
        "  16 |     must: { 响应时间: 不超过 90 秒 }",
        "     |     ^",
        "  --> 《热线管理规程》一1  policy/hotline/procedure.yaml:15:5",
        "  15 |     must: { 响应时间: 不超过 60 秒 }",
        "     |     ^",
        "  16 |     implement: [customer-service]",
        "  = 建议：写成 不超过 60 秒",
        "",
        "1 个错误、0 个警告、0 条提示（2 份文件、3 条规则）",
    ]


def test_a_waived_finding_says_until_when_and_why():
    assert "  = 已豁免至 2027-03-31（办公室批准）：夜间值守人手不足。" in render("text", report(WAIVED)).splitlines()


def test_nothing_found_is_one_line():
    assert render("text", report()) == "未发现问题：2 份文件、3 条规则\n"
    assert render("text", report(language="en")) == "No findings: 2 documents, 3 rules\n"


def test_the_caret_stands_below_the_character_where_han_characters_take_two_cells():
    lines = render("text", report(at(16, 19))).splitlines()
    quoted = next(line for line in lines if "must:" in line)
    caret = next(line for line in lines if line.endswith("^"))
    before = quoted[: quoted.index("不超过")]
    assert len(caret) - 1 == sum(2 if ord(character) > 0x2E80 else 1 for character in before)


def test_colors_are_only_for_terminals():
    assert "\x1b[" not in render("text", report(LOOSER))
    assert "\x1b[1;31m错误 looser\x1b[0m" in render("text", report(LOOSER, color=True))


@pytest.mark.parametrize(
    ("place", "what"),
    [((999, 1), "a line that the file does not have"), ((1, 999), "a column past the end"), ((1, 1), "the first")],
)
def test_any_place_can_be_shown(place, what):
    assert "有问题。" in render("text", report(at(*place))), what


def test_what_a_terminal_would_obey_is_written_out():
    said = render("text", report(at(1, 1, zh="看\x1b[2J\u202e这里"), broken="id: \x1b[31m\u202etxet\n"))
    assert r"看\x1b[2J\u202e这里" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_quoted_lines_are_made_safe_too():
    found = at(1, 1, "policy/hotline/broken.yaml")
    overview = report(found, broken="id: x\n").overview
    sources = {**overview.sources, "policy/hotline/broken.yaml": "id: \x1b[31m\u202etxet"}
    said = render("text", Report((found,), Overview(0, 0, {}, sources), "zh"))
    assert r"1 | id: \x1b[31m\u202etxet" in said


def test_a_long_line_is_cut_around_its_caret():
    found = at(1, 3000, "policy/hotline/long.yaml")
    overview = report(found).overview
    sources = {**overview.sources, "policy/hotline/long.yaml": "字" * 5000}
    lines = render("text", Report((found,), Overview(0, 0, {}, sources), "zh")).splitlines()
    quoted = next(line for line in lines if "字" in line)
    assert quoted.startswith("  1 | …字")
    assert quoted.endswith("…")
    assert len(quoted) < 70


def test_json_has_the_documented_keys_whatever_the_language():
    said = json.loads(render("json", report(LOOSER, language="en")))
    assert said["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "documents": 2, "rules": 3}
    (found,) = said["findings"]
    assert found == {
        "code": "looser",
        "severity": "error",
        "message": LOOSER.message.en,
        "fix": "不超过 60 秒",
        "document": "hotline/customer-service",
        "clause": "hotline-night",
        "location": {"file": DEPARTMENT_FILE, "line": 16, "column": 5},
        "conflict": [
            {
                "document": "hotline/customer-service",
                "clause": "hotline-night",
                "location": {"file": DEPARTMENT_FILE, "line": 16, "column": 5},
            },
            {
                "document": "hotline/hotline",
                "clause": "response",
                "location": {"file": "policy/hotline/procedure.yaml", "line": 15, "column": 5},
            },
        ],
        "witness": {"situation": {"时段": "夜间"}, "conduct": {"响应时间": "90 秒", "抄送对象": ["上级", "同事"]}},
        "waiver": None,
    }


def test_json_shows_a_waiver_with_the_keys_of_its_file():
    (found,) = json.loads(render("json", report(WAIVED)))["findings"]
    assert found["severity"] == "note"
    assert found["waiver"] == {
        "clause": "customer-service/hotline-night",
        "from": "hotline/response",
        "because": "夜间值守人手不足。",
        "approved_by": "办公室",
        "approved_on": "2026-11-01",
        "until": "2027-03-31",
    }


def test_sarif_places_results_by_code_points_and_relates_the_clauses():
    said = json.loads(render("sarif", report(LOOSER, WAIVED, prefix="docs/规章 1/")))
    assert said["version"] == "2.1.0"
    (run,) = said["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CODES)
    found, waived = run["results"]
    assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"] == "looser"
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": f"docs/%E8%A7%84%E7%AB%A0%201/{DEPARTMENT_FILE}",
            "uriBaseId": "SRCROOT",
        },
        "region": {"startLine": 16, "startColumn": 5},
    }
    assert [related["message"]["text"] for related in found["relatedLocations"]] == [
        "hotline/customer-service 一1",
        "hotline/hotline 一1",
    ]
    assert "suppressions" not in found
    assert waived["suppressions"][0]["justification"] == "夜间值守人手不足。"
    assert found["partialFingerprints"] != waived["partialFingerprints"]


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("甲: 乙, 100%", "甲: 乙, 100%25"),
        ("第一行\n第二行", "第一行%0A第二行"),
        ("::error::骗人\r", "::error::骗人"),
        ("a\x1bb", r"a\x1bb"),
    ],
)
def test_github_messages_are_escaped_so_that_none_can_pose_as_a_command(zh, expected):
    assert render("github", report(at(3, 2, zh=zh))) == (
        f"::warning file={DEPARTMENT_FILE},line=3,col=2,title=wording%3A 用词与规则的力度不符::{expected}\n"
    )


def test_github_paths_are_escaped_as_properties():
    said = render("github", report(at(1, 1, "policy/a,b:c.yaml"), prefix="x/"))
    assert said.startswith("::warning file=x/policy/a%2Cb%3Ac.yaml,line=1")


def test_gitlab_issues_have_what_its_widget_needs():
    issues = json.loads(render("gitlab", report(LOOSER, at(1, 1), WAIVED, prefix="docs/")))
    wanted = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {"required": ["path", "lines"], "properties": {"lines": {"required": ["begin"]}}},
            },
        },
    }
    jsonschema.validate(issues, wanted)
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]
    assert issues[0]["location"] == {"path": f"docs/{DEPARTMENT_FILE}", "lines": {"begin": 16}}
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_a_fingerprint_survives_moved_lines_but_not_another_clause():
    def of(*findings: Finding) -> list[str]:
        return [issue["fingerprint"] for issue in json.loads(render("gitlab", report(*findings)))]

    moved = finding("wording", Place(DEPARTMENT_FILE, 99, 1), zh="有问题。", en="Something is wrong.")
    assert of(at(3, 2)) == of(moved)
    assert of(at(3, 2)) != of(at(3, 2, "policy/hotline/procedure.yaml"))


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "gitlab"])
def test_file_names_that_are_no_text_do_not_stop_a_report(format):
    name = Path("policy/\udcff.yaml").as_posix()
    assert render(format, report(Finding("wording", Words("有", "is"), Place(name, 1, 1), Severity.WARNING)))
