"""Conditions and rules: mappings of terms to values, as the sections Rules and terms.yaml define them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from generator.findings import Words
from generator.model import (
    AllOf,
    AnyOf,
    Atom,
    Bound,
    Condition,
    Not,
    Term,
    TermKind,
    Unit,
    YesNo,
    atoms,
    terms_of,
)
from generator.reading.choices import choice
from generator.reading.context import Context
from generator.reading.kinds import JSON, found, not_a_mapping
from generator.reading.nearest import suggestion
from generator.reading.nodes import Mapping, Node, Scalar, Sequence, shown
from generator.reading.quantities import Unreadable, comparison, must_measure

MAX_NESTING = 8
_PLUS = re.compile("[+＋]")
_ARITHMETIC = re.compile("[-*/×÷－−]")


@dataclass(frozen=True)
class ConditionKind:
    """A condition. `conduct` refuses terms that are `given`; `separate` keeps one condition per entry (must_not)."""

    conduct: bool = False
    separate: bool = False

    def read(self, node: Node, context: Context) -> Condition | tuple[Condition, ...] | None:
        if not isinstance(node, Mapping):
            not_a_mapping(node, context)
            return None
        before = len(context.findings)
        parts = tuple(entries(node, context, 1))
        if self.conduct:
            self._refuse_given(parts, context)
        if not node.entries:
            _empty(node, context)
        if not parts or len(context.findings) > before:
            return None  # half a condition would say something else than its owner wrote
        return parts if self.separate else joined(parts)

    def _refuse_given(self, parts: tuple[Condition, ...], context: Context) -> None:
        for atom in atoms(AllOf(parts)):
            for name in terms_of(atom):
                if context.vocabulary[name].given:
                    where = Scalar(name, atom.place.line, atom.place.column)
                    context.report(
                        "invalid-document",
                        where,
                        zh=f"“{shown(name)}”是员工遇到的情形（given），不是员工能选择的做法，只能写在 when 或 "
                        "unless 里。",
                        en=f"'{shown(name)}' is a situation that staff meet (given), not conduct that they "
                        "choose; it goes into when or unless.",
                    )

    def schema(self) -> JSON:
        return {"$ref": "#/$defs/conduct" if self.conduct else "#/$defs/condition"}


def joined(parts: tuple[Condition, ...]) -> Condition:
    """All parts together; a single one as it is."""
    return parts[0] if len(parts) == 1 else AllOf(parts)


def entries(node: Mapping, context: Context, depth: int) -> Iterator[Condition]:
    """The condition of each entry of a mapping that can be read."""
    for key, value in node.entries:
        if key.text in ("any", "all", "not"):
            if depth >= MAX_NESTING:
                context.report(
                    "invalid-document",
                    key,
                    zh=f"条件嵌套超过 {MAX_NESTING} 层。请拆成几条规则。",
                    en=f"Conditions nested more than {MAX_NESTING} deep. Split them into several rules.",
                )
            elif (condition := _group(key, value, context, depth)) is not None:
                yield condition
        elif (atom := _atom(key, value, context)) is not None:
            yield atom


def _group(key: Scalar, value: Node, context: Context, depth: int) -> Condition | None:
    """What stands under `any`, `all` or `not`."""
    listed = isinstance(value, Sequence) and key.text != "not"
    # `all: {…}` reads as naturally as a list of one.
    if not listed and not (isinstance(value, Mapping) and key.text != "any"):
        is_zh, is_en = found(value)
        many = key.text != "not"
        example = f"{key.text}: [{{ 渠道: 邮件 }}, {{ 渠道: 会议 }}]" if many else "not: { 渠道: 邮件 }"
        context.report(
            "invalid-document",
            value,
            zh=f"{key.text} 后面应当是{'条件的列表' if many else '一个条件'}，如 {example}，却是{is_zh}。",
            en=f"'{key.text}' takes {'a list of conditions' if many else 'a condition'}, such as {example}, not "
            f"{is_en}.",
        )
        return None
    parts: list[Condition] = []
    for item in value.items if isinstance(value, Sequence) else [value]:
        if not isinstance(item, Mapping):
            not_a_mapping(item, context)
        elif inner := tuple(entries(item, context, depth + 1)):
            parts.append(joined(inner))
        elif not item.entries:
            _empty(item, context)
    if isinstance(value, Sequence) and not value.items:
        _empty(value, context)
    if not parts:
        return None
    if key.text == "not":
        return Not(parts[0])
    return AnyOf(tuple(parts)) if key.text == "any" else joined(tuple(parts))


def _empty(node: Node, context: Context) -> None:
    context.report("invalid-document", node, zh="这里的条件是空的。", en="This condition is empty.")


def term_named(name: str, context: Context) -> Term | None:
    """The term of this name or alias."""
    if term := context.vocabulary.get(name):
        return term
    return next((term for term in context.vocabulary.values() if name in term.aliases), None)


def unknown_term(name: str, node: Node, context: Context, *, key: bool = True) -> None:
    """Reports a word that is no term, in a key or between the braces of a text."""
    best, hint = suggestion(name, context.vocabulary)
    if any(term_named(part.strip(), context) for part in _ARITHMETIC.split(name)[1:]):
        best, hint = None, Words("术语只能用 + 相加，不能相减、相乘或相除。", "Terms can be added with + and no more.")
    context.report(
        "unknown-reference",
        node,
        zh=f"没有“{shown(name)}”这个术语。{hint.zh}术语在 terms.yaml 或本文件的 terms 中定义。",
        en=f"There is no term '{shown(name)}'. {hint.en} Terms are defined in terms.yaml or in this document's terms.",
        fix=context.instead(node, best, old=name, key=key),
        guess=not context.whole,
    )


def _atom(key: Scalar, value: Node, context: Context) -> Atom | None:
    names = [part.strip() for part in _PLUS.split(key.text)]
    terms = []
    for name in names:
        if (term := term_named(name, context)) is None:
            unknown_term(name, key, context)
            return None
        terms.append(term)
    try:
        if len(terms) > 1 or terms[0].kind is TermKind.QUANTITY:
            return _bound(terms, value, context)
        if terms[0].kind is TermKind.YES_NO:
            return _yes_no(terms[0], value, context)
        return choice(terms[0], value, context)
    except Unreadable as error:
        at = error.at or value
        fix = context.rewritten(at, error.fix) if error.source else context.instead(at, error.fix)
        context.report(error.code, at, zh=error.words.zh, en=error.words.en, fix=fix)
        return None


def _bound(terms: list[Term], value: Node, context: Context) -> Bound:
    units = [_unit(term) for term in terms]
    first = terms[0]
    if len({term.name for term in terms}) < len(terms):
        raise Unreadable(f"“{first.name}”重复相加。", f"'{first.name}' is added to itself.")
    if not isinstance(value, Scalar):
        is_zh, is_en = found(value)
        raise Unreadable(
            f"“{first.name}”是数量，应当写成 不超过 60 {first.unit} 的样子，却是{is_zh}。",
            f"'{first.name}' is a quantity: write it like 不超过 60 {first.unit}, not {is_en}.",
        )
    try:
        ends = comparison(value.text, usual=first.unit)
    except Unreadable as error:
        raise _with_unit(error, value.text.strip(), first) from None
    for quantity in (end for end in (ends.low, ends.high) if end):
        for term, unit in zip(terms, units, strict=True):
            must_measure(quantity, unit, term.name)
        if len(terms) == 1 and first.whole and quantity.unit == first.unit and quantity.amount.denominator != 1:
            raise Unreadable(
                f"“{first.name}”只取整数，{quantity.written} 不是整数。",
                f"'{first.name}' takes whole numbers; {quantity.written} is none.",
            )
    return Bound(
        tuple(term.name for term in terms),
        ends.low,
        ends.high,
        ends.low_open,
        ends.high_open,
        place=context.place(value),
    )


def _with_unit(error: Unreadable, text: str, term: Term) -> Unreadable:
    """A fault of a value that could be read with the term's unit behind it offers just that; 0.8 may be 80 %."""
    with suppress(Unreadable):
        ends = comparison(f"{text} {term.unit}")
        share = (
            term.unit and term.unit.name == "%" and any(end and 0 < end.amount <= 1 for end in (ends.low, ends.high))
        )
        error.fix = None if share else f"{text} {term.unit}"
    return error


def _unit(term: Term) -> Unit:
    if term.unit is None:
        raise Unreadable(f"“{term.name}”不是数量，不能相加。", f"'{term.name}' is no quantity and cannot be added.")
    return term.unit


def _yes_no(term: Term, value: Node, context: Context) -> YesNo:
    words = {"yes": True, "是": True, "true": True, "no": False, "否": False, "false": False}
    if isinstance(value, Scalar) and value.text in words:
        return YesNo(term.name, words[value.text], place=context.place(value))
    is_zh, is_en = found(value)
    meant = words.get(value.text.strip().casefold()) if isinstance(value, Scalar) else None
    raise Unreadable(
        f"“{term.name}”只能写 是 或 否（yes / no），却是{is_zh}。",
        f"'{term.name}' is yes or no (是 / 否), not {is_en}.",
        fix=None if meant is None else "是" if meant else "否",
    )
