"""References between places of a document: links and typed numbers (见第三条, 按3.2) become references, which stay right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from generator.document import citations as numbers
from generator.document.numbering import numbered
from generator.importing.draft import Cross, Draft, DraftClause, DraftSection, Line, Ref
from generator.importing.labels import FAMILIES, typed
from generator.importing.ledger import Step
from generator.importing.numerals import NUMERALS, value_of
from generator.model import Clause, Document, Form, Place, Section, Text, Version

_ARTICLE = re.compile(rf"(?<![》”])第[\s　]*([{NUMERALS}]{{1,8}}|\d{{1,3}})[\s　]*条(?!第)(?!例)")
_DECIMAL = re.compile(
    r"(?P<lead>见|按照?|依照|依据|根据|参照|执行|符合|满足|遵守|上述|本(?:规程|办法|制度|规定|细则|标准|程序|文件)(?:的)?|由)"
    r"(?P<gap>[\s　]*第?)(?P<number>\d{1,2}(?:[.．]\d{1,2}){1,5})(?P<tail>[条款节]?)"
    r"(?![\d.．%％]|[\s　]*(?:个|秒|分|小时|天|日|周|月|年|次|人|份|元|万))"
)
_ANNEX = re.compile(r"(?<![》”\w]的)(?:附录[A-Z]|附件\d{1,2})(?![\dA-Za-z])")
_CITES = re.compile(r"^[第附（(一二三四五六七八九十\d①-⑳][\w（）()、.．①-⑳]*$")


def citations(draft: Draft) -> Mapping[str, str]:
    """id -> the whole number that the document will print."""
    return numbers(_skeleton(draft))


def renumbered(draft: Draft, steps: list[Step]) -> None:
    """Notes which numbers the document will print in another way than the file had them."""
    printed = {item.element.id: item.label for item in numbered(_skeleton(draft))}
    for each in _numbered(draft):
        label = printed[each.id]
        if each.label and _core(each.label) != _core(label):
            steps.append(Step("renumbered", each.source))


def _core(label: str) -> tuple[str, int]:
    """What a number comes to, without regard to width and punctuation."""
    found = typed(f"{label} 甲", plain=True)
    return (FAMILIES.get(found.scheme, found.scheme), found.value) if found else (label, 0)


def _skeleton(draft: Draft) -> Document:
    """The draft as a document of ids and titles alone, for the numbers that it will have."""
    nowhere = Place("", 1, 1)
    text = Text((), place=nowhere)

    def clause(one: DraftClause) -> Clause:
        return Clause(one.id, text, clauses=tuple(map(clause, one.clauses)), place=nowhere)

    def section(one: DraftSection) -> Section:
        inner, own = tuple(map(section, one.sections)), tuple(map(clause, one.clauses))
        return Section(one.id, one.title, sections=inner, clauses=own, place=nowhere)

    return Document(
        "",
        draft.id,
        draft.title,
        draft.number,
        Version(1, 0),
        date.min,
        draft.department,
        tuple(map(section, draft.sections)),
        appendices=tuple(map(section, draft.appendices)),
        forms=tuple(Form(form.id, form.number, form.title, (), place=nowhere) for form in draft.forms),
        numbering="articles" if draft.numbering == "articles" else "outline",
        file="",
        place=nowhere,
    )


def resolve(draft: Draft, steps: list[Step]) -> None:
    """Finds the place of every reference; what leads nowhere stays text."""
    printed = citations(draft)
    keys = {key: each.id for each in _numbered(draft) for key in each.keys}
    keys |= {key: form.id for form in draft.forms for key in form.keys}
    articles = {
        number: clause.id
        for section in draft.sections
        for clause in section.all_clauses()
        if clause.label.startswith("第") and (number := value_of(re.sub(r"[第条\s　]", "", clause.label))) is not None
    }
    decimals: dict[str, str] = {}
    for each in _numbered(draft):
        if re.fullmatch(r"\d+(?:\.\d+)+", each.label):
            decimals.setdefault(each.label, each.id)
    annexes = {label: id for id, label in printed.items() if re.fullmatch(r"附录[A-Z]+|附件\d+", label)}
    for line, source in _lines(draft):
        if _linked(line, keys, printed) | _typed(line, articles, decimals) | _annexes(line, annexes):
            steps.append(Step("reference", source))


def _numbered(draft: Draft) -> Iterator[DraftSection | DraftClause]:
    yield from draft.all_sections()
    yield from draft.all_clauses()


def _lines(draft: Draft) -> Iterator[tuple[Line, int]]:
    for section in draft.all_sections():
        for line in section.lines:
            yield line, section.source
    for clause in draft.all_clauses():
        for line in clause.lines:
            yield line, clause.source
        if clause.table:
            for row in clause.table.rows:
                for cell in row.cells:
                    for line in cell:
                        yield line, clause.source


def _linked(line: Line, keys: Mapping[str, str], printed: Mapping[str, str]) -> bool:
    """Links to bookmarks: those that print a number become references."""
    found = False
    for place, part in enumerate(line):
        if isinstance(part, Cross):
            id = keys.get(part.key)
            said = part.text.strip()
            if id is not None and (printed.get(id) == said or (_CITES.match(said) and len(said) <= 30)):
                line[place] = Ref(id, printed[id])
                found = found or printed.get(id) != said
            else:
                line[place] = part.text
    _join(line)
    return found


def _typed(line: Line, articles: Mapping[int, str], decimals: Mapping[str, str]) -> bool:
    found = False
    for place in range(len(line) - 1, -1, -1):
        part = line[place]
        if not isinstance(part, str):
            continue
        hits = []
        for match in _ARTICLE.finditer(part):
            number = value_of(match[1])
            if number is not None and number in articles:
                hits.append((match.start(), match.end(), articles[number]))
        for match in _DECIMAL.finditer(part):
            if (id := decimals.get(match["number"].replace("．", "."))) is not None:
                hits.append((match.end("lead"), match.end("tail"), id))
        for start, end, id in sorted(hits, reverse=True):
            pieces: Line = [part[:start], Ref(id, part[start:end]), part[end:]]
            line[place : place + 1] = [piece for piece in pieces if piece != ""]
            part = part[:start]
            found = True
    return found


def _annexes(line: Line, annexes: Mapping[str, str]) -> bool:
    """见附录A, 填写附件1: what prints the same needs no note."""
    for place in range(len(line) - 1, -1, -1):
        part = line[place]
        if isinstance(part, str):
            hits = [(m.start(), m.end(), annexes[m[0]]) for m in _ANNEX.finditer(part) if m[0] in annexes]
            for start, end, id in reversed(hits):
                pieces: Line = [part[:start], Ref(id, part[start:end]), part[end:]]
                line[place : place + 1] = [piece for piece in pieces if piece != ""]
                part = part[:start]
    return False


def _join(line: Line) -> None:
    place = 1
    while place < len(line):
        before, here = line[place - 1], line[place]
        if isinstance(before, str) and isinstance(here, str):
            line[place - 1 : place + 1] = [before + here]
        else:
            place += 1
