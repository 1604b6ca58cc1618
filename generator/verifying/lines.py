"""What a Word file says, line by line, each with the clause that it belongs to; and how two files differ by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from generator.document.comparison import paired
from generator.document.words import Piece, word_diff
from generator.importing.content import Paragraph, WordFile
from generator.importing.markup import q
from generator.importing.package import Package
from generator.word.writing import bookmark_name

FRONT = "front"
"""What stands before the text: cover, sign-off, revision record, all tables there."""
BEHIND = "behind"
"""What stands behind a line that no clause has, such as the table beside the documents above."""
MARGINS = "margins"
"""Headers and footers, notes."""
_CONTENTS = ("TOC",)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `owner` is the id of its clause, section or form, or one of FRONT, BEHIND, MARGINS."""

    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a clause (or of FRONT, BEHIND, MARGINS): its lines that differ, word by word."""

    owner: str
    kind: Literal["changed", "added", "removed"]
    lines: tuple[tuple[Piece, ...], ...]


def lines_of(file: WordFile, ids: Mapping[str, str]) -> Sequence[Line]:
    """The lines of a file, its contents left out (their page numbers follow from the printer). `ids` are those of the
    document by their bookmarks. Tracked changes count as accepted.
    """
    return [*_body(file, ids), *(Line(MARGINS, text) for text in (*_margins(file.package), *file.notes.values()))]


def bookmarks(ids: Sequence[str]) -> Mapping[str, str]:
    """Ids by their bookmarks."""
    return {bookmark_name(id): id for id in ids}


def _body(file: WordFile, ids: Mapping[str, str]) -> Iterator[Line]:
    owner = FRONT
    for paragraph in file.paragraphs():
        owner = _owner(paragraph, ids, owner)
        pictures = [_picture(file, each.part, each.address) for each in paragraph.pictures]
        for text in (paragraph.text.strip(), *pictures, *(f"〔{each}〕" for each in paragraph.objects)):
            if text and not paragraph.in_contents and not paragraph.style.startswith(_CONTENTS):
                yield Line(owner, text)


def _margins(package: Package) -> Sequence[str]:
    """The lines of headers and footers, each once, without what fields print: page numbers follow from the printer."""
    found: dict[str, None] = {}
    for part in (*package.related("header"), *package.related("footer")):
        for paragraph in package.tree(part).iter(q("w:p")):
            depth, said = 0, ""
            for node in paragraph.iter(q("w:fldChar"), q("w:t")):
                if node.tag == q("w:t"):
                    simple = next(node.iterancestors(q("w:fldSimple")), None)
                    said += (node.text or "") if depth == 0 and simple is None else ""
                else:
                    depth += {"begin": 1, "end": -1}.get(node.get(q("w:fldCharType"), ""), 0)
            if said.strip():
                found[said.strip()] = None
    return list(found)


def _owner(paragraph: Paragraph, ids: Mapping[str, str], before: str) -> str:
    """By its content control or bookmark; LibreOffice keeps only bookmarks. What has neither goes with what it follows."""
    if paragraph.controls:
        return paragraph.controls[-1]
    known = [ids[name] for name in paragraph.bookmarks if name in ids]
    if known:
        return known[-1]
    return BEHIND if paragraph.style.replace(" ", "") == "AnnexHeading" else before


def _picture(file: WordFile, part: str | None, address: str | None) -> str:
    """A picture as a line: another picture is another line."""
    if part is None or not file.package.has(part):
        return f"〔{address or part or ''}〕"
    return f"〔图 {sha256(file.package.data(part)).hexdigest()[:12]}〕"


def differences(released: Sequence[Line], sent: Sequence[Line]) -> tuple[Difference, ...]:
    """How a file differs from the released one, clause by clause in the order of the released one; what only the other file has
    comes last.
    """
    if [line.text for line in released] == [line.text for line in sent]:
        return ()
    before, after = _by_owner(released), _by_owner(_owned(released, sent))
    found = []
    for owner in dict.fromkeys((*before, *after)):
        old, new = before.get(owner, ()), after.get(owner, ())
        lines = [(pair.old, pair.new) for pair in paired(old, new, str) if pair.old != pair.new]
        if lines:
            kind: Literal["changed", "added", "removed"] = "added" if not old else "changed" if new else "removed"
            found.append(Difference(owner, kind, tuple(word_diff(old or "", new or "") for old, new in lines)))
    return tuple(found)


def _by_owner(lines: Sequence[Line]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.owner, []).append(line.text)
    return found


def _owned(released: Sequence[Line], sent: Sequence[Line]) -> Sequence[Line]:
    """The lines of a file with their owners; where it names none, those of the lines that they are like."""
    if {line.owner for line in sent} & {line.owner for line in released} - {FRONT, BEHIND, MARGINS}:
        return sent
    made: list[Line] = []
    owner = FRONT
    for pair in paired(released, sent, lambda line: line.text):
        owner = pair.old.owner if pair.old is not None else owner
        if pair.new is not None:
            made.append(Line(owner, pair.new.text))
    return made


def shortened(line: Sequence[Piece], around: int = 16) -> Iterator[Piece]:
    """A line with long stretches that are the same cut down to what stands near a change."""
    last = len(line) - 1
    for place, piece in enumerate(line):
        if piece.kind != "same" or len(piece.text) <= 2 * around + 2:
            yield piece
            continue
        head = piece.text[:around] if place else ""
        tail = piece.text[-around:] if place < last else ""
        yield Piece("same", f"{head}……{tail}")
