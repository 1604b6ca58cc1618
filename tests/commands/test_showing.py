"""The commands that only show something: `explain`, `effective`, `codeowners`."""

from __future__ import annotations

import json
import sys
import types
from dataclasses import dataclass

import pytest
from small_policy import edit

from generator import reasoning
from generator.findings import CODES
from generator.model import Edition, Rule

NIGHT = "时段为夜间时，应：响应时间不超过90秒"


@dataclass(frozen=True, slots=True)
class Held:
    edition: Edition
    rule: Rule
    relation: str


@pytest.fixture
def effective(monkeypatch):
    """The department's own rules, then those above."""

    def rules(edition, above):
        return (
            *(Held(edition, rule, "tighter") for rule in edition.document.rules()),
            *(Held(each, rule, "inherited") for each in above for rule in each.document.rules()),
        )

    monkeypatch.setattr(reasoning, "effective", rules, raising=False)


@pytest.mark.usefixtures("effective")
def test_the_rules_that_hold_each_with_its_number_in_words_and_with_its_origin(root, policy):
    status, out, _ = policy("effective", "customer-service")
    assert status == 0
    assert out.splitlines() == [
        "《客户服务部热线实施细则》V1.0（草案，尚未发布）：3 条规则",
        f"  一1  {NIGHT}  [严于上位文件]",
        "  《热线管理规程》一1  应：响应时间不超过60秒  [沿用上位文件]",
        "  《热线管理规程》一2  时段为夜间时，应：留有记录：是；不得：抄送对象仅限上级  [沿用上位文件]",
    ]


@pytest.mark.usefixtures("effective")
def test_the_same_for_programs(root, policy):
    (document,) = json.loads(policy("effective", "customer-service", "--format", "json")[1])["documents"]
    first = document["rules"][0]
    assert document["document"] == "hotline/customer-service"
    assert (first["citation"], first["relation"], first["words"]) == ("一1", "tighter", NIGHT)
    assert first["rule"]["must"]["high"] == {"amount": "90", "unit": "秒", "written": "90秒", "open": False}


@pytest.mark.usefixtures("effective")
def test_a_department_is_named_by_its_id_too(root, policy):
    edit(root, "policy/hotline/departments/customer-service.yaml", "id: customer-service", "id: desk")
    assert "《客户服务部热线实施细则》" in policy("effective", "customer-service")[1]


def test_a_department_without_rules_says_so(root, policy):
    status, _, err = policy("effective", "it")
    assert status == 2
    assert "信息技术部没有实施细则，也没有规程的 departments 写到它。" in err


def heads(out: str) -> list[str]:
    return [line for line in out.splitlines() if line and not line.startswith(" ")]


def test_a_department_without_rules_of_its_own_is_told_its_procedures(root, policy):
    edit(root, "policy/hotline/procedure.yaml", "department: office", "department: office\ndepartments: all")
    assert heads(policy("effective", "it")[1]) == ["《热线管理规程》V1.0（草案，尚未发布）：2 条规则"]


@pytest.mark.parametrize(
    ("asked", "head"),
    [
        # Released: V1.0 from 2026-10-01, V1.1 from 2027-01-01 until it is withdrawn on 2027-06-01; V1.2 is a draft.
        (["hotline", "--on", "2026-09-30"], "V1.1（2027-01-01 起实施）"),
        (["hotline", "--on", "2026-10-01"], "V1.0"),
        (["hotline", "--on", "2027-01-01"], "V1.1"),
        (["hotline", "--on", "2027-06-01"], "V1.1（已于 2027-06-01 失效）"),
        (["hotline@1.0", "--on", "2027-01-01"], "V1.0（已由 V1.1 替代）"),
        (["hotline@draft", "--on", "2027-01-01"], "V1.2（草案，尚未发布）"),
        (["GT-001@draft", "--on", "2027-01-01"], "V1.2（草案，尚未发布）"),
    ],
)
@pytest.mark.usefixtures("plain_word")
def test_the_version_that_holds_on_a_day_is_told_and_how_it_stands(asked, head, root, policy):
    master = "policy/hotline/procedure.yaml"
    assert policy("release", "hotline")[0] == 0
    edit(root, master, 'version: "1.0"\n', 'version: "1.1"\nchanges: { summary: 修订。 }\n')
    edit(root, master, "effective: 2026-10-01", "effective: 2027-01-01\nwithdrawn: 2027-06-01")
    assert policy("release", "hotline")[0] == 0
    edit(root, master, 'version: "1.1"', 'version: "1.2"')
    assert heads(policy("effective", *asked)[1]) == [f"《热线管理规程》{head}：2 条规则"]


def test_documents_of_one_name_in_two_procedures_are_told_each(root, policy):
    for name in ("procedure.yaml", "terms.yaml", "departments/customer-service.yaml"):
        text = (root / "policy/hotline" / name).read_text(encoding="utf-8")
        target = root / "policy/office" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            text.replace("id: hotline\n", "id: office\n").replace("hotline@1.0", "office@1.0"), encoding="utf-8"
        )
    said = json.loads(policy("effective", "customer-service", "--format", "json")[1])["documents"]
    assert [each["document"] for each in said] == ["hotline/customer-service", "office/customer-service"]


def test_explain_prints_what_is_written_about_a_code(monkeypatch, policy):
    written = types.ModuleType("generator.explanations")
    written.explanation = lambda code, language: f"{code} {language}\n\n"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "generator.explanations", written)
    assert policy("explain", "looser", "--lang", "en") == (0, "looser en\n", "")


def test_explain_without_a_code_lists_all(policy):
    lines = policy("explain")[1].splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert lines[2].split() == ["looser", "比上位文件宽松"]


def test_codeowners_go_from_wide_to_narrow_and_escape_what_git_would_read(root, policy):
    edit(root, "policy/organization.yaml", '"@org/customer-service"', '"@org/kf"')
    (root / "policy/hotline/departments/customer-service.yaml").rename(root / "policy/hotline/departments/客 服#1.yaml")
    assert policy("codeowners")[1].splitlines()[2:] == [
        "/policy/hotline/ @org/office",
        r"/policy/hotline/departments/客\ 服\#1.yaml @org/kf",
        "/policy/hotline/releases/customer-service/ @org/kf",
    ]
