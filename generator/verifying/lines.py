"""What a Word file says, line by line, each with the clause that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from lxml.etree import _Element

from generator.importing.content import Paragraph, PictureRef, Table, TableRow, WordFile
from generator.importing.looks import Marred
from generator.importing.markup import q, value
from generator.importing.package import Package
from generator.importing.styles import Styles, read_styles
from generator.word.writing import bookmark_name

FRONT = "front"
"""What stands before the text: cover, sign-off, revision record, all tables there."""
BEHIND = "behind"
"""What stands behind a line that no clause has, such as the table beside the documents above."""
MARGINS = "margins"
"""Headers and footers, notes."""
WRITTEN_IN = "+"
"""Behind the id of a clause: what someone wrote behind it that has a number and no id of its own."""
_CONTENTS = ("TOC",)
_SHAPES = (q("w:drawing"), q("w:pict"), q("w:object"))
SIGNS: Mapping[Marred, str] = {
    "struck": "划去",
    "pale": "与底色相近",
    "small": "字过小",
    "raised": "移出行外",
    "narrow": "字挤成一团",
    "web-hidden": "网页视图隐去",
}
"""What stands before text that someone's eye passes over, as `〔划去：不超过7个工作日〕`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table. `owner` is the id of its clause, section or form, perhaps with `WRITTEN_IN`, or one of
    FRONT, BEHIND, MARGINS; `number` is what Word prints before it.
    """

    owner: str
    text: str
    number: str = ""


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
    numbered: set[str] = set()
    for block in file.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for paragraph in (each for cell in row.cells for each in cell.paragraphs()):
                    owner = _owner(paragraph, ids, owner)
                if text := _row(file, row):
                    yield Line(owner, text)
            continue
        owner = _owner(block, ids, owner)
        number = _number(block)
        if number:
            # Whoever copies a clause, or breaks one in two, leaves two numbers with one id.
            owner = f"{owner}{WRITTEN_IN}" if owner in numbered else owner
            numbered.add(owner)
        for text in _said(file, block):
            if not block.in_contents and not block.style.startswith(_CONTENTS):
                yield Line(owner, text, number)


def _number(paragraph: Paragraph) -> str:
    label = paragraph.label
    return "" if label is None or label.look.hidden else _marked([(label.text.strip(), label.look.marred)])


def _row(file: WordFile, row: TableRow) -> str:
    cells = ["".join(text for each in cell.paragraphs() for text in _said(file, each)) for cell in row.cells]
    return "｜".join(cells) if any(cells) else ""


def _said(file: WordFile, paragraph: Paragraph) -> Iterator[str]:
    if text := _marked((piece.text, piece.marred) for piece in paragraph.kept).strip():
        yield text
    yield from (_picture(file, each) for each in paragraph.pictures)
    yield from (f"〔{each}〕" for each in paragraph.objects)


def _marked(pieces: Iterable[tuple[str, Marred]]) -> str:
    """A text with signs around what its look takes from readers."""
    made = ""
    for marred, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(text for text, _ in group)
        made += f"〔{SIGNS[marred]}：{text}〕" if marred and text.strip() else text
    return made


def is_marred(text: str) -> bool:
    """Whether such a sign begins in a text."""
    return any(f"〔{sign}：" in text for sign in SIGNS.values())


def _margins(package: Package) -> Iterator[str]:
    """The headers and footers of each section as one line, without what fields print: page numbers follow from the printer."""
    parts = {each.id: each.target for each in package.relationships(package.main) if not each.external}
    styles = read_styles(package.one("styles"))
    shown: dict[tuple[str, str], str] = {}
    for section in package.tree(package.main).iter(q("w:sectPr")):
        for kind in ("w:headerReference", "w:footerReference"):
            for each in section.iterchildren(q(kind)):
                shown[kind, each.get(q("w:type"), "default")] = parts.get(each.get(q("r:id"), ""), "")
        said = [
            line for part in shown.values() if package.has(part) for line in _without_fields(package.tree(part), styles)
        ]
        yield "；".join(dict.fromkeys(said))


def _without_fields(root: _Element, styles: Styles) -> Iterator[str]:
    for paragraph in root.iter(q("w:p")):
        style = value(paragraph.find(q("w:pPr")), "w:pStyle") or styles.default
        ground = styles.ground(paragraph, style)
        depth = 0
        said: list[tuple[str, Marred]] = []
        for node in paragraph.iter(q("w:fldChar"), q("w:t"), q("w:tab"), *_SHAPES):
            if node.tag == q("w:fldChar"):
                depth += {"begin": 1, "end": -1}.get(node.get(q("w:fldCharType"), ""), 0)
            elif node.tag in _SHAPES:
                if next(node.iterancestors(q("mc:Fallback")), None) is None:
                    said.append(("〔图形〕", ""))
            elif depth == 0 and next(node.iterancestors(q("w:fldSimple")), None) is None:
                own = None if (run := node.getparent()) is None else run.find(q("w:rPr"))
                look = styles.shown(own, ground)
                if not look.hidden:
                    said.append(((node.text or "") if node.tag == q("w:t") else "　", look.marred))
        if text := _marked(said).strip():
            yield text


def _owner(paragraph: Paragraph, ids: Mapping[str, str], before: str) -> str:
    """By its content control or bookmark; LibreOffice keeps only bookmarks. What has neither goes with what it follows."""
    if paragraph.controls:
        return paragraph.controls[-1]
    known = [ids[name] for name in paragraph.bookmarks if name in ids]
    if known:
        return known[-1]
    return BEHIND if paragraph.style.replace(" ", "") == "AnnexHeading" else before


def _picture(file: WordFile, picture: PictureRef) -> str:
    """A picture as a line: another picture is another line."""
    part = picture.part
    if part is None or not file.package.has(part):
        return f"〔{picture.address or part or ''}〕"
    return f"〔图 {sha256(file.package.data(part)).hexdigest()[:12]}〕"
