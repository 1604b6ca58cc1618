"""Modal words in a text against the strength of its rules, and against the wording profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from generator.checks.scope import Scope
from generator.findings import Finding, finding
from generator.model import Clause, Document, Rule, Text


class Strength(StrEnum):
    """How binding a sentence is."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


_NEED = r"(?<![无不毋所按急必])需(?!求|要的|方)"
_MUST = (
    rf"必须|务必|不得|不应|严禁|禁止|(?<![无毋])须|{_NEED}"
    r"|(?<![响相反供适回效呼感对顺])应(?!用|急|届|付|收|邀|诉|援|变|聘|答(?!复))"
)
_WORDS: Mapping[Strength, re.Pattern[str]] = {
    Strength.MUST: re.compile(_MUST),
    Strength.SHOULD: re.compile(r"(?<![适事便相时权])宜|建议(?=[在将由对采使按以先])"),
    Strength.MAY: re.compile(
        r"(?<!不)可以|(?<![认许不尚])可(?=由|向|在|经|将|通过|采用|按|自行|与|根据|直接|先|另|同时|参照|邀请|委托|选用|免)"
    ),
}
_NAMES = {
    Strength.MUST: ("必须、应、不得", "must"),
    Strength.SHOULD: ("宜、不宜", "should"),
    Strength.MAY: ("可", "may"),
}
_FOREIGN: Mapping[str, re.Pattern[str]] = {
    "gb-t-1.1": re.compile(r"必须|务必|(?<![无毋])须|不得|严禁|禁止|建议(?=[在将由对采使按以先])|可以"),
    "engineering": re.compile(rf"务必|禁止|{_NEED}|建议(?=[在将由对采使按以先])"),
}
_INSTEAD = {"gb-t-1.1": "应、不应、宜、不宜、可、不必", "engineering": "必须、严禁、应、不应、不得、宜、不宜、可"}


def check(scope: Scope) -> Iterator[Finding]:
    """`wording`."""
    style = scope.policy.organization.style
    foreign = _FOREIGN.get(style)
    for edition in scope.editions:
        document = edition.document
        for clause in document.all_clauses():
            yield from _strength(clause, document)
            if foreign:
                yield from _profile(clause, document, foreign, style)


def _said(text: Text) -> str:
    return "\n".join(piece for piece in text.pieces() if isinstance(piece, str))


def _strength(clause: Clause, document: Document) -> Iterator[Finding]:
    yield from _compare(clause.rules, (clause.text,), clause, document)
    if clause.table:
        for row in clause.table.rows:
            if row.rule:
                own = "\n".join(map(_said, row.cells))
                texts = row.cells if any(pattern.search(own) for pattern in _WORDS.values()) else (clause.text,)
                yield from _compare((row.rule,), texts, clause, document)


def _compare(rules: tuple[Rule, ...], texts: tuple[Text, ...], clause: Clause, document: Document) -> Iterator[Finding]:
    said = "\n".join(map(_said, texts))
    written = {strength: found[0] for strength, pattern in _WORDS.items() if (found := pattern.search(said))}
    asked = {strength: rule for rule in reversed(rules) for strength in _strengths(rule)}
    for strength, rule in asked.items():
        if written and strength not in written:
            word = next(iter(written.values()))
            zh, en = _NAMES[strength]
            yield finding(
                "wording",
                rule.place,
                zh=f"正文用“{word}”，而规则是 {strength.value}（{zh}）：读文件的人和检查程序会有不同的理解。请改用词，或改规则。",
                en=f"The text says '{word}', but the rule is a {en}: readers and the checks would take it differently. Change "
                "the wording or the rule.",
                document=document.name,
                clause=clause.id,
            )


def _strengths(rule: Rule) -> Iterator[Strength]:
    if rule.must is not None or rule.must_not:
        yield Strength.MUST
    if rule.should is not None or rule.should_not:
        yield Strength.SHOULD
    if rule.may is not None:
        yield Strength.MAY


def _profile(clause: Clause, document: Document, foreign: re.Pattern[str], style: str) -> Iterator[Finding]:
    for text in clause.texts():
        if found := foreign.search(_said(text)):
            yield finding(
                "wording",
                text.place,
                zh=f"用词规范 {style} 不用“{found[0]}”。请改用：{_INSTEAD[style]}。",
                en=f"The wording profile {style} does not use '{found[0]}'. Use one of: {_INSTEAD[style]}.",
                document=document.name,
                clause=clause.id,
            )
