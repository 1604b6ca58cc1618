"""Rules that say nothing: they never apply, or the documents above say the same already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.findings import Finding, finding
from generator.model import Edition
from generator.phrases import rule_words
from generator.reasoning import Key, Member, Memory, never_apply, redundant


def idle(
    edition: Edition, above: Sequence[Edition], named: frozenset[Key], without: frozenset[Key], memory: Memory
) -> Iterator[Finding]:
    """`never-applies` and `redundant` in a document; contradictions name the rules in `named`, and `without` above."""
    never = {member.key: member for member in never_apply(edition)}
    for member in never.values():
        if member.key not in named:
            yield _finding(
                "never-applies",
                member,
                zh=f"这条规则的情形永远不会出现：{rule_words(member.rule)}。请检查 when 和 unless，或删去这条规则。",
                en=f"The case of this rule can never arise: {rule_words(member.rule)}. Look at `when` and `unless` again, or "
                "remove the rule.",
            )
    for member, by_above in redundant(edition, above, without, memory):
        if member.key in named or member.key in never:
            continue
        if by_above:
            yield _finding(
                "redundant",
                member,
                zh=f"上位文件已有同样或更严的要求：{rule_words(member.rule)}。落实某一条的，请写 implements；否则可以删去。",
                en=f"The documents above ask for this, or for more, already: {rule_words(member.rule)}. If it puts a clause "
                "into practice, say which with implements; else it can go.",
            )
        else:
            yield _finding(
                "redundant",
                member,
                zh=f"按术语的取值范围，这条规则总是成立，等于没有要求：{rule_words(member.rule)}。请检查数值，不需要的可以删去。",
                en=f"By the range of its terms this rule always holds, so it asks for nothing: {rule_words(member.rule)}. Look at "
                "the figure again; what is not needed can go.",
            )


def _finding(code: str, member: Member, *, zh: str, en: str) -> Finding:
    document = member.edition.document
    return finding(code, member.rule.place, zh=zh, en=en, document=document.name, clause=member.rule.clause)
