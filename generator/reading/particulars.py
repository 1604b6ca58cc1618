"""What a document says besides its sections: its parent, periods, sign-offs, changes, forms (section A document)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import (
    Changes,
    Finder,
    Form,
    Implements,
    NotApplicable,
    Place,
    Quantity,
    Related,
    SignOff,
    Version,
)
from generator.reading.clauses import TargetKind
from generator.reading.context import Context
from generator.reading.kinds import DEPARTMENT_ID, ID, JSON, Line, ListOf, MapOf, Named, scalar
from generator.reading.nodes import Mapping, Node, shown
from generator.reading.quantities import Unreadable, quantity
from generator.reading.shapes import Key, Shape
from generator.units import DIMENSIONS, Dimension

_IMPLEMENTS = re.compile(r"([a-z0-9-]{1,60})@(\d{1,4})\.(\d{1,4})")


@dataclass(frozen=True)
class ImplementsKind:
    """`DOCUMENT@VERSION`."""

    def read(self, node: Node, context: Context) -> Implements | None:
        example = "communication-channels@2.0"
        if (
            value := scalar(node, context, f"“文件@版本”，如 {example}", f"DOCUMENT@VERSION, such as {example}")
        ) is None:
            return None
        if match := _IMPLEMENTS.fullmatch(value.text.strip()):
            return Implements(match[1], Version(int(match[2]), int(match[3])), place=context.place(node))
        context.report(
            "invalid-document",
            node,
            zh=f"“{shown(value.text)}”应当写成“文件@版本”，如 {example}。",
            en=f"'{shown(value.text)}' has to be DOCUMENT@VERSION, such as {example}.",
        )
        return None

    def schema(self) -> JSON:
        return {"type": "string", "pattern": f"^{_IMPLEMENTS.pattern}$"}


@dataclass(frozen=True)
class PeriodKind:
    """A length of time, such as 12 个月."""

    def read(self, node: Node, context: Context) -> Quantity | None:
        if (value := scalar(node, context, "时长，如 12 个月", "a length of time such as 12 个月")) is None:
            return None
        try:
            made = quantity(value.text, usual="个月")
        except Unreadable as error:
            context.report(error.code, node, zh=error.words.zh, en=error.words.en)
            return None
        if made.unit.per or DIMENSIONS[made.unit.name] is not Dimension.DURATION or made.amount <= 0:
            context.report(
                "wrong-unit",
                node,
                zh=f"“{shown(value.text)}”不是一段时长，请写成 12 个月 的样子。",
                en=f"'{shown(value.text)}' is no length of time; write it like 12 个月.",
            )
            return None
        return made

    def schema(self) -> JSON:
        return {"type": "string"}


SIGN_OFF = Shape("sign_off", "签署", "a sign-off").define(
    [
        Key("role", Line(), "签署的身份", "in which role", "role: 编制", required=True),
        Key(
            "department", DEPARTMENT_ID, "签署的部门", "which department", "department: customer-service", required=True
        ),
        Key("person", Line(), "签署的人或岗位", "who signs", "person: 运营组"),
    ],
    lambda values, node, context: SignOff(
        values["role"], values["department"], values.get("person"), place=context.place(node.get("department") or node)
    ),
)

CHANGES = Shape("changes", "修订说明", "what is new").define(
    [
        Key(
            "summary", Line(), "本版修订摘要", "what this version changes", "summary: 夜间响应时间放宽。", required=True
        ),
        Key("by", Line(), "修订人", "who made the changes", "by: 运营组"),
        Key(
            "clauses",
            MapOf(Line(), ID),
            "各条款修订的理由",
            "the reason, clause by clause",
            "clauses: { hotline-night: 夜间话务量小。 }",
        ),
    ],
    lambda values, node, context: Changes(
        values["summary"], values.get("by"), values.get("clauses", {}), places=_key_places(node.get("clauses"), context)
    ),
)


def _key_places(node: Node | None, context: Context) -> dict[str, Place]:
    return {key.text: context.place(key) for key, _ in node.entries} if isinstance(node, Mapping) else {}


RELATED = Shape("related", "相关文件", "a related document").define(
    [
        Key("number", Line(), "文件编号", "its number", "number: GT-GC-003", required=True),
        Key("title", Line(), "文件名称", "its title", "title: 信息安全管理规程", required=True),
    ],
    lambda values, node, context: Related(values["number"], values["title"]),
)

FINDER = Shape("finder", "找渠道", "the finder").define(
    [
        Key(
            "ask",
            ListOf(Named(Line(), "term-name")),
            "要问读者的情形（given 术语）",
            "the situation terms that it asks",
            "ask: [用途, 事项]",
            required=True,
        ),
        Key(
            "answer",
            Named(Line(), "term-name"),
            "要回答的做法",
            "the conduct term that it answers",
            "answer: 渠道",
            required=True,
        ),
    ],
    lambda values, node, context: Finder(values["ask"], values["answer"], place=context.place(node)),
)

NOT_APPLICABLE = Shape("not_applicable", "不适用说明", "an excuse").define(
    [
        Key(
            "clause",
            Named(TargetKind(), "clause-above"),
            "不适用的上位条款",
            "the clause above",
            "clause: social-plan",
            required=True,
        ),
        Key("because", Line(), "理由", "the reason", "because: 本部门不运营社交媒体账号。", required=True),
    ],
    lambda values, node, context: NotApplicable(values["clause"], values["because"], place=context.place(node)),
)

FORM = Shape("form", "记录表单", "a record form").define(
    [
        Key("id", ID, "表单编号", "its id", "id: complaint", required=True),
        Key("number", Line(), "记录编号", "its number", "number: GT-JL-012", required=True),
        Key("title", Line(), "名称", "its title", "title: 投诉登记表", required=True),
        Key("keep", Line(), "保存期限", "how long it is kept", "keep: 3 年"),
        Key("columns", ListOf(Line(), some=True), "各栏", "its columns", "columns: [日期, 客户, 事由]", required=True),
    ],
    lambda values, node, context: Form(
        values["id"],
        values["number"],
        values["title"],
        values["columns"],
        values.get("keep"),
        place=context.place(node),
    ),
)
