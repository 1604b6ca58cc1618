"""A manuscript into a layout: what its templates may ask for while a document is written."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.document.blocks import (
    Block,
    ClauseBlock,
    CrossReference,
    FormBlock,
    FormList,
    Heading,
    Manuscript,
    PictureContent,
)
from generator.word.layouts import Layout, layout
from generator.word.packing import pack
from generator.word.widths import column_widths

_EMU = 635
"""English Metric Units in a twip."""


def render(manuscript: Manuscript, folder: Path) -> bytes:
    """The Word file of a manuscript in the layout of a folder."""
    chosen = layout(folder)
    writing = Writing(manuscript, chosen)
    context = writing.context()
    # The document goes first: what it asks for (links, pictures) stands in other parts.
    document = chosen.parts["word/document.xml"].render(context)
    context |= {"links": list(writing.links.items()), "pictures": writing.pictures}
    texts = {name: part.render(context) for name, part in chosen.parts.items() if name != "word/document.xml"}
    texts["word/document.xml"] = document
    parts = {name: text.strip().encode() for name, text in texts.items()}
    parts |= {f"word/media/{picture.name}": picture.png for picture in writing.pictures}
    return pack(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark."""

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


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading, clause or form with its style; where it does not follow its style's own numbering, list and level."""

    block: Heading | ClauseBlock | FormBlock
    style: str
    num: int = 0
    level: int = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.block, name)


@dataclass(slots=True)
class Writing:
    """One document on its way: counters, links and pictures."""

    manuscript: Manuscript
    layout: Layout
    links: dict[str, str] = field(default_factory=dict)
    pictures: list[Placed] = field(default_factory=list)
    marks: int = 0
    controls: int = 0

    def context(self) -> dict[str, object]:
        """Everything that a template may use."""
        manuscript, page = self.manuscript, self.layout.page
        return {
            "m": manuscript,
            "layout": self.layout.values,
            "page": page,
            "text_width": page.text_width,
            "day": (manuscript.issued or manuscript.effective).isoformat(),
            "properties": (
                ("EffectiveDate", manuscript.effective.isoformat()),
                ("PolicyDocument", f"{manuscript.anchor.procedure}/{manuscript.anchor.document}"),
                ("PolicyVersion", str(manuscript.version)),
                ("SourceDigest", manuscript.digest),
            ),
            "blocks": [*self.numbered()],
            "contents": [*self._contents()],
            "bookmark": self.bookmark,
            "bookmark_of": self.bookmark_of,
            "rel_of": self.rel_of,
            "control": self.control,
            "picture_of": self.picture_of,
            "columns_of": lambda columns, rows: column_widths(columns, rows, page.text_width),
            "cn": chinese_date,
            "builtin": _BUILTIN.__contains__,
            "sign_off_rows": sign_off_rows,
            "revision_rows": revision_rows,
            "form_rows": form_rows,
            "empty_rows": lambda form: [[""] * len(form.columns)] * int(self.layout.values["form_rows"]),
        }

    def bookmark(self, id: str) -> Mark:
        """The next bookmark, for an id of this document."""
        self.marks += 1
        return Mark(self.marks, bookmark_name(id))

    def bookmark_of(self, reference: CrossReference) -> str:
        """The bookmark that a reference leads to, empty where it leads out of this document."""
        here, target = self.manuscript.anchor, reference.target
        same = (here.procedure, here.document) == (target.procedure, target.document)
        known = same and target.id is not None and target.id in self.manuscript.labels
        return bookmark_name(target.id) if known and target.id else ""

    def rel_of(self, url: str) -> str:
        """The relationship of an address outside."""
        return self.links.setdefault(url, f"rIdL{len(self.links) + 1}")

    def control(self) -> int:
        """The next content control's id."""
        self.controls += 1
        return self.controls

    def picture_of(self, picture: PictureContent) -> Placed:
        """Puts a picture into the package, as wide as it is at 150 dots per inch, at most as wide as the text."""
        width, height = struct.unpack(">II", picture.png[16:24])
        wide = min(round(width * 1440 / 150), self.layout.page.text_width)
        tall = round(wide * height / width)
        number = len(self.pictures) + 1
        placed = Placed(f"rIdP{number}", f"image{number}.png", number, wide * _EMU, tall * _EMU, picture.png)
        self.pictures.append(placed)
        return placed

    def numbered(self) -> Iterator[Block | Numbered]:
        """The blocks with their styles; appendices number their clauses in lists of their own."""
        appendix = False
        for block in self.manuscript.blocks:
            match block:
                case Heading(level=1):
                    appendix = block.kind == "appendix"
                    yield Numbered(block, "AppendixHeading" if appendix else "Heading1")
                case Heading():
                    yield Numbered(block, "Heading2", 2, 1) if appendix else Numbered(block, "Heading2")
                case ClauseBlock(depth=depth):
                    level = min(depth + 1, 8)
                    style = f"Clause{level - 1}"
                    yield Numbered(block, style, 2, level) if appendix else Numbered(block, style)
                case FormBlock():
                    yield Numbered(block, "AttachmentHeading")
                case _:
                    yield block

    def _contents(self) -> Iterator[dict[str, object]]:
        for block in self.manuscript.blocks:
            if isinstance(block, Heading):
                space = "" if block.label.endswith(("、", "）")) else " "
                text = f"{block.label}{space}{block.title}"
                yield {"level": block.level, "text": text, "name": bookmark_name(block.id)}
            elif isinstance(block, FormBlock):
                yield {"level": 1, "text": f"{block.label} {block.title}", "name": bookmark_name(block.id)}


_BUILTIN = frozenset(
    ("heading 1", "heading 2", "Title", "caption", "header", "footer", "toc 1", "toc 2", "TOC Heading")
)


def bookmark_name(id: str) -> str:
    """A bookmark's name for an id: letters, digits and `_`, at most 40 characters, one for each id."""
    name = "c_" + id.replace("-", "_")
    return name if len(name) <= 40 else f"{name[:31]}_{sha256(id.encode()).hexdigest()[:8]}"


def chinese_date(day: date) -> str:
    """2026年12月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def sign_off_rows(manuscript: Manuscript) -> Sequence[Sequence[str]]:
    """签署表: places to sign stay empty."""
    return [(line.role, line.department, line.person or "", "", "") for line in manuscript.sign_off]


def revision_rows(manuscript: Manuscript) -> Sequence[Sequence[str]]:
    """修订记录."""
    return [
        (
            f"V{each.version}",
            each.effective.isoformat(),
            "、".join(each.clauses) or "全文",
            each.summary,
            each.by or "",
            each.approved_by or "",
        )
        for each in manuscript.revisions
    ]


def form_rows(forms: FormList) -> Sequence[Sequence[str]]:
    """The list of record forms."""
    return [(entry.label, entry.number, entry.title, entry.keep or "") for entry in forms.entries]
