"""Procedures as they lie in companies' folders: numbers typed, styles at random, cells merged, figures in words."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH


class Typed:
    """A document typed line by line."""

    def __init__(self) -> None:
        self.made = docx.Document()

    def lines(self, *texts: str, bold: bool = False, style: str | None = None, centred: bool = False) -> None:
        for text in texts:
            paragraph = self.made.add_paragraph(style=style)
            paragraph.add_run(text).bold = bold
            if centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, *rows: tuple[str, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> None:
        """A table; `merged` are cells from (row, column) to (row, column) in one."""
        made = self.made.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for cell, text in zip(made.rows[number].cells, row, strict=True):
                cell.text = text
        for top, left, bottom, right in merged:
            text = made.cell(top, left).text
            made.cell(top, left).merge(made.cell(bottom, right)).text = text

    def saved(self) -> bytes:
        data = io.BytesIO()
        self.made.save(data)
        return data.getvalue()


def purchasing() -> bytes:
    """A factory of old: articles typed into plain paragraphs, figures in words, sums of money that are cases and no bounds."""
    made = Typed()
    made.lines("华东精密机械股份有限公司", "采购管理制度", bold=True, centred=True)
    made.lines(
        "文件编号：HJ/ZD-CG-2019-03          版本：B/1",
        "编制：采购部      审核：李建国      批准：王立",
        "2019年3月15日发布　2019年4月1日实施",
        centred=True,
    )
    made.lines("第一章  总  则", bold=True, centred=True)
    made.lines("第一条  为规范公司采购行为，降低采购成本，保证物资质量，根据公司实际情况，制定本制度。")
    made.lines("第二章  采购申请与审批", bold=True, centred=True)
    made.lines(
        "第二条  各部门应提前十五个工作日提交采购申请；紧急采购的，应在三个工作日内补办手续。",
        "第三条  采购金额在5000元以下的，由部门负责人审批；5000元以上5万元以下的，由分管副总审批；5万元以上的，由总经理审批。",
        "第四条  采购部收到申请后，应在2个工作日内完成询价，询价供应商不得少于三家。",
        "（一）单项金额超过10万元的，应当采用招标方式；",
        "（二）招标公告时间不得少于五日；",
        "（三）评标委员会由5人以上单数组成。",
    )
    made.lines("第三章  验收与付款", bold=True, centred=True)
    made.lines("第五条  货物到达后，仓库应在24小时内组织验收。", "第六条  付款周期见下表：")
    made.table(("物资类别", "付款方式", "付款期限"), ("原材料", "转账", "30天"), ("设备", "转账", "60天"))
    made.lines("第四章  附  则", bold=True, centred=True)
    made.lines("第七条  本制度由采购部负责解释，自2019年4月1日起施行。")
    return made.saved()


def complaints() -> bytes:
    """A quality manual: a cover in a table, headings of any style, decimals below typed chapters, a head of two rows."""
    made = Typed()
    made.table(
        ("文件名称", "客户投诉处理程序", "", ""),
        ("文件编号", "QP-08", "版本", "A/2"),
        ("编制部门", "质量部", "生效日期", "2021.6.1"),
        ("页次", "1/6", "受控状态", "受控"),
        merged=((0, 1, 0, 3),),
    )
    made.lines("修订记录", bold=True)
    made.table(
        ("版本", "修订日期", "修订内容", "修订人", "批准人"),
        ("A/1", "2018-05-10", "首次发行", "张敏", "刘总"),
        ("A/2", "2021-06-01", "增加分级处理要求", "张敏", "刘总"),
    )
    made.lines("1.  目的", style="Heading 1")
    made.lines("确保客户投诉得到及时、有效的处理，提高客户满意度。")
    made.lines("2.  范围", style="Heading 2")
    made.lines("适用于公司所有产品的客户投诉。")
    made.lines("3.  职责", bold=True)
    made.lines("3.1 质量部：负责投诉的调查、分析、回复。")
    made.lines("3.2 销售部：负责投诉的接收，并在2小时内转交质量部。", style="List Paragraph")
    made.lines("4.  工作程序", "4.1 投诉接收", bold=True)
    made.lines("4.1.1 销售人员接到投诉后，应当场登记，不得拒绝或拖延。")
    made.lines("4.2 投诉分级", bold=True)
    made.lines("4.2.1 投诉按严重程度分级，处理时限如下表。")
    made.table(
        ("等级", "判定标准", "时限", "", "责任人"),
        ("", "", "首次回复", "结案", ""),
        ("一级", "人身安全", "1小时", "3天", "质量经理"),
        ("二级", "功能失效", "4小时", "7天", "质量工程师"),
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4), (0, 2, 0, 3)),
    )
    made.lines("4.2.2 质量部每周3-5次与客户沟通进展，回复客户的时间不超过24小时。")
    made.lines("5.  相关文件", bold=True)
    made.lines("5.1 《不合格品控制程序》 QP-05", "5.2 《纠正与预防措施程序》 QP-07")
    return made.saved()


def accounts() -> bytes:
    """A notice that carries a procedure: a number of the year, headings of three styles in one row, a blank form behind."""
    made = Typed()
    made.lines("关于印发《信息系统账号与密码管理办法》的通知", bold=True, centred=True)
    made.lines("信息〔2020〕12号", centred=True)
    made.lines(
        "各部门、各分公司：",
        "现将《信息系统账号与密码管理办法》印发给你们，请遵照执行。",
        "信息管理部",
        "二〇二〇年七月一日",
    )
    made.lines("信息系统账号与密码管理办法", bold=True, centred=True)
    made.lines("一、账号管理", bold=True, style="Heading 2")
    made.lines("（一）密码长度不得少于八位，每九十天至少更换一次。")
    made.lines("二、账号的申请与注销", bold=True, style="Heading 3")
    made.lines("（一）新员工入职，人力资源部应提前两个工作日通知信息管理部开通账号。")
    made.lines("三、权限管理", bold=True)
    made.lines("1、远程访问应经信息管理部批准，单次时长不超过8小时，每月不得超过十次。")
    made.lines("2、对违反本办法的，处五百元以下罚款。")
    made.lines("附件：账号申请表")
    made.table(("申请人", "部门", "系统名称"), ("", "", ""), ("", "", ""))
    return made.saved()
