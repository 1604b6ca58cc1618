"""`policy effective … --when`: the rules that can apply in a situation, and what may then be chosen."""

from __future__ import annotations

import json

import pytest
from small_policy import DEPARTMENT_FILE, edit

FINDER = "effective: 2026-10-01\nfinder: { ask: [时段], answer: 渠道 }"
CHANNELS = """    must_not: { 抄送对象: 仅限 上级 }
  - id: channel
    text: 夜间，渠道应为{{ 渠道 }}。
    when: { 时段: 夜间 }
    must: { 渠道: 电话 }
  - id: phone
    text: 用电话的，应当留有记录。
    when: { 渠道: 电话 }
    must: { 留有记录: yes }
"""
NIGHT = "时段为夜间时，应：响应时间不超过90秒"


@pytest.fixture
def hotline(root):
    """The small policy with a finder, a channel for the night, and what a call asks for."""
    edit(root, "policy/hotline/procedure.yaml", "effective: 2026-10-01", FINDER)
    edit(root, "policy/hotline/procedure.yaml", "    must_not: { 抄送对象: 仅限 上级 }\n", CHANNELS)
    return root


@pytest.mark.usefixtures("hotline")
def test_rules_that_can_apply_and_what_may_be_chosen(policy):
    status, out, _ = policy("effective", "customer-service", "--when", "时段=夜间")
    assert status == 0
    assert out.splitlines() == [
        "《客户服务部热线实施细则》V1.0（草案，尚未发布）：时段为夜间时，可能适用 5 条规则",
        f"  一1  {NIGHT}  [宽于上位文件（须经其许可或豁免）]",
        "  《热线管理规程》一1  应：响应时间不超过60秒  [沿用上位文件]",
        "  《热线管理规程》一2  时段为夜间时，应：留有记录：是；不得：抄送对象仅限上级  [沿用上位文件]",
        "  《热线管理规程》一3  时段为夜间时，应：渠道为电话  [沿用上位文件]",
        "  《热线管理规程》一4  渠道为电话时，应：留有记录：是  [沿用上位文件；视渠道而定]",
        "渠道：",
        "  可用  电话",
        "    应留有记录  《热线管理规程》一4",
        "  不得用  邮件  《热线管理规程》一3",
    ]


WAIVER = """\
waivers:
- { clause: customer-service/hotline-night, from: hotline/channel, because: 邮件留底。, approved_by: 办公室,
    approved_on: 2026-11-01, until: 2026-11-30 }
"""


@pytest.mark.parametrize(("day", "mail"), [("2026-11-30", "  可用  邮件"), ("2026-12-01", "  不得用  邮件")])
def test_what_a_waiver_excuses_may_be_chosen_until_it_ends(day, mail, hotline, policy):
    edit(hotline, DEPARTMENT_FILE, "不超过 90 秒 }", "不超过 60 秒, 渠道: [电话, 邮件] }")
    (hotline / "policy/hotline/waivers.yaml").write_text(WAIVER, encoding="utf-8")
    assert mail in policy("effective", "customer-service", "--when", "时段=夜间", "--on", day)[1]


@pytest.mark.usefixtures("hotline")
def test_what_depends_on_the_rest_says_so(policy):
    out = policy("effective", "customer-service", "--when", "时段=夜间或工作时间", "--lang", "en")[1]
    assert f"{NIGHT}  [looser than the document above, for which it needs leave or a waiver; depends on 时段]" in out
    assert "  allowed; depends on 时段  邮件  《热线管理规程》一3" in out


@pytest.mark.usefixtures("hotline")
def test_rules_that_cannot_apply_are_left_out(policy):
    out = policy("effective", "customer-service", "--when", "时段=工作时间")[1]
    assert "夜间" not in out
    assert "可能适用 2 条规则" in out


@pytest.mark.usefixtures("hotline")
def test_the_same_for_programs(policy):
    said = json.loads(policy("effective", "customer-service", "--when", "时段=夜间", "--format", "json")[1])
    (document,) = said["documents"]
    assert [each["words"] for each in document["when"]] == ["时段为夜间"]
    assert [(each["clause"], each["applies"], each["depends_on"]) for each in document["rules"]] == [
        ("hotline-night", "always", []),
        ("response", "always", []),
        ("record", "always", []),
        ("channel", "always", []),
        ("phone", "sometimes", ["渠道"]),
    ]
    phone, mail = document["options"]
    assert (document["answer"], phone["choice"], phone["verdict"], phone["allowed"]) == (
        "渠道",
        "电话",
        "allowed",
        "always",
    )
    assert [(each["clause"], each["strength"], each["words"]) for each in phone["asks"]] == [
        ("phone", "must", "应留有记录")
    ]
    assert (mail["verdict"], [each["clause"] for each in mail["by"]]) == ("forbidden", ["channel"])


@pytest.mark.usefixtures("root")
def test_without_a_finder_there_are_only_rules(policy):
    (document,) = json.loads(policy("effective", "customer-service", "--when", "时段=夜间", "--format", "json")[1])[
        "documents"
    ]
    assert "options" not in document


def test_a_term_that_only_another_of_the_departments_documents_knows(root, policy):
    """It tells the others nothing, and is no mistake."""
    text = (root / DEPARTMENT_FILE).read_text(encoding="utf-8")
    desk = text.replace("id: customer-service\n", "id: desk\n", 1).replace(
        "sections:", "terms:\n  级别: { given: true, choices: [急, 缓] }\nsections:"
    )
    (root / "policy/hotline/departments/desk.yaml").write_text(desk, encoding="utf-8")
    edit(root, DEPARTMENT_FILE, "id: customer-service\n", "id: counter\n")
    out = policy("effective", "customer-service", "--when", "级别=急")[1]
    assert [line for line in out.splitlines() if line.startswith("《")] == [
        "《客户服务部热线实施细则》V1.0（草案，尚未发布）：3 条规则",
        "《客户服务部热线实施细则》V1.0（草案，尚未发布）：级别为急时，可能适用 3 条规则",
    ]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("时断=夜间", "没有“时断”这个术语。是否想写“时段”？"),
        ("时段=夜里", "没有“夜里”这个取值。是否想写“夜间”？"),
        ("时段", "“时段”应当写成 术语=取值，如 时段=夜间。"),
        ("=夜间", "应当写成 术语=取值"),
        ("时段=", "应当写成 术语=取值"),
        ("渠道=邮件", "“渠道”是员工的做法，不是员工遇到的情形。"),
        ("any=夜间", "any 后面应当是条件的列表"),
        ("响应时间>3 人", "不能用 人 来衡量"),
    ],
)
def test_what_is_not_known_is_named_with_the_nearest(typed, complaint, policy):
    status, out, err = policy("effective", "customer-service", "--when", typed)
    assert (status, out) == (2, "")
    assert complaint in err


@pytest.mark.usefixtures("root")
def test_a_situation_that_contradicts_itself(policy):
    status, _, err = policy("effective", "customer-service", "--when", "时段=夜间", "--when", "时段=工作时间")
    assert status == 2
    assert "不能同时出现" in err
