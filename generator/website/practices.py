"""Who implements what: for each clause of a document, the clauses below that implement it, and how their rules stand to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.document.blocks import Anchor
from generator.history.renaming import earlier_ids
from generator.model import Clause, Document, Edition, Procedure, Version, implements
from generator.website.holding import Held
from generator.website.library import Shelf

if TYPE_CHECKING:
    from generator.website.press import Press

Key = tuple[str, str, Version]
Practices = Mapping[Key, Mapping[str, Sequence["Practice"]]]
"""For each version of a document above, and each of its clauses, who implements it."""
MOST_SHOWN = 20
"""So many practices of one clause are shown on the clause's own page; more of them have a page of their own."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A clause below that implements one above: whose it is (the department's title and id), its number, its rules.

    `basis` is the version that it was written against, where that is not the one whose page shows it.
    """

    department: str
    owner: str
    anchor: Anchor
    citation: str
    title: str | None
    rules: tuple[Held, ...]
    basis: Version | None = None


def practices(press: Press) -> Practices:
    """Who implements what, by the main version of every document."""
    found: dict[Key, dict[str, list[Practice]]] = {}
    newest = {(shelf.procedure.id, shelf.main.edition.document.id): shelf for shelf in press.shelves}
    for shelf in press.shelves:
        document = shelf.main.edition.document
        above = shelf.procedure.above(shelf.main.edition)
        rules = _own_rules(shelf, press) if above else {}
        for upper in above:
            others = tuple(each.document for each in above if each.key != upper.key)
            main = newest[upper.document.procedure, upper.document.id].main.edition
            now = _ids_in(main, upper, shelf.procedure)
            for clause in document.all_clauses():
                for id in implements(clause, upper.document, others):
                    practice = _practice(clause, document, rules, press)
                    found.setdefault(upper.key, {}).setdefault(id, []).append(practice)
                    if main.key != upper.key and id in now:
                        older = replace(practice, basis=upper.document.version)
                        found.setdefault(main.key, {}).setdefault(now[id], []).append(older)
    return found


def _own_rules(shelf: Shelf, press: Press) -> Mapping[str, Sequence[Held]]:
    rules: dict[str, list[Held]] = {}
    for each in press.held(shelf):
        if each.own:
            rules.setdefault(each.rule.clause, []).append(each)
    return rules


def _ids_in(main: Edition, upper: Edition, procedure: Procedure) -> Mapping[str, str]:
    """For each clause of a version, the id that it has in the main one."""
    if main.key == upper.key or main.document.version < upper.document.version:
        return {}
    renamed = earlier_ids(procedure, main.document.id, upper.document.version, main.document.version)
    return {old: new for new, old in renamed.items()}


def _practice(clause: Clause, document: Document, rules: Mapping[str, Sequence[Held]], press: Press) -> Practice:
    return Practice(
        press.policy.department_title(document.department),
        document.department,
        press.anchor(document, clause.id),
        press.labels(document)[clause.id],
        clause.title,
        tuple(each for part in clause.walk() for each in rules.get(part.id, ())),
    )


def practice_page(upper: Edition, clause: str) -> str:
    """The page of a clause that more implement than its document's page shows."""
    return f"{upper.document.procedure}/{upper.document.id}/clauses/{clause}.md"


def rules_of(found: Sequence[Practice]) -> Sequence[Held]:
    """All rules of some practices."""
    return [each for practice in found for each in practice.rules]
