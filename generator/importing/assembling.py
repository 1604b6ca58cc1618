"""A Word file's content to a draft of a document, with the account of all that the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.importing import refusals
from generator.importing.content import GONE, Block, Paragraph, Table, WordFile
from generator.importing.crossing import renumbered, resolve
from generator.importing.draft import Draft, DraftClause, Line, Question
from generator.importing.front import front_of
from generator.importing.heads import Departments, fill_head
from generator.importing.ids import give_ids
from generator.importing.ledger import Ledger, Step
from generator.importing.likeness import Above, link
from generator.importing.lines import clean, plain
from generator.importing.outline import outline_of
from generator.importing.proposals import Proposer
from generator.importing.shaping import Shaper
from generator.importing.writing import MAX_PARAGRAPH
from generator.model import Term
from generator.reading.decoding import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Target:
    """What a file is imported as. `departments` are those of the organisation, id -> title; `today` is for lack of a date.

    For implementation rules: the department, `DOCUMENT@VERSION`, the vocabulary and clauses of the document above and its
    title.
    """

    departments: Mapping[str, str]
    today: date
    id: str = ""
    department: str = ""
    implements: str = ""
    vocabulary: Mapping[str, Term] = field(default_factory=dict)
    above: Sequence[Above] = ()
    above_title: str = ""


@dataclass(slots=True)
class Imported:
    """What became of a file: the draft, where everything went, what was changed, departments that are new."""

    word: WordFile
    draft: Draft
    ledger: Ledger
    steps: list[Step]
    departments: Mapping[str, str]
    organization: str


def assemble(word: WordFile, target: Target) -> Imported:
    """The draft of a Word file."""
    imported = shaped(word, target)
    draft, steps = imported.draft, imported.steps
    if (size := _size(draft)) > MAX_BYTES:
        raise refusals.too_large(
            word.package.name,
            f"导入后的 YAML 有 {size >> 10} KB 以上（上限 {MAX_BYTES >> 10} KB）",
            f"it makes more than {size >> 10} KB of YAML (at most {MAX_BYTES >> 10} KB)",
        )
    _split(draft, steps)
    give_ids(draft, ours=_is_ours(word))
    resolve(draft, steps)
    renumbered(draft, steps)
    if target.above:
        link(draft.sections, target.above, target.above_title)
    Proposer(draft, target.vocabulary, {each.target: each.terms for each in target.above}).all()
    _files(draft)
    _ask_for_forms(draft)
    _account(imported.word, imported.ledger, steps)
    return imported


def shaped(word: WordFile, target: Target) -> Imported:
    """The draft of a Word file as it stands there: no ids, references by their bookmarks, nothing proposed yet."""
    ledger = Ledger()
    steps: list[Step] = []
    blocks = tuple(_settled(word.blocks, ledger, steps))
    word = replace(word, blocks=blocks)
    draft = Draft(id=target.id, department=target.department, implements=target.implements)
    departments = Departments(target.departments)
    front, body = front_of(word, ledger)
    fill_head(draft, front, word, departments, ledger, target.today)
    outline = outline_of(body)
    shaper = Shaper(word, ledger, draft, _is_ours(word), steps)
    shaper.shape(outline, front.preamble)
    steps += [Step(each.kind, each.paragraph, f"{each.written}（{each.expected}）") for each in outline.anomalies]
    steps += [Step("twice", number) for number in outline.repeated]
    return Imported(word, draft, ledger, steps, departments.proposed, clean(front.organization).strip())


def _is_ours(word: WordFile) -> bool:
    return "PolicyDocument" in word.properties


def _settled(blocks: Sequence[Block], ledger: Ledger, steps: list[Step]) -> Iterator[Block]:
    """The blocks with every tracked change accepted: what is deleted is noted, what lost its end joins the next."""
    waiting: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            if waiting is not None:
                yield waiting
                waiting = None
            yield block
            continue
        if not block.text.strip() and block.original.strip() and not block.pictures:
            ledger.leave(block.number, "deleted", block.original.strip())
            continue
        if any(piece.change for piece in block.pieces):
            steps.append(Step("tracked", block.number))
        here = block if waiting is None else _joined(waiting, block)
        if waiting is not None:
            steps.append(Step("joined", waiting.number))
            ledger.keep(waiting.number, "text")
        waiting = here if here.mark in GONE and here.text.strip() else None
        if waiting is None:
            yield here
    if waiting is not None:
        yield waiting


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs of which the first has lost its end; the second says how they look."""
    return replace(second, pieces=(*first.pieces, *second.pieces), bookmarks=(*first.bookmarks, *second.bookmarks))


