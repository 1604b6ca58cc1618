"""A document: the procedure or implementation rules (section A document)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.findings import Words
from generator.model import Clause, Document, Implements, Section, Term, Version
from generator.reading.clauses import CLAUSE, MAX_CLAUSE_NESTING, ON_CLAUSE, SECTION
from generator.reading.context import Context
from generator.reading.dates import Date, VersionNumber
from generator.reading.kinds import DEPARTMENT_ID, ID, Either, Line, ListOf, Named, OneOf
from generator.reading.nodes import Mapping, Node, Scalar
from generator.reading.particulars import (
    CHANGES,
    FINDER,
    FORM,
    NOT_APPLICABLE,
    RELATED,
    SIGN_OFF,
    ImplementsKind,
    PeriodKind,
)
from generator.reading.shapes import Key, Shape
from generator.reading.terms import TermsKind

T = TypeVar("T")

HEAD_KEYS = [
    Key("format", OneOf(("1",)), "格式的版本", "the version of the format", "format: 1"),
    Key(
        "id",
        ID,
        "文件编号（机器用），在规程内唯一",
        "its id, unique in its procedure",
        "id: customer-service",
        required=True,
    ),
    Key("title", Line(), "标题", "its title", "title: 客户服务部沟通渠道管理实施细则", required=True),
    Key("number", Line(limit=100), "文件编号", "its document number", "number: GT-GC-001-KF", required=True),
    Key("version", VersionNumber(), "版本", "its version, MAJOR.MINOR", 'version: "1.2"', required=True),
    Key("issued", Date(), "发布日期", "the day it is issued", "issued: 2026-11-20"),
    Key("effective", Date(), "实施日期", "the day it comes into force", "effective: 2026-12-01", required=True),
    Key("expires", Date(), "有效期截止日期", "the day it expires", "expires: 2028-12-01"),
    Key("withdrawn", Date(), "废止日期，自该日起不再有效", "no longer in force from this day", "withdrawn: 2027-06-30"),
    Key("review_every", PeriodKind(), "复审周期", "how often it is reviewed", "review_every: 12 个月"),
    Key("classification", Line(), "密级", "its classification", "classification: 内部公开"),
    Key(
        "department",
        DEPARTMENT_ID,
        "归口部门",
        "the department that owns it",
        "department: customer-service",
        required=True,
    ),
    Key(
        "layout",
        Named(Line(pattern="[a-z0-9-]{1,60}", zh="版式名称", en="a layout's name"), "layout-name"),
        "Word 版式",
        "its Word layout",
        "layout: corporate",
    ),
    Key(
        "numbering",
        OneOf(("outline", "articles")),
        "编号方式：一、（一）1.（1）① 或 第一章 第一条",
        "its numbering",
        "numbering: outline",
    ),
    Key(
        "sign_off",
        ListOf(SIGN_OFF),
        "签署表，按顺序",
        "who signs, in order",
        "sign_off: [{ role: 编制, department: customer-service }]",
    ),
    Key(
        "distribution",
        ListOf(DEPARTMENT_ID),
        "发放范围",
        "to which departments it goes",
        "distribution: [customer-service]",
    ),
    Key(
        "changes", CHANGES, "本版修订了什么", "what is new in this version", "changes: { summary: 夜间响应时间放宽。 }"
    ),
    Key(
        "repeals", ListOf(Line()), "同时废止的文件", "what it repeals", "repeals: [《客户服务部沟通管理办法（试行）》]"
    ),
    Key(
        "related",
        ListOf(RELATED),
        "相关文件",
        "related documents",
        "related: [{ number: GT-GC-003, title: 信息安全管理规程 }]",
    ),
    Key("terms", TermsKind(), "本文件自己的术语", "terms of its own", "terms: { 外呼时限: { unit: 小时 } }"),
]
BODY_KEYS = [
    Key(
        "not_applicable",
        ListOf(NOT_APPLICABLE),
        "不适用的上位条款",
        "clauses above that do not apply here",
        "not_applicable: [{ clause: social-plan, because: 本部门不运营社交媒体账号。 }]",
    ),
    Key("sections", ListOf(SECTION), "章节", "its sections", "sections: [{ id: general, title: 总则 }]", required=True),
    Key("appendices", ListOf(SECTION), "附录", "its appendices", "appendices: [{ id: levels, title: 分级标准 }]"),
    Key(
        "forms",
        ListOf(FORM),
        "记录表单，印作附件",
        "its record forms",
        "forms: [{ id: complaint, number: GT-JL-012, title: 投诉登记表, columns: [日期, 客户] }]",
    ),
]


_IN_PROCEDURE = Words(
    "它写在规程（procedure.yaml）里，实施细则没有。",
    "It belongs into the procedure (procedure.yaml); implementation rules have none.",
)
_NOTHING_ABOVE = Words(
    "规程本身没有上位文件，不写 implements。请删去这一行；如果这是一份实施细则，请把文件移到 departments/ 下。",
    "Nothing stands above the procedure itself, so it has no 'implements'. Remove this line; if these are implementation "
    "rules, move the file below departments/.",
)
_ELSEWHERE = {
    **dict.fromkeys(CLAUSE.keys, ON_CLAUSE),
    "waivers": Words(
        "豁免写在规程文件夹的 waivers.yaml 里。", "Waivers stand in waivers.yaml in the procedure's folder."
    ),
}


def _document(values: dict[str, Any], node: Mapping, context: Context) -> Document:
    fields = {name: value for name, value in values.items() if name != "format"}
    return Document(
        procedure=context.procedure,
        **fields,
        file=context.file,
        place=context.place(node),
        places={key.text: context.place(value) for key, value in node.entries},
    )


PROCEDURE = Shape("procedure", "规程", "the procedure").define(
    [
        *HEAD_KEYS,
        Key(
            "departments",
            Either("all", ListOf(DEPARTMENT_ID)),
            "哪些部门必须有实施细则",
            "which departments must have implementation rules",
            "departments: all",
        ),
        Key(
            "finder",
            FINDER,
            "网站“找渠道”问什么、答什么",
            "what the site's finder asks and answers",
            "finder: { ask: [用途, 事项], answer: 渠道 }",
        ),
        *BODY_KEYS,
    ],
    _document,
    {**_ELSEWHERE, "implements": _NOTHING_ABOVE},
)
DEPARTMENT = Shape("department", "实施细则", "implementation rules").define(
    [
        *HEAD_KEYS[:11],
        HEAD_KEYS[11],
        Key(
            "implements",
            Named(ImplementsKind(), "document-above"),
            "依据哪个文件的哪个版本",
            "the document above, and its version",
            "implements: communication-channels@2.0",
            required=True,
        ),
        *HEAD_KEYS[12:],
        *BODY_KEYS,
    ],
    _document,
    {**_ELSEWHERE, "departments": _IN_PROCEDURE, "finder": _IN_PROCEDURE},
)


@dataclass(frozen=True)
class Head:
    """What has to be known of a document before the rest can be read: who it is, what it implements, its own terms.

    `names` are the numbers and titles that it has or mentions, its forms' numbers among them. `unread` is where its own
    terms stand, if not all of them could be read.
    """

    id: str
    version: Version
    implements: Implements | None
    terms: dict[str, Term]
    names: tuple[str, ...]
    unread: Node | None


def head(node: Node | None, file: str) -> Head | None:
    """The head of a document; its faults are reported when the whole is read."""
    if not isinstance(node, Mapping):
        return None
    aside = Context(file)

    def value(key: str, read: Callable[[Node, Context], T | None]) -> T | None:
        return read(found, aside) if (found := node.get(key)) is not None else None

    id, version = value("id", ID.read), value("version", VersionNumber().read)
    if id is None or version is None:
        return None
    names = [value(key, Line().read) for key in ("title", "number")]
    names += value("repeals", ListOf(Line()).read) or ()
    for related in value("related", ListOf(RELATED).read) or ():
        names += (related.number, related.title)
    names += [form.number for form in value("forms", ListOf(FORM).read) or ()]
    # Nothing stands above a procedure, whatever its file says.
    link = None if file.endswith("/procedure.yaml") else value("implements", ImplementsKind().read)
    before = len(aside.findings)
    terms = value("terms", TermsKind().read) or {}
    unread = node.get("terms") if len(aside.findings) > before else None
    return Head(id, version, link, terms, tuple(name for name in names if name), unread)


def read_document(node: Node, master: bool, context: Context) -> Document | None:
    """A whole document, its ids and depths checked."""
    made = (PROCEDURE if master else DEPARTMENT).read(node, context)
    if not isinstance(made, Document):
        return None
    seen: dict[str, int] = {}
    for kind_zh, kind_en, id, line, column in _ids(made):
        if id in seen:
            context.report(
                "duplicate-id",
                Scalar(id, line, column),
                zh=f"编号“{id}”在本文件中已经用过（第 {seen[id]} 行）。请给这个{kind_zh}另取一个编号。",
                en=f"The id '{id}' is taken already in this document (line {seen[id]}). Give this {kind_en} another.",
            )
        seen.setdefault(id, line)
    for section in (*made.sections, *made.appendices):
        _check_depth(section, context)
    return made


def _ids(document: Document) -> Iterator[tuple[str, str, str, int, int]]:
    for section in document.all_sections():
        yield "章节", "section", section.id, section.place.line, section.place.column
    for clause in document.all_clauses():
        yield "条款", "clause", clause.id, clause.place.line, clause.place.column
    for form in document.forms:
        yield "表单", "form", form.id, form.place.line, form.place.column


def _check_depth(section: Section, context: Context) -> None:
    for inner in section.sections:
        for deeper in inner.sections:
            context.report(
                "invalid-document",
                Scalar(deeper.id, deeper.place.line, deeper.place.column),
                zh="章节最多两级（一、和（一））。请改用条款。",
                en="Sections nest two deep at most. Use clauses instead.",
            )

    def descend(clause: Clause, depth: int) -> None:
        if depth > MAX_CLAUSE_NESTING:
            context.report(
                "invalid-document",
                Scalar(clause.id, clause.place.line, clause.place.column),
                zh="条款最多三级（1.、（1）、①）。",
                en="Clauses nest three deep at most.",
            )
        for sub in clause.clauses:
            descend(sub, depth + 1)

    for holder in section.walk():
        for clause in holder.clauses:
            descend(clause, 1)
