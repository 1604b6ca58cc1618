"""Figures: those in a text that no rule gives, and those of rules that no text prints."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from generator.checks.profiles import Figured, Profile
from generator.checks.scope import Scope
from generator.findings import Finding, Fix, Words, finding
from generator.model import Bound, Clause, Document, Placeholder, Policy, Quantity, Rule, Text, atoms, stated
from generator.phrases import atom_words, number_words

_NUMBER = re.compile(
    r"[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日|"
    r"(?<![A-Za-z0-9０-９.．-])[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?![A-Za-z0-9])"
)
"""Numbers; a day is one."""
_RANGE = re.compile(r"(?<![0-9.])([0-9]{1,15}(?:\.[0-9]{1,9})?)\s?[-—~～至]\s?([0-9]{1,15}(?:\.[0-9]{1,9})?)(?![0-9])")
_DIGITS = re.compile("[0-9０-９]+")
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def check(scope: Scope) -> Iterator[Finding]:
    """`unsaid-figure`."""
    for edition in scope.editions:
        document = edition.document
        for clause in document.all_clauses():
            yield from _unsaid(clause, document)


def check_whole(policy: Policy, documents: Sequence[Profile], today: date) -> Iterator[Finding]:
    """`loose-number`. What identifies documents and forms is no figure, wherever it stands."""
    if "literals" in policy.organization.unread:
        return
    for procedure in policy.procedures:
        names = (name for outline in procedure.outlines for name in outline.names)
        known = [name for name in {*policy.organization.literals, *names} if _DIGITS.search(name)]
        known.sort(key=lambda name: (-len(name), name))
        for document in documents:
            if document.working and document.procedure == procedure.id:
                for figured in document.figured:
                    yield from _loose(figured, document, known)


def figured(document: Document) -> Iterator[Figured]:
    """Every piece of text that has a figure."""
    for clause in document.all_clauses():
        if clause.unread:
            continue
        yield from _figured(clause.text, clause.all_rules(), clause.id)
        if clause.table:
            for row in clause.table.rows:
                rules = (row.rule, *clause.rules) if row.rule else clause.rules
                for cell in row.cells:
                    yield from _figured(cell, rules, clause.id)
    for section in document.all_sections():
        if section.text:
            yield from _figured(section.text, (), None)


def _figured(text: Text, rules: Iterable[Rule], clause: str | None) -> Iterator[Figured]:
    said = [piece for piece in text.pieces() if isinstance(piece, str) and _DIGITS.search(piece)]
    if said:
        ends = (end for bound in _bounds(rules) for end in (bound.low, bound.high) if end is not None)
        given = frozenset(number for end in ends for number in (number_words(end.amount), *_numbers(end.written)))
        places = iter(text.figures)
        for piece in said:
            yield Figured(piece, given, clause, tuple(next(places, text.place) for _ in _DIGITS.finditer(piece)))


def _loose(figured: Figured, document: Profile, known: Sequence[str]) -> Iterator[Finding]:
    bare = figured.text
    if said := [name for name in known if name in bare]:
        bare = re.sub("|".join(map(re.escape, said)), lambda match: " " * len(match[0]), bare)
    for match in _NUMBER.finditer(bare):
        if match[0].translate(_WIDE).replace(",", "") in figured.given:
            continue
        before = len(_DIGITS.findall(figured.text[: match.start()]))
        yield finding(
            "loose-number",
            figured.places[before],
            zh=f"正文写了数字“{match[0]}”，但没有规则给出它，改动时容易漏掉，也无法检查。请把它写成规则（如 must），"
            "正文用 {{ 术语 }} 印出；确实不是要求的，列入 organization.yaml 的 literals。",
            en=f"The text has the figure '{match[0]}', which no rule gives, so nobody can check it. Make it a rule and "
            "print it with {{ term }}; if it is no requirement, list it under literals in organization.yaml.",
            document=document.name,
            clause=figured.clause,
        )


def _plain(text: str) -> str:
    return text.translate(_WIDE).replace(",", "")


def _numbers(text: str) -> Iterator[str]:
    """The numbers in a text, in plain digits."""
    return (match[0] for match in _NUMBER.finditer(_plain(text)))


def _bounds(rules: Iterable[Rule]) -> Iterator[Bound]:
    for rule in rules:
        for condition in (*rule.duties(), rule.when, rule.unless):
            for atom in atoms(condition):
                if isinstance(atom, Bound):
                    yield atom


def _unsaid(clause: Clause, document: Document) -> Iterator[Finding]:
    yield from _unsaid_of(clause.rules, tuple(clause.texts()), clause, document)
    if clause.table:
        for row in clause.table.rows:
            if row.rule:
                yield from _unsaid_of((row.rule,), (*row.cells, clause.text), clause, document)


def _unsaid_of(
    rules: tuple[Rule, ...], texts: tuple[Text, ...], clause: Clause, document: Document
) -> Iterator[Finding]:
    pieces = [piece for text in texts for piece in text.pieces()]
    printed = {piece.term for piece in pieces if isinstance(piece, Placeholder)}
    if any(text.unread for text in texts) or any(not stated(term, clause.all_rules()) for term in printed):
        return  # what a wrong placeholder was to print is not known
    said = _plain(" ".join(piece for piece in pieces if isinstance(piece, str)))
    numbers = {*_numbers(said)} | {end for match in _RANGE.finditer(said) for end in match.groups()}
    for bound in _bounds(rules):
        ends = [end for end in (bound.low, bound.high) if end is not None]
        # Between the braces stands one term, never a sum.
        single = len(bound.terms) == 1
        if (single and bound.terms[0] in printed) or all(_is_in(end, said, numbers) for end in ends):
            continue
        term = "＋".join(bound.terms)
        if single:
            instead = f"{{{{ {term} }}}}"
            todo = Words(
                f"请在正文里写上 {instead}（用汉字写的数字检查时认不出，也请换成它）。",
                f"Put {instead} into the text (in the place of figures in Chinese numerals, too).",
            )
        else:
            instead = atom_words(bound)
            todo = Words(
                f"双花括号印不出几个术语之和，请在正文里直接写出来：{instead}。",
                f"Double braces print no sum of terms; write it into the text: {instead}.",
            )
        yield finding(
            "unsaid-figure",
            bound.place,
            zh=f"规则限定了“{term}”，正文却没有印出来：看 Word 的人不会知道这个要求。{todo.zh}",
            en=f"The rule bounds '{term}', and the text does not print it: readers of the Word file would never know. {todo.en}",
            fix=Fix(instead, bound.place, of="nowhere"),
            document=document.name,
            clause=clause.id,
        )


def _is_in(end: Quantity, said: str, numbers: Collection[str]) -> bool:
    """Whether a text says an end of a bound: its number, or the whole as it is written in the rule, 1小时30分钟."""
    written = re.escape("".join(_plain(end.written).split()))
    return number_words(end.amount) in numbers or bool(re.search(rf"(?<![0-9.]){written}", "".join(said.split())))
