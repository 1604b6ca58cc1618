"""What stands inside a paragraph: runs, links, fields, tracked changes, pictures, and references to what is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from generator.importing.content import Change, PictureRef, Piece
from generator.importing.looks import Look, Marred
from generator.importing.markup import number, q, shallow, switched, value
from generator.importing.styles import Styles


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a relationship of the part leads: a part, or an address outside."""

    target: str
    external: bool


@dataclass(slots=True)
class Said:
    """What one paragraph holds."""

    pieces: list[Piece] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[PictureRef] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    size: int | None = None
    in_contents: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    change: Change = ""
    anchor: str | None = None
    url: str | None = None


@dataclass(slots=True)
class _Field:
    """A field whose end has not come: its instruction, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False


_FIELD_LINK = re.compile(r"^\s*HYPERLINK\s+(?:(\\l)\s+)?\"?([^\"\s]+)", re.IGNORECASE)
_FIELD_REF = re.compile(r"^\s*REF\s+(\S+)", re.IGNORECASE)
_CHANGES: dict[str, Change] = {
    q("w:ins"): "inserted",
    q("w:del"): "deleted",
    q("w:moveTo"): "moved here",
    q("w:moveFrom"): "moved away",
}
_TRANSPARENT = frozenset(
    q(name)
    for name in ("w:smartTag", "w:customXml", "w:sdtContent", "w:ruby", "w:rubyBase", "w:dir", "w:bdo", "w:fldSimple")
)
_NOTES = {q("w:footnoteReference"): "footnote", q("w:endnoteReference"): "endnote"}
_CHARACTERS = {q("w:tab"): "\t", q("w:br"): "\n", q("w:cr"): "\n", q("w:noBreakHyphen"): "-", q("w:ptab"): "\t"}
_RUN, _TEXT, _DELETED = q("w:r"), q("w:t"), q("w:delText")
_ID = q("w:id")


@dataclass(slots=True)
class Inline:
    """Reads paragraph after paragraph; fields may reach over several."""

    fields: list[_Field] = field(default_factory=list)

    def read(self, element: _Element, references: dict[str, Reference], styles: Styles, style: str | None) -> Said:
        """What a paragraph of this style holds."""
        reading = _Reading(self.fields, references, styles, styles.bold(style), styles.ground(element, style))
        reading.said.in_contents = reading.listing
        reading.inside(element, _Context())
        return reading.said


@dataclass(slots=True)
class _Reading:
    fields: list[_Field]
    references: dict[str, Reference]
    styles: Styles
    bold: bool
    ground: Look
    said: Said = field(default_factory=Said)

    @property
    def listing(self) -> bool:
        """Whether a table of contents is being listed."""
        return any(each.instruction.strip().upper().startswith("TOC") for each in self.fields)

    def inside(self, parent: _Element, context: _Context) -> None:
        for child in shallow(parent):
            tag = child.tag
            if tag == _RUN:
                self._run(child, context)
            elif tag in _CHANGES:
                self.inside(
                    child, _Context(context.change if context.change else _CHANGES[tag], context.anchor, context.url)
                )
            elif tag == q("w:hyperlink"):
                self.inside(child, self._linked(child, context))
            elif tag == q("w:sdt"):
                if name := value(child.find(q("w:sdtPr")), "w:tag"):
                    self.said.controls.append(name)
                self.inside(child, context)
            elif tag in _TRANSPARENT:
                self.inside(child, context)
            elif tag == q("w:bookmarkStart"):
                if name := child.get(q("w:name")):
                    self.said.bookmarks.append(name)
            elif tag == q("w:commentRangeStart"):
                self.said.comments.append(child.get(_ID, ""))
            elif tag in (q("m:oMath"), q("m:oMathPara")):
                self._formula(child, context)
            elif tag == q("mc:AlternateContent"):
                for chosen in _versions(child):
                    before = self._held()
                    self.inside(chosen, context)
                    if self._held() != before:
                        break

    def _run(self, run: _Element, context: _Context) -> None:
        properties = run.find(q("w:rPr"))
        style = value(properties, "w:rStyle")
        bold = switched(properties, "w:b")
        if style and bold is None:
            bold = self.styles.bold(style) or None
        text = self._text(run, context)
        if not text:
            return
        if self.said.size is None:
            self.said.size = number(value(properties, "w:sz"))
        current = next((each for each in reversed(self.fields) if each.in_result), None)
        anchor, url = (context.anchor, context.url) if current is None else _led(current, context)
        shown = self.styles.shown(properties, self.ground)
        piece = Piece(
            text,
            context.change,
            self.bold if bold is None else bold,
            self.styles.name(style),
            bool(shown.hidden),
            shown.marred,
            anchor,
            url,
        )
        last = self.said.pieces[-1] if self.said.pieces else None
        if last is not None and _same_look(last, piece):
            self.said.pieces[-1] = Piece(last.text + text, *_look_of(last))
        else:
            self.said.pieces.append(piece)

    def _text(self, run: _Element, context: _Context) -> str:
        """The text of a run; what else it holds is noted."""
        parts: list[str] = []
        for child in shallow(run):
            tag = child.tag
            if tag in (_TEXT, _DELETED):
                if not self.fields or self.fields[-1].in_result:
                    parts.append(child.text or "")
            elif tag in _CHARACTERS:
                if tag != q("w:br") or child.get(q("w:type"), "textWrapping") == "textWrapping":
                    parts.append(_CHARACTERS[tag])
            elif tag == q("w:fldChar"):
                self._field(child.get(q("w:fldCharType")))
            elif tag in (q("w:instrText"), q("w:delInstrText")):
                if self.fields and not self.fields[-1].in_result:
                    self.fields[-1].instruction += child.text or ""
                    self.said.in_contents = self.said.in_contents or self.listing
            elif tag in _NOTES:
                self.said.notes.append(f"{_NOTES[tag]} {child.get(_ID, '')}")
            elif tag == q("w:commentReference"):
                self.said.comments.append(child.get(_ID, ""))
            elif tag == q("w:sym"):
                parts.append(_symbol(child))
            elif tag in (q("w:drawing"), q("w:pict"), q("w:object")):
                self._drawing(child)
            elif tag == q("mc:AlternateContent"):
                for chosen in _versions(child):
                    before, text = self._held(), self._text(chosen, context)
                    parts.append(text)
                    if text or self._held() != before:
                        break
            elif tag == q("w:ruby"):
                base = child.find(q("w:rubyBase"))
                parts += [node.text or "" for node in base.iter(_TEXT)] if base is not None else []
        return "".join(parts)

    def _field(self, kind: str | None) -> None:
        if kind == "begin" and len(self.fields) < 40:
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _linked(self, element: _Element, context: _Context) -> _Context:
        reference = self.references.get(element.get(q("r:id"), ""))
        if reference is not None and reference.external:
            return _Context(context.change, None, reference.target)
        return _Context(context.change, element.get(q("w:anchor")), None)

    def _held(self) -> tuple[int, ...]:
        said = self.said
        return len(said.pieces), len(said.boxes), len(said.pictures), len(said.objects)

    def _formula(self, element: _Element, context: _Context) -> None:
        text = "".join(node.text or "" for node in element.iter(q("m:t")))
        self.said.pieces.append(Piece(text, context.change, self.bold))
        self.said.objects.append("formula")

    def _drawing(self, element: _Element) -> None:
        """Text boxes, pictures, and what is neither."""
        boxes = [box for box in element.iter(q("w:txbxContent")) if not _in_fallback(box, element)]
        # A box inside a box is read with the outer one.
        every = set(boxes)
        self.said.boxes += [box for box in boxes if every.isdisjoint(box.iterancestors(element.tag, box.tag))]
        alt = next((text for node in element.iter(q("wp:docPr")) if (text := node.get("descr"))), "")
        found = False
        for node in element.iter(q("a:blip"), q("v:imagedata")):
            if _in_fallback(node, element):
                continue
            id = node.get(q("r:embed")) or node.get(q("r:id")) or node.get(q("r:link")) or ""
            reference = self.references.get(id)
            if reference is not None:
                found = True
                outside = reference.target if reference.external else None
                self.said.pictures.append(PictureRef(None if outside else reference.target, outside, alt))
        if element.find(f".//{q('o:OLEObject')}") is not None:
            self.said.objects.append("embedded file")
        elif element.find(f".//{q('c:chart')}") is not None:
            self.said.objects.append("chart")
        elif element.find(f".//{q('dgm:relIds')}") is not None:
            self.said.objects.append("diagram")
        elif not found and not boxes and element.tag != q("w:object"):
            self.said.objects.append("drawing")


def _led(current: _Field, context: _Context) -> tuple[str | None, str | None]:
    """Where a field's result leads."""
    if match := _FIELD_LINK.match(current.instruction):
        return (match[2], None) if match[1] else (None, match[2])
    if match := _FIELD_REF.match(current.instruction):
        return match[1], None
    return context.anchor, context.url


def _look_of(piece: Piece) -> tuple[Change, bool, str, bool, Marred, str | None, str | None]:
    return piece.change, piece.bold, piece.style, piece.hidden, piece.marred, piece.anchor, piece.url


def _same_look(one: Piece, other: Piece) -> bool:
    return _look_of(one) == _look_of(other)


def _versions(element: _Element) -> Iterator[_Element]:
    """What a newer program wrote, then what it put there for older ones."""
    for name in ("mc:Choice", "mc:Fallback"):
        if (chosen := element.find(q(name))) is not None:
            yield chosen


def _symbol(element: _Element) -> str:
    """A character of a symbol font; those of the private area mean nothing elsewhere."""
    code = element.get(q("w:char"), "")
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    return chr(point) if 0x20 <= point < 0xD800 else "\u25a1"


def _in_fallback(node: _Element, top: _Element) -> bool:
    for outer in node.iterancestors():
        if outer is top:
            return False
        if outer.tag == q("mc:Fallback"):
            return True
    return False