def _split(draft: Draft, steps: list[Step]) -> None:
    """Texts longer than the format takes go on in further clauses."""
    for section in draft.all_sections():
        parts = _parts(section.lines)
        if len(parts) > 1:
            section.lines = parts[0]
            section.clauses[:0] = [DraftClause(part, source=section.source) for part in parts[1:]]
            steps.append(Step("split", section.source))
        section.clauses = list(_short(section.clauses, steps))


def _short(clauses: Sequence[DraftClause], steps: list[Step]) -> Iterator[DraftClause]:
    for clause in clauses:
        clause.clauses = list(_short(clause.clauses, steps))
        parts = _parts(clause.lines)
        clause.lines = parts[0] if parts else []
        yield clause
        for part in parts[1:]:
            steps.append(Step("split", clause.source))
            yield DraftClause(part, source=clause.source)


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    made: list[list[Line]] = [[]]
    room = MAX_PARAGRAPH
    for line in lines:
        whole: list[Line] = (
            [line] if len(plain([line])) <= MAX_PARAGRAPH else [[part] for part in _pieces(plain([line]))]
        )
        for each in whole:
            length = len(plain([each])) + 2
            if length > room and made[-1]:
                made.append([])
                room = MAX_PARAGRAPH
            made[-1].append(each)
            room -= length
    return made


def _pieces(text: str) -> Iterator[str]:
    """A long text cut after sentences, or anywhere where there are none."""
    half = MAX_PARAGRAPH // 2
    while len(text) > half:
        end = text.rfind("。", half // 2, half) + 1 or half
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def _size(draft: Draft) -> int:
    """How many bytes the texts of clauses are at least, told before much work is put into them."""
    return sum(len(plain(clause.lines).encode()) for clause in draft.all_clauses())


def _files(draft: Draft) -> None:
    """Names for pictures."""
    count = 0
    for clause in draft.all_clauses():
        if clause.picture is not None:
            count += 1
            clause.picture.file = f"{draft.id}-{count}.png"


def _ask_for_forms(draft: Draft) -> None:
    for form in draft.forms:
        if form.number.startswith("待填写"):
            draft.questions.append(
                Question("forms", f"表单“{form.title}”没有编号。", f"The form '{form.title}' has no number.")
            )


def _account(word: WordFile, ledger: Ledger, steps: list[Step]) -> None:
    """Everything that is beside the text, and whatever has found no place. Notes and comments stand at their first place."""
    told: set[str] = set()
    for each in word.paragraphs():
        if each.number not in ledger.paragraphs:
            text = each.text.strip()
            if text:
                ledger.leave(each.number, "text-box" if each.in_box else "unplaced", text)
            elif each.original.strip():
                ledger.leave(each.number, "deleted", each.original.strip())
            else:
                ledger.leave(each.number, "empty", "")
        if ledger.paragraphs[each.number] != "deleted":
            gone = "".join(piece.text for piece in each.pieces if piece.change in GONE).strip()
            if gone:
                ledger.beside("deleted", gone, each.number)
        if hidden := "".join(p.text for p in each.pieces if p.hidden and p.change not in GONE).strip():
            ledger.beside("hidden", hidden, each.number)
        for name in each.objects:
            ledger.beside("unread" if name != "drawing" else "image", name, each.number)
        for key in each.notes:
            if key not in told:
                told.add(key)
                ledger.beside("note", f"{key}: {word.notes.get(key, '')}", each.number)
        for id in each.comments:
            if id not in told and (comment := word.comments.get(id)):
                told.add(id)
                ledger.beside("comment", f"{comment.author}: {comment.text}", each.number)
    for row in word.rows():
        text = " | ".join(cell.text for cell in row.cells)
        if row.number not in ledger.rows:
            ledger.row(row.number, "unplaced" if text.strip(" |") else "empty")
    for comment in word.comments.values():
        if comment.id not in told:
            ledger.beside("comment", f"{comment.author}: {comment.text}")
    for text in word.margins:
        ledger.beside("margin", re.sub(r"\s+", " ", text))
    for kind, target in word.outside:
        ledger.beside("outside", f"{kind}: {target}")
    for part in word.unread:
        ledger.beside("unread", part)
