"""The vocabulary: terms.yaml, and the `terms:` of a document (section terms.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from generator.model import Bound, Term, TermChoice, TermKind, Unit
from generator.reading.context import Context
from generator.reading.kinds import JSON, Flag, Line, ListOf, OneOf, not_a_mapping, scalar
from generator.reading.nodes import Mapping, Node, Scalar, shown
from generator.reading.quantities import Unreadable, comparison, must_measure, unit
from generator.reading.shapes import Key, Shape

_NAME = re.compile(r"(?=.*[^\W\d_])[\w.]{1,60}")
MAX_CHOICES = 200
_SORTS = ("unit", "choices", "yes_no")
"""The keys one of which says what a term is."""


@dataclass(frozen=True)
class UnitKind:
    """A unit or a rate."""

    def read(self, node: Node, context: Context) -> Unit | None:
        if (value := scalar(node, context, "单位，如 秒 或 次/周", "a unit such as 秒 or 次/周")) is None:
            return None
        try:
            return unit(value.text)
        except Unreadable as error:
            context.report(error.code, node, zh=error.words.zh, en=error.words.en)
            return None

    def schema(self) -> JSON:
        return {"type": "string"}


@dataclass(frozen=True)
class RangeKind:
    """A range of amounts, `0..100 %`; the term's unit is checked by the term."""

    def read(self, node: Node, context: Context) -> Bound | None:
        if (value := scalar(node, context, "范围，如 0..100 %", "a range such as 0..100 %")) is None:
            return None
        try:
            ends = comparison(value.text)
        except Unreadable as error:
            context.report(error.code, node, zh=error.words.zh, en=error.words.en)
            return None
        return Bound((), ends.low, ends.high, ends.low_open, ends.high_open, place=context.place(node))

    def schema(self) -> JSON:
        return {"type": "string"}


@dataclass(frozen=True)
class ChoiceKind:
    """A choice: its name, or name, about and aliases."""

    shape: Shape

    def read(self, node: Node, context: Context) -> TermChoice | None:
        if isinstance(node, Mapping):
            made = self.shape.read(node, context)
            return made if isinstance(made, TermChoice) else None
        name = Line().read(node, context)
        return None if name is None else TermChoice(name)

    def schema(self) -> JSON:
        return {"anyOf": [{"type": "string"}, self.shape.schema()]}


CHOICE = Shape("choice", "取值", "a choice").define(
    [
        Key("name", Line(), "取值的名称", "its name", "name: 邮件", required=True),
        Key("about", Line(), "说明", "what it means", "about: 公司邮件系统"),
        Key("aliases", ListOf(Line()), "别名", "other names", "aliases: [电子邮件]"),
    ],
    lambda values, node, context: TermChoice(values["name"], values.get("about"), values.get("aliases", ())),
)


TERM = Shape("term", "术语", "a term").define(
    [
        Key(
            "given",
            Flag(),
            "是员工遇到的情形，而不是可选择的做法",
            "a situation that staff meet, not conduct that they choose",
            "given: true",
        ),
        Key(
            "choices",
            ListOf(ChoiceKind(CHOICE)),
            "全部取值，一次只取一个",
            "its values, exactly one at a time",
            "choices: [邮件, 会议]",
        ),
        Key("several", Flag(), "可以同时取多个值", "any number of the choices at a time", "several: true"),
        Key("unit", UnitKind(), "数量的单位", "the unit of a quantity", "unit: 次/周"),
        Key("whole", Flag(), "只取整数", "whole numbers only", "whole: true"),
        Key(
            "range",
            RangeKind(),
            "可能的范围；不写则不小于 0",
            "the possible amounts; never negative unless said",
            "range: 0..100 %",
        ),
        Key("yes_no", Flag(), "只有是与否", "yes or no", "yes_no: true"),
        Key(
            "about",
            Line(),
            "定义，印在“术语和定义”中",
            "the definition that is printed",
            "about: 从来电接入到人工应答的时间",
        ),
        Key(
            "aliases",
            ListOf(Line()),
            "别名，用于搜索和条件",
            "other names, for search and conditions",
            "aliases: [接听时间]",
        ),
        Key("shared", Flag(), "各部门必须一致的做法", "one conduct common to all departments", "shared: true"),
    ],
    lambda values, node, context: values,
)


