"""WordprocessingML in small pieces (ECMA-376 part 1, chapter 17): every element that a body is made of, written once.

What is called `content` is XML already; what is called `text` is plain, and gets escaped here. Children stand in the order
that the schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, NewType

Xml = NewType("Xml", str)
"""Well-formed XML, ready to stand in a part."""

NONE = Xml("")


class Mark(NamedTuple):
    """A bookmark: its number in the document, and its name."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in the package, its size in English Metric Units."""

    rel: str
    name: str
    number: int
    width: int
    height: int
    png: bytes = field(repr=False)


def join(pieces: Iterable[Xml]) -> Xml:
    return Xml("".join(pieces))


def escaped(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Text as it stands in an attribute between double quotes."""
    return escaped(text).replace('"', "&quot;")


def run(text: str, style: str = "") -> Xml:
    """A run of text in its paragraph's style or in a character style."""
    shown = escaped(text)
    if not style:
        return Xml(f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>')
    return Xml(f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>')


def tab() -> Xml:
    return Xml("<w:r><w:tab/></w:r>")


def paragraph(
    style: str,
    content: Xml,
    *,
    keep_next: bool = False,
    break_before: bool = False,
    numbering: tuple[int, int] | None = None,
    before: int | None = None,
    after: int | None = None,
    outline: int | None = None,
    end: Xml = NONE,
) -> Xml:
    """A paragraph in a style. `numbering` is (list, level) where it is not the style's own; spaces are in twips.

    `outline` is its level among the headings, from 0, where its style has none; `end` the `w:sectPr` of a section that
    ends here.
    """
    if not (keep_next or break_before or numbering or end) and before is after is outline is None:
        return Xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>')
    said = [f'<w:pStyle w:val="{style}"/>']
    if keep_next:
        said.append("<w:keepNext/>")
    if break_before:
        said.append("<w:pageBreakBefore/>")
    if numbering:
        said.append(f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>')
    if before is not None or after is not None:
        above = f' w:before="{before}"' if before is not None else ""
        below = f' w:after="{after}"' if after is not None else ""
        said.append(f"<w:spacing{above}{below}/>")
    if outline is not None:
        said.append(f'<w:outlineLvl w:val="{outline}"/>')
    return Xml(f"<w:p><w:pPr>{''.join(said)}{end}</w:pPr>{content}</w:p>")


def bookmark(mark: Mark) -> Xml:
    """A place to jump to."""
    return Xml(f'<w:bookmarkStart w:id="{mark.number}" w:name="{mark.name}"/><w:bookmarkEnd w:id="{mark.number}"/>')


def jump(anchor: str, content: Xml) -> Xml:
    """A link to a bookmark of this document."""
    return Xml(f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>')


def link(rel: str, content: Xml) -> Xml:
    """A link out, by its relationship."""
    return Xml(f'<w:hyperlink r:id="{rel}" w:history="1">{content}</w:hyperlink>')


def field_start(instruction: str) -> Xml:
    """A field up to where its result stands; `field_end` closes it."""
    return Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> Xml:
    return Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def control(number: int, tag: str, title: str, content: Xml) -> Xml:
    """A block content control, by which an edited file can be read back; Word takes 64 characters of a tag and of a title."""
    return Xml(
        f'<w:sdt><w:sdtPr><w:alias w:val="{quoted(title[:64])}"/><w:tag w:val="{quoted(tag)}"/><w:id w:val="{number}"/>'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def drawing(placed: Placed, alt: str) -> Xml:
    """A picture in its line, with the text for those who do not see it (DrawingML)."""
    size = f'cx="{placed.width}" cy="{placed.height}"'
    named = f'id="{placed.number}" name="{placed.name}" descr="{quoted(alt)}"'
    return Xml(
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{placed.rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
