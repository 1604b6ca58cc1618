"""数字对照: the figures of a procedure beside those of every document below it, each with its clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from generator.document import citations
from generator.document.blocks import Anchor
from generator.model import Edition, Policy, Term, TermKind
from generator.phrases import case_words, value_words
from generator.reasoning import Case, Figure, Ground, Member, figures
from generator.website.library import Shelf

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
    grounds = [Ground.of(edition, shelf.procedure.above(edition), waivers) for edition in mains]
    terms = {term.name: term for ground in grounds for term in ground.vocabulary.values()}
    rows: list[Row] = []
    own: list[tuple[str, Term, tuple[Line, ...]]] = []
    columns = tuple(zip(_titles(mains, policy), mains, strict=True))
    for term in terms.values():
        if term.kind is not TermKind.QUANTITY or term.given:
            continue
        cells = tuple(_cell(ground, term.name) for ground in grounds)
        stating = [n for n, cell in enumerate(cells) if cell is None or any(line.words for line in cell)]
        if stating and (0 in stating or len(stating) > 1):
            rows.append(Row(term, cells))
        else:
            own += ((columns[n][0], term, cells[n] or ()) for n in stating)
    return Matrix(shelf, columns, tuple(rows), tuple(own))


def _titles(editions: Sequence[Edition], policy: Policy) -> Iterator[str]:
    """What heads a column: the procedure, the department; of a department with several documents, their titles."""
    owners = Counter(edition.document.department for edition in editions[1:])
    for n, edition in enumerate(editions):
        document = edition.document
        title = policy.department_title(document.department)
        yield "规程" if not n else title if owners[document.department] == 1 else document.title


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
