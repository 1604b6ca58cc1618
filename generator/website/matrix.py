"""数字对照: the figures of a procedure beside those of every document below it, each with its clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.document import citations
from generator.document.blocks import Anchor
from generator.incremental.crew import side_by_side
from generator.model import Edition, Policy, Term, TermKind, Version, Waiver
from generator.phrases import case_words, value_words
from generator.reasoning import Case, Figure, Ground, Member, figures
from generator.reasoning.figures import Standing
from generator.website.assigned import assigned
from generator.website.library import Shelf
from generator.website.press import WORTH_A_PROCESS

STANDINGS: Mapping[str, str] = {
    "same": "相同",
    "tighter": "更严",
    "looser": "放宽",
    "added": "补充",
    "inherited": "未规定",
    "waived": "豁免",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in a cell: in which cases, what holds, how it stands to the procedure's, and the clauses that set it."""

    cases: str
    words: str
    standing: str | None
    label: str
    anchors: tuple[tuple[Anchor, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity with a cell for each column; None where the work would have been too much."""

    term: Term
    cells: tuple[tuple[Line, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A procedure's figures: a column for each document, the procedure first; a row for each quantity that the procedure or
    more than one document states. `own` are the others, with the column that states them.
    """

    shelf: Shelf
    columns: tuple[tuple[str, Edition], ...]
    rows: tuple[Row, ...]
    own: tuple[tuple[str, Term, tuple[Line, ...]], ...]


def matrix(shelf: Shelf, others: Sequence[Shelf], policy: Policy, today: date) -> Matrix:
    """The matrix of a procedure and of the documents below it, by their versions in force."""
    mains = [shelf.main.edition, *(other.main.edition for other in others)]
    waivers = [waiver for waiver in shelf.procedure.waivers if waiver.runs(today)]
    chains = [(edition, *shelf.procedure.above(edition)) for edition in mains]
    terms = {term.name: term for edition in mains for term in edition.vocabulary.values()}
    asked = [term.name for term in terms.values() if term.kind is TermKind.QUANTITY and not term.given]
    column = partial(_column, asked, waivers, _Inherited(), policy.department_title)
    cells_by_column = side_by_side(column, chains, worth=WORTH_A_PROCESS)
    rows: list[Row] = []
    own: list[tuple[str, Term, tuple[Line, ...]]] = []
    columns = tuple(zip(_titles(mains, policy), mains, strict=True))
    for term, cells in zip(map(terms.__getitem__, asked), zip(*cells_by_column, strict=True), strict=True):
        stating = [n for n, cell in enumerate(cells) if cell is None or any(line.words for line in cell)]
        if stating and (0 in stating or len(stating) > 1):
            rows.append(Row(term, cells))
        else:
            own += ((columns[n][0], term, cells[n] or ()) for n in stating)
    return Matrix(shelf, columns, tuple(rows), tuple(own))


def _titles(editions: Sequence[Edition], policy: Policy) -> Iterator[str]:
    """What heads a column: the procedure, the department. Of a department's several documents the one right below the procedure
    has the department's name, the others their titles.
    """
    documents = [edition.document for edition in editions]
    owned = Counter(document.department for document in documents[1:])
    right_below = [d for d in documents[1:] if d.implements and d.implements.document == documents[0].id]
    leading = Counter(document.department for document in right_below)
    yield "规程"
    for document in documents[1:]:
        alone = owned[document.department] == 1 or (document in right_below and leading[document.department] == 1)
        yield policy.department_title(document.department) if alone else document.title


def _column(
    terms: Sequence[str],
    waivers: Sequence[Waiver],
    inherited: _Inherited,
    department: Callable[[str], str],
    chain: Sequence[Edition],
) -> list[tuple[Line, ...] | None]:
    """The cells of a document and those above it, one for each quantity."""
    ground = Ground.of(chain[0], chain[1:], waivers)
    others = assigned(chain[0], chain[1:])
    named: dict[tuple[str, str | None], str] = {place: "、".join(map(department, ids)) for place, ids in others.items()}
    cells = [
        inherited.cell(chain[-1], term) if term in ground.vocabulary and ground.inherits(term) else _cell(ground, term)
        for term in terms
    ]
    return [cell and tuple(_apart(line, named) for line in cell) for cell in cells]


def _apart(line: Line, others: Mapping[tuple[str, str | None], str]) -> Line:
    """A figure of clauses that are for other departments alone says for which."""
    named = dict.fromkeys(others.get((anchor.document, anchor.id), "") for anchor, _ in line.anchors)
    if line.standing != "inherited" or not named or "" in named:
        return line
    return replace(line, standing="elsewhere", label=f"由{'、'.join(named)}落实")


class _Inherited:
    """The cells of documents that say nothing of a quantity: they have the procedure's figures."""

    def __init__(self) -> None:
        self._cells: dict[tuple[Version, str], tuple[Line, ...] | None] = {}

    def cell(self, procedure: Edition, term: str) -> tuple[Line, ...] | None:
        """The cell of a document below this version of the procedure."""
        key = (procedure.document.version, term)
        if key not in self._cells:
            found = _cell(Ground.of(procedure, ()), term)
            told: Standing = "inherited"
            self._cells[key] = found and tuple(
                replace(line, standing=told, label=STANDINGS[told]) if line.words else line for line in found
            )
        return self._cells[key]


def _cell(ground: Ground, term: str) -> tuple[Line, ...] | None:
    if term not in ground.vocabulary:
        return ()
    found = figures(ground, term)
    excused = {waiver.clause for waiver in ground.waivers}
    return None if found is None else tuple(_line(figure, excused) for figure in found)


def _line(figure: Figure, excused: Set[tuple[str, str]]) -> Line:
    waived = figure.standing == "looser" and any(member.key[:2] in excused for member in figure.by)
    standing = "waived" if waived else figure.standing
    return Line(
        _cases(figure.cases),
        value_words(figure.bound) if figure.bound else "",
        standing,
        STANDINGS[standing] if standing else "",
        tuple(map(_anchor, figure.by)),
    )


def _cases(cases: Sequence[Case]) -> str:
    """Cases in words; one that lies within another needs none of its own."""
    keys = [{member.key for member in case} for case in cases]
    wide = [case for case, mine in zip(cases, keys, strict=True) if not any(other < mine for other in keys)]
    return "；".join(dict.fromkeys(map(_words, wide)))


def _words(case: Case) -> str:
    """The situations of a case: those of its rules."""
    said = [case_words(member.rule.when) for member in case if member.rule.when is not None]
    said += [f"{case_words(member.rule.unless)}除外" for member in case if member.rule.unless is not None]
    return "、".join(dict.fromkeys(said)) or "其他情形"


def _anchor(member: Member) -> tuple[Anchor, str]:
    document = member.edition.document
    anchor = Anchor(document.procedure, document.id, document.version, member.rule.clause)
    return anchor, citations(document)[member.rule.clause]
