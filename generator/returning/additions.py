"""New sections, clauses and forms as they are written into the YAML: with ids, and with the importer's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.editing import Value
from generator.importing.draft import (
    Cross,
    Draft,
    DraftClause,
    DraftForm,
    DraftSection,
    Line,
    Out,
    RuleProposal,
    Use,
)
from generator.importing.ids import Ids, english
from generator.importing.proposals import Proposer
from generator.importing.writing import STRENGTHS, entries_of, grouped
from generator.model import Edition
from generator.returning.elements import Element, Signs


@dataclass(slots=True)
class Additions:
    """What is new: the YAML of each element by its id, rules and terms that it proposes."""

    values: dict[str, Value] = field(default_factory=dict)
    rules: list[tuple[str, RuleProposal]] = field(default_factory=list)
    terms: dict[str, Value] = field(default_factory=dict)


def name_new(sent: Sequence[Element], taken: Iterable[str]) -> None:
    """Ids for what is new: from the title where it is of common words, else from where it stands."""
    ids = Ids({*taken, *(each.id for each in sent if each.id)})
    count: dict[str, int] = {}
    for each in sent:
        above = each.parent.id if each.parent else each.kind
        count[above] = count.get(above, 0) + 1
        if each.new:
            name = english(each.node.title)
            each.id = ids.free(name, f"{above}-{name}" if name else "", f"{above}-{count[above]}")


def additions(new: Sequence[Element], working: Edition, signs: Signs) -> Additions:
    """The new elements, each without what stands below it."""
    made = Additions()
    flat = [replace(each.node, clauses=[]) for each in new if isinstance(each.node, DraftClause)]
    clauses = {each.id: clause for each, clause in zip([e for e in new if e.kind == "clause"], flat, strict=True)}
    draft = Draft(
        sections=[DraftSection(_above(each), clauses=[clauses[each.id]]) for each in new if each.id in clauses]
    )
    Proposer(draft, working.vocabulary).all()
    for each in new:
        match each.node:
            case DraftClause():
                clause = clauses[each.id]
                made.values[each.id] = _clause(each.id, clause, signs)
                made.rules += [(each.id, rule) for rule in clause.rules]
            case DraftSection(title=title, lines=lines):
                made.values[each.id] = {"id": each.id, "title": title} | (
                    {"text": _text(lines, signs)} if lines else {}
                )
            case DraftForm(number=number, title=title, columns=columns, keep=keep):
                kept = {"keep": keep} if keep else {}
                made.values[each.id] = {"id": each.id, "number": number, "title": title, **kept, "columns": columns}
    made.terms = {name: entries_of(term) for name, term in draft.terms.items()}
    return made


def _above(element: Element) -> str:
    return element.parent.node.title if element.parent else ""


def _clause(id: str, clause: DraftClause, signs: Signs) -> Value:
    made: dict[str, Value] = {"id": id}
    if clause.title:
        made["title"] = clause.title
    made["text"] = _text(clause.lines, signs)
    groups = grouped(clause.rules)
    if len(groups) == 1:
        made |= _rule(*groups[0])
    elif groups:
        made["rules"] = [_rule(*each) for each in groups]
    if clause.table:
        rows: list[Value] = []
        for row in clause.table.rows:
            cells: list[Value] = [_text(cell, signs) for cell in row.cells]
            mine = grouped(row.rules)
            rows.append({"cells": cells, **_rule(*mine[0])} if mine else cells)
        made["table"] = {"columns": list(clause.table.columns), "rows": rows}
    return made


def _rule(when: tuple[str, str] | None, rules: Sequence[RuleProposal]) -> Mapping[str, Value]:
    made: dict[str, Value] = {"when": {when[0]: _value(when[1])}} if when else {}
    for strength in STRENGTHS:
        if those := {rule.term: _value(rule.value) for rule in rules if rule.strength == strength}:
            made[strength] = those
    return made


def _value(typed: str) -> Value:
    """A value of a proposal; several choices are written as a list there."""
    return [part.strip() for part in typed[1:-1].split(",")] if typed.startswith("[") else typed


def _text(lines: Iterable[Line], signs: Signs) -> str:
    return "\n\n".join("".join(_piece(part, signs) for part in line).strip() for line in lines)


def _piece(part: object, signs: Signs) -> str:
    match part:
        case Use(term=term):
            return f"{{{{ {term} }}}}"
        case Cross(key=key, text=text):
            return f'{{{{ ref("{signs.marks[key]}") }}}}' if key in signs.marks else text
        case Out(url=url, text=text):
            return f'{{{{ link("{url}", "{text}") }}}}'
        case _:
            return str(part)
