"""Procedures as different companies write them: native or typed numbers, chapters or decimals, tables as frames, careless hands."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from packages import docx, lvl, numbering, p, part, r, relation, style, table


def png(width: int = 4, height: int = 3) -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _saved(made) -> bytes:
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def _centred(made, text: str, size: int) -> None:
    line = made.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(text).font.size = Pt(size)


def typed_outline() -> bytes:
    """A government-like office: everything typed by hand, a contents list with dots, the approvals in one line."""
    made = python_docx.Document()
    _centred(made, "华北物资集团有限公司", 16)
    _centred(made, "客户投诉处理管理办法", 26)
    for text in ("文件编号：HB-ZD-023", "版 本 号：V3.1　　　密　级：内部", "2026年3月18日发布　2026年4月1日实施"):
        made.add_paragraph(text)
    made.add_paragraph("编制：刘敏　　审核：周航　　批准：孙立")
    made.add_paragraph("目　录")
    for text in ("一、总则……………………1", "二、受理……………………2", "三、附则……………………4"):
        made.add_paragraph(text)
    for text in (
        "一、总则",
        "（一）目的",
        "为规范客户投诉的受理和处理，提高客户满意度，制定本办法。",
        "（二）适用范围",
        "本办法适用于集团各部门。",
        "二、受理",
        "（一）响应",
        "1.来电响应。热线应在60秒以内接听，夜间接通率不低于90%。",
        "2.登记。受理人员必须填写投诉登记表：",
        "（1）记录客户姓名和联系方式；",
        "（2）投诉事由应逐项写明：",
        "①时间；",
        "②地点。",
        "（二）办结",
        "1.一般投诉应在3个工作日内办结，重大投诉不得超过24小时。",
        "2.办结后应当回访客户，回访比例不低于80%。",
        "三、附则",
        "1.本办法由客户服务部负责解释。",
        "2.本办法自2026年4月1日起施行。",
    ):
        made.add_paragraph(text)
    return _saved(made)


def articles() -> bytes:
    """A legal department: chapters and articles, cross references by article, a preamble."""
    made = python_docx.Document()
    made.add_paragraph("东方证券服务公司印章管理规定", style="Title")
    made.add_paragraph("（编号：DF-FW-008　版本：2.0　实施日期：2026年1月1日）")
    made.add_paragraph("为加强印章管理，防范用印风险，结合公司实际，制定本规定。")
    for text in (
        "第一章　总　则",
        "第一条　本规定适用于公司及各分支机构。",
        "第二条　本规定所称印章包括：",
        "（一）公章；",
        "（二）合同专用章；",
        "1．总部合同章；",
        "2．分支机构合同章。",
        "第二章　使用",
        "第一节　申请",
        "第三条　用印前必须填写申请单，并按照第五条的规定审批。",
        "第四条　外带印章每次不得超过2天。",
        "第二节　审批",
        "第五条　审批应在申请提交后1个工作日内完成。",
        "第三章　附则",
        "第六条　严禁在空白文书上用印。",
        "第七条　用印记录保存10年以上。",
    ):
        made.add_paragraph(text)
    return _saved(made)


def decimals() -> bytes:
    """A quality department in the manner of standards: 1 范围, 4.1, 4.1.1, clauses that refer by number, a cover table."""
    made = python_docx.Document()
    cover = made.add_table(rows=3, cols=4)
    for row, cells in zip(
        cover.rows,
        (
            ("文件名称", "设备点检管理程序", "文件编号", "QP-07-15"),
            ("版　次", "B/2", "归口部门", "设备部"),
            ("生效日期", "2026.05.06", "页　数", "共3页"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    record = made.add_table(rows=3, cols=5)
    for row, cells in zip(
        record.rows,
        (
            ("版次", "修订日期", "修订内容", "修订人", "批准"),
            ("A/0", "2024.01.10", "新编", "何工", "陈厂长"),
            ("B/2", "2026.05.01", "增加点检频次", "何工", "陈厂长"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for text in (
        "1 目的",
        "使设备点检有据可依。",
        "2 范围",
        "适用于所有生产设备。",
        "3 职责",
        "3.1 设备部负责编制点检计划。",
        "3.2 车间负责日常点检。",
        "4 程序",
        "4.1 日常点检",
        "4.1.1 操作工每天点检1次，按3.1的计划执行。",
        "4.1.2 发现异常应在30分钟内报告。",
        "4.2 专业点检",
        "4.2.1 专业点检每月不少于2次。",
        "5 记录",
    ):
        line = made.add_paragraph()
        line.add_run(text).bold = text[1] == " "
    kept = made.add_table(rows=2, cols=3)
    for row, cells in zip(kept.rows, (("记录名称", "编号", "保存期限"), ("点检表", "QR-07-01", "3年")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return _saved(made)


NATIVE_STYLES = (
    style("a", "Normal", default=True)
    + style("1", "heading 1", based="a", ppr='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    + style("2", "heading 2", based="a", ppr='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("tiao", "条文", based="a", ppr='<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>')
    + style("tiao2", "条文 2", based="tiao")
    + style("T", "Title", based="a", ppr='<w:jc w:val="center"/>')
)
NATIVE_NUMBERS = numbering(
    {
        7: lvl(0, "chineseCounting", "%1、", style="1")
        + lvl(1, "chineseCountingThousand", "（%2）", style="2")
        + lvl(2, "decimal", "%3.", style="tiao")
        + lvl(3, "decimalEnclosedCircle", "%4")
    },
    {1: (7, "")},
)


def native_styles() -> bytes:
    """A group whose template numbers by styles: levels tied to styles, one style based on another."""
    body = (
        p("信息系统变更管理规程", style="T")
        + p("文件编号：XX-2026-11")
        + p("版本：V1.0")
        + p("发布日期：二〇二六年二月三日")
        + p("实施日期：二〇二六年三月一日")
        + p("总则", style="1")
        + p("目的", style="2")
        + p("规范信息系统变更，降低风险。", style="tiao")
        + p("变更管理", style="1")
        + p("申请", style="2")
        + p("变更必须提前3个工作日申请。", style="tiao2")
        + p("申请单应当写明下列内容：", style="tiao")
        + p("变更原因", num=(1, 3))
        + p("回退方案", num=(1, 3))
        + p("实施", style="2")
        + p("单次停机不得超过2小时。", style="tiao")
        + p("附则", style="1")
        + p("本规程由信息技术部解释。", style="tiao")
    )
    return docx(body, parts={"styles": part("styles", NATIVE_STYLES), "numbering": NATIVE_NUMBERS})


def direct_numbers() -> bytes:
    """A department that clicks numbers: lists on plain paragraphs, restarts, a list that begins anew, letters and Roman."""
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = numbering(
        {
            1: lvl(0, "japaneseCounting", "第%1章"),
            2: lvl(0, "decimal", "%1、") + lvl(1, "lowerLetter", "%2)") + lvl(2, "lowerRoman", "%3."),
        },
        {1: (1, ""), 2: (2, ""), 3: (2, begins)},
    )
    body = (
        p("差旅费报销制度", rpr='<w:b/><w:sz w:val="44"/>', ppr='<w:jc w:val="center"/>')
        + p("编号：CW-012 版本：1.0 生效日期：2026/7/1")
        + p("总则", num=(1, 0))
        + p("本制度适用于全体员工。", num=(2, 0))
        + p("出差应当事先审批：", num=(2, 0))
        + p("国内出差由部门负责人批准；", num=(2, 1))
        + p("出国出差由总经理批准：", num=(2, 1))
        + p("亚洲；", num=(2, 2))
        + p("其他地区。", num=(2, 2))
        + p("报销", num=(1, 0))
        + p("住宿费每天不超过500元。", num=(3, 0))
        + p("出差结束后10个工作日内报销。", num=(3, 0))
        + p("市内交通宜乘坐公共交通。", num=(3, 0))
    )
    return docx(body, parts={"numbering": numbers, "styles": part("styles", style("a", "Normal", default=True))})


def framed() -> bytes:
    """A factory that draws everything in tables: a head, the whole text in one cell, merged cells in an inner table."""
    merged = (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        "<w:tr><w:tc><w:tcPr/>"
        + p("区域")
        + '</w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        + p("巡检要求")
        + "</w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
        + p("锅炉房")
        + "</w:tc><w:tc><w:tcPr/>"
        + p("白班")
        + "</w:tc>"
        "<w:tc><w:tcPr/>" + p("每2小时一次") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p() + "</w:tc><w:tc><w:tcPr/>" + p("夜班") + "</w:tc>"
        "<w:tc><w:tcPr/>" + p("每小时一次") + "</w:tc></w:tr></w:tbl>"
    )
    text = (
        p("一、目的")
        + p("保证巡检到位。")
        + p("二、要求")
        + p("1、巡检人员不得少于2人。")
        + p("2、巡检按下表进行。")
        + merged
        + p("三、考核")
        + p("1、漏检一次扣50元。")
    )
    body = (
        table(("制度名称", "安全巡检制度"), ("编号", "AQ-05"), ("版本", "第2版"))
        + table((text,))
        + table(("编制", "审核", "批准"), ("赵一", "钱二", "孙三"))
    )
    return docx(body)


def careless() -> bytes:
    """A text that many hands have pasted together: half and full width mixed, numbers missing and twice, spaces in words."""
    lines = (
        "办公用品管理办法",
        "编 号：XZ—003",
        "一.总则",
        "1、本办法适用于总部。",
        "2．各部门指定一名联络员。",
        "2、联络员每月汇总需求1次。",
        "4. 采购由行政部统一办理",
        "二、采购",
        "(1)单价不超过1000元的，由部门审批；",
        "（２）单价1000元以上的，须报总经理审批。",
        "四、附 则",
        "１．本办法自发布之日起执行。",
    )
    return docx("".join(p(text) for text in lines))


def wps() -> bytes:
    """A file edited in WPS under review: tracked changes, comments, notes, hidden text, a box on the cover, a header, a picture."""
    font = '<w:rFonts w:eastAsia="仿宋_GB2312" w:ascii="仿宋_GB2312"/><w:sz w:val="32"/>'
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{p('文件编号：WPS-77')}{p('仅供内部使用')}</w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{p('文件编号：WPS-77')}{p('仅供内部使用')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    who = 'w:id="9" w:author="王审" w:date="2026-01-01T00:00:00Z"'
    changed = (
        "<w:p><w:pPr/>" + r("2．来文应在", font) + f"<w:del {who}><w:r><w:delText>48小时</w:delText></w:r></w:del>"
        f"<w:ins {who}>"
        + r("24小时")
        + "</w:ins>"
        + r("内登记。", font)
        + '<w:commentRangeStart w:id="5"/><w:r><w:commentReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    gone = f"<w:del {who}><w:r><w:delText>3．旧条文。</w:delText></w:r></w:del>"
    deleted = f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr>{gone}</w:p>"
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="收文流程"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    body = (
        box
        + p("公文处理办法", rpr=font + "<w:b/>", ppr='<w:jc w:val="center"/>')
        + p("版本：1.0　实施日期：2026年6月1日")
        + p("一、收文", rpr=font)
        + p("1．收文由办公室统一登记。", rpr=font)
        + changed
        + deleted
        + "<w:p>"
        + r("3．密件")
        + r("（内部备忘：待定）", "<w:vanish/>")
        + r("由专人保管。")
        + "</w:p>"
        + picture
        + p("图1　收文流程", ppr='<w:jc w:val="center"/>')
        + p("二、发文", rpr=font)
        + '<w:p><w:pPr/><w:hyperlink r:id="rIdL">'
        + r("1．模板见内网")
        + "</w:hyperlink>"
        + r("。")
        + "</w:p>"
        + p("2．\u200b发文{{编号}}不得重复。")
    )
    note = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        + p("节假日顺延。")
        + "</w:footnote>"
    )
    remark = f'<w:comment w:id="5" w:author="李审" w:initials="L">{p("48小时太长")}</w:comment>'
    return docx(
        body,
        parts={
            "comments": part("comments", remark),
            "footnotes": part("footnotes", note),
            "header1": part("hdr", p("公文处理办法　第A版")),
        },
        files={"word/media/image1.png": png()},
        relationships=relation("rIdP", "image", "media/image1.png")
        + relation("rIdL", "hyperlink", "https://intranet.example.com/templates", external=True)
        + relation("rIdT", "attachedTemplate", "file:///S:/templates/gw.dotx", external=True),
    )


def bold_heads() -> bytes:
    """A young company: no numbers at all, bold lines as headings, bullets."""
    made = python_docx.Document()
    made.add_paragraph("远程办公指引", style="Title")
    for text, bold in (
        ("目的", True),
        ("让远程办公有章可循。", False),
        ("要求", True),
        ("• 每天工作开始后15分钟内签到", False),
        ("• 会议必须开启摄像头", False),
        ("设备", True),
        ("公司电脑不得借给他人使用。", False),
    ):
        made.add_paragraph().add_run(text).bold = bold
    return _saved(made)


def annexes() -> bytes:
    """A procedure with annexes: a scale as 附录, blank forms as 附件, a deep list, related documents in a table."""
    body = (
        p("应急管理规程", style="T")
        + p("文件编号：YJ-001　版本：1.2　实施日期：2026年8月1日　归口部门：安全部")
        + p("一、分级响应")
        + p("1. 事件分级见附录A。")
        + p("2. 报告要求如下：")
        + p("（1）逐级报告：")
        + p("①班组：")
        + p("a. 口头报告；")
        + p("b. 书面报告。")
        + p("二、相关文件")
        + table(("序号", "文件编号", "文件名称"), ("1", "AQ-001", "安全生产责任制"))
        + p("三、记录")
        + p("1. 事件应填写附件1。")
        + p("附录A 事件分级")
        + table(
            ("事件级别", "首次报告", "书面报告"),
            ("一级", "不超过10分钟", "2小时内"),
            ("二级", "不超过30分钟", "8小时内"),
        )
        + p("附件1 事件登记表")
        + p("表单编号：YJ-JL-01　　保存期限：5 年")
        + table(("日期", "事件", "处置"), ("", "", ""), ("", "", ""))
    )
    styles = part("styles", style("a", "Normal", default=True) + style("T", "Title", based="a"))
    return docx(body, parts={"styles": styles})


MANNERS: Mapping[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        typed_outline,
        articles,
        decimals,
        native_styles,
        direct_numbers,
        framed,
        careless,
        wps,
        bold_heads,
        annexes,
    )
}