@dataclass(frozen=True)
class TermsKind:
    """Terms by name."""

    def read(self, node: Node, context: Context) -> dict[str, Term] | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        made: dict[str, Term] = {}
        taken: dict[str, str] = {}
        for key, value in node.entries:
            if not _NAME.fullmatch(key.text) or key.text in ("any", "all", "not"):
                context.report(
                    "invalid-document",
                    key,
                    zh=f"“{shown(key.text)}”不能作术语的名称：只用文字、数字、下划线和点，至少有一个文字，"
                    "不超过 60 个字符；any、all、not 另有用处。",
                    en=f"'{shown(key.text)}' cannot name a term: letters (one at least), digits, '_' and '.', "
                    "at most 60, and none of any, all, not.",
                )
                continue
            before = len(context.findings)
            values = TERM.read(value, context)
            term = _made(key, values, context) if isinstance(values, dict) and len(context.findings) == before else None
            if term is None or len(context.findings) > before:
                continue  # by half a term rules would be judged otherwise than its owner wrote
            if (clash := next((name for name in (term.name, *term.aliases) if name in taken), None)) is not None:
                context.report(
                    "invalid-document",
                    key,
                    zh=f"“{shown(clash)}”已经是术语“{taken[clash]}”的名称或别名。请换一个。",
                    en=f"'{shown(clash)}' names the term '{taken[clash]}' already. Choose another.",
                )
                continue
            made[key.text] = term
            taken |= dict.fromkeys((term.name, *term.aliases), term.name)
        return made

    def schema(self) -> JSON:
        return {"type": "object", "additionalProperties": TERM.schema()}


def _made(key: Scalar, values: dict[str, Any], context: Context) -> Term | None:
    choices: tuple[TermChoice, ...] = values.get("choices", ())
    kinds = [name for name in _SORTS if values.get(name)]
    if len(kinds) != 1:
        context.report(
            "invalid-document",
            key,
            zh=f"术语“{key.text}”必须恰好写明 unit（数量）、choices（取值）、yes_no: true（是否）中的一种"
            + (f"，现在有 {'、'.join(kinds)}。" if kinds else "。"),
            en=f"The term '{key.text}' needs exactly one of unit, choices and yes_no: true"
            + (f"; it has {', '.join(kinds)}." if kinds else "."),
        )
        return None
    kind = {"unit": TermKind.QUANTITY, "yes_no": TermKind.YES_NO}.get(
        kinds[0], TermKind.SEVERAL if values.get("several") else TermKind.CHOICE
    )
    for name, wanted in (("several", "choices"), ("whole", "unit"), ("range", "unit")):
        if values.get(name) and kinds[0] != wanted:
            context.report(
                "invalid-document",
                key,
                zh=f"术语“{key.text}”写了 {name}，但 {name} 只能和 {wanted} 一起用。",
                en=f"The term '{key.text}' has {name}, which goes with {wanted} only.",
            )
    names = [name for choice in choices for name in (choice.name, *choice.aliases)]
    if (twice := {name for name in names if names.count(name) > 1}) or len(choices) > MAX_CHOICES:
        which = "、".join(sorted(twice))
        context.report(
            "invalid-document",
            key,
            zh=f"术语“{key.text}”的取值" + (f"重复：{which}。" if which else f"超过 {MAX_CHOICES} 个。"),
            en=f"The term '{key.text}' has "
            + (f"a choice twice: {which}." if which else f"more than {MAX_CHOICES} choices."),
        )
        return None
    limits: Bound | None = values.get("range")
    term_unit: Unit | None = values.get("unit")
    if limits and term_unit:
        try:
            for end in (limits.low, limits.high):
                if end:
                    must_measure(end, term_unit, key.text)
        except Unreadable as error:
            context.report(error.code, key, zh=error.words.zh, en=error.words.en)
            limits = None
    return Term(
        key.text,
        kind,
        given=values.get("given", False),
        unit=term_unit,
        whole=values.get("whole", False),
        range=Bound((key.text,), limits.low, limits.high, limits.low_open, limits.high_open, place=limits.place)
        if limits
        else None,
        choices=choices,
        about=values.get("about"),
        aliases=values.get("aliases", ()),
        shared=values.get("shared", False),
        place=context.place(key),
    )


def without_redefinitions(terms: dict[str, Term], above: dict[str, Term], context: Context) -> dict[str, Term]:
    """A document's own terms without those that a document above already has, which are reported."""
    taken = {name: term.name for term in above.values() for name in (term.name, *term.aliases)}
    own: dict[str, Term] = {}
    for name, term in terms.items():
        clash = next((n for n in (name, *term.aliases) if n in taken), None)
        if clash is None:
            own[name] = term
            continue
        context.report(
            "invalid-document",
            Scalar(name, term.place.line, term.place.column),
            zh=f"术语“{clash}”在上位文件中已经定义（{taken[clash]}），不能重新定义。请直接使用，或换一个名称。",
            en=f"The term '{clash}' is defined above already ({taken[clash]}) and cannot be defined again. Use "
            "it, or choose another name.",
        )
    return own


TERMS_FILE = Shape("terms", "术语文件", "the terms file").define(
    [
        Key("format", OneOf(("1",)), "格式的版本", "the version of the format", "format: 1"),
        Key(
            "terms",
            TermsKind(),
            "各术语",
            "the terms",
            "terms: { 时段: { given: true, choices: [工作时间, 夜间] } }",
            required=True,
        ),
    ],
    lambda values, node, context: values["terms"],
)
