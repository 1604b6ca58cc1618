"""Procedures as different companies write them import with every paragraph accounted for, as these tables say."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from manners import MANNERS
from packages import W

from generator.importing.assembling import Imported, Target, assemble
from generator.importing.draft import DraftClause, said
from generator.importing.ledger import IN_YAML
from generator.importing.package import package
from generator.importing.report import rules
from generator.importing.wordfile import read_word
from generator.importing.writing import document_text, organization_text, terms_text
from generator.model import Clause
from generator.project import findings_of
from generator.reading import Reading, read_policy

TODAY = date(2026, 11, 23)


def imported(data: bytes) -> Imported:
    return assemble(read_word(package(io.BytesIO(data), "old.docx")), Target({}, TODAY))


def read_back(made: Imported) -> Reading:
    """What the reader makes of the YAML."""
    departments = made.departments or {made.draft.department: "归口部门"}
    files = {
        "policy/organization.yaml": organization_text("集团", departments.items()).encode(),
        "policy/old/procedure.yaml": document_text(made.draft, "old.docx", 2, terms=False).encode(),
        "policy/old/terms.yaml": terms_text(made.draft, 2).encode(),
    }
    for clause in made.draft.all_clauses():
        if clause.picture:
            files[f"policy/old/figures/{clause.picture.file}"] = clause.picture.png
    return read_policy(files)


IDS = {
    "typed_outline": """
        general(purpose scope) acceptance/response(clause-2-1-1 clause-2-1-2[clause-2-1-2-1 clause-2-1-2-2[clause-2-1-2-2-1
        clause-2-1-2-2-2]]) acceptance/closing(clause-2-2-1 clause-2-2-2) final(clause-3-1 clause-3-2)""",
    "articles": """
        general(clause-1-1 clause-1-2[clause-1-2-1 clause-1-2-2[clause-1-2-2-1 clause-1-2-2-2]])
        section-2/application(clause-2-1-1 clause-2-1-2) section-2/approval(clause-2-2-1) final(clause-3-1 clause-3-2)""",
    "decimals": """
        purpose() scope() responsibilities(clause-3-1 clause-3-2) procedure/daily-inspection-rounds(clause-4-1-1 clause-4-1-2)
        procedure/section-4-2(clause-4-2-1) records(clause-5-1)""",
    "native_styles": """
        general/purpose(clause-1-1-1) change-management/application(clause-2-1-1 clause-2-1-2[clause-2-1-2-1 clause-2-1-2-2])
        change-management/implementation(clause-2-2-1) final(clause-3-1)""",
    "direct_numbers": """
        general(clause-1-1 clause-1-2[clause-1-2-1 clause-1-2-2[clause-1-2-2-1 clause-1-2-2-2]])
        reimbursement(clause-2-1 clause-2-2 clause-2-3)""",
    "framed": "purpose() requirements(clause-2-1 clause-2-2) assessment(clause-3-1)",
    "careless": """
        general(clause-1-1 clause-1-2 clause-1-3 clause-1-4) procurement(clause-2-1 clause-2-2) final(clause-3-1)""",
    "wps": "section-1(clause-1-1 clause-1-2 clause-1-3) section-2(clause-2-1 clause-2-2)",
    "bold_heads": "purpose() requirements(clause-2-1 clause-2-2) equipment(clause-3-1)",
    "annexes": """
        levels-response(clause-1-1 clause-1-2[clause-1-2-1[clause-1-2-1-1]]) related-documents() records(clause-3-1)
        incidents-levels(clause-appendix-1-1)""",
}
"""Sections with their clauses, sub-clauses in brackets; a section in a section after `/`."""

HEADS = {
    "typed_outline": (
        "客户投诉处理管理办法",
        "HB-ZD-023",
        "3.1",
        "2026-03-18",
        "2026-04-01",
        "内部",
        "编制:刘敏 审核:周航 批准:孙立",
    ),
    "articles": ("东方证券服务公司印章管理规定", "DF-FW-008", "2.0", None, "2026-01-01", "", ""),
    "decimals": ("设备点检管理程序", "QP-07-15", "2.2", "2026-05-01", "2026-05-06", "", ""),
    "native_styles": ("信息系统变更管理规程", "XX-2026-11", "1.0", "2026-02-03", "2026-03-01", "", ""),
    "direct_numbers": ("差旅费报销制度", "CW-012", "1.0", None, "2026-07-01", "", ""),
    "framed": ("安全巡检制度", "AQ-05", "2.0", None, "2026-11-23", "", "编制:赵一 审核:钱二 批准:孙三"),
    "careless": ("办公用品管理办法", "XZ—003", "1.0", None, "2026-11-23", "", ""),
    "wps": ("公文处理办法", "WPS-77", "1.0", None, "2026-06-01", "", ""),
    "bold_heads": ("远程办公指引", "待填写", "1.0", None, "2026-11-23", "", ""),
    "annexes": ("应急管理规程", "YJ-001", "1.2", None, "2026-08-01", "", ""),
}
"""Title, number, version, day of issue, day in force, classification, who signs."""

RULES = {
    "typed_outline": """
        must 热线接听时限: 不超过 60 秒 | must 夜间接通率: 不低于 90 % | must 填写投诉登记表: 是 | must 逐项写明: 是
        | must 一般投诉办结时限: 不超过 3 个工作日 | must 重大投诉时限: 不超过 24 小时 | must 回访比例: 不低于 80 %
        | must 回访客户: 是""",
    "articles": """
        must 填写申请单: 是 | must 外带印章时限: 不超过 2 天 | must 审批完成时限: 不超过 1 个工作日
        | must_not 在空白文书上用印: 是 | must 用印记录保存时长: 不少于 10 年""",
    "decimals": """
        must 操作工点检次数: 1 次/天 | must 发现异常报告时限: 不超过 30 分钟 | must 专业点检次数: 不少于 2 次/月""",
    "native_styles": "must 变更提前量: 不少于 3 个工作日 | must 写明下列内容: 是 | must 单次停机时限: 不超过 2 小时",
    "direct_numbers": """
        must 事先审批: 是 | must 住宿费金额: 不超过 500 元/天 | must 出差结束后报销时限: 不超过 10 个工作日
        | should 乘坐公共交通: 是""",
    "framed": "must 巡检人员人数: 不少于 2 人",
    "careless": "must 联络员汇总次数: 1 次/月 | (must 报总经理审批: 是)",
    "wps": "must 来文登记时限: 不超过 24 小时 | (must_not 重复: 是)",
    "bold_heads": "must 工作开始后时限: 不超过 15 分钟 | must 开启摄像头: 是 | must_not 借给他人使用: 是",
    "annexes": """
        when 事件级别=一级 must 首次报告: 不超过 10 分钟 | when 事件级别=一级 must 书面报告: 不超过 2 小时
        | when 事件级别=二级 must 首次报告: 不超过 30 分钟 | when 事件级别=二级 must 书面报告: 不超过 8 小时""",
}
"""The rules proposed, in order; those that are not in force in brackets."""


def clause_ids(clause: DraftClause) -> str:
    return clause.id + (f"[{' '.join(map(clause_ids, clause.clauses))}]" if clause.clauses else "")


def outline(made: Imported) -> str:
    lines = []
    for section in (*made.draft.sections, *made.draft.appendices):
        inner = [(f"{section.id}/{each.id}", each) for each in section.sections]
        for name, each in inner or [(section.id, section)]:
            lines.append(f"{name}({' '.join(map(clause_ids, each.clauses))})")
    return " ".join(lines)


def proposed(made: Imported) -> str:
    lines = []
    for _, rule in rules(made):
        when = f"when {rule.when[0]}={rule.when[1]} " if rule.when else ""
        line = f"{when}{rule.strength} {rule.term}: {rule.value}"
        lines.append(f"({line})" if rule.sure == "low" else line)
    return " | ".join(lines)


@pytest.fixture(scope="module")
def made() -> dict[str, Imported]:
    return {name: imported(make()) for name, make in MANNERS.items()}


@pytest.mark.parametrize("name", MANNERS)
def test_its_structure_and_ids(name, made):
    assert " ".join(IDS[name].split()) == outline(made[name])


@pytest.mark.parametrize("name", MANNERS)
def test_its_head(name, made):
    draft = made[name].draft
    signed = " ".join(f"{line.role}:{line.person}" for line in draft.sign_off)
    issued = draft.issued.isoformat() if draft.issued else None
    found = (draft.title, draft.number, draft.version, issued, str(draft.effective), draft.classification, signed)
    assert HEADS[name] == found


@pytest.mark.parametrize("name", MANNERS)
def test_its_rules(name, made):
    assert " ".join(RULES[name].split()) == proposed(made[name])


@pytest.mark.parametrize("name", MANNERS)
def test_the_reader_takes_its_yaml_and_the_checks_find_no_error(name, made):
    reading = read_back(made[name])
    assert [finding.message.zh for finding in reading.findings] == []
    errors = [f"{f.code} {f.message.zh}" for f in findings_of(reading, TODAY) if f.severity == "error"]
    assert errors == []


@pytest.mark.parametrize("name", MANNERS)
def test_every_clause_reads_back_as_it_was_drafted(name, made):
    (procedure,) = read_back(made[name]).policy.procedures
    document = procedure.master.document
    back: dict[str, Clause] = {clause.id: clause for clause in document.all_clauses()}
    drafts = list(made[name].draft.all_clauses())
    assert [clause.id for clause in drafts] == list(back)
    for clause in drafts:
        assert (clause.title or None) == back[clause.id].title
        assert len(clause.lines) == len(back[clause.id].text.paragraphs)
        for line, paragraph in zip(clause.lines, back[clause.id].text.paragraphs, strict=True):
            words = [part for part in line if isinstance(part, str)]
            assert "".join(words).strip() == "".join(part for part in paragraph if isinstance(part, str)).strip()


def raw_paragraphs(data: bytes) -> list[str]:
    """Every paragraph of a file's body in order, told by the XML alone; what stands in a box once, not again for old programs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    found: list[str] = []

    def walk(node: ElementTree.Element) -> None:
        if node.tag.endswith("}Fallback"):
            return
        if node.tag == f"{{{W}}}p":
            at = len(found)
            found.append("")
            found[at] = own(node)
            return
        for child in node:
            walk(child)

    def own(node: ElementTree.Element) -> str:
        text = ""
        for child in node:
            if child.tag.endswith("}Fallback"):
                continue
            if child.tag == f"{{{W}}}p":
                walk(child)
            elif child.tag in (f"{{{W}}}t", f"{{{W}}}delText"):
                text += child.text or ""
            else:
                text += own(child)
        return text

    walk(root)
    return found


