"""Quantities, days and conditions in Chinese words, as documents and messages print them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from generator.findings import Words
from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Atom,
    Bound,
    Choice,
    Condition,
    Document,
    Not,
    Quantity,
    Rule,
    Term,
    TermKind,
    YesNo,
)
from generator.units import DIMENSIONS, Dimension

_HIGHLY = (Dimension.PERCENT, Dimension.MONEY)  # 不低于 and 低于; the others are 不少于 and 少于


def number_words(amount: Fraction) -> str:
    """A number as people write it: decimal where it ends, else a fraction."""
    if amount.denominator == 1:
        return str(amount.numerator)
    places = next((n for n in range(1, 61) if (amount * 10**n).denominator == 1), None)
    if places is None:
        return f"{amount.numerator}/{amount.denominator}"
    digits = f"{abs(amount.numerator) * 10**places // amount.denominator:0{places + 1}d}"
    return f"{'-' if amount < 0 else ''}{digits[:-places]}.{digits[-places:]}"


_SINGLE = re.compile(r"^([\d.]+)([^\d.]+)$")
"""A written quantity of one number and one unit."""


def chinese_date(day: date) -> str:
    """2026年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def spaced(quantity: Quantity) -> str:
    """`45 秒`, as one types it."""
    return _SINGLE.sub(r"\1 \2", quantity.written)


Said = Quantity | str | bool | tuple[str, ...]
"""A value of a term: a quantity, a choice, yes or no, the chosen ones of a several-valued term."""


def said_words(value: Said) -> str:
    """A concrete value of a term as people say it: `90 秒`, `邮件`, `是`, `上级、同事`, or `无` where nothing is chosen."""
    match value:
        case Quantity():
            return spaced(value)
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case _:
            return "、".join(value) or "无"


def witness_words(situation: Mapping[str, Said], conduct: Mapping[str, Said]) -> str:
    """A case, values by term, in short: `夜间，90 秒`; plain where the value says by itself which term it is of."""
    return "，".join(
        said_words(value)
        if isinstance(value, str) or (isinstance(value, Quantity) and len(conduct) == 1)
        else f"{term} {said_words(value)}"
        for term, value in (*situation.items(), *conduct.items())
    )


def value_words(atom: Atom) -> str:
    """What an atom says of its term, without naming it: `不超过45秒`, `3至5次/周`, `邮件或会议`, `是`."""
    match atom:
        case Bound():
            return _bound_words(atom)
        case Choice(among=Among.ALL):
            return (
                "和".join(atom.choices)
                if len(atom.choices) < 3
                else "、".join(atom.choices[:-1]) + "和" + atom.choices[-1]
            )
        case Choice(among=Among.ONLY):
            return "仅限" + "、".join(atom.choices)
        case Choice():
            return atom.choices[0] if len(atom.choices) == 1 else "、".join(atom.choices[:-1]) + "或" + atom.choices[-1]
        case YesNo():
            return "是" if atom.yes else "否"


def _bound_words(bound: Bound) -> str:
    low, high = bound.low, bound.high
    end = low or high
    highly = end is not None and DIMENSIONS[end.unit.name] in _HIGHLY
    if low and high:
        if low == high:
            return low.written
        if low.unit == high.unit and not (bound.low_open or bound.high_open):
            first = number_words(low.amount) if high.written.startswith(number_words(high.amount)) else low.written
            return f"{first}至{high.written}"
        return f"{_low_words(bound, highly)}且{_high_words(bound, highly)}"
    return _low_words(bound, highly) if low else _high_words(bound, highly)


def _low_words(bound: Bound, highly: bool) -> str:
    word = ("高于" if highly else "超过") if bound.low_open else ("不低于" if highly else "不少于")
    return word + (bound.low.written if bound.low else "")


def _high_words(bound: Bound, highly: bool) -> str:
    word = ("低于" if highly else "少于") if bound.high_open else "不超过"
    return word + (bound.high.written if bound.high else "")


def atom_words(atom: Atom) -> str:
    """An atom with its term: `热线响应时间不超过45秒`, `渠道为邮件或会议`."""
    match atom:
        case Bound():
            exact = atom.low is not None and atom.low == atom.high
            return (
                "与".join(atom.terms)
                + ("合计" if len(atom.terms) > 1 else "")
                + ("为" if exact else "")
                + value_words(atom)
            )
        case Choice(among=Among.ONLY):
            return atom.term + value_words(atom)
        case Choice():
            return f"{atom.term}为{value_words(atom)}"
        case YesNo():
            return f"{atom.term}：{value_words(atom)}"


def condition_words(condition: Condition) -> str:
    """A whole condition in one phrase: `时段为夜间，且热线响应时间不超过45秒`."""
    match condition:
        case AllOf(parts):
            return "，且".join(_grouped(part) for part in parts) or "任何情形"
        case AnyOf(parts):
            return "，或".join(_grouped(part) for part in parts)
        case Not(part):
            return f"并非（{condition_words(part)}）"
        case _:
            return atom_words(condition)


