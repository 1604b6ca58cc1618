"""Who has implemented what: for each clause of a procedure that someone has to implement, or does, where each department stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import Clause, Document, Edition
from generator.website.library import Shelf
from generator.website.practices import Practice
from generator.website.press import Press

State = Literal["done", "offered", "excused", "missing", "free"]
STATES: Mapping[State, tuple[str, str]] = {
    "done": ("✓", "已落实"),
    "offered": ("○", "没有要求，也作了规定"),
    "excused": ("—", "不适用"),
    "missing": ("✗", "应当落实而没有落实"),
    "free": ("", "没有要求"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a department stands on a clause: its clauses that implement it, or why none has to."""

    department: str
    state: State
    practices: Sequence[Practice] = ()
    because: str = ""

    @property
    def mark(self) -> str:
        return STATES[self.state][0]

    @property
    def meaning(self) -> str:
        return STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A clause with a cell for each department."""

    clause: Clause
    citation: str
    everyone: bool
    cells: Sequence[Cell]

    def those(self, state: State) -> Sequence[Cell]:
        """The cells of one state."""
        return [cell for cell in self.cells if cell.state == state]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A procedure's clauses × the departments that have documents below it; `missing` are departments that should have one."""

    shelf: Shelf
    departments: Sequence[tuple[str, str]]
    rows: Sequence[CoverageRow]
    missing: Sequence[str]

    def count(self, state: State, department: str | None = None) -> int:
        """How many cells are of a state."""
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(1 for cell in cells if cell.state == state and department in (None, cell.department))


def coverage(shelf: Shelf, others: Sequence[Shelf], press: Press) -> Coverage:
    """The coverage of a procedure, by the versions in force."""
    edition, policy = shelf.main.edition, press.policy
    document = edition.document
    owners = dict.fromkeys(other.main.edition.document.department for other in others)
    wanted = policy.organization.departments if document.departments == "all" else document.departments
    excuses = {(owner, clause): because for owner, clause, because in _excuses(edition, others)}
    practised = press.practices.get(edition.key, {})
    labels = press.labels(document)
    rows = []
    for clause in document.all_clauses():
        found = practised.get(clause.id, ())
        if clause.implement or found:
            asked = owners.keys() if clause.implement == "all" else {*clause.implement}
            by_owner: dict[str, list[Practice]] = {}
            for practice in found:
                by_owner.setdefault(practice.owner, []).append(practice)
            everyone = dict.fromkeys((*owners, *(id for id in asked if id in policy.organization.departments)))
            cells = [_cell(id, clause, id in asked, by_owner, excuses) for id in everyone]
            rows.append(CoverageRow(clause, labels[clause.id], clause.implement == "all", cells))
    shown = dict.fromkeys((*owners, *(cell.department for row in rows for cell in row.cells)))
    return Coverage(
        shelf,
        [(id, policy.department_title(id)) for id in shown],
        rows,
        [policy.department_title(id) for id in wanted if id not in owners],
    )


def _cell(
    id: str,
    clause: Clause,
    asked: bool,
    by_owner: Mapping[str, Sequence[Practice]],
    excuses: Mapping[tuple[str, str], str],
) -> Cell:
    if id in by_owner:
        return Cell(id, "done" if asked else "offered", by_owner[id])
    if (id, clause.id) in excuses:
        return Cell(id, "excused", because=excuses[id, clause.id])
    return Cell(id, "missing" if asked else "free")


def _excuses(upper: Edition, others: Sequence[Shelf]) -> Iterator[tuple[str, str, str]]:
    """Department, clause above and reason of each excuse."""
    for other in others:
        edition = other.main.edition
        between: list[Document] = [
            each.document for each in other.procedure.above(edition) if each.document.id != upper.document.id
        ]
        for each in edition.document.not_applicable:
            target = each.clause
            if target.document == upper.document.id or (
                target.document is None and not any(document.clause(target.clause) for document in between)
            ):
                yield edition.document.department, target.clause, each.because
