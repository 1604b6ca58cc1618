"""Rules in tables: a column of situations first, columns of figures beside it (等级 | 首次答复 | 办结)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.importing.draft import ChoiceProposal, DraftClause, Line, RuleProposal, Sure, TermProposal, Use
from generator.importing.figures import Figure, figures
from generator.importing.lines import plain
from generator.importing.naming import name_of
from generator.reading.quantities import Unreadable, quantity

if TYPE_CHECKING:
    from generator.importing.proposals import Proposer

_MOST = re.compile(r"时限|期限|时间|时长|答复|办结|响应|完成|上限|以内|到达|恢复|处理")
_LEAST = re.compile(r"下限|至少|保存|保管|频次|次数|不少于")
_LONGEST_CASE = 15


def row_rules(clause: DraftClause, proposer: Proposer) -> None:
    """Proposes a rule for each row of a clause's table, where its shape says which situations and which figures."""
    table = clause.table
    if table is None or len(table.rows) < 2 or len(table.columns) < 2:
        return
    start = 1 if re.fullmatch(r"序号|编号|No\.?", table.columns[0]) else 0
    cases = [plain(row.cells[start]).strip() for row in table.rows]
    case = name_of(table.columns[start])
    if (
        not case
        or len(set(cases)) < len(cases)
        or any(not c or len(c) > _LONGEST_CASE or "、" in c or "," in c for c in cases)
    ):
        return
    columns = [place for place in range(start + 1, len(table.columns)) if _is_figures(clause, place)]
    known = proposer.above.get(case)
    if not columns or (known is not None and not {c.name for c in known.choices} >= set(cases)):
        return
    term = proposer.draft.terms.get(case)
    if known is None and (proposer.is_taken(case) or (term is not None and term.choices and not _fits(term, cases))):
        return
    if known is None:
        made = term or TermProposal(case, why="column")
        made.given, made.choices, made.unit = True, made.choices or tuple(map(ChoiceProposal, cases)), ""
        proposer.draft.terms[case] = made
    names: dict[int, str] = {}
    for place in columns:
        name = _column_name(clause, place, proposer, _figure_of(table.rows[0].cells[place], table.columns[place]))
        if name:
            names[place] = name
    for row, value in zip(table.rows, cases, strict=True):
        for place, name in names.items():
            figure = _figure_of(row.cells[place], table.columns[place])
            if figure is None:
                continue
            words = plain(row.cells[place])
            said = list(figures(words))
            sure: Sure = "high" if said and figure.sure == "high" else "medium"
            why = (figure.why, "column") if said else ("column",)
            value_ = figure.value.removeprefix("= ")
            row.rules.append(RuleProposal("must", name, value_, words, sure, why, (case, value)))
            if words == figure.words:
                row.cells[place] = [[Use(name, words)]]


def _fits(term: TermProposal, cases: Sequence[str]) -> bool:
    """Whether the definitions name these cases as values of a term, and no other table has them yet."""
    return not term.given and {choice.name for choice in term.choices} >= set(cases)


def _is_figures(clause: DraftClause, place: int) -> bool:
    assert clause.table is not None
    found = [_figure_of(row.cells[place], clause.table.columns[place]) for row in clause.table.rows]
    units = {figure.unit for figure in found if figure is not None}
    return None not in found and len(units) == 1


def _figure_of(cell: list[Line], column: str = "") -> Figure | None:
    """The figure that a cell is, read as its words or the column's title say."""
    text = plain(cell).strip()
    found = list(figures(text))
    if len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip():
        return found[0]
    try:
        bare = quantity(text)
    except Unreadable:
        return None
    word = "不超过 " if _MOST.search(column) else "不少于 " if _LEAST.search(column) else ""
    return next(iter(figures(word + text)), None) if word and bare else None


def _column_name(clause: DraftClause, place: int, proposer: Proposer, figure: Figure | None) -> str:
    """A term named by the column's title, apart from others of this name."""
    assert clause.table is not None
    column = name_of(clause.table.columns[place])
    if not column or figure is None:
        return ""
    known = proposer.above.get(column)
    if known is not None:
        return column if known.unit and str(known.unit) == figure.unit else ""
    own = proposer.draft.terms.get(column)
    name = column
    if proposer.is_taken(name) or (own is not None and (own.why != "defined" or own.unit)):
        name = f"{name_of(clause.title or '表')}{column}"
        if name in proposer.draft.terms or proposer.is_taken(name):
            return ""
    proposer.add_quantity(name, figure.unit, figure.whole)
    return name