def _grouped(condition: Condition) -> str:
    words = condition_words(condition)
    return f"（{words}）" if isinstance(condition, AnyOf | AllOf) else words


def typed(atom: Atom) -> str:
    """An atom's value as an owner types it in YAML: `不超过 60 秒`."""
    if not isinstance(atom, Bound):
        return value_words(atom)
    if atom.low and atom.high and atom.low.unit != atom.high.unit:
        return f"{spaced(atom.low)}..{spaced(atom.high)}"
    words = value_words(atom)
    for end in (atom.low, atom.high):
        if end is not None:
            words = words.replace(end.written, spaced(end))
    for prefix in ("不超过", "不少于", "不低于", "超过", "少于", "高于", "低于"):
        if words.startswith(prefix):
            return f"{prefix} {words.removeprefix(prefix).lstrip()}"
    return words


MODALS: Mapping[str, str] = {"must": "应", "must_not": "不得", "should": "宜", "should_not": "不宜", "may": "可"}
"""The modal word of each strength of a rule."""


def rule_words(rule: Rule) -> str:
    """A whole rule as a sentence: `时段为夜间时，应：热线响应时间不超过45秒（级别为特急的除外）`."""
    duties = (
        ("must", (rule.must,)),
        ("must_not", rule.must_not),
        ("should", (rule.should,)),
        ("should_not", rule.should_not),
        ("may", (rule.may,)),
    )
    said = "；".join(
        f"{MODALS[strength]}：{condition_words(condition)}"
        for strength, conditions in duties
        for condition in conditions
        if condition is not None
    )
    before = f"{condition_words(rule.when)}时，" if rule.when is not None else ""
    return before + said + (f"（{condition_words(rule.unless)}的除外）" if rule.unless is not None else "")


_TERM_KINDS = {
    TermKind.QUANTITY: "数量",
    TermKind.CHOICE: "单选",
    TermKind.SEVERAL: "多选",
    TermKind.YES_NO: "是否",
}


def term_words(term: Term) -> str:
    """A definition on one line: `数量，单位次/周，0至100次/周：单个账号一周内发布的次数`."""
    said = ["情形" if term.given else "做法", _TERM_KINDS[term.kind]]
    if term.unit:
        said.append(f"单位{term.unit}" + ("，取整数" if term.whole else ""))
    if term.range:
        said.append(value_words(term.range))
    if term.choices:
        said.append("、".join(choice.name for choice in term.choices))
    if term.shared:
        said.append("各部门一致")
    aliases = [f"又称{'、'.join(term.aliases)}"] if term.aliases else []
    return "，".join([*said, *aliases]) + (f"：{term.about}" if term.about else "")


def duty_words(strength: str, condition: Condition) -> str:
    """One duty as people say it: `热线响应时间应不超过45秒`, `确认方式应为邮件或会议`, `应留有记录`, `不得发送敏感信息`."""
    modal = MODALS[strength]
    match condition:
        case YesNo(term, True):
            return f"{modal}{term}"
        case Bound():
            value = ("为" if condition.low and condition.high else "") + value_words(condition)
            together = "合计" if len(condition.terms) > 1 else ""
            return f"{'与'.join(condition.terms)}{together}{modal}{value}"
        case Choice():
            return f"{condition.term}{modal}{'' if condition.among is Among.ONLY else '为'}{value_words(condition)}"
        case _:
            return f"{modal}：{condition_words(condition)}"


def case_words(condition: Condition) -> str:
    """A situation in short: what is chosen by its value alone (`夜间或节假日`), the rest as a condition."""
    match condition:
        case Choice(among=Among.ANY):
            return value_words(condition)
        case YesNo(term, True):
            return term
        case AllOf(parts):
            return "、".join(case_words(part) for part in parts)
        case _:
            return condition_words(condition)


RELATIONS: Mapping[str, Words] = {
    "same": Words("与上位文件相同", "as the document above"),
    "tighter": Words("严于上位文件", "tighter than the document above"),
    "looser": Words(
        "宽于上位文件（须经其许可或豁免）", "looser than the document above, for which it needs leave or a waiver"
    ),
    "added": Words("本文件增加", "added by this document"),
    "inherited": Words("沿用上位文件", "from the document above"),
}
"""How a rule that holds stands to the documents above, by the relation that reasoning gives it."""

VERDICTS: Mapping[str, Words] = {
    "recommended": Words("宜用", "recommended"),
    "allowed": Words("可用", "allowed"),
    "discouraged": Words("可用，但不是建议的", "allowed, but not recommended"),
    "forbidden": Words("不得用", "not allowed"),
    "undecided": Words("无法判定", "could not be decided"),
}
"""What a choice comes to, by the verdict that reasoning gives it."""


def revision_words(document: Document, *, first: bool) -> str:
    """What a version says of itself in 修订记录."""
    if document.changes:
        return document.changes.summary
    return "首次发布。" if first else "未写明修订内容。"
