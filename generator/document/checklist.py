"""检查表: what an inspection can check, one line for each rule, with what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.document.annexes import CheckItem, Checklist, Passage
from generator.document.blocks import Anchor, CrossReference, Paragraph, Run
from generator.document.compose import compose
from generator.document.manuscript import Manuscript
from generator.document.numbering import citations
from generator.document.resolve import Resolver
from generator.model import (
    AllOf,
    Clause,
    Condition,
    Document,
    Edition,
    Form,
    Policy,
    Procedure,
    Rule,
    Term,
    TermKind,
    Vocabulary,
    atoms,
    terms_of,
)
from generator.phrases import case_words, duty_words

_ASKING = ("must", "must_not", "should", "should_not")


def checklist_manuscript(edition: Edition, procedure: Procedure, policy: Policy) -> Manuscript | None:
    """The checklist of a document as a file of its own; None where there is nothing to check."""
    found = checklist(edition, procedure, policy)
    if not found.groups:
        return None
    made = compose(edition, procedure, policy)
    return replace(made, title=f"{made.title}检查表", kind="checklist", blocks=(), labels={}, checklist=found)


def checklist(edition: Edition, procedure: Procedure, policy: Policy, *, below: bool = True) -> Checklist:
    """The rules of one document; of a procedure, those of every document `below` it as well, in the order of the files."""
    document = edition.document.id
    editions = [edition]
    if below and edition.document.implements is None:
        ids = dict.fromkeys(each.document.id for each in procedure.working)
        newest = (procedure.newest(id) for id in ids)
        editions += [each for each in newest if document in {e.document.id for e in procedure.above(each)}]
    groups = ((each.document.title, tuple(_items(each, procedure, policy))) for each in editions)
    return Checklist(tuple((title, items) for title, items in groups if items))


def _items(edition: Edition, procedure: Procedure, policy: Policy) -> Iterator[CheckItem]:
    document = edition.document
    labels, resolver = citations(document), Resolver(edition, procedure.above(edition))
    forms = [form for each in (edition, *procedure.above(edition)) for form in each.document.forms]
    for clause in document.all_clauses():
        anchor = Anchor(document.procedure, document.id, document.version, clause.id)
        source = Passage(CrossReference(labels[clause.id], anchor), clause.title, ())
        for rule in clause.all_rules():
            asked = [(strength, c) for strength, c in _duties(rule) if strength in _ASKING]
            if asked:
                yield CheckItem(
                    _requirement(clause, asked, resolver),
                    _whom(clause, document, policy),
                    _situation(rule),
                    tuple(_evidence(clause, asked, edition.vocabulary, forms)),
                    source,
                    all(strength.startswith("should") for strength, _ in asked),
                )


def _requirement(clause: Clause, asked: Sequence[tuple[str, Condition]], resolver: Resolver) -> tuple[Paragraph, ...]:
    """The clause as it prints; of one that has several rules, what this one asks for."""
    if clause.table is None and len(clause.rules) == 1:
        return resolver.paragraphs(clause.text, clause.rules)
    return ((Run("；".join(duty_words(strength, condition) for strength, condition in asked) + "。"),),)


def _duties(rule: Rule) -> Iterator[tuple[str, Condition]]:
    """What a rule asks for, one thing at a time, with its strength."""
    said: Sequence[tuple[str, tuple[Condition | None, ...]]] = (
        ("must", (rule.must,)),
        ("must_not", rule.must_not),
        ("should", (rule.should,)),
        ("should_not", rule.should_not),
    )
    for strength, conditions in said:
        for condition in conditions:
            if isinstance(condition, AllOf) and not strength.endswith("not"):
                yield from ((strength, part) for part in condition.parts)
            elif condition is not None:
                yield strength, condition


def _whom(clause: Clause, document: Document, policy: Policy) -> str:
    """Who is asked: those whom the clause names, else all departments, or the department that owns the document."""
    if isinstance(clause.implement, tuple) and clause.implement:
        return "、".join(map(policy.department_title, clause.implement))
    return "各部门" if document.implements is None else policy.department_title(document.department)


def _situation(rule: Rule) -> str:
    when = case_words(rule.when) if rule.when is not None else "所有情形"
    return when + (f"（{case_words(rule.unless)}除外）" if rule.unless is not None else "")


_LOOK: Mapping[TermKind, str] = {
    TermKind.QUANTITY: "查阅记录或统计，核对{name}",
    TermKind.CHOICE: "抽查事例，核对{name}",
    TermKind.SEVERAL: "抽查事例，核对{name}",
    TermKind.YES_NO: "抽查事例，核对“{name}”",
}


def _evidence(
    clause: Clause, asked: Sequence[tuple[str, Condition]], vocabulary: Vocabulary, forms: Sequence[Form]
) -> Iterator[str]:
    """What to look at: for each term its records or some cases; the forms that the clause names."""
    names = dict.fromkeys(name for _, condition in asked for atom in atoms(condition) for name in terms_of(atom))
    for name in names:
        if (term := vocabulary.get(name)) is not None:
            yield _LOOK[term.kind].format(name=name) + _explained(term)
    said = "".join(piece for text in clause.texts() for piece in text.pieces() if isinstance(piece, str))
    for form in forms:
        if form.title in said:
            yield f"查阅《{form.title}》（{form.number}）"


def _explained(term: Term) -> str:
    return f"（{term.about}）" if term.about else ""
