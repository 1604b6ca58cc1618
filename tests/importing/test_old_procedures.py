"""What becomes of procedures as they lie in companies' folders, and that `check` then says only what is left to do."""

from __future__ import annotations

import pytest
from old_procedures import accounts, complaints, purchasing
from test_manners import TODAY, imported, outline, proposed, read_back

from generator.importing.draft import said
from generator.project import findings_of


def test_articles_typed_into_plain_paragraphs():
    made = imported(purchasing())
    assert outline(made) == (
        "general(clause-1-1) procurement-application-approval(clause-2-1 clause-2-2 clause-2-3[clause-2-3-1 clause-2-3-2 "
        "clause-2-3-3]) acceptance-test-payment(clause-3-1 clause-3-2) final(clause-4-1)"
    )
    # Sums that say which case it is bound nothing; what has a unit that nobody can compare is no conduct.
    assert proposed(made) == (
        "must 各部门提交提前量: 不少于 15 个工作日 | when 紧急采购=是 must 采购申请与审批补办时限: 不超过 3 个工作日"
        " | must 采购申请与审批完成时限: 不超过 2 个工作日 | (must_not : 不得少于三家) | (must 采用招标方式: 是)"
        " | must 招标公告时间: 不少于 5 日 | must 评标委员会人数: 不少于 5 人 | must 仓库验收时限: 不超过 24 小时"
        " | when 物资类别=原材料 must 付款期限: 不超过 30 天 | when 物资类别=设备 must 付款期限: 不超过 60 天"
    )
    signed = [(line.role, line.department, line.person) for line in made.draft.sign_off]
    assert signed[:2] == [("编制", "procurement", ""), ("审核", "procurement", "李建国")]
    assert made.draft.sections[0].title == "总则"


def test_decimals_below_headings_of_any_style():
    made = imported(complaints())
    assert outline(made) == (
        "purpose() scope() responsibilities(clause-3-1 clause-3-2) procedure/section-4-1(clause-4-1-1) "
        "procedure/complaint-levels(clause-4-2-1 clause-4-2-2) related-documents()"
    )
    (table,) = [clause.table for clause in made.draft.all_clauses() if clause.table]
    assert table.columns == ["等级", "判定标准", "时限（首次回复）", "时限（结案）", "责任人"]
    assert [said(line) for cell in table.rows[0].cells for line in cell] == [
        "一级",
        "人身安全",
        "1小时",
        "3天",
        "质量经理",
    ]
    assert "when 等级=二级 must 时限结案: 不超过 7 天" in proposed(made)
    assert made.draft.related == [("QP-05", "不合格品控制程序"), ("QP-07", "纠正与预防措施程序")]
    assert str(made.draft.issued) == "2021-06-01"
    left = {entry.text for entry in made.ledger.entries if entry.reason == "not-kept"}
    assert left == {"页次：1/6", "受控状态：受控", "修订记录的批准人：刘总"}


def test_a_notice_that_carries_a_procedure():
    made = imported(accounts())
    assert (
        outline(made)
        == "accounts-management(clause-1-1) section-2(clause-2-1) authority-management(clause-3-1 clause-3-2)"
    )
    assert proposed(made) == (
        "(must_not : 不得少于八位) | must 人力资源部通知提前量: 不少于 2 个工作日 | must 单次时长: 不超过 8 小时"
        " | must 权限管理次数: 不超过 10 次/月 | must 经信息管理部批准: 是 | when 违反本办法=是 must 权限管理金额: 不超过 500 元"
    )
    assert (made.draft.number, made.draft.department) == ("信息〔2020〕12号", "information-management")
    assert [(form.title, form.columns) for form in made.draft.forms] == [("账号申请表", ["申请人", "部门", "系统名称"])]


@pytest.mark.parametrize("make", [purchasing, complaints, accounts])
def test_check_says_what_is_left_to_do(make):
    """Figures that are in no rule, and figures in words: nothing else."""
    made = imported(make())
    findings = findings_of(read_back(made), TODAY)
    assert {finding.code for finding in findings} <= {"loose-number", "unsaid-figure"}
    assert {
        sum(reason == "unplaced" for reason in fates.values()) for fates in (made.ledger.paragraphs, made.ledger.rows)
    } == {0}
