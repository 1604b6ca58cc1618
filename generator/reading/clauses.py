"""Clauses, their rules, tables and pictures, and the sections that hold them (section A document)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator.model import (
    Bound,
    Clause,
    Latitude,
    Picture,
    Placeholder,
    Row,
    Rule,
    Section,
    Table,
    Target,
    Text,
    atoms,
    terms_of,
)
from generator.reading.conditions import ConditionKind, entries
from generator.reading.context import Context
from generator.reading.kinds import ID, JSON, REFERENCE, Either, Key, Line, ListOf, OneOf, Shape, not_a_mapping
from generator.reading.nodes import Mapping, Node, Sequence
from generator.reading.text import TextKind

MAX_CLAUSE_NESTING = 3

RULE_KEYS = [
    Key("when", ConditionKind(), "在什么情形下适用", "the situations in which it applies", "when: { 时段: 夜间 }"),
    Key("unless", ConditionKind(), "例外的情形", "the situations excepted", "unless: { 紧急: 是 }"),
    Key("must", ConditionKind(conduct=True), "必须（每一项都要做到）", "what has to hold", "must: { 热线响应时间: 不超过 45 秒 }"),
    Key("must_not", ConditionKind(True, True), "不得（每一项都禁止）", "what is forbidden, each entry by itself", "must_not: { 渠道: 即时通讯 }"),
    Key("should", ConditionKind(conduct=True), "宜", "what is recommended", "should: { 渠道: 邮件 }"),
    Key("should_not", ConditionKind(True, True), "不宜", "what is advised against", "should_not: { 渠道: 电话 }"),
    Key("may", ConditionKind(conduct=True), "可以", "what is permitted", "may: { 渠道: 电话 }"),
    Key("because", Line(), "偏离上位文件建议的理由", "the reason for departing from a recommendation above", "because: 夜间无人值守邮箱"),
]
_RULE_NAMES = [key.name for key in RULE_KEYS]
_DUTIES = ("must", "must_not", "should", "should_not", "may")


def _rule(values: dict[str, Any], node: Mapping, context: Context) -> Rule | None:
    named = {key.text for key, _ in node.entries}
    if not any(name in named for name in _DUTIES):
        context.report(
            "invalid-document",
            node,
            zh="这条规则没有说明要求。请至少写 must（必须）、must_not（不得）、should（宜）、should_not（不宜）、may（可）中的一项。",
            en="This rule asks for nothing: write at least one of must, must_not, should, should_not and may.",
        )
        return None
    if any(name in named and name not in values for name in _RULE_NAMES):
        return None  # half a rule would say something else than its owner wrote
    place = next((context.place(key) for key, _ in node.entries if key.text in _RULE_NAMES), context.place(node))
    return Rule(
        context.clause or "",
        0,
        **{name: values[name] for name in _RULE_NAMES if name in values},
        place=place,
    )


RULE = Shape("rule", "规则", "a rule").define(RULE_KEYS, _rule)


def _own_rule(values: dict[str, Any], node: Mapping, context: Context) -> Rule | None:
    """The rule that a clause or a row carries among its other keys."""
    if not any(key.text in _RULE_NAMES for key, _ in node.entries):
        return None
    return _rule(values, node, context)


@dataclass(frozen=True)
class RangesKind:
    """`range:` of a clause: term -> range."""

    def read(self, node: Node, context: Context) -> tuple[Bound, ...] | None:
        if not isinstance(node, Mapping):
            return not_a_mapping(node, context)
        return tuple(atom for atom in entries(node, context, 1) if isinstance(atom, Bound))

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": {"type": "string"}}


@dataclass(frozen=True)
class TargetKind:
    """A clause id, or `document/id`."""

    def read(self, node: Node, context: Context) -> Target | None:
        name = REFERENCE.read(node, context)
        if name is None:
            return None
        document, slash, clause = name.rpartition("/")
        return Target(document if slash else None, clause, place=context.place(node))

    def schema(self) -> JSON:
        return REFERENCE.schema()


PICTURE = Shape("figure", "图", "a picture").define(
    [
        Key("file", Line(), "figures/ 文件夹里的 PNG 文件", "a PNG file in figures/", "file: flow.png", required=True),
        Key("title", Line(), "图题", "its caption", "title: 受理流程", required=True),
        Key("alt", Line(), "给看不到图的人的文字说明", "the text for those who do not see it", "alt: 来电、分级、答复、回访四步", required=True),
    ],
    lambda values, node, context: Picture(values["file"], values["title"], values["alt"], place=context.place(node)),
)

ROW = Shape("row", "表格的行", "a table row")
ROW.define(
    [Key("cells", ListOf(TextKind()), "各格的文字", "the text of each cell", 'cells: [一级, "{{ 首次答复 }}"]', required=True), *RULE_KEYS],
    lambda values, node, context: Row(values["cells"], _own_rule(values, node, context), place=context.place(node)),
)


@dataclass(frozen=True)
class RowKind:
    """A row: a list of cells, or cells with a rule."""

    def read(self, node: Node, context: Context) -> Row | None:
        if isinstance(node, Sequence):
            cells = ListOf(TextKind()).read(node, context)
            return None if cells is None else Row(cells, place=context.place(node))
        row = ROW.read(node, context)
        return row if isinstance(row, Row) else None

    def schema(self) -> JSON:
        return {"anyOf": [{"type": "array", "items": TextKind().schema()}, ROW.schema()]}


def _table(values: dict[str, Any], node: Mapping, context: Context) -> Table:
    table = Table(values["columns"], values["rows"], place=context.place(node))
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            context.report(
                "invalid-document",
                node_at(row),
                zh=f"这一行有 {len(row.cells)} 格，表头有 {len(table.columns)} 列。",
                en=f"This row has {len(row.cells)} cells, the table {len(table.columns)} columns.",
            )
    return replace(table, rows=tuple(row for row in table.rows if len(row.cells) == len(table.columns)))


def node_at(row: Row) -> Node:
    """A node where a row stands, to report at."""
    return Mapping([], row.place.line, row.place.column)


TABLE = Shape("table", "表格", "a table").define(
    [
        Key("columns", ListOf(Line()), "表头", "the column titles", "columns: [等级, 首次答复]", required=True),
        Key("rows", ListOf(RowKind()), "各行", "the rows", "rows: [[三级, 次日]]", required=True),
    ],
    _table,
)

CLAUSE = Shape("clause", "条款", "a clause")
SECTION = Shape("section", "章节", "a section")


class ClauseKind:
    """A clause; findings inside it name it."""

    def read(self, node: Node, context: Context) -> Clause | None:
        name = node.get("id") if isinstance(node, Mapping) else None
        with context.inside(getattr(name, "text", None) or context.clause):
            clause = CLAUSE.read(node, context)
        return clause if isinstance(clause, Clause) else None

    def schema(self) -> JSON:
        return CLAUSE.schema()


def _clause(values: dict[str, Any], node: Mapping, context: Context) -> Clause:
    rules: tuple[Rule, ...] = values.get("rules", ())
    own = _own_rule(values, node, context)
    if own and "rules" in values:
        context.report(
            "invalid-document",
            node,
            zh="同一条款不能既有 rules 列表，又直接写 must 等要求。请都放进 rules。",
            en="A clause has either a list of rules or must and the like of its own; put all into rules.",
        )
    if own:
        rules = (own, *rules)
    table: Table | None = values.get("table")
    numbered = tuple(replace(rule, clause=values["id"], index=index) for index, rule in enumerate(rules))
    if table:
        rows, index = [], len(numbered)
        for row in table.rows:
            if row.rule:
                row = replace(row, rule=replace(row.rule, clause=values["id"], index=index))  # noqa: PLW2901
                index += 1
            rows.append(row)
        table = replace(table, rows=tuple(rows))
    latitude = Latitude(values.get("latitude", "tighten"))
    if (latitude is Latitude.RANGE) != ("range" in values):
        context.report(
            "invalid-document",
            node,
            zh="latitude: range 和 range: { 术语: 范围 } 必须一起写。",
            en="'latitude: range' and 'range: { term: range }' go together.",
        )
    clause = Clause(
        values["id"],
        values["text"],
        title=values.get("title"),
        was=values.get("was"),
        implements=values.get("implements", ()),
        rules=numbered,
        clauses=values.get("clauses", ()),
        table=table,
        figure=values.get("figure"),
        latitude=latitude,
        range=values.get("range", ()),
        implement=values.get("implement", ()),
        place=context.place(node),
        places={key.text: context.place(value) for key, value in node.entries},
    )
    _one_condition_for_each_placeholder(clause.text, list(numbered), context, node)
    return clause


def _one_condition_for_each_placeholder(text: Text, rules: list[Rule], context: Context, node: Mapping) -> None:
    for piece in text.pieces():
        if isinstance(piece, Placeholder):
            count = sum(piece.term in terms_of(atom) for rule in rules for duty in rule.duties() for atom in atoms(duty))
            if count > 1:
                context.report(
                    "invalid-document",
                    node,
                    zh=f"这一条款里有 {count} 处规定了“{piece.term}”，无法知道 {{{{ {piece.term} }}}} 该印哪一个。请拆成几个条款，或改用表格的行。",
                    en=f"'{piece.term}' is bounded {count} times in this clause, so {{{{ {piece.term} }}}} is ambiguous. "
                    "Split the clause, or use table rows.",
                )


CLAUSE.define(
    [
        Key("id", ID, "条款编号，全文唯一，一经使用不再改变", "its id, unique in the document", "id: hotline-day", required=True),
        Key("was", ID, "上一版本中的编号（改名时）", "its id in the version before, when renamed", "was: hotline-work-hours"),
        Key("title", Line(), "条款标题", "its run-in heading", "title: 工作时间响应"),
        Key("implements", ListOf(TargetKind(), single=True), "落实上位文件的哪些条款", "the clauses above that it implements", "implements: hotline-response"),
        Key("text", TextKind(), "正文", "its text", "text: 工作时间内，来电响应时间{{ 热线响应时间 }}。", required=True),
        *RULE_KEYS,
        Key("rules", ListOf(RULE), "几种情形各自的规则", "rules for several situations", "rules: [{ when: { 时段: 夜间 }, must: { 热线响应时间: 不超过 60 秒 } }]"),
        Key("clauses", ListOf(ClauseKind()), "下级条款", "sub-clauses", "clauses: [{ id: hotline-day-log, text: 逐通登记。 }]"),
        Key("table", TABLE, "表格", "a table", "table: { columns: [等级, 首次答复], rows: [[三级, 次日]] }"),
        Key("figure", PICTURE, "图", "a picture", "figure: { file: flow.png, title: 受理流程, alt: 四步流程 }"),
        Key("latitude", OneOf(tuple(Latitude)), "下级文件对本条的余地", "what documents below may do with it", "latitude: fixed"),
        Key("range", RangesKind(), "latitude: range 时下级可取的范围", "the range that documents below may choose from", "range: { 热线响应时间: 30..90 秒 }"),
        Key("implement", Either("all", ListOf(ID)), "哪些部门必须有条款落实它", "the departments that must have a clause for it", "implement: all"),
    ],
    _clause,
)

SECTION.define(
    [
        Key("id", ID, "章节编号", "its id", "id: hotline", required=True),
        Key("title", Line(), "章节标题", "its title", "title: 热线受理", required=True),
        Key("text", TextKind(), "引言", "its lead paragraph", "text: 本章规定热线的受理。"),
        Key("show", OneOf(("terms", "related", "forms")), "印出术语、相关文件或记录表单", "prints terms, related documents or forms", "show: terms"),
        Key("sections", ListOf(SECTION), "下一级章节（最多两级）", "sections below (two levels at most)", "sections: [{ id: day, title: 工作时间 }]"),
        Key("clauses", ListOf(ClauseKind()), "条款", "clauses", "clauses: [{ id: hotline-day, text: 来电应及时接听。 }]"),
    ],
    lambda values, node, context: Section(
        values["id"],
        values["title"],
        text=values.get("text"),
        show=values.get("show"),
        sections=values.get("sections", ()),
        clauses=values.get("clauses", ()),
        place=context.place(node),
    ),
)

