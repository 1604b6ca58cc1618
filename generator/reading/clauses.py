"""Clauses and the sections that hold them (section A document)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Any

from generator.findings import Words
from generator.model import Clause, Latitude, Rule, Section, Table, Target
from generator.reading.context import Context
from generator.reading.kinds import (
    DEPARTMENT_ID,
    ID,
    ID_PATTERN,
    JSON,
    REFERENCE,
    Either,
    Heading,
    ListOf,
    Named,
    OneOf,
)
from generator.reading.latitudes import RangesKind, bounds_all, latitude_of
from generator.reading.nodes import Mapping, Node, Scalar, Sequence
from generator.reading.rules import RULE, RULE_KEYS, has_rule, own_rule
from generator.reading.shapes import Key, Shape
from generator.reading.tables import PICTURE, TABLE
from generator.reading.text import TextKind, check_placeholders

MAX_CLAUSE_NESTING = 3


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


CLAUSE = Shape("clause", "条款", "a clause")
ON_CLAUSE = Words("它写在条款（clauses 的一项）里。", "It belongs into a clause (an item of 'clauses').")
SECTION = Shape("section", "章节", "a section")


class ClauseKind:
    """A clause; findings inside it name it."""

    def read(self, node: Node, context: Context) -> Clause | None:
        name = node.get("id") if isinstance(node, Mapping) else None
        id = name.text if isinstance(name, Scalar) and re.fullmatch(ID_PATTERN, name.text) else context.clause
        with context.inside(id):
            clause = CLAUSE.read(node, context)
        return clause if isinstance(clause, Clause) else None

    def schema(self) -> JSON:
        return CLAUSE.schema()


def _clause(values: dict[str, Any], node: Mapping, context: Context) -> Clause:
    own = own_rule(values, node, context)
    if own and "rules" in values:
        context.report(
            "invalid-document",
            node,
            zh="同一条款不能既有 rules 列表，又直接写 must 等要求。请都放进 rules。",
            en="A clause has either a list of rules or must and the like of its own; put all into rules.",
        )
    rules: tuple[Rule, ...] = (*((own,) if own else ()), *values.get("rules", ()))
    rules, table = _numbered(values["id"], rules, values.get("table"))
    unread = _has_unreadable_rule(node, len(rules))
    if not unread:
        check_placeholders(values["text"], rules, context)
    latitude = latitude_of(values, node, context)
    if latitude is Latitude.RANGE and not unread and not bounds_all(values["range"], rules, table, context):
        latitude = Latitude.FREE
    return Clause(
        values["id"],
        values["text"],
        title=values.get("title"),
        was=values.get("was"),
        implements=values.get("implements", ()),
        rules=rules,
        clauses=values.get("clauses", ()),
        table=table,
        figure=values.get("figure"),
        latitude=latitude,
        range=values["range"] if latitude is Latitude.RANGE else (),
        implement=values.get("implement", ()),
        unread=unread or _has_unreadable_row(node, table),
        place=context.place(node),
        places={key.text: context.place(value) for key, value in node.entries},
    )


def _numbered(id: str, rules: tuple[Rule, ...], table: Table | None) -> tuple[tuple[Rule, ...], Table | None]:
    """Rules with their clause and index; those of the table's rows follow the clause's own."""
    count = itertools.count()

    def numbered(rule: Rule) -> Rule:
        index = next(count)
        return rule if (rule.clause, rule.index) == (id, index) else replace(rule, clause=id, index=index)

    rules = tuple(numbered(rule) for rule in rules)
    if table:
        rows = tuple(replace(row, rule=numbered(row.rule)) if row.rule else row for row in table.rows)
        table = replace(table, rows=rows)
    return rules, table


def _has_unreadable_rule(node: Mapping, readable: int) -> bool:
    listed = node.get("rules")
    written = len(listed.items) if isinstance(listed, Sequence) else int(listed is not None)
    return readable < written + has_rule(node)


def _has_unreadable_row(node: Mapping, table: Table | None) -> bool:
    written = node.get("table")
    rows = written.get("rows") if isinstance(written, Mapping) else None
    ruled = sum(isinstance(row, Mapping) and has_rule(row) for row in rows.items) if isinstance(rows, Sequence) else 0
    return ruled > sum(row.rule is not None for row in (table.rows if table else ()))


CLAUSE.define(
    [
        Key(
            "id",
            ID,
            "条款编号，全文唯一，一经使用不再改变",
            "its id, unique in the document",
            "id: hotline-day",
            required=True,
        ),
        Key(
            "was",
            ID,
            "上一版本中的编号（改名时）",
            "its id in the version before, when renamed",
            "was: hotline-work-hours",
        ),
        Key("title", Heading(), "条款标题", "its run-in heading", "title: 工作时间响应"),
        Key(
            "implements",
            ListOf(Named(TargetKind(), "clause-above"), single=True),
            "落实上位文件的哪些条款",
            "the clauses above that it implements",
            "implements: hotline-response",
        ),
        Key(
            "text", TextKind(), "正文", "its text", "text: 工作时间内，来电响应时间{{ 热线响应时间 }}。", required=True
        ),
        *RULE_KEYS,
        Key(
            "rules",
            ListOf(RULE),
            "几种情形各自的规则",
            "rules for several situations",
            "rules: [{ when: { 时段: 夜间 }, must: { 热线响应时间: 不超过 60 秒 } }]",
        ),
        Key(
            "clauses",
            ListOf(ClauseKind()),
            "下级条款",
            "sub-clauses",
            "clauses: [{ id: hotline-day-log, text: 逐通登记。 }]",
        ),
        Key("table", TABLE, "表格", "a table", "table: { columns: [等级, 首次答复], rows: [[三级, 次日]] }"),
        Key("figure", PICTURE, "图", "a picture", "figure: { file: flow.png, title: 受理流程, alt: 四步流程 }"),
        Key(
            "latitude",
            OneOf(tuple(Latitude)),
            "下级文件对本条的余地",
            "what documents below may do with it",
            "latitude: fixed",
        ),
        Key(
            "range",
            Named(RangesKind(), "ranges"),
            "latitude: range 时下级可取的范围",
            "the range that documents below may choose from",
            "range: { 热线响应时间: 30..90 秒 }",
        ),
        Key(
            "implement",
            Either("all", ListOf(DEPARTMENT_ID)),
            "哪些部门必须有条款落实它",
            "the departments that must have a clause for it",
            "implement: all",
        ),
    ],
    _clause,
)


def _section(values: dict[str, Any], node: Mapping, context: Context) -> Section:
    if "text" in values:
        check_placeholders(values["text"], (), context)
    return Section(
        values["id"],
        values["title"],
        text=values.get("text"),
        show=values.get("show"),
        sections=values.get("sections", ()),
        clauses=values.get("clauses", ()),
        place=context.place(node),
    )


SECTION.define(
    [
        Key("id", ID, "章节编号", "its id", "id: hotline", required=True),
        Key("title", Heading(), "章节标题", "its title", "title: 热线受理", required=True),
        Key("text", TextKind(), "引言", "its lead paragraph", "text: 本章规定热线的受理。"),
        Key(
            "show",
            OneOf(("terms", "related", "forms")),
            "印出术语、相关文件或记录表单",
            "prints terms, related documents or forms",
            "show: terms",
        ),
        Key(
            "sections",
            ListOf(SECTION),
            "下一级章节（最多两级）",
            "sections below (two levels at most)",
            "sections: [{ id: day, title: 工作时间 }]",
        ),
        Key(
            "clauses", ListOf(ClauseKind()), "条款", "clauses", "clauses: [{ id: hotline-day, text: 来电应及时接听。 }]"
        ),
    ],
    _section,
    dict.fromkeys(CLAUSE.keys, ON_CLAUSE),
)
