"""organization.yaml (section of that name) and waivers.yaml (section Versions, Waivers)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from generator.model import Department, MajorReason, Organization, Waiver
from generator.model.organization import USUAL_MAJOR
from generator.reading.context import Context
from generator.reading.dates import Date
from generator.reading.kinds import ID, JSON, Line, ListOf, Named, OneOf, not_a_mapping
from generator.reading.nodes import Mapping, Node, Sequence
from generator.reading.shapes import Key, Shape

_OWNER = r"(?:@{1,2}[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"

DEPARTMENT_ENTRY = Shape("department_entry", "部门", "a department").define(
    [
        Key("title", Line(), "部门名称", "its name", "title: 客户服务部", required=True),
        Key(
            "owner",
            Line(
                "代码评审人（@用户、@组织/团队或邮箱，多个以空格隔开）",
                "a CODEOWNERS name (@user, @org/team or an e-mail address; several with spaces between)",
                rf"{_OWNER}(?: {_OWNER})*",
            ),
            "负责评审的人（CODEOWNERS 名称）",
            "who reviews (a CODEOWNERS name)",
            'owner: "@org/customer-service"',
        ),
    ],
    lambda values, node, context: values,
)


@dataclass(frozen=True)
class DepartmentsKind:
    """Departments by id."""

    def read(self, node: Node, context: Context) -> dict[str, Department] | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        made = {}
        for key, value in node.entries:
            id, values = ID.read(key, context), DEPARTMENT_ENTRY.read(value, context)
            if id is not None and isinstance(values, dict):
                made[id] = Department(id, values["title"], values.get("owner"), place=context.place(key))
        return made

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": DEPARTMENT_ENTRY.schema()}


VERSIONING = Shape("versioning", "版本号规则", "the rule for version numbers").define(
    [
        Key(
            "major",
            ListOf(OneOf(get_args(MajorReason))),
            "哪些改动必须提高主版本号（其余改动提高次版本号即可）：contradiction 使下级文件原来没有问题的规则变得矛盾，"
            "permission 收回 may 的许可，tighter 更严（含新增义务），looser 更宽，incomparable 有严有宽；"
            "不写则为 [contradiction, permission]",
            "which changes need a new MAJOR version (a new MINOR is enough for the rest): contradiction, rules of documents below "
            "that were fine contradict it; permission, what a may granted is taken away; tighter (a new duty, too), looser, "
            "incomparable; [contradiction, permission] unless said",
            "major: [contradiction, permission, tighter]",
        ),
    ],
    lambda values, node, context: values.get("major"),
)


def _organization(values: dict[str, Any], node: Mapping, context: Context) -> Organization:
    return Organization(
        values["organization"],
        values["departments"],
        site_url=values.get("site_url"),
        feedback=values.get("feedback"),
        style=values.get("style", "plain"),
        literals=values.get("literals", ()),
        major=values.get("versioning", USUAL_MAJOR),
        unread=frozenset(_unread(values, node)),
        place=context.place(node),
    )


def _unread(values: dict[str, Any], node: Mapping) -> Iterator[str]:
    for key, item in node.entries:
        read = values.get(key.text)
        written = item.items if isinstance(item, Sequence) else item.entries if isinstance(item, Mapping) else ()
        if read is None or (isinstance(read, dict | tuple) and len(read) < len(written)):
            yield key.text


ORGANIZATION = Shape("organization", "组织信息", "the organisation").define(
    [
        Key("format", OneOf(("1",)), "格式的版本", "the version of the format", "format: 1"),
        Key("organization", Line(), "组织名称", "its name", "organization: 示例集团", required=True),
        Key(
            "site_url",
            Line("网址", "an address", r"https?://[^\s\"'<>]+"),
            "网站地址",
            "the address of the site",
            "site_url: https://policy.example.com/",
        ),
        Key(
            "feedback",
            Line("网址或邮箱（mailto:）", "an address, or mailto:", r"(?:https?://|mailto:)[^\s\"'<>]+"),
            "读者意见寄往何处",
            "where a reader's remark goes",
            "feedback: mailto:policy@example.com",
        ),
        Key(
            "departments",
            DepartmentsKind(),
            "各部门",
            "its departments",
            "departments: { customer-service: { title: 客户服务部 } }",
            required=True,
        ),
        Key("style", OneOf(("plain", "gb-t-1.1", "engineering")), "用词规范", "the wording profile", "style: plain"),
        Key("literals", ListOf(Line()), "不对应规则的数字", "figures that mean no rule", "literals: [ISO 9001]"),
        Key(
            "versioning",
            VERSIONING,
            "发布时对版本号的要求",
            "what a release asks of the version number",
            "versioning: { major: [contradiction, permission] }",
        ),
    ],
    _organization,
)


@dataclass(frozen=True)
class PathKind:
    """`document/clause`."""

    def read(self, node: Node, context: Context) -> tuple[str, str] | None:
        line = Line("“文件/条款”", "document/clause", r"[a-z0-9-]{1,60}/[a-z0-9-]{1,60}")
        if (text := line.read(node, context)) is None:
            return None
        document, _, clause = text.partition("/")
        return document, clause

    def schema(self) -> JSON:
        return {"type": "string", "pattern": "^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$"}


WAIVER = Shape("waiver", "豁免", "a waiver").define(
    [
        Key(
            "clause",
            Named(PathKind(), "clause-path"),
            "被豁免的条款",
            "the clause excused",
            "clause: customer-service/hotline-night",
            required=True,
        ),
        Key(
            "from",
            Named(PathKind(), "clause-path"),
            "偏离的上位条款",
            "the clause above",
            "from: communication-channels/hotline-response",
            required=True,
        ),
        Key("because", Line(), "理由", "the reason", "because: 夜间值守人手不足。", required=True),
        Key("approved_by", Line(), "批准人", "who approved it", "approved_by: 沟通管理部", required=True),
        Key("approved_on", Date(), "批准日期", "when", "approved_on: 2026-11-01", required=True),
        Key("until", Date(), "截止日期（含当日）", "its last day", "until: 2027-03-31", required=True),
    ],
    lambda values, node, context: Waiver(
        values["clause"],
        values["from"],
        values["because"],
        values["approved_by"],
        values["approved_on"],
        values["until"],
        place=context.place(node),
    ),
)

WAIVERS = Shape("waivers", "豁免文件", "the waivers file").define(
    [
        Key("format", OneOf(("1",)), "格式的版本", "the version of the format", "format: 1"),
        Key(
            "waivers",
            ListOf(WAIVER),
            "各项豁免",
            "the waivers",
            "waivers: [{ clause: customer-service/hotline-night, … }]",
            required=True,
        ),
    ],
    lambda values, node, context: values["waivers"],
)
