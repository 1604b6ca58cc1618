"""A Word file that came back, as a proposal: the files as they would be, conflicts, and what has to be looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.editing import Edit, edited
from generator.importing.assembling import Target, shaped
from generator.importing.content import Block, Paragraph, WordFile
from generator.importing.draft import Draft, RuleProposal
from generator.importing.package import package
from generator.importing.wordfile import read_word
from generator.model import Document, Edition, Section
from generator.project import Project
from generator.publishing.word_files import word_bytes
from generator.returning.additions import additions, name_new
from generator.returning.elements import Element, Signs, claim, elements, recognize
from generator.returning.fields import field_edits
from generator.returning.head import head_edits, term_edits
from generator.returning.merging import Conflict, Remark, merged
from generator.returning.standing import standing
from generator.returning.structure import Arranger, root_of
from generator.reviewing.differences import Stand
from generator.verifying.differences import Difference, differences
from generator.verifying.lines import BEHIND, FRONT, MARGINS, Line, bookmarks, lines_of
from generator.verifying.verdicts import ids_of
from generator.word.writing import bookmark_name


@dataclass(frozen=True, slots=True)
class Built:
    """A version as this project built it, read back from its Word file."""

    stand: Stand
    word: WordFile
    draft: Draft


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a Word file changes. `files` are those that would be written, by path; none where there are conflicts."""

    files: Mapping[str, bytes]
    conflicts: Sequence[Conflict] = ()
    remarks: Sequence[Remark] = ()
    rules: Sequence[tuple[str, RuleProposal]] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    comments: Sequence[tuple[str, str, str]] = ()
    """(id of the clause or empty, author, text)."""


def built(stand: Stand, project: Project) -> Built:
    """The Word file of a version: the released one, or the draft as it is built now."""
    data = word_bytes(*stand, project)
    return read_back(read_word(package(io.BytesIO(data), stand.edition.document.id)), stand)


def read_back(word: WordFile, stand: Stand) -> Built:
    """A Word file of a version, or one made from it."""
    departments = {id: each.title for id, each in stand.policy.organization.departments.items()}
    document = stand.edition.document
    target = Target(departments, date.min, id=document.id, department=document.department)
    # A file that has lost its properties is still one of ours.
    if "PolicyDocument" not in word.properties:
        word = replace(word, properties={**word.properties, "PolicyDocument": document.name})
    word = replace(word, blocks=tuple(_headings(word.blocks, document)))
    return Built(stand, word, shaped(word, target).draft)


def _headings(blocks: Sequence[Block], document: Document) -> Iterator[Block]:
    """The blocks, sections as headings whatever style they have: LibreOffice gives a heading behind a clause that is
    deleted under tracking the clause's, and its number.
    """
    levels = {bookmark_name(section.id): level for level, section in _levels(document)}
    for block in blocks:
        level = None
        if isinstance(block, Paragraph) and block.outline is None:
            level = next((levels[mark] for mark in block.bookmarks if mark in levels), None)
        yield replace(block, outline=level, label=None) if isinstance(block, Paragraph) and level is not None else block


def _levels(document: Document) -> Iterator[tuple[int, Section]]:
    for section in (*document.sections, *document.appendices):
        yield 0, section
        yield from ((1, inner) for inner in section.sections)


def propose(
    sent: Built, base: Built, working: Stand, files: Mapping[str, bytes], renamed: Mapping[str, str]
) -> Proposal:
    """What a sent file changes, against the version that it was built from, in the working text.

    `renamed` has the working text's ids by those of that version, where they differ.
    """
    marks = _marks(base.stand.edition, renamed)
    signs = Signs(marks)
    old, new = elements(base.draft), elements(sent.draft)
    claim(old, marks)
    recognize(new, old, marks)
    before = standing(base.stand, signs, renamed)
    now = standing(working, signs, {})
    name_new(new, [*now.held, *before.held])
    changes = merged(new, old, before, now, signs)
    added = additions(changes.new, working.edition, signs)
    path = working.edition.document.file
    root = root_of(files[path])
    known = working.policy.organization.departments
    first = [*field_edits(changes, now, root, signs), *head_edits(sent.draft, base.draft, before, now, known, changes)]
    terms = term_edits(sent.draft, base.draft, base.stand.edition, working.edition, added.terms, changes)
    changes.remarks += (*_beside(sent, base), *_marred(sent, base, renamed))
    comments = tuple(_comments(sent.word, new, marks))
    if changes.conflicts:
        return Proposal({}, changes.conflicts, changes.remarks, added.rules, renamed, comments)
    made = {name: edited(files[name], edits, name=name) for name, edits in terms.items() if name != path}
    every: list[Edit] = [*first, *terms.get(path, ())]
    data = edited(files[path], every, name=path) if every else files[path]
    made[path] = Arranger(data, path, now.order()).arrange(changes, added.values)
    out = {name: data for name, data in made.items() if data != files[name]}
    return Proposal(out, (), changes.remarks, added.rules, renamed, comments)


def _marks(edition: Edition, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """The working text's ids by bookmarks and by the tags of content controls."""
    made = {}
    for id in ids_of(edition):
        made[bookmark_name(id)] = made[id] = renamed.get(id, id)
    return made


def _beside(sent: Built, base: Built) -> Iterator[Remark]:
    """What differs around the text (tables at the front and behind it, headers) and is not read back from there."""
    ids = bookmarks(ids_of(base.stand.edition))
    for each in differences(_lines(base.word, ids), _lines(sent.word, ids)):
        if each.owner in (FRONT, BEHIND, MARGINS):
            yield Remark("generated" if each.owner == BEHIND else "beside", each.owner, _words(each))


def _marred(sent: Built, base: Built, renamed: Mapping[str, str]) -> Iterator[Remark]:
    """Text of clauses that is struck out or cannot be read: who did that may mean that it goes, and it is there."""
    ids = bookmarks(ids_of(base.stand.edition))
    for each in differences(lines_of(base.word, ids), lines_of(sent.word, ids)):
        if each.owner not in (FRONT, BEHIND, MARGINS) and each.mars:
            id = each.clause or ""
            yield Remark("marred", renamed.get(id, id), _words(each))


def _lines(word: WordFile, ids: Mapping[str, str]) -> Sequence[Line]:
    return [line for line in lines_of(word, ids) if line.owner in (FRONT, BEHIND, MARGINS)]


def _words(difference: Difference) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "\n".join("".join(signs[p.kind].format(p.text) for p in line) for line in difference.lines)


def _comments(word: WordFile, found: Sequence[Element], marks: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Reviewers' comments, each with the clause that it stands at; also at a clause whose text was deleted."""
    starts = {each.node.source: each.id for each in found if hasattr(each.node, "source")}
    owner, said = "", set()
    for paragraph in word.paragraphs():
        owner = here = starts.get(paragraph.number, owner)
        if not paragraph.text.strip():
            here = next((marks[key] for key in (*paragraph.bookmarks, *paragraph.controls) if key in marks), owner)
        for id in paragraph.comments:
            if (comment := word.comments.get(id)) and id not in said:
                said.add(id)
                yield here, comment.author, comment.text
    for comment in word.comments.values():
        if comment.id not in said:
            yield "", comment.author, comment.text
