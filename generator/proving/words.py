"""What an obligation asks, and what it means when the second opinion differs, in plain words."""

from __future__ import annotations

from generator.document import citations
from generator.findings import CODES, Clash, Finding, Words, finding
from generator.phrases import rule_words
from generator.proving.obligations import Aspect, Obligation
from generator.reasoning import Member


def asked(obligation: Obligation) -> Words:
    """The question, for the head of its file."""
    title = CODES[obligation.kind].title
    rules = "、".join(_label(member) for member in obligation.members)
    listed = ", ".join(_label(member) for member in obligation.members)
    gone = _label(obligation.dropped) if obligation.dropped else ""
    where = f"{obligation.procedure}/{obligation.document}"
    match obligation.aspect:
        case Aspect.PRESENT:
            return Words(f"{where} 是否{title.zh}？", f"Does {where} have this: {title.en}?")
        case Aspect.ALONE:
            return Words(
                f"仅凭这些规则，是否{title.zh}：{rules}？", f"Do these rules alone show this ({title.en}): {listed}?"
            )
        case Aspect.UNCERTAIN:
            return Words(
                f"是否有一种单位换算，使这些规则不再{title.zh}：{rules}？",
                f"Is there a conversion of units under which these rules do not show this ({title.en}): {listed}?",
            )
        case Aspect.MINIMAL:
            return Words(
                f"去掉 {gone} 之后，其余规则是否仍然{title.zh}：{rules}？",
                f"Without {gone}, do the others of these still show this ({title.en}): {listed}?",
            )
        case Aspect.RANGE:
            return Words(
                f"不看上位文件给定的范围，这些规则是否仍然{title.zh}：{rules}？",
                f"Leaving the ranges that are given above aside, do these rules still show this ({title.en}): {listed}?",
            )
        case Aspect.WITNESS:
            return Words(
                f"举出的例子能否说明{title.zh}：{rules}？", f"Does the case given show this ({title.en}): {listed}?"
            )
        case Aspect.NONE_LEFT:
            return Words(
                f"除已列出的规则外，{where} 是否还会{title.zh}？",
                f"Beyond the rules already named, does {where} show this: {title.en}?",
            )


def differs(obligation: Obligation, answer: str) -> Finding:
    """The second opinion is another one, or (`unknown`) there is none."""
    question = asked(obligation)
    zh, en = _unknown(question) if answer == "unknown" else _other(obligation, question)
    document = f"{obligation.procedure}/{obligation.document}"
    clashes = tuple(_clash(member) for member in obligation.members)
    return finding(
        "undecided", obligation.place, zh=zh, en=en,
        document=clashes[0].document if clashes else document,
        clause=clashes[0].clause if clashes else None,
        conflict=clashes,
    )  # fmt: skip


def _unknown(question: Words) -> Words:
    return Words(
        f"z3 复核没有得出结论（{question.zh}），不能算作一致。",
        f"The second opinion (z3) came to no answer, which is no agreement. It was asked: {question.en}",
    )


def _other(obligation: Obligation, question: Words) -> Words:
    # An obligation that is not met holds where it should not, or the other way round.
    zh, en = ("不成立", "no") if obligation.sat else ("成立", "yes")
    if obligation.aspect is Aspect.UNCERTAIN:
        zh, en = "没有", "no"
    elif obligation.under_every_conversion:
        zh, en = (
            ("并非在每种换算下都成立", "not under every conversion of units") if obligation.sat else ("仍然成立", "yes")
        )
    return Words(
        f"z3 复核与本程序的结论不一致，两者必有一个有误，请报告给维护人。复核的问题：{question.zh}复核的回答：{zh}。",
        f"The second opinion (z3) differs from this program; one of them is wrong, so please report it. It was asked: "
        f"{question.en} It answers: {en}.",
    )


def _label(member: Member) -> str:
    return f"{member.edition.document.id}/{member.rule.clause}（{rule_words(member.rule)}）"


def _clash(member: Member) -> Clash:
    document = member.edition.document
    return Clash(document.name, member.rule.clause, member.rule.place, citations(document)[member.rule.clause])
