"""A clause from above as the first draft of the one below that implements it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.unprinted import LATITUDES
from generator.editing.writing import Value, item_lines
from generator.model import (
    AllOf,
    Among,
    AnyOf,
    Bound,
    Choice,
    Clause,
    Condition,
    Link,
    Not,
    Piece,
    Placeholder,
    Reference,
    Row,
    Rule,
    Text,
    YesNo,
)
from generator.phrases import atom_words, typed

TO_WRITE = "待填写"
"""What stands wherever an owner has to write something."""


def draft_lines(clause: Clause, *, document: str, target: str, where: str, id: str) -> Iterator[str]:
    """The lines of a draft, not yet indented: a comment that says where the clause stands above and what may be done
    with it, then its text and its rules with the figures from above.

    `document` is the id of the document above; `target` and `id` are what the draft implements and is called.
    """
    ranges = "".join(f"：{atom_words(bound)}" for bound in clause.range)
    yield f"# {where}。余地（{clause.latitude}）：{LATITUDES[clause.latitude]}{ranges}。"
    draft: dict[str, Value] = {"id": id}
    if clause.title:
        draft["title"] = clause.title
    draft |= {"implements": target, "text": f"{TO_WRITE}：{_text(clause.text, document)}"}
    if len(clause.rules) == 1:
        draft |= rule_value(clause.rules[0])
    elif clause.rules:
        draft["rules"] = [rule_value(rule) for rule in clause.rules]
    if clause.table and any(row.rule for row in clause.table.rows):
        draft["table"] = {
            "columns": list(clause.table.columns),
            "rows": [_row(row, document) for row in clause.table.rows],
        }
    yield from item_lines(draft)


def rule_value(rule: Rule) -> dict[str, Value]:
    """A rule as its keys in YAML, without the reason that it gives."""
    said: dict[str, tuple[Condition, ...]] = {
        "when": _one(rule.when),
        "unless": _one(rule.unless),
        "must": _one(rule.must),
        "must_not": rule.must_not,
        "should": _one(rule.should),
        "should_not": rule.should_not,
        "may": _one(rule.may),
    }
    return {key: _entries(conditions) for key, conditions in said.items() if conditions}


def _one(condition: Condition | None) -> tuple[Condition, ...]:
    match condition:
        case None:
            return ()
        case AllOf(parts):
            return parts
        case _:
            return (condition,)


def _entries(conditions: tuple[Condition, ...]) -> dict[str, Value]:
    """Conditions as the entries of one mapping; below `all` where two have the same key."""
    entries = [_entry(condition) for condition in conditions]
    made = {key: value for entry in entries for key, value in entry.items()}
    return made if len(made) == len(entries) else {"all": list(entries)}


def _entry(condition: Condition) -> dict[str, Value]:
    match condition:
        case AllOf(parts):
            return {"all": [_entry(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_entries(_one(part)) for part in parts]}
        case Not(part):
            return {"not": _entries(_one(part))}
        case Bound():
            return {" + ".join(condition.terms): typed(condition)}
        case Choice(among=Among.ANY) if len(condition.choices) > 1:
            return {condition.term: list(condition.choices)}
        case Choice() | YesNo():
            return {condition.term: typed(condition)}


def _row(row: Row, document: str) -> Value:
    cells = [_text(cell, document) for cell in row.cells]
    return {"cells": cells, **rule_value(row.rule)} if row.rule else cells


def _text(text: Text, document: str) -> str:
    paragraphs = ("".join(_piece(piece, document) for piece in paragraph) for paragraph in text.paragraphs)
    return "\n\n".join(paragraphs)


def _piece(piece: Piece, document: str) -> str:
    match piece:
        case Placeholder(term):
            return f"{{{{ {term} }}}}"
        case Reference(target):
            return f'{{{{ ref("{target.document or document}/{target.clause}") }}}}'
        case Link(url, label):
            return f'{{{{ link("{url}", "{label}") }}}}'
        case str():
            return piece