def everything(made: Imported) -> str:
    """All that is in the YAML, and all that the report names."""
    draft = made.draft
    texts = [draft.title, draft.number, draft.version, draft.classification, draft.summary, draft.by, *draft.repeals]
    texts += [f"{line.role}{line.person}" for line in draft.sign_off] + [f"{a}{b}" for a, b in draft.related]
    for section in draft.all_sections():
        texts += [section.label, section.title, *map(said, section.lines)]
    for clause in draft.all_clauses():
        texts += [clause.label, clause.title, *map(said, clause.lines)]
        if clause.table:
            texts += clause.table.columns
            texts += [said(line) for row in clause.table.rows for cell in row.cells for line in cell]
        if clause.picture:
            texts.append(clause.picture.title)
    for form in draft.forms:
        texts += [form.number, form.title, form.keep, *form.columns]
    texts += [entry.text for entry in made.ledger.entries]
    return "\n".join(texts)


@pytest.mark.parametrize("name", MANNERS)
def test_every_paragraph_is_in_the_yaml_or_named_with_a_reason(name, made):
    paragraphs = raw_paragraphs(MANNERS[name]())
    assert list(range(1, len(paragraphs) + 1)) == sorted(made[name].ledger.paragraphs)
    assert len(list(made[name].word.rows())) == len(made[name].ledger.rows)
    counted, rows = made[name].ledger.counted()
    assert (len(paragraphs), len(made[name].ledger.rows)) == (sum(counted.values()), sum(rows.values()))
    assert counted.get("unplaced", 0) == 0
    named = {entry.place for entry in made[name].ledger.entries}
    for number, reason in made[name].ledger.paragraphs.items():
        assert reason in IN_YAML or reason == "empty" or number in named, (number, reason)


@pytest.mark.parametrize("name", MANNERS)
def test_no_word_of_the_text_is_lost(name, made):
    """Words of the body that the ledger says are text, headings or tables stand in the draft; the others in the report."""
    paragraphs = raw_paragraphs(MANNERS[name]())
    kept = everything(made[name])
    for number, reason in made[name].ledger.paragraphs.items():
        if reason not in ("cover", "sign-off", "revision", "list", "form"):
            for words in re.findall(r"[\u4e00-\u9fff]{2,}", paragraphs[number - 1]):
                assert words in kept, (number, words)
