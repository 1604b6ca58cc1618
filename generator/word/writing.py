"""One Word file on its way: its counters, bookmarks, links and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from generator.document.blocks import CrossReference, PictureContent
from generator.document.manuscript import Manuscript
from generator.pictures import size
from generator.word.layouts import Layout
from generator.word.markup import Mark, Placed

_EMU = 635
"""English Metric Units in a twip."""


@dataclass(slots=True)
class Writing:
    """What is written so far, as far as later parts have to know."""

    manuscript: Manuscript
    layout: Layout
    links: dict[str, str] = field(default_factory=dict)
    pictures: list[Placed] = field(default_factory=list)
    marks: int = 0
    controls: int = 0
    part: int = 0
    """Which of the documents that are bound together is being written, from 1."""

    def mark(self, id: str) -> Mark:
        """The next bookmark, for an id of this document."""
        return self.named(bookmark_name(id, self.part))

    def named(self, name: str) -> Mark:
        """The next bookmark, by its name."""
        self.marks += 1
        return Mark(self.marks, name)

    def bookmark_of(self, reference: CrossReference) -> str:
        """The bookmark that a reference leads to, empty where it leads out of this document."""
        target = reference.target
        bound = self.manuscript.bound
        for part, manuscript in enumerate(bound, 1) if bound else ((0, self.manuscript),):
            here = manuscript.anchor
            if (here.procedure, here.document) == (target.procedure, target.document):
                if target.id is None:
                    return part_name(part) if bound else ""
                return bookmark_name(target.id, part) if target.id in manuscript.labels else ""
        return ""

    def tag(self, id: str) -> str:
        """The tag of a clause's content control: its id, with its document's where several are bound together."""
        if not self.part:
            return id
        tag = f"{self.manuscript.bound[self.part - 1].anchor.document}/{id}"
        return tag if len(tag) <= 64 else f"{tag[:55]}~{sha256(tag.encode()).hexdigest()[:8]}"

    def rel_of(self, url: str) -> str:
        """The relationship of an address outside."""
        return self.links.setdefault(url, f"link{len(self.links) + 1}")

    def control(self) -> int:
        """The next content control's id."""
        self.controls += 1
        return self.controls

    def picture_of(self, picture: PictureContent) -> Placed:
        """Puts a picture into the package, as wide as it is at 150 dots per inch, at most as wide as the text."""
        width, height = size(picture.png)
        wide = min(round(width * 1440 / 150), self.layout.page.text_width)
        tall = max(1, round(wide * height / width))
        return self._placed(wide * _EMU, tall * _EMU, picture.png)

    def logo(self) -> Placed | None:
        """Puts the layout's logo into the package, if it has one."""
        logo = self.layout.logo
        return self._placed(logo.width, logo.height, logo.png) if logo else None

    def _placed(self, width: int, height: int, png: bytes) -> Placed:
        number = len(self.pictures) + 1
        placed = Placed(f"image{number}", f"image{number}.png", number, width, height, png)
        self.pictures.append(placed)
        return placed


def part_name(part: int) -> str:
    """The bookmark of one of the documents that are bound together."""
    return f"part_{part}"


def bookmark_name(id: str, part: int = 0) -> str:
    """A bookmark's name for an id (of one of the documents that are bound together): letters, digits and `_`, at most 40
    characters, one for each id.
    """
    name = (f"c{part}_" if part else "c_") + id.replace("-", "_")
    return name if len(name) <= 40 else f"{name[:31]}_{sha256(id.encode()).hexdigest()[:8]}"
