"""Rules: `when / unless / must / …`, whether they stand in a clause, in its `rules` or in a row (section Rules)."""

from __future__ import annotations

from typing import Any

from generator.model import Rule
from generator.reading.conditions import ConditionKind
from generator.reading.context import Context
from generator.reading.kinds import Line
from generator.reading.nodes import Mapping
from generator.reading.shapes import Key, Shape

RULE_KEYS = [
    Key(
        "when",
        ConditionKind(),
        "在什么情形下适用",
        "the situations in which it applies",
        "when: { 时段: 夜间 }",
        mistaken=("if", "当", "如果"),
    ),
    Key(
        "unless",
        ConditionKind(),
        "例外的情形",
        "the situations excepted",
        "unless: { 紧急: 是 }",
        mistaken=("except", "除非", "例外"),
    ),
    Key(
        "must",
        ConditionKind(conduct=True),
        "必须（每一项都要做到）",
        "what has to hold",
        "must: { 热线响应时间: 不超过 45 秒 }",
        mistaken=("shall", "应", "应当", "须", "必须"),
    ),
    Key(
        "must_not",
        ConditionKind(True, True),
        "不得（每一项都禁止）",
        "what is forbidden, each entry by itself",
        "must_not: { 渠道: 即时通讯 }",
        mistaken=("shall not", "may not", "不得", "不应", "禁止", "严禁"),
    ),
    Key(
        "should",
        ConditionKind(conduct=True),
        "宜",
        "what is recommended",
        "should: { 渠道: 邮件 }",
        mistaken=("宜", "建议"),
    ),
    Key(
        "should_not",
        ConditionKind(True, True),
        "不宜",
        "what is advised against",
        "should_not: { 渠道: 电话 }",
        mistaken=("不宜", "不建议"),
    ),
    Key(
        "may",
        ConditionKind(conduct=True),
        "可以",
        "what is permitted",
        "may: { 渠道: 电话 }",
        mistaken=("可", "可以", "允许"),
    ),
    Key(
        "because",
        Line(),
        "偏离上位文件建议的理由",
        "the reason for departing from a recommendation above",
        "because: 夜间无人值守邮箱",
        mistaken=("reason", "理由", "原因"),
    ),
]
RULE_NAMES = tuple(key.name for key in RULE_KEYS)
_NAMES = frozenset(RULE_NAMES)
_DUTIES = ("must", "must_not", "should", "should_not", "may")


def _rule(values: dict[str, Any], node: Mapping, context: Context) -> Rule | None:
    named = {key.text for key, _ in node.entries}
    if not any(name in named for name in _DUTIES):
        context.report(
            "invalid-document",
            node,
            zh="这条规则没有说明要求。请至少写 must（必须）、must_not（不得）、should（宜）、should_not（不宜）"
            "、may（可）中的一项。",
            en="This rule asks for nothing: write at least one of must, must_not, should, should_not and may.",
        )
        return None
    if any(name in named and name not in values for name in RULE_NAMES):
        return None  # half a rule would say something else than its owner wrote
    place = next((context.place(key) for key, _ in node.entries if key.text in _NAMES), context.place(node))
    return Rule(
        context.clause or "",
        0,
        **{name: values[name] for name in RULE_NAMES if name in values},
        place=place,
    )


RULE = Shape("rule", "规则", "a rule").define(RULE_KEYS, _rule)


def own_rule(values: dict[str, Any], node: Mapping, context: Context) -> Rule | None:
    """The rule that a clause or a row carries among its other keys."""
    return _rule(values, node, context) if has_rule(node) else None


def has_rule(node: Mapping) -> bool:
    """Whether a mapping says anything of a rule."""
    return any(key.text in _NAMES for key, _ in node.entries)
