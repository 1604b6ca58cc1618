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
    for member in never_apply(edition):
        if member.key not in named:
            yield _finding(
                "never-applies",
                member,
                zh=f"这条规则的情形永远不会出现：{rule_words(member.rule)}。请检查 when 和 unless，或删去这条规则。",
                en=f"The case of this rule can never arise: {rule_words(member.rule)}. Look at `when` and `unless` again, or "
                "remove the rule.",
            )
    for member in redundant(edition, above, without, memory):
        if member.key not in named:
            yield _finding(
                "redundant",
                member,
                zh=f"上位文件已有同样或更严的要求：{rule_words(member.rule)}。落实某一条的，请写 implements；否则可以删去。",
                en=f"The documents above ask for this, or for more, already: {rule_words(member.rule)}. If it puts a clause "
                "into practice, say which with implements; else it can go.",
            )


def _finding(code: str, member: Member, *, zh: str, en: str) -> Finding:
    document = member.edition.document
    return finding(code, member.rule.place, zh=zh, en=en, document=document.name, clause=member.rule.clause)
